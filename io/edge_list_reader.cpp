// SPDX-License-Identifier: Apache-2.0
#include "io/edge_list_reader.hpp"

#include "io/byte_source.hpp"
#include "io/column_builder.hpp"
#include "io/csv_rows.hpp"
#include "io/errors.hpp"
#include "io/graph_losses.hpp"
#include "io/text_input.hpp"
#include "io/vertex_index.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_set>

namespace sandhan::io {
namespace {

constexpr std::uint64_t longest_row = std::uint64_t{16} << 20;
constexpr std::size_t absent = static_cast<std::size_t>(-1);

std::string lower(std::string text) {
    for (char& c : text) {
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return text;
}

struct Header {
    std::vector<std::string> names;
    std::size_t source = absent;
    std::size_t target = absent;
    std::size_t weight = absent;
    [[nodiscard]] bool is_edge_list() const { return source != absent && target != absent; }
};

/// The first cell that is `name`, in any case.
std::size_t place_of(const CsvRow& row, std::string_view name) {
    const std::string wanted = lower(std::string(name));
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (lower(row.cells[i]) == wanted) {
            return i;
        }
    }
    return absent;
}

Header header_of(const CsvRow& row, const GraphReadOptions& options) {
    constexpr std::array<std::array<std::string_view, 2>, 3> pairs{
        {{"source", "target"}, {"from", "to"}, {"src", "dst"}}};
    Header header;
    header.names = row.cells;
    const auto named = [&](const std::string& by_option, std::string_view known) {
        const auto same = std::find(row.cells.begin(), row.cells.end(), by_option);
        return by_option.empty()         ? place_of(row, known)
               : same == row.cells.end() ? place_of(row, by_option)
                                         : static_cast<std::size_t>(same - row.cells.begin());
    };
    for (const auto& [source, target] : pairs) {
        if (!header.is_edge_list()) {
            header.source = named(options.source_column, source);
            header.target = named(options.target_column, target);
        }
    }
    header.weight = named(options.weight_column, "weight");
    return header;
}

/// The names of the columns, for a message.
std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t most_names = 20;
    constexpr std::size_t longest = 40;
    std::string list;
    for (std::size_t i = 0; i < names.size() && i < most_names; ++i) {
        list += (i == 0 ? "" : ", ") + cut_text(names[i], longest);
    }
    return names.size() > most_names ? list + ", …" : list;
}

/// Every further column gets a name of its own; that of the weights is what others look for.
void name_columns(Header& header) {
    std::unordered_set<std::string> taken;
    if (header.weight != absent) {
        header.names[header.weight] = "weight";
        taken.insert("weight");
    }
    for (std::size_t c = 0; c < header.names.size(); ++c) {
        if (c == header.source || c == header.target || c == header.weight) {
            continue;
        }
        std::string& name = header.names[c];
        if (name.empty()) {
            name = "column " + std::to_string(c + 1);
        }
        while (!taken.insert(name).second) {
            name += '_';
        }
    }
}

[[noreturn]] void fail(const std::string& path, std::uint64_t line, const std::string& what) {
    throw ParseError(path + ": line " + std::to_string(line) + ": " + what);
}

void require_columns(const std::string& path,
                     std::uint64_t line,
                     const Header& header,
                     const GraphReadOptions& options) {
    const auto require = [&](const char* option, const std::string& name, std::size_t column) {
        if (!name.empty() && column == absent) {
            fail(path, line,
                 std::string(option) + " " + name + ": the header has no such column; it has " +
                     listed(header.names));
        }
    };
    require("--source", options.source_column, header.source);
    require("--target", options.target_column, header.target);
    require("--weight", options.weight_column, header.weight);
    if (!header.is_edge_list()) {
        fail(path, line,
             options.names_columns()
                 ? "no column is known to hold the " +
                       std::string(header.source == absent ? "source; name it by --source"
                                                           : "target; name it by --target") +
                       "; the header has " + listed(header.names)
                 : "no edge list; the header must name the columns source and target");
    }
    if (header.source == header.target || header.source == header.weight ||
        header.target == header.weight) {
        fail(path, line, "one column is named for two of source, target and weight; name another");
    }
}

TextInput opened(const std::string& path) { return {unpacked(open_file(path), path), path}; }

} // namespace

bool has_edge_list_header(const std::string& path) {
    TextInput input = opened(path);
    CsvRows rows(input, longest_row);
    CsvRow row;
    return rows.next(row) && row.code.empty() && header_of(row, {}).is_edge_list();
}

GraphDocument read_edge_list(const std::string& path,
                             const GraphReadOptions& options,
                             const graph::RunControl& control) {
    TextInput input = opened(path);
    CsvRows rows(input, longest_row);
    CsvRow row;
    if (!rows.next(row)) {
        throw ParseError(path + ": the file is empty; an edge list begins with source,target");
    }
    Header header = header_of(row, options);
    require_columns(path, row.line, header, options);

    GraphDocument document;
    document.directed = options.directed.value_or(false);
    VertexIndex vertices(document.vertex_ids);
    std::vector<ColumnBuilder> columns(header.names.size(), ColumnBuilder(ColumnType::text));
    GraphLosses losses;
    while (rows.next(row)) {
        control.checkpoint();
        if (!row.code.empty()) {
            fail(path, row.line, row.problem);
        }
        if (row.cells.size() > header.names.size() || row.cells.size() <= header.source) {
            fail(path, row.line,
                 std::to_string(row.cells.size()) + " cells where the header has " +
                     std::to_string(header.names.size()) +
                     "; put quotes around a cell that holds the separator");
        }
        row.cells.resize(header.names.size());
        const std::string& source = row.cells[header.source];
        const std::string& target = row.cells[header.target];
        if (source.empty()) { // a row without any value never comes here
            fail(path, row.line,
                 "column " + header.names[header.source] +
                     " is empty; name the vertex the edge begins at");
        }
        const graph::Vertex s = vertices.find_or_add(source);
        const bool lone = target.empty();
        const std::size_t edge = document.edges.size();
        if (!lone) {
            document.edges.push_back({s, vertices.find_or_add(target)});
        }
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            if (c == header.source || c == header.target || row.cells[c].empty()) {
                continue;
            }
            if (lone) {
                losses.add(GraphLoss::lone_vertex_value, row.line);
                continue;
            }
            if (c == header.weight) {
                if (!parse_weight(row.cells[c])) {
                    fail(path, row.line,
                         "column " + header.names[c] + ": weight " + shown_number(row.cells[c]) +
                             " is not a finite number above 0; correct it, or leave the cell "
                             "empty for 1");
                }
            }
            columns[c].set(edge, row.cells[c]);
        }
    }
    name_columns(header);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (c == header.source || c == header.target) {
            continue;
        }
        if (c == header.weight && !columns[c].narrow(ColumnType::integer)) {
            columns[c].narrow(ColumnType::real);
        }
        columns[c].narrow_to_number();
        document.edge_columns.push_back(
            {std::move(header.names[c]), columns[c].take(document.edges.size())});
    }
    document.notes = losses.notes(path);
    return document;
}

} // namespace sandhan::io
