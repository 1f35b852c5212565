// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/lane_paths.hpp"

#include "algorithms/internal/path_limits.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace sandhan::algorithms::internal {

using graph::Vertex;

namespace {

// Names follow Brandes: sigma counts the shortest paths from a source, delta is its dependency.

// Vectors of the compiler's own: one text for any instruction set, the same operations on every
// lane in the same order, hence the same bits. A register of `Bytes` is a part of the sixteen
// lanes. They go by reference, as how a processor without such registers passes them by value is
// nobody's agreement.
template <int Bytes>
struct Part; // spelt out for each, as GCC takes no size of such a vector from a parameter
template <>
struct Part<16> {
    using Number = double __attribute__((vector_size(16)));
    using Mask = std::int64_t __attribute__((vector_size(16)));
    static constexpr std::size_t count = 8;
};
template <>
struct Part<32> {
    using Number = double __attribute__((vector_size(32)));
    using Mask = std::int64_t __attribute__((vector_size(32)));
    static constexpr std::size_t count = 4;
};
template <>
struct Part<64> {
    using Number = double __attribute__((vector_size(64)));
    using Mask = std::int64_t __attribute__((vector_size(64)));
    static constexpr std::size_t count = 2;
};

/// A number for each source.
struct alignas(64) Lanes {
    std::array<double, LanePaths::lanes> number;
};

#define SANDHAN_INLINE [[gnu::always_inline]] inline

template <int Bytes>
SANDHAN_INLINE auto& part(Lanes& lanes, std::size_t i) {
    return reinterpret_cast<typename Part<Bytes>::Number*>(&lanes)[i];
}
template <int Bytes>
SANDHAN_INLINE const auto& part(const Lanes& lanes, std::size_t i) {
    return reinterpret_cast<const typename Part<Bytes>::Number*>(&lanes)[i];
}

using Searches = std::uint16_t; // one bit a source

/// All bits of the lanes whose bit is set in a number of four bits.
struct alignas(32) FourMasks {
    std::array<std::int64_t, 4> lane;
};
constexpr std::array<FourMasks, 16> masks_of_four = [] {
    std::array<FourMasks, 16> masks{};
    for (std::size_t bits = 0; bits < masks.size(); ++bits) {
        for (std::size_t lane = 0; lane < 4; ++lane) {
            masks[bits].lane[lane] = (bits >> lane & 1U) != 0 ? -1 : 0;
        }
    }
    return masks;
}();

/// The mask of part i of the lanes.
template <int Bytes>
SANDHAN_INLINE void make_mask(Searches searches, std::size_t i, typename Part<Bytes>::Mask& mask) {
    using Mask = typename Part<Bytes>::Mask;
    if constexpr (Bytes == 64) {
        constexpr Mask bits = {1, 2, 4, 8, 16, 32, 64, 128};
        mask = ((Mask{} + static_cast<std::int64_t>(searches >> (8 * i))) & bits) != 0;
    } else {
        constexpr std::size_t parts = 32 / Bytes; // of four lanes
        const FourMasks& four = masks_of_four[std::size_t{searches} >> (i / parts * 4) & 15U];
        mask = reinterpret_cast<const Mask*>(&four)[i % parts];
    }
}

/// x where the mask is set, else 0.
template <int Bytes>
SANDHAN_INLINE void keep(const typename Part<Bytes>::Mask& mask, typename Part<Bytes>::Number& x) {
    using Mask = typename Part<Bytes>::Mask;
    x = reinterpret_cast<typename Part<Bytes>::Number>(reinterpret_cast<Mask>(x) & mask);
}

/// x where the mask is set, what was there elsewhere; x is zero there.
template <int Bytes>
SANDHAN_INLINE void put(const typename Part<Bytes>::Mask& mask,
                        const typename Part<Bytes>::Number& x,
                        typename Part<Bytes>::Number& into) {
    using Mask = typename Part<Bytes>::Mask;
    into = reinterpret_cast<typename Part<Bytes>::Number>((reinterpret_cast<Mask>(into) & ~mask) |
                                                          reinterpret_cast<Mask>(x));
}

/// Added up in one order, whatever the registers.
SANDHAN_INLINE double sum_of(const Lanes& lanes) {
    std::array<double, 8> sum;
    for (std::size_t i = 0; i < 8; ++i) {
        sum[i] = lanes.number[i] + lanes.number[i + 8];
    }
    return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
}

/// A vertex at one distance from some of the sources.
struct Entry {
    Vertex vertex;
    Searches searches;
    std::size_t successors_end;
};

} // namespace

