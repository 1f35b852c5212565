// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/expected_flows.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {
namespace {

constexpr double tolerance = 1e-10;
constexpr std::size_t most_rounds = 10'000;

/// Places by their rank among those at one end of a flow.
class Numbering {
  public:
    explicit Numbering(std::vector<std::uint32_t> places) : m_places(std::move(places)) {
        std::sort(m_places.begin(), m_places.end());
        m_places.erase(std::unique(m_places.begin(), m_places.end()), m_places.end());
    }
    [[nodiscard]] std::size_t size() const { return m_places.size(); }
    [[nodiscard]] std::uint32_t place(std::size_t i) const { return m_places[i]; }
    /// size() for a place that is not among them.
    [[nodiscard]] std::size_t of(std::uint32_t place) const {
        const auto at = std::lower_bound(m_places.begin(), m_places.end(), place);
        return at != m_places.end() && *at == place
                   ? static_cast<std::size_t>(at - m_places.begin())
                   : m_places.size();
    }

  private:
    std::vector<std::uint32_t> m_places;
};

template <class End>
std::vector<std::uint32_t> ends_of(std::span<const ObservedFlow> flows, End end) {
    std::vector<std::uint32_t> places;
    places.reserve(flows.size());
    for (const ObservedFlow& flow : flows) {
        places.push_back(end(flow));
    }
    return places;
}

double sum(const std::vector<double>& values) {
    double total = 0.0;
    for (const double v : values) {
        total += v;
    }
    return total;
}

} // namespace

ExpectedFlows expected_flows(std::span<const ObservedFlow> flows,
                             std::span<const std::pair<std::uint32_t, std::uint32_t>> impossible) {
    const Numbering origins(ends_of(flows, [](const ObservedFlow& f) { return f.origin; }));
    const Numbering destinations(
        ends_of(flows, [](const ObservedFlow& f) { return f.destination; }));

    // Of each origin the destinations that it can't reach, and the other way round.
    std::vector<std::vector<std::size_t>> closed(origins.size()), shut(destinations.size());
    const auto close = [&](std::uint32_t from, std::uint32_t to) {
        const std::size_t o = origins.of(from);
        const std::size_t d = destinations.of(to);
        if (o < origins.size() && d < destinations.size()) {
            closed[o].push_back(d);
            shut[d].push_back(o);
        }
    };
    for (std::size_t o = 0; o < origins.size(); ++o) {
        close(origins.place(o), origins.place(o));
    }
    for (const auto& [a, b] : impossible) {
        close(a, b);
        close(b, a);
    }
    for (auto* lists : {&closed, &shut}) {
        for (std::vector<std::size_t>& list : *lists) {
            std::sort(list.begin(), list.end());
            list.erase(std::unique(list.begin(), list.end()), list.end());
        }
    }

    std::vector<double> leaves(origins.size(), 0.0), arrives(destinations.size(), 0.0);
    std::vector<std::pair<std::size_t, std::size_t>> ends;
    ends.reserve(flows.size());
    for (const ObservedFlow& flow : flows) {
        const std::size_t o = origins.of(flow.origin);
        const std::size_t d = destinations.of(flow.destination);
        // Written as !(> 0) so that NaN is refused too.
        if (!(flow.size > 0.0) || std::isinf(flow.size) ||
            std::binary_search(closed[o].begin(), closed[o].end(), d)) {
            throw std::invalid_argument("expected_flows: flow " + std::to_string(flow.origin) +
                                        " -> " + std::to_string(flow.destination) + " of size " +
                                        std::to_string(flow.size) +
                                        "; sizes must be finite and > 0, and the pair possible");
        }
        leaves[o] += flow.size;
        arrives[d] += flow.size;
        ends.emplace_back(o, d);
    }

    ExpectedFlows result;
    std::vector<double> a(origins.size(), 0.0), b = arrives;
    // What one factor adds up to over the places that the other end can be joined with.
    const auto open_sum = [](double total, const std::vector<double>& factor,
                             const std::vector<std::size_t>& excluded) {
        for (const std::size_t i : excluded) {
            total -= factor[i];
        }
        return total;
    };
    for (result.residual = flows.empty() ? 0.0 : 1.0;
         result.residual > tolerance && result.iterations < most_rounds; ++result.iterations) {
        const double b_total = sum(b);
        result.residual = 0.0;
        for (std::size_t o = 0; o < a.size(); ++o) {
            const double open = open_sum(b_total, b, closed[o]);
            if (result.iterations > 0) { // destinations hold as they were left, origins may not
                result.residual =
                    std::max(result.residual, std::abs(a[o] * open / leaves[o] - 1.0));
            } else {
                result.residual = 1.0;
            }
            a[o] = leaves[o] / open;
        }
        const double a_total = sum(a);
        for (std::size_t d = 0; d < b.size(); ++d) {
            b[d] = arrives[d] / open_sum(a_total, a, shut[d]);
        }
    }
    result.converged = result.residual <= tolerance;
    result.expected.reserve(flows.size());
    for (const auto& [o, d] : ends) {
        result.expected.push_back(a[o] * b[d]);
    }
    return result;
}

} // namespace sandhan::algorithms
