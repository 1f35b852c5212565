// SPDX-License-Identifier: Apache-2.0
#include "io/record_faults.hpp"

#include "io/fault_codes.hpp"
#include "io/text_input.hpp"

#include <cassert>

namespace sandhan::io {
namespace {

/// A record of 64 MiB could hold millions of faults; nobody reads beyond the first hundreds.
constexpr std::size_t most_listed = 500;
constexpr std::size_t value_bytes = 200;

} // namespace

std::string pointer_token(std::string_view key) {
    std::string token;
    for (const char c : key) {
        if (c == '~') {
            token += "~0";
        } else if (c == '/') {
            token += "~1";
        } else {
            token += c;
        }
    }
    return token;
}

std::string Path::pointer() const {
    if (parent == nullptr) {
        return {};
    }
    return parent->pointer() + "/" + (is_index ? std::to_string(index) : pointer_token(key));
}

void RecordFaults::add(std::string_view code,
                       const std::string& pointer,
                       std::string_view value,
                       std::string message) {
    const FaultCode* known = find_fault_code(code);
    assert(known != nullptr);
    m_has_error = m_has_error || known->severity == graph::Severity::error;
    if (m_faults.size() >= most_listed) {
        ++m_not_listed;
        return;
    }
    graph::Diagnostic fault;
    fault.where = m_record;
    fault.where.pointer += pointer;
    fault.code = code;
    fault.severity = known->severity;
    fault.value = cut_text(value, value_bytes);
    fault.message = std::move(message);
    m_faults.push_back(std::move(fault));
}

std::vector<graph::Diagnostic> RecordFaults::take() {
    if (m_not_listed > 0) {
        graph::Diagnostic fault;
        fault.where = m_record;
        fault.code = "more_faults";
        fault.message = "the record has " + std::to_string(m_not_listed) +
                        " more faults; correct those that are listed first";
        m_faults.push_back(std::move(fault));
    }
    for (graph::Diagnostic& fault : m_faults) {
        fault.incident = m_incident;
    }
    return std::move(m_faults);
}

} // namespace sandhan::io
