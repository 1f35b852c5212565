// SPDX-License-Identifier: Apache-2.0
#include "io/graph_drawing.hpp"

#include "graph/fuzzy_date.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace sandhan::io {
namespace {

std::optional<std::uint8_t> colour_part(double value) {
    if (!(value >= 0.0 && value <= 255.0)) {
        return std::nullopt;
    }
    return static_cast<std::uint8_t>(std::lround(value));
}

/// `#rrggbb` or, as some write it, without the sign.
std::optional<Rgb> colour_of(std::string_view text) {
    if (text.starts_with('#')) {
        text.remove_prefix(1);
    }
    std::uint32_t bits = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits, 16);
    if (text.size() != 6 || error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return Rgb{static_cast<std::uint8_t>(bits >> 16U), static_cast<std::uint8_t>(bits >> 8U),
               static_cast<std::uint8_t>(bits)};
}

/// The text if it is a day of the calendar, written in full.
std::string day_of(const Column* column, std::size_t row) {
    std::string text = text_at(column, row);
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return {};
    }
    return graph::FuzzyDate::parse(text) ? text : std::string();
}

} // namespace

std::string hex_text(Rgb colour) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t part : {colour.r, colour.g, colour.b}) {
        text += digits[part >> 4U];
        text += digits[part & 0xFU];
    }
    return text;
}

GraphDrawing::Colours::Colours(const std::vector<Column>& columns)
    : parts{find_column(columns, "r"), find_column(columns, "g"), find_column(columns, "b")},
      text(find_column(columns, "color")) {}

std::optional<Rgb> GraphDrawing::Colours::at(std::size_t row) const {
    const auto r = colour_part(number_at(parts[0], row));
    const auto g = colour_part(number_at(parts[1], row));
    const auto b = colour_part(number_at(parts[2], row));
    if (r && g && b) {
        return Rgb{*r, *g, *b};
    }
    return colour_of(text_at(text, row));
}

GraphDrawing::GraphDrawing(const GraphDocument& document)
    : m_document(document), m_label(find_column(document.vertex_columns, "label")),
      m_name(find_column(document.vertex_columns, "name")),
      m_kind(find_column(document.vertex_columns, "kind")),
      m_x(find_column(document.vertex_columns, "x")),
      m_y(find_column(document.vertex_columns, "y")),
      m_z(find_column(document.vertex_columns, "z")),
      m_size(find_column(document.vertex_columns, "size")),
      m_lat(find_column(document.vertex_columns, "lat")),
      m_lon(find_column(document.vertex_columns, "lon")),
      m_type(find_column(document.edge_columns, "type")),
      m_weight(find_column(document.edge_columns, "weight")),
      m_line(find_column(document.edge_columns, "line")), m_vertex_colours(document.vertex_columns),
      m_edge_colours(document.edge_columns), m_vertex_spell(ends_of(document.vertex_columns)),
      m_edge_spell(ends_of(document.edge_columns)) {
    for (std::size_t e = 0; e < document.edges.size(); ++e) {
        m_most_weight = std::max(m_most_weight, weight(e));
    }
}

std::string GraphDrawing::label(std::size_t v) const {
    for (const Column* column : {m_label, m_name}) {
        if (std::string text = text_at(column, v); !text.empty()) {
            return text;
        }
    }
    return m_document.vertex_ids[v];
}

std::optional<DrawnPoint> GraphDrawing::point(std::size_t v) const {
    const double x = number_at(m_x, v);
    const double y = number_at(m_y, v);
    if (!std::isfinite(x) || !std::isfinite(y)) {
        return std::nullopt;
    }
    const double z = number_at(m_z, v);
    return DrawnPoint{x, y, std::isfinite(z) ? z : 0.0};
}

std::optional<double> GraphDrawing::size(std::size_t v) const {
    const double size = number_at(m_size, v);
    return std::isfinite(size) && size > 0.0 ? std::optional(size) : std::nullopt;
}

std::optional<Rgb> GraphDrawing::vertex_colour(std::size_t v) const {
    return m_vertex_colours.at(v);
}
std::optional<Rgb> GraphDrawing::edge_colour(std::size_t e) const { return m_edge_colours.at(e); }

std::optional<std::array<double, 2>> GraphDrawing::lon_lat(std::size_t v) const {
    const double lat = number_at(m_lat, v);
    const double lon = number_at(m_lon, v);
    if (!(std::abs(lat) <= 90.0 && std::abs(lon) <= 180.0)) {
        return std::nullopt;
    }
    return std::array{lon, lat};
}

std::string GraphDrawing::kind(std::size_t v) const { return text_at(m_kind, v); }
std::string GraphDrawing::edge_type(std::size_t e) const { return text_at(m_type, e); }

double GraphDrawing::weight(std::size_t e) const {
    const double weight = number_at(m_weight, e);
    return std::isfinite(weight) ? weight : 1.0;
}

double GraphDrawing::edge_width(std::size_t e) const {
    const double share = std::max(0.0, weight(e)) / m_most_weight;
    return std::round((1.0 + 9.0 * std::sqrt(share)) * 100.0) / 100.0;
}

GraphDrawing::Ends GraphDrawing::ends_of(const std::vector<Column>& columns) {
    const Ends ends{find_column(columns, "first"), find_column(columns, "last")};
    if (ends[0] != nullptr || ends[1] != nullptr) {
        return ends;
    }
    return {find_column(columns, "start"), find_column(columns, "end")};
}

Spell GraphDrawing::spell(const Ends& ends, std::size_t row) {
    if (ends[0] == nullptr && ends[1] == nullptr) {
        return {};
    }
    Spell spell{day_of(ends[0], row), day_of(ends[1], row)};
    // ISO days are in the order of their texts.
    if (!spell.start.empty() && !spell.end.empty() && spell.end < spell.start) {
        return {};
    }
    return spell;
}

bool GraphDrawing::has_spells() const {
    for (std::size_t v = 0; v < m_document.vertex_ids.size(); ++v) {
        if (vertex_spell(v).is_known()) {
            return true;
        }
    }
    for (std::size_t e = 0; e < m_document.edges.size(); ++e) {
        if (edge_spell(e).is_known()) {
            return true;
        }
    }
    return false;
}

Texts unique_labels(const GraphDocument& document,
                    const GraphDrawing& drawing,
                    std::size_t& changed) {
    const std::size_t n = document.vertex_ids.size();
    Texts labels;
    labels.reserve(n);
    std::unordered_map<std::string, std::size_t> bearers;
    for (std::size_t v = 0; v < n; ++v) {
        labels.push_back(drawing.label(v));
        ++bearers[labels.back()];
    }
    changed = 0;
    std::unordered_set<std::string> taken;
    for (std::size_t v = 0; v < n; ++v) {
        if (bearers[labels[v]] > 1) {
            labels[v] += " [" + document.vertex_ids[v] + "]";
            ++changed;
            // A label may be what another became: then once more.
            while (bearers.contains(labels[v]) || taken.contains(labels[v])) {
                labels[v] += "'";
            }
        }
        taken.insert(labels[v]);
    }
    return labels;
}

} // namespace sandhan::io
