// SPDX-License-Identifier: Apache-2.0
// Graphviz's own parser, cgraph 2.42.2, was tried: 20,000 nested subgraphs and a chain of 100,000
// vertices overflow the stack of its parser, and it returns the part of the graph that it had; a
// label of 10 MB and 5,000 attributes take it more than 20 s each; it tells errors by a function
// that is set for the whole process.
#include "io/dot_reader.hpp"

#include "io/dot_attributes.hpp"
#include "io/dot_tokens.hpp"
#include "io/graph_assembler.hpp"
#include "io/graph_text.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sandhan::io {

namespace {

using Direction = GraphAssembler::Direction;
using Kind = DotToken::Kind;

constexpr std::size_t most_nested_subgraphs = 200'000;

/// Steps that joining subgraphs may take in any file, and for each byte of its own beyond them: one
/// that names the same two subgraphs again and again would otherwise take hours.
constexpr std::uint64_t free_steps = std::uint64_t{1} << 26U;
constexpr std::uint64_t steps_per_byte = 16;

class DotReader {
  public:
    DotReader(ByteReader bytes,
              const std::string& name,
              const GraphReadOptions& options,
              const graph::RunControl& control)
        : m_text(std::move(bytes), name, control), m_tokens(m_text), m_control(control),
          m_gather(name, options.directed, GraphAssembler::Vertices::mentioned),
          m_vertex_defaults(m_gather.vertex_columns()), m_edge_defaults(m_gather.edge_columns()) {
        advance();
    }

    GraphDocument read() {
        while (m_next.kind != Kind::end) {
            read_graph();
        }
        if (m_graphs == 0) {
            m_text.fail("there is no graph in the file; DOT begins with graph { or digraph {");
        }
        for (GatheredColumns* columns : {&m_gather.vertex_columns(), &m_gather.edge_columns()}) {
            columns->end_all(GatheredColumns::Ending::number_if_safe);
        }
        return m_gather.finish();
    }

  private:
    /// An end of an edge: a vertex, the vertices that a part of the file mentions, or, of a
    /// subgraph with a name, several parts.
    struct End {
        enum class Of : std::uint8_t { vertex, part, named } of;
        std::size_t first; // or the vertex, or the number of the name
        std::size_t last;
    };

    struct Frame {
        std::size_t begin;       // in m_mentions
        std::size_t vertex_mark; // of the defaults
        std::size_t edge_mark;
        std::size_t named;   // number of the subgraph's name; none
        std::uint64_t scope; // that the names of its own subgraphs are known in
        bool after_arrow = false;
        std::vector<End> chain;
    };
    /// A subgraph with a name: where it was written, and the defaults that it has when it is opened
    /// again.
    struct Named {
        std::vector<std::pair<std::size_t, std::size_t>> parts; // of m_mentions
        DotDefaults::Set vertex_defaults;
        DotDefaults::Set edge_defaults;
    };
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    // --- tokens ---

    void advance() {
        m_tokens.next(m_next);
        m_gather.is_at(m_text.line(), m_text.bytes());
        if (m_next.was_latin1) {
            m_gather.lose(GraphLoss::latin1);
        }
        if ((++m_steps & 0xFFFU) == 0) {
            m_control.checkpoint();
        }
    }

    DotToken take() {
        DotToken token = std::move(m_next);
        advance();
        return token;
    }

    void take_mark(char mark, const char* message) {
        if (!m_next.is(mark)) {
            m_text.fail(message);
        }
        advance();
    }

    // --- graphs and subgraphs ---

    void read_graph() {
        m_is_strict = m_next.is_keyword("strict");
        if (m_is_strict) {
            advance();
        }
        m_is_directed = m_next.is_keyword("digraph");
        if (!m_is_directed && !m_next.is_keyword("graph")) {
            m_text.fail("no graph begins here; DOT begins with graph { or digraph {");
        }
        advance();
        if (m_next.is_name()) {
            advance();
        }
        take_mark('{', "the bracket { is missing here; write it before what the graph is made of");
        if (++m_graphs > 1) {
            m_gather.lose(GraphLoss::several_graphs);
        } else {
            m_gather.set_direction(m_is_directed);
        }
        m_pairs.clear();
        m_names.clear();
        m_named.clear();
        m_mentions.clear();
        open(none);
        while (!m_frames.empty()) {
            read_statement();
        }
    }

