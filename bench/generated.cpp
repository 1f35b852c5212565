// SPDX-License-Identifier: Apache-2.0
#include "bench/generated.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <random>
#include <stdexcept>
#include <utility>

namespace sandhan::bench {

using graph::Directedness;
using graph::Vertex;
using graph::VertexPair;

namespace {

using Random = std::mt19937;

/// Fisher and Yates's shuffle. std::shuffle may draw otherwise on another machine.
template <class Value>
void shuffle(std::vector<Value>& values, Random& random) {
    for (std::size_t i = values.size(); i > 1; --i) {
        std::swap(values[i - 1], values[random() % i]);
    }
}

/// A whole number whose chance to be k or more falls as 1/k: of each octave half as often as of the
/// one below, evenly within.
std::uint32_t heavy_tailed(Random& random, int octaves) {
    const auto drawn = static_cast<std::uint32_t>(random());
    const int octave = std::min(std::countr_zero(drawn), octaves);
    const std::uint32_t low = 1U << octave;
    return low + static_cast<std::uint32_t>(random() % low);
}

struct Drawn {
    VertexPair ends;
    double strength;
};

/// The simple graph of what `draw` gives, with vertices numbered anew at random. Pairs that merge
/// are made good by further draws.
template <class Draw>
algorithms::SimpleGraph
collected(Directedness directedness, Vertex n, std::size_t m, Random& random, Draw draw) {
    std::vector<Vertex> number(n);
    std::iota(number.begin(), number.end(), Vertex{0});
    shuffle(number, random);
    algorithms::SimpleGraph made;
    // The ends of hubs are drawn again and again: a round of draws that finds few new pairs is
    // followed by many more, but a graph that can't hold m edges must come to an end.
    constexpr int most_rounds = 200;
    for (int round = 0; m - made.graph.edge_count() > m / 1000; ++round) {
        if (round == most_rounds) {
            throw std::logic_error("a graph that can't hold so many edges");
        }
        std::vector<VertexPair> edges(made.graph.edges().begin(), made.graph.edges().end());
        std::vector<double> strength = std::move(made.strength);
        edges.reserve(m);
        strength.reserve(m);
        while (edges.size() < m) {
            const Drawn edge = draw();
            if (edge.ends.source != edge.ends.target) {
                edges.push_back({number[edge.ends.source], number[edge.ends.target]});
                strength.push_back(edge.strength);
            }
        }
        made = algorithms::simplified(graph::CompressedGraph(directedness, n, std::move(edges)),
                                      strength);
    }
    return made;
}

/// Ends of edges within communities and between them.
class Ends {
  public:
    Ends(Vertex n, Random& random, bool directed) : m_random(random), m_directed(directed) {
        constexpr std::uint32_t least = 16;
        constexpr int octaves = 8;
        while (m_first.back() < n) {
            const std::uint32_t size = least * heavy_tailed(random, octaves) +
                                       static_cast<std::uint32_t>(random() % least);
            const Vertex end = m_first.back() + std::min(size, n - m_first.back());
            m_community.resize(end, static_cast<std::uint32_t>(m_first.size() - 1));
            m_first.push_back(end);
        }
        m_within.resize(m_first.size());
    }

    /// `within` of ten edges stay in a community.
    VertexPair draw(unsigned within) {
        const bool stays = m_random() % 10 < within;
        const std::uint32_t community =
            stays ? m_community[m_random() % m_community.size()] + 1 : whole_graph;
        const VertexPair ends{end(community, 0), end(community, 1)};
        for (const std::uint32_t of : {std::uint32_t{whole_graph}, m_community[ends.source] + 1}) {
            m_within[of].sides[0].push_back(ends.source);
        }
        for (const std::uint32_t of : {std::uint32_t{whole_graph}, m_community[ends.target] + 1}) {
            m_within[of].sides[m_directed ? 1 : 0].push_back(ends.target);
        }
        return ends;
    }

  private:
    static constexpr std::uint32_t whole_graph = 0; // communities are numbered from 1
    struct Earlier {
        std::vector<Vertex> sides[2]; // the ends so far; all in the first without directions
    };

    Vertex end(std::uint32_t community, std::size_t side) {
        const auto& earlier = m_within[community].sides[m_directed ? side : 0];
        if (!earlier.empty() && m_random() % 3 != 0) {
            return earlier[m_random() % earlier.size()];
        }
        const Vertex first = community == whole_graph ? 0 : m_first[community - 1];
        const Vertex end = community == whole_graph ? m_first.back() : m_first[community];
        return first + static_cast<Vertex>(m_random() % (end - first));
    }

    Random& m_random;
    bool m_directed;
    std::vector<Vertex> m_first{0};         // by community, and one more
    std::vector<std::uint32_t> m_community; // by vertex
    std::vector<Earlier> m_within;          // by community, the whole graph first
};

double of_incidents(Random& random) { return static_cast<double>(1 + random() % 6); }

} // namespace

algorithms::SimpleGraph
power_law_graph(Directedness directedness, Vertex n, std::size_t m, unsigned seed) {
    Random random(seed);
    std::vector<VertexPair> edges;
    std::vector<double> strength;
    edges.reserve(m);
    const auto end = [&]() -> Vertex {
        if (edges.empty() || random() % 2 == 0) {
            return static_cast<Vertex>(random() % n);
        }
        const auto [s, t] = edges[random() % edges.size()];
        return random() % 2 == 0 ? s : t;
    };
    while (edges.size() < m) {
        const Vertex s = end();
        edges.push_back({s, end()});
        strength.push_back(of_incidents(random));
    }
    return algorithms::simplified(graph::CompressedGraph(directedness, n, std::move(edges)),
                                  strength);
}

algorithms::SimpleGraph association_graph(Vertex n, std::size_t m, unsigned seed) {
    Random random(seed);
    Ends ends(n, random, false);
    return collected(Directedness::undirected, n, m, random, [&] {
        const VertexPair pair = ends.draw(8);
        return Drawn{pair, of_incidents(random)};
    });
}

algorithms::SimpleGraph movement_graph(Vertex n, std::size_t m, unsigned seed) {
    Random random(seed);
    Ends ends(n, random, true);
    constexpr int octaves = 10;
    return collected(Directedness::directed, n, m, random, [&] {
        constexpr unsigned half = 5;
        const VertexPair pair = ends.draw(half);
        return Drawn{pair, static_cast<double>(heavy_tailed(random, octaves))};
    });
}

algorithms::SimpleGraph rmat_graph(unsigned scale, std::size_t m, unsigned seed) {
    Random random(seed);
    return collected(Directedness::undirected, Vertex{1} << scale, m, random, [&] {
        VertexPair pair{0, 0};
        for (unsigned level = 0; level < scale; ++level) {
            const auto share = random() % 100;
            pair.source = 2 * pair.source + (share >= 57 + 19 ? 1 : 0);
            pair.target =
                2 * pair.target + ((share >= 57 && share < 57 + 19) || share >= 95 ? 1 : 0);
        }
        return Drawn{pair, of_incidents(random)};
    });
}

std::vector<VertexPair> unsorted_pairs(const graph::CompressedGraph& g, unsigned seed) {
    Random random(seed);
    std::vector<VertexPair> pairs(g.edges().begin(), g.edges().end());
    shuffle(pairs, random);
    if (!g.is_directed()) {
        for (VertexPair& pair : pairs) {
            if (random() % 2 == 0) {
                std::swap(pair.source, pair.target);
            }
        }
    }
    return pairs;
}

} // namespace sandhan::bench
