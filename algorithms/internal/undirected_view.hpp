// SPDX-License-Identifier: Apache-2.0
// For measures that ask only who is joined with whom. Not installed.
#pragma once

#include "algorithms/internal/requirements.hpp"
#include "algorithms/simple_graph.hpp"

#include <optional>

namespace sandhan::algorithms::internal {

/// The undirected simple graph under g: g itself where it is one, else a copy.
class UndirectedView {
  public:
    explicit UndirectedView(const graph::CompressedGraph& g) : m_original(&g) {
        if (g.is_directed() || !is_simple(g)) {
            m_copy = undirected_simplified(g);
        }
    }
    [[nodiscard]] const graph::CompressedGraph& operator*() const {
        return m_copy ? m_copy->graph : *m_original;
    }

  private:
    const graph::CompressedGraph* m_original;
    std::optional<SimpleGraph> m_copy;
};

} // namespace sandhan::algorithms::internal
