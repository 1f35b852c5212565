// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/participation.hpp"

#include "algorithms/internal/groups.hpp"
#include "algorithms/internal/requirements.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

/// The strength of one vertex's edges with each group. Summed in the order of its rows.
class TiesByGroup {
  public:
    TiesByGroup(const graph::CompressedGraph& g,
                const internal::DenseGroups& groups,
                std::span<const double> strength)
        : m_g(g), m_groups(groups), m_strength(strength), m_ties(groups.size.size(), 0.0) {}

    void read(Vertex v) {
        for (const std::uint32_t group : m_touched) {
            m_ties[group] = 0.0;
        }
        m_touched.clear();
        add(m_g.out_neighbours(v), m_g.out_edges(v));
        if (m_g.is_directed()) {
            add(m_g.in_neighbours(v), m_g.in_edges(v));
        }
        std::sort(m_touched.begin(), m_touched.end());
    }
    [[nodiscard]] double with(std::uint32_t group) const { return m_ties[group]; }
    [[nodiscard]] double participation() const {
        double all = 0.0;
        for (const std::uint32_t group : m_touched) {
            all += m_ties[group];
        }
        if (m_touched.size() < 2) {
            return 0.0; // exactly, whatever the strengths
        }
        double together = 0.0;
        for (const std::uint32_t group : m_touched) {
            const double share = m_ties[group] / all;
            together += share * share;
        }
        return 1.0 - together;
    }

  private:
    void add(std::span<const Vertex> neighbours, std::span<const graph::Edge> edges) {
        for (std::size_t i = 0; i < neighbours.size(); ++i) {
            const std::uint32_t group = m_groups.of[neighbours[i]];
            if (group == internal::outside) {
                continue;
            }
            if (m_ties[group] == 0.0) {
                m_touched.push_back(group);
            }
            m_ties[group] += m_strength.empty() ? 1.0 : m_strength[edges[i]];
        }
    }

    const graph::CompressedGraph& m_g;
    const internal::DenseGroups& m_groups;
    std::span<const double> m_strength;
    std::vector<double> m_ties;
    std::vector<std::uint32_t> m_touched;
};

/// Turns the ties within each one's own group into standard deviations from the group's mean.
void standardise(const internal::DenseGroups& groups, std::vector<double>& within) {
    std::vector<double> mean(groups.size.size(), 0.0);
    std::vector<double> least(groups.size.size(), HUGE_VAL);
    std::vector<double> most(groups.size.size(), 0.0);
    for (std::size_t v = 0; v < within.size(); ++v) {
        if (const std::uint32_t group = groups.of[v]; group != internal::outside) {
            mean[group] += within[v];
            least[group] = std::min(least[group], within[v]);
            most[group] = std::max(most[group], within[v]);
        }
    }
    std::vector<double> squares(groups.size.size(), 0.0);
    for (std::size_t group = 0; group < mean.size(); ++group) {
        mean[group] /= groups.size[group];
    }
    for (std::size_t v = 0; v < within.size(); ++v) {
        if (const std::uint32_t group = groups.of[v]; group != internal::outside) {
            const double above = within[v] - mean[group];
            squares[group] += above * above;
        }
    }
    for (std::size_t v = 0; v < within.size(); ++v) {
        const std::uint32_t group = groups.of[v];
        // By the extremes, as the mean of equal numbers need not be that number.
        within[v] =
            group == internal::outside || least[group] == most[group]
                ? 0.0
                : (within[v] - mean[group]) / std::sqrt(squares[group] / groups.size[group]);
    }
}

} // namespace

std::string_view name_of(CartographicRole role) {
    constexpr std::array<std::string_view, 8> names{
        "none",    "ultra-peripheral", "peripheral",    "connector",
        "kinless", "provincial hub",   "connector hub", "kinless hub"};
    return names[static_cast<std::size_t>(role)];
}

CartographicRole cartographic_role(double participation, double within_group) {
    // The borders that the authors drew around the densities of their networks.
    using enum CartographicRole;
    if (within_group >= 2.5) {
        return participation <= 0.30   ? provincial_hub
               : participation <= 0.75 ? connector_hub
                                       : kinless_hub;
    }
    return participation <= 0.05   ? ultra_peripheral
           : participation <= 0.62 ? peripheral
           : participation <= 0.80 ? connector
                                   : kinless;
}

Participation participation(const graph::CompressedGraph& g,
                            std::span<const std::uint32_t> group,
                            std::span<const double> strength,
                            const graph::RunControl& control) {
    internal::require_simple(g, "participation");
    internal::require_positive(g, strength, "participation", "strength");
    const internal::DenseGroups groups = internal::dense_groups(g, group, "participation");
    const Vertex n = g.vertex_count();

    Participation result{std::vector<double>(n, 0.0), std::vector<double>(n, 0.0),
                         std::vector<CartographicRole>(n, CartographicRole::none),
                         n - groups.grouped};
    TiesByGroup ties(g, groups, strength);
    for (Vertex v = 0; v < n; ++v) {
        control.checkpoint();
        if (groups.of[v] != internal::outside) {
            ties.read(v);
            result.participation[v] = ties.participation();
            result.within_group[v] = ties.with(groups.of[v]);
        }
    }
    standardise(groups, result.within_group);
    for (Vertex v = 0; v < n; ++v) {
        if (groups.of[v] != internal::outside) {
            result.role[v] = cartographic_role(result.participation[v], result.within_group[v]);
        }
    }
    control.report(n, n);
    return result;
}

} // namespace sandhan::algorithms
