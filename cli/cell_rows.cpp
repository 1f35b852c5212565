// SPDX-License-Identifier: Apache-2.0
#include "cli/cell_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace sandhan::cli {

using algorithms::Cell;
using algorithms::CellFootprint;
using algorithms::CellLink;
using algorithms::CellMember;

namespace {

/// The period of a cell in few letters: "2018–2021".
std::string years(const io::Value& first, const io::Value& last) {
    constexpr std::size_t year = 4;
    const std::string* from = first.get<std::string>();
    const std::string* to = last.get<std::string>();
    const std::string begin = from != nullptr ? from->substr(0, year) : "";
    const std::string end = to != nullptr ? to->substr(0, year) : "";
    return begin == end    ? begin
           : begin.empty() ? "to " + end
           : end.empty()   ? "from " + begin
                           : begin + "–" + end;
}

class CellRow {
  public:
    CellRow(const CellGraph& g, const FoundCells& found, std::size_t cell)
        : m_g(g), m_found(found), m_cell(found.cells[cell]), m_print(found.footprints[cell]),
          m_merge(found.merges[cell]) {}

    [[nodiscard]] io::Record record() const {
        io::List people, organisations, members, core;
        for (const CellMember& member : m_cell.members) {
            (m_g.is_organisation(member.vertex) ? organisations : people)
                .emplace_back(m_g.id(member.vertex));
            members.emplace_back(of_member(member));
        }
        for (const CellMember* member : core_people()) {
            core.emplace_back(io::Record{{"id", m_g.id(member->vertex)},
                                         {"label", m_g.label(member->vertex)},
                                         {"within_score", member->within_score}});
        }
        io::Record row{{"people", people},
                       {"organisations", organisations},
                       {"size", m_cell.members.size()},
                       {"core", core},
                       {"members", members},
                       {"within", m_cell.within},
                       {"across", m_cell.across},
                       {"links", links()},
                       {"nearest", nearest()}};
        if (m_found.stability.resamples > 0) {
            row.emplace_back("stability", m_found.stability.stability[m_cell.community]);
            row.emplace_back("found_again", m_found.stability.found_again[m_cell.community]);
        } else {
            row.emplace_back("stability", io::Value());
            row.emplace_back("found_again", io::Value());
        }
        io::List states;
        for (const graph::PlaceIndex place : m_print.states) {
            states.push_back(io::Value(m_g.place(place))["label"]);
        }
        row.emplace_back("states", states);
        if (m_g.has_incidents()) {
            add_footprint(row);
        }
        return row;
    }

    /// Strongest first.
    [[nodiscard]] std::vector<const CellMember*> core_people() const {
        std::vector<const CellMember*> core;
        for (const CellMember& member : m_cell.members) {
            if (member.core && !m_g.is_organisation(member.vertex)) {
                core.push_back(&member);
            }
        }
        std::stable_sort(core.begin(), core.end(), [](const CellMember* a, const CellMember* b) {
            return a->within > b->within;
        });
        return core;
    }

  private:
    [[nodiscard]] io::Record of_member(const CellMember& member) const {
        io::Record record{{"id", m_g.id(member.vertex)},
                          {"label", m_g.label(member.vertex)},
                          {"kind", m_g.kind(member.vertex)},
                          {"roles", io::texts(m_g.roles(member.vertex))},
                          {"within", member.within},
                          {"across", member.across},
                          {"within_score", member.within_score},
                          {"core", member.core}};
        if (io::List evidence = m_g.evidence(member.vertex);
            m_g.has_incidents() || !evidence.empty()) {
            record.emplace_back("evidence", std::move(evidence));
        }
        return record;
    }

    [[nodiscard]] io::List links() const {
        io::List links;
        for (const CellLink& link : m_cell.links) {
            links.emplace_back(io::Record{{"member", m_g.id(link.member)},
                                          {"member_label", m_g.label(link.member)},
                                          {"other", m_g.id(link.other)},
                                          {"other_label", m_g.label(link.other)},
                                          {"cell", rank_of(link.community)},
                                          {"strength", m_g.simple().strength[link.tie]},
                                          {"reasons", m_g.reasons(link)},
                                          {"evidence", m_g.tie_evidence(link)}});
        }
        return links;
    }

    [[nodiscard]] io::Value rank_of(std::uint32_t community) const {
        const std::uint32_t rank = m_found.rank_of[community];
        return rank > 0 ? io::Value(std::uint64_t{rank}) : io::Value();
    }

    [[nodiscard]] io::Value nearest() const {
        return m_merge ? io::Value(io::Record{{"cell", rank_of(m_merge->community)},
                                              {"resolution", m_merge->resolution}})
                       : io::Value();
    }

    void add_footprint(io::Record& row) const {
        io::List districts, corridors;
        for (const graph::PlaceIndex place : m_print.districts) {
            districts.push_back(io::Value(m_g.place(place))["label"]);
        }
        for (const algorithms::CellCorridor& corridor : m_print.corridors) {
            corridors.emplace_back(io::Record{{"origin", m_g.place(corridor.origin)},
                                              {"destination", m_g.place(corridor.destination)},
                                              {"incidents", corridor.evidence.size()},
                                              {"evidence", m_g.ids(corridor.evidence)}});
        }
        row.emplace_back("districts", districts);
        row.emplace_back("corridors", corridors);
        row.emplace_back("first", first_day(m_print.time));
        row.emplace_back("last", last_day(m_print.time));
        row.emplace_back("incidents", m_print.incidents.size());
        row.emplace_back("evidence", m_g.ids(m_print.incidents));
    }

    const CellGraph& m_g;
    const FoundCells& m_found;
    const Cell& m_cell;
    const CellFootprint& m_print;
    const std::optional<algorithms::CellMerge>& m_merge;
};

} // namespace

void rank_cells(FoundCells& found) {
    std::vector<std::size_t> order(found.cells.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // Communities are numbered by their least vertex, and vertices go by id.
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto key = [&](std::size_t i) {
            return std::tuple(found.footprints[i].incidents.size(), found.cells[i].members.size());
        };
        return key(a) != key(b) ? key(a) > key(b)
                                : found.cells[a].community < found.cells[b].community;
    });
    FoundCells ranked;
    for (const std::size_t i : order) {
        ranked.cells.push_back(std::move(found.cells[i]));
        ranked.footprints.push_back(std::move(found.footprints[i]));
        ranked.merges.push_back(found.merges[i]);
        found.rank_of[ranked.cells.back().community] =
            static_cast<std::uint32_t>(ranked.cells.size());
    }
    found.cells = std::move(ranked.cells);
    found.footprints = std::move(ranked.footprints);
    found.merges = std::move(ranked.merges);
}

void add_cell_rows(const CellGraph& g,
                   const FoundCells& found,
                   const OutputOptions& output,
                   io::ResultDocument& result) {
    const std::size_t shown = std::min(found.cells.size(), rows_shown(output));
    for (std::size_t i = 0; i < shown; ++i) {
        const CellRow cell(g, found, i);
        io::Record row{{"rank", i + 1}};
        for (auto& field : cell.record()) {
            row.push_back(std::move(field));
        }
        if (is_table(output)) {
            io::List names;
            for (const CellMember* member : cell.core_people()) {
                names.emplace_back(g.label(member->vertex));
            }
            if (names.empty()) {
                names.emplace_back("(nobody stands out)");
            }
            row.emplace_back("core_names", names);
            const io::Value known(row);
            row.emplace_back("active", years(known["first"], known["last"]));
        }
        result.rows.emplace_back(std::move(row));
    }
    result.found = found.cells.size();
}

} // namespace sandhan::cli
