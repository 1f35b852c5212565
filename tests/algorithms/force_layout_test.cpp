// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/components.hpp"
#include "algorithms/internal/layout_levels.hpp"
#include "algorithms/internal/layout_packing.hpp"
#include "algorithms/internal/repulsion_tree.hpp"
#include "algorithms/layout/force_layout.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <numeric>
#include <set>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using graph::CompressedGraph;
using graph::Directedness;
using graph::Vertex;

namespace {

using Points = std::vector<Point>;

double distance_between(const Point& a, const Point& b) {
    return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

CompressedGraph undirected_of(Vertex n, std::vector<graph::VertexPair> edges) {
    return {Directedness::undirected, n, std::move(edges)};
}

/// Vertex (row, column) is number[row * side + column].
CompressedGraph grid_graph(Vertex side, const std::vector<Vertex>& number) {
    std::vector<graph::VertexPair> edges;
    for (Vertex i = 0; i < side * side; ++i) {
        if (i % side + 1 < side) {
            edges.push_back({number[i], number[i + 1]});
        }
        if (i + side < side * side) {
            edges.push_back({number[i], number[i + side]});
        }
    }
    return undirected_of(side * side, std::move(edges));
}

std::vector<Vertex> shuffled_numbers(Vertex n, unsigned seed) {
    std::vector<Vertex> number(n);
    std::iota(number.begin(), number.end(), 0);
    std::mt19937 random(seed);
    for (Vertex i = n; i > 1; --i) {
        std::swap(number[i - 1], number[random() % i]);
    }
    return number;
}

/// Groups of `size`, most edges within them, and some vertices and pairs by themselves.
CompressedGraph grouped_graph(unsigned seed, Vertex n, Vertex size, std::size_t m) {
    std::mt19937 random(seed);
    std::vector<graph::VertexPair> edges;
    while (edges.size() < m) {
        const auto a = static_cast<Vertex>(random() % n);
        const bool within = random() % 10 != 0;
        const auto b = within ? a / size * size + static_cast<Vertex>(random() % size)
                              : static_cast<Vertex>(random() % n);
        edges.push_back({a, std::min(b, n - 1)});
    }
    edges.push_back({n, n + 1});
    edges.push_back({n + 2, n + 3});
    edges.push_back({n + 3, n + 4});
    return undirected_of(n + 8, std::move(edges));
}

CompressedGraph tree_graph(Vertex n, Vertex children) {
    std::vector<graph::VertexPair> edges;
    for (Vertex v = 1; v < n; ++v) {
        edges.push_back({(v - 1) / children, v});
    }
    return undirected_of(n, std::move(edges));
}

double mean_edge(const CompressedGraph& g, const Points& at) {
    double sum = 0.0;
    double count = 0.0;
    for (const auto [a, b] : g.edges()) {
        sum += a == b ? 0.0 : distance_between(at[a], at[b]);
        count += a == b ? 0.0 : 1.0;
    }
    return sum / count;
}

/// How far distances in the plane, scaled at best, are from those in the graph, over all pairs.
double normalised_stress(const CompressedGraph& g, const Points& at) {
    double first = 0.0;
    double second = 0.0;
    double count = 0.0;
    for (Vertex s = 0; s < g.vertex_count(); ++s) {
        std::vector<int> steps(g.vertex_count(), -1);
        std::deque<Vertex> queue{s};
        steps[s] = 0;
        while (!queue.empty()) {
            const Vertex v = queue.front();
            queue.pop_front();
            for (const Vertex u : g.out_neighbours(v)) {
                if (steps[u] < 0) {
                    steps[u] = steps[v] + 1;
                    queue.push_back(u);
                }
            }
        }
        for (Vertex t = 0; t < g.vertex_count(); ++t) {
            if (steps[t] > 0) {
                const double share = distance_between(at[s], at[t]) / steps[t];
                first += share;
                second += share * share;
                count += 1.0;
            }
        }
    }
    return 1.0 - first * first / (second * count); // of the scale first / second
}

double deepest_overlap(const Points& at, const std::vector<double>& radius) {
    double deepest = 0.0;
    for (std::size_t a = 0; a < at.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b) {
            deepest = std::max(deepest, radius[a] + radius[b] - distance_between(at[a], at[b]));
        }
    }
    return deepest;
}

bool all_finite(const Points& at) {
    return std::all_of(at.begin(), at.end(),
                       [](const Point& p) { return std::isfinite(p.x) && std::isfinite(p.y); });
}

/// The sum over all pairs, as it is defined.
Points repulsion_of_all_pairs(const Points& at, const std::vector<double>& mass) {
    Points force(at.size());
    for (std::size_t i = 0; i < at.size(); ++i) {
        for (std::size_t j = 0; j < at.size(); ++j) {
            const double squares = (at[i].x - at[j].x) * (at[i].x - at[j].x) +
                                   (at[i].y - at[j].y) * (at[i].y - at[j].y);
            const double d = std::sqrt(squares + internal::RepulsionTree::softening);
            if (i != j) {
                force[i].x += mass[j] * (at[i].x - at[j].x) / (d * d * d);
                force[i].y += mass[j] * (at[i].y - at[j].y) / (d * d * d);
            }
        }
    }
    return force;
}

Points scattered(unsigned seed, std::size_t n, bool in_heaps) {
    std::mt19937 random(seed);
    Points at(n);
    for (std::size_t i = 0; i < n; ++i) {
        const double heap = in_heaps ? static_cast<double>(random() % 5) : 0.0;
        const double width = in_heaps ? 1e-3 : 1.0;
        at[i].x = 1000.0 * (heap + width * static_cast<double>(random()) / 4294967296.0);
        at[i].y = 1000.0 * (heap * heap + width * static_cast<double>(random()) / 4294967296.0);
    }
    return at;
}

} // namespace

