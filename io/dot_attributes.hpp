// SPDX-License-Identifier: Apache-2.0
// The attributes of DOT: defaults, and the columns that values go to.
#pragma once

#include "io/graph_assembler.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandhan::io {

struct DotAttribute {
    std::string name;
    std::string value;
    bool is_html;
};

/// The values that what is mentioned next has without saying so. A subgraph forgets its own at its
/// end: what they replaced stands in a log.
class DotDefaults {
  public:
    explicit DotDefaults(GatheredColumns& columns) : m_columns(&columns) {}

    void set(GatheredColumns::Slot slot, DotAttribute attribute) {
        if (slot >= m_current.size()) {
            m_current.resize(slot + 1);
        }
        if (!m_current[slot]) {
            m_active.push_back(slot);
        }
        m_log.emplace_back(slot, std::exchange(m_current[slot], std::move(attribute)));
    }

    [[nodiscard]] std::size_t mark() const { return m_log.size(); }

    /// What was set since, by slot, each once, with its last value.
    using Set = std::vector<std::pair<GatheredColumns::Slot, DotAttribute>>;
    [[nodiscard]] Set set_since(std::size_t mark) const;

    void undo_to(std::size_t mark) {
        while (m_log.size() > mark) {
            auto& [slot, before] = m_log.back();
            if (!before) {
                m_active.pop_back(); // what became active last is forgotten first
            }
            m_current[slot] = std::move(before);
            m_log.pop_back();
        }
    }

    template <class Visit>
    void each(Visit visit) const {
        for (const GatheredColumns::Slot slot : m_active) {
            visit(*m_current[slot]);
        }
    }

    [[nodiscard]] GatheredColumns& columns() const { return *m_columns; }

  private:
    GatheredColumns* m_columns;
    std::vector<std::optional<DotAttribute>> m_current; // by slot
    std::vector<GatheredColumns::Slot> m_active;
    std::vector<std::pair<GatheredColumns::Slot, std::optional<DotAttribute>>> m_log;
};

/// Puts a value where it belongs: a column, a position, or among what is not kept.
void set_dot_vertex(GraphAssembler& gather, graph::Vertex v, const DotAttribute& attribute);
void set_dot_edge(GraphAssembler& gather, std::size_t e, const DotAttribute& attribute);

} // namespace sandhan::io
