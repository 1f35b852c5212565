// SPDX-License-Identifier: Apache-2.0
// The attributes of GEXF's vertices, edges and values, and the times that they tell.
#pragma once

#include "io/xml_parser.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sandhan::io {

enum class GexfName : std::uint8_t {
    id,
    source,
    target,
    type,
    weight,
    label,
    kind,
    parent, ///< pid
    of,     ///< for
    value,
    start,
    end,
    start_open,
    end_open,
    timestamp,
    timestamps,
    intervals,
};

/// The attributes of an element that has many, read once.
class GexfAttributes {
  public:
    explicit GexfAttributes(const XmlAttributes& attributes);

    [[nodiscard]] std::optional<std::string_view> operator[](GexfName name) const {
        const std::string_view value = m_values[static_cast<std::size_t>(name)];
        return value.data() == nullptr ? std::nullopt : std::optional(value);
    }
    [[nodiscard]] bool tells_time() const { return m_tells_time; }

  private:
    std::array<std::string_view, 17> m_values; ///< by name; without data where there is none
    bool m_tells_time = false;
};

/// All the times of one vertex or edge, as one period.
class GexfPeriod {
  public:
    /// Takes in what the attributes tell. Returns how often something of it was not kept: a time
    /// joined with another, an end that the period excludes.
    std::uint64_t take(const GexfAttributes& attributes);

    /// Empty where it has no end there.
    [[nodiscard]] std::string_view start() const {
        return m_open_start ? std::string_view() : m_start;
    }
    [[nodiscard]] std::string_view end() const { return m_open_end ? std::string_view() : m_end; }

  private:
    std::uint64_t join(std::string_view start, std::string_view end);
    std::uint64_t join_list(std::string_view list, std::size_t kept);

    std::string m_start, m_end;
    bool m_any = false;
    bool m_open_start = false; ///< a part of it has no start
    bool m_open_end = false;
};

} // namespace sandhan::io
