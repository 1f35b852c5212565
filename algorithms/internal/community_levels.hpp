// SPDX-License-Identifier: Apache-2.0
// What the Leiden algorithm works on: a graph of ever larger pieces of communities. Not installed.
#pragma once

#include "graph/compressed_graph.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sandhan::algorithms::internal {

using Community = std::uint32_t;

/// Asks for memory before it is needed, where the compiler knows how: a hint that changes no
/// answer.
inline void prefetch([[maybe_unused]] const void* address) {
#if defined(__GNUC__)
    __builtin_prefetch(address);
#endif
}

/// Rows of neighbours and the strength of the edge to each, without self-loops, and what each
/// vertex weighs in the quality: its strength (modularity), or how many vertices of the original
/// graph it holds (CPM). `Strength` is std::uint32_t where every edge counts 1, which is exact and
/// half as large, else double.
template <class Strength>
struct CommunityLevel {
    std::vector<std::uint32_t> offset{0};
    std::vector<graph::Vertex> neighbour;
    std::vector<Strength> strength; ///< by place in `neighbour`; empty: 1 each
    std::vector<double> mass;       ///< by vertex

    [[nodiscard]] graph::Vertex size() const {
        return static_cast<graph::Vertex>(offset.size() - 1);
    }

    [[nodiscard]] std::uint32_t degree(graph::Vertex v) const { return offset[v + 1] - offset[v]; }

    /// Calls visit(neighbour, strength) along the row of v.
    template <class Visit>
    void for_each(graph::Vertex v, Visit visit) const {
        const std::uint32_t end = offset[v + 1];
        if (strength.empty()) {
            for (std::uint32_t i = offset[v]; i < end; ++i) {
                visit(neighbour[i], Strength{1});
            }
        } else {
            for (std::uint32_t i = offset[v]; i < end; ++i) {
                visit(neighbour[i], strength[i]);
            }
        }
    }

    /// For a walk over vertices in no order of memory: asks for what is needed of the vertices some
    /// steps ahead, `ahead(steps)` each, and of their neighbours in `value`.
    template <class Ahead, class T>
    void prefetch_ahead(Ahead ahead, const T* value) const {
        // Offsets before rows before what the rows name: each needs the one before it.
        constexpr std::size_t step = 4;
        prefetch(offset.data() + ahead(4 * step));
        const graph::Vertex next = ahead(2 * step);
        prefetch(neighbour.data() + offset[next]);
        prefetch(mass.data() + next);
        for_first(ahead(step), [&](graph::Vertex u) { prefetch(value + u); });
    }

    /// Calls visit(neighbour) for the first few neighbours of v.
    template <class Visit>
    void for_first(graph::Vertex v, Visit visit) const {
        const std::uint32_t end = std::min(offset[v + 1], offset[v] + 16);
        for (std::uint32_t i = offset[v]; i < end; ++i) {
            visit(neighbour[i]);
        }
    }
};

/// Things by the group they are in, each group's ascending: by counting sort.
struct Grouped {
    std::vector<std::uint32_t> offset; ///< groups + 1
    std::vector<std::uint32_t> member;

    Grouped(std::span<const std::uint32_t> group_of, std::uint32_t groups)
        : offset(std::size_t{groups} + 1, 0), member(group_of.size()) {
        for (const std::uint32_t group : group_of) {
            ++offset[group + 1];
        }
        for (std::size_t i = 1; i < offset.size(); ++i) {
            offset[i] += offset[i - 1];
        }
        std::vector<std::uint32_t> next(offset.begin(), offset.end() - 1);
        for (std::uint32_t i = 0; i < group_of.size(); ++i) {
            member[next[group_of[i]]++] = i;
        }
    }
    [[nodiscard]] std::uint32_t groups() const {
        return static_cast<std::uint32_t>(offset.size() - 1);
    }
    [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t group) const {
        return {member.data() + offset[group], member.data() + offset[group + 1]};
    }
};

/// Numbers the values 0, 1, … in the order in which they first stand; returns how many there are.
/// Requires  values below `limit`.
inline std::uint32_t numbered_by_first(std::vector<std::uint32_t>& values, std::uint32_t limit) {
    constexpr auto unseen = static_cast<std::uint32_t>(-1);
    std::vector<std::uint32_t> number(limit, unseen);
    std::uint32_t found = 0;
    for (std::uint32_t& value : values) {
        if (number[value] == unseen) {
            number[value] = found++;
        }
        value = number[value];
    }
    return found;
}

/// The same graph with its vertices numbered anew: what was order[i] is now i. Rows keep their
/// order. Where vertices that have much to do with each other stand together, every later pass
/// finds them in the cache.
template <class Strength>
[[nodiscard]] CommunityLevel<Strength> renumbered(const CommunityLevel<Strength>& level,
                                                  std::span<const graph::Vertex> order) {
    const graph::Vertex n = level.size();
    std::vector<graph::Vertex> now(n);
    CommunityLevel<Strength> result;
    result.offset.reserve(std::size_t{n} + 1);
    result.mass.reserve(n);
    for (graph::Vertex i = 0; i < n; ++i) {
        const graph::Vertex v = order[i];
        now[v] = i;
        result.offset.push_back(result.offset.back() + level.offset[v + 1] - level.offset[v]);
        result.mass.push_back(level.mass[v]);
    }
    result.neighbour.resize(level.neighbour.size());
    result.strength.resize(level.strength.size());
    tbb::parallel_for(tbb::blocked_range<graph::Vertex>(0, n, 4096),
                      [&](const tbb::blocked_range<graph::Vertex>& range) {
                          for (graph::Vertex i = range.begin(); i != range.end(); ++i) {
                              std::uint32_t to = result.offset[i];
                              const std::uint32_t end = level.offset[order[i] + 1];
                              for (std::uint32_t from = level.offset[order[i]]; from < end;
                                   ++from, ++to) {
                                  result.neighbour[to] = now[level.neighbour[from]];
                                  if (!level.strength.empty()) {
                                      result.strength[to] = level.strength[from];
                                  }
                              }
                          }
                      });
    return result;
}

