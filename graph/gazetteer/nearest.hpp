// SPDX-License-Identifier: Apache-2.0
// In which district a point lies, as far as the places around it tell.
#pragma once

#include "graph/gazetteer/image.hpp"

#include <cstdint>
#include <vector>

namespace sandhan::graph::gazetteer {

/// The localities and districts with a point of their own, by cells of a tenth of a degree.
class PointGrid {
  public:
    /// Cost  O(n log n) for n places.
    explicit PointGrid(const Image& image);

    /// The districts (or neighbours' divisions) of the `voters` places nearest to the point, among
    /// those within `reach_km`, each once, the nearest first: one district means that the point
    /// lies well within it, several that it lies near a border, none that nothing is near. The
    /// gazetteer has no boundaries, so nothing better can be said.
    [[nodiscard]] std::vector<std::uint32_t> districts_near(double latitude,
                                                            double longitude) const;

    static constexpr std::size_t voters = 5;
    static constexpr double reach_km = 12.0;

  private:
    struct Entry {
        std::uint32_t cell, place;
    };

    const Image& m_image;
    std::vector<Entry> m_entries; ///< by cell
};

} // namespace sandhan::graph::gazetteer