TEST_CASE("The repulsion of a quadtree that takes nothing together is that of all pairs",
          "[algorithms][force_layout]") {
    for (unsigned seed = 0; seed < 46; ++seed) {
        CAPTURE(seed);
        const std::size_t n = seed < 40 ? seed * 3 : 1000 + 100 * seed;
        const Points at = scattered(seed, n, seed % 2 == 1);
        std::vector<double> mass(n);
        for (std::size_t i = 0; i < n; ++i) {
            mass[i] = 1.0 + static_cast<double>(i % 5);
        }
        internal::RepulsionTree tree;
        tree.build(at, mass);
        const Points expected = repulsion_of_all_pairs(at, mass);
        Points exact(n);
        tree.repulsion(0.0, exact);
        Points fast(n);
        tree.repulsion(1.2, fast);
        double size = 0.0;
        double wrong_exact = 0.0;
        double wrong_fast = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            size += distance_between(expected[i], {});
            wrong_exact += distance_between(expected[i], exact[i]);
            wrong_fast += distance_between(expected[i], fast[i]);
        }
        CHECK(wrong_exact <= 1e-9 * size);
        CHECK(wrong_fast <= 0.05 * size);
        if (n > 1000) {
            CHECK(wrong_fast > wrong_exact); // it does take nodes together
        }
    }
}