    void open(std::size_t named) {
        if (m_frames.size() == most_nested_subgraphs) {
            m_text.fail("subgraphs are nested deeper than " +
                        std::to_string(most_nested_subgraphs) + "; save the graph without them");
        }
        const std::uint64_t scope = named == none ? 2 * m_unnamed++ : 2 * named + 1;
        m_frames.push_back({m_mentions.size(),
                            m_vertex_defaults.mark(),
                            m_edge_defaults.mark(),
                            named,
                            scope,
                            false,
                            {}});
        if (named != none) {
            set_again(m_vertex_defaults, m_named[named].vertex_defaults);
            set_again(m_edge_defaults, m_named[named].edge_defaults);
        }
    }

    void set_again(DotDefaults& defaults, const DotDefaults::Set& set) {
        for (const auto& [slot, attribute] : set) {
            count_steps(1 + attribute.value.size());
            defaults.set(slot, attribute);
        }
    }

    void close() {
        if (m_frames.back().after_arrow) {
            m_text.fail("an edge has no second end; write it behind the arrow");
        }
        const Frame frame = std::move(m_frames.back());
        m_frames.pop_back();
        if (frame.named != none) {
            m_named[frame.named].vertex_defaults = m_vertex_defaults.set_since(frame.vertex_mark);
            m_named[frame.named].edge_defaults = m_edge_defaults.set_since(frame.edge_mark);
        }
        m_vertex_defaults.undo_to(frame.vertex_mark);
        m_edge_defaults.undo_to(frame.edge_mark);
        advance();
        if (m_frames.empty()) {
            return;
        }
        if (frame.named != none) {
            m_named[frame.named].parts.emplace_back(frame.begin, m_mentions.size());
            add_end({End::Of::named, frame.named, 0});
        } else {
            add_end({End::Of::part, frame.begin, m_mentions.size()});
        }
    }

    /// `subgraph`, its name or none, and what it is made of, or none.
    void open_subgraph() {
        advance();
        std::size_t named = none;
        if (m_next.is_name()) {
            // A name is known within the subgraph around it.
            const std::string key = std::to_string(m_frames.back().scope) + ":" + take().text;
            const auto [found, is_new] = m_names.emplace(key, m_named.size());
            if (is_new) {
                m_named.emplace_back();
                m_gather.lose(GraphLoss::nested_graph);
            }
            named = found->second;
            if (!m_next.is('{')) {
                add_end({End::Of::named, named, 0});
                return;
            }
        }
        take_mark('{', "the bracket { is missing here; write it behind subgraph");
        open(named);
    }

    // --- statements ---

    void read_statement() {
        const bool is_end = m_frames.back().after_arrow;
        if (m_next.kind == Kind::end) {
            m_text.fail("the file ends within a graph; it was cut short: save it again");
        }
        if (m_next.is('{')) {
            advance();
            open(none);
        } else if (m_next.is_keyword("subgraph")) {
            open_subgraph();
        } else if (m_next.is('}')) {
            close();
        } else if (is_end && !m_next.is_name()) {
            m_text.fail("an edge has no second end; write it behind the arrow");
        } else if (m_next.is(';') || m_next.is(',')) {
            advance();
        } else if (m_next.is_keyword("node") || m_next.is_keyword("edge") ||
                   m_next.is_keyword("graph")) {
            read_defaults();
        } else if (m_next.is_name()) {
            read_name(is_end);
        } else {
            m_text.fail("no statement begins like this; write a name, or what the brackets hold");
        }
    }

