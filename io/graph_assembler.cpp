// SPDX-License-Identifier: Apache-2.0
#include "io/graph_assembler.hpp"

#include "io/errors.hpp"
#include "io/text_input.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <unordered_set>
#include <utility>

namespace sandhan::io {

namespace {

constexpr std::size_t most_keys = 65'536;
constexpr std::uint64_t most_edges = std::numeric_limits<std::int32_t>::max(); // CompressedGraph's

/// Cells, vertices and edges that any file may come to; beyond them a file may have as many as it
/// has bytes. Text cells of 32 bytes are the largest, numbered vertices stand without any line.
constexpr std::uint64_t free_cells = std::uint64_t{1} << 24U;
constexpr std::uint64_t free_vertices = std::uint64_t{1} << 20U;

/// A default or the name of a relation stands in a file once and in a graph many times: how many
/// bytes of values any file may come to, and how many for each of its own beyond them.
constexpr std::uint64_t free_value_bytes = std::uint64_t{1} << 27U;
constexpr std::uint64_t value_bytes_per_byte = 8;

} // namespace

// --- columns -------------------------------------------------------------------------------------

std::optional<GatheredColumns::Slot> GatheredColumns::of_key(std::string_view key) {
    // Elements give their values in the order of the keys: the next one is the likely one.
    if (m_guess < m_keys.size() && same_xml_name(*m_keys[m_guess].first, key)) {
        return m_keys[m_guess++].second;
    }
    auto found = m_by_key.find(key);
    if (found == m_by_key.end()) {
        if (m_keys.size() == most_keys) {
            return std::nullopt;
        }
        const auto slot = static_cast<Slot>(m_columns.size());
        found = m_by_key.emplace(std::string(key), slot).first;
        m_keys.emplace_back(&found->first, slot);
        m_columns.emplace_back();
        m_columns.back().name = key;
        m_guess = m_keys.size();
    }
    return found->second;
}

GatheredColumns::Slot GatheredColumns::own(std::string_view name, ColumnType type) {
    for (const Slot slot : m_own) {
        if (same_xml_name(m_columns[slot].name, name)) {
            return slot;
        }
    }
    const auto slot = static_cast<Slot>(m_columns.size());
    m_own.push_back(slot);
    m_columns.emplace_back();
    m_columns.back().name = name;
    m_columns.back().builder = ColumnBuilder(type);
    m_columns.back().is_own = true;
    return slot;
}

bool GatheredColumns::set(Slot slot, std::size_t row, std::string_view text) {
    ColumnBuilder& builder = m_columns[slot].builder;
    const std::size_t rows = builder.rows();
    const bool held = builder.set(row, text);
    m_cells += builder.rows() - rows;
    return held;
}

std::uint64_t GatheredColumns::cells_of(std::size_t rows) const {
    return rows * static_cast<std::uint64_t>(
                      std::count_if(m_columns.begin(), m_columns.end(),
                                    [](const Column& column) { return is_filled(column); }));
}

std::uint64_t GatheredColumns::default_bytes(std::size_t rows) const {
    std::uint64_t bytes = 0;
    for (const Column& column : m_columns) {
        bytes += column.default_text.value_or("").size() * std::uint64_t{rows};
    }
    return bytes;
}

void GatheredColumns::end_all(Ending ending) {
    for (Column& column : m_columns) {
        column.ending = column.is_own ? column.ending : ending;
    }
}

void GatheredColumns::rename(std::string_view from, std::string_view to) {
    Column* found = nullptr;
    for (Column& column : m_columns) {
        if (!is_filled(column)) {
            continue;
        }
        if (column.name == to) {
            return;
        }
        if (column.name == from) {
            found = &column;
        }
    }
    if (found != nullptr) {
        found->name = to;
    }
}

/// A second column of a name gets an underscore. Not one by one: ten thousand columns of one name
/// would need as many underscores.
void GatheredColumns::name_apart() {
    std::unordered_set<std::string> taken;
    std::unordered_map<std::string, std::size_t> again;
    for (const bool own : {true, false}) {
        for (Column& column : m_columns) {
            if (column.is_own != own || !is_filled(column)) {
                continue;
            }
            if (column.name.empty()) {
                column.name = "_";
            }
            const std::string name = column.name;
            while (!taken.insert(column.name).second) {
                const std::size_t times = ++again[name];
                column.name = name + "_" + (times == 1 ? std::string() : std::to_string(times));
            }
        }
    }
}

void GatheredColumns::apply_default(Column& column, std::size_t rows, GraphLosses& losses) {
    if (!column.default_text) {
        return;
    }
    if (!ColumnBuilder(column.builder.type()).set(0, *column.default_text)) {
        losses.add(GraphLoss::bad_default, 0);
        return;
    }
    for (std::size_t row = 0; row < rows; ++row) {
        if (!column.builder.is_set(row)) {
            column.builder.set(row, *column.default_text);
        }
    }
}

std::vector<Column> GatheredColumns::take(std::size_t rows, GraphLosses& losses) {
    name_apart();
    std::vector<io::Column> taken;
    for (Column& column : m_columns) {
        if (!is_filled(column)) {
            continue;
        }
        apply_default(column, rows, losses);
        if (column.ending == Ending::number_if_safe && column.name != "weight") {
            column.builder.narrow_to_number();
        } else if (column.ending != Ending::as_set && !column.builder.narrow(ColumnType::integer)) {
            column.builder.narrow(ColumnType::real);
        }
        taken.push_back({std::move(column.name), column.builder.take(rows)});
    }
    return taken;
}

std::optional<std::array<int, 3>> hex_colour(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with('#')) {
        text.remove_prefix(1);
    }
    std::array<int, 3> channels{};
    if (text.size() != 2 * channels.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const char* const digits = text.data() + 2 * i;
        const auto [end, error] = std::from_chars(digits, digits + 2, channels[i], 16);
        if (error != std::errc() || end != digits + 2 || digits[0] == '-') {
            return std::nullopt;
        }
    }
    return channels;
}

