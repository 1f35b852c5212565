// SPDX-License-Identifier: Apache-2.0
// Places of a table with the columns of Gazetteer::with_additions().
#pragma once

#include "graph/gazetteer/csv_rows.hpp"
#include "graph/gazetteer/image_builder.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace sandhan::graph::gazetteer {

/// Adds rows to what a builder holds. A row whose type is `alias` gives an existing place further
/// names; any other row of a place that exists adds its names and replaces its point.
class Additions {
  public:
    /// Borrows the builder, which must hold every country, state and district already.
    explicit Additions(ImageBuilder& builder);

    /// Throws std::invalid_argument naming line, column, value and remedy.
    void add(const CsvRows& row);

  private:
    using Holder = std::pair<std::uint32_t, std::string>; ///< place, key of a name in it
    struct Place {
        std::uint32_t country, state, district;
    };

    [[nodiscard]] std::uint32_t
    named(const CsvRows& row, std::string_view column, std::uint32_t holder) const;
    [[nodiscard]] Place holders(const CsvRows& row) const;
    void index(std::uint32_t place);
    void add_names(const CsvRows& row, std::uint32_t place);

    ImageBuilder& m_builder;
    std::map<Holder, std::uint32_t> m_named; ///< `none` as a value: two places have the name
};

} // namespace sandhan::graph::gazetteer
