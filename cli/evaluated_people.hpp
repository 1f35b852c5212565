// SPDX-License-Identifier: Apache-2.0
// Who is who, by the truth, among the people that an evaluation compares.
#pragma once

#include "cli/evaluation.hpp"
#include "graph/association_graph.hpp"
#include "io/errors.hpp"

#include <set>

namespace sandhan::cli {

/// The side an identity stands on as the truth tells it; nothing where it leaves it to the records.
[[nodiscard]] std::optional<graph::Side> side_told(const io::TrueIdentity& identity,
                                                   const io::TruthPlace& place);

/// Who each mention is, and of which cells.
class People : public io::TruthSink {
  public:
    explicit People(const graph::CaseStore& store)
        : identity_of(store.people.size(), graph::no_index), m_store(store), m_mentions(store) {}

    void identity(io::TrueIdentity&& identity, const io::TruthPlace& place) override {
        const std::uint32_t number = number_of(identity.id);
        if (m_told[number]) {
            throw io::ParseError(place.text() + "/id: an earlier identity has the same id; join "
                                                "the two, or name one otherwise");
        }
        m_told[number] = true;
        sides[number] = side_told(identity, place);
        for (std::size_t i = 0; i < identity.records.size(); ++i) {
            const auto row = m_mentions.find(identity.records[i]);
            if (!row) {
                ++records_not_in_input;
                continue;
            }
            ++records_in_input;
            if (identity_of[*row] != graph::no_index && identity_of[*row] != number) {
                throw io::ParseError(place.text() + "/records/" + std::to_string(i) +
                                     ": an earlier identity has this record too; a record is of "
                                     "one person: keep it with one of them");
            }
            identity_of[*row] = number;
        }
    }

    void cell(io::TrueCell&& cell, const io::TruthPlace& place) override {
        if (!m_cells.insert(cell.id).second) {
            throw io::ParseError(place.text() + "/id: an earlier cell has the same id; join the "
                                                "two, or name one otherwise");
        }
        Cell known;
        known.id = std::move(cell.id);
        known.events = cell.events;
        for (const std::string& member : cell.members) {
            known.members.push_back(number_of(member));
        }
        cells.push_back(std::move(known));
    }

    void sort_cells() {
        std::sort(cells.begin(), cells.end(),
                  [](const Cell& a, const Cell& b) { return a.id < b.id; });
    }

    [[nodiscard]] bool is_told(std::uint32_t identity) const { return m_told[identity]; }
    [[nodiscard]] std::string_view id(std::uint32_t identity) const { return m_ids[identity]; }
    [[nodiscard]] std::size_t size() const { return m_told.size(); }

    /// Whether a mention counts on the sides asked for.
    [[nodiscard]] bool counts(std::uint32_t row, const Included& included) const {
        const std::uint32_t identity = identity_of[row];
        const graph::Side side = identity != graph::no_index && sides[identity]
                                     ? *sides[identity]
                                     : graph::side_of(m_store.people[row].role);
        return graph::is_wanted(side, {included.responders, included.victims});
    }

    struct Cell {
        std::string id;
        std::vector<std::uint32_t> members;
        std::optional<std::uint64_t> events;
    };

    std::vector<std::uint32_t> identity_of;        ///< of each person row
    std::vector<std::optional<graph::Side>> sides; ///< of each identity
    std::vector<Cell> cells;
    std::uint64_t records_in_input = 0, records_not_in_input = 0;

  private:
    std::uint32_t number_of(const std::string& id) {
        const std::uint32_t number = m_ids.intern(id);
        if (number >= m_told.size()) {
            m_told.resize(number + 1, false);
            sides.resize(number + 1);
        }
        return number;
    }

    const graph::CaseStore& m_store;
    Mentions m_mentions;
    graph::StringPool m_ids;
    std::set<std::string> m_cells;
    std::vector<bool> m_told = {false}; ///< [0] is nobody: no id is empty
};

/// Says how much of the truth is of other files.
void tell_unknown(const People& people, const OutputOptions& output);

/// The true offenders of a run, as the association graph has them.
struct Offenders {
    std::vector<std::uint32_t> identity; ///< of each item, sorted by id
    std::vector<std::uint32_t> item_of; ///< of each identity; graph::no_index where not in the data
    std::vector<std::pair<graph::Vertex, std::uint32_t>> items_at; ///< by vertex; each once
    std::vector<std::vector<graph::IncidentIndex>> incidents;      ///< of each item
    std::uint64_t unlabelled = 0;
};

[[nodiscard]] Offenders
offenders_in(const graph::CaseGraph& g, const graph::AssociationGraph& links, const People& truth);

/// The items at a vertex.
[[nodiscard]] std::span<const std::pair<graph::Vertex, std::uint32_t>>
items_of(const Offenders& all, graph::Vertex v);

[[nodiscard]] bool
share_a_cluster(const algorithms::Clustering& clusters, std::size_t a, std::size_t b);

} // namespace sandhan::cli
