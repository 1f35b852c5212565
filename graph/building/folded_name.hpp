// SPDX-License-Identifier: Apache-2.0
// Names that are held against each other by their folded forms, folded only where it can matter.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sandhan::graph::building {

/// Borrows the name.
class FoldedName {
  public:
    explicit FoldedName(std::string_view name);

    /// Whether folded() makes the same of both. Few names are alike, and folding one that is not
    /// ASCII costs some tens of microseconds, so what each begins with is compared first.
    [[nodiscard]] bool is_like(FoldedName& other);

  private:
    const std::string& text();

    std::string_view m_name;
    std::optional<char> m_first; ///< the first letter of its folded form, where it is known
    std::optional<std::string> m_text;
};

} // namespace sandhan::graph::building
