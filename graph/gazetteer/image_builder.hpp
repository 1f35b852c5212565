// SPDX-License-Identifier: Apache-2.0
// Places and their names, gathered and then written as an image.
#pragma once

#include "graph/gazetteer/image.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandhan::graph::gazetteer {

struct NewPlace {
    std::string name, slug, code;
    std::uint32_t parent = none;
    PlaceLevel level = PlaceLevel::locality;
    Kind kind = Kind::village;
    std::uint8_t standing = 0;
    std::optional<double> latitude, longitude;
    std::uint32_t population = 0, pincode = 0;
};

/// Same places and names in, same bytes out, whatever the order they come in.
class ImageBuilder {
  public:
    ImageBuilder() = default;
    /// Begins with all that an image holds.
    explicit ImageBuilder(const Image& image);

    /// A new place; its name becomes an exact key.
    /// Requires  no place of this parent with this slug.
    std::uint32_t add(NewPlace place);
    [[nodiscard]] std::optional<std::uint32_t> find(std::uint32_t parent,
                                                    std::string_view slug) const;
    /// A further name, in any script. Of two qualities of one key the better is kept.
    void add_name(std::uint32_t place, std::string_view name, Quality quality);
    void add_key(std::uint32_t place, const std::string& key, Quality quality);
    void remove_key(std::uint32_t place, const std::string& key);
    [[nodiscard]] const std::map<std::string, Quality>& keys(std::uint32_t place) const {
        return m_keys[place];
    }
    void add_pin(std::uint32_t place, std::uint32_t pincode);
    void add_beside(BesideRecord record) { m_beside.push_back(record); }

    [[nodiscard]] NewPlace& place(std::uint32_t p) { return m_places[p]; }
    [[nodiscard]] const NewPlace& place(std::uint32_t p) const { return m_places[p]; }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_places.size()); }

    [[nodiscard]] std::vector<std::byte> image() const;

  private:
    std::vector<NewPlace> m_places;
    std::vector<std::map<std::string, Quality>> m_keys;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_pins; ///< pin code, place
    std::vector<BesideRecord> m_beside;
    std::map<std::pair<std::uint32_t, std::string>, std::uint32_t, std::less<>> m_by_slug;
};

} // namespace sandhan::graph::gazetteer
