// SPDX-License-Identifier: Apache-2.0
// Collects the faults of one record while it is read.
#pragma once

#include "graph/diagnostic.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

/// Where in a record something stands: links of a chain that lives on the stack, made into a JSON
/// Pointer only when there is a fault to tell.
struct Path {
    const Path* parent = nullptr;
    std::string_view key;
    std::size_t index = 0;
    bool is_index = false;

    [[nodiscard]] Path field(std::string_view name) const { return {this, name, 0, false}; }
    [[nodiscard]] Path item(std::size_t i) const { return {this, {}, i, true}; }
    [[nodiscard]] std::string pointer() const;
};

/// `~` and `/` of a key as a JSON Pointer writes them.
[[nodiscard]] std::string pointer_token(std::string_view key);

class RecordFaults {
  public:
    explicit RecordFaults(graph::RecordPlace record) : m_record(std::move(record)) {}

    /// `code` is one of fault_codes(), which knows its severity. `value` is cut to a line's length.
    void add(std::string_view code,
             const std::string& pointer,
             std::string_view value,
             std::string message);
    void add(std::string_view code, const Path& path, std::string_view value, std::string message) {
        add(code, path.pointer(), value, std::move(message));
    }

    void set_incident(std::string id) { m_incident = std::move(id); }
    [[nodiscard]] bool empty() const { return m_faults.empty() && m_not_listed == 0; }
    [[nodiscard]] bool has_error() const { return m_has_error; }
    [[nodiscard]] const graph::RecordPlace& record() const { return m_record; }
    /// In the order found; `incident` filled in.
    [[nodiscard]] std::vector<graph::Diagnostic> take();

  private:
    graph::RecordPlace m_record;
    std::string m_incident;
    std::vector<graph::Diagnostic> m_faults;
    std::size_t m_not_listed = 0;
    bool m_has_error = false;
};

} // namespace sandhan::io