    void read_defaults() {
        const DotToken what = take();
        if (!m_next.is('[')) {
            m_text.fail("the bracket [ is missing here; write attributes in brackets");
        }
        read_attributes();
        if (what.is_keyword("graph")) {
            m_gather.lose(GraphLoss::graph_data, m_attributes.size());
            return;
        }
        DotDefaults& defaults = what.is_keyword("node") ? m_vertex_defaults : m_edge_defaults;
        for (DotAttribute& attribute : m_attributes) {
            const GatheredColumns::Slot slot = m_gather.slot(defaults.columns(), attribute.name);
            defaults.set(slot, std::move(attribute));
        }
    }

    void read_name(bool is_end) {
        const DotToken name = take();
        if (!is_end && m_next.is('=')) {
            advance();
            if (!m_next.is_name()) {
                m_text.fail("a value is missing here; write one behind the sign =");
            }
            advance();
            m_gather.lose(GraphLoss::graph_data);
            return;
        }
        if (m_next.is(':')) {
            m_gather.lose(GraphLoss::port);
        }
        while (m_next.is(':')) {
            advance();
            if (!m_next.is_name()) {
                m_text.fail("a port is missing here; write one behind the colon");
            }
            advance();
        }
        add_end({End::Of::vertex, mention(name.text), 0});
    }

    graph::Vertex mention(const std::string& name) {
        const std::uint64_t before = m_gather.vertex_count();
        const graph::Vertex v = m_gather.vertex(name);
        if (m_gather.vertex_count() > before) {
            m_gather.vertex_columns().begin_element();
            m_vertex_defaults.each(
                [&](const DotAttribute& attribute) { set_dot_vertex(m_gather, v, attribute); });
        }
        if (m_frames.size() > 1) {
            m_mentions.push_back(v);
        }
        return v;
    }

    /// The end of a step is read; what follows tells whether the statement goes on.
    void add_end(End end) {
        Frame& frame = m_frames.back();
        frame.chain.push_back(end);
        frame.after_arrow = m_next.kind == Kind::arrow || m_next.kind == Kind::line;
        if (frame.after_arrow) {
            if ((m_next.kind == Kind::arrow) != m_is_directed) {
                m_text.fail(m_is_directed
                                ? "-- stands in a digraph; write ->, or begin with graph"
                                : "-> stands in a graph; write --, or begin with digraph");
            }
            advance();
            return;
        }
        m_attributes.clear();
        if (m_next.is('[')) {
            read_attributes();
        }
        const std::vector<End> chain = std::move(frame.chain);
        frame.chain.clear();
        if (chain.size() == 1 && end.of == End::Of::vertex) {
            for (const DotAttribute& attribute : m_attributes) {
                set_dot_vertex(m_gather, static_cast<graph::Vertex>(end.first), attribute);
            }
        }
        for (std::size_t i = 1; i < chain.size(); ++i) {
            join(chain[i - 1], chain[i]);
        }
    }

    /// Lists in brackets, one behind the other, into m_attributes.
    void read_attributes() {
        m_attributes.clear();
        while (m_next.is('[')) {
            advance();
            while (!m_next.is(']')) {
                if (!m_next.is_name()) {
                    m_text.fail(
                        "no attribute begins like this; write name=value, and ] behind all");
                }
                DotAttribute attribute{take().text, "true", false};
                if (m_next.is('=')) {
                    advance();
                    if (!m_next.is_name()) {
                        m_text.fail("a value is missing here; write one behind the sign =");
                    }
                    attribute.is_html = m_next.kind == Kind::html;
                    attribute.value = take().text;
                }
                m_attributes.push_back(std::move(attribute));
                if (m_next.is(';') || m_next.is(',')) {
                    advance();
                }
            }
            advance();
        }
    }

    // --- edges ---

