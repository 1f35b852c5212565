// SPDX-License-Identifier: Apache-2.0
// Leiden's second step: within each community, vertices merge anew from singletons into pieces that
// are well connected. Not installed.
#pragma once

#include "algorithms/internal/local_moving.hpp"

#include <cmath>

namespace sandhan::algorithms::internal {

/// A partition that refines another: its pieces are numbered so that those of one community stand
/// together.
struct Refinement {
    std::vector<std::uint32_t> piece_of; ///< by vertex
    std::vector<Community> community_of; ///< by piece
};

/// Refines one community at a time; one object a thread.
template <class Strength>
class CommunityRefiner {
  public:
    CommunityRefiner(const CommunityLevel<Strength>& level,
                     double density,
                     double randomness,
                     std::span<const std::uint32_t> place_of)
        : m_level(level), m_density(density), m_randomness(randomness), m_place_of(place_of) {}

    /// `members` stand at the places from `first` on. Writes to `piece` the piece of each, by its
    /// place within the community, numbered from 0 in the order of places; returns their number.
    std::uint32_t refine(std::span<const graph::Vertex> members,
                         std::uint32_t first,
                         Draws draws,
                         std::span<std::uint32_t> piece) {
        begin(members, first);
        draws.shuffle(std::span(m_order));
        for (const std::uint32_t i : m_order) {
            // A vertex moves once, while it is alone, and only where it is well connected.
            if (m_count[i] == 1 && connected(m_mass[i], m_outside[i])) {
                merge(i, draws);
            }
        }
        std::copy(m_piece.begin(), m_piece.end(), piece.begin());
        return number(piece);
    }

  private:
    void begin(std::span<const graph::Vertex> members, std::uint32_t first) {
        const std::size_t n = members.size();
        m_total = 0.0;
        m_order.resize(n);
        m_piece.resize(n);
        m_count.assign(n, 1);
        m_mass.resize(n);
        m_outside.resize(n);
        m_offset.resize(n + 1);
        if (m_with.size() < n) {
            m_with.resize(n, Strength{0});
            m_met.resize(n + 1);
            m_gain.resize(n + 1);
        }
        std::uint32_t at = 0;
        for (std::uint32_t i = 0; i < n; ++i) {
            m_order[i] = m_piece[i] = i;
            m_mass[i] = m_level.mass[members[i]];
            m_total += m_mass[i];
            m_offset[i] = at;
            const std::size_t most = at + m_level.degree(members[i]);
            if (m_neighbour.size() < most) {
                m_neighbour.resize(2 * most);
                m_strength.resize(2 * most);
            }
            // No branches: which neighbours are in the community is hard to foretell.
            Strength outside{0};
            m_level.for_each(members[i], [&](graph::Vertex u, Strength w) {
                const std::uint32_t place = m_place_of[u] - first; // wraps where it stands before
                const bool is_within = place < n;
                m_neighbour[at] = place;
                m_strength[at] = w;
                at += is_within ? 1U : 0U;
                outside += is_within ? w : Strength{0};
            });
            m_outside[i] = static_cast<double>(outside);
        }
        m_offset[n] = at;
    }

    [[nodiscard]] bool connected(double mass, double outside) const {
        return outside >= m_density * mass * (m_total - mass);
    }

    void merge(std::uint32_t i, Draws& draws) {
        m_found = 0;
        for (std::uint32_t k = m_offset[i]; k < m_offset[i + 1]; ++k) {
            const std::uint32_t p = m_piece[m_neighbour[k]];
            m_met[m_found] = p;
            m_found += m_with[p] == Strength{0} ? 1U : 0U;
            m_with[p] += m_strength[k];
        }
        // To stay alone gains 0.
        double best = 0.0;
        for (std::size_t k = 0; k < m_found; ++k) {
            const std::uint32_t p = m_met[k];
            const double gain = static_cast<double>(m_with[p]) - m_density * m_mass[i] * m_mass[p];
            m_gain[k] = connected(m_mass[p], m_outside[p]) ? gain : -1.0;
            best = std::max(best, m_gain[k]);
        }
        const std::uint32_t chosen = choose(i, best, draws);
        if (chosen != i) {
            m_outside[chosen] += m_outside[i] - 2.0 * static_cast<double>(m_with[chosen]);
            m_mass[chosen] += m_mass[i];
            m_count[chosen] += m_count[i];
            m_count[i] = 0;
            m_piece[i] = chosen;
        }
        for (std::size_t k = 0; k < m_found; ++k) {
            m_with[m_met[k]] = Strength{0};
        }
    }

