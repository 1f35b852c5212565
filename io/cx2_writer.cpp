// SPDX-License-Identifier: Apache-2.0
#include "io/cx2_writer.hpp"

#include "io/block_writer.hpp"
#include "io/graph_drawing.hpp"
#include "io/json_values.hpp"
#include "io/writable_document.hpp"

#include <array>
#include <string_view>

namespace sandhan::io {
namespace {

/// Cytoscape's own columns, and those that the style reads.
constexpr auto cx2_taken = std::to_array<std::string_view>(
    {"name", "node_id", "diameter", "color", "line_width", "interaction", "SUID", "selected",
     "shared name", "shared interaction", "represents", "id"});

constexpr auto drawn_of_cx2_edge = std::to_array<std::string_view>({"color"});

const char* cx2_type_of(const NamedColumn& named) {
    if (std::holds_alternative<Reals>(named.column->values)) {
        return "double";
    }
    if (std::holds_alternative<Integers>(named.column->values)) {
        return named.type == ValueType::whole ? "integer" : "long";
    }
    return std::holds_alternative<Booleans>(named.column->values) ? "boolean" : "string";
}

class Cx2Writer {
  public:
    Cx2Writer(std::ostream& out, const GraphDocument& document, const graph::RunControl& control)
        : m_document(document), m_drawing(document), m_blocks(out, control),
          m_vertex_attributes(
              named_columns(columns_but(document.vertex_columns, drawn_of_vertex), cx2_taken)),
          m_edge_attributes(
              named_columns(columns_but(document.edge_columns, drawn_of_cx2_edge), cx2_taken)) {}

    std::vector<graph::Diagnostic> write(const Cx2Options& options) {
        m_text += "[{\"CXVersion\":\"2.0\",\"hasFragments\":false},\n";
        meta_data();
        declarations(options);
        m_text += "{\"networkAttributes\":[";
        JsonObject attributes(m_text);
        attributes.text("name", options.name);
        if (!options.comment.empty()) {
            attributes.text("description", options.comment);
        }
        attributes.close();
        m_text += "]},\n";
        vertices();
        edges();
        style();
        m_text += "{\"status\":[{\"success\":true}]}]\n";
        m_blocks.finish();
        std::vector<graph::Diagnostic> notes;
        note_renamed(m_vertex_attributes, notes);
        note_renamed(m_edge_attributes, notes);
        return notes;
    }

  private:
    void meta_data() {
        const auto aspect = [&](const char* name, std::size_t count) {
            JsonObject one(m_text);
            one.text("name", name);
            one.whole("elementCount", static_cast<std::int64_t>(count));
            one.close();
        };
        m_text += "{\"metaData\":[";
        aspect("attributeDeclarations", 1);
        m_text += ',';
        aspect("networkAttributes", 1);
        m_text += ',';
        aspect("nodes", m_document.vertex_ids.size());
        m_text += ',';
        aspect("edges", m_document.edges.size());
        m_text += ',';
        aspect("visualProperties", 1);
        m_text += "]},\n";
    }

    static void
    declare(JsonObject& into, std::string& text, std::string_view name, const char* type) {
        into.name(name);
        text += "{\"d\":\"";
        text += type;
        text += "\"}";
    }

    void declarations(const Cx2Options& options) {
        m_text += "{\"attributeDeclarations\":[{\"networkAttributes\":";
        JsonObject network(m_text);
        declare(network, m_text, "name", "string");
        if (!options.comment.empty()) {
            declare(network, m_text, "description", "string");
        }
        network.close();
        m_text += ",\"nodes\":";
        JsonObject nodes(m_text);
        declare(nodes, m_text, "name", "string");
        declare(nodes, m_text, "node_id", "string");
        declare(nodes, m_text, "diameter", "double");
        declare(nodes, m_text, "color", "string");
        for (const NamedColumn& a : m_vertex_attributes) {
            declare(nodes, m_text, a.name, cx2_type_of(a));
        }
        nodes.close();
        m_text += ",\"edges\":";
        JsonObject edges(m_text);
        declare(edges, m_text, "interaction", "string");
        declare(edges, m_text, "line_width", "double");
        declare(edges, m_text, "color", "string");
        for (const NamedColumn& a : m_edge_attributes) {
            declare(edges, m_text, a.name, cx2_type_of(a));
        }
        edges.close();
        m_text += "}]},\n";
    }

