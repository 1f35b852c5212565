// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/top_closeness.hpp"

#include "algorithms/hubs/closeness.hpp"
#include "algorithms/hubs/harmonic.hpp"
#include "algorithms/internal/renumbered_rows.hpp"
#include "algorithms/internal/strong_components.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <limits>
#include <mutex>
#include <numeric>
#include <optional>
#include <queue>
#include <utility>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

struct Scored {
    double score;
    Vertex vertex;
};

/// Measured on graphs with degrees of a power law and five edges a vertex: with 20000 vertices the
/// bounded searches take half the time for k = 10, one and a half times for k = 100.
bool looks_bounded(Vertex n, std::size_t k) { return n >= 2000 && k <= n / 200; }

/// All at once take as long as some n / 128 full searches; when the bounded ones have walked twice
/// as far they were the wrong choice.
std::uint64_t most_arcs(const internal::RenumberedRows& rows) {
    const std::uint64_t searches = 32 + rows.original.size() / 64;
    return searches * rows.in().neighbour.size();
}

/// How many other vertices can reach one: at least, and at most.
struct Reaching {
    std::vector<std::uint32_t> least;
    std::vector<std::uint32_t> most;
};

Reaching reaching(const internal::RenumberedRows& rows) {
    const auto n = static_cast<Vertex>(rows.original.size());
    Reaching result{std::vector<std::uint32_t>(n), std::vector<std::uint32_t>(n)};
    for (Vertex v = 0; v < n; ++v) {
        result.least[v] = result.most[v] = rows.component[v].end - rows.component[v].first - 1;
    }
    if (!rows.directed) {
        return result;
    }
    const auto strong = internal::strong_components(n, [&](Vertex v) { return rows.out.row(v); });
    std::vector<Vertex> by_component(n);
    std::iota(by_component.begin(), by_component.end(), Vertex{0});
    std::stable_sort(by_component.begin(), by_component.end(),
                     [&](Vertex a, Vertex b) { return strong.number[a] > strong.number[b]; });
    // Of strong components, themselves among them; those that lead to one come before it.
    const std::size_t count = strong.size.size();
    std::vector<std::uint32_t> least(count);
    std::vector<std::uint64_t> most(count);
    std::vector<Vertex> counted_by(count, graph::no_vertex);
    for (std::size_t i = 0; i < n;) {
        const Vertex c = strong.number[by_component[i]];
        const std::uint64_t limit = std::uint64_t{result.most[by_component[i]]} + 1;
        const std::size_t end = i + strong.size[c];
        std::uint32_t longest = 0;
        std::uint64_t sum = strong.size[c];
        for (std::size_t j = i; j < end; ++j) {
            for (const Vertex u : rows.in().row(by_component[j])) {
                const Vertex before = strong.number[u];
                if (before != c && counted_by[before] != c) {
                    counted_by[before] = c;
                    longest = std::max(longest, least[before]);
                    sum += most[before];
                }
            }
        }
        least[c] = strong.size[c] + longest;
        most[c] = std::min(sum, limit);
        for (; i < end; ++i) {
            result.least[by_component[i]] = least[c] - 1;
            result.most[by_component[i]] = static_cast<std::uint32_t>(most[c] - 1);
        }
    }
    return result;
}

/// What a search has seen so far of those that reach its vertex: the levels that are complete, and
/// how many the next can hold at most.
struct Seen {
    std::uint64_t others = 0; // on complete levels
    std::uint64_t total = 0;  // sum of their distances
    double harmonic = 0.0;
    std::uint32_t level = 0;     // the last complete one
    std::uint64_t next_most = 0; // on the level after it
};

struct ByCloseness {
    /// To the last bit that of closeness().
    static double score(const Seen& seen, Vertex n) {
        if (seen.others == 0) {
            return 0.0;
        }
        const auto others = static_cast<double>(seen.others);
        return others / static_cast<double>(seen.total) * (others / static_cast<double>(n - 1));
    }
    /// The most it can come to if `least` to `most` vertices reach it. For a count r this is
    /// r^2 / (a r + b) with other a and b once the next level is full, and such a function is
    /// largest at an end.
    static double bound(const Seen& seen, std::uint64_t least, std::uint64_t most, Vertex n) {
        least = std::max(least, seen.others);
        const std::uint64_t full = std::clamp(seen.others + seen.next_most, least, most);
        double largest = 0.0;
        for (const std::uint64_t r : {least, full, most}) {
            const std::uint64_t rest = r - seen.others;
            const std::uint64_t next = std::min(rest, seen.next_most);
            const std::uint64_t total =
                seen.total + (seen.level + 1) * next + (seen.level + 2) * (rest - next);
            if (r > 0) {
                const auto count = static_cast<double>(r);
                largest = std::max(largest, count / static_cast<double>(total) *
                                                (count / static_cast<double>(n - 1)));
            }
        }
        return largest;
    }
};