/// The graph whose vertices are the groups: edges between two of them are added up, those within
/// one are left out. Rows list neighbours in the order in which the members meet them.
/// On all threads; the same for any number of them.
template <class Strength>
[[nodiscard]] CommunityLevel<Strength> aggregated(const CommunityLevel<Strength>& level,
                                                  std::span<const std::uint32_t> group_of,
                                                  std::uint32_t groups) {
    constexpr std::uint32_t block = 1024; // groups; fixed, so that threads change nothing
    const Grouped grouped(group_of, groups);
    struct Rows {
        std::vector<graph::Vertex> neighbour;
        std::vector<Strength> strength;
    };
    struct Sums {
        std::vector<Strength> sum;
        std::vector<std::uint32_t> met;
        explicit Sums(std::size_t n) : sum(n, Strength{0}), met(n + 1) {}
    };
    CommunityLevel<Strength> result;
    result.offset.assign(std::size_t{groups} + 1, 0);
    result.mass.assign(groups, 0.0);
    const std::uint32_t blocks = groups / block + (groups % block != 0 ? 1 : 0);
    std::vector<Rows> made(blocks);
    tbb::enumerable_thread_specific<Sums> all_sums([&] { return Sums(groups); });
    tbb::parallel_for(std::uint32_t{0}, blocks, [&](std::uint32_t b) {
        Sums& sums = all_sums.local();
        Strength* const sum = sums.sum.data();
        std::uint32_t* const met = sums.met.data();
        Rows& rows = made[b];
        const std::uint32_t end = std::min(groups, (b + 1) * block);
        for (std::uint32_t group = b * block; group < end; ++group) {
            std::size_t found = 0;
            for (std::uint32_t at = grouped.offset[group]; at < grouped.offset[group + 1]; ++at) {
                level.prefetch_ahead(
                    [&](std::size_t steps) {
                        return grouped.member[std::min(at + steps, grouped.member.size() - 1)];
                    },
                    group_of.data());
                const graph::Vertex v = grouped.member[at];
                result.mass[group] += level.mass[v];
                // No branches: which groups are new is hard to foretell.
                level.for_each(v, [&](graph::Vertex u, Strength w) {
                    const std::uint32_t other = group_of[u];
                    met[found] = other;
                    found += sum[other] == Strength{0} ? 1U : 0U;
                    sum[other] += w;
                });
            }
            std::uint32_t others = 0;
            for (std::size_t i = 0; i < found; ++i) {
                if (met[i] != group) {
                    rows.neighbour.push_back(met[i]);
                    rows.strength.push_back(sum[met[i]]);
                    ++others;
                }
                sum[met[i]] = Strength{0};
            }
            result.offset[group + 1] = others;
        }
    });
    for (std::size_t i = 1; i < result.offset.size(); ++i) {
        result.offset[i] += result.offset[i - 1];
    }
    result.neighbour.resize(result.offset.back());
    result.strength.resize(result.offset.back());
    tbb::parallel_for(std::uint32_t{0}, blocks, [&](std::uint32_t b) {
        const auto at = static_cast<std::ptrdiff_t>(result.offset[b * block]);
        std::copy(made[b].neighbour.begin(), made[b].neighbour.end(),
                  result.neighbour.begin() + at);
        std::copy(made[b].strength.begin(), made[b].strength.end(), result.strength.begin() + at);
    });
    return result;
}

/// Splits communities that hang together in parts into these, each numbered by its least vertex.
/// Communities are numbered below the size of the level. On all threads.
template <class Strength>
void split_into_parts(const CommunityLevel<Strength>& level, std::vector<Community>& community) {
    const Grouped grouped(community, level.size());
    std::vector<Community> part(level.size(), graph::no_vertex);
    struct Search {
        std::vector<unsigned char> seen;
        std::vector<graph::Vertex> queue;
        explicit Search(std::size_t n) : seen(n, 0), queue(n + 1) {}
    };
    tbb::enumerable_thread_specific<Search> searches([&] { return Search(level.size()); });
    tbb::parallel_for(tbb::blocked_range<Community>(0, grouped.groups(), 1024),
                      [&](const tbb::blocked_range<Community>& range) {
                          Search& search = searches.local();
                          for (Community c = range.begin(); c != range.end(); ++c) {
                              for (const graph::Vertex start : grouped.of(c)) {
                                  if (search.seen[start] != 0) {
                                      continue;
                                  }
                                  search.seen[start] = 1;
                                  search.queue[0] = start;
                                  std::size_t tail = 1;
                                  for (std::size_t head = 0; head < tail; ++head) {
                                      const graph::Vertex soon =
                                          search.queue[std::min(head + 4, tail - 1)];
                                      prefetch(level.neighbour.data() + level.offset[soon]);
                                      const graph::Vertex v = search.queue[head];
                                      part[v] = start;
                                      // No branches: which neighbours are new is hard to foretell.
                                      level.for_each(v, [&](graph::Vertex u, Strength) {
                                          const bool is_fellow = community[u] == c;
                                          search.queue[tail] = u;
                                          tail += is_fellow && search.seen[u] == 0 ? 1U : 0U;
                                          search.seen[u] |= static_cast<unsigned char>(is_fellow);
                                      });
                                  }
                              }
                          }
                      });
    community = std::move(part);
}

} // namespace sandhan::algorithms::internal
