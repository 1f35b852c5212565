// SPDX-License-Identifier: Apache-2.0
// The districts and foreign places that generated incidents tell of, and how records write them.
#pragma once

#include "algorithms/generator/kinds.hpp"
#include "graph/gazetteer.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace sandhan::algorithms::generator {

using PlaceIndex = std::uint32_t;

/// A district of India, or a place abroad at the finest level above locality that the gazetteer
/// has. Every text here resolves to `id`, or to a locality within it: tried when it was built.
struct PlaceForms {
    std::string id;
    std::string name;      ///< "South 24 Parganas"
    std::string state;     ///< "West Bengal"; abroad the country
    std::string unit;      ///< "WB": letters of the state, for case numbers; abroad the country's
    std::uint32_t lgd = 0; ///< 0 abroad
    double latitude = 0, longitude = 0;
    std::string text;                    ///< "South 24 Parganas, West Bengal"
    std::vector<std::string> localities; ///< names alone, the populous first; may be empty
    std::vector<std::string> variants;   ///< other texts for the whole place
    std::vector<std::string> scripts;    ///< the same in an Indian script
};

class Places {
  public:
    /// Reads the districts of the built-in gazetteer and tries their texts on it, on all threads.
    Places();

    [[nodiscard]] const std::vector<PlaceForms>& all() const { return m_places; }
    [[nodiscard]] const PlaceForms& operator[](PlaceIndex p) const { return m_places[p]; }
    /// Throws std::logic_error for an id that the gazetteer does not have.
    [[nodiscard]] PlaceIndex at(const std::string& id) const;
    /// By LGD code; only districts of India.
    [[nodiscard]] const std::unordered_map<std::uint32_t, PlaceIndex>& by_lgd() const {
        return m_by_lgd;
    }
    [[nodiscard]] std::size_t indian() const { return m_indian; } ///< the first places are Indian

  private:
    std::vector<PlaceForms> m_places;
    std::unordered_map<std::string, PlaceIndex> m_by_id;
    std::unordered_map<std::uint32_t, PlaceIndex> m_by_lgd;
    std::size_t m_indian = 0;
};

/// Kilometres along the surface, by the plain formula for short distances: good to a few per cent
/// within South Asia, which is all that a gravity rule asks.
[[nodiscard]] double rough_km(const PlaceForms& a, const PlaceForms& b);

} // namespace sandhan::algorithms::generator
