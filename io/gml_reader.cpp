// SPDX-License-Identifier: Apache-2.0
#include "io/gml_reader.hpp"

#include "io/gml_tokens.hpp"
#include "io/graph_assembler.hpp"
#include "io/graph_text.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace sandhan::io {

namespace {

/// Lists within an element of which columns are still made: their names grow with every level, to
/// longest_gml_word, and every value is looked up by its whole name.
constexpr std::size_t most_levels = 8;

constexpr std::size_t most_nested_lists = 200'000;

class GmlReader {
  public:
    GmlReader(ByteReader bytes,
              const std::string& name,
              const GraphReadOptions& options,
              const graph::RunControl& control)
        : m_text(std::move(bytes), name, control), m_control(control),
          m_gather(name, options.directed, GraphAssembler::Vertices::declared) {}

    GraphDocument read() {
        GmlToken token;
        for (;;) {
            next(token);
            switch (token.kind) {
            case GmlToken::Kind::end:
                if (!m_frames.empty()) {
                    m_text.fail("the file ends within a list; it was cut short: save it again");
                }
                return finish();
            case GmlToken::Kind::close:
                if (m_frames.empty()) {
                    m_text.fail("a ] closes nothing; remove it");
                }
                close();
                break;
            case GmlToken::Kind::word:
                read_pair(std::exchange(token.text, {}));
                break;
            default:
                m_text.fail("no key stands before this; GML is made of keys and values, as "
                            "graph [ node [ id 1 ] ]");
            }
        }
    }

  private:
    enum class In : std::uint8_t {
        graph,
        vertex,
        edge,
        graphics,
        label_graphics,
        list, // any other within a vertex or an edge
        skipped
    };

    struct Frame {
        In in;
        std::size_t path; // length of m_path before it
    };

    /// What a drawing tells of the open vertex or edge.
    struct Look {
        std::string name;
        std::string text;
        bool quoted;
    };

    /// Columns, and of each by its slot: the values of the open element, joined; whether all so far
    /// were numbers.
    struct Part {
        GatheredColumns* columns;
        std::vector<std::uint64_t> element; // that `text` is of
        std::vector<std::string> text;
        std::vector<bool> numeric;
    };

    void next(GmlToken& token) {
        next_gml_token(m_text, token);
        m_gather.is_at(m_text.line(), m_text.bytes());
        if (token.was_latin1) {
            m_gather.lose(GraphLoss::latin1);
        }
        if ((++m_tokens & 0xFFFU) == 0) {
            m_control.checkpoint();
        }
    }

    void read_pair(std::string key) {
        const char first = key[0];
        if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.') {
            m_text.fail("a value stands where a key is to; write a key before it");
        }
        GmlToken value;
        next(value);
        switch (value.kind) {
        case GmlToken::Kind::open:
            open(key);
            return;
        case GmlToken::Kind::text:
            take(key, std::move(value.text), true);
            return;
        case GmlToken::Kind::word:
            if (!parse_real(value.text)) {
                m_text.fail(
                    "a value is no number, no text in quotes and no list; put it in quotes");
            }
            take(key, std::move(value.text), false);
            return;
        default:
            m_text.fail("a key has no value; write one behind it");
        }
    }

    // --- lists ---

    void open(const std::string& key) {
        if (m_frames.size() == most_nested_lists) {
            m_text.fail("lists are nested deeper than " + std::to_string(most_nested_lists) +
                        "; save the graph without them");
        }
        const In parent = m_frames.empty() ? In::skipped : m_frames.back().in;
        In in = In::skipped;
        if (m_frames.empty()) {
            in = key == "graph" ? In::graph : In::skipped;
            if (in == In::graph) {
                start_graph();
            }
        } else if (parent == In::graph) {
            in = start_part(key);
        } else if (parent == In::vertex || parent == In::edge || parent == In::list) {
            in = start_list(key, parent);
        } else if (parent == In::graphics || parent == In::label_graphics) {
            m_has_drawing = true;
        }
        m_frames.push_back({in, m_path.size()});
        if (in == In::list) {
            m_path += key + ".";
        }
    }

    void start_graph() {
        if (++m_graphs > 1) {
            m_gather.lose(GraphLoss::several_graphs);
        }
        m_directed = false;
        m_first_edge = m_gather.edge_count();
    }

    In start_part(const std::string& key) {
        if (key == "node" || key == "edge") {
            ++m_element;
            m_filled.clear();
            m_ids = {};
            m_label.clear();
            m_looks.clear();
            m_has_drawing = false;
            m_part = key == "node" ? &m_vertices : &m_edges;
            m_part->columns->begin_element();
            return key == "node" ? In::vertex : In::edge;
        }
        m_gather.lose(key == "graph" ? GraphLoss::nested_graph : GraphLoss::graph_data);
        return In::skipped;
    }

