// SPDX-License-Identifier: Apache-2.0
// One value of a result row: what JSON can say, without a JSON library in the interface.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace sandhan::io {

class Value;

/// Fields in the order they are written.
using Record = std::vector<std::pair<std::string, Value>>;
using List = std::vector<Value>;

class Value {
  public:
    Value() = default; ///< null
    Value(bool b) : m_data(b) {}
    Value(double d) : m_data(d) {} ///< NaN and infinities are written as null
    Value(std::string s) : m_data(std::move(s)) {}
    Value(std::string_view s) : m_data(std::string(s)) {}
    Value(const char* s) : m_data(std::string(s)) {}
    Value(Record r) : m_data(std::move(r)) {}
    Value(List l) : m_data(std::move(l)) {}
    template <class Integer>
    requires(std::is_integral_v<Integer> && !std::is_same_v<Integer, bool>) Value(Integer i)
        : m_data(static_cast<std::int64_t>(i)) {}

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(m_data); }
    template <class T>
    [[nodiscard]] const T* get() const {
        return std::get_if<T>(&m_data);
    }
    /// The field of a record, or null.
    [[nodiscard]] const Value& operator[](std::string_view field) const;
    /// The value at a dotted path of fields, "origin.label", or null.
    [[nodiscard]] const Value& at_path(std::string_view path) const;

  private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Record> m_data;
};

/// A list of texts.
template <class Range>
[[nodiscard]] List texts(const Range& range) {
    List list;
    for (const auto& text : range) {
        list.emplace_back(std::string(text));
    }
    return list;
}

} // namespace sandhan::io
