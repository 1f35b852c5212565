// SPDX-License-Identifier: Apache-2.0
#include "tests/support/hub_oracles.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace sandhan::tests {

Matrix matrix(const graph::CompressedGraph& g, const std::vector<std::uint64_t>& cost) {
    Matrix m;
    m.n = g.vertex_count();
    m.directed = g.is_directed();
    m.cost.assign(m.n, std::vector<std::uint64_t>(m.n, 0));
    for (graph::Edge e = 0; e < g.edge_count(); ++e) {
        const auto [s, t] = g.ends(e);
        m.cost[s][t] = cost.empty() ? 1 : cost[e];
        if (!m.directed) {
            m.cost[t][s] = m.cost[s][t];
        }
    }
    return m;
}

Matrix undirected(Matrix m) {
    for (Vertex u = 0; u < m.n; ++u) {
        for (Vertex v = 0; v < m.n; ++v) {
            if (m.joined(u, v)) {
                m.cost[v][u] = std::max(m.cost[u][v], m.cost[v][u]);
            }
        }
    }
    m.directed = false;
    return m;
}

namespace oracle {

namespace {

/// Every path without repeated vertices from where `path` stands to t.
struct PathLister {
    const Matrix& m;
    Vertex t;
    std::vector<Vertex> path;
    std::uint64_t length = 0;
    std::uint64_t shortest = std::numeric_limits<std::uint64_t>::max();
    std::vector<std::vector<Vertex>> found; // of the shortest length

