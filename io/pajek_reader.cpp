// SPDX-License-Identifier: Apache-2.0
#include "io/pajek_reader.hpp"

#include "io/graph_assembler.hpp"
#include "io/graph_text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

namespace sandhan::io {

namespace {

using Direction = GraphAssembler::Direction;

bool is_pajek_shape(std::string_view word) {
    constexpr std::array<std::string_view, 9> shapes{
        "ellipse", "box", "diamond", "triangle", "cross", "empty", "house", "man", "woman"};
    return std::any_of(shapes.begin(), shapes.end(),
                       [&](std::string_view shape) { return is_word(word, shape); });
}

class PajekReader {
  public:
    PajekReader(ByteReader bytes,
                const std::string& name,
                const GraphReadOptions& options,
                const graph::RunControl& control)
        : m_text(std::move(bytes), name, control),
          m_gather(name, options.directed, GraphAssembler::Vertices::mentioned) {}

    GraphDocument read() {
        while (m_text.next_line()) {
            m_gather.is_at(m_text.line(), m_text.bytes());
            const std::string_view line = trimmed(m_text.line_text());
            if (line.empty() || line.starts_with('%') || line.starts_with("/*")) {
                continue;
            }
            if (line.starts_with('*')) {
                end_section();
                start_section();
            } else {
                read_line();
            }
        }
        end_section();
        if (!m_has_network) {
            m_text.fail_line("there is no network in the file; it begins with *Vertices and their "
                             "number");
        }
        if (const std::uint64_t count = m_text.take_latin1(); count > 0) {
            m_gather.lose(GraphLoss::latin1, count);
        }
        return m_gather.finish();
    }

  private:
    enum class In : std::uint8_t { nothing, vertices, edges, lists, matrix, values, skipped };

    /// What the next *Vertices counts.
    enum class Wanted : std::uint8_t { network, values, nothing };

    // --- sections ---

    void start_section() {
        Field word;
        m_text.next_field(word);
        if (is_word(word.text, "*network")) {
            m_is_further = m_has_network;
            m_wanted = Wanted::network;
            m_in = In::nothing;
        } else if (is_word(word.text, "*vertices")) {
            start_vertices();
        } else if (is_word(word.text, "*partition") || is_word(word.text, "*vector")) {
            m_values_name = std::string(trimmed(m_text.line_text().substr(
                std::min(m_text.line_text().size(), word.column - 1 + word.text.size()))));
            if (m_values_name.empty()) {
                m_values_name = is_word(word.text, "*vector") ? "vector" : "partition";
            }
            m_wanted = Wanted::values;
            m_in = In::nothing;
        } else {
            start_edges(word);
        }
    }

    void start_edges(const Field& word) {
        const auto begin = [&](In in, Direction direction) {
            if (!m_has_network) {
                m_text.fail(word,
                            "edges stand before *Vertices and their number; move them behind");
            }
            m_in = m_is_further ? In::skipped : in;
            m_direction = direction;
            if (!m_is_further) {
                m_gather.set_direction(direction == Direction::directed);
                read_relation();
            }
        };
        if (is_word(word.text, "*arcs")) {
            begin(In::edges, Direction::directed);
        } else if (is_word(word.text, "*edges")) {
            begin(In::edges, Direction::none);
        } else if (is_word(word.text, "*arcslist")) {
            begin(In::lists, Direction::directed);
        } else if (is_word(word.text, "*edgeslist")) {
            begin(In::lists, Direction::none);
        } else if (is_word(word.text, "*matrix")) {
            begin(In::matrix, m_first_kind ? Direction::none : Direction::directed);
            m_entries = 0;
        } else {
            m_gather.lose(GraphLoss::section);
            m_wanted = m_has_network ? Wanted::nothing : Wanted::network;
            m_in = In::skipped;
        }
    }

    /// `:2 "name"` behind the word that begins a section.
    void read_relation() {
        m_relation.clear();
        Field field;
        if (!m_text.next_field(field)) {
            return;
        }
        std::string number;
        if (!field.quoted && field.text.starts_with(':')) {
            number = field.text.substr(1);
            if (!m_text.next_field(field)) {
                const auto known = m_relations.find(number);
                m_relation = known == m_relations.end() ? number : known->second;
                return;
            }
        }
        m_relation = field.text;
        if (!number.empty()) {
            m_relations.emplace(std::move(number), m_relation);
        }
    }