    /// The vertices of an end, each once, in the order of their mention.
    void list_vertices(const End& end, std::vector<graph::Vertex>& vertices) {
        vertices.clear();
        if (end.of == End::Of::vertex) {
            vertices.push_back(static_cast<graph::Vertex>(end.first));
            return;
        }
        ++m_stamp;
        const auto list = [&](std::size_t first, std::size_t last) {
            count_steps(last - first);
            for (std::size_t i = first; i < last; ++i) {
                const graph::Vertex v = m_mentions[i];
                if (v >= m_stamps.size()) {
                    m_stamps.resize(v + std::size_t{1});
                }
                if (std::exchange(m_stamps[v], m_stamp) != m_stamp) {
                    vertices.push_back(v);
                }
            }
        };
        if (end.of == End::Of::part) {
            list(end.first, end.last);
            return;
        }
        count_steps(m_named[end.first].parts.size());
        for (const auto& [first, last] : m_named[end.first].parts) {
            list(first, last);
        }
    }

    void count_steps(std::uint64_t steps) {
        m_joining += steps;
        if (m_joining > free_steps + steps_per_byte * m_text.bytes()) {
            m_text.fail("subgraphs are ends of edges too often; write the edges one by one");
        }
    }

    void join(const End& from, const End& to) {
        list_vertices(from, m_sources);
        list_vertices(to, m_targets);
        const std::uint64_t count = std::uint64_t{m_sources.size()} * m_targets.size();
        if (from.of != End::Of::vertex || to.of != End::Of::vertex) {
            count_steps(count);
            m_gather.require_room_for_edges(count);
        }
        for (const graph::Vertex s : m_sources) {
            for (const graph::Vertex t : m_targets) {
                const std::size_t e = edge(s, t);
                for (const DotAttribute& attribute : m_attributes) {
                    set_dot_edge(m_gather, e, attribute);
                }
            }
        }
    }

    std::size_t edge(graph::Vertex s, graph::Vertex t) {
        if (m_is_strict) {
            const auto low = m_is_directed ? s : std::min(s, t);
            const auto high = m_is_directed ? t : std::max(s, t);
            const auto [found, is_new] =
                m_pairs.emplace(std::uint64_t{low} << 32U | high, m_gather.edge_count());
            if (!is_new) {
                return found->second;
            }
        }
        const std::size_t e =
            m_gather.add_edge(s, t, m_is_directed ? Direction::directed : Direction::none);
        m_edge_defaults.each(
            [&](const DotAttribute& attribute) { set_dot_edge(m_gather, e, attribute); });
        return e;
    }

    GraphText m_text;
    DotTokens m_tokens;
    const graph::RunControl& m_control;
    GraphAssembler m_gather;
    DotDefaults m_vertex_defaults;
    DotDefaults m_edge_defaults;
    DotToken m_next;
    std::uint64_t m_graphs = 0;
    std::uint64_t m_steps = 0;
    std::uint64_t m_joining = 0;

    // Of the open graph.
    bool m_is_directed = false;
    bool m_is_strict = false;
    std::uint64_t m_unnamed = 0; // subgraphs, and the graph itself
    std::vector<Frame> m_frames;
    std::vector<graph::Vertex> m_mentions; // within subgraphs
    std::unordered_map<std::string, std::size_t> m_names;
    std::vector<Named> m_named;
    std::unordered_map<std::uint64_t, std::size_t> m_pairs; // edges of a strict graph by ends

    std::vector<DotAttribute> m_attributes; // of the open statement
    std::vector<graph::Vertex> m_sources;
    std::vector<graph::Vertex> m_targets;
    std::vector<std::uint64_t> m_stamps; // by vertex: the last list that it was put into
    std::uint64_t m_stamp = 0;
};

} // namespace

GraphDocument
read_dot(InputBytes& input, const GraphReadOptions& options, const graph::RunControl& control) {
    return DotReader([&](char* to, std::size_t size) { return input.read(to, size); }, input.name(),
                     options, control)
        .read();
}

GraphDocument read_dot(std::string_view text,
                       const std::string& name,
                       const GraphReadOptions& options,
                       const graph::RunControl& control) {
    return DotReader(reader_of(text), name, options, control).read();
}

} // namespace sandhan::io
