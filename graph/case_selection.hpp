// SPDX-License-Identifier: Apache-2.0
// Which incidents of a store a question is about, and what its answer may show.
#pragma once

#include "graph/case_store.hpp"
#include "graph/protection.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sandhan::graph {

struct IncidentFilter {
    std::optional<FuzzyDate::Days> since, until; ///< both days included
    bool certain = false; ///< keep what certainly lies within, not what possibly does
    double min_confidence = 0.0;
    /// Only incidents whose journey or scenes touch one of these places (`place:IN-GJ`) or what
    /// they hold.
    std::optional<std::vector<std::string>> within = std::nullopt;
};

/// The incidents that pass, ascending. An incident without any date possibly lies in any period.
[[nodiscard]] std::vector<IncidentIndex> select(const CaseStore& store,
                                                const IncidentFilter& filter);

/// What graphs and views are made of. The store must outlive it.
class CaseSelection {
  public:
    CaseSelection(const CaseStore& store, const IncidentFilter& filter, Disclosure disclosure)
        : m_store(&store), m_incidents(select(store, filter)), m_disclosure(disclosure) {}

    /// Those of the selected incidents that `keep` keeps.
    template <class Keep>
    [[nodiscard]] CaseSelection narrowed(const Keep& keep) const {
        CaseSelection some = *this;
        std::erase_if(some.m_incidents,
                      [&](IncidentIndex i) { return !keep(m_store->incidents[i]); });
        return some;
    }

    [[nodiscard]] const CaseStore& store() const { return *m_store; }
    /// Ascending.
    [[nodiscard]] std::span<const IncidentIndex> incidents() const { return m_incidents; }
    [[nodiscard]] Disclosure disclosure() const { return m_disclosure; }
    /// By IncidentIndex: 1 for those selected.
    [[nodiscard]] std::vector<unsigned char> flags() const {
        std::vector<unsigned char> selected(m_store->incidents.size(), 0);
        for (const IncidentIndex i : m_incidents) {
            selected[i] = 1;
        }
        return selected;
    }

  private:
    const CaseStore* m_store;
    std::vector<IncidentIndex> m_incidents;
    Disclosure m_disclosure;
};

} // namespace sandhan::graph
