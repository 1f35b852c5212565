// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/lane_search.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <vector>

namespace sandhan::algorithms::internal {

using graph::Vertex;

namespace {

constexpr std::size_t words = LaneSearch::lanes / 64;

/// A bit for each search, as it lies in memory.
struct alignas(64) Cell {
    std::uint64_t word[words] = {};
};

template <std::size_t Bytes>
struct Register;
template <>
struct Register<32> {
    using Part = std::uint64_t __attribute__((vector_size(32), may_alias));
};
template <>
struct Register<16> {
    using Part = std::uint64_t __attribute__((vector_size(16), may_alias));
};

/// The same at work, in registers of so many bytes. Everything takes references and is inlined: by
/// value, registers that the machine may not have would be part of the calling convention.
template <std::size_t Bytes>
struct Lanes {
    using Part = typename Register<Bytes>::Part;
    static constexpr std::size_t parts = sizeof(Cell) / Bytes;
    Part part[parts];

    [[gnu::always_inline]] static const Part* of(const Cell& cell) {
        return reinterpret_cast<const Part*>(cell.word);
    }
    [[gnu::always_inline]] static Part* of(Cell& cell) {
        return reinterpret_cast<Part*>(cell.word);
    }
    [[gnu::always_inline]] void clear() {
        for (Part& p : part) {
            p = Part{};
        }
    }
    [[gnu::always_inline]] void load(const Cell& cell) {
        for (std::size_t i = 0; i < parts; ++i) {
            part[i] = of(cell)[i];
        }
    }
    [[gnu::always_inline]] void store(Cell& cell) const {
        for (std::size_t i = 0; i < parts; ++i) {
            of(cell)[i] = part[i];
        }
    }
    [[gnu::always_inline]] void add(const Cell& cell) {
        for (std::size_t i = 0; i < parts; ++i) {
            part[i] |= of(cell)[i];
        }
    }
    [[gnu::always_inline]] void keep(const Lanes& other) {
        for (std::size_t i = 0; i < parts; ++i) {
            part[i] &= other.part[i];
        }
    }
    [[gnu::always_inline]] void remove(const Cell& cell) {
        for (std::size_t i = 0; i < parts; ++i) {
            part[i] &= ~of(cell)[i];
        }
    }
    [[gnu::always_inline]] bool any() const {
        Part together = part[0];
        for (std::size_t i = 1; i < parts; ++i) {
            together |= part[i];
        }
        std::uint64_t all = 0;
        for (std::size_t w = 0; w < Bytes / 8; ++w) {
            all |= together[w];
        }
        return all != 0;
    }
};

/// Counts set bits lane by lane: plane i holds bit i of all counters. Eight cells are added at a
/// time by a tree of carry-save adders, so that seven of eight carries stay in the lowest planes.
/// Source  W. Muła, N. Kurz, D. Lemire, "Faster population counts using AVX2 instructions",
///         Computer Journal 61(1), 2018. doi:10.1093/comjnl/bxx046
class LaneCounter {
  public:
    template <std::size_t Bytes>
    [[gnu::always_inline]] void add(const Lanes<Bytes>& bits) {
        bits.store(m_waiting[m_waits++]);
        if (m_waits == m_waiting.size()) {
            add_eight<Bytes>();
        }
    }
    template <std::size_t Bytes>
    [[gnu::always_inline]] void finish() {
        for (std::size_t i = 0; i < m_waits; ++i) {
            Lanes<Bytes> bits;
            bits.load(m_waiting[i]);
            ripple(bits, 0);
        }
        m_waits = 0;
    }
    void clear() {
        std::fill_n(m_plane.begin(), m_used, Cell{});
        m_used = 0;
    }
    void read(LaneSearch::Counts& counts) const {
        for (std::size_t w = 0; w < words; ++w) {
            std::uint64_t counted = 0;
            for (std::size_t i = 0; i < m_used; ++i) {
                counted |= m_plane[i].word[w];
            }
            for (; counted != 0; counted &= counted - 1) {
                const auto lane = static_cast<std::size_t>(std::countr_zero(counted));
                std::uint32_t sum = 0;
                for (std::size_t i = 0; i < m_used; ++i) {
                    sum |= static_cast<std::uint32_t>(m_plane[i].word[w] >> lane & 1U) << i;
                }
                counts[64 * w + lane] = sum;
            }
        }
    }

