// SPDX-License-Identifier: Apache-2.0
#include "io/gexf_period.hpp"

#include "io/column_builder.hpp"
#include "io/text_input.hpp"

#include <algorithm>
#include <cmath>

namespace sandhan::io {

namespace {

constexpr std::array<std::string_view, 17> gexf_names{
    "id",        "source",  "target",    "type",       "weight",   "label",
    "kind",      "pid",     "for",       "value",      "start",    "end",
    "startopen", "endopen", "timestamp", "timestamps", "intervals"};

bool is_infinite(std::string_view time) {
    const auto number = parse_real(time);
    return number && !std::isfinite(*number);
}

/// Numbers as numbers; ISO dates as the texts that they are.
bool is_earlier(std::string_view a, std::string_view b) {
    const auto x = parse_real(a);
    const auto y = parse_real(b);
    return x && y ? *x < *y : a < b;
}

} // namespace

GexfAttributes::GexfAttributes(const XmlAttributes& attributes) {
    attributes.each([&](std::string_view name, std::string_view value) {
        const auto found =
            std::find_if(gexf_names.begin(), gexf_names.end(),
                         [name](std::string_view known) { return same_xml_name(known, name); });
        const auto at = static_cast<std::size_t>(found - gexf_names.begin());
        if (found != gexf_names.end() && m_values[at].data() == nullptr) {
            m_values[at] = value;
            m_tells_time = m_tells_time || at >= static_cast<std::size_t>(GexfName::start);
        }
    });
}

std::uint64_t GexfPeriod::take(const GexfAttributes& attributes) {
    if (!attributes.tells_time()) {
        return 0;
    }
    if (const auto moment = attributes[GexfName::timestamp]) {
        return join(trimmed(*moment), trimmed(*moment));
    }
    if (const auto times = attributes[GexfName::timestamps]) {
        return join_list(*times, 1);
    }
    if (const auto times = attributes[GexfName::intervals]) {
        return join_list(*times, 2);
    }
    std::uint64_t lost = 0;
    const auto closed_or_open = [&](GexfName closed, GexfName open) {
        const auto time = attributes[closed];
        lost += !time && attributes[open] ? 1U : 0U;
        return trimmed(time ? *time : attributes[open].value_or(""));
    };
    const std::string_view start = closed_or_open(GexfName::start, GexfName::start_open);
    const std::string_view end = closed_or_open(GexfName::end, GexfName::end_open);
    return lost + (start.empty() && end.empty() ? 0 : join(start, end));
}

/// `<[2009, 2010]; [2012, 2013]>`, `<[1, 2, 3]>`: whatever the brackets, the hull of all. With more
/// times than `kept` something is lost.
std::uint64_t GexfPeriod::join_list(std::string_view list, std::size_t kept) {
    constexpr std::string_view between = "<[]()>,; \t\r\n";
    std::string_view first, last;
    std::size_t count = 0;
    for (std::size_t at = list.find_first_not_of(between); at != list.npos;
         at = list.find_first_not_of(between, at)) {
        const std::size_t stop = std::min(list.find_first_of(between, at), list.size());
        const std::string_view time = list.substr(at, stop - at);
        if (count == 0 || is_earlier(time, first)) {
            first = time;
        }
        if (count == 0 || is_earlier(last, time)) {
            last = time;
        }
        ++count;
        at = stop;
    }
    return (count > kept ? 1U : 0U) + (count > 0 ? join(first, last) : 0U);
}

std::uint64_t GexfPeriod::join(std::string_view start, std::string_view end) {
    const bool endless_start = start.empty() || is_infinite(start);
    const bool endless_end = end.empty() || is_infinite(end);
    m_open_start = m_open_start || endless_start;
    m_open_end = m_open_end || endless_end;
    if (!endless_start && (m_start.empty() || is_earlier(start, m_start))) {
        m_start = start;
    }
    if (!endless_end && (m_end.empty() || is_earlier(m_end, end))) {
        m_end = end;
    }
    const std::uint64_t lost = m_any ? 1 : 0;
    m_any = true;
    return lost;
}

} // namespace sandhan::io
