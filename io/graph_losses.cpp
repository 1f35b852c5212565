// SPDX-License-Identifier: Apache-2.0
#include "io/graph_losses.hpp"

namespace sandhan::io {

namespace {

struct Wording {
    const char* code;
    const char* what; ///< follows the count
};

// In the order of GraphLoss. docs/graph-files.md lists the codes.
constexpr std::array<Wording, graph_loss_kinds> wordings{{
    {"graph_value_type", "values were not of the type their column declares; the column was read "
                         "as the next wider type"},
    {"graph_unknown_type", "columns declare an unknown type; they were read as text"},
    {"graph_undeclared_key", "values belong to columns that are never declared; they were read as "
                             "text"},
    {"graph_repeated_key", "columns were declared again; the first declaration holds"},
    {"graph_bad_default", "default values were not of their column's type and were left out"},
    {"graph_undeclared_vertex", "ends of edges are never declared as vertices; they were added"},
    {"graph_repeated_vertex", "vertices were declared again; each was read as one vertex"},
    {"graph_several_graphs", "further graphs stand in the file; all were read as one"},
    {"graph_nested_graph", "graphs lie within others; their parts were kept, which "
                           "group they belong to was not"},
    {"graph_mixed_direction", "edges have no direction in a graph where others have one; each was "
                              "read as two, there and back"},
    {"graph_no_direction", "graphs do not say whether their edges have a direction; they were read "
                           "as undirected"},
    {"graph_hyperedge", "edges with more than two ends were left out"},
    {"graph_port", "ports of vertices were left out"},
    {"graph_edge_id", "edges have ids, which were left out"},
    {"graph_graph_data", "values of the graph itself were left out"},
    {"graph_drawing", "drawings of vertices and edges were left out, apart from their labels"},
    {"graph_unknown_element", "elements are not of this format and were left out"},
    {"graph_lone_vertex_value", "rows have no target but values of an edge, which were left out"},
    {"graph_timed_value", "values hold for a time only; the last in the file was kept, when it "
                          "holds was not"},
    {"graph_period", "periods were joined with others to one, or an end that they exclude was "
                     "read as theirs"},
    {"graph_deep_value", "values lie too deep within others and were left out"},
    {"graph_section", "sections that hold no part of the graph were left out"},
    {"graph_further_network", "further networks number their vertices anew and were left out"},
    {"graph_latin1", "texts are not UTF-8; they were read as Latin-1 (Windows-1252)"},
    {"graph_zero_entry", "entries of a matrix are written and 0; they were read as no edge"},
}};

} // namespace

void GraphLosses::add(GraphLoss kind, std::uint64_t line, std::uint64_t count) {
    Tally& tally = m_tallies[static_cast<std::size_t>(kind)];
    if (tally.count == 0) {
        tally.first_line = line;
    }
    tally.count += count;
}

std::vector<graph::Diagnostic> GraphLosses::notes(const std::string& file) const {
    std::vector<graph::Diagnostic> notes;
    for (std::size_t kind = 0; kind < m_tallies.size(); ++kind) {
        const Tally& tally = m_tallies[kind];
        if (tally.count == 0) {
            continue;
        }
        graph::Diagnostic note;
        note.where.file = file;
        note.where.line = tally.first_line;
        note.code = wordings[kind].code;
        note.severity = graph::Severity::warning;
        note.message = std::to_string(tally.count) + " " + wordings[kind].what;
        notes.push_back(std::move(note));
    }
    return notes;
}

} // namespace sandhan::io