  private:
    /// Plane `low` gets its sum with b and c, lane by lane; the carries go to `carry`.
    template <class Part>
    [[gnu::always_inline]] static void
    add_up(Part& low, const Part& b, const Part& c, Part& carry) {
        const Part either = low ^ b;
        carry = (low & b) | (either & c);
        low = either ^ c;
    }
    template <std::size_t Bytes>
    [[gnu::always_inline]] void ripple(Lanes<Bytes>& carry, std::size_t plane) {
        for (std::size_t i = plane; carry.any(); ++i) {
            for (std::size_t p = 0; p < Lanes<Bytes>::parts; ++p) {
                auto& sum = Lanes<Bytes>::of(m_plane[i])[p];
                const auto both = sum & carry.part[p];
                sum ^= carry.part[p];
                carry.part[p] = both;
            }
            m_used = std::max(m_used, i + 1);
        }
    }
    template <std::size_t Bytes>
    [[gnu::always_inline]] void add_eight() {
        using Part = typename Lanes<Bytes>::Part;
        Lanes<Bytes> eights;
        for (std::size_t p = 0; p < Lanes<Bytes>::parts; ++p) {
            const auto waiting = [&](std::size_t i) -> const Part& {
                return Lanes<Bytes>::of(m_waiting[i])[p];
            };
            const auto plane = [&](std::size_t i) -> Part& {
                return Lanes<Bytes>::of(m_plane[i])[p];
            };
            Part two[4];
            Part four[2];
            for (std::size_t i = 0; i < 4; ++i) {
                add_up(plane(0), waiting(2 * i), waiting(2 * i + 1), two[i]);
            }
            add_up(plane(1), two[0], two[1], four[0]);
            add_up(plane(1), two[2], two[3], four[1]);
            add_up(plane(2), four[0], four[1], eights.part[p]);
        }
        m_used = std::max<std::size_t>(m_used, 3);
        ripple(eights, 3);
        m_waits = 0;
    }

    std::array<Cell, 33> m_plane;
    std::array<Cell, 8> m_waiting;
    std::size_t m_waits = 0;
    std::size_t m_used = 0;
};

struct Steps {
    void (*push)(LaneSearch::State&);
    void (*pull)(LaneSearch::State&);
};

} // namespace

/// Between two steps `next` is zero everywhere, and `at` is outside the frontier.
struct LaneSearch::State {
    const RenumberedRows* rows;
    std::vector<Cell> seen;
    std::vector<Cell> at;   // searches whose frontier holds the vertex
    std::vector<Cell> next; // searches that have just reached it
    std::vector<Vertex> frontier;
    std::vector<Vertex> reached;
    std::vector<Vertex> touched; // where `seen` is not zero
    /// What the sources' components take up, and which vertices in there lack a search: the first
    /// pull lists them, and every pull leaves those out that lack none any more.
    RenumberedRows::Range range{};
    std::vector<Vertex> open;
    bool listed = false;
    std::uint64_t open_arcs = 0;
    Cell all; // the searches of this batch
    LaneCounter counter;
    Counts counts{};
    Steps steps;