    void start_vertices() {
        Field field;
        if (!m_text.next_field(field)) {
            m_text.fail_line("*Vertices does not say how many; write their number behind it");
        }
        const std::uint64_t count = number(field);
        const Wanted wanted = std::exchange(m_wanted, Wanted::network);
        if (wanted == Wanted::values) {
            start_values(count);
            return;
        }
        if (wanted == Wanted::nothing) {
            m_in = In::skipped;
            return;
        }
        if (m_has_network) {
            m_gather.lose(GraphLoss::further_network);
            m_is_further = true;
            m_in = In::skipped;
            return;
        }
        m_has_network = true;
        m_in = In::vertices;
        m_count = count;
        if (!m_text.next_field(field)) {
            m_gather.add_numbered({count, "", 1, 0});
            return;
        }
        const std::uint64_t first = number(field);
        if (first > count) {
            m_text.fail(field, "more vertices are of the first kind than there are; correct it");
        }
        m_first_kind = first;
        m_gather.add_numbered({first, "", 1, 1});
        m_gather.add_numbered({count - first, "", first + 1, 2});
    }

    /// A partition or a vector, of the network that was read.
    void start_values(std::uint64_t count) {
        m_in = In::values;
        m_entries = 0;
        if (!m_has_network || m_is_further || count != m_count) {
            m_gather.lose(GraphLoss::section);
            m_in = In::skipped;
            return;
        }
        GatheredColumns& columns = m_gather.vertex_columns();
        // Two of one name are two columns.
        m_values_slot = m_gather.slot(columns, "*" + std::to_string(++m_value_sections));
        columns[m_values_slot].name = m_values_name;
        columns[m_values_slot].ending = GatheredColumns::Ending::number_if_all;
    }

    void end_section() {
        const bool short_matrix = m_in == In::matrix && m_entries != rows() * columns_of_matrix();
        const bool short_values = m_in == In::values && m_entries != m_count;
        if (short_matrix || short_values) {
            m_text.fail_line("the " + std::string(short_matrix ? "matrix" : "partition or vector") +
                             " before this line ends after " + std::to_string(m_entries) +
                             " entries; one is missing");
        }
        m_in = In::nothing;
    }

    // --- lines ---

    void read_line() {
        switch (m_in) {
        case In::vertices:
            read_vertex();
            return;
        case In::edges:
            read_edge();
            return;
        case In::lists:
            read_list();
            return;
        case In::matrix:
        case In::values:
            read_entries();
            return;
        case In::skipped:
            return;
        case In::nothing:
            m_text.fail_line("this line belongs to no section; Pajek's begin with an asterisk, as "
                             "*Vertices does");
        }
    }

    [[nodiscard]] std::uint64_t number(const Field& field) const {
        const auto number = parse_integer(field.text);
        if (field.quoted || !number || *number < 0) {
            m_text.fail(field, "this is no number; write one");
        }
        return static_cast<std::uint64_t>(*number);
    }

    [[nodiscard]] graph::Vertex vertex(const Field& field) const {
        const std::uint64_t n = number(field);
        if (n == 0 || n > m_count) {
            m_text.fail(field, "there is no vertex " + std::to_string(n) +
                                   "; they are numbered from 1 to " + std::to_string(m_count));
        }
        return static_cast<graph::Vertex>(n - 1);
    }

    void read_vertex() {
        Field field;
        m_text.next_field(field);
        const graph::Vertex v = vertex(field);
        m_gather.require_row(v);
        if (v >= m_seen.size()) {
            m_seen.resize(v + std::size_t{1});
        }
        if (m_seen[v]) {
            m_gather.lose(GraphLoss::repeated_vertex);
        }
        m_seen[v] = true;
        GatheredColumns& columns = m_gather.vertex_columns();
        columns.begin_element();
        if (!m_text.next_field(field)) {
            return;
        }
        m_gather.set(columns, columns.own("label", ColumnType::text), v, field.text);
        bool more = m_text.next_field(field);
        for (const char* axis : {"x", "y", "z"}) {
            if (more && !field.quoted && parse_real(field.text)) {
                m_gather.set(columns, columns.own(axis, ColumnType::real), v, field.text);
                more = m_text.next_field(field);
            }
        }
        if (more) {
            read_parameters(columns, v, field);
        }
    }

    void read_edge() {
        Field field;
        m_text.next_field(field);
        std::string relation = m_relation;
        if (field.text.ends_with(':') && !field.quoted) { // `2: 1 3`, in a list of all relations
            field.text.pop_back();
            const auto known = m_relations.find(field.text);
            relation = known == m_relations.end() ? field.text : known->second;
            if (!m_text.next_field(field)) {
                m_text.fail_line("an edge has no ends; write the numbers of its vertices");
            }
        }
        const graph::Vertex s = vertex(field);
        if (!m_text.next_field(field)) {
            m_text.fail_line("an edge has only one end; write the number of the other behind it");
        }
        const std::size_t e = add(s, vertex(field), relation);
        if (!m_text.next_field(field)) {
            return;
        }
        if (!field.quoted && parse_real(field.text)) {
            m_gather.set_weight(e, field.text);
            if (!m_text.next_field(field)) {
                return;
            }
        }
        read_parameters(m_gather.edge_columns(), e, field);
    }

