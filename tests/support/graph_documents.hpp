// SPDX-License-Identifier: Apache-2.0
// Graph documents to write and read: hostile labels, every type, gaps.
#pragma once

#include "io/graph_document.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace sandhan::tests {

using io::Booleans;
using io::Integers;
using io::Reals;
using io::Texts;

/// Labels that XML, a spreadsheet, a browser or a terminal could stumble over. All survive XML.
inline Texts hostile_labels() {
    return {
        "",
        "plain",
        "<script>alert(1)</script>",
        "<html><b>bold</b>",
        "]]>",
        "<![CDATA[x]]>",
        "<!-- comment -->",
        "&amp; & &#38; &undefined;",
        "\"double\" 'single' `back`",
        "=1+1",
        "a,b;c\td",
        " blank before and after ",
        "line\nbreak",
        "carriage\rreturn\r\nboth",
        "\nindented\n",
        "  \n  ",
        "\t",
        "back\\slash \\n %s %n {}",
        "শেখ পাড়া, পশ্চিমবঙ্গ",
        "मोहम्मद, राजकोट",
        "કચ્છ ગુજરાત",
        "ਪੰਜਾਬ ଓଡ଼ିଶା தமிழ் తెలుగు ಕನ್ನಡ മലയാളം සිංහල",
        "محمد \u202Eright to left",
        "עברית",
        "ျမန္မာ ไทย ខ្មែរ བོད",
        "漢字 かな 한국어",
        "Ελλάδα Россия Հայ ქართ",
        "emoji \U0001F469\u200D\U0001F467 \U0001F1EE\U0001F1F3",
        "e\u0301 and \u00E9",
        "\u00A0no-break\u2028separator\uFEFF",
        "\U0010FFFD\uFFFD",
        std::string(5000, 'x'),
    };
}

/// Every label as a vertex id and as a label, columns of every type, gaps in some, parallel edges
/// and self-loops.
inline io::GraphDocument hostile_document() {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    io::GraphDocument document;
    document.directed = true;
    const Texts labels = hostile_labels();
    document.vertex_ids = labels;
    document.vertex_ids[0] = "0";
    const std::size_t n = labels.size();
    Reals lat;
    Integers count;
    Integers large;
    Booleans victim;
    for (std::size_t v = 0; v < n; ++v) {
        const auto i = static_cast<std::int64_t>(v);
        lat.push_back(v % 3 == 0 ? nan : static_cast<double>(v) / 7.0);
        count.push_back(v % 4 == 0 ? std::nullopt : std::optional(i - 5));
        large.push_back((std::int64_t{1} << 40) + i);
        victim.push_back(v % 2 == 0);
    }
    document.vertex_columns = {{"label", labels},       {"lat", lat},       {"count", count},
                               {"large", large},        {"victim", victim}, {"r", Integers(n, 200)},
                               {"size", Reals(n, 1e-3)}};
    for (std::size_t v = 0; v < n; ++v) {
        const auto u = static_cast<graph::Vertex>(v);
        document.edges.push_back({u, static_cast<graph::Vertex>((v * 7 + 1) % n)});
        document.edges.push_back({u, u});
        document.edges.push_back({u, static_cast<graph::Vertex>((v * 7 + 1) % n)});
    }
    const std::size_t m = document.edges.size();
    Texts edge_labels;
    Reals weight;
    for (std::size_t e = 0; e < m; ++e) {
        edge_labels.push_back(labels[e % n]);
        weight.push_back(std::ldexp(1.0 + static_cast<double>(e) / 3.0, static_cast<int>(e) - 40));
    }
    document.edge_columns = {
        {"weight", weight}, {"label", edge_labels}, {"incidents", Integers(m, 3)}};
    return document;
}

/// Two places and a lone person, a leg with its days and a loop: what a viewer draws of each.
inline io::GraphDocument small_document() {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    io::GraphDocument document;
    document.directed = true;
    document.vertex_ids = {"place:A", "place:B", "person:C"};
    document.vertex_columns = {{"label", Texts{"A & B", "\xE0\xA6\xAC", "\"C\""}},
                               {"kind", Texts{"place", "place", "person"}},
                               {"lat", Reals{22.5, 22.25, nan}},
                               {"lon", Reals{88.5, 70.75, nan}},
                               {"x", Reals{850, -925, 0}},
                               {"y", Reals{-10, -37.5, 5}},
                               {"size", Reals{40, 6.5, 6}},
                               {"r", Integers{0, 0, 213}},
                               {"g", Integers{114, 114, 94}},
                               {"b", Integers{178, 178, 0}},
                               {"first", Texts{"2020-10-01", "2020-10-01", ""}},
                               {"last", Texts{"2020-11-12", "2020-11-12", ""}}};
    document.edges = {{0, 1}, {1, 1}};
    document.edge_columns = {
        {"type", Texts{"leg", "stay"}},           {"weight", Reals{4, 1}},
        {"first", Texts{"2020-10-01", ""}},       {"last", Texts{"2020-10-07", ""}},
        {"incidents", Integers{2, std::nullopt}}, {"evidence", Texts{"WB-1; WB-2", ""}}};
    return document;
}

/// n vertices and m edges with the columns that `analyse export` writes.
inline io::GraphDocument large_document(std::uint32_t n, std::uint32_t m) {
    std::mt19937 random(1);
    const auto real = [&random] { return static_cast<double>(random()) / 4294967296.0; };
    io::GraphDocument document;
    document.directed = true;
    Texts labels;
    Texts kinds;
    Reals lat;
    Reals lon;
    Integers strength;
    for (std::uint32_t v = 0; v < n; ++v) {
        document.vertex_ids.push_back("place:IN-WB/south-24-parganas/" + std::to_string(v));
        labels.push_back("Place " + std::to_string(v));
        kinds.emplace_back("place");
        lat.push_back(8.0 + 25.0 * real());
        lon.push_back(68.0 + 25.0 * real());
        strength.push_back(random() % 100);
    }
    Reals weight;
    Integers incidents;
    Texts evidence;
    for (std::uint32_t e = 0; e < m; ++e) {
        const auto source = static_cast<graph::Vertex>(random() % n);
        document.edges.push_back({source, static_cast<graph::Vertex>(random() % n)});
        weight.push_back(real());
        incidents.push_back(1 + random() % 3);
        evidence.push_back("WB-2020-" + std::to_string(e));
    }
    document.vertex_columns = {
        {"label", labels}, {"kind", kinds}, {"lat", lat}, {"lon", lon}, {"strength", strength}};
    document.edge_columns = {{"weight", weight}, {"incidents", incidents}, {"evidence", evidence}};
    return document;
}

/// Equal values, absent ones too.
inline bool equal(const io::Column& a, const io::Column& b) {
    if (a.name != b.name || a.values.index() != b.values.index()) {
        return false;
    }
    const auto* reals = std::get_if<Reals>(&a.values);
    if (reals == nullptr) {
        return a.values == b.values;
    }
    const auto& others = std::get<Reals>(b.values);
    if (reals->size() != others.size()) {
        return false;
    }
    for (std::size_t i = 0; i < reals->size(); ++i) {
        const double x = (*reals)[i];
        const double y = others[i];
        if (x != y && !(std::isnan(x) && std::isnan(y))) {
            return false;
        }
    }
    return true;
}

} // namespace sandhan::tests
