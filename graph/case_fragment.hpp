// SPDX-License-Identifier: Apache-2.0
// The rows of some consecutive records, made by one thread apart from all others: what a
// CaseStoreBuilder joins into a store.
#pragma once

#include "graph/diagnostic.hpp"
#include "graph/incident.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace sandhan::graph {

namespace building {
struct FragmentRows;
} // namespace building

/// Made by CaseStoreBuilder::fragment(). Several fragments of one builder may be filled at the same
/// time, each by one thread.
class CaseFragment {
  public:
    CaseFragment(CaseFragment&&) noexcept;
    CaseFragment& operator=(CaseFragment&&) noexcept;
    ~CaseFragment();

    void add(const Incident& incident);
    /// A person of a list, without an incident.
    void add(const Person& person, const RecordPlace& where, const std::string& list);

    /// Warnings of places that could not be decided (`place_ambiguous`, `place_unknown`) since the
    /// last call, in the order of the records.
    [[nodiscard]] std::vector<Diagnostic> take_faults();

    [[nodiscard]] std::size_t incidents() const;

  private:
    friend class CaseStoreBuilder;
    explicit CaseFragment(std::unique_ptr<building::FragmentRows> rows);

    std::unique_ptr<building::FragmentRows> m_rows;
};

} // namespace sandhan::graph
