// SPDX-License-Identifier: Apache-2.0
#include "io/gexf_reader.hpp"

#include "io/gexf_period.hpp"
#include "io/graph_assembler.hpp"
#include "io/text_input.hpp"
#include "io/xml_parser.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sandhan::io {

namespace {

using Direction = GraphAssembler::Direction;

std::optional<ColumnType> gexf_type(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, ColumnType>, 16> types{{
        {"string", ColumnType::text},
        {"integer", ColumnType::integer},
        {"long", ColumnType::integer},
        {"short", ColumnType::integer},
        {"byte", ColumnType::integer},
        {"int", ColumnType::integer},
        {"float", ColumnType::real},
        {"double", ColumnType::real},
        {"boolean", ColumnType::boolean},
        {"anyURI", ColumnType::text},
        {"biginteger", ColumnType::text},
        {"bigdecimal", ColumnType::text},
        {"char", ColumnType::text},
        {"character", ColumnType::text},
        {"date", ColumnType::text},
        {"dateTime", ColumnType::text},
    }};
    for (const auto& [word, type] : types) {
        if (word == name) {
            return type;
        }
    }
    return name.starts_with("list") ? std::optional(ColumnType::text) : std::nullopt;
}

std::optional<Direction> direction_named(std::string_view word) {
    word = trimmed(word);
    if (word == "directed") {
        return Direction::directed;
    }
    if (word == "undirected") {
        return Direction::none;
    }
    return word == "mutual" ? std::optional(Direction::mutual) : std::nullopt;
}

/// e0, e1, 0, 1: numbers that a writer made up.
bool is_numbering(std::string_view id) {
    if (!id.empty() && id[0] == 'e') {
        id.remove_prefix(1);
    }
    return std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// --- the handler ---------------------------------------------------------------------------------

class GexfBuilder : public XmlHandler {
  public:
    GexfBuilder(const std::string& name, const GraphReadOptions& options)
        : m_gather(name, options.directed, GraphAssembler::Vertices::declared) {}

    void has_read(std::uint64_t bytes) override { m_gather.has_read(bytes); }

    void start_element(std::string_view name,
                       const XmlAttributes& attributes,
                       const XmlPlace& place) override {
        m_gather.is_at(place);
        if (m_frames.empty()) {
            if (name != "gexf") {
                place.fail("the outermost element is not gexf; give a GEXF file");
            }
            push(In::gexf);
            return;
        }
        switch (m_frames.back().in) {
        case In::gexf:
        case In::graph:
        case In::group:
            start_part(name, attributes, place);
            return;
        case In::attributes:
            start_attribute(name, attributes, place);
            return;
        case In::attribute:
            push(is_xml_name(name, "default") ? In::attribute_default : In::skipped);
            m_text.clear();
            return;
        case In::vertex:
        case In::edge:
            start_detail(name, attributes, place);
            return;
        case In::values:
            start_value(name, attributes, place);
            return;
        case In::spells:
            if (is_xml_name(name, "spell") || is_xml_name(name, "slice")) {
                take_period(GexfAttributes(attributes));
            } else {
                m_gather.lose(GraphLoss::unknown_element);
            }
            push(In::skipped);
            return;
        case In::parents:
            if (const auto parent = attributes.find("for")) {
                set_parent(*parent);
            }
            push(In::skipped);
            return;
        case In::attribute_default:
        case In::skipped:
            push(In::skipped);
            return;
        }
    }

    void end_element(const XmlPlace& place) override {
        m_gather.is_at(place);
        const In in = m_frames.back().in;
        if (in == In::vertex || in == In::edge) {
            end_item();
        } else if (in == In::attribute_default) {
            end_default();
        }
        m_frames.pop_back();
    }

    void text(std::string_view piece) override {
        if (!m_frames.empty() && m_frames.back().in == In::attribute_default) {
            m_text += piece;
        }
    }

    GraphDocument finish() {
        m_gather.is_at_end();
        if (!m_times_are_dates) {
            for (GatheredColumns* columns :
                 {&m_gather.vertex_columns(), &m_gather.edge_columns()}) {
                for (const char* name : {"start", "end"}) {
                    (*columns)[columns->own(name, ColumnType::text)].ending =
                        GatheredColumns::Ending::number_if_safe;
                }
            }
        }
        return m_gather.finish();
    }

  private:
    enum class In : std::uint8_t {
        gexf,
        graph,
        group, // nodes, edges
        attributes,
        attribute,
        attribute_default,
        vertex,
        edge,
        values,
        spells,
        parents,
        skipped
    };

    struct Frame {
        In in;
        bool of_edge;      // the vertex or edge around is an edge
        std::uint32_t row; // of it
        bool is_item;      // there is one around
    };

    void push(In in) {
        Frame frame = m_frames.empty() ? Frame{in, false, 0, false} : m_frames.back();
        frame.in = in;
        m_frames.push_back(frame);
    }

    GatheredColumns& columns(bool of_edge) {
        return of_edge ? m_gather.edge_columns() : m_gather.vertex_columns();
    }

    // --- the graph and what it declares ---

    void start_part(std::string_view name, const XmlAttributes& attributes, const XmlPlace& place) {
        if (is_xml_name(name, "node")) {
            start_vertex(attributes, place);
        } else if (is_xml_name(name, "edge")) {
            start_edge(attributes, place);
        } else if (is_xml_name(name, "nodes") || is_xml_name(name, "edges")) {
            push(In::group);
        } else if (is_xml_name(name, "attributes")) {
            push(In::attributes);
            m_frames.back().of_edge = trimmed(attributes.find("class").value_or("node")) == "edge";
        } else if (is_xml_name(name, "graph")) {
            start_graph(attributes);
        } else {
            if (name != "meta") {
                m_gather.lose(GraphLoss::unknown_element);
            }
            push(In::skipped);
        }
    }

    void start_graph(const XmlAttributes& attributes) {
        push(In::graph);
        if (++m_graphs > 1) {
            m_gather.lose(GraphLoss::several_graphs);
        }
        m_default = direction_named(attributes.find("defaultedgetype").value_or(""))
                        .value_or(Direction::none);
        if (m_graphs == 1) {
            m_gather.set_direction(m_default != Direction::none);
        }
        // 1.1 calls it timetype.
        const std::string_view format = trimmed(
            attributes.find("timeformat").value_or(attributes.find("timetype").value_or("double")));
        m_times_are_dates = m_times_are_dates || format.starts_with("date");
    }

    void
    start_attribute(std::string_view name, const XmlAttributes& attributes, const XmlPlace& place) {
        if (name != "attribute") {
            m_gather.lose(GraphLoss::unknown_element);
            push(In::skipped);
            return;
        }
        push(In::attribute);
        const auto id = attributes.find("id");
        if (!id) {
            place.fail("an attribute has no id; give every attribute one");
        }
        GatheredColumns& of = columns(m_frames.back().of_edge);
        m_slot = m_gather.slot(of, *id);
        GatheredColumns::Column& column = of[m_slot];
        m_is_first_declaration = !column.declared;
        if (column.declared) {
            m_gather.lose(GraphLoss::repeated_key);
            return;
        }
        column.declared = true;
        if (const auto title = attributes.find("title"); title && !title->empty()) {
            column.name = *title;
        }
        const auto type = gexf_type(trimmed(attributes.find("type").value_or("string")));
        if (!type) {
            m_gather.lose(GraphLoss::unknown_type);
        }
        if (!column.builder.used()) {
            column.builder = ColumnBuilder(type.value_or(ColumnType::text));
        } else if (!column.builder.narrow(type.value_or(ColumnType::text))) {
            m_gather.lose(GraphLoss::value_type);
        }
    }

    void end_default() {
        if (m_is_first_declaration && !trimmed(m_text).empty()) {
            columns(m_frames.back().of_edge)[m_slot].default_text = trimmed(m_text);
        }
    }

    // --- vertices and edges ---

    void start_vertex(const XmlAttributes& written, const XmlPlace& place) {
        const GexfAttributes attributes(written);
        const auto id = attributes[GexfName::id];
        if (!id) {
            place.fail("a node has no id; give every node one");
        }
        const Frame around = m_frames.back();
        const graph::Vertex v = m_gather.declare(*id);
        push(In::vertex);
        m_frames.back() = {In::vertex, false, v, true};
        m_periods.emplace_back();
        set_own("label", ColumnType::text, attributes[GexfName::label]);
        set_own("kind", ColumnType::text, attributes[GexfName::kind]);
        if (const auto parent = attributes[GexfName::parent]; parent && !parent->empty()) {
            set_parent(*parent);
        } else if (around.is_item && !around.of_edge) {
            // A copy: the vertices may move while the text is set.
            set_parent(std::string(m_gather.id(around.row)));
        }
        take_period(attributes);
    }

    void start_edge(const XmlAttributes& written, const XmlPlace& place) {
        const GexfAttributes attributes(written);
        const auto source = attributes[GexfName::source];
        const auto target = attributes[GexfName::target];
        if (!source || !target) {
            place.fail("an edge has no source or no target; give every edge both");
        }
        const auto type = direction_named(attributes[GexfName::type].value_or(""));
        const auto row = static_cast<std::uint32_t>(
            m_gather.add_edge(*source, *target, type.value_or(m_default)));
        push(In::edge);
        m_frames.back() = {In::edge, true, row, true};
        m_periods.emplace_back();
        if (const auto id = attributes[GexfName::id]; id && !is_numbering(*id)) {
            m_gather.lose(GraphLoss::edge_id);
        }
        set_own("weight", ColumnType::real, attributes[GexfName::weight]);
        set_own("label", ColumnType::text, attributes[GexfName::label]);
        set_own("kind", ColumnType::text, attributes[GexfName::kind]);
        take_period(attributes);
    }

    void end_item() {
        set_own("start", ColumnType::text, m_periods.back().start());
        set_own("end", ColumnType::text, m_periods.back().end());
        m_periods.pop_back();
    }

    /// A value that the format itself names, of the vertex or edge around.
    void set_own(std::string_view name, ColumnType type, std::optional<std::string_view> value) {
        if (value && !value->empty()) {
            const Frame& frame = m_frames.back();
            GatheredColumns& of = columns(frame.of_edge);
            m_gather.set(of, of.own(name, type), frame.row, *value);
        }
    }

    void set_parent(std::string_view id) {
        if (!m_frames.back().of_edge) {
            set_own("parent", ColumnType::text, id);
        }
    }

    void
    start_detail(std::string_view name, const XmlAttributes& attributes, const XmlPlace& place) {
        if (is_xml_name(name, "attvalues")) {
            push(In::values);
            columns(m_frames.back().of_edge).begin_element();
        } else if (is_xml_name(name, "attvalue")) { // 1.0 has them bare
            start_value(name, attributes, place);
        } else if (is_xml_name(name, "spells") || is_xml_name(name, "slices")) {
            push(In::spells);
        } else if (is_xml_name(name, "parents")) {
            push(In::parents);
        } else if (is_xml_name(name, "node") || is_xml_name(name, "nodes") ||
                   is_xml_name(name, "edge") || is_xml_name(name, "edges")) {
            start_part(name, attributes, place);
        } else {
            look(name, attributes);
            push(In::skipped);
        }
    }

    void start_value(std::string_view name, const XmlAttributes& written, const XmlPlace& place) {
        push(In::skipped);
        if (!is_xml_name(name, "attvalue")) {
            m_gather.lose(GraphLoss::unknown_element);
            return;
        }
        const GexfAttributes attributes(written);
        auto key = attributes[GexfName::of];
        if (!key) {
            key = attributes[GexfName::id]; // 1.0
        }
        if (!key) {
            place.fail("a value names no attribute; give every attvalue a for");
        }
        const Frame& frame = m_frames.back();
        GatheredColumns& of = columns(frame.of_edge);
        const GatheredColumns::Slot slot = m_gather.slot(of, *key);
        if (!of[slot].declared) {
            m_gather.lose(GraphLoss::undeclared_key);
        }
        if (attributes.tells_time()) {
            m_gather.lose(GraphLoss::timed_value);
        }
        m_gather.set(of, slot, frame.row, attributes[GexfName::value].value_or(""));
    }

    // --- looks ---

    void look(std::string_view name, const XmlAttributes& attributes) {
        const auto value = attributes.find("value");
        if (is_xml_name(name, "color")) {
            colour(attributes);
        } else if (is_xml_name(name, "position")) {
            for (const char* axis : {"x", "y", "z"}) {
                set_own(axis, ColumnType::real, attributes.find(axis));
            }
        } else if (is_xml_name(name, "size")) {
            set_own("size", ColumnType::real, value);
        } else if (is_xml_name(name, "thickness")) {
            set_own("thickness", ColumnType::real, value);
        } else if (is_xml_name(name, "shape")) {
            set_own("shape", ColumnType::text, value);
            if (attributes.find("uri")) {
                m_gather.lose(GraphLoss::drawing);
            }
        } else {
            m_gather.lose(GraphLoss::unknown_element);
        }
    }

    void colour(const XmlAttributes& attributes) {
        set_own("alpha", ColumnType::real, attributes.find("a"));
        if (const auto hex = attributes.find("hex")) {
            if (const auto channels = hex_colour(*hex)) {
                set_own("r", ColumnType::integer, std::to_string((*channels)[0]));
                set_own("g", ColumnType::integer, std::to_string((*channels)[1]));
                set_own("b", ColumnType::integer, std::to_string((*channels)[2]));
            } else {
                m_gather.lose(GraphLoss::drawing);
            }
            return;
        }
        for (const char* channel : {"r", "g", "b"}) {
            set_own(channel, ColumnType::integer, attributes.find(channel));
        }
    }

    void take_period(const GexfAttributes& attributes) {
        if (attributes.tells_time()) {
            if (const std::uint64_t lost = m_periods.back().take(attributes); lost > 0) {
                m_gather.lose(GraphLoss::period, lost);
            }
        }
    }

    GraphAssembler m_gather;
    Direction m_default = Direction::none;
    bool m_times_are_dates = false;
    std::uint64_t m_graphs = 0;
    std::vector<Frame> m_frames;
    std::vector<GexfPeriod> m_periods; // of the open vertices and edges
    GatheredColumns::Slot m_slot = 0;  // of the open attribute
    bool m_is_first_declaration = false;
    std::string m_text;
};

GraphDocument read_gexf_from(const ByteReader& from,
                             const std::string& name,
                             const GraphReadOptions& options,
                             const graph::RunControl& control) {
    GexfBuilder builder(name, options);
    parse_xml(from, name, builder, control);
    return builder.finish();
}

} // namespace

GraphDocument
read_gexf(InputBytes& input, const GraphReadOptions& options, const graph::RunControl& control) {
    return read_gexf_from([&](char* to, std::size_t size) { return input.read(to, size); },
                          input.name(), options, control);
}

GraphDocument read_gexf(std::string_view text,
                        const std::string& name,
                        const GraphReadOptions& options,
                        const graph::RunControl& control) {
    return read_gexf_from(
        [&](char* to, std::size_t size) {
            const std::size_t got = text.copy(to, size);
            text.remove_prefix(got);
            return got;
        },
        name, options, control);
}

} // namespace sandhan::io
