// SPDX-License-Identifier: Apache-2.0
#include "graph/building/shields.hpp"

#include "graph/building/folded_name.hpp"
#include "graph/building/pieces.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <utility>
#include <vector>

namespace sandhan::graph::building {
namespace {

class Shields {
  public:
    Shields(CaseStore& store, const FuzzyDate& as_of)
        : m_store(store), m_as_of(as_of), m_entities(store.person_entities.writable()) {}

    void run() {
        tbb::parallel_for(std::size_t{0}, m_store.people.size(), [&](std::size_t p) {
            const PersonRow& row = m_store.people[p];
            const IncidentRow* incident =
                row.incident == no_index ? nullptr : &m_store.incidents[row.incident];
            if (side_of(row.role) == Side::victim) {
                raise(row, Shield::victim);
            } else if (may_be_child(row, incident, m_as_of)) {
                raise(row, Shield::child);
            } else if (side_of(row.role) == Side::family || row.role == PersonRole::witness) {
                raise(row, Shield::family);
            }
        });
        // Whoever is a victim's or child's relative by a stated tie or by the name of father or
        // spouse would name them. Nobody becomes a child or victim here, so the order is free.
        in_pieces(m_store.incidents.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
            std::vector<FoldedName> relatives;
            for (std::size_t i = begin; i < end; ++i) {
                shield_by_ties(m_store.incidents[i]);
                shield_by_names(m_store.incidents[i], relatives);
            }
        });
    }

  private:
    [[nodiscard]] Shield of(const PersonRow& row) const {
        return std::atomic_ref<Shield>(m_entities[row.person].shield)
            .load(std::memory_order_relaxed);
    }

    /// Raises the shield of the person behind a mention to at least `shield`.
    void raise(const PersonRow& row, Shield shield) const {
        const std::atomic_ref<Shield> current(m_entities[row.person].shield);
        Shield known = current.load(std::memory_order_relaxed);
        while (shield < known &&
               !current.compare_exchange_weak(known, shield, std::memory_order_relaxed)) {
        }
    }

    void shield_by_ties(const IncidentRow& incident) const {
        for (const TieRow& tie : m_store.ties_of(incident)) {
            if (tie.type != TieType::relative && tie.type != TieType::spouse) {
                continue;
            }
            for (const auto& [one, other] :
                 {std::pair(tie.from, tie.to), std::pair(tie.to, tie.from)}) {
                if (one.is_person && other.is_person &&
                    of(m_store.people[one.row]) <= Shield::child) {
                    raise(m_store.people[other.row], Shield::family);
                }
            }
        }
    }

    void shield_by_names(const IncidentRow& incident, std::vector<FoldedName>& relatives) const {
        relatives.clear();
        for (const PersonRow& row : m_store.people_of(incident)) {
            if ((row.father != 0 || row.spouse != 0) && of(row) <= Shield::child) {
                for (const StringId name : {row.father, row.spouse}) {
                    if (name != 0) {
                        relatives.emplace_back(m_store.text(name));
                    }
                }
            }
        }
        if (relatives.empty()) {
            return;
        }
        for (const PersonRow& row : m_store.people_of(incident)) {
            if (row.name == 0 || of(row) != Shield::none) {
                continue;
            }
            FoldedName name(m_store.text(row.name));
            if (std::any_of(relatives.begin(), relatives.end(),
                            [&](FoldedName& relative) { return relative.is_like(name); })) {
                raise(row, Shield::family);
            }
        }
    }

    const CaseStore& m_store;
    const FuzzyDate& m_as_of;
    std::span<PersonEntity> m_entities;
};

} // namespace

void shield_people(CaseStore& store, const FuzzyDate& as_of) { Shields(store, as_of).run(); }

void shield_identifiers(CaseStore& store) {
    const std::span<IdentifierEntity> entities = store.identifier_entities.writable();
    tbb::parallel_for(std::size_t{0}, store.people.size(), [&](std::size_t p) {
        const PersonRow& row = store.people[p];
        if (row.identifiers.count == 0 ||
            store.person_entities[row.person].shield == Shield::none) {
            return;
        }
        for (const IdentifierRow& identifier :
             CaseStore::rows(store.identifier_rows, row.identifiers)) {
            std::atomic_ref<bool>(entities[identifier.identifier].shielded)
                .store(true, std::memory_order_relaxed);
        }
    });
}

} // namespace sandhan::graph::building
