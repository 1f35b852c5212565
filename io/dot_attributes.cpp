// SPDX-License-Identifier: Apache-2.0
#include "io/dot_attributes.hpp"

#include "io/character_entities.hpp"

#include <algorithm>
#include <array>

namespace sandhan::io {

namespace {

/// Bytes that names may add to a label, but for the last: a label of a million `\N` is no label.
constexpr std::size_t longest_growth = 65'536;

/// `\N`, line breaks and entities as what they stand for.
std::string drawn_label(const std::string& label, std::string_view name) {
    std::string text;
    for (std::size_t at = 0; at < label.size(); ++at) {
        if (label[at] != '\\' || at + 1 == label.size()) {
            text += label[at];
            continue;
        }
        const char escaped = label[++at];
        if (escaped == 'N' && text.size() <= label.size() + longest_growth) {
            text += name;
        } else if (escaped == 'n' || escaped == 'l' || escaped == 'r') {
            text += at + 1 < label.size() ? "\n" : "";
        } else {
            // \G, \E, \T, \H, \L stand for names that we do not keep.
            text += std::string_view("GETHL").find(escaped) != std::string_view::npos ? "\\" : "";
            text += escaped;
        }
    }
    return text.find('&') == std::string::npos ? text : with_characters_for_entities(text);
}

/// What Graphviz writes of what it has drawn.
bool is_dot_drawing(GraphAssembler& gather, const std::string& name) {
    const bool is_drawing = (name.size() > 2 && name.starts_with('_') && name.ends_with('_')) ||
                            name == "lp" || name == "xlp" || name == "head_lp" ||
                            name == "tail_lp" || name == "rects" || name == "vertices";
    if (is_drawing) {
        gather.lose(GraphLoss::drawing);
    }
    return is_drawing;
}

/// `x,y` or `x,y,z`, perhaps pinned by an exclamation mark.
void set_dot_position(GraphAssembler& gather, graph::Vertex v, std::string_view text) {
    if (text.ends_with('!')) {
        text.remove_suffix(1);
    }
    std::array<std::string_view, 3> parts;
    std::size_t count = 0;
    bool more = true;
    while (more && count < parts.size()) {
        const std::size_t comma = text.find(',');
        parts[count++] = text.substr(0, comma);
        more = comma != text.npos;
        text.remove_prefix(more ? comma + 1 : text.size());
    }
    bool is_position = !more && count >= 2;
    for (std::size_t i = 0; i < count; ++i) {
        is_position = is_position && parse_real(parts[i]).has_value();
    }
    if (!is_position) {
        gather.lose(GraphLoss::drawing);
        return;
    }
    constexpr std::array<std::string_view, 3> axes{"x", "y", "z"};
    GatheredColumns& columns = gather.vertex_columns();
    for (std::size_t i = 0; i < count; ++i) {
        gather.set(columns, columns.own(axes[i], ColumnType::real), v, parts[i]);
    }
}

} // namespace

DotDefaults::Set DotDefaults::set_since(std::size_t mark) const {
    std::vector<GatheredColumns::Slot> slots;
    for (std::size_t i = mark; i < m_log.size(); ++i) {
        slots.push_back(m_log[i].first);
    }
    std::sort(slots.begin(), slots.end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    Set set;
    for (const GatheredColumns::Slot slot : slots) {
        set.emplace_back(slot, *m_current[slot]);
    }
    return set;
}

void set_dot_vertex(GraphAssembler& gather, graph::Vertex v, const DotAttribute& attribute) {
    if (attribute.name == "pos") {
        set_dot_position(gather, v, attribute.value);
    } else if (!is_dot_drawing(gather, attribute.name)) {
        const bool is_label = attribute.name == "label" && !attribute.is_html;
        if (is_label && attribute.value == "\\N") {
            return; // what it is called without one
        }
        gather.set_vertex(attribute.name, v,
                          is_label ? drawn_label(attribute.value, gather.id(v)) : attribute.value);
    }
}

void set_dot_edge(GraphAssembler& gather, std::size_t e, const DotAttribute& attribute) {
    if (attribute.name == "pos") {
        gather.lose(GraphLoss::drawing);
    } else if (!is_dot_drawing(gather, attribute.name)) {
        const bool is_label = attribute.name == "label" && !attribute.is_html;
        gather.set_edge(attribute.name, e,
                        is_label ? drawn_label(attribute.value, "\\N") : attribute.value);
    }
}

} // namespace sandhan::io