    void list() {
        const Vertex v = path.back();
        if (v == t) {
            if (length < shortest) {
                shortest = length;
                found.clear();
            }
            if (length == shortest) {
                found.push_back(path);
            }
            return;
        }
        for (Vertex u = 0; u < m.n; ++u) {
            if (m.joined(v, u) && std::find(path.begin(), path.end(), u) == path.end()) {
                path.push_back(u);
                length += m.cost[v][u];
                list();
                length -= m.cost[v][u];
                path.pop_back();
            }
        }
    }
};

/// The solution of the system whose last column is the right side, by Gaussian elimination without
/// pivots: what comes here is dominated by its diagonal.
std::vector<double> solved(std::vector<std::vector<long double>> a) {
    const std::size_t n = a.size();
    for (std::size_t column = 0; column < n; ++column) {
        for (std::size_t row = column + 1; row < n; ++row) {
            const long double factor = a[row][column] / a[column][column];
            for (std::size_t k = column; k <= n; ++k) {
                a[row][k] -= factor * a[column][k];
            }
        }
    }
    std::vector<double> x(n);
    for (std::size_t row = n; row-- > 0;) {
        long double sum = a[row][n];
        for (std::size_t k = row + 1; k < n; ++k) {
            sum -= a[row][k] * static_cast<long double>(x[k]);
        }
        x[row] = static_cast<double>(sum / a[row][row]);
    }
    return x;
}

void make_length_one(std::vector<double>& x) {
    double squares = 0.0;
    for (const double value : x) {
        squares += value * value;
    }
    for (double& value : x) {
        value /= squares > 0.0 ? std::sqrt(squares) : 1.0;
    }
}

} // namespace

std::vector<double> betweenness(const Matrix& m) {
    std::vector<double> score(m.n, 0.0);
    for (Vertex s = 0; s < m.n; ++s) {
        for (Vertex t = m.directed ? 0 : s + 1; t < m.n; ++t) {
            if (s == t) {
                continue;
            }
            PathLister lister{m, t, {s}, 0, std::numeric_limits<std::uint64_t>::max(), {}};
            lister.list();
            for (const auto& path : lister.found) {
                for (const Vertex v : path) {
                    if (v != s && v != t) {
                        score[v] += 1.0 / static_cast<double>(lister.found.size());
                    }
                }
            }
        }
    }
    return score;
}

Strengths edge_betweenness(const Matrix& m) {
    Strengths score(m.n, std::vector<double>(m.n, 0.0));
    for (Vertex s = 0; s < m.n; ++s) {
        for (Vertex t = m.directed ? 0 : s + 1; t < m.n; ++t) {
            if (s == t) {
                continue;
            }
            PathLister lister{m, t, {s}, 0, std::numeric_limits<std::uint64_t>::max(), {}};
            lister.list();
            for (const auto& path : lister.found) {
                for (std::size_t i = 1; i < path.size(); ++i) {
                    score[path[i - 1]][path[i]] += 1.0 / static_cast<double>(lister.found.size());
                }
            }
        }
    }
    for (Vertex s = 0; !m.directed && s < m.n; ++s) {
        for (Vertex t = 0; t < s; ++t) {
            score[s][t] = score[t][s] = score[s][t] + score[t][s];
        }
    }
    return score;
}

std::vector<std::vector<std::uint64_t>> distances(const Matrix& m) {
    auto d = m.cost;
    for (Vertex via = 0; via < m.n; ++via) {
        for (Vertex u = 0; u < m.n; ++u) {
            for (Vertex v = 0; v < m.n; ++v) {
                if (u == v || d[u][via] == 0 || d[via][v] == 0) {
                    continue;
                }
                const auto length = d[u][via] + d[via][v];
                d[u][v] = d[u][v] == 0 ? length : std::min(d[u][v], length);
            }
        }
    }
    return d;
}

std::vector<double> pagerank(const Matrix& m,
                             const std::vector<std::vector<double>>& strength,
                             double damping,
                             const std::vector<double>& teleport) {
    // x = (1 - damping) t + damping P x, with t and P's columns summing to 1.
    const Vertex n = m.n;
    std::vector<long double> t(n, 1.0L / n);
    if (!teleport.empty()) {
        const long double sum = std::accumulate(teleport.begin(), teleport.end(), 0.0L);
        for (Vertex v = 0; v < n; ++v) {
            t[v] = teleport[v] / sum;
        }
    }
    std::vector<std::vector<long double>> a(n, std::vector<long double>(n + 1, 0.0L));
    for (Vertex u = 0; u < n; ++u) {
        long double out = 0.0L;
        for (Vertex v = 0; v < n; ++v) {
            out += strength[u][v];
        }
        for (Vertex v = 0; v < n; ++v) {
            const long double p = out > 0.0L ? strength[u][v] / out : t[v];
            a[v][u] -= damping * p;
        }
        a[u][u] += 1.0L;
        a[u][n] = (1.0L - static_cast<long double>(damping)) * t[u];
    }
    return solved(std::move(a));
}

std::vector<std::uint32_t> core_numbers(const Matrix& directed) {
    const Matrix m = undirected(directed);
    std::vector<std::uint32_t> core(m.n, 0);
    for (std::uint32_t set = 1; set < (1U << m.n); ++set) {
        std::uint32_t least = m.n;
        for (Vertex v = 0; v < m.n; ++v) {
            std::uint32_t inside = 0;
            for (Vertex u = 0; u < m.n; ++u) {
                inside += (set >> u & 1U) != 0 && m.joined(v, u) ? 1U : 0U;
            }
            if ((set >> v & 1U) != 0) {
                least = std::min(least, inside);
            }
        }
        for (Vertex v = 0; v < m.n; ++v) {
            if ((set >> v & 1U) != 0) {
                core[v] = std::max(core[v], least);
            }
        }
    }
    return core;
}

std::vector<std::uint32_t> onion_layers(const Matrix& directed) {
    Matrix m = undirected(directed);
    std::vector<std::uint32_t> layer(m.n, 0); // 0: still there
    const auto degree = [&m](Vertex v) {
        std::uint32_t count = 0;
        for (Vertex u = 0; u < m.n; ++u) {
            count += m.joined(v, u) ? 1U : 0U;
        }
        return count;
    };
    std::uint32_t core = 0;
    for (std::uint32_t next = 1;; ++next) {
        std::uint32_t least = m.n;
        for (Vertex v = 0; v < m.n; ++v) {
            if (layer[v] == 0) {
                least = std::min(least, degree(v));
            }
        }
        if (least == m.n) {
            return layer;
        }
        core = std::max(core, least);
        std::vector<Vertex> falling;
        for (Vertex v = 0; v < m.n; ++v) {
            if (layer[v] == 0 && degree(v) <= core) {
                falling.push_back(v);
            }
        }
        for (const Vertex v : falling) {
            layer[v] = next;
            for (Vertex u = 0; u < m.n; ++u) {
                m.cost[u][v] = m.cost[v][u] = 0;
            }
        }
    }
}

std::vector<Vertex> piece_of(const Matrix& directed, std::optional<Vertex> without) {
    const Matrix m = undirected(directed);
    std::vector<Vertex> label(m.n);
    for (Vertex v = 0; v < m.n; ++v) {
        label[v] = v;
    }
    for (Vertex round = 0; round < m.n; ++round) {
        for (Vertex u = 0; u < m.n; ++u) {
            for (Vertex v = 0; v < m.n; ++v) {
                if (m.joined(u, v) && u != without && v != without) {
                    label[u] = label[v] = std::min(label[u], label[v]);
                }
            }
        }
    }
    return label;
}

Vertex pieces(const Matrix& m, std::optional<Vertex> without) {
    const auto label = piece_of(m, without);
    Vertex count = 0;
    for (Vertex v = 0; v < m.n; ++v) {
        count += label[v] == v && v != without ? 1U : 0U;
    }
    return count;
}

std::vector<double> clustering(const Matrix& m) {
    std::vector<double> share(m.n, 0.0);
    for (Vertex v = 0; v < m.n; ++v) {
        // Ordered pairs of edge ends at v, their far ends distinct; and how many such pairs an edge
        // closes, in either direction. Undirected edges count as both directions, which cancels.
        double closed = 0.0;
        double possible = 0.0;
        for (Vertex u = 0; u < m.n; ++u) {
            for (Vertex w = 0; w < m.n; ++w) {
                if (u == w || u == v || w == v) {
                    continue;
                }
                const int ends_u = int{m.joined(v, u)} + int{m.joined(u, v)};
                const int ends_w = int{m.joined(v, w)} + int{m.joined(w, v)};
                possible += 2.0 * ends_u * ends_w;
                closed += ends_u * ends_w * (int{m.joined(u, w)} + int{m.joined(w, u)});
            }
        }
        share[v] = possible > 0.0 ? closed / possible : 0.0;
    }
    return share;
}

std::vector<std::uint64_t> triangles(const Matrix& directed) {
    const Matrix m = undirected(directed);
    std::vector<std::uint64_t> count(m.n, 0);
    for (Vertex v = 0; v < m.n; ++v) {
        for (Vertex u = 0; u < m.n; ++u) {
            for (Vertex w = u + 1; w < m.n; ++w) {
                count[v] += m.joined(v, u) && m.joined(v, w) && m.joined(u, w) ? 1U : 0U;
            }
        }
    }
    return count;
}

Strengths strengths(const graph::CompressedGraph& g, const std::vector<double>& by_edge) {
    Strengths a(g.vertex_count(), std::vector<double>(g.vertex_count(), 0.0));
    for (graph::Edge e = 0; e < g.edge_count(); ++e) {
        const auto [s, t] = g.ends(e);
        a[s][t] = by_edge.empty() ? 1.0 : by_edge[e];
        if (!g.is_directed()) {
            a[t][s] = a[s][t];
        }
    }
    return a;
}

std::vector<double> eigenvector(const Strengths& a) {
    using Wide = std::vector<std::vector<long double>>;
    const std::size_t n = a.size();
    const auto times = [n](const Wide& x, const Wide& y) {
        Wide product(n, std::vector<long double>(n, 0.0L));
        long double largest = 0.0L;
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t k = 0; k < n; ++k) {
                for (std::size_t j = 0; j < n; ++j) {
                    product[i][j] += x[i][k] * y[k][j];
                    largest = std::max(largest, product[i][j]);
                }
            }
        }
        for (auto& row : product) {
            for (auto& entry : row) {
                entry /= largest > 0.0L ? largest : 1.0L;
            }
        }
        return product;
    };
    Wide power(n, std::vector<long double>(n, 0.0L)); // of A alone
    Wide shifted(n, std::vector<long double>(n, 0.0L));
    bool edges = false;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            power[i][j] = a[i][j];
            shifted[i][j] = a[i][j] + (i == j ? 1.0L : 0.0L);
            edges = edges || a[i][j] > 0.0;
        }
    }
    for (int squaring = 0; squaring < 32; ++squaring) {
        power = times(power, power);
        shifted = times(shifted, shifted);
    }
    std::vector<double> x(n, 0.0);
    bool returns = false;
    for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t i = 0; i < n; ++i) {
            x[j] += static_cast<double>(shifted[i][j]);
            returns = returns || power[i][j] > 0.0L;
        }
    }
    if (edges && !returns) {
        return std::vector<double>(n, 0.0);
    }
    make_length_one(x);
    return x;
}

std::vector<double> katz(const Strengths& a, double attenuation) {
    const std::size_t n = a.size();
    std::vector<std::vector<long double>> system(n, std::vector<long double>(n + 1, 0.0L));
    for (std::size_t v = 0; v < n; ++v) {
        for (std::size_t u = 0; u < n; ++u) {
            system[v][u] = (u == v ? 1.0L : 0.0L) - static_cast<long double>(attenuation) *
                                                        static_cast<long double>(a[u][v]);
        }
        system[v][n] = 1.0L;
    }
    auto x = solved(std::move(system));
    make_length_one(x);
    return x;
}

} // namespace oracle
} // namespace sandhan::tests