struct LanePaths::State {
    explicit State(const PathGraph& g)
        : seen(g.vertex_count()), next(g.vertex_count()), at(g.vertex_count()),
          at_before(g.vertex_count()), sigma(g.vertex_count()), gathered(g.vertex_count()),
          share(g.vertex_count()) {
        std::size_t longest = 0;
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            longest = std::max(longest, g.row(v).size());
        }
        reached.resize(std::size_t{g.vertex_count()} + 1);
    }

    std::vector<Searches> seen;      // sources that have reached the vertex
    std::vector<Searches> next;      // those that are just reaching it
    std::vector<Searches> at;        // on the way back: those at whose current distance it lies
    std::vector<Searches> at_before; // the same one step nearer
    std::vector<Lanes> sigma;        // in the lanes of `seen`
    // All zero but for the vertices at the current distance, so that adding a vertex adds nothing
    // in the lanes in which it does not count:
    std::vector<Lanes> gathered;    // sigma while it is added up; on the way back the nearer shares
    std::vector<Lanes> share;       // (weight + count delta) / sigma
    std::vector<Entry> entries;     // by distance
    std::vector<std::size_t> begin; // of the entries at a distance
    std::vector<Vertex> successor;
    std::vector<Vertex> reached;
};

namespace {

template <int Bytes, class State>
SANDHAN_INLINE bool search(const PathGraph& g, State& s, std::span<const Vertex> sources) {
    using P = Part<Bytes>;
    s.entries.clear();
    s.begin.assign(1, 0);
    for (std::size_t lane = 0; lane < sources.size(); ++lane) {
        const Vertex v = sources[lane];
        const auto own = static_cast<Searches>(1U << lane);
        s.seen[v] = own;
        s.sigma[v] = {};
        s.sigma[v].number[lane] = 1.0;
        s.entries.push_back({v, own, 0});
    }
    bool fits = true;
    const Vertex* const neighbour = g.neighbour.data();
    Searches* const seen = s.seen.data();
    Searches* const next = s.next.data();
    Lanes* const gathered = s.gathered.data();
    Vertex* const reached = s.reached.data();
    std::size_t successors = 0;
    for (std::size_t distance = 0; s.begin.back() < s.entries.size(); ++distance) {
        const std::size_t from = s.begin.back();
        const std::size_t to = s.entries.size();
        s.begin.push_back(to);
        std::size_t reached_count = 0;
        for (std::size_t i = from; i < to; ++i) {
            const auto [v, searches, none] = s.entries[i];
            // Of a source its one member alone begins paths.
            const double members = distance == 0 ? 1.0 : g.count[v];
            typename P::Number paths[P::count];
            for (std::size_t p = 0; p < P::count; ++p) {
                typename P::Mask mask;
                make_mask<Bytes>(searches, p, mask);
                paths[p] = part<Bytes>(s.sigma[v], p);
                keep<Bytes>(mask, paths[p]);
                paths[p] *= members;
            }
            // Which neighbours count is not to be foretold: list them without a jump.
            const std::size_t row = g.offset[v + 1] - g.offset[v];
            if (s.successor.size() < successors + row) {
                s.successor.resize(2 * (successors + row));
            }
            Vertex* const met = s.successor.data() + successors;
            std::size_t met_count = 0;
            for (std::size_t e = g.offset[v]; e < g.offset[v + 1]; ++e) {
                const Vertex u = neighbour[e];
                met[met_count] = u;
                met_count += (searches & ~seen[u]) != 0 ? 1 : 0;
            }
            successors += met_count;
            s.entries[i].successors_end = successors;
            for (std::size_t e = 0; e < met_count; ++e) {
                const Vertex u = met[e];
                reached[reached_count] = u;
                reached_count += next[u] == 0 ? 1 : 0;
                next[u] |= static_cast<Searches>(searches & ~seen[u]);
                for (std::size_t p = 0; p < P::count; ++p) {
                    part<Bytes>(gathered[u], p) += paths[p];
                }
            }
        }
        typename P::Mask beyond = {};
        for (std::size_t i = 0; i < reached_count; ++i) {
            const Vertex u = reached[i];
            const Searches searches = next[u];
            next[u] = 0;
            seen[u] |= searches;
            for (std::size_t p = 0; p < P::count; ++p) {
                typename P::Mask mask;
                make_mask<Bytes>(searches, p, mask);
                typename P::Number paths = part<Bytes>(gathered[u], p);
                keep<Bytes>(mask, paths);
                part<Bytes>(gathered[u], p) = typename P::Number{};
                put<Bytes>(mask, paths, part<Bytes>(s.sigma[u], p));
                beyond |= paths > most_paths;
            }
            s.entries.push_back({u, searches, 0});
        }
        for (std::size_t lane = 0; lane < Bytes / sizeof(double); ++lane) {
            fits = fits && beyond[lane] == 0;
        }
    }
    s.begin.pop_back(); // of the distance at which there is nothing
    return fits;
}

template <int Bytes, class State>
SANDHAN_INLINE void
accumulate(const PathGraph& g, State& s, std::span<const Vertex> sources, std::span<double> sum) {
    using P = Part<Bytes>;
    Lanes source_weight = {};
    for (std::size_t lane = 0; lane < sources.size(); ++lane) {
        source_weight.number[lane] = g.weight[sources[lane]];
    }
    std::size_t end_behind = s.entries.size(); // of the entries one step farther
    std::size_t end = s.entries.size();
    const auto forget_behind = [&] {
        for (std::size_t i = end; i < end_behind; ++i) {
            s.share[s.entries[i].vertex] = {};
        }
    };
    for (std::size_t distance = s.begin.size(); distance-- > 1;) {
        const std::size_t from = s.begin[distance];
        const Lanes* const share = s.share.data();
        for (std::size_t i = from; i < end; ++i) {
            const auto [v, searches, successors_end] = s.entries[i];
            typename P::Number shares[P::count] = {};
            for (std::size_t e = s.entries[i - 1].successors_end; e < successors_end; ++e) {
                for (std::size_t p = 0; p < P::count; ++p) {
                    shares[p] += part<Bytes>(share[s.successor[e]], p);
                }
            }
            Lanes weighed;
            for (std::size_t p = 0; p < P::count; ++p) {
                typename P::Mask mask;
                make_mask<Bytes>(searches, p, mask);
                const typename P::Number sigma = part<Bytes>(s.sigma[v], p);
                typename P::Number delta = sigma * shares[p];
                keep<Bytes>(mask, delta);
                part<Bytes>(weighed, p) = delta * part<Bytes>(source_weight, p);
                typename P::Number own = (g.weight[v] + g.count[v] * delta) / sigma;
                keep<Bytes>(mask, own);
                part<Bytes>(s.gathered[v], p) = own;
            }
            sum[v] += sum_of(weighed);
        }
        forget_behind();
        s.share.swap(s.gathered);
        end_behind = end;
        end = from;
    }
    forget_behind();
}

template <int Bytes, class State>
SANDHAN_INLINE bool
run(const PathGraph& g, State& s, std::span<const Vertex> sources, std::span<double> sum) {
    const bool fits = search<Bytes>(g, s, sources);
    if (fits) {
        accumulate<Bytes>(g, s, sources, sum);
    }
    for (const Entry& entry : s.entries) {
        s.seen[entry.vertex] = 0;
    }
    return fits;
}

template <class State>
bool run_portable(const PathGraph& g,
                  State& s,
                  std::span<const Vertex> sources,
                  std::span<double> sum) {
    return run<16>(g, s, sources, sum);
}

#if defined(__x86_64__)
template <class State>
[[gnu::target("avx2")]] bool
run_avx2(const PathGraph& g, State& s, std::span<const Vertex> sources, std::span<double> sum) {
    return run<32>(g, s, sources, sum);
}

template <class State>
[[gnu::target("avx512f,avx512dq")]] bool
run_avx512(const PathGraph& g, State& s, std::span<const Vertex> sources, std::span<double> sum) {
    return run<64>(g, s, sources, sum);
}
#endif

} // namespace

LaneCode best_lane_code() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0) {
        return LaneCode::avx512;
    }
    if (__builtin_cpu_supports("avx2") != 0) {
        return LaneCode::avx2;
    }
#endif
    return LaneCode::portable;
}

LanePaths::LanePaths(const PathGraph& g, LaneCode code)
    : m_g(&g), m_code(code), m_state(std::make_unique<State>(g)) {}
LanePaths::LanePaths(const LanePaths& other) : LanePaths(*other.m_g, other.m_code) {}
LanePaths::~LanePaths() = default;

bool LanePaths::add_dependencies(std::span<const Vertex> sources, std::span<double> sum) {
    switch (m_code) {
#if defined(__x86_64__)
    case LaneCode::avx512:
        return run_avx512(*m_g, *m_state, sources, sum);
    case LaneCode::avx2:
        return run_avx2(*m_g, *m_state, sources, sum);
#endif
    default:
        return run_portable(*m_g, *m_state, sources, sum);
    }
}

} // namespace sandhan::algorithms::internal
