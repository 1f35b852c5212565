// SPDX-License-Identifier: Apache-2.0
#include "cli/map_layout.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <unordered_map>
#include <unordered_set>

namespace sandhan::cli {
namespace {

using graph::EntityKind;
using graph::Vertex;

/// The drawing so far, as the squares of a grid that something covers.
class Canvas {
  public:
    explicit Canvas(std::size_t vertices) : m_tries_left(tries_a_vertex * vertices + 100'000) {}

    [[nodiscard]] bool is_free(Position p, double radius) const {
        return !any_cell(p, radius, [this](std::uint64_t cell) { return m_taken.contains(cell); });
    }

    void take(Position p, double radius) {
        any_cell(p, radius, [this](std::uint64_t cell) {
            m_taken.insert(cell);
            return false;
        });
    }

    /// The first free spot on a spiral about the wish. All who wish for one spot go on where the
    /// last of them stopped, so that a crowd costs no more than its size.
    Position put(Position wish, double radius) {
        Spiral& spiral = m_spirals[key(cell_of(wish.x), cell_of(wish.y))];
        Position p = spiral.spot(wish);
        while (m_tries_left > 0 && !is_free(p, radius)) {
            --m_tries_left;
            spiral.advance();
            p = spiral.spot(wish);
        }
        spiral.advance();
        take(p, radius);
        m_lowest = std::min(m_lowest, p.y);
        return p;
    }

    void fix(Position p, double radius) {
        take(p, radius);
        m_lowest = std::min(m_lowest, p.y);
    }

    [[nodiscard]] double lowest() const { return m_lowest; }

  private:
    static constexpr double cell_length = 6.0; // the smallest radius: half of a smallest vertex
    static constexpr std::size_t tries_a_vertex = 16; // of 300,000 vertices: a second

    /// Vogel's sunflower: spots of equal area. Turned by multiplication, as the sines of C
    /// libraries differ in their last digit.
    struct Spiral {
        double k = 0.0;
        double cosine = 1.0;
        double sine = 0.0;

        [[nodiscard]] Position spot(Position middle) const {
            const double r = cell_length * std::sqrt(k);
            return {rounded(middle.x + r * cosine), rounded(middle.y + r * sine)};
        }
        void advance() {
            constexpr double turn_cosine = -0.7373688780783197; // the golden angle, 137.5 degrees
            constexpr double turn_sine = 0.6754902942615238;
            const double c = cosine * turn_cosine - sine * turn_sine;
            sine = sine * turn_cosine + cosine * turn_sine;
            cosine = c;
            k += 1.0;
        }
    };

    static std::int32_t cell_of(double value) {
        return static_cast<std::int32_t>(std::floor(value / cell_length));
    }
    static std::uint64_t key(std::int32_t x, std::int32_t y) {
        return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(x)) << 32U) |
               static_cast<std::uint32_t>(y);
    }

    template <class Visit>
    static bool any_cell(Position p, double radius, Visit visit) {
        for (auto x = cell_of(p.x - radius); x <= cell_of(p.x + radius); ++x) {
            for (auto y = cell_of(p.y - radius); y <= cell_of(p.y + radius); ++y) {
                if (visit(key(x, y))) {
                    return true;
                }
            }
        }
        return false;
    }

    std::unordered_set<std::uint64_t> m_taken;
    std::unordered_map<std::uint64_t, Spiral> m_spirals;
    std::size_t m_tries_left;
    double m_lowest = 0.0;
};

/// Points that are taken to a hundredth.
class Points {
  public:
    /// False when the point was there before.
    bool add(Position p) { return m_points[p.x].insert(p.y).second; }

  private:
    std::unordered_map<double, std::unordered_set<double>> m_points;
};

/// Rows below all that has a position.
void put_in_rows(const Canvas& canvas,
                 std::vector<std::optional<Position>>& position,
                 std::span<const double> radius) {
    constexpr double least_apart = 60.0;
    constexpr std::size_t in_row = 40;
    double apart = least_apart;
    for (std::size_t v = 0; v < position.size(); ++v) {
        if (!position[v]) {
            apart = std::max(apart, rounded(2.5 * radius[v]));
        }
    }
    const double left = -apart * static_cast<double>(in_row - 1) / 2.0;
    std::size_t lone = 0;
    for (auto& p : position) {
        if (!p) {
            const std::size_t row = 2 + lone / in_row;
            p = {rounded(left + apart * static_cast<double>(lone % in_row)),
                 rounded(canvas.lowest() - apart * static_cast<double>(row))};
            ++lone;
        }
    }
}

std::vector<Position> all_of(const std::vector<std::optional<Position>>& positions) {
    std::vector<Position> all;
    all.reserve(positions.size());
    for (const auto& p : positions) {
        all.push_back(*p);
    }
    return all;
}

class MapLayout {
  public:
    MapLayout(const graph::CaseGraph& g, std::span<const double> radius)
        : m_graph(g), m_radius(radius), m_canvas(g.vertex_count()), m_position(g.vertex_count()) {}

    std::vector<Position> run() {
        fix_places();
        put_incidents();
        put_all(EntityKind::person, EntityKind::incident);
        put_all(EntityKind::organisation, EntityKind::place);
        put_all(EntityKind::organisation, EntityKind::incident);
        put_all(EntityKind::identifier, EntityKind::person);
        put_all(EntityKind::place, EntityKind::incident);
        // What hangs on to the rest by other edges: homes, ties, incidents that only share people.
        constexpr int rounds = 4;
        for (int round = 0; round < rounds; ++round) {
            for (const auto kind : {EntityKind::incident, EntityKind::person,
                                    EntityKind::organisation, EntityKind::identifier}) {
                put_all(kind, std::nullopt);
            }
        }
        put_in_rows(m_canvas, m_position, m_radius);
        return all_of(m_position);
    }

