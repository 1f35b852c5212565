// SPDX-License-Identifier: Apache-2.0
// What a table says of cells, and in words why the first of them are ones.
#include "cli/cell_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sandhan::cli {
namespace {

constexpr std::size_t cells_explained = 3; ///< below the table
constexpr std::size_t members_told = 10;   ///< of one of them
constexpr std::size_t links_told = 4;
constexpr std::size_t corridors_told = 3;

std::string text(const io::Value& value) {
    const std::string* found = value.get<std::string>();
    return found != nullptr ? *found : std::string();
}

/// What Hennig's paper says of a stability so high.
std::string judged(double stability) {
    constexpr double high = 0.85, valid = 0.75, doubtful = 0.6;
    return stability >= high       ? "steady"
           : stability >= valid    ? "fairly steady"
           : stability >= doubtful ? "a cell, but of doubtful members"
                                   : "may be chance, do not lean on it";
}

std::string percent(double share) { return fmt::format("{:.0f} %", std::round(100.0 * share)); }

/// Lines of words about one cell.
class CellWords {
  public:
    CellWords(const io::Value& row, const FoundCells& found) : m_row(row), m_found(found) {}

    [[nodiscard]] std::vector<std::string> lines() const {
        std::vector<std::string> lines;
        lines.push_back(fmt::format("Together: {} of the strength of its members' ties stays "
                                    "within it.",
                                    percent(share_within())));
        if (m_found.stability.resamples > 0) {
            const double stability = *m_row["stability"].get<double>();
            lines.push_back(fmt::format("Stability: {:.2f}: {}; found again in {} of {} "
                                        "resamples.",
                                        stability, judged(stability),
                                        percent(*m_row["found_again"].get<double>()),
                                        m_found.stability.resamples));
        }
        add_corridors(lines);
        add_links(lines);
        const auto* joined = m_row["nearest"]["cell"].get<std::int64_t>();
        const auto* resolution = m_row["nearest"]["resolution"].get<double>();
        if (joined != nullptr && resolution != nullptr) {
            lines.push_back(fmt::format("Nearest is cell {}: one with it at --resolution {} or "
                                        "lower.",
                                        *joined, rounded_down(*resolution)));
        }
        return lines;
    }

  private:
    /// In two digits that count, so that what is told is enough: 0.71, 0.0034.
    [[nodiscard]] static std::string rounded_down(double value) {
        const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1.0);
        return fmt::format("{:.2g}", std::floor(value / unit) * unit);
    }

    [[nodiscard]] double share_within() const {
        const double within = 2.0 * *m_row["within"].get<double>(); // each end counts
        return within / (within + *m_row["across"].get<double>());
    }

    void add_corridors(std::vector<std::string>& lines) const {
        const auto* corridors = m_row["corridors"].get<io::List>();
        if (corridors == nullptr || corridors->empty()) {
            return;
        }
        lines.emplace_back("Corridors of its incidents:");
        for (std::size_t i = 0; i < std::min(corridors_told, corridors->size()); ++i) {
            const io::Value& corridor = (*corridors)[i];
            lines.push_back(fmt::format(
                "  {} → {}: {}", text(corridor["origin"]["label"]),
                text(corridor["destination"]["label"]),
                counted(static_cast<std::uint64_t>(*corridor["incidents"].get<std::int64_t>()),
                        "incident")));
        }
        if (corridors->size() > corridors_told) {
            lines.push_back(fmt::format("  … and {} more", corridors->size() - corridors_told));
        }
    }

    void add_links(std::vector<std::string>& lines) const {
        const auto& links = *m_row["links"].get<io::List>();
        if (links.empty()) {
            lines.emplace_back("Links to others: none.");
            return;
        }
        lines.emplace_back("Links to others:");
        for (std::size_t i = 0; i < std::min(links_told, links.size()); ++i) {
            const io::Value& link = links[i];
            const auto* cell = link["cell"].get<std::int64_t>();
            const auto& reasons = *link["reasons"].get<io::List>();
            std::string why;
            if (!reasons.empty()) {
                why = text(reasons.front()["kind"]);
                std::replace(why.begin(), why.end(), '_', ' ');
                if (const std::string detail = text(reasons.front()["detail"]); !detail.empty()) {
                    why += " (" + detail + ")";
                }
            }
            lines.push_back("  " + text(link["member_label"]) + " with " +
                            text(link["other_label"]) +
                            (cell != nullptr ? fmt::format(" of cell {}", *cell) : "") + ":");
            lines.push_back("    " + why + evidence(link));
        }
        if (links.size() > links_told) {
            lines.push_back(
                fmt::format("  … and {} more; --format json has all", links.size() - links_told));
        }
    }