struct ByHarmonic {
    static double score(const Seen& seen, Vertex) { return seen.harmonic; }
    static double bound(const Seen& seen, std::uint64_t, std::uint64_t most, Vertex) {
        const std::uint64_t rest = most - seen.others;
        const std::uint64_t next = std::min(rest, seen.next_most);
        return seen.harmonic + static_cast<double>(next) / (seen.level + 1) +
               static_cast<double>(rest - next) / (seen.level + 2);
    }
};

/// The best k of what was found so far, and all that tie with the last of them.
class Best {
  public:
    explicit Best(std::size_t k) : m_k(k) {}

    /// What a vertex must reach to be of interest.
    [[nodiscard]] double least() const { return m_least.load(std::memory_order_relaxed); }

    void add(Scored found) {
        if (found.score < least()) {
            return;
        }
        const std::lock_guard lock(m_mutex);
        m_found.push_back(found);
        m_top.push(found.score);
        if (m_top.size() > m_k) {
            m_top.pop();
        }
        if (m_top.size() == m_k) {
            m_least.store(m_top.top(), std::memory_order_relaxed);
        }
    }
    [[nodiscard]] std::vector<Scored> take() { return std::move(m_found); }

  private:
    std::size_t m_k;
    std::atomic<double> m_least = -1.0;
    std::mutex m_mutex;
    std::vector<Scored> m_found;
    std::priority_queue<double, std::vector<double>, std::greater<>> m_top;
};

/// Roundings of a bound and of a score are far smaller than this share of them.
constexpr double rounding = 1e-12;

template <class Measure>
class BoundedSearch {
  public:
    BoundedSearch(const internal::RenumberedRows& rows, const Reaching& reaching)
        : m_rows(&rows), m_reaching(&reaching), m_met(rows.original.size(), 0) {}

    /// Returns how many edges it walked.
    std::uint64_t run(Vertex source, Best& best) {
        const internal::RenumberedRows::Side& rows = m_rows->in();
        const auto n = static_cast<Vertex>(m_met.size());
        const std::uint64_t most = m_reaching->most[source];
        const std::uint64_t least = m_reaching->least[source];
        const auto hopeless = [&](const Seen& seen) {
            return Measure::bound(seen, least, most, n) < best.least() * (1.0 - rounding);
        };
        if (++m_round == 0) {
            std::fill(m_met.begin(), m_met.end(), 0);
            m_round = 1;
        }
        m_met[source] = m_round;
        m_frontier.assign(1, source);
        Seen seen;
        std::uint64_t walked = 0;
        std::uint64_t arcs = rows.row(source).size(); // that may lead to the next level
        while (!m_frontier.empty()) {
            // Undirected, one edge of each leads back to where it was found from.
            const std::size_t back = m_rows->directed || seen.level == 0 ? 0 : 1;
            m_next.clear();
            std::uint64_t next_arcs = 0;
            for (std::size_t i = 0; i < m_frontier.size(); ++i) {
                // Looking at the bound is more work than following a few edges.
                if (i % 16 == 0) {
                    seen.next_most = m_next.size() + arcs;
                    if (hopeless(seen)) {
                        return walked;
                    }
                }
                const auto row = rows.row(m_frontier[i]);
                arcs -= row.size() - back;
                walked += row.size();
                for (const Vertex u : row) {
                    if (m_met[u] != m_round) {
                        m_met[u] = m_round;
                        next_arcs += rows.row(u).size() - (m_rows->directed ? 0 : 1);
                        m_next.push_back(u);
                    }
                }
            }
            if (!m_next.empty()) {
                ++seen.level;
                seen.others += m_next.size();
                seen.total += std::uint64_t{m_next.size()} * seen.level;
                seen.harmonic += static_cast<double>(m_next.size()) / seen.level;
            }
            m_frontier.swap(m_next);
            arcs = next_arcs;
        }
        best.add({Measure::score(seen, n), m_rows->original[source]});
        return walked;
    }

