// SPDX-License-Identifier: Apache-2.0
#include "tests/support/hub_oracles.hpp"

#include <algorithm>
#include <bit>
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
    for (Vertex column = 0; column < n; ++column) {
        for (Vertex row = column + 1; row < n; ++row) {
            const long double factor = a[row][column] / a[column][column];
            for (Vertex k = column; k <= n; ++k) {
                a[row][k] -= factor * a[column][k];
            }
        }
    }
    std::vector<double> x(n);
    for (Vertex row = n; row-- > 0;) {
        long double sum = a[row][n];
        for (Vertex k = row + 1; k < n; ++k) {
            sum -= a[row][k] * static_cast<long double>(x[k]);
        }
        x[row] = static_cast<double>(sum / a[row][row]);
    }
    return x;
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

} // namespace oracle
} // namespace sandhan::tests