    State(const RenumberedRows& r, Steps by)
        : rows(&r), seen(r.original.size()), at(r.original.size()), next(r.original.size()),
          steps(by) {}
};

namespace {

using State = LaneSearch::State;

/// What the frontier leads to. For few frontier vertices.
template <std::size_t Bytes>
[[gnu::always_inline]] inline void push(State& s) {
    Lanes<Bytes> before;
    Lanes<Bytes> fresh;
    const RenumberedRows::Side& side = s.rows->in();
    for (const Vertex v : s.frontier) {
        for (const Vertex u : side.row(v)) {
            fresh.load(s.at[v]);
            fresh.remove(s.seen[u]);
            if (fresh.any()) {
                before.load(s.next[u]);
                if (!before.any()) {
                    s.reached.push_back(u);
                }
                fresh.add(s.next[u]);
                fresh.store(s.next[u]);
            }
        }
    }
    for (const Vertex u : s.reached) {
        before.load(s.seen[u]);
        if (!before.any()) {
            s.touched.push_back(u);
        }
        before.add(s.next[u]);
        before.store(s.seen[u]);
        fresh.load(s.next[u]);
        s.counter.add(fresh);
    }
    s.counter.finish<Bytes>();
}

/// Asks for what a pull will soon read, which lies in no order. Of a long row its own loop does so
/// in time.
[[gnu::always_inline]] inline void prefetch(const State& s, Vertex u) {
    const auto row = s.rows->out.row(u);
    for (const Vertex v : row.first(std::min<std::size_t>(row.size(), 16))) {
        __builtin_prefetch(&s.at[v]);
    }
}

/// The same asked from the other side: every vertex that lacks a search looks for it among its
/// neighbours. For large frontiers.
template <std::size_t Bytes>
[[gnu::always_inline]] inline void pull(State& s) {
    Lanes<Bytes> before;
    Lanes<Bytes> missing;
    Lanes<Bytes> found;
    const RenumberedRows::Side& side = s.rows->out;
    std::size_t kept = 0;
    s.open_arcs = 0;
    // Measured: a gain of a fifth where cells outgrow a cache of 2 MiB, a loss where they fit.
    const bool fetch_ahead = s.at.size() * sizeof(Cell) > std::size_t{2} << 20U;
    for (std::size_t i = 0; i < s.open.size(); ++i) {
        if (fetch_ahead && i + 4 < s.open.size()) {
            prefetch(s, s.open[i + 4]);
        }
        const Vertex u = s.open[i];
        missing.load(s.all);
        missing.remove(s.seen[u]);
        if (!missing.any()) {
            continue;
        }
        s.open[kept++] = u;
        const auto row = side.row(u);
        s.open_arcs += row.size();
        found.clear();
        for (const Vertex v : row) {
            found.add(s.at[v]);
        }
        found.keep(missing);
        if (found.any()) {
            found.store(s.next[u]);
            s.counter.add(found);
            s.reached.push_back(u);
            before.load(s.seen[u]);
            if (!before.any()) {
                s.touched.push_back(u);
            }
            found.add(s.seen[u]);
            found.store(s.seen[u]);
        }
    }
    s.open.resize(kept);
    s.counter.finish<Bytes>();
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void push_by_256(State& s) { push<32>(s); }
[[gnu::target("avx2")]] void pull_by_256(State& s) { pull<32>(s); }
#endif
void push_by_128(State& s) { push<16>(s); }
void pull_by_128(State& s) { pull<16>(s); }

Steps steps_for(Registers registers) {
#if defined(__x86_64__)
    // Not by 512 bits: measured slower, as asking whether any bit is set takes more steps.
    if (registers == Registers::widest && __builtin_cpu_supports("avx2") != 0) {
        return {push_by_256, pull_by_256};
    }
#endif
    (void)registers;
    return {push_by_128, pull_by_128};
}

/// A push reads and writes several cells where a pull reads one. Measured: 2 and 16 are slower on
/// graphs with degrees of a power law and on grids.
constexpr std::uint64_t push_cost = 4;

} // namespace

LaneSearch::LaneSearch(const RenumberedRows& rows, Registers registers)
    : m_state(std::make_unique<State>(rows, steps_for(registers))) {}
LaneSearch::~LaneSearch() = default;
LaneSearch::LaneSearch(LaneSearch&&) noexcept = default;
LaneSearch& LaneSearch::operator=(LaneSearch&&) noexcept = default;

const LaneSearch::Counts& LaneSearch::counts() const { return m_state->counts; }
std::size_t LaneSearch::frontier() const { return m_state->frontier.size(); }

void LaneSearch::begin(std::span<const Vertex> sources) {
    State& s = *m_state;
    for (const Vertex v : s.touched) {
        s.seen[v] = Cell{};
    }
    for (const Vertex v : s.frontier) { // of searches that were not run to their end
        s.at[v] = Cell{};
    }
    s.touched.assign(sources.begin(), sources.end());
    s.frontier.assign(sources.begin(), sources.end());
    s.all = Cell{};
    s.range = {static_cast<Vertex>(s.seen.size()), 0};
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const Vertex v = sources[i];
        s.seen[v].word[i / 64] = s.at[v].word[i / 64] = std::uint64_t{1} << i % 64;
        s.all.word[i / 64] |= s.at[v].word[i / 64];
        s.range.first = std::min(s.range.first, s.rows->component[v].first);
        s.range.end = std::max(s.range.end, s.rows->component[v].end);
    }
    s.listed = false;
    s.open_arcs = 0;
    if (!sources.empty()) {
        const auto& offset = s.rows->out.offset;
        s.open_arcs = offset[s.range.end] - offset[s.range.first];
    }
}

bool LaneSearch::step() {
    State& s = *m_state;
    std::uint64_t frontier_arcs = 0;
    for (const Vertex v : s.frontier) {
        frontier_arcs += s.rows->in().row(v).size();
    }
    s.reached.clear();
    s.counter.clear();
    if (push_cost * frontier_arcs < s.open_arcs) {
        s.steps.push(s);
    } else {
        if (!s.listed) {
            s.open.resize(s.range.end - s.range.first);
            std::iota(s.open.begin(), s.open.end(), s.range.first);
            s.listed = true;
        }
        s.steps.pull(s);
    }
    for (const Vertex v : s.frontier) {
        s.at[v] = Cell{};
    }
    s.at.swap(s.next);
    s.frontier.swap(s.reached);
    s.counts.fill(0);
    s.counter.read(s.counts);
    return !s.frontier.empty();
}

} // namespace sandhan::algorithms::internal
