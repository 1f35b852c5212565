// SPDX-License-Identifier: Apache-2.0
// Leiden's first step: vertices move to the neighbouring community that gains most, until none
// gains. Not installed.
#pragma once

#include "algorithms/internal/community_levels.hpp"
#include "algorithms/internal/split_mix.hpp"

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

/// Moves vertices of `level` between the communities of `community`, whose numbers are below its
/// size. Every move gains: the edges' strength with the new community, less `density` times the
/// product of masses, grows. Vertices wait in a queue, at first all of them in random order; one
/// whose neighbour left its community queues again.
/// Returns how many moves there were.
template <class Strength>
std::uint64_t move_locally(const CommunityLevel<Strength>& level,
                           double density,
                           std::vector<Community>& community,
                           Draws draws,
                           const graph::RunControl& control) {
    constexpr double rounding = 1e-12;
    const graph::Vertex n = level.size();
    std::vector<double> mass(n, 0.0);
    std::vector<std::uint32_t> members(n, 0);
    for (graph::Vertex v = 0; v < n; ++v) {
        mass[community[v]] += level.mass[v];
        ++members[community[v]];
    }
    std::vector<Community> empty;
    for (Community c = n; c > 0; --c) {
        if (members[c - 1] == 0) {
            empty.push_back(c - 1);
        }
    }
    std::vector<graph::Vertex> queue(n);
    draws.arrange(std::span(queue));
    std::vector<unsigned char> waits(n, 1);
    std::vector<Strength> with(n, Strength{0});
    std::vector<Community> met(std::size_t{n} + 1);
    std::uint64_t moves = 0;
    std::uint64_t visits = 0;
    std::size_t head = 0;
    for (std::size_t waiting = n; waiting > 0; --waiting) {
        if (++visits % 65536 == 0) {
            control.checkpoint();
        }
        level.prefetch_ahead(
            [&](std::size_t steps) {
                const std::size_t at = head + steps;
                return queue[at < n ? at : at % n];
            },
            community.data());
        const graph::Vertex v = queue[head];
        head = head + 1 == n ? 0 : head + 1;
        waits[v] = 0;
        const Community own = community[v];
        std::size_t found = 0;
        level.for_each(v, [&](graph::Vertex u, Strength w) {
            const Community c = community[u];
            met[found] = c;
            found += with[c] == Strength{0} ? 1U : 0U;
            with[c] += w;
        });
        const double own_mass = level.mass[v];
        const double pull = density * own_mass;
        const double stay = static_cast<double>(with[own]) - pull * (mass[own] - own_mass);
        // What rounding could make of nothing is no gain, or two communities might pass v to and
        // fro for ever.
        double best_gain = stay + rounding * (static_cast<double>(with[own]) + pull * mass[own]);
        Community best = own;
        std::uint32_t alike = 1;
        if (best_gain < 0.0 && members[own] > 1) {
            best_gain = 0.0; // of an empty community
            best = empty.back();
        }
        for (std::size_t i = 0; i < found; ++i) {
            const Community c = met[i];
            const double gain = static_cast<double>(with[c]) - pull * mass[c];
            with[c] = Strength{0};
            if (gain < best_gain || c == own) {
                continue;
            }
            // Of those that gain alike any may be the one: else all starts end in the same place.
            alike = gain > best_gain ? 1 : alike + 1;
            if (alike == 1 || (best != own && draws.below(alike) == 0)) {
                best_gain = gain;
                best = c;
            }
        }
        if (best == own) {
            continue;
        }
        ++moves;
        if (members[best] == 0) {
            empty.pop_back();
        }
        mass[own] -= own_mass;
        mass[best] += own_mass;
        ++members[best];
        if (--members[own] == 0) {
            mass[own] = 0.0;
            empty.push_back(own);
        }
        community[v] = best;
        level.for_each(v, [&](graph::Vertex u, Strength) {
            if (waits[u] == 0 && community[u] != best) {
                waits[u] = 1;
                const std::size_t tail = head + waiting - 1;
                queue[tail >= n ? tail - n : tail] = u;
                ++waiting;
            }
        });
    }
    return moves;
}

} // namespace sandhan::algorithms::internal
