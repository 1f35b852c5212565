// SPDX-License-Identifier: Apache-2.0
// What a drawing shows of a document, whatever program it comes from: label, place, size, colour,
// days.
#pragma once

#include "io/graph_document.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sandhan::io {

struct Rgb {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
};

/// Six hexadecimal digits, lower case.
[[nodiscard]] std::string hex_text(Rgb colour);

struct DrawnPoint {
    double x = 0.0;
    double y = 0.0;
    double z = 0.0;
};

/// Days as they are written, `YYYY-MM-DD`; empty where it is open.
struct Spell {
    std::string start;
    std::string end;
    [[nodiscard]] bool is_known() const { return !start.empty() || !end.empty(); }
};

/// Looks into the columns of a document, found once. The document must outlive it and stay as it
/// is. A value that is missing, infinite or out of range is none.
class GraphDrawing {
  public:
    explicit GraphDrawing(const GraphDocument& document);

    /// `label`, else `name` (igraph's), else the id.
    [[nodiscard]] std::string label(std::size_t v) const;
    /// From `x`, `y` and perhaps `z`; y upwards.
    [[nodiscard]] std::optional<DrawnPoint> point(std::size_t v) const;
    /// The radius, from `size`.
    [[nodiscard]] std::optional<double> size(std::size_t v) const;
    /// From `r`, `g`, `b`, else from `color` (`#rrggbb`).
    [[nodiscard]] std::optional<Rgb> vertex_colour(std::size_t v) const;
    [[nodiscard]] std::optional<Rgb> edge_colour(std::size_t e) const;
    /// Degrees, from `lat` and `lon`.
    [[nodiscard]] std::optional<std::array<double, 2>> lon_lat(std::size_t v) const;
    [[nodiscard]] std::string kind(std::size_t v) const;

    [[nodiscard]] std::string edge_type(std::size_t e) const;
    [[nodiscard]] bool has_weight() const { return m_weight != nullptr; }
    /// 1 where the edge has none.
    [[nodiscard]] double weight(std::size_t e) const;
    /// Drawn from 1 to 10, its area growing with the weight.
    [[nodiscard]] double edge_width(std::size_t e) const;

    /// Where the column `line` says `dashed`: what is guessed.
    [[nodiscard]] bool is_dashed(std::size_t e) const { return text_at(m_line, e) == "dashed"; }

    /// From `first` and `last`, else `start` and `end`; nothing that is no day.
    [[nodiscard]] Spell vertex_spell(std::size_t v) const { return spell(m_vertex_spell, v); }
    [[nodiscard]] Spell edge_spell(std::size_t e) const { return spell(m_edge_spell, e); }
    /// Whether any vertex or edge has a spell, or a point.
    [[nodiscard]] bool has_spells() const;
    [[nodiscard]] bool has_points() const { return m_x != nullptr && m_y != nullptr; }

  private:
    using Ends = std::array<const Column*, 2>;
    struct Colours {
        explicit Colours(const std::vector<Column>& columns);
        [[nodiscard]] std::optional<Rgb> at(std::size_t row) const;
        std::array<const Column*, 3> parts{};
        const Column* text = nullptr;
    };
    static Ends ends_of(const std::vector<Column>& columns);
    static Spell spell(const Ends& ends, std::size_t row);

    const GraphDocument& m_document;
    const Column* m_label;
    const Column* m_name;
    const Column* m_kind;
    const Column* m_x;
    const Column* m_y;
    const Column* m_z;
    const Column* m_size;
    const Column* m_lat;
    const Column* m_lon;
    const Column* m_type;
    const Column* m_weight;
    const Column* m_line;
    Colours m_vertex_colours;
    Colours m_edge_colours;
    Ends m_vertex_spell;
    Ends m_edge_spell;
    double m_most_weight = 1.0;
};

/// Labels as a format takes them that knows a vertex by its label: where several have the same, or
/// none, each gets its id behind it, in brackets. `changed` counts those.
[[nodiscard]] Texts
unique_labels(const GraphDocument& document, const GraphDrawing& drawing, std::size_t& changed);

} // namespace sandhan::io
