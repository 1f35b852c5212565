// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/measures.hpp"

#include "algorithms/hubs/articulation.hpp"
#include "algorithms/hubs/betweenness.hpp"
#include "algorithms/hubs/closeness.hpp"
#include "algorithms/hubs/clustering.hpp"
#include "algorithms/hubs/core_number.hpp"
#include "algorithms/hubs/degree.hpp"
#include "algorithms/hubs/eccentricity.hpp"
#include "algorithms/hubs/eigenvector.hpp"
#include "algorithms/hubs/harmonic.hpp"
#include "algorithms/hubs/hits.hpp"
#include "algorithms/hubs/k_components.hpp"
#include "algorithms/hubs/katz.hpp"
#include "algorithms/hubs/onion_layer.hpp"
#include "algorithms/hubs/pagerank.hpp"
#include "algorithms/hubs/structural_holes.hpp"
#include "algorithms/internal/requirements.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <stdexcept>

namespace sandhan::algorithms {

namespace {

constexpr std::array<MeasureInfo, 25> catalogue{{
    {Measure::degree, "degree", "how many others it is joined with (directed: in + out)"},
    {Measure::in_degree, "in_degree", "how many lead to it"},
    {Measure::out_degree, "out_degree", "how many it leads to"},
    {Measure::strength, "strength", "how much rests on its edges, added up (directed: in + out)"},
    {Measure::in_strength, "in_strength", "how much comes in"},
    {Measure::out_strength, "out_strength", "how much goes out"},
    {Measure::betweenness, "betweenness", "how many shortest paths between others pass through it"},
    {Measure::closeness, "closeness", "how few steps it is from those that can reach it"},
    {Measure::closeness_classic, "closeness_classic",
     "the same among those alone that can reach it, however few"},
    {Measure::harmonic, "harmonic", "the same as a sum of 1/distance, sound in a graph of pieces"},
    {Measure::pagerank, "pagerank", "how often a random walk along the edges stands there"},
    {Measure::eigenvector, "eigenvector", "how well linked those are that lead to it"},
    {Measure::katz, "katz", "how many walks end there, longer ones counting less"},
    {Measure::hub, "hub", "how much it leads to what much leads to (HITS)"},
    {Measure::authority, "authority", "how much it is led to by what leads to much (HITS)"},
    {Measure::clustering, "clustering", "what share of the pairs it is joined with are joined"},
    {Measure::triangles, "triangles", "how many of those pairs there are, directions dropped"},
    {Measure::core, "core", "how densely knit the innermost part is that it belongs to"},
    {Measure::k_component, "k_component",
     "how many must be taken out before its closest group falls apart"},
    {Measure::onion, "onion", "in which round it falls when the rim is taken away, over and over"},
    {Measure::articulation, "articulation", "whether its loss would split its component"},
    {Measure::eccentricity, "eccentricity", "how far the farthest is that can reach it"},
    {Measure::bridges, "bridges", "how many of its links would split its component if lost"},
    {Measure::constraint, "constraint", "how much one closed circle holds it; a broker has little"},
    {Measure::effective_size, "effective_size", "how many circles apart from each other it joins"},
}};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Edits (insert, delete, replace) that turn a into b.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

std::string known_measures() {
    std::string known = "all";
    for (const MeasureInfo& info : catalogue) {
        known += ", ";
        known += info.name;
    }
    return known;
}

Measure parse_measure(std::string_view word) {
    const MeasureInfo* nearest = catalogue.data();
    for (const MeasureInfo& info : catalogue) {
        if (info.name == word) {
            return info.measure;
        }
        if (edit_distance(word, info.name) < edit_distance(word, nearest->name)) {
            nearest = &info;
        }
    }
    throw std::invalid_argument("measure \"" + std::string(word) +
                                "\" is not known; nearest is \"" + std::string(nearest->name) +
                                "\". Known are " + known_measures());
}

/// 1 / strength by edge: what is strong is near.
std::vector<double> costs(const SimpleGraph& g) {
    std::vector<double> cost(g.strength.size());
    for (std::size_t e = 0; e < cost.size(); ++e) {
        cost[e] = 1.0 / g.strength[e];
    }
    return cost;
}

/// Shows several kernels that each count to a total of their own as one piece of work.
class Steps {
  public:
    Steps(const graph::RunControl& outer, std::uint64_t steps) : m_outer(outer), m_steps(steps) {}