  private:
    const internal::RenumberedRows* m_rows;
    const Reaching* m_reaching;
    std::vector<std::uint32_t> m_met;
    std::uint32_t m_round = 0;
    std::vector<Vertex> m_frontier;
    std::vector<Vertex> m_next;
};

/// The best k and their ties, among others; nothing if `may_give_up` and it takes too long.
template <class Measure>
std::optional<std::vector<Scored>> candidates(const graph::CompressedGraph& g,
                                              std::size_t k,
                                              bool may_give_up,
                                              const graph::RunControl& control) {
    const auto rows = internal::renumbered(g);
    const Vertex n = g.vertex_count();
    const Reaching bounds = reaching(rows);
    // Those that many reach at once are likely among the best, and the best of all give most up.
    std::vector<Vertex> order(n);
    std::iota(order.begin(), order.end(), Vertex{0});
    std::stable_sort(order.begin(), order.end(), [&rows](Vertex a, Vertex b) {
        return rows.in().row(a).size() > rows.in().row(b).size();
    });
    Best best(k);
    tbb::enumerable_thread_specific<BoundedSearch<Measure>> searches(
        [&] { return BoundedSearch<Measure>(rows, bounds); });
    // In that order, whoever is free; what is given up depends on who is first, the best do not.
    std::atomic<std::uint64_t> next = 0;
    std::atomic<std::uint64_t> walked = 0;
    const std::uint64_t limit =
        may_give_up ? most_arcs(rows) : std::numeric_limits<std::uint64_t>::max();
    const int workers = std::max(1, tbb::this_task_arena::max_concurrency());
    tbb::parallel_for(0, workers, [&](int) {
        constexpr std::uint64_t block = 16;
        auto& search = searches.local();
        for (std::uint64_t i = next.fetch_add(block); i < n; i = next.fetch_add(block)) {
            control.checkpoint();
            const std::uint64_t end = std::min<std::uint64_t>(n, i + block);
            std::uint64_t own = 0;
            for (std::uint64_t j = i; j < end; ++j) {
                own += search.run(order[j], best);
            }
            if ((walked += own) > limit) {
                return;
            }
            control.report(std::min<std::uint64_t>(end, n - 1), n);
        }
    });
    if (walked > limit) {
        return std::nullopt;
    }
    return best.take();
}

TopVertices ranked(std::vector<Scored> scored, std::size_t k, TopMethod method) {
    std::sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) {
        return a.score != b.score ? a.score > b.score : a.vertex < b.vertex;
    });
    TopVertices top;
    top.method = method;
    const std::size_t count = std::min(k, scored.size());
    for (std::size_t i = 0; i < count; ++i) {
        top.vertex.push_back(scored[i].vertex);
        top.score.push_back(scored[i].score);
    }
    for (std::size_t i = count; count > 0 && i < scored.size(); ++i) {
        top.ties += scored[i].score == top.score.back() ? 1U : 0U;
    }
    return top;
}

std::vector<Scored> everyone(const std::vector<double>& score) {
    std::vector<Scored> result;
    result.reserve(score.size());
    for (Vertex v = 0; v < score.size(); ++v) {
        result.push_back({score[v], v});
    }
    return result;
}

template <class Measure, class All>
TopVertices top(const graph::CompressedGraph& g,
                std::size_t k,
                TopMethod method,
                const graph::RunControl& control,
                All all) {
    if (k == 0) {
        return {};
    }
    const bool automatic = method == TopMethod::automatic;
    if (automatic) {
        method = looks_bounded(g.vertex_count(), k) ? TopMethod::bounded : TopMethod::all;
    }
    if (method == TopMethod::bounded) {
        if (auto found = candidates<Measure>(g, k, automatic, control)) {
            control.report(g.vertex_count(), g.vertex_count());
            return ranked(std::move(*found), k, method);
        }
    }
    return ranked(everyone(all()), k, method);
}

} // namespace

TopVertices top_closeness(const graph::CompressedGraph& g,
                          std::size_t k,
                          TopMethod method,
                          const graph::RunControl& control) {
    return top<ByCloseness>(g, k, method, control, [&] {
        return closeness(g, {}, ClosenessForm::wasserman_faust, control);
    });
}

TopVertices top_harmonic(const graph::CompressedGraph& g,
                         std::size_t k,
                         TopMethod method,
                         const graph::RunControl& control) {
    return top<ByHarmonic>(g, k, method, control,
                           [&] { return harmonic(g, {}, Normalisation::none, control); });
}

} // namespace sandhan::algorithms