    void vertices() {
        m_text += "{\"nodes\":[";
        for (std::size_t v = 0; v < m_document.vertex_ids.size(); ++v) {
            m_text += v == 0 ? "\n" : ",\n";
            JsonObject node(m_text);
            node.whole("id", static_cast<std::int64_t>(v));
            if (const auto point = m_drawing.point(v)) {
                node.number("x", point->x);
                node.number("y", 0.0 - point->y);
            }
            node.name("v");
            JsonObject values(m_text);
            values.text("name", m_drawing.label(v));
            values.text("node_id", m_document.vertex_ids[v]);
            if (const auto size = m_drawing.size(v)) {
                values.number("diameter", 2.0 * *size);
            }
            if (const auto colour = m_drawing.vertex_colour(v)) {
                values.text("color", "#" + hex_text(*colour));
            }
            for (const NamedColumn& a : m_vertex_attributes) {
                values.value(a.name, *a.column, v);
            }
            values.close();
            node.close();
            m_blocks.flush_if_full();
        }
        m_text += "]},\n";
    }

    void edges() {
        m_text += "{\"edges\":[";
        for (std::size_t e = 0; e < m_document.edges.size(); ++e) {
            m_text += e == 0 ? "\n" : ",\n";
            JsonObject edge(m_text);
            edge.whole("id", static_cast<std::int64_t>(e));
            edge.whole("s", m_document.edges[e].source);
            edge.whole("t", m_document.edges[e].target);
            edge.name("v");
            JsonObject values(m_text);
            if (const std::string type = m_drawing.edge_type(e); !type.empty()) {
                values.text("interaction", type);
            }
            values.number("line_width", m_drawing.edge_width(e));
            if (const auto colour = m_drawing.edge_colour(e)) {
                values.text("color", "#" + hex_text(*colour));
            }
            for (const NamedColumn& a : m_edge_attributes) {
                values.value(a.name, *a.column, e);
            }
            values.close();
            edge.close();
            m_blocks.flush_if_full();
        }
        m_text += "]},\n";
    }

    void style() {
        constexpr std::string_view before = R"({"visualProperties":[{"default":{"network":)"
                                            R"({"NETWORK_BACKGROUND_COLOR":"#FFFFFF"},"node":)"
                                            R"({"NODE_SHAPE":"ellipse","NODE_WIDTH":12,)"
                                            R"("NODE_HEIGHT":12,"NODE_BACKGROUND_COLOR":"#808080",)"
                                            R"("NODE_BORDER_WIDTH":0,"NODE_LABEL_COLOR":"#222222",)"
                                            R"("NODE_LABEL_FONT_SIZE":9},"edge":{"EDGE_WIDTH":1,)"
                                            R"("EDGE_LINE_COLOR":"#999999")";
        m_text += before;
        if (m_document.directed) {
            m_text += R"(,"EDGE_TARGET_ARROW_SHAPE":"triangle",)"
                      R"("EDGE_TARGET_ARROW_COLOR":"#999999")";
        }
        m_text += R"(}},"nodeMapping":{)";
        passthrough("NODE_LABEL", "name", "string");
        m_text += ',';
        passthrough("NODE_WIDTH", "diameter", "double");
        m_text += ',';
        passthrough("NODE_HEIGHT", "diameter", "double");
        m_text += ',';
        passthrough("NODE_BACKGROUND_COLOR", "color", "string");
        m_text += R"(},"edgeMapping":{)";
        passthrough("EDGE_WIDTH", "line_width", "double");
        m_text += ',';
        passthrough("EDGE_LINE_COLOR", "color", "string");
        if (find_column(m_document.edge_columns, "line") != nullptr) {
            m_text += ',';
            passthrough("EDGE_LINE_STYLE", "line", "string"); // where it says `dashed`
        }
        m_text += "}}]},\n";
    }

    void passthrough(const char* property, const char* attribute, const char* type) {
        m_text += '"';
        m_text += property;
        m_text += R"(":{"type":"PASSTHROUGH","definition":{"attribute":")";
        m_text += attribute;
        m_text += R"(","type":")";
        m_text += type;
        m_text += "\"}}";
    }

    const GraphDocument& m_document;
    GraphDrawing m_drawing;
    BlockWriter m_blocks;
    std::string& m_text = m_blocks.text;
    std::vector<NamedColumn> m_vertex_attributes;
    std::vector<NamedColumn> m_edge_attributes;
};

} // namespace

std::vector<graph::Diagnostic> write_cx2(std::ostream& out,
                                         const GraphDocument& document,
                                         const Cx2Options& options,
                                         const graph::RunControl& control) {
    require_writable(document, "CX2");
    return Cx2Writer(out, document, control).write(options);
}

} // namespace sandhan::io