    In start_list(const std::string& key, In parent) {
        if (parent != In::list && key == "graphics") {
            return In::graphics;
        }
        if (parent != In::list && key == "LabelGraphics") {
            return In::label_graphics;
        }
        if (key == "graph" || key == "node" || key == "edge") {
            m_gather.lose(GraphLoss::nested_graph);
            return In::skipped;
        }
        // The frames of the graph and of its part are none of them.
        if (m_frames.size() >= 2 + most_levels || m_path.size() + key.size() > longest_gml_word) {
            m_gather.lose(GraphLoss::deep_value);
            return In::skipped;
        }
        return In::list;
    }

    void close() {
        const Frame frame = m_frames.back();
        m_frames.pop_back();
        m_path.resize(frame.path);
        if (frame.in == In::vertex) {
            end_vertex();
        } else if (frame.in == In::edge) {
            end_edge();
        } else if (frame.in == In::graph) {
            m_gather.direct_edges(m_first_edge, m_directed ? GraphAssembler::Direction::directed
                                                           : GraphAssembler::Direction::none);
            if (m_graphs == 1) {
                m_gather.set_direction(m_directed);
            }
        }
    }

    // --- values ---

    void take(const std::string& key, std::string text, bool quoted) {
        if (m_frames.empty()) {
            return; // Creator, Version
        }
        switch (m_frames.back().in) {
        case In::graph:
            take_of_graph(key, text);
            return;
        case In::vertex:
        case In::edge:
            take_of_element(key, std::move(text), quoted);
            return;
        case In::list:
            m_name = m_path;
            m_name += key;
            add_value(m_name, std::move(text), quoted);
            return;
        case In::graphics:
            take_graphics(key, std::move(text));
            return;
        case In::label_graphics:
            if (key == "text") {
                m_label = std::move(text);
            } else {
                m_has_drawing = true;
            }
            return;
        case In::skipped:
            return;
        }
    }

    void take_of_graph(const std::string& key, const std::string& text) {
        constexpr std::array<std::string_view, 7> about_the_file{
            "multigraph", "hierarchic", "Creator", "Version", "comment", "creator", "version"};
        if (key == "directed") {
            m_directed = parse_real(text).value_or(0.0) != 0.0;
        } else if (!text.empty() && std::find(about_the_file.begin(), about_the_file.end(), key) ==
                                        about_the_file.end()) {
            m_gather.lose(GraphLoss::graph_data);
        }
    }

    void take_graphics(const std::string& key, std::string text) {
        const In of = m_frames[m_frames.size() - 2].in;
        if (key == "fill" && hex_colour(text)) {
            set_look({"fill", std::move(text), true});
        } else if (of == In::vertex && key == "type") {
            set_look({"shape", std::move(text), true});
        } else if (of == In::vertex && key.size() == 1 &&
                   std::string_view("xyzwhd").find(key[0]) != std::string_view::npos) {
            set_look({key, key == "y" ? turned(text) : std::move(text), false});
        } else {
            m_has_drawing = true;
        }
    }

    /// GML's y goes down, ours up. The digits stay as they are written.
    static std::string turned(const std::string& number) {
        if (number.find_first_of("123456789") == number.npos) {
            return number;
        }
        if (number[0] == '-') {
            return number.substr(1);
        }
        return "-" + (number[0] == '+' ? number.substr(1) : number);
    }

    void set_look(Look look) {
        const auto same = std::find_if(m_looks.begin(), m_looks.end(),
                                       [&](const Look& other) { return other.name == look.name; });
        if (same == m_looks.end()) {
            m_looks.push_back(std::move(look));
        }
    }

    // --- vertices and edges ---

    void take_of_element(const std::string& key, std::string text, bool quoted) {
        constexpr std::array<std::string_view, 3> names{"id", "source", "target"};
        const std::size_t own = m_part == &m_vertices ? 1 : names.size();
        const auto found = std::find(names.begin(), names.begin() + own, key);
        if (found == names.begin() + own) {
            add_value(key, std::move(text), quoted);
            return;
        }
        auto& id = m_ids[static_cast<std::size_t>(found - names.begin())];
        if (!id) {
            id = std::move(text);
        }
    }