  private:
    template <class Visit>
    void each_neighbour(Vertex v, Visit visit) const {
        for (const Vertex u : m_graph.out_neighbours(v)) {
            visit(u);
        }
        for (const Vertex u : m_graph.in_neighbours(v)) {
            visit(u);
        }
    }

    /// Every place that has a point first, and only then those whose point is that of another: a
    /// village known by its district alone moves aside, the district does not.
    void fix_places() {
        Points points;
        std::vector<Vertex> twice;
        for (Vertex v = 0; v < m_graph.vertex_count(); ++v) {
            if (m_graph.kind(v) != EntityKind::place) {
                continue;
            }
            const auto point = point_of(m_graph, m_graph.entity(v));
            if (!point) {
                continue;
            }
            if (points.add(*point)) {
                m_canvas.fix(*point, m_radius[v]);
                m_position[v] = point;
            } else {
                twice.push_back(v);
            }
        }
        for (const Vertex v : twice) {
            put(v, *point_of(m_graph, m_graph.entity(v)));
        }
    }

    void put(Vertex v, Position wish) { m_position[v] = m_canvas.put(wish, m_radius[v]); }

    /// The middle of the neighbours of a kind that have a position.
    [[nodiscard]] std::optional<Position> amid(Vertex v, std::optional<EntityKind> kind) const {
        Position sum;
        double count = 0.0;
        each_neighbour(v, [&](Vertex u) {
            if (m_position[u] && (!kind || m_graph.kind(u) == *kind)) {
                sum.x += m_position[u]->x;
                sum.y += m_position[u]->y;
                count += 1.0;
            }
        });
        if (count == 0.0) {
            return std::nullopt;
        }
        return Position{rounded(sum.x / count), rounded(sum.y / count)};
    }

    /// Each incident with its own people and their own identifiers, before the next one takes the
    /// room around it.
    void put_incidents() {
        for (Vertex i = 0; i < m_graph.vertex_count(); ++i) {
            if (m_graph.kind(i) != EntityKind::incident) {
                continue;
            }
            const auto middle = amid(i, EntityKind::place);
            if (!middle) {
                continue;
            }
            put(i, *middle);
            put_own(i, EntityKind::person);
        }
    }

    void put_own(Vertex v, EntityKind kind) {
        each_neighbour(v, [&](Vertex u) {
            if (m_graph.kind(u) == kind && !m_position[u] && is_only(u, v)) {
                put(u, *m_position[v]);
                put_own(u, EntityKind::identifier);
            }
        });
    }

    /// Whether v is the only neighbour of its kind that u has.
    [[nodiscard]] bool is_only(Vertex u, Vertex v) const {
        bool only = true;
        each_neighbour(
            u, [&](Vertex w) { only = only && (w == v || m_graph.kind(w) != m_graph.kind(v)); });
        return only;
    }

    /// Puts what has no position yet; where, is told before any of them is put.
    void put_all(EntityKind kind, std::optional<EntityKind> near) {
        std::vector<std::pair<Vertex, Position>> wishes;
        for (Vertex v = 0; v < m_graph.vertex_count(); ++v) {
            if (m_graph.kind(v) == kind && !m_position[v]) {
                if (const auto middle = amid(v, near)) {
                    wishes.emplace_back(v, *middle);
                }
            }
        }
        for (const auto& [v, middle] : wishes) {
            put(v, middle);
        }
    }

    const graph::CaseGraph& m_graph;
    std::span<const double> m_radius;
    Canvas m_canvas;
    std::vector<std::optional<Position>> m_position;
};

} // namespace

Position projected(double latitude, double longitude) {
    constexpr double middle_longitude = 80.0;
    constexpr double units_a_degree = 100.0;
    constexpr double degree = std::numbers::pi / 180.0;
    constexpr double middle_y = 0.4054651081; // of latitude 22.6, about
    // The poles lie at infinity: the map ends where those of the web do.
    const double shown = std::clamp(latitude, -85.0, 85.0);
    const double y = std::log(std::tan(std::numbers::pi / 4 + shown * degree / 2));
    return {rounded((longitude - middle_longitude) * units_a_degree),
            rounded((y - middle_y) / degree * units_a_degree)};
}

std::optional<Position> point_of(const graph::CaseGraph& g, graph::PlaceIndex place) {
    if (place == graph::no_place ||
        (g.store().is_unresolved(place) && g.disclosure() == graph::Disclosure::protect)) {
        return std::nullopt;
    }
    const graph::PlaceRow& row = g.store().places[place];
    if (!std::isfinite(row.latitude) || !std::isfinite(row.longitude)) {
        return std::nullopt;
    }
    return projected(row.latitude, row.longitude);
}

std::vector<Position> map_layout(const graph::CaseGraph& g, std::span<const double> radius) {
    return MapLayout(g, radius).run();
}

std::vector<Position> spread_out(std::span<const Wish> wishes, std::span<const double> radius) {
    Canvas canvas(wishes.size());
    std::vector<std::optional<Position>> position(wishes.size());
    Points points;
    for (std::size_t v = 0; v < wishes.size(); ++v) {
        if (wishes[v].fixed && wishes[v].position && points.add(*wishes[v].position)) {
            canvas.fix(*wishes[v].position, radius[v]);
            position[v] = wishes[v].position;
        }
    }
    for (std::size_t v = 0; v < wishes.size(); ++v) {
        if (!position[v] && wishes[v].position) {
            position[v] = canvas.put(*wishes[v].position, radius[v]);
        }
    }
    put_in_rows(canvas, position, radius);
    return all_of(position);
}

} // namespace sandhan::cli
