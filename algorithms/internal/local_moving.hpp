// SPDX-License-Identifier: Apache-2.0
// Leiden's first step: vertices move to the neighbouring community that gains most, until none
// gains. Not installed.
#pragma once

#include "algorithms/internal/community_levels.hpp"
#include "algorithms/internal/split_mix.hpp"
#include "graph/run_control.hpp"

#include <atomic>
#include <cassert>
#include <limits>
#include <utility>

namespace sandhan::algorithms::internal {

/// Random numbers of one place in the work: SplitMix64 counted on from a point of its own.
class Draws {
  public:
    Draws(std::uint64_t seed, std::uint64_t place)
        : m_state(mixed(mixed(seed + golden) + place * golden)) {}
    std::uint64_t next() { return mixed(m_state += golden); }
    /// Below n, by Lemire's multiplication; its bias of n/2^32 moves no choice that matters here.
    std::uint32_t below(std::uint32_t n) {
        return static_cast<std::uint32_t>(((next() >> 32U) * n) >> 32U);
    }
    /// In [0, 1).
    double share() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

    template <class T>
    void shuffle(std::span<T> values) {
        for (std::size_t i = values.size(); i > 1; --i) {
            std::swap(values[i - 1], values[below(static_cast<std::uint32_t>(i))]);
        }
    }

    /// 0, 1, … in random order. Of many, blocks of neighbours keep together, so that what is read
    /// for one is in the cache for the next.
    void arrange(std::span<std::uint32_t> values) {
        const auto n = static_cast<std::uint32_t>(values.size());
        const std::uint32_t block = std::clamp(n / 1024, 1U, 64U);
        std::vector<std::uint32_t> starts;
        for (std::uint32_t i = 0; i < n; i += block) {
            starts.push_back(i);
        }
        shuffle(std::span(starts));
        std::size_t at = 0;
        for (const std::uint32_t start : starts) {
            const std::size_t first = at;
            for (std::uint32_t i = start; i < std::min(n, start + block); ++i) {
                values[at++] = i;
            }
            shuffle(values.subspan(first, at - first));
        }
    }

  private:
    std::uint64_t m_state;
};

/// Where local moving ends.
enum class MovingEnd : std::uint8_t {
    settled, ///< no vertex gains by a move
    nearly,  ///< of a large graph, when few are still waiting: enough for what is to be refined
};

/// One call of move_locally(). While many vertices of a large graph wait, they move together: all
/// of a batch choose by the state before it, on all threads, and those whose choices contradict
/// each other wait again. The others move one by one, and so do those that are left. Batches depend
/// on the graph alone, so threads change nothing.
template <class Strength>
class LocalMoving {
  public:
    LocalMoving(const CommunityLevel<Strength>& level,
                double density,
                std::vector<Community>& community,
                const graph::RunControl& control)
        : m_level(level), m_density(density), m_community(community), m_control(control),
          m_mass(level.size(), 0.0), m_members(level.size(), 0), m_waits(level.size(), 1) {
        for (graph::Vertex v = 0; v < level.size(); ++v) {
            m_mass[community[v]] += level.mass[v];
            ++m_members[community[v]];
        }
        for (Community c = level.size(); c > 0; --c) {
            if (m_members[c - 1] == 0) {
                m_empty.push_back(c - 1);
            }
        }
    }

    /// Returns how many moves there were.
    std::uint64_t run(Draws draws, MovingEnd end) {
        const graph::Vertex n = m_level.size();
        std::vector<graph::Vertex> order(n);
        draws.arrange(std::span(order));
        m_seed = draws.next();
        if (n < least_together) {
            move_one_by_one(std::move(order), n);
            return m_moves;
        }
        std::vector<graph::Vertex> queue = order;
        const graph::Vertex few = n / (end == MovingEnd::settled ? 32 : 8);
        for (m_round = 0; m_round < most_rounds && queue.size() > few; ++m_round) {
            move_together(queue);
            queue.clear();
            for (const graph::Vertex v : order) {
                if (m_waits[v] != 0) {
                    queue.push_back(v);
                }
            }
        }
        if (end == MovingEnd::settled) {
            const std::size_t waiting = queue.size();
            queue.resize(n);
            move_one_by_one(std::move(queue), waiting);
        }
        return m_moves;
    }

  private:
    /// Below this, threads are not worth their waking.
    static constexpr graph::Vertex least_together = 20'000;
    /// What moves together may go to and fro: after so many rounds it moves one by one.
    static constexpr std::uint32_t most_rounds = 16;
    static constexpr Community fresh = graph::no_vertex; ///< as a choice: a community of its own
    using Turn = std::uint16_t;                          ///< a place in a batch
    static constexpr auto never = static_cast<Turn>(-1);
    enum class Fate : std::uint8_t { stays, moves, waits };