    /// One of those met, or i itself, with a probability that grows with e^(gain / randomness).
    [[nodiscard]] std::uint32_t choose(std::uint32_t i, double best, Draws& draws) {
        constexpr double hopeless = 40.0; // e^-40 is below what a draw can tell from 0
        const auto chance = [&](double gain) {
            const double below = (best - gain) / m_randomness;
            return gain < 0.0 || below > hopeless ? 0.0 : below == 0.0 ? 1.0 : std::exp(-below);
        };
        double sum = chance(0.0);
        for (std::size_t k = 0; k < m_found; ++k) {
            sum += m_gain[k] = chance(m_gain[k]);
        }
        double left = draws.share() * sum;
        std::uint32_t last = i;
        for (std::size_t k = 0; k < m_found; ++k) {
            if (m_gain[k] > 0.0) {
                last = m_met[k];
                left -= m_gain[k];
                if (left < 0.0) {
                    return last;
                }
            }
        }
        return chance(0.0) > 0.0 ? i : last;
    }

    [[nodiscard]] std::uint32_t number(std::span<std::uint32_t> piece) {
        std::uint32_t found = 0;
        constexpr auto unseen = static_cast<std::uint32_t>(-1);
        m_number.assign(piece.size(), unseen);
        for (std::uint32_t& p : piece) {
            if (m_number[p] == unseen) {
                m_number[p] = found++;
            }
            p = m_number[p];
        }
        return found;
    }

    const CommunityLevel<Strength>& m_level;
    double m_density;
    double m_randomness;
    std::span<const std::uint32_t> m_place_of;
    double m_total = 0.0;
    std::size_t m_found = 0;                          ///< how many of m_met and m_gain count
    std::vector<std::uint32_t> m_offset, m_neighbour; ///< the rows within, by place
    std::vector<Strength> m_strength;
    std::vector<std::uint32_t> m_order, m_piece, m_count, m_met, m_number;
    std::vector<double> m_mass, m_outside, m_gain;
    std::vector<Strength> m_with;
};

/// Refines every community of `community`, numbered 0 … communities - 1; on all threads, the same
/// for any number of them.
template <class Strength>
[[nodiscard]] Refinement refined(const CommunityLevel<Strength>& level,
                                 double density,
                                 double randomness,
                                 std::span<const Community> community,
                                 std::uint32_t communities,
                                 std::uint64_t seed,
                                 const graph::RunControl& control) {
    const Grouped grouped(community, communities);
    std::vector<std::uint32_t> place_of(level.size());
    for (std::uint32_t i = 0; i < grouped.member.size(); ++i) {
        place_of[grouped.member[i]] = i;
    }
    std::vector<std::uint32_t> piece(level.size()); // by place
    std::vector<std::uint32_t> pieces(std::size_t{communities} + 1, 0);
    tbb::enumerable_thread_specific<CommunityRefiner<Strength>> refiners(
        [&] { return CommunityRefiner<Strength>(level, density, randomness, place_of); });
    tbb::parallel_for(tbb::blocked_range<std::uint32_t>(0, communities, 16),
                      [&](const tbb::blocked_range<std::uint32_t>& range) {
                          control.checkpoint();
                          CommunityRefiner<Strength>& refiner = refiners.local();
                          for (std::uint32_t c = range.begin(); c != range.end(); ++c) {
                              const auto members = grouped.of(c);
                              pieces[c + 1] = refiner.refine(
                                  members, grouped.offset[c], Draws(seed, c),
                                  std::span(piece).subspan(grouped.offset[c], members.size()));
                          }
                      });
    for (std::size_t c = 1; c < pieces.size(); ++c) {
        pieces[c] += pieces[c - 1];
    }
    Refinement result{std::vector<std::uint32_t>(level.size()),
                      std::vector<Community>(pieces.back())};
    tbb::parallel_for(tbb::blocked_range<std::uint32_t>(0, communities, 1024),
                      [&](const tbb::blocked_range<std::uint32_t>& range) {
                          for (std::uint32_t c = range.begin(); c != range.end(); ++c) {
                              const std::uint32_t end = grouped.offset[c + 1];
                              for (std::uint32_t i = grouped.offset[c]; i < end; ++i) {
                                  result.piece_of[grouped.member[i]] = pieces[c] + piece[i];
                              }
                              std::fill(result.community_of.begin() + pieces[c],
                                        result.community_of.begin() + pieces[c + 1], c);
                          }
                      });
    return result;
}

} // namespace sandhan::algorithms::internal