    /// The control of the next step.
    [[nodiscard]] graph::RunControl next() {
        graph::RunControl inner;
        inner.stop_requested = m_outer.stop_requested;
        if (m_outer.progress) {
            const std::uint64_t before = m_step++;
            inner.progress = [this, before](std::uint64_t done, std::uint64_t total) {
                if (total != 0) {
                    m_outer.report(before * resolution + done * resolution / total,
                                   m_steps * resolution);
                }
            };
        }
        return inner;
    }

  private:
    static constexpr std::uint64_t resolution = 1000;
    const graph::RunControl& m_outer;
    std::uint64_t m_steps;
    std::uint64_t m_step = 0;
};

template <class T>
std::vector<double> as_numbers(const std::vector<T>& values) {
    return {values.begin(), values.end()};
}

template <class... Values>
std::string formatted(const char* format, Values... values) {
    std::array<char, 160> text{};
    std::snprintf(text.data(), text.size(), format, values...);
    return text.data();
}

std::string unsettled(const char* measure, unsigned rounds, double residual) {
    return formatted("%s did not settle: after %u rounds its residual is %.1e", measure, rounds,
                     residual);
}

std::string shared_by(const char* measure, std::uint32_t parts) {
    return formatted("%s: %u separate parts of the graph are equally strong; compare within one "
                     "part only",
                     measure, parts);
}

class Computation {
  public:
    Computation(const SimpleGraph& g,
                const HubOptions& options,
                const graph::RunControl& control,
                std::size_t steps)
        : m_g(g), m_options(options), m_steps(control, steps),
          m_normalisation(options.normalised ? Normalisation::by_size : Normalisation::none) {
        if (options.weighted) {
            m_cost = costs(g);
        }
    }

    [[nodiscard]] MeasureColumn column(Measure measure) {
        MeasureColumn result{std::string(name_of(measure)), {}, ColumnKind::real, {}};
        const graph::RunControl step = m_steps.next();
        step.checkpoint();
        switch (measure) {
        case Measure::degree:
            fill_degree(result, Direction::both);
            break;
        case Measure::in_degree:
            fill_degree(result, Direction::in);
            break;
        case Measure::out_degree:
            fill_degree(result, Direction::out);
            break;
        case Measure::strength:
            result.values = strength(m_g.graph, m_g.strength, Direction::both);
            break;
        case Measure::in_strength:
            result.values = strength(m_g.graph, m_g.strength, Direction::in);
            break;
        case Measure::out_strength:
            result.values = strength(m_g.graph, m_g.strength, Direction::out);
            break;
        case Measure::betweenness:
            fill_betweenness(result, step);
            break;
        case Measure::closeness:
            result.values = closeness(distances(step));
            break;
        case Measure::closeness_classic:
            result.values = closeness(distances(step), ClosenessForm::within_component);
            break;
        case Measure::harmonic:
            result.values = harmonic(distances(step), m_normalisation);
            break;
        case Measure::eccentricity:
            result.values = eccentricity(distances(step));
            result.kind = m_options.weighted ? ColumnKind::real : ColumnKind::integer;
            break;
        case Measure::pagerank:
            fill_pagerank(result, step);
            break;
        case Measure::eigenvector:
            fill_eigenvector(result, step);
            break;
        case Measure::katz:
            fill_katz(result, step);
            break;
        case Measure::hub:
            fill_hits(result, step, &Hits::hub);
            break;
        case Measure::authority:
            fill_hits(result, step, &Hits::authority);
            break;
        case Measure::clustering:
            result.values = clustering(m_g.graph, step);
            break;
        case Measure::triangles:
            result.values = as_numbers(triangle_counts(m_g.graph, step));
            result.kind = ColumnKind::integer;
            break;
        case Measure::core:
            result.values = as_numbers(core_numbers(m_g.graph));
            result.kind = ColumnKind::integer;
            break;
        case Measure::k_component:
            fill_k_component(result, step);
            break;
        case Measure::onion:
            result.values = as_numbers(onion_layers(m_g.graph));
            result.kind = ColumnKind::integer;
            break;
        case Measure::articulation:
            result.values = as_numbers(cut_parts(m_g.graph).articulation);
            result.kind = ColumnKind::boolean;
            break;
        case Measure::bridges:
            fill_bridges(result);
            break;
        case Measure::constraint:
            result.values = constraint(m_g.graph, walk_strength(), step);
            break;
        case Measure::effective_size:
            result.values = effective_size(m_g.graph, walk_strength(), step);
            break;
        }
        step.report(1, 1);
        return result;
    }

