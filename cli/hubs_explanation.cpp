// SPDX-License-Identifier: Apache-2.0
// analyse hubs --explain ID: why one of the ranked has the ranks it has, part by part.
#include "algorithms/hubs/core_number.hpp"
#include "algorithms/hubs/explanation.hpp"
#include "cli/hubs_questions.hpp"
#include "graph/journeys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::Measure;
using graph::Vertex;

constexpr std::size_t most_pairs = 100; // that are listed one by one

/// A part of a score.
struct Part {
    std::string reason;
    Vertex from = graph::no_vertex; ///< no_vertex: not a matter of two vertices
    Vertex to = graph::no_vertex;
    io::Value amount;
    io::Value share; ///< of the score; null where parts do not add up to it
    io::Value evidence;
};

/// What is said of one measure.
struct Explained {
    std::string sentence;
    std::vector<Part> parts;
};

/// Where the incidents that touch a place begin, pass and end.
struct Balance {
    std::vector<graph::IncidentIndex> began, passed, ended;
    std::map<std::pair<graph::PlaceIndex, graph::PlaceIndex>, std::vector<graph::IncidentIndex>>
        corridors; ///< of those that passed, by first and last place
};

std::string share_text(double part, double whole) {
    constexpr double percent = 100.0;
    return whole > 0.0 ? fmt::format("{:.0f} %", percent * part / whole) : "none";
}

/// All that is asked about one vertex.
class Subject {
  public:
    Subject(const HubsOptions& options, const HubGraph& g, std::size_t entry)
        : m_options(&options), m_g(&g), m_entry(&g.entries[entry]), m_v(m_entry->vertex),
          m_simple(algorithms::simplified(g.graph, g.strength)) {
        if (g.movement) {
            count_journeys();
        }
    }

    void answer(io::ResultDocument& result) {
        const std::vector<Measure> asked = m_options->measures();
        m_restart = restarts(*m_g, *m_options, result);
        const auto columns =
            algorithms::compute_measures(m_simple, asked, measure_options(), control());
        result.heading = fmt::format("Why {} ({}) ranks as it does, {}", m_entry->label,
                                     m_entry->id, on_graph(*m_g, result));
        add_balance(result);
        io::List values;
        for (std::size_t i = 0; i < asked.size(); ++i) {
            const auto& column = columns[i];
            const auto order = ranking_order(m_g->entries, column.values);
            const auto own = static_cast<std::size_t>(m_entry - m_g->entries.data());
            const std::size_t rank =
                static_cast<std::size_t>(std::find(order.begin(), order.end(), own) -
                                         order.begin()) +
                1;
            const double value = column.values[m_v];
            const Explained explained = explain(asked[i]);
            const auto tied = static_cast<std::size_t>(
                std::count_if(m_g->entries.begin(), m_g->entries.end(), [&](const HubEntry& other) {
                    return &other != m_entry &&
                           ranking_key(column.values[other.vertex]) == ranking_key(value);
                }));
            std::string place;
            if (column.kind != algorithms::ColumnKind::boolean) {
                place = fmt::format(", rank {} of {}", rank, order.size());
                if (tied > 0) {
                    place += fmt::format(" (tied with {})", counted(tied, "other"));
                }
            }
            const std::string sentence = fmt::format(
                "{} {}{}. {}", column.name, number(value, column.kind), place, explained.sentence);
            values.emplace_back(io::Record{{"measure", column.name},
                                           {"value", figure(value, column.kind)},
                                           {"rank", rank},
                                           {"of", order.size()},
                                           {"tied", tied},
                                           {"sentence", explained.sentence}});
            add_rows(column.name, sentence, explained.parts, result);
        }
        result.extra.emplace_back("explained", io::Record{{"id", m_entry->id},
                                                          {"label", m_entry->label},
                                                          {"kind", m_entry->kind},
                                                          {"evidence", m_entry->evidence}});
        result.extra.emplace_back("measures", std::move(values));
        result.csv = {{"rank", "rank"},     {"measure", "measure"},
                      {"reason", "reason"}, {"from", "from"},
                      {"to", "to"},         {"amount", "amount"},
                      {"share", "share"},   {"evidence", "evidence"}};
    }

