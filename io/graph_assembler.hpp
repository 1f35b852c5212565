// SPDX-License-Identifier: Apache-2.0
// Gathers what a graph reader meets into a document. What the readers of all formats but GraphML
// and the edge list share.
#pragma once

#include "io/column_builder.hpp"
#include "io/edge_ends.hpp"
#include "io/graph_document.hpp"
#include "io/graph_losses.hpp"
#include "io/xml_parser.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sandhan::io {

/// The columns of vertices or of edges while their file is read.
class GatheredColumns {
  public:
    using Slot = std::uint32_t;

    /// What becomes of a column of texts at the end.
    enum class Ending : std::uint8_t {
        as_set,         ///< nothing
        number_if_safe, ///< numbers where every value is one and no code loses a digit
        number_if_all,  ///< numbers where every value is one
    };

    struct Column {
        std::string name;
        ColumnBuilder builder{ColumnType::text};
        std::optional<std::string> default_text;
        bool declared = false;
        bool is_own = false; ///< named by the reader: others give way to its name
        Ending ending = Ending::as_set;
    };

    /// The column of a key of the file, named by it until somebody names it otherwise; one of text
    /// if it is new. Nothing when the file has more keys than we read.
    [[nodiscard]] std::optional<Slot> of_key(std::string_view key);
    /// The column of that name which the format gives, beside all keys.
    [[nodiscard]] Slot own(std::string_view name, ColumnType type);
    /// The key of an element is likely the one behind that of the last call.
    void begin_element() { m_guess = 0; }

    [[nodiscard]] Column& operator[](Slot slot) { return m_columns[slot]; }
    /// Returns whether the type held, as ColumnBuilder does.
    bool set(Slot slot, std::size_t row, std::string_view text);
    /// What becomes of all columns that keys of the file have.
    void end_all(Ending ending);
    /// Cells that have come into being; those that will have, with so many rows.
    [[nodiscard]] std::uint64_t cells() const { return m_cells; }
    [[nodiscard]] std::uint64_t cells_of(std::size_t rows) const;
    /// Bytes of text that defaults may put into so many rows.
    [[nodiscard]] std::uint64_t default_bytes(std::size_t rows) const;

    /// The column `from` becomes `to` if nothing is called that.
    void rename(std::string_view from, std::string_view to);
    /// The columns that hold anything, `rows` long, each with a name of its own.
    [[nodiscard]] std::vector<io::Column> take(std::size_t rows, GraphLosses& losses);

  private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };

    static bool is_filled(const Column& column) {
        return column.builder.used() || column.default_text.has_value();
    }
    void name_apart();
    static void apply_default(Column& column, std::size_t rows, GraphLosses& losses);

    std::vector<Column> m_columns;
    std::unordered_map<std::string, Slot, TextHash, std::equal_to<>> m_by_key;
    std::vector<std::pair<const std::string*, Slot>> m_keys; // in order; a map's keys do not move
    std::size_t m_guess = 0;
    std::vector<Slot> m_own;
    std::uint64_t m_cells = 0;
};

/// Red, green and blue of "#RRGGBB", with or without the sign.
[[nodiscard]] std::optional<std::array<int, 3>> hex_colour(std::string_view text);

class GraphAssembler {
  public:
    enum class Direction : std::uint8_t { none, directed, mutual };
    /// Whether a vertex that only an edge mentions is worth a note.
    enum class Vertices : std::uint8_t { declared, mentioned };

    /// `directed` overrides what the edges say.
    GraphAssembler(std::string name, std::optional<bool> directed, Vertices vertices)
        : m_name(std::move(name)), m_forced(directed), m_vertices(vertices) {}

    /// For the messages: the line being read. For the limits: how much of the file was.
    void is_at(std::uint64_t line, std::uint64_t bytes) {
        m_place = nullptr;
        m_line = line;
        m_bytes = bytes;
    }
    /// The same where a parser knows its line, which is not free of cost: it is asked when needed.
    void is_at(const XmlPlace& place) { m_place = &place; }
    void has_read(std::uint64_t bytes) { m_bytes = bytes; }
    /// The parser is gone.
    void is_at_end() {
        m_place = nullptr;
        m_line = 0;
    }
    [[nodiscard]] std::uint64_t line() const { return m_place ? m_place->line() : m_line; }
    /// Throws ParseError: file, line, message.
    [[noreturn]] void fail(const std::string& message) const;