    struct Scratch {
        std::vector<Strength> with;
        std::vector<Community> met;
        std::vector<double> gain;
        explicit Scratch(std::size_t n) : with(n, Strength{0}), met(n + 1), gain(n + 1) {}
    };

    /// The community in which v gains most: its own, `fresh`, or one of a neighbour. `place` says
    /// which random numbers are drawn.
    [[nodiscard]] Community choice(graph::Vertex v, std::uint64_t place, Scratch& scratch) const {
        constexpr double rounding = 1e-12;
        constexpr double none = -std::numeric_limits<double>::infinity();
        const Community own = m_community[v];
        Strength* const with = scratch.with.data();
        Community* const met = scratch.met.data();
        double* const gain = scratch.gain.data();
        std::size_t found = 0;
        m_level.for_each(v, [&](graph::Vertex u, Strength w) {
            const Community c = m_community[u];
            met[found] = c;
            found += with[c] == Strength{0} ? 1U : 0U;
            with[c] += w;
        });
        const double own_mass = m_level.mass[v];
        const double pull = m_density * own_mass;
        const auto with_own = static_cast<double>(with[own]);
        // What rounding could make of nothing is no gain, or two communities might pass v to and
        // fro for ever.
        double least =
            with_own - pull * (m_mass[own] - own_mass) + rounding * (with_own + pull * m_mass[own]);
        Community best = own;
        if (least < 0.0 && m_members[own] > 1) {
            least = 0.0;
            best = fresh;
        }
        double most = none;
        for (std::size_t i = 0; i < found; ++i) {
            const Community c = met[i];
            gain[i] = c == own ? none : static_cast<double>(with[c]) - pull * m_mass[c];
            with[c] = Strength{0};
            most = std::max(most, gain[i]);
        }
        if (most < least || (most == least && best == own)) {
            return best;
        }
        // Of those that gain alike any may be the one: else all starts end in the same place.
        std::uint32_t alike = 0;
        for (std::size_t i = 0; i < found; ++i) {
            met[alike] = met[i];
            alike += gain[i] == most ? 1U : 0U;
        }
        return met[alike == 1 ? 0 : Draws(m_seed, place).below(alike)];
    }

    /// Says where v is now.
    Community join(graph::Vertex v, Community best) {
        const Community own = m_community[v];
        if (best == fresh) {
            if (m_members[own] == 1) { // the others of its batch have left it alone
                return own;
            }
            best = m_empty.back();
            m_empty.pop_back();
        } else {
            assert(m_members[best] > 0);
        }
        m_mass[own] -= m_level.mass[v];
        m_mass[best] += m_level.mass[v];
        ++m_members[best];
        if (--m_members[own] == 0) {
            m_mass[own] = 0.0;
            m_empty.push_back(own);
        }
        ++m_moves;
        return m_community[v] = best;
    }

    void move_together(std::span<const graph::Vertex> queue) {
        m_turn.resize(m_level.size(), never);
        // Enough to keep threads busy, few enough that what they all see is hardly out of date.
        const auto batch = std::size_t{std::clamp(m_level.size() / 32, 512U, 4096U)};
        m_choice.resize(batch);
        m_fate.resize(batch);
        for (std::size_t first = 0; first < queue.size(); first += batch) {
            m_control.checkpoint();
            const auto now = queue.subspan(first, std::min(batch, queue.size() - first));
            const auto on_all_threads = [&](auto work) {
                constexpr std::size_t grain = 256; // a tenth of a millisecond, for the worst batch
                tbb::parallel_for(tbb::blocked_range<std::size_t>(0, now.size(), grain),
                                  [&](const tbb::blocked_range<std::size_t>& range) {
                                      work(range.begin(), range.end());
                                  });
            };
            on_all_threads([&](std::size_t begin, std::size_t end) { choose(now, begin, end); });
            on_all_threads([&](std::size_t begin, std::size_t end) { settle(now, begin, end); });
            for (std::size_t i = 0; i < now.size(); ++i) {
                const std::size_t soon = std::min(i + 8, now.size() - 1);
                const Community next = std::min(m_choice[soon], m_level.size() - 1); // not fresh
                prefetch(m_mass.data() + next);
                prefetch(m_members.data() + next);
                if (m_fate[i] != Fate::stays) {
                    m_turn[now[i]] = never;
                    if (m_fate[i] == Fate::moves) {
                        join(now[i], m_choice[i]);
                    }
                }
            }
        }
    }

    void choose(std::span<const graph::Vertex> now, std::size_t begin, std::size_t end) {
        Scratch& scratch = m_scratch.local();
        for (std::size_t i = begin; i < end; ++i) {
            const auto ahead = [&](std::size_t steps) {
                return now[std::min(i + steps, now.size() - 1)];
            };
            m_level.prefetch_ahead(ahead, m_community.data());
            m_level.for_first(ahead(2),
                              [&](graph::Vertex u) { prefetch(m_mass.data() + m_community[u]); });
            const graph::Vertex v = now[i];
            m_waits[v] = 0;
            const std::uint64_t place = std::uint64_t{m_round} * m_level.size() + v;
            m_choice[i] = choice(v, place, scratch);
            m_fate[i] = m_choice[i] == m_community[v] ? Fate::stays : Fate::moves;
            if (m_fate[i] == Fate::moves) {
                m_turn[v] = static_cast<Turn>(i);
            }
        }
    }

