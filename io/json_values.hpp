// SPDX-License-Identifier: Apache-2.0
// The values of columns as members of JSON objects, written as they come.
#pragma once

#include "io/graph_document.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace sandhan::io {

/// One JSON object: commas and names. Closed by close().
class JsonObject {
  public:
    explicit JsonObject(std::string& out) : m_out(out) { m_out += '{'; }
    JsonObject(const JsonObject&) = delete;
    JsonObject& operator=(const JsonObject&) = delete;

    /// Each appends a member. A number must be finite.
    void text(std::string_view name, std::string_view value);
    void number(std::string_view name, double value);
    void whole(std::string_view name, std::int64_t value);
    void truth(std::string_view name, bool value);
    /// The value of a row, and nothing where there is none, or where it is infinite.
    void value(std::string_view name, const Column& column, std::size_t row);
    /// Only the name: the caller appends the value.
    void name(std::string_view name);
    void close() { m_out += '}'; }

  private:
    std::string& m_out;
    bool m_first = true;
};

} // namespace sandhan::io
