// SPDX-License-Identifier: Apache-2.0
#include "io/graphml_reader.hpp"

#include "io/column_builder.hpp"
#include "io/edge_ends.hpp"
#include "io/errors.hpp"
#include "io/graph_losses.hpp"
#include "io/graphml_columns.hpp"
#include "io/text_input.hpp"
#include "io/xml_parser.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace sandhan::io {

namespace {

constexpr std::size_t max_edges = std::numeric_limits<std::int32_t>::max(); // CompressedGraph's

/// Rows from which on it is worth while to think about memory.
constexpr std::size_t worth_reserving = std::size_t{1} << 12U;

/// Cells that any file may fill; beyond them a file may have as many as it has bytes.
constexpr std::uint64_t free_cells = std::uint64_t{1} << 24U;

std::optional<ColumnType> type_named(std::string_view name) {
    if (name == "boolean") {
        return ColumnType::boolean;
    }
    if (name == "int" || name == "long" || name == "integer" || name == "short") {
        return ColumnType::integer;
    }
    if (name == "float" || name == "double") {
        return ColumnType::real;
    }
    if (name == "string") {
        return ColumnType::text;
    }
    return std::nullopt;
}

/// e0, e1, 0, 1: numbers that a writer made up.
bool is_made_up(std::string_view id) {
    if (!id.empty() && id[0] == 'e') {
        id.remove_prefix(1);
    }
    return std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Text without the indentation that a pretty printer put around it.
std::string_view without_indentation(std::string_view text) {
    const std::string_view inner = trimmed(text);
    const auto before = static_cast<std::size_t>(inner.data() - text.data());
    const bool broken =
        inner.empty() ? text.find_first_of("\r\n") != text.npos
                      : text.substr(0, before).find_first_of("\r\n") != text.npos ||
                            text.substr(before + inner.size()).find_first_of("\r\n") != text.npos;
    return broken ? inner : text;
}

/// Those of an edge, each the first of its name, found in one pass.
struct EdgeAttributes {
    std::optional<std::string_view> source;
    std::optional<std::string_view> target;
    std::optional<std::string_view> directed;
    std::optional<std::string_view> id;
    bool has_port = false;

    void take(std::string_view name, std::string_view value) {
        const auto first = [&](std::optional<std::string_view>& to) {
            if (!to) {
                to = value;
            }
        };
        if (is_xml_name(name, "source")) {
            first(source);
        } else if (is_xml_name(name, "target")) {
            first(target);
        } else if (is_xml_name(name, "id")) {
            first(id);
        } else if (is_xml_name(name, "directed")) {
            first(directed);
        } else if (is_xml_name(name, "sourceport") || is_xml_name(name, "targetport")) {
            has_port = true;
        }
    }
};

// --- the document --------------------------------------------------------------------------------

class Builder : public XmlHandler {
  public:
    /// `size` is that of the file, if it is known.
    Builder(const GraphmlReadOptions& options, std::optional<std::uint64_t> size)
        : m_forced(options.directed), m_size(size.value_or(0)) {}

    void has_read(std::uint64_t bytes) override { m_bytes = bytes; }

    void start_element(std::string_view name,
                       const XmlAttributes& attributes,
                       const XmlPlace& place) override {
        if (m_frames.empty()) {
            start_root(name, place);
            return;
        }
        const Frame parent = m_frames.back();
        switch (parent.in) {
        case In::skipped:
            push(In::skipped);
            return;
        case In::data:
        case In::drawing:
        case In::drawn_label:
            m_structured = true;
            start_drawing(name, parent.in);
            return;
        case In::key:
            start_default(name);
            return;
        case In::key_default:
            push(In::skipped);
            return;
        case In::graphml:
        case In::graph:
        case In::vertex:
        case In::edge:
            start_part(name, attributes, place, parent);
            return;
        }
    }

    void end_element(const XmlPlace& place) override {
        const Frame frame = m_frames.back();
        m_frames.pop_back();
        switch (frame.in) {
        case In::data:
            end_data(place);
            return;
        case In::drawn_label:
            end_drawn_label();
            return;
        case In::key_default:
            end_default();
            return;
        default:
            return;
        }
    }

    void text(std::string_view piece) override {
        if (m_frames.empty()) {
            return;
        }
        const In in = m_frames.back().in;
        if (in == In::data || in == In::key_default) {
            m_text += piece;
        } else if (in == In::drawn_label) {
            m_label += piece;
        }
    }

    GraphDocument finish(const std::string& name) {
        m_ends.settle();
        m_declared.resize(m_document.vertex_ids.size());
        note_undeclared_vertices();
        set_direction();
        require_cells(name);
        const std::size_t n = m_document.vertex_ids.size();
        const std::size_t m = m_document.edges.size();
        m_document.vertex_columns = m_vertex_columns.take(n, std::move(m_vertex_labels), m_losses);
        m_document.edge_columns = m_edge_columns.take(m, std::move(m_edge_labels), m_losses);
        double_undirected_edges();
        m_document.notes = m_losses.notes(name);
        return std::move(m_document);
    }

  private:
    enum class In : std::uint8_t {
        graphml,
        key,
        key_default,
        graph,
        vertex,
        edge,
        data,
        drawing,     // an element within data
        drawn_label, // yEd's label within it
        skipped
    };

    struct Frame {
        In in;
        bool directed;     // edges of the graph around have a direction
        std::uint32_t row; // of the vertex or edge around
    };

    void push(In in) {
        const Frame parent = m_frames.empty() ? Frame{in, false, 0} : m_frames.back();
        m_frames.push_back({in, parent.directed, parent.row});
    }

    [[noreturn]] static void refuse_root(std::string_view name, const XmlPlace& place) {
        if (is_xml_name(name, "gexf")) {
            place.fail("this is GEXF; give it a name that ends in .gexf or .xml");
        }
        place.fail("the outermost element is not graphml; give a GraphML file");
    }

    void start_root(std::string_view name, const XmlPlace& place) {
        if (!is_xml_name(name, "graphml")) {
            refuse_root(name, place);
        }
        push(In::graphml);
    }

    /// An element that stands directly in the file, a graph, a vertex or an edge.
    void start_part(std::string_view name,
                    const XmlAttributes& attributes,
                    const XmlPlace& place,
                    const Frame& parent) {
        if (is_xml_name(name, "data")) {
            start_data(attributes, place, parent);
        } else if (is_xml_name(name, "node")) {
            start_vertex(attributes, place);
        } else if (is_xml_name(name, "edge")) {
            start_edge(attributes, place, parent);
        } else if (is_xml_name(name, "key")) {
            start_key(attributes, place);
        } else if (is_xml_name(name, "graph")) {
            start_graph(attributes, place, parent);
        } else {
            start_other(name, place);
        }
    }

    void start_other(std::string_view name, const XmlPlace& place) {
        push(In::skipped);
        if (is_xml_name(name, "hyperedge")) {
            m_losses.add(GraphLoss::hyperedge, place.line());
        } else if (is_xml_name(name, "port")) {
            m_losses.add(GraphLoss::port, place.line());
        } else if (!is_xml_name(name, "desc")) {
            m_losses.add(GraphLoss::unknown_element, place.line());
        }
    }

    void start_graph(const XmlAttributes& attributes, const XmlPlace& place, const Frame& parent) {
        if (parent.in == In::vertex || parent.in == In::edge) {
            m_losses.add(GraphLoss::nested_graph, place.line());
        } else if (m_graphs > 0) {
            m_losses.add(GraphLoss::several_graphs, place.line());
        }
        ++m_graphs;
        push(In::graph);
        const auto direction = attributes.find("edgedefault");
        if (direction) {
            m_frames.back().directed = trimmed(*direction) == "directed";
        } else if (parent.in == In::graphml) {
            m_losses.add(GraphLoss::no_direction, place.line());
        }
        if (m_graphs == 1) {
            m_document.directed = m_frames.back().directed;
        }
    }

    // --- vertices and edges ---

    void start_vertex(const XmlAttributes& attributes, const XmlPlace& place) {
        const auto id = attributes.find("id");
        if (!id) {
            place.fail("a node has no id; give every node one");
        }
        m_ends.settle();
        reserve_vertices();
        const graph::Vertex v = vertex(*id);
        if (m_declared[v]) {
            m_losses.add(GraphLoss::repeated_vertex, place.line());
        }
        m_declared[v] = true;
        push(In::vertex);
        m_frames.back().row = v;
        m_vertex_columns.begin_element();
    }

    void start_edge(const XmlAttributes& attributes, const XmlPlace& place, const Frame& parent) {
        EdgeAttributes own;
        for (const XmlAttribute& attribute : attributes) {
            own.take(attribute.local, attribute.value);
        }
        if (!own.source || !own.target) {
            place.fail("an edge has no source or no target; give every edge both");
        }
        if (m_document.edges.size() >= max_edges) {
            place.fail("the file has more than 2^31 - 1 edges; split it");
        }
        reserve_edges();
        push(In::edge);
        m_frames.back().row = static_cast<std::uint32_t>(m_document.edges.size());
        m_ends.add_edge(*own.source, *own.target);
        const auto directed = own.directed ? parse_boolean(*own.directed) : std::nullopt;
        m_edge_directed.push_back(directed.value_or(parent.directed));
        m_edge_columns.begin_element();
        if (own.id && !is_made_up(*own.id)) {
            m_losses.add(GraphLoss::edge_id, place.line());
        }
        if (own.has_port) {
            m_losses.add(GraphLoss::port, place.line());
        }
    }

    /// Where there is no more room for edges: for as many as the file will have if the rest of it
    /// is as what was read since the first one. To double the room would take, at its peak, up to
    /// three times the memory that is needed. No more than the file itself makes likely.
    void reserve_edges() {
        const std::uint64_t edges = m_document.edges.size();
        if (edges == 0) {
            m_edges_begin = m_bytes;
        }
        if (edges < worth_reserving || edges < m_document.edges.capacity() || m_bytes >= m_size ||
            m_bytes == m_edges_begin) {
            return;
        }
        const double rest =
            static_cast<double>(m_size - m_bytes) / static_cast<double>(m_bytes - m_edges_begin);
        constexpr double margin = 1.02;
        const auto expected =
            static_cast<std::size_t>(static_cast<double>(edges) * (margin + margin * rest));
        constexpr std::uint64_t bytes_of_cell = 16; // in the file, and they are more
        if (expected <= m_size / bytes_of_cell) {
            m_document.edges.reserve(expected);
            m_edge_columns.reserve(expected, edges / 2, m_size / bytes_of_cell);
        }
    }

    /// How many there will be nobody knows, but that fewer steps leave less behind.
    void reserve_vertices() {
        const std::size_t vertices = m_document.vertex_ids.size();
        if (vertices >= worth_reserving && vertices == m_document.vertex_ids.capacity()) {
            m_document.vertex_ids.reserve(4 * vertices);
            m_vertex_columns.reserve(4 * vertices, vertices / 2, m_size);
        }
    }

    graph::Vertex vertex(std::string_view id) {
        const graph::Vertex v = m_ends.find_or_add(id);
        if (v >= m_declared.size()) {
            m_declared.resize(std::size_t{v} + 1);
        }
        return v;
    }

    // --- keys ---

    void start_key(const XmlAttributes& attributes, const XmlPlace& place) {
        const auto id = attributes.find("id");
        if (!id) {
            place.fail("a key has no id; give every key one");
        }
        push(In::key);
        const std::string_view domain = trimmed(attributes.find("for").value_or("all"));
        m_key_slots.clear();
        if (domain == "node" || domain == "all") {
            declare(m_vertex_columns, *id, attributes, place);
        }
        if (domain == "edge" || domain == "all") {
            declare(m_edge_columns, *id, attributes, place);
        }
    }

    void declare(GraphmlColumns& columns,
                 std::string_view id,
                 const XmlAttributes& attributes,
                 const XmlPlace& place) {
        const std::uint32_t number = columns.slot_of(id, place);
        GraphmlColumns::Slot& slot = columns[number];
        if (slot.declared) {
            m_losses.add(GraphLoss::repeated_key, place.line());
            return;
        }
        slot.declared = true;
        slot.name = attributes.find("attr.name").value_or(id);
        if (slot.name.empty()) {
            slot.name = id;
        }
        const auto written = attributes.find("attr.type");
        const auto type = type_named(trimmed(written.value_or("string")));
        if (!type) {
            m_losses.add(GraphLoss::unknown_type, place.line());
        }
        set_type(slot, type.value_or(ColumnType::text), place);
        m_key_slots.emplace_back(&columns, number);
    }

    /// The values of a key that is declared after its use are texts until then.
    void set_type(GraphmlColumns::Slot& slot, ColumnType type, const XmlPlace& place) {
        if (!slot.builder.used()) {
            slot.builder = ColumnBuilder(type);
        } else if (!slot.builder.narrow(type)) {
            m_losses.add(GraphLoss::value_type, place.line());
        }
    }

    void start_default(std::string_view name) {
        push(is_xml_name(name, "default") ? In::key_default : In::skipped);
        m_text.clear();
    }

    void end_default() {
        const std::string_view value = without_indentation(m_text);
        for (const auto& [columns, slot] : m_key_slots) {
            if (!value.empty()) {
                (*columns)[slot].default_text = value;
            }
        }
    }

    // --- values ---

    void start_data(const XmlAttributes& attributes, const XmlPlace& place, const Frame& parent) {
        m_text.clear();
        m_structured = false;
        m_preserve = attributes.find("space") == "preserve";
        m_target = nullptr;
        const auto key = attributes.find("key");
        if (parent.in == In::vertex || parent.in == In::edge) {
            if (!key) {
                place.fail("a value names no key; give every data element one");
            }
            m_target = parent.in == In::vertex ? &m_vertex_columns : &m_edge_columns;
            m_slot = m_target->slot_of(*key, place);
        }
        push(In::data);
    }

    void end_data(const XmlPlace& place) {
        if (m_target == nullptr) {
            if (!m_structured && !trimmed(m_text).empty()) {
                m_losses.add(GraphLoss::graph_data, place.line());
            }
            return;
        }
        if (m_structured) {
            m_losses.add(GraphLoss::drawing, place.line());
            return;
        }
        GraphmlColumns::Slot& slot = (*m_target)[m_slot];
        if (!slot.declared) {
            m_losses.add(GraphLoss::undeclared_key, place.line());
        }
        const std::size_t rows = slot.builder.rows();
        const std::string_view value =
            m_preserve ? std::string_view(m_text) : without_indentation(m_text);
        if (!slot.builder.set(m_frames.back().row, value)) {
            m_losses.add(GraphLoss::value_type, place.line());
        }
        m_cells += slot.builder.rows() - rows;
        if (m_cells > most_cells()) {
            place.fail(too_many_cells(m_cells));
        }
    }

    void start_drawing(std::string_view name, In parent) {
        const bool label = is_xml_name(name, "NodeLabel") || is_xml_name(name, "EdgeLabel");
        if (label && parent == In::drawing && m_target != nullptr) {
            push(In::drawn_label);
            m_label.clear();
        } else {
            push(In::drawing);
        }
    }

    /// The first label that is not blank: a group has one for each of its states.
    void end_drawn_label() {
        auto& labels = m_target == &m_vertex_columns ? m_vertex_labels : m_edge_labels;
        const std::uint32_t row = m_frames.back().row;
        const std::string_view label = trimmed(m_label);
        if (label.empty()) {
            return;
        }
        if (row >= labels.size()) {
            labels.resize(row + 1);
        }
        if (labels[row].empty()) {
            labels[row] = label;
        }
    }

    // --- the end ---

    void note_undeclared_vertices() {
        const auto undeclared =
            static_cast<std::uint64_t>(std::count(m_declared.begin(), m_declared.end(), false));
        if (undeclared > 0) {
            m_losses.add(GraphLoss::undeclared_vertex, 0, undeclared);
        }
    }

    void set_direction() {
        if (m_forced) {
            std::fill(m_edge_directed.begin(), m_edge_directed.end(), *m_forced);
            m_document.directed = *m_forced;
        } else if (!m_edge_directed.empty()) {
            m_document.directed = std::find(m_edge_directed.begin(), m_edge_directed.end(), true) !=
                                  m_edge_directed.end();
        }
    }

    // A column is as long as its last value's row, so that a key a vertex, each used once, would
    // fill n^2 / 2 cells while the file is read, and n^2 at its end.
    [[nodiscard]] std::uint64_t most_cells() const { return free_cells + m_bytes; }
    static std::string too_many_cells(std::uint64_t cells) {
        return "its columns are almost empty and would fill " + std::to_string(cells) +
               " cells; export fewer columns";
    }

    void require_cells(const std::string& name) const {
        const std::uint64_t cells = m_vertex_columns.filled() * m_document.vertex_ids.size() +
                                    m_edge_columns.filled() * m_document.edges.size();
        if (cells > most_cells()) {
            throw ParseError(name + ": " + too_many_cells(cells));
        }
    }

    void double_undirected_edges() {
        if (!m_document.directed) {
            return;
        }
        std::vector<std::size_t> undirected;
        for (std::size_t e = 0; e < m_edge_directed.size(); ++e) {
            const graph::VertexPair ends = m_document.edges[e];
            if (!m_edge_directed[e] && ends.source != ends.target) {
                undirected.push_back(e);
                m_document.edges.push_back({ends.target, ends.source});
            }
        }
        if (undirected.empty()) {
            return;
        }
        m_losses.add(GraphLoss::mixed_direction, 0, undirected.size());
        for (Column& column : m_document.edge_columns) {
            std::visit(
                [&](auto& values) {
                    values.reserve(values.size() + undirected.size());
                    for (const std::size_t e : undirected) {
                        values.push_back(values[e]);
                    }
                },
                column.values);
        }
    }

    GraphDocument m_document;
    EdgeEnds m_ends{m_document.vertex_ids, m_document.edges};
    std::optional<bool> m_forced;
    std::uint64_t m_size;              // of the file; 0: not known
    std::uint64_t m_bytes = 0;         // of the file, so far
    std::uint64_t m_edges_begin = 0;   // so many when the first edge came
    std::uint64_t m_cells = 0;         // as long as the columns are so far
    std::vector<bool> m_declared;      // by vertex
    std::vector<bool> m_edge_directed; // by edge
    GraphmlColumns m_vertex_columns;
    GraphmlColumns m_edge_columns;
    std::vector<std::string> m_vertex_labels; // drawn ones; empty where none
    std::vector<std::string> m_edge_labels;
    GraphLosses m_losses;
    std::uint64_t m_graphs = 0;

    std::vector<Frame> m_frames;
    std::vector<std::pair<GraphmlColumns*, std::uint32_t>> m_key_slots; // of the open key
    GraphmlColumns* m_target = nullptr;                                 // of the open data
    std::uint32_t m_slot = 0;
    bool m_structured = false;
    bool m_preserve = false;
    std::string m_text;
    std::string m_label;
};

} // namespace

GraphDocument read_graphml(InputBytes& input,
                           const GraphmlReadOptions& options,
                           const graph::RunControl& control) {
    Builder builder(options, input.size());
    parse_xml([&](char* to, std::size_t size) { return input.read(to, size); }, input.name(),
              builder, control, options.parsing);
    return builder.finish(input.name());
}

GraphDocument read_graphml(std::string_view text,
                           const std::string& name,
                           const GraphmlReadOptions& options,
                           const graph::RunControl& control) {
    Builder builder(options, text.size());
    const auto source = [&](char* to, std::size_t size) {
        const std::size_t got = text.copy(to, size);
        text.remove_prefix(got);
        return got;
    };
    parse_xml(source, name, builder, control, options.parsing);
    return builder.finish(name);
}

} // namespace sandhan::io