  private:
    void fill_degree(MeasureColumn& column, Direction direction) const {
        if (m_options.normalised) {
            column.values = degree_centrality(m_g.graph, direction);
        } else {
            column.values = as_numbers(degree(m_g.graph, direction));
            column.kind = ColumnKind::integer;
        }
    }

    void fill_k_component(MeasureColumn& column, const graph::RunControl& step) const {
        const KComponentNumbers numbers = k_component_numbers(m_g.graph, {}, step);
        column.values = as_numbers(numbers.number);
        column.kind = ColumnKind::integer;
        if (!numbers.complete) {
            column.warning = "k_component took too long on this graph: its numbers may be too low, "
                             "never too high";
        }
    }

    void fill_bridges(MeasureColumn& column) const {
        column.values.assign(m_g.graph.vertex_count(), 0.0);
        for (const auto [s, t] : cut_parts(m_g.graph).bridges) {
            column.values[s] += 1.0;
            column.values[t] += 1.0;
        }
        column.kind = ColumnKind::integer;
    }

    /// What --weighted has a walk follow, and a tie weigh.
    [[nodiscard]] std::span<const double> walk_strength() const {
        return m_options.weighted ? std::span<const double>(m_g.strength)
                                  : std::span<const double>();
    }

    void fill_betweenness(MeasureColumn& column, const graph::RunControl& step) const {
        if (!m_options.approximate) {
            column.values = betweenness(m_g.graph, m_cost, m_normalisation, step);
            return;
        }
        ApproximateBetweenness found =
            approximate_betweenness(m_g.graph, *m_options.approximate, m_normalisation, step);
        column.values = std::move(found.score);
        column.lower = std::move(found.lower);
        column.upper = std::move(found.upper);
        std::array<char, 200> text{};
        std::snprintf(text.data(), text.size(),
                      found.converged
                          ? "betweenness is estimated from %llu samples: with probability %g every "
                            "normalised score is within %g of the exact one"
                          : "betweenness is estimated from %llu samples, cut short: it may be "
                            "farther off than asked for (probability %g, within %g)",
                      static_cast<unsigned long long>(found.samples), 1.0 - found.delta,
                      found.epsilon);
        column.warning = text.data();
    }

    void fill_pagerank(MeasureColumn& column, const graph::RunControl& step) const {
        PageRankOptions options;
        options.teleport = m_options.restart;
        PageRank ranks = pagerank(m_g.graph, walk_strength(), options, step);
        column.values = std::move(ranks.score);
        if (!ranks.converged) {
            column.warning = unsettled("pagerank", ranks.rounds, ranks.residual);
        }
    }

