// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/layout_levels.hpp"

#include "algorithms/internal/community_levels.hpp"

namespace sandhan::algorithms::internal {

namespace {

constexpr auto no_group = static_cast<std::uint32_t>(-1);

/// The vertices, those of least degree first, of equal ones the lower.
std::vector<std::uint32_t> by_degree(const LayoutLevel& level) {
    std::vector<std::uint32_t> degree(level.size());
    std::uint32_t most = 0;
    for (std::size_t v = 0; v < level.size(); ++v) {
        degree[v] = level.degree(v);
        most = std::max(most, degree[v]);
    }
    return Grouped(degree, most + 1).member;
}

/// Pairs, and those left over with them; returns how many groups there are.
std::uint32_t make_pairs(const LayoutLevel& fine, std::vector<std::uint32_t>& of) {
    std::vector<double> mass; // by group
    const auto strongest = [&](std::uint32_t v, auto&& worth) {
        double most = 0.0;
        std::uint32_t found = no_group;
        for (std::uint32_t i = fine.offset[v]; i < fine.offset[v + 1]; ++i) {
            const std::uint32_t u = fine.neighbour[i];
            const double share = worth(u, fine.strength[i]);
            if (share > most) {
                most = share;
                found = u;
            }
        }
        return found;
    };
    const auto order = by_degree(fine);
    for (const std::uint32_t v : order) {
        if (of[v] != no_group) {
            continue;
        }
        const std::uint32_t u = strongest(v, [&](std::uint32_t w, double strength) {
            return of[w] == no_group ? strength / fine.mass[w] : 0.0;
        });
        if (u != no_group) {
            of[v] = of[u] = static_cast<std::uint32_t>(mass.size());
            mass.push_back(fine.mass[v] + fine.mass[u]);
        }
    }
    // All neighbours of those left are in pairs.
    for (const std::uint32_t v : order) {
        if (of[v] != no_group) {
            continue;
        }
        const std::uint32_t u =
            strongest(v, [&](std::uint32_t w, double strength) { return strength / mass[of[w]]; });
        if (u == no_group) {
            of[v] = static_cast<std::uint32_t>(mass.size());
            mass.push_back(fine.mass[v]);
        } else {
            of[v] = of[u];
            mass[of[u]] += fine.mass[v];
        }
    }
    return static_cast<std::uint32_t>(mass.size());
}

} // namespace

CoarseLevel coarsened(const LayoutLevel& fine) {
    CoarseLevel coarse;
    coarse.of.assign(fine.size(), no_group);
    const std::uint32_t groups = make_pairs(fine, coarse.of);
    const Grouped members(coarse.of, groups);
    LayoutLevel& level = coarse.level;
    level.offset.reserve(std::size_t{groups} + 1);
    level.mass.reserve(groups);
    std::vector<std::uint32_t> place(groups, 0); // in the row being made, if not before its begin
    for (std::uint32_t group = 0; group < groups; ++group) {
        const std::size_t begin = level.neighbour.size();
        double mass = 0.0;
        for (const std::uint32_t v : members.of(group)) {
            mass += fine.mass[v];
            for (std::uint32_t i = fine.offset[v]; i < fine.offset[v + 1]; ++i) {
                const std::uint32_t other = coarse.of[fine.neighbour[i]];
                if (other == group) {
                    continue;
                }
                const std::uint32_t at = place[other];
                if (at >= begin && at < level.neighbour.size() && level.neighbour[at] == other) {
                    level.strength[at] += fine.strength[i];
                } else {
                    place[other] = static_cast<std::uint32_t>(level.neighbour.size());
                    level.neighbour.push_back(other);
                    level.strength.push_back(fine.strength[i]);
                }
            }
        }
        level.mass.push_back(mass);
        level.offset.push_back(static_cast<std::uint32_t>(level.neighbour.size()));
    }
    return coarse;
}

} // namespace sandhan::algorithms::internal
