// SPDX-License-Identifier: Apache-2.0
// What the tests of graph readers share: a document as text, files cut short and damaged.
#pragma once

#include "io/errors.hpp"
#include "io/graph_document.hpp"
#include "io/graphml_reader.hpp"
#include "io/graphml_writer.hpp"
#include "io/writable_document.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::tests {

/// A value of a column, "" where there is none. Texts stand in quotes, to tell "1" from 1.
inline std::string shown(const io::Column& column, std::size_t row) {
    std::ostringstream out;
    if (const auto* texts = std::get_if<std::vector<std::string>>(&column.values)) {
        return (*texts)[row].empty() ? "" : "'" + (*texts)[row] + "'";
    }
    if (const auto* reals = std::get_if<std::vector<double>>(&column.values)) {
        if (!std::isnan((*reals)[row])) {
            out << (*reals)[row];
            return out.str().find_first_of(".en") == std::string::npos ? out.str() + ".0"
                                                                       : out.str();
        }
        return {};
    }
    if (const auto* whole = std::get_if<std::vector<std::optional<std::int64_t>>>(&column.values)) {
        return (*whole)[row] ? std::to_string(*(*whole)[row]) : std::string();
    }
    const auto truth = std::get<std::vector<std::optional<bool>>>(column.values)[row];
    return !truth ? "" : *truth ? "true" : "false";
}

inline std::string shown(const std::vector<io::Column>& columns, std::size_t row) {
    std::string line;
    for (const io::Column& column : columns) {
        if (const std::string value = shown(column, row); !value.empty()) {
            line += " " + column.name + "=" + value;
        }
    }
    return line;
}

/// A line a vertex and edge, its values behind it; then the notes, with count and line.
inline std::string shown(const io::GraphDocument& g) {
    std::string text;
    for (std::size_t v = 0; v < g.vertex_ids.size(); ++v) {
        text += g.vertex_ids[v] + shown(g.vertex_columns, v) + "\n";
    }
    for (std::size_t e = 0; e < g.edges.size(); ++e) {
        text += g.vertex_ids[g.edges[e].source] + (g.directed ? " -> " : " -- ") +
                g.vertex_ids[g.edges[e].target] + shown(g.edge_columns, e) + "\n";
    }
    for (const auto& note : g.notes) {
        text += note.code + " " + note.message.substr(0, note.message.find(' ')) + " line " +
                std::to_string(note.where.line) + "\n";
    }
    return text;
}

/// Ends that exist, columns as long as what they describe.
inline void require_whole(const io::GraphDocument& g) {
    for (const auto [s, t] : g.edges) {
        REQUIRE(s < g.vertex_ids.size());
        REQUIRE(t < g.vertex_ids.size());
    }
    const auto check = [](const std::vector<io::Column>& columns, std::size_t rows) {
        for (const auto& column : columns) {
            REQUIRE(std::visit([](const auto& v) { return v.size(); }, column.values) == rows);
        }
    };
    check(g.vertex_columns, g.vertex_ids.size());
    check(g.edge_columns, g.edges.size());
}

/// One to four of: a byte changed, bytes dropped, doubled or moved, a word of the format put in.
template <std::size_t N>
std::string mutated(std::string text, const std::string_view (&words)[N], std::mt19937& random) {
    for (auto edits = 1 + random() % 4; edits > 0 && !text.empty(); --edits) {
        const auto at = random() % text.size();
        const auto length = std::min<std::size_t>(1 + random() % 60, text.size() - at);
        switch (random() % 6) {
        case 0:
            text[at] = static_cast<char>(random() % 256);
            break;
        case 1:
            text[at] = static_cast<char>(text[at] ^ (1 << random() % 8));
            break;
        case 2:
            text.erase(at, length);
            break;
        case 3:
            text.insert(at, text.substr(at, length));
            break;
        case 4:
            text.insert(random() % text.size(), text.substr(at, length));
            break;
        default:
            text.insert(at, words[random() % N]);
            break;
        }
    }
    if (random() % 16 == 0) {
        text.resize(random() % (text.size() + 1));
    }
    return text;
}

struct Verdicts {
    unsigned graphs = 0;
    unsigned refused = 0;
};

/// Reads, and writes again what was read. Anything but ParseError ends the test.
template <class Read>
void judge(Verdicts& verdicts, Read read) {
    try {
        io::GraphDocument g = read();
        require_whole(g);
        (void)io::fit_for_viewers(g);
        std::ostringstream out;
        (void)io::write_graphml(out, g);
        require_whole(io::read_graphml(out.str(), "again"));
        ++verdicts.graphs;
    } catch (const io::ParseError&) {
        ++verdicts.refused;
    }
}

/// The file cut at every byte, and `count` files with random damage: graphs or ParseErrors, some of
/// both, or the damage is too small or too great to tell anything.
template <class Read, std::size_t N>
void require_stands_damage(const std::string& whole,
                           const std::string_view (&words)[N],
                           unsigned count,
                           Read read) {
    Verdicts verdicts;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        judge(verdicts, [&] { return read(whole.substr(0, size)); });
    }
    std::mt19937 random(7);
    for (unsigned i = 0; i < count; ++i) {
        const std::string text = mutated(whole, words, random);
        CAPTURE(i, text);
        judge(verdicts, [&] { return read(text); });
    }
    CHECK(verdicts.graphs > 50);
    CHECK(verdicts.refused > 50);
}

} // namespace sandhan::tests