    std::size_t add(graph::Vertex s, graph::Vertex t, const std::string& relation) {
        const std::size_t e = m_gather.add_edge(s, t, m_direction);
        if (!relation.empty()) {
            GatheredColumns& columns = m_gather.edge_columns();
            m_gather.set(columns, columns.own("relation", ColumnType::text), e, relation);
        }
        return e;
    }

    /// A shape, a time, and names with their values, from the field on.
    void read_parameters(GatheredColumns& columns, std::size_t row, Field& field) {
        do {
            if (!field.quoted && field.text.starts_with('[')) {
                std::string time = std::move(field.text);
                while (!time.ends_with(']') && m_text.next_field(field)) {
                    time += " " + field.text;
                }
                m_gather.set(columns, columns.own("time", ColumnType::text), row, time);
                continue;
            }
            if (!field.quoted && is_pajek_shape(field.text)) {
                m_gather.set(columns, columns.own("shape", ColumnType::text), row, field.text);
                continue;
            }
            const std::string name = std::move(field.text);
            if (!m_text.next_field(field)) {
                m_gather.lose(GraphLoss::unknown_element);
                return;
            }
            const bool is_label = name == "l" && &columns == &m_gather.edge_columns();
            if (is_label) {
                m_gather.set(columns, columns.own("label", ColumnType::text), row, field.text);
                continue;
            }
            const GatheredColumns::Slot slot = m_gather.slot(columns, name);
            columns[slot].ending = GatheredColumns::Ending::number_if_safe;
            m_gather.set(columns, slot, row, field.text);
        } while (m_text.next_field(field));
    }

    void read_list() {
        Field field;
        m_text.next_field(field);
        const graph::Vertex s = vertex(field);
        while (m_text.next_field(field)) {
            add(s, vertex(field), m_relation);
        }
    }

    [[nodiscard]] std::uint64_t rows() const { return m_first_kind.value_or(m_count); }
    [[nodiscard]] std::uint64_t columns_of_matrix() const {
        return m_count - m_first_kind.value_or(0);
    }

    void read_entries() {
        const bool in_matrix = m_in == In::matrix;
        const std::uint64_t most = in_matrix ? rows() * columns_of_matrix() : m_count;
        Field field;
        while (m_text.next_field(field)) {
            if (m_entries == most) {
                m_text.fail(field, "there are more entries than vertices to have them; remove what "
                                   "is too much");
            }
            const auto value = parse_real(field.text);
            if (!value || field.quoted) {
                m_text.fail(field, "this is no number; write one");
            }
            const std::uint64_t entry = m_entries++;
            if (!in_matrix) {
                m_gather.set(m_gather.vertex_columns(), m_values_slot, entry, field.text);
            } else if (*value != 0.0) {
                const std::size_t e = add(static_cast<graph::Vertex>(entry / columns_of_matrix()),
                                          static_cast<graph::Vertex>(m_first_kind.value_or(0) +
                                                                     entry % columns_of_matrix()),
                                          m_relation);
                m_gather.set_weight(e, field.text);
            }
        }
    }

    GraphText m_text;
    GraphAssembler m_gather;
    In m_in = In::nothing;
    bool m_has_network = false;
    bool m_is_further = false; // the open network is not the first
    std::uint64_t m_count = 0; // vertices
    std::optional<std::uint64_t> m_first_kind;
    std::vector<bool> m_seen; // by vertex: a line told of it
    Direction m_direction = Direction::none;
    std::string m_relation;
    std::map<std::string, std::string> m_relations; // names by number
    Wanted m_wanted = Wanted::network;
    std::string m_values_name;
    GatheredColumns::Slot m_values_slot = 0;
    std::uint64_t m_value_sections = 0;
    std::uint64_t m_entries = 0; // of the open matrix, partition or vector
};

} // namespace

bool is_pajek_opening(std::string_view opening) {
    const std::string_view text = trimmed(opening);
    return text.starts_with('*') || text.starts_with('%') || text.starts_with("/*");
}

GraphDocument
read_pajek(InputBytes& input, const GraphReadOptions& options, const graph::RunControl& control) {
    return PajekReader([&](char* to, std::size_t size) { return input.read(to, size); },
                       input.name(), options, control)
        .read();
}

GraphDocument read_pajek(std::string_view text,
                         const std::string& name,
                         const GraphReadOptions& options,
                         const graph::RunControl& control) {
    return PajekReader(reader_of(text), name, options, control).read();
}

} // namespace sandhan::io