// --- the document --------------------------------------------------------------------------------

void GraphAssembler::fail(const std::string& message) const {
    throw ParseError(m_name + (line() > 0 ? ": line " + std::to_string(line()) : "") + ": " +
                     message);
}

graph::Vertex GraphAssembler::vertex(std::string_view id) {
    const graph::Vertex v = m_ends.find_or_add(id);
    if (v >= m_declared.size()) {
        m_declared.resize(std::size_t{v} + 1);
    }
    return v;
}

graph::Vertex GraphAssembler::declare(std::string_view id) {
    const graph::Vertex v = vertex(id);
    if (m_declared[v]) {
        lose(GraphLoss::repeated_vertex);
    }
    m_declared[v] = true;
    m_vertex_columns.begin_element();
    return v;
}

void GraphAssembler::add_numbered(Numbered vertices) {
    if (vertices.count >= graph::no_vertex - vertex_count()) {
        fail("the file declares more than 2^32 - 2 vertices; split it");
    }
    m_numbered += vertices.count;
    m_numbers.push_back(std::move(vertices));
}

void GraphAssembler::require_row(std::uint64_t row) const {
    if (row >= most_cells()) {
        fail("the number " + std::to_string(row + 1) +
             " is too high for a file of this size; correct it");
    }
}

/// Makes room for one more, whose ends the caller appends.
std::size_t GraphAssembler::begin_edge(Direction direction) {
    const std::size_t edge = m_document.edges.size();
    if (edge >= most_edges) {
        fail("the file has more than 2^31 - 1 edges; split it");
    }
    m_directions.push_back(direction);
    m_edge_columns.begin_element();
    return edge;
}

std::size_t
GraphAssembler::add_edge(graph::Vertex source, graph::Vertex target, Direction direction) {
    const std::size_t edge = begin_edge(direction);
    m_document.edges.push_back({source, target});
    return edge;
}

std::size_t
GraphAssembler::add_edge(std::string_view source, std::string_view target, Direction direction) {
    const std::size_t edge = begin_edge(direction);
    m_ends.add_edge(source, target);
    return edge;
}

void GraphAssembler::direct_edges(std::size_t first, Direction direction) {
    std::fill(m_directions.begin() + static_cast<std::ptrdiff_t>(first), m_directions.end(),
              direction);
}

void GraphAssembler::require_room_for_edges(std::uint64_t count) const {
    const std::uint64_t edges = m_document.edges.size() + count;
    if (edges > most_cells() || edges > most_edges) {
        fail("it makes " + std::to_string(edges) + " edges of few words; split the file");
    }
}

GatheredColumns::Slot GraphAssembler::slot(GatheredColumns& columns, std::string_view key) {
    const auto slot = columns.of_key(key);
    if (!slot) {
        fail("the file has more than " + std::to_string(most_keys) +
             " attributes; export fewer columns");
    }
    return *slot;
}

void GraphAssembler::require_room(GatheredColumns& columns,
                                  GatheredColumns::Slot slot,
                                  std::size_t row) const {
    const std::size_t rows = columns[slot].builder.rows();
    const std::uint64_t cells =
        m_vertex_columns.cells() + m_edge_columns.cells() + (row < rows ? 0 : row + 1 - rows);
    if (cells > most_cells()) {
        fail("its columns are almost empty and would fill " + std::to_string(cells) +
             " cells; export fewer columns");
    }
}

void GraphAssembler::set(GatheredColumns& columns,
                         GatheredColumns::Slot slot,
                         std::size_t row,
                         std::string_view text) {
    require_room(columns, slot, row);
    m_value_bytes += text.size();
    require_value_bytes(m_value_bytes);
    if (!columns.set(slot, row, text)) {
        lose(GraphLoss::value_type);
    }
}