    /// The vertex of an id, new or not.
    graph::Vertex vertex(std::string_view id);
    /// The same, where the file says what it is.
    graph::Vertex declare(std::string_view id);
    [[nodiscard]] std::string_view id(graph::Vertex v) {
        m_ends.settle();
        return m_document.vertex_ids[v];
    }
    /// Numbers vertices instead: `count` more of them, named by their numbers from `first` on
    /// behind `prefix`. Those of a graph of two kinds have a column `mode`. Nothing grows before
    /// the end.
    struct Numbered {
        std::uint64_t count = 0;
        std::string prefix;
        std::uint64_t first = 1;
        int mode = 0; ///< 1 or 2; 0: no such column
    };
    void add_numbered(Numbered vertices);
    /// Fails where a row is beyond what a file of this size may fill.
    void require_row(std::uint64_t row) const;
    [[nodiscard]] std::uint64_t vertex_count() {
        m_ends.settle();
        return m_document.vertex_ids.size() + m_numbered;
    }

    /// Returns the edge's row. The ends may be numbered ones.
    std::size_t add_edge(graph::Vertex source, graph::Vertex target, Direction direction);
    /// The same between the vertices of two ids, new or not, which are looked up later: many at
    /// once.
    std::size_t add_edge(std::string_view source, std::string_view target, Direction direction);
    [[nodiscard]] std::size_t edge_count() const { return m_document.edges.size(); }
    [[nodiscard]] graph::VertexPair ends(std::size_t edge) {
        m_ends.settle();
        return m_document.edges[edge];
    }
    /// Gives all edges from that one on a direction.
    void direct_edges(std::size_t first, Direction direction);
    /// What a graph without edges is.
    void set_direction(bool directed) { m_document.directed = directed; }
    /// Fails where `count` more edges would be more than a file of this size may make.
    void require_room_for_edges(std::uint64_t count) const;

    [[nodiscard]] GatheredColumns& vertex_columns() { return m_vertex_columns; }
    [[nodiscard]] GatheredColumns& edge_columns() { return m_edge_columns; }
    /// The column of a key; fails where there are too many.
    GatheredColumns::Slot slot(GatheredColumns& columns, std::string_view key);
    /// Sets a value, over an earlier one, and notes one that is not of its column's type. Fails
    /// where the columns outgrow the file.
    void set_vertex(std::string_view key, std::size_t row, std::string_view text);
    void set_edge(std::string_view key, std::size_t row, std::string_view text);
    void set(GatheredColumns& columns,
             GatheredColumns::Slot slot,
             std::size_t row,
             std::string_view text);
    /// The column `weight` of edges: whole numbers, or all numbers, or else text.
    void set_weight(std::size_t edge, std::string_view text);

    void lose(GraphLoss kind, std::uint64_t count = 1) { m_losses.add(kind, line(), count); }

    [[nodiscard]] GraphDocument finish();

  private:
    std::size_t begin_edge(Direction direction);
    [[nodiscard]] std::uint64_t most_cells() const;
    void require_value_bytes(std::uint64_t bytes) const;
    /// Fails where the columns would be too long with that row in one of them.
    void require_room(GatheredColumns& columns, GatheredColumns::Slot slot, std::size_t row) const;
    void number_vertices();
    void settle_direction();
    void require_cells() const;
    void double_edges();

    GraphDocument m_document;
    std::string m_name;
    std::optional<bool> m_forced;
    Vertices m_vertices;
    EdgeEnds m_ends{m_document.vertex_ids, m_document.edges};
    const XmlPlace* m_place = nullptr; // while the parser runs
    std::uint64_t m_line = 0;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_value_bytes = 0; // of all values that were set
    std::uint64_t m_numbered = 0;
    std::vector<Numbered> m_numbers;
    std::vector<bool> m_declared;        // by vertex
    std::vector<Direction> m_directions; // by edge
    GatheredColumns m_vertex_columns;
    GatheredColumns m_edge_columns;
    GraphLosses m_losses;
};

} // namespace sandhan::io
