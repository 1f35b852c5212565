// SPDX-License-Identifier: Apache-2.0
// The columns of a GraphML file while it is read: one a key.
#pragma once

#include "io/column_builder.hpp"
#include "io/graph_document.hpp"
#include "io/graph_losses.hpp"
#include "io/xml_parser.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace sandhan::io {

/// The keys for vertices or for edges.
class GraphmlColumns {
  public:
    struct Slot {
        std::string name;
        ColumnBuilder builder{ColumnType::text};
        std::optional<std::string> default_text;
        bool declared = false;
    };

    /// The slot of a key's id, made if it is new.
    std::uint32_t slot_of(std::string_view id, const XmlPlace& place) {
        // Elements give their values in the order of the keys: the next one is the likely one.
        if (m_guess < m_order.size() && same_xml_name(*m_order[m_guess], id)) {
            return m_guess++;
        }
        auto found = m_by_id.find(id);
        if (found == m_by_id.end()) {
            if (m_slots.size() == max_keys) {
                place.fail("the file has more than " + std::to_string(max_keys) +
                           " keys; export fewer columns");
            }
            found =
                m_by_id.emplace(std::string(id), static_cast<std::uint32_t>(m_slots.size())).first;
            m_order.push_back(&found->first);
            m_slots.emplace_back();
            m_slots.back().name = id;
        }
        m_guess = found->second + 1;
        return found->second;
    }

    Slot& operator[](std::uint32_t slot) { return m_slots[slot]; }
    /// Asks for memory for so many rows of the columns that have at least `least`, as long as all
    /// have no more than `most` cells.
    void reserve(std::size_t rows, std::size_t least, std::uint64_t most) {
        std::uint64_t cells = 0;
        for (Slot& slot : m_slots) {
            if (slot.builder.rows() >= least && (cells += rows) <= most) {
                slot.builder.reserve(rows);
            }
        }
    }
    void begin_element() { m_guess = 0; }

    [[nodiscard]] std::uint64_t filled() const {
        return static_cast<std::uint64_t>(std::count_if(
            m_slots.begin(), m_slots.end(), [](const Slot& slot) { return is_filled(slot); }));
    }

    /// The filled columns, `rows` long. `labels` come from drawings: they fill a column `label`,
    /// or what is empty of it.
    std::vector<Column>
    take(std::size_t rows, std::vector<std::string> labels, GraphLosses& losses) {
        merge_labels(std::move(labels));
        std::vector<Column> columns;
        std::unordered_set<std::string> names;
        for (Slot& slot : m_slots) {
            if (!is_filled(slot)) {
                continue;
            }
            apply_default(slot, rows, losses);
            while (!names.insert(slot.name).second) {
                slot.name += '_';
            }
            columns.push_back({slot.name, slot.builder.take(rows)});
        }
        return columns;
    }

  private:
    static constexpr std::size_t max_keys = 65'536;

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };

    static bool is_filled(const Slot& slot) {
        return slot.builder.used() || slot.default_text.has_value();
    }

    static void apply_default(Slot& slot, std::size_t rows, GraphLosses& losses) {
        if (!slot.default_text) {
            return;
        }
        if (!ColumnBuilder(slot.builder.type()).set(0, *slot.default_text)) {
            losses.add(GraphLoss::bad_default, 0);
            return;
        }
        for (std::size_t row = 0; row < rows; ++row) {
            if (!slot.builder.is_set(row)) {
                slot.builder.set(row, *slot.default_text);
            }
        }
    }

    void merge_labels(std::vector<std::string> labels) {
        if (labels.empty()) {
            return;
        }
        auto own = std::find_if(m_slots.begin(), m_slots.end(), [](const Slot& slot) {
            return slot.name == "label" && is_filled(slot);
        });
        if (own == m_slots.end()) {
            own = m_slots.emplace(m_slots.end());
            own->name = "label";
        }
        for (std::size_t row = 0; row < labels.size(); ++row) {
            if (!labels[row].empty() && !own->builder.is_set(row)) {
                own->builder.set(row, labels[row]);
            }
        }
    }

    std::vector<Slot> m_slots;
    std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> m_by_id;
    std::vector<const std::string*> m_order; // ids by slot; a map's keys do not move
    std::uint32_t m_guess = 0;
};

} // namespace sandhan::io
