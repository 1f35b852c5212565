// SPDX-License-Identifier: Apache-2.0
#include "tests/support/role_oracles.hpp"

#include <cmath>

namespace sandhan::tests::oracle {

Brokered brokered(const Matrix& m, const Labels& labels, Vertex b) {
    Brokered found;
    if (!labels[b]) {
        return found;
    }
    for (Vertex a = 0; a < m.n; ++a) {
        for (Vertex c = 0; c < m.n; ++c) {
            const bool open = a != c && labels[a] && labels[c] && m.joined(a, b) &&
                              m.joined(b, c) && !m.joined(a, c);
            if (!open || (!m.directed && a > c)) {
                continue;
            }
            ++found.total;
            const auto ga = *labels[a];
            const auto gb = *labels[b];
            const auto gc = *labels[c];
            if (ga == gb && gb == gc) {
                ++found.coordinator;
            } else if (ga == gc) {
                ++found.itinerant;
            } else if (ga != gb && gb != gc) {
                ++found.liaison;
                ++found.between[!m.directed && ga > gc ? std::pair(gc, ga) : std::pair(ga, gc)];
            } else {
                const auto other = ga == gb ? gc : ga;
                if (!m.directed || gc == gb) {
                    ++found.gatekeeper;
                    ++found.let_in_from[other];
                }
                if (!m.directed || ga == gb) {
                    ++found.representative;
                    ++found.spoken_to[other];
                }
            }
        }
    }
    return found;
}

namespace {

/// What v has with those of a label, both directions added.
double ties_with(const Matrix& m,
                 const std::vector<std::vector<double>>& strength,
                 const Labels& labels,
                 Vertex v,
                 std::uint32_t label) {
    double sum = 0.0;
    for (Vertex u = 0; u < m.n; ++u) {
        if (labels[u] == label) {
            sum += strength[v][u] + (m.directed ? strength[u][v] : 0.0);
        }
    }
    return sum;
}

} // namespace

Spread spread(const Matrix& m,
              const std::vector<std::vector<double>>& strength,
              const Labels& labels,
              Vertex v) {
    Spread result;
    if (!labels[v]) {
        return result;
    }
    double all = 0.0;
    double squares = 0.0;
    std::map<std::uint32_t, bool> seen;
    for (const auto& label : labels) {
        if (label && !seen[*label]) {
            seen[*label] = true;
            const double ties = ties_with(m, strength, labels, v, *label);
            all += ties;
            squares += ties * ties;
        }
    }
    result.participation = all == 0.0 ? 0.0 : 1.0 - squares / (all * all);
    double members = 0.0;
    double sum = 0.0;
    double sum_of_squares = 0.0;
    for (Vertex u = 0; u < m.n; ++u) {
        if (labels[u] == labels[v]) {
            const double ties = ties_with(m, strength, labels, u, *labels[v]);
            members += 1.0;
            sum += ties;
            sum_of_squares += ties * ties;
        }
    }
    const double mean = sum / members;
    const double variance = sum_of_squares / members - mean * mean;
    if (variance > 1e-9) {
        result.within_group =
            (ties_with(m, strength, labels, v, *labels[v]) - mean) / std::sqrt(variance);
    }
    return result;
}

} // namespace sandhan::tests::oracle