  private:
    [[nodiscard]] graph::RunControl control() const {
        return run_control(m_options->graph.output, "explaining");
    }
    [[nodiscard]] algorithms::HubOptions measure_options() const {
        algorithms::HubOptions options = m_options->measure;
        options.restart = m_restart;
        return options;
    }
    [[nodiscard]] bool directed() const { return m_simple.graph.is_directed(); }
    [[nodiscard]] std::span<const double> strengths() const {
        return m_options->measure.weighted ? std::span<const double>(m_simple.strength)
                                           : std::span<const double>();
    }

    static std::string number(double value, algorithms::ColumnKind kind) {
        switch (kind) {
        case algorithms::ColumnKind::boolean:
            return value != 0.0 ? "yes" : "no";
        case algorithms::ColumnKind::integer:
            return fmt::format("{:.0f}", value);
        case algorithms::ColumnKind::real:
            return fmt::format("{:.4f}", value);
        }
        return {};
    }

    void count_journeys() {
        const graph::PlaceIndex place = m_g->movement->place(m_v);
        const graph::Journeys journeys(m_g->case_graph->selection(), m_g->movement->level());
        for (std::size_t i = 0; i < journeys.incidents().size(); ++i) {
            const auto visits = journeys.visits(i);
            if (visits.size() < 2) {
                continue;
            }
            const graph::IncidentIndex incident = journeys.incidents()[i];
            const bool begins = visits.front().place == place;
            const bool ends = visits.back().place == place;
            if (begins) {
                m_balance.began.push_back(incident);
            }
            if (ends) {
                m_balance.ended.push_back(incident);
            }
            const bool passes =
                std::any_of(visits.begin() + 1, visits.end() - 1,
                            [&](const graph::Visit& visit) { return visit.place == place; });
            if (passes && !begins && !ends) {
                m_balance.passed.push_back(incident);
                m_balance.corridors[{visits.front().place, visits.back().place}].push_back(
                    incident);
            }
        }
    }

    void add_balance(io::ResultDocument& result) const {
        if (!m_entry->evidence.is_null()) {
            result.notes.push_back("Behind it: " + counted(m_entry->incidents.size(), "incident") +
                                   ".");
        }
        if (!m_g->movement) {
            return;
        }
        const auto began = m_balance.began.size();
        const auto passed = m_balance.passed.size();
        const auto ended = m_balance.ended.size();
        const char* kind = began > passed + ended   ? "mostly a source"
                           : ended > began + passed ? "mostly a destination"
                           : passed > began + ended ? "mostly a place of transit"
                                                    : "of no one kind";
        result.notes.push_back(
            fmt::format("As a place it is {}: {} began here, {} passed through, {} ended here.",
                        kind, counted(began, "journey"), passed, ended));
        const auto& store = m_g->cases->store;
        result.extra.emplace_back(
            "balance", io::Record{{"source", evidence_list(store, m_balance.began)},
                                  {"transit", evidence_list(store, m_balance.passed)},
                                  {"destination", evidence_list(store, m_balance.ended)}});
    }

    [[nodiscard]] Explained explain(Measure measure) const {
        switch (measure) {
        case Measure::in_degree:
        case Measure::in_strength:
            return by_ties(measure == Measure::in_strength, true, false);
        case Measure::out_degree:
        case Measure::out_strength:
            return by_ties(measure == Measure::out_strength, false, true);
        case Measure::betweenness:
            return by_pairs();
        case Measure::closeness:
        case Measure::closeness_classic:
        case Measure::harmonic:
        case Measure::eccentricity:
            return by_distances(measure == Measure::harmonic);
        case Measure::pagerank:
            return by_walk();
        case Measure::core:
            return by_core();
        case Measure::articulation:
            return by_pieces();
        default:
            return by_ties(measure != Measure::degree, true, true);
        }
    }