    void fill_eigenvector(MeasureColumn& column, const graph::RunControl& step) const {
        Eigenvector vector = eigenvector(m_g.graph, walk_strength(), {}, step);
        column.values = std::move(vector.score);
        if (!vector.converged) {
            column.warning = unsettled("eigenvector", vector.rounds, vector.residual);
        } else if (m_g.graph.edge_count() == 0) {
            return;
        } else if (vector.parts == 0) {
            column.warning = "eigenvector is 0 everywhere: no way along the edges ever returns; "
                             "katz and pagerank have an answer";
        } else if (vector.parts > 1) {
            column.warning = shared_by("eigenvector", vector.parts);
        }
    }

    void fill_katz(MeasureColumn& column, const graph::RunControl& step) const {
        Katz walks = katz(m_g.graph, walk_strength(), {}, step);
        column.values = std::move(walks.score);
        if (!walks.converged) {
            column.warning = unsettled("katz", walks.rounds, walks.residual);
        } else if (walks.attenuation != katz_attenuation) {
            column.warning = formatted("katz takes %.6g an edge, 0.9 / the largest eigenvalue, as "
                                       "the usual 0.1 is too much for this graph",
                                       walks.attenuation);
        }
    }

    void fill_hits(MeasureColumn& column,
                   const graph::RunControl& step,
                   std::vector<double> Hits::*side) {
        if (!m_hits) {
            m_hits = hits(m_g.graph, walk_strength(), {}, step);
        }
        column.values = (*m_hits).*side;
        if (!m_hits->converged) {
            column.warning = unsettled(column.name.c_str(), m_hits->rounds, m_hits->residual);
        } else if (m_hits->parts > 1 && m_g.graph.edge_count() > 0) {
            column.warning = shared_by(column.name.c_str(), m_hits->parts);
        }
    }

    [[nodiscard]] const DistanceSums& distances(const graph::RunControl& step) {
        if (!m_distances) {
            m_distances = incoming_distances(m_g.graph, m_cost, step);
        }
        return *m_distances;
    }

    const SimpleGraph& m_g;
    HubOptions m_options;
    Steps m_steps;
    Normalisation m_normalisation;
    std::vector<double> m_cost;
    std::optional<DistanceSums> m_distances;
    std::optional<Hits> m_hits;
};

} // namespace

std::span<const MeasureInfo> measure_catalogue() { return catalogue; }

std::string_view name_of(Measure measure) {
    for (const MeasureInfo& info : catalogue) {
        if (info.measure == measure) {
            return info.name;
        }
    }
    return {};
}

std::vector<Measure> parse_measures(std::string_view list) {
    std::vector<Measure> measures;
    const auto add = [&measures](Measure measure) {
        if (std::find(measures.begin(), measures.end(), measure) == measures.end()) {
            measures.push_back(measure);
        }
    };
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t comma = std::min(list.find(',', at), list.size());
        const std::string_view word = trimmed(list.substr(at, comma - at));
        at = comma + 1;
        if (word.empty()) {
            throw std::invalid_argument("a measure is missing in \"" + std::string(list) +
                                        "\"; write names joined by commas. Known are " +
                                        known_measures());
        }
        if (word == "all") {
            for (const MeasureInfo& info : catalogue) {
                add(info.measure);
            }
        } else {
            add(parse_measure(word));
        }
    }
    return measures;
}

std::vector<MeasureColumn> compute_measures(const SimpleGraph& g,
                                            std::span<const Measure> measures,
                                            const HubOptions& options,
                                            const graph::RunControl& control) {
    // Before any work, and in the name of what the caller gave: a cost is 1 / strength.
    internal::require_simple(g.graph, "measures");
    internal::require_positive(g.graph, g.strength, "measures", "strength");

    if (options.approximate && options.weighted &&
        std::find(measures.begin(), measures.end(), Measure::betweenness) != measures.end()) {
        throw std::invalid_argument(
            "measures: betweenness by samples counts steps, not costs; leave "
            "out either the weights or the approximation");
    }

    Computation computation(g, options, control, measures.size());
    std::vector<MeasureColumn> columns;
    columns.reserve(measures.size());
    for (const Measure measure : measures) {
        columns.push_back(computation.column(measure));
    }
    return columns;
}

} // namespace sandhan::algorithms