void GraphAssembler::require_value_bytes(std::uint64_t bytes) const {
    if (bytes > free_value_bytes + value_bytes_per_byte * m_bytes) {
        fail("long values that stand for many elements would fill " + std::to_string(bytes) +
             " bytes; shorten them");
    }
}

void GraphAssembler::set_weight(std::size_t edge, std::string_view text) {
    const GatheredColumns::Slot slot = m_edge_columns.own("weight", ColumnType::integer);
    require_room(m_edge_columns, slot, edge);
    m_edge_columns.set(slot, edge, text);
}

void GraphAssembler::set_vertex(std::string_view key, std::size_t row, std::string_view text) {
    set(m_vertex_columns, slot(m_vertex_columns, key), row, text);
}

void GraphAssembler::set_edge(std::string_view key, std::size_t row, std::string_view text) {
    set(m_edge_columns, slot(m_edge_columns, key), row, text);
}

// A column is as long as its last value's row, so that a key a vertex, each used once, would fill
// n^2 / 2 cells while the file is read, and n^2 at its end.
std::uint64_t GraphAssembler::most_cells() const { return free_cells + m_bytes; }

void GraphAssembler::number_vertices() {
    if (m_numbered > free_vertices + m_bytes) {
        throw ParseError(
            m_name + ": it declares " + std::to_string(m_numbered) +
            " vertices, and is too short to tell anything of most; correct the number");
    }
    m_document.vertex_ids.reserve(m_document.vertex_ids.size() + m_numbered);
    std::optional<GatheredColumns::Slot> mode;
    for (const Numbered& vertices : m_numbers) {
        for (std::uint64_t i = 0; i < vertices.count; ++i) {
            if (vertices.mode != 0) {
                mode = mode ? mode : m_vertex_columns.own("mode", ColumnType::integer);
                m_vertex_columns.set(*mode, m_document.vertex_ids.size(),
                                     vertices.mode == 1 ? "1" : "2");
            }
            m_document.vertex_ids.push_back(vertices.prefix + std::to_string(vertices.first + i));
        }
    }
}

void GraphAssembler::settle_direction() {
    if (m_forced) {
        for (Direction& direction : m_directions) {
            direction = !*m_forced                       ? Direction::none
                        : direction == Direction::mutual ? Direction::mutual
                                                         : Direction::directed;
        }
        m_document.directed = *m_forced;
    } else if (!m_directions.empty()) {
        m_document.directed =
            std::any_of(m_directions.begin(), m_directions.end(),
                        [](Direction direction) { return direction != Direction::none; });
    }
}

void GraphAssembler::require_cells() const {
    const std::uint64_t cells = m_vertex_columns.cells_of(m_document.vertex_ids.size()) +
                                m_edge_columns.cells_of(m_document.edges.size());
    require_value_bytes(m_value_bytes +
                        m_vertex_columns.default_bytes(m_document.vertex_ids.size()) +
                        m_edge_columns.default_bytes(m_document.edges.size()));
    if (cells > most_cells()) {
        throw ParseError(m_name + ": its columns are almost empty and would fill " +
                         std::to_string(cells) + " cells; export fewer columns");
    }
}

/// Edges without a direction among others that have one, and mutual ones, become two.
void GraphAssembler::double_edges() {
    if (!m_document.directed) {
        return;
    }
    std::vector<std::size_t> both;
    std::uint64_t mixed = 0;
    for (std::size_t e = 0; e < m_directions.size(); ++e) {
        const graph::VertexPair ends = m_document.edges[e];
        if (m_directions[e] == Direction::directed || ends.source == ends.target) {
            continue;
        }
        mixed += m_directions[e] == Direction::none ? 1U : 0U;
        both.push_back(e);
        m_document.edges.push_back({ends.target, ends.source});
    }
    if (mixed > 0) {
        m_losses.add(GraphLoss::mixed_direction, 0, mixed);
    }
    for (Column& column : m_document.edge_columns) {
        std::visit(
            [&](auto& values) {
                values.reserve(values.size() + both.size());
                for (const std::size_t e : both) {
                    values.push_back(values[e]);
                }
            },
            column.values);
    }
}

GraphDocument GraphAssembler::finish() {
    m_ends.settle();
    m_declared.resize(m_document.vertex_ids.size());
    number_vertices();
    if (m_vertices == Vertices::declared) {
        const auto undeclared =
            static_cast<std::uint64_t>(std::count(m_declared.begin(), m_declared.end(), false));
        if (undeclared > 0) {
            m_losses.add(GraphLoss::undeclared_vertex, 0, undeclared);
        }
    }
    settle_direction();
    require_cells();
    m_document.vertex_columns = m_vertex_columns.take(m_document.vertex_ids.size(), m_losses);
    m_document.edge_columns = m_edge_columns.take(m_document.edges.size(), m_losses);
    double_edges();
    m_document.notes = m_losses.notes(m_name);
    return std::move(m_document);
}

} // namespace sandhan::io
