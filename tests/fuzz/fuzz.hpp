// SPDX-License-Identifier: Apache-2.0
// What the fuzz targets share. A reader may refuse anything, but with its own kind of error; what
// it takes must be whole.
#pragma once

#include "io/errors.hpp"
#include "io/graph_document.hpp"
#include "io/graph_read_options.hpp"
#include "io/graphml_reader.hpp"
#include "io/graphml_writer.hpp"
#include "io/writable_document.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace sandhan::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// Ends the run as a finding.
inline void require(bool holds, const char* what) {
    if (!holds) {
        std::cerr << "does not hold: " << what << '\n';
        std::abort();
    }
}

/// Works on the input; an error of ours is an answer, any other a finding.
template <class Work>
int allow_refusal(Work work) {
    try {
        work();
    } catch (const io::ParseError& error) {
        require(*error.what() != '\0', "a refusal has a message");
    } catch (const io::FileError& error) {
        require(*error.what() != '\0', "a refusal has a message");
    }
    return 0;
}

/// The document is sound, and GraphML brings it back with as many vertices and edges.
inline void check_document(io::GraphDocument document) {
    const std::size_t n = document.vertex_ids.size();
    for (const auto [s, t] : document.edges) {
        require(s < n && t < n, "edges end at vertices");
    }
    for (const auto& column : document.vertex_columns) {
        require(std::visit([](const auto& v) { return v.size(); }, column.values) == n,
                "a column is as long as the vertices");
    }
    for (const auto& column : document.edge_columns) {
        require(std::visit([](const auto& v) { return v.size(); }, column.values) ==
                    document.edges.size(),
                "a column is as long as the edges");
    }
    (void)io::fit_for_viewers(document);
    std::ostringstream out;
    (void)io::write_graphml(out, document);
    const io::GraphDocument back = io::read_graphml(out.str(), "back");
    require(back.vertex_ids.size() == n && back.edges.size() == document.edges.size(),
            "GraphML brings it back");
}

/// A reader of graph files that takes text, a name and options.
template <class Read>
int fuzz_graph_reader(Read read, const std::uint8_t* data, std::size_t size) {
    return allow_refusal([&] { check_document(read(text_of(data, size))); });
}

/// One whose files may announce a million vertices in ten bytes: true, and of no use here.
template <class Read>
int fuzz_counted_reader(Read read, const std::uint8_t* data, std::size_t size) {
    std::size_t digits = 0;
    bool fraction = false;
    for (const char c : text_of(data, size)) {
        const bool digit = c >= '0' && c <= '9';
        fraction = c == '.' || (fraction && digit);
        digits = digit ? digits + 1 : 0;
        if (digits > 4 && !fraction) {
            return -1; // not for the corpus
        }
    }
    return fuzz_graph_reader(read, data, size);
}

} // namespace sandhan::fuzz