    [[nodiscard]] static std::string evidence(const io::Value& link) {
        constexpr std::size_t told = 2;
        const auto& ids = *link["evidence"].get<io::List>();
        std::string line;
        for (std::size_t i = 0; i < std::min(told, ids.size()); ++i) {
            line += (i == 0 ? ", " : "; ") + text(ids[i]);
        }
        return line + (ids.size() > told ? fmt::format("; +{}", ids.size() - told) : "");
    }

    const io::Value& m_row;
    const FoundCells& m_found;
};

io::TableSection why(const CellGraph& g, const io::Value& row, const FoundCells& found) {
    io::TableSection section;
    section.heading =
        fmt::format("Cell {}: who belongs to it, and why", *row["rank"].get<std::int64_t>());
    section.columns = {{.header = "member", .path = "label", .widest = 30, .wraps = true}};
    if (g.has_incidents()) {
        section.columns.push_back({.header = "role", .path = "roles", .widest = 24, .wraps = true});
    }
    section.columns.push_back({"ties within", "within", io::Alignment::right, 1});
    section.columns.push_back({"outside", "across", io::Alignment::right, 1});
    section.columns.push_back({"core", "mark"});
    if (g.has_incidents()) {
        section.columns.push_back(
            {.header = "incidents", .path = "evidence", .widest = 44, .wraps = true});
    }
    std::vector<const io::Value*> members;
    for (const io::Value& member : *row["members"].get<io::List>()) {
        members.push_back(&member);
    }
    std::stable_sort(members.begin(), members.end(), [](const io::Value* a, const io::Value* b) {
        return *(*a)["within"].get<double>() > *(*b)["within"].get<double>();
    });
    for (std::size_t i = 0; i < std::min(members_told, members.size()); ++i) {
        const io::Value& member = *members[i];
        section.rows.emplace_back(io::Record{{"label", member["label"]},
                                             {"roles", member["roles"]},
                                             {"within", member["within"]},
                                             {"across", member["across"]},
                                             {"mark", *member["core"].get<bool>() ? "yes" : ""},
                                             {"evidence", member["evidence"]}});
    }
    if (members.size() > members_told) {
        section.notes.push_back(fmt::format("… and {} more members; --format json has all",
                                            members.size() - members_told));
    }
    for (std::string& line : CellWords(row, found).lines()) {
        section.notes.push_back(std::move(line));
    }
    return section;
}

} // namespace

void describe_cells(const CellGraph& g, const FoundCells& found, io::ResultDocument& result) {
    result.heading = fmt::format("{} among {} {}", counted(found.cells.size(), "cell"),
                                 g.simple().graph.vertex_count(), g.what());
    constexpr std::size_t wide = 60;
    result.columns = {{"#", "rank", io::Alignment::right},
                      {"members", "size", io::Alignment::right}};
    if (g.has_incidents()) {
        result.columns.push_back({"incidents", "incidents", io::Alignment::right});
    }
    result.columns.push_back(
        {.header = "core", .path = "core_names", .widest = wide, .wraps = true});
    if (g.has_incidents()) {
        result.columns.push_back(
            {.header = "states", .path = "states", .widest = wide, .wraps = true});
        result.columns.push_back({.header = "active", .path = "active", .least = 9});
    }
    if (found.stability.resamples > 0) {
        result.columns.push_back({"stability", "stability", io::Alignment::right});
    }
    for (const char* field :
         {"rank", "people", "organisations", "size", "incidents", "states", "districts", "first",
          "last", "stability", "found_again", "within", "across", "evidence"}) {
        result.csv.push_back({field, field});
    }
    if (found.cells.empty()) {
        result.notes.emplace_back("No two are tied here, so there is no cell.");
        return;
    }
    result.notes.push_back("core: " + std::string(g.has_incidents() ? "people" : "members") +
                           " whose ties within the cell are stronger than its members' mean,");
    result.notes.emplace_back("  by half a standard deviation or more.");
    if (found.stability.resamples > 0) {
        result.notes.push_back("stability: how like itself a cell is when other " +
                               found.resampled + "s are drawn,");
        result.notes.emplace_back("  1: the same; below 0.6: may be chance.");
    }
    for (std::size_t i = 0; i < std::min(cells_explained, result.rows.size()); ++i) {
        result.more_tables.push_back(why(g, result.rows[i], found));
    }
}

} // namespace sandhan::cli
