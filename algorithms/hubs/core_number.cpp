// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/core_number.hpp"

#include "algorithms/internal/peeling.hpp"
#include "algorithms/internal/undirected_view.hpp"

#include <utility>

namespace sandhan::algorithms {

std::vector<std::uint32_t> core_numbers(const graph::CompressedGraph& g) {
    const internal::UndirectedView view(g);
    return std::move(internal::peel(*view).core);
}

} // namespace sandhan::algorithms
