// SPDX-License-Identifier: Apache-2.0
// What the names of two records say of each other, remembered. Not installed.
#pragma once

#include "algorithms/internal/found_name.hpp"
#include "algorithms/internal/identity_records.hpp"
#include "algorithms/internal/name_glance.hpp"

#include <cstdint>
#include <vector>

namespace sandhan::algorithms::internal {

/// What two names say of each other, part by part.
/// Cost  half a microsecond to a few.
[[nodiscard]] FoundName found_between(const ComparableName& a, const ComparableName& b);

/// Compares names by their numbers in IdentityRecords::names. Most are told apart at a glance; of
/// the others, frequent ones meet often, and the last pairs are remembered. One thread's own.
class NameMemory {
  public:
    /// Both must outlive this.
    /// Requires  a glance a name, as glances_at() takes them.
    NameMemory(const std::vector<ComparableName>& names, const std::vector<NameGlance>& glances)
        : m_names(names), m_glances(glances) {}

    [[nodiscard]] FoundName compared(std::uint32_t a, std::uint32_t b);

  private:
    struct Known {
        std::uint64_t pair = ~std::uint64_t{0};
        FoundName found;
    };
    const std::vector<ComparableName>& m_names;
    const std::vector<NameGlance>& m_glances;
    std::vector<Known> m_known;
};

} // namespace sandhan::algorithms::internal