    /// A key has one value a row, whatever number of them stands in the file.
    void add_value(std::string_view key, std::string text, bool quoted) {
        Part& part = *m_part;
        const GatheredColumns::Slot slot = m_gather.slot(*part.columns, key);
        if (slot >= part.element.size()) {
            part.element.resize(slot + 1);
            part.text.resize(slot + 1);
            part.numeric.resize(slot + 1, true);
        }
        if (part.element[slot] == m_element) {
            part.text[slot] += "; " + text;
            part.numeric[slot] = false;
            return;
        }
        part.element[slot] = m_element;
        part.text[slot] = std::move(text);
        part.numeric[slot] = part.numeric[slot] && !quoted;
        m_filled.push_back(slot);
    }

    void end_vertex() {
        if (!m_ids[0]) {
            m_text.fail("a node ends here that has no id; give every node one");
        }
        fill(m_gather.declare(*m_ids[0]));
    }

    void end_edge() {
        const auto& [id, source, target] = m_ids;
        if (!source || !target) {
            m_text.fail("an edge ends here that has no source or no target; give every edge both");
        }
        // Not in one expression: which end is numbered first must not depend on the compiler.
        const graph::Vertex s = m_gather.vertex(*source);
        const graph::Vertex t = m_gather.vertex(*target);
        if (id && !parse_integer(*id)) {
            m_gather.lose(GraphLoss::edge_id);
        }
        fill(m_gather.add_edge(s, t, GraphAssembler::Direction::none));
    }

    void fill(std::size_t row) {
        GatheredColumns& columns = *m_part->columns;
        if (!m_label.empty()) {
            const GatheredColumns::Slot label = m_gather.slot(columns, "label");
            if (label >= m_part->element.size() || m_part->element[label] != m_element) {
                add_value("label", std::move(m_label), true);
            }
        }
        for (const GatheredColumns::Slot slot : m_filled) {
            m_gather.set(columns, slot, row, m_part->text[slot]);
        }
        for (const Look& look : m_looks) {
            fill_look(columns, look, row);
        }
        if (m_has_drawing) {
            m_gather.lose(GraphLoss::drawing);
        }
    }

    void fill_look(GatheredColumns& columns, const Look& look, std::size_t row) {
        if (look.name != "fill") {
            m_gather.set(columns,
                         columns.own(look.name, look.quoted ? ColumnType::text : ColumnType::real),
                         row, look.text);
            return;
        }
        const auto channels = hex_colour(look.text);
        constexpr std::array<std::string_view, 3> names{"r", "g", "b"};
        for (std::size_t i = 0; i < names.size(); ++i) {
            m_gather.set(columns, columns.own(names[i], ColumnType::integer), row,
                         std::to_string((*channels)[i]));
        }
    }

    GraphDocument finish() {
        if (m_graphs == 0) {
            m_text.fail("there is no graph in the file; GML holds it as graph [ … ]");
        }
        for (const Part* part : {&m_vertices, &m_edges}) {
            for (GatheredColumns::Slot slot = 0; slot < part->numeric.size(); ++slot) {
                if (part->numeric[slot] && !(*part->columns)[slot].is_own) {
                    (*part->columns)[slot].ending = GatheredColumns::Ending::number_if_all;
                }
            }
        }
        m_gather.edge_columns().rename("value", "weight");
        return m_gather.finish();
    }

    GraphText m_text;
    const graph::RunControl& m_control;
    GraphAssembler m_gather;
    std::uint64_t m_tokens = 0;
    std::uint64_t m_graphs = 0;
    bool m_directed = false; // the open graph
    std::size_t m_first_edge = 0;
    std::vector<Frame> m_frames;
    std::string m_path; // keys of the open lists, a point behind each

    std::string m_name; // of a value in a list

    Part m_vertices{&m_gather.vertex_columns(), {}, {}, {}};
    Part m_edges{&m_gather.edge_columns(), {}, {}, {}};

    // Of the open vertex or edge.
    Part* m_part = &m_vertices;
    std::uint64_t m_element = 0;
    std::vector<GatheredColumns::Slot> m_filled;
    std::array<std::optional<std::string>, 3> m_ids; // id, source, target
    std::vector<Look> m_looks;
    std::string m_label; // drawn
    bool m_has_drawing = false;
};

} // namespace

GraphDocument
read_gml(InputBytes& input, const GraphReadOptions& options, const graph::RunControl& control) {
    return GmlReader([&](char* to, std::size_t size) { return input.read(to, size); }, input.name(),
                     options, control)
        .read();
}

GraphDocument read_gml(std::string_view text,
                       const std::string& name,
                       const GraphReadOptions& options,
                       const graph::RunControl& control) {
    return GmlReader(reader_of(text), name, options, control).read();
}

} // namespace sandhan::io