    /// A vertex waits again where one before it in the batch goes where it is, or leaves where it
    /// goes. What the others gain by neighbours is therefore certain; where many join one community
    /// at once, its mass may make a move lose, which later moves repair. As no neighbour leaves
    /// where one goes, that is not empty when it comes.
    void settle(std::span<const graph::Vertex> now, std::size_t begin, std::size_t end) {
        const auto wait = [&](graph::Vertex u) {
            const std::atomic_ref<unsigned char> waits(m_waits[u]);
            if (waits.load(std::memory_order_relaxed) == 0) {
                waits.store(1, std::memory_order_relaxed);
            }
        };
        for (std::size_t i = begin; i < end; ++i) {
            const std::size_t soon = std::min(i + 4, end - 1);
            if (m_fate[soon] == Fate::moves) {
                m_level.for_first(now[soon], [&](graph::Vertex u) { prefetch(m_turn.data() + u); });
            }
            if (m_fate[i] == Fate::stays) {
                continue;
            }
            const graph::Vertex v = now[i];
            const Community own = m_community[v];
            const Community best = m_choice[i];
            bool is_late = false;
            m_level.for_each(v, [&](graph::Vertex u, Strength) {
                const Turn turn = m_turn[u];
                if (turn < i && (m_community[u] == best || m_choice[turn] == own)) {
                    is_late = true;
                }
            });
            if (is_late) {
                m_fate[i] = Fate::waits;
                wait(v);
                continue;
            }
            m_level.for_each(v, [&](graph::Vertex u, Strength) {
                if (m_community[u] != best) {
                    wait(u);
                }
            });
        }
    }

    /// The first `waiting` of a ring of all vertices, and whoever must queue again.
    void move_one_by_one(std::vector<graph::Vertex> ring, std::size_t waiting) {
        const graph::Vertex n = m_level.size();
        Scratch& scratch = m_scratch.local();
        std::uint64_t place = std::uint64_t{most_rounds} * n;
        for (std::size_t head = 0; waiting > 0; --waiting) {
            if (++place % 65536 == 0) {
                m_control.checkpoint();
            }
            m_level.prefetch_ahead(
                [&](std::size_t steps) {
                    const std::size_t at = head + steps;
                    return ring[at < n ? at : at % n];
                },
                m_community.data());
            const graph::Vertex v = ring[head];
            head = head + 1 == n ? 0 : head + 1;
            m_waits[v] = 0;
            const Community best = choice(v, place, scratch);
            if (best == m_community[v]) {
                continue;
            }
            const Community now = join(v, best);
            m_level.for_each(v, [&](graph::Vertex u, Strength) {
                if (m_waits[u] == 0 && m_community[u] != now) {
                    m_waits[u] = 1;
                    const std::size_t tail = head + waiting - 1;
                    ring[tail >= n ? tail - n : tail] = u;
                    ++waiting;
                }
            });
        }
    }

    const CommunityLevel<Strength>& m_level;
    double m_density;
    std::vector<Community>& m_community;
    const graph::RunControl& m_control;
    std::uint64_t m_seed = 0;
    std::uint64_t m_moves = 0;
    std::uint32_t m_round = 0;
    std::vector<double> m_mass;           ///< by community
    std::vector<std::uint32_t> m_members; ///< by community
    std::vector<Community> m_empty;       ///< communities without members
    std::vector<unsigned char> m_waits;   ///< by vertex
    std::vector<Turn> m_turn;             ///< by vertex: its place in the batch, if it would move
    std::vector<Community> m_choice;      ///< by place in the batch
    std::vector<Fate> m_fate;             ///< by place in the batch
    tbb::enumerable_thread_specific<Scratch> m_scratch{[this] { return Scratch(m_level.size()); }};
};

/// Moves vertices of `level` between the communities of `community`, whose numbers are below its
/// size. A move gains where the edges' strength with the new community, less `density` times the
/// product of masses, grows. Vertices wait in a queue, at first all of them in random order; one
/// whose neighbour left its community queues again.
/// On all threads, the same for any number of them. Returns how many moves there were.
template <class Strength>
std::uint64_t move_locally(const CommunityLevel<Strength>& level,
                           double density,
                           std::vector<Community>& community,
                           Draws draws,
                           MovingEnd end,
                           const graph::RunControl& control) {
    return LocalMoving<Strength>(level, density, community, control).run(draws, end);
}

} // namespace sandhan::algorithms::internal