    /// Neighbours with their strengths or, as degree counts, 1 each.
    [[nodiscard]] Explained by_ties(bool strong, bool in, bool out) const {
        Explained e;
        std::vector<std::pair<double, Part>> ties;
        double total = 0.0;
        const auto add = [&](const std::string& reason, std::span<const Vertex> neighbours,
                             std::span<const graph::Edge> edges, bool comes) {
            for (std::size_t i = 0; i < neighbours.size(); ++i) {
                const Vertex from = comes ? neighbours[i] : m_v;
                const Vertex to = comes ? m_v : neighbours[i];
                const double amount = strong ? m_simple.strength[edges[i]] : 1.0;
                total += amount;
                ties.push_back(
                    {amount, {reason, from, to, amount, {}, evidence_between(*m_g, from, to)}});
            }
        };
        const graph::CompressedGraph& g = m_simple.graph;
        if (directed() && in) {
            add("comes from", g.in_neighbours(m_v), g.in_edges(m_v), true);
        }
        if (!directed() || out) {
            add(directed() ? "goes to" : "tied with", g.out_neighbours(m_v), g.out_edges(m_v),
                false);
        }
        std::stable_sort(ties.begin(), ties.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        for (auto& [amount, part] : ties) {
            part.share = total > 0.0 ? io::Value(amount / total) : io::Value();
            e.parts.push_back(std::move(part));
        }
        if (ties.empty()) {
            e.sentence = "It is tied with nobody.";
        } else if (strong) {
            e.sentence =
                fmt::format("Its strongest tie, with {}, is {} of all that rests on its {}.",
                            label_of(*m_g, other_end(e.parts.front())),
                            share_text(ties.front().first, total), counted(ties.size(), "tie"));
        } else {
            e.sentence = fmt::format("It has {}.", counted(ties.size(), "tie"));
        }
        return e;
    }

    [[nodiscard]] Vertex other_end(const Part& part) const {
        return part.from == m_v ? part.to : part.from;
    }

    [[nodiscard]] Explained by_pairs() const {
        std::vector<double> cost;
        if (m_options->measure.weighted) {
            for (const double s : m_simple.strength) {
                cost.push_back(1.0 / s);
            }
        }
        const auto reasons =
            algorithms::explain_betweenness(m_simple.graph, m_v, most_pairs, cost, control());
        Explained e;
        if (reasons.pairs == 0) {
            e.sentence = "No shortest path between two others passes through it.";
        } else {
            e.sentence = fmt::format(
                "{} of others {} a shortest path through it; {} of them {} no other as short.",
                counted(reasons.pairs, "pair"), reasons.pairs == 1 ? "has" : "have", reasons.wholly,
                reasons.wholly == 1 ? "has" : "have");
        }
        const double score = reasons.score;
        for (const auto& [neighbour, amount] : reasons.in) {
            e.parts.push_back({directed() ? "paths come by" : "paths use", neighbour, m_v, amount,
                               amount / score, evidence_between(*m_g, neighbour, m_v)});
        }
        for (const auto& [neighbour, amount] : reasons.out) {
            e.parts.push_back({"paths go by", m_v, neighbour, amount, amount / score,
                               evidence_between(*m_g, m_v, neighbour)});
        }
        add_corridors(e);
        for (const auto& pair : reasons.top) {
            e.parts.push_back(
                {"pair", pair.source, pair.target, pair.share, pair.share / score, {}});
        }
        return e;
    }

    /// Journeys that were seen to pass, by where they began and ended.
    void add_corridors(Explained& e) const {
        if (!m_g->movement) {
            return;
        }
        std::vector<Part> corridors;
        for (const auto& [ends, incidents] : m_balance.corridors) {
            corridors.push_back({"journeys seen",
                                 vertex_of(ends.first),
                                 vertex_of(ends.second),
                                 static_cast<std::uint64_t>(incidents.size()),
                                 {},
                                 evidence_list(m_g->cases->store, incidents)});
        }
        std::stable_sort(corridors.begin(), corridors.end(), [](const Part& a, const Part& b) {
            return *a.amount.get<std::int64_t>() > *b.amount.get<std::int64_t>();
        });
        if (!m_balance.passed.empty()) {
            e.sentence += fmt::format(" {} did pass through it, on {}.",
                                      counted(m_balance.passed.size(), "journey"),
                                      counted(corridors.size(), "corridor"));
        }
        e.parts.insert(e.parts.end(), corridors.begin(), corridors.end());
    }

    [[nodiscard]] Vertex vertex_of(graph::PlaceIndex place) const {
        for (Vertex v = 0; v < m_g->movement->vertex_count(); ++v) {
            if (m_g->movement->place(v) == place) {
                return v;
            }
        }
        return graph::no_vertex;
    }

    [[nodiscard]] Explained by_distances(bool harmonic) const {
        Explained e;
        const auto shells = algorithms::distance_shells(m_simple.graph, m_v);
        std::uint64_t reaching = 0;
        for (std::size_t d = 0; d < shells.size(); ++d) {
            reaching += shells[d];
            e.parts.push_back(
                {fmt::format("{} away", counted(d + 1, "step")),
                 graph::no_vertex,
                 graph::no_vertex,
                 std::uint64_t{shells[d]},
                 harmonic && !m_options->measure.weighted && !m_options->measure.normalised
                     ? io::Value(shells[d] / static_cast<double>(d + 1))
                     : io::Value(),
                 {}});
        }
        // Of harmonic each shell is a part of the sum.
        double sum = 0.0;
        for (const Part& part : e.parts) {
            sum += part.share.is_null() ? 0.0 : *part.share.get<double>();
        }
        for (Part& part : e.parts) {
            if (!part.share.is_null()) {
                part.share = *part.share.get<double>() / sum;
            }
        }
        e.sentence =
            reaching == 0
                ? std::string("Nothing reaches it.")
                : fmt::format("{} of {} others {} it, {} in one step, the farthest in {}.",
                              reaching, m_simple.graph.vertex_count() - 1,
                              reaching == 1 ? "reaches" : "reach", shells.front(), shells.size());
        return e;
    }

    [[nodiscard]] Explained by_walk() const {
        algorithms::PageRankOptions options;
        options.teleport = m_restart;
        const auto ranks = algorithms::pagerank(m_simple.graph, strengths(), options, control());
        const auto reasons =
            algorithms::explain_pagerank(m_simple.graph, ranks.score, m_v, strengths(), options);
        const double score = ranks.score[m_v];
        Explained e;
        double passed_on = 0.0;
        for (const auto& [neighbour, amount] : reasons.in) {
            passed_on += amount;
            e.parts.push_back({"passed on", neighbour, m_v, amount, amount / score,
                               evidence_between(*m_g, neighbour, m_v)});
        }
        e.parts.push_back({"as everyone",
                           graph::no_vertex,
                           graph::no_vertex,
                           reasons.restart + reasons.dangling,
                           (reasons.restart + reasons.dangling) / score,
                           {}});
        e.sentence =
            reasons.in.empty()
                ? std::string("Nobody leads to it: it has what everyone has.")
                : fmt::format("{} of it is passed on by {}, most by {} ({}).",
                              share_text(passed_on, score), counted(reasons.in.size(), "neighbour"),
                              label_of(*m_g, reasons.in.front().neighbour),
                              share_text(reasons.in.front().amount, score));
        return e;
    }

    [[nodiscard]] Explained by_core() const {
        const auto core = algorithms::core_numbers(m_simple.graph);
        Explained e;
        std::vector<Vertex> neighbours;
        for (const auto row :
             {m_simple.graph.out_neighbours(m_v), m_simple.graph.in_neighbours(m_v)}) {
            neighbours.insert(neighbours.end(), row.begin(), row.end());
        }
        std::sort(neighbours.begin(), neighbours.end());
        neighbours.erase(std::unique(neighbours.begin(), neighbours.end()), neighbours.end());
        for (const Vertex u : neighbours) {
            if (core[u] >= core[m_v]) {
                io::List evidence = evidence_between(*m_g, u, m_v);
                if (evidence.empty()) {
                    evidence = evidence_between(*m_g, m_v, u);
                }
                e.parts.push_back(
                    {"in the same core", m_v, u, std::uint64_t{core[u]}, {}, std::move(evidence)});
            }
        }
        e.sentence =
            fmt::format("{} of its {} lie in a core as dense; {} of them are enough.",
                        e.parts.size(), counted(neighbours.size(), "neighbour"), core[m_v]);
        return e;
    }

    [[nodiscard]] Explained by_pieces() const {
        const auto pieces = algorithms::pieces_without(m_simple.graph, m_v);
        Explained e;
        for (const Vertex size : pieces) {
            e.parts.push_back(
                {"piece", graph::no_vertex, graph::no_vertex, std::uint64_t{size}, {}, {}});
        }
        e.sentence =
            pieces.size() > 1
                ? fmt::format("Without it, what it joins falls into {} pieces.", pieces.size())
                : std::string("Without it, what it joins still hangs together.");
        return e;
    }

    void add_rows(const std::string& measure,
                  const std::string& sentence,
                  const std::vector<Part>& parts,
                  io::ResultDocument& result) const {
        io::TableSection section;
        section.heading = sentence;
        section.obeys_top = true;
        constexpr std::size_t label_width = 44;
        constexpr int digits = 4;
        section.columns = {{"why", "reason"}};
        const bool of_two = std::any_of(parts.begin(), parts.end(), [](const Part& part) {
            return part.from != graph::no_vertex;
        });
        if (of_two) {
            section.columns.push_back(
                {.header = "from", .path = "from_label", .widest = label_width, .wraps = true});
            section.columns.push_back(
                {.header = "to", .path = "to_label", .widest = label_width, .wraps = true});
        }
        section.columns.push_back({"amount", "amount", io::Alignment::right, digits});
        section.columns.push_back({"share", "share", io::Alignment::right, digits});
        if (of_two) {
            section.columns.push_back({.header = "incidents", .path = "evidence", .spare = 1});
        }
        for (const Part& part : parts) {
            io::Record row{
                {"rank", result.rows.size() + 1}, {"measure", measure}, {"reason", part.reason}};
            const auto id = [&](Vertex v) {
                return v != graph::no_vertex ? io::Value(id_of(*m_g, v)) : io::Value();
            };
            const auto label = [&](Vertex v) {
                return v != graph::no_vertex ? io::Value(label_of(*m_g, v)) : io::Value();
            };
            row.emplace_back("from", id(part.from));
            row.emplace_back("from_label", label(part.from));
            row.emplace_back("to", id(part.to));
            row.emplace_back("to_label", label(part.to));
            row.emplace_back("amount", part.amount);
            row.emplace_back("share", part.share);
            row.emplace_back("evidence",
                             part.evidence.is_null() ? io::Value(io::List()) : part.evidence);
            section.rows.emplace_back(row);
            result.rows.emplace_back(std::move(row));
        }
        result.more_tables.push_back(std::move(section));
    }

    const HubsOptions* m_options;
    const HubGraph* m_g;
    const HubEntry* m_entry;
    Vertex m_v;
    algorithms::SimpleGraph m_simple;
    Balance m_balance;
    std::vector<double> m_restart;
};

class HubExplanation : public HubsQuestion {
  public:
    HubExplanation(CLI::App& app, const HubsOptions& options) : m_options(&options) {
        app.add_option("--explain", m_id, "why one ranks as it does: an id or a name")
            ->type_name("ID");
    }

    [[nodiscard]] bool asked() const override { return !m_id.empty(); }
    [[nodiscard]] std::string asked_by() const override { return "--explain"; }
    [[nodiscard]] std::vector<std::string> reads() const override {
        return {"--by", "--weighted", "--normalised", "--restart-at"};
    }
    void check() const override { require_pagerank(*m_options); }

    void answer(const HubGraph& g, io::ResultDocument& result) const override {
        const std::size_t entry = find_hub(g, m_id);
        result.parameters.emplace_back("explain", g.entries[entry].id);
        add_measure_parameters(*m_options, result);
        Subject(*m_options, g, entry).answer(result);
    }

  private:
    const HubsOptions* m_options;
    std::string m_id;
};

} // namespace

std::unique_ptr<HubsQuestion> make_hub_explanation_question(CLI::App& app,
                                                            const HubsOptions& options) {
    return std::make_unique<HubExplanation>(app, options);
}

} // namespace sandhan::cli