TEST_CASE("A quadtree holds a hundred thousand points on one spot, and pushes others away from it",
          "[algorithms][force_layout]") {
    Points at(100'000, Point{0.1, 0.7});
    const std::vector<double> mass(at.size() + 1, 1.0);
    internal::RepulsionTree tree;
    Points force(at.size());
    tree.build(at, std::span(mass).first(at.size()));
    tree.repulsion(0.5, force);
    CHECK(force == Points(at.size()));

    at.push_back({2.1, 0.7});
    force.resize(at.size());
    for (const double theta : {0.0, 0.5}) {
        tree.build(at, mass);
        tree.repulsion(theta, force);
        CHECK(std::abs(force.back().x - 25'000.0) < 1e-3);
        CHECK(std::abs(force.back().y) < 1e-3);
        CHECK(std::abs(force.front().x + 0.25) < 1e-9);
    }
}

TEST_CASE("A coarser level at most halves what is joined, and keeps masses and strengths",
          "[algorithms][force_layout]") {
    for (unsigned seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const std::uint32_t n = 2 + static_cast<std::uint32_t>(random() % 40);
        // A star, or a tree with some edges more.
        std::set<std::pair<std::uint32_t, std::uint32_t>> edges;
        for (std::uint32_t v = 1; v < n; ++v) {
            edges.insert({seed % 4 == 0 ? 0 : static_cast<std::uint32_t>(random() % v), v});
        }
        for (std::uint32_t i = 0; seed % 4 > 1 && i < n; ++i) {
            const auto a = static_cast<std::uint32_t>(random() % n);
            const auto b = static_cast<std::uint32_t>(random() % n);
            if (a != b) {
                edges.insert(std::minmax(a, b));
            }
        }
        internal::LayoutLevel fine;
        for (std::uint32_t v = 0; v < n; ++v) {
            for (const auto& [a, b] : edges) {
                if (a == v || b == v) {
                    fine.neighbour.push_back(a == v ? b : a);
                    fine.strength.push_back(1.0 + (a + b) % 3);
                }
            }
            fine.offset.push_back(static_cast<std::uint32_t>(fine.neighbour.size()));
            fine.mass.push_back(1.0 + v % 2);
        }
        const auto coarse = internal::coarsened(fine);
        REQUIRE(coarse.of.size() == n);
        CHECK(2 * coarse.level.size() <= n);
        for (std::uint32_t group = 0; group < coarse.level.size(); ++group) {
            double mass = 0.0;
            std::vector<double> between(coarse.level.size(), 0.0);
            for (std::uint32_t v = 0; v < n; ++v) {
                if (coarse.of[v] == group) {
                    mass += fine.mass[v];
                    for (std::uint32_t i = fine.offset[v]; i < fine.offset[v + 1]; ++i) {
                        between[coarse.of[fine.neighbour[i]]] += fine.strength[i];
                    }
                }
            }
            between[group] = 0.0;
            CHECK(coarse.level.mass[group] == mass);
            for (std::uint32_t i = coarse.level.offset[group]; i < coarse.level.offset[group + 1];
                 ++i) {
                CHECK(std::exchange(between[coarse.level.neighbour[i]], 0.0) ==
                      coarse.level.strength[i]);
            }
            CHECK(between == std::vector<double>(between.size(), 0.0));
        }
    }
}

TEST_CASE("Packed boxes do not overlap and fill most of a rectangle of 4 by 3",
          "[algorithms][force_layout]") {
    for (unsigned seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        std::vector<internal::BoxSize> boxes(1 + random() % 300);
        for (auto& box : boxes) {
            box = {1.0 + static_cast<double>(random() % 50),
                   1.0 + static_cast<double>(random() % 50)};
        }
        std::sort(boxes.begin(), boxes.end(), [](const auto& a, const auto& b) {
            return a.width * a.height > b.width * b.height;
        });
        const Points middle = internal::packed(boxes);
        CHECK(middle[0] == Point{});
        double area = 0.0;
        double right = 0.0;
        double left = 0.0;
        double high = 0.0;
        double low = 0.0;
        for (std::size_t a = 0; a < boxes.size(); ++a) {
            area += boxes[a].width * boxes[a].height;
            right = std::max(right, middle[a].x + boxes[a].width / 2);
            left = std::min(left, middle[a].x - boxes[a].width / 2);
            high = std::max(high, middle[a].y + boxes[a].height / 2);
            low = std::min(low, middle[a].y - boxes[a].height / 2);
            for (std::size_t b = 0; b < a; ++b) {
                const double x = std::abs(middle[a].x - middle[b].x) * 2.0;
                const double y = std::abs(middle[a].y - middle[b].y) * 2.0;
                CHECK((x >= boxes[a].width + boxes[b].width - 1e-9 ||
                       y >= boxes[a].height + boxes[b].height - 1e-9));
            }
        }
        if (boxes.size() > 100) {
            CHECK(area > 0.5 * (right - left) * (high - low));
            CHECK((right - left) / (high - low) > 1.0);
            CHECK((right - left) / (high - low) < 1.8);
        }
    }
}

TEST_CASE("Points are turned to where their box is smallest and lies",
          "[algorithms][force_layout]") {
    // A rectangle of 3 by 1 on its corner, its inside, and lines and heaps that have no inside.
    Points at;
    for (int i = 0; i <= 30; ++i) {
        for (int k = 0; k <= 10; ++k) {
            at.push_back({0.6 * i - 0.8 * k, 0.8 * i + 0.6 * k});
        }
    }
    internal::turn_to_smallest_box(at);
    const auto [left, right] = std::minmax_element(
        at.begin(), at.end(), [](const Point& a, const Point& b) { return a.x < b.x; });
    const auto [low, high] = std::minmax_element(
        at.begin(), at.end(), [](const Point& a, const Point& b) { return a.y < b.y; });
    CHECK(std::abs(right->x - left->x - 30.0) < 1e-9);
    CHECK(std::abs(high->y - low->y - 10.0) < 1e-9);

    Points line{{1.0, 1.0}, {3.0, 5.0}, {2.0, 3.0}};
    internal::turn_to_smallest_box(line);
    CHECK(std::abs(line[0].y - line[1].y) < 1e-12);
    Points heap(5, Point{2.0, 2.0});
    internal::turn_to_smallest_box(heap);
    CHECK(all_finite(heap));
}

TEST_CASE("A layout has a point for every vertex of graphs too small for forces",
          "[algorithms][force_layout]") {
    CHECK(force_layout(undirected_of(0, {})).empty());
    CHECK(force_layout(undirected_of(1, {})) == Points(1));
    CHECK(force_layout(undirected_of(1, {{0, 0}})) == Points(1));

    const Points pair = force_layout(undirected_of(2, {{0, 1}}));
    CHECK(std::abs(distance_between(pair[0], pair[1]) - layout_edge_length) < 1e-9);
    CHECK(std::abs(pair[0].y - pair[1].y) < 1e-9); // it lies
    CHECK(std::abs(pair[0].x + pair[1].x) < 1e-9);

    const Points apart = force_layout(undirected_of(2, {}));
    CHECK(distance_between(apart[0], apart[1]) >= 20.0);
    const std::vector<double> radius{40.0, 6.0};
    const Points discs = force_layout(undirected_of(2, {}), {}, radius);
    CHECK(distance_between(discs[0], discs[1]) >= 46.0);
}

TEST_CASE("A grid is laid out as a grid, however its vertices are numbered",
          "[algorithms][force_layout]") {
    for (unsigned seed = 0; seed < 4; ++seed) {
        CAPTURE(seed);
        const auto g = grid_graph(20, shuffled_numbers(400, seed));
        LayoutOptions options;
        options.seed = seed;
        const Points at = force_layout(g, {}, {}, options);
        CHECK(std::abs(mean_edge(g, at) - layout_edge_length) < 1e-6);
        CHECK(normalised_stress(g, at) < 0.03);
        for (const auto [a, b] : g.edges()) {
            CHECK(distance_between(at[a], at[b]) < 2.0 * layout_edge_length);
        }
    }
}

TEST_CASE("Planted groups lie together", "[algorithms][force_layout]") {
    const Vertex n = 600;
    const Vertex size = 30;
    const auto g = grouped_graph(7, n, size, 2400);
    const Points at = force_layout(g);
    double within = 0.0;
    double between = 0.0;
    std::size_t pairs_within = 0;
    std::size_t pairs_between = 0;
    for (Vertex a = 0; a < n; ++a) {
        for (Vertex b = 0; b < a; ++b) {
            if (g.out_degree(a) < 2 || g.out_degree(b) < 2) {
                continue;
            }
            (a / size == b / size ? within : between) += distance_between(at[a], at[b]);
            ++(a / size == b / size ? pairs_within : pairs_between);
        }
    }
    CHECK(within / static_cast<double>(pairs_within) <
          0.4 * between / static_cast<double>(pairs_between));
}

TEST_CASE("Discs do not overlap, nor do the boxes of components", "[algorithms][force_layout]") {
    const auto complete = [] {
        std::vector<graph::VertexPair> edges;
        for (Vertex a = 0; a < 120; ++a) {
            for (Vertex b = 0; b < a; ++b) {
                edges.push_back({a, b});
            }
        }
        return undirected_of(120, std::move(edges));
    }();
    std::vector<graph::VertexPair> star;
    for (Vertex v = 1; v < 800; ++v) {
        star.push_back({0, v});
    }
    std::vector<CompressedGraph> graphs{
        grid_graph(20, shuffled_numbers(400, 1)), tree_graph(700, 3), complete,
        undirected_of(800, std::move(star)), grouped_graph(3, 900, 30, 3600)};
    for (unsigned seed = 0; seed < 60; ++seed) {
        graphs.push_back(tests::random_multigraph(seed, 60).graph);
    }
    for (std::size_t i = 0; i < graphs.size(); ++i) {
        CAPTURE(i);
        const CompressedGraph& g = graphs[i];
        std::vector<double> radius;
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            radius.push_back(v % 9 == 0 ? 40.0 : v % 4 == 0 ? 0.0 : 6.0 + v % 7);
        }
        const Points at = force_layout(g, {}, radius);
        REQUIRE(at.size() == g.vertex_count());
        CHECK(all_finite(at));
        CHECK(deepest_overlap(at, radius) < 0.01);

        const auto components = connected_components(g);
        struct Box {
            double left = HUGE_VAL, right = -HUGE_VAL, low = HUGE_VAL, high = -HUGE_VAL;
        };
        std::vector<Box> box(components.size.size());
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            Box& b = box[components.of[v]];
            b.left = std::min(b.left, at[v].x - radius[v]);
            b.right = std::max(b.right, at[v].x + radius[v]);
            b.low = std::min(b.low, at[v].y - radius[v]);
            b.high = std::max(b.high, at[v].y + radius[v]);
        }
        for (std::size_t a = 0; a < box.size(); ++a) {
            for (std::size_t b = 0; b < a; ++b) {
                CHECK((box[a].left > box[b].right || box[b].left > box[a].right ||
                       box[a].low > box[b].high || box[b].low > box[a].high));
            }
        }
    }
}

TEST_CASE("A layout is the same for any number of threads", "[algorithms][force_layout]") {
    for (const unsigned seed : {1u, 2u}) {
        const auto g = grouped_graph(seed, 6000, 40, 20'000);
        std::vector<double> strength(g.edge_count());
        std::vector<double> radius(g.vertex_count());
        for (std::size_t e = 0; e < strength.size(); ++e) {
            strength[e] = 1.0 + static_cast<double>(e % 5);
        }
        for (std::size_t v = 0; v < radius.size(); ++v) {
            radius[v] = 2.0 + static_cast<double>(v % 5);
        }
        LayoutOptions options;
        options.seed = seed;
        options.rounds = 10;
        const auto run = [&] { return force_layout(g, strength, radius, options); };
        const Points alone = tests::with_threads(1, run);
        CHECK(tests::with_threads(2, run) == alone);
        CHECK(tests::with_threads(8, run) == alone);
        options.seed += 100;
        CHECK(run() != alone);
    }
}

TEST_CASE("Directions, self-loops and parallel edges do not change a layout",
          "[algorithms][force_layout]") {
    const auto once = tree_graph(50, 2);
    std::vector<graph::VertexPair> twice;
    for (const auto [a, b] : once.edges()) {
        twice.push_back({b, a});
        twice.push_back({a, b});
        twice.push_back({a, a});
    }
    // Every pair of parallel edges adds up to 2, which is the median, as 1 was.
    CHECK(force_layout({Directedness::directed, 50, std::move(twice)}) == force_layout(once));
}

TEST_CASE("A stronger edge is shorter", "[algorithms][force_layout]") {
    const auto ring = [] {
        std::vector<graph::VertexPair> edges;
        for (Vertex v = 0; v < 40; ++v) {
            edges.push_back({v, (v + 1) % 40});
        }
        return undirected_of(40, std::move(edges));
    }();
    std::vector<double> strength(40, 1.0);
    strength[0] = 1e300; // counts as 100
    strength[20] = 10.0;
    const Points at = force_layout(ring, strength);
    CHECK(all_finite(at));
    const double strongest = distance_between(at[0], at[1]);
    const double stronger = distance_between(at[20], at[21]);
    const double usual = distance_between(at[10], at[11]);
    CHECK(strongest < 0.7 * stronger);
    CHECK(stronger < 0.7 * usual);
}

TEST_CASE("A hundred thousand vertices in a path, a star, or alone are laid out",
          "[algorithms][force_layout]") {
    const Vertex n = 100'000;
    std::vector<graph::VertexPair> path;
    std::vector<graph::VertexPair> star;
    for (Vertex v = 1; v < n; ++v) {
        path.push_back({v - 1, v});
        star.push_back({0, v});
    }
    LayoutOptions few;
    few.rounds = 1;
    for (const auto& edges : {path, star, std::vector<graph::VertexPair>{}}) {
        CAPTURE(edges.size());
        const Points at = force_layout(undirected_of(n, edges), {}, {}, few);
        REQUIRE(at.size() == n);
        CHECK(all_finite(at));
    }
}

TEST_CASE("A layout refuses strengths and radii that are none, and stops when asked",
          "[algorithms][force_layout]") {
    const auto g = tree_graph(3, 2);
    const double infinite = std::numeric_limits<double>::infinity();
    const auto fails = [&](std::vector<double> strength, std::vector<double> radius) {
        return tests::message_of<std::invalid_argument>(
            [&] { return force_layout(g, strength, radius); });
    };
    for (const double bad : {0.0, -1.0, infinite, std::nan("")}) {
        CHECK(fails({1.0, bad}, {}).find("force_layout: ") == 0);
    }
    CHECK(fails({1.0}, {}).find("force_layout: ") == 0);
    CHECK(fails({}, {1.0, 1.0}) == "force_layout: 2 radii for 3 vertices");
    CHECK(fails({}, {1.0, -1.0, 1.0}) ==
          "force_layout: vertex 1 has radius -1.000000; it must be finite and >= 0");
    for (const double bad : {infinite, std::nan("")}) {
        CHECK(fails({}, {1.0, bad, 1.0}).find("force_layout: vertex 1 has radius ") == 0);
    }
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(force_layout(g, {}, {}, {}, control), graph::Cancelled);
}
