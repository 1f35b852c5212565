// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer/image.hpp"

#include "graph/gazetteer/fold.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numbers>
#include <stdexcept>

namespace sandhan::graph::gazetteer {

// The image is written and read by the same build, but a foreign byte order would go unnoticed.
static_assert(std::endian::native == std::endian::little);
static_assert(sizeof(PlaceRecord) == 36 && sizeof(KeyRecord) == 16 && sizeof(Rated) == 4);

Image::Image(std::span<const std::byte> bytes) : m_bytes(bytes) {
    ImageHeader header;
    if (bytes.size() < sizeof header) {
        throw std::invalid_argument("gazetteer image: too short");
    }
    std::memcpy(&header, bytes.data(), sizeof header);
    if (std::memcmp(header.magic, image_magic, sizeof header.magic) != 0 ||
        header.bytes != bytes.size()) {
        throw std::invalid_argument("gazetteer image: of another version, or cut short");
    }
    m_places = section<PlaceRecord>(Section::places);
    m_children_begin = section<std::uint32_t>(Section::children_begin);
    m_children = section<std::uint32_t>(Section::children);
    m_names_begin = section<std::uint32_t>(Section::names_begin);
    m_names = section<Rated>(Section::names);
    m_keys = section<KeyRecord>(Section::keys);
    m_bearers_begin = section<std::uint32_t>(Section::bearers_begin);
    m_bearers = section<Rated>(Section::bearers);
    m_slots = section<std::uint32_t>(Section::slots);
    m_pins = section<PinRecord>(Section::pins);
    m_majors = section<std::uint32_t>(Section::majors);
    m_beside = section<BesideRecord>(Section::beside);
    m_name_places = section<std::uint32_t>(Section::name_places);
    m_near_begin = section<std::uint32_t>(Section::near_begin);
    m_near = section<NearRecord>(Section::near);
    m_bones_begin = section<std::uint32_t>(Section::bones_begin);
    m_bones = section<BonesRecord>(Section::bones);
    m_strings = section<char>(Section::strings).data();
}

template <class T>
std::span<const T> Image::section(Section s) const {
    ImageHeader header;
    std::memcpy(&header, m_bytes.data(), sizeof header);
    const auto extent = header.sections[static_cast<std::size_t>(s)];
    if (extent.offset + std::size_t{extent.count} * sizeof(T) > m_bytes.size()) {
        throw std::invalid_argument("gazetteer image: a section lies outside");
    }
    return {reinterpret_cast<const T*>(m_bytes.data() + extent.offset), extent.count};
}

std::span<const std::uint32_t> Image::children(std::uint32_t p) const {
    return m_children.subspan(m_children_begin[p], m_children_begin[p + 1] - m_children_begin[p]);
}

std::span<const Rated> Image::names(std::uint32_t p) const {
    return m_names.subspan(m_names_begin[p], m_names_begin[p + 1] - m_names_begin[p]);
}

std::span<const Rated> Image::bearers(std::string_view key) const {
    const std::uint64_t hash = hash_of(key);
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
        const std::uint32_t slot = m_slots[at];
        if (slot == 0) {
            return {};
        }
        const std::uint32_t k = KeySlot::key_of(slot);
        if (KeySlot::mark_of(slot) == KeySlot::mark(hash) && key_text(k) == key) {
            return m_bearers.subspan(m_bearers_begin[k],
                                     m_bearers_begin[k + 1] - m_bearers_begin[k]);
        }
    }
}

std::span<const PinRecord> Image::pins(std::uint32_t pincode) const {
    const auto range = std::equal_range(
        m_pins.begin(), m_pins.end(), PinRecord{pincode, 0},
        [](const PinRecord& a, const PinRecord& b) { return a.pincode < b.pincode; });
    return {range.first, range.second};
}

std::span<const NearRecord> Image::near(std::uint32_t scope) const {
    const std::size_t s = scope == none ? m_near_begin.size() - 2 : scope;
    return m_near.subspan(m_near_begin[s], m_near_begin[s + 1] - m_near_begin[s]);
}

std::span<const BonesRecord> Image::of_bones(std::uint32_t scope, std::uint32_t skeleton) const {
    const std::size_t s = scope == none ? m_bones_begin.size() - 2 : scope;
    const auto all = m_bones.subspan(m_bones_begin[s], m_bones_begin[s + 1] - m_bones_begin[s]);
    const auto first = std::lower_bound(all.begin(), all.end(), BonesRecord{skeleton, 0});
    auto last = first;
    while (last != all.end() && last->skeleton == skeleton) {
        ++last;
    }
    return {first, last};
}

std::span<const BesideRecord> Image::beside(std::uint32_t place) const {
    const std::uint32_t district = holder(place, PlaceLevel::district);
    if (district == none || m_places[district].has_beside == 0) {
        return {};
    }
    const auto first =
        std::lower_bound(m_beside.begin(), m_beside.end(), BesideRecord{district, 0, 0});
    auto last = first;
    while (last != m_beside.end() && last->district == district) {
        ++last;
    }
    return {first, last};
}

std::uint32_t Image::child(std::uint32_t parent, std::string_view wanted) const {
    const auto all = children(parent);
    const auto found =
        std::lower_bound(all.begin(), all.end(), wanted,
                         [this](std::uint32_t p, std::string_view text) { return slug(p) < text; });
    return found != all.end() && slug(*found) == wanted ? *found : none;
}

bool Image::within(std::uint32_t place, std::uint32_t ancestor) const {
    for (; place != none; place = m_places[place].parent) {
        if (place == ancestor) {
            return true;
        }
    }
    return false;
}

std::uint32_t Image::holder(std::uint32_t place, PlaceLevel level) const {
    while (place != none && m_places[place].level != level) {
        place = m_places[place].parent;
    }
    return place;
}

std::optional<Image::Point> Image::point(std::uint32_t place) const {
    const auto point_of = [this](std::uint32_t p, bool own) -> std::optional<Point> {
        if (p == none || m_places[p].latitude == no_degrees) {
            return std::nullopt;
        }
        return Point{m_places[p].latitude / 1e5, m_places[p].longitude / 1e5, own};
    };
    if (const auto own = point_of(place, true)) {
        return own;
    }
    return point_of(
        m_places[place].level == PlaceLevel::locality ? holder(place, PlaceLevel::district) : none,
        false);
}

double distance_km(const Image::Point& a, const Image::Point& b) {
    constexpr double radian = std::numbers::pi / 180.0;
    constexpr double earth_radius_km = 6371.0;
    const double dlat = (b.latitude - a.latitude) * radian;
    const double dlon = (b.longitude - a.longitude) * radian;
    const double h = std::pow(std::sin(dlat / 2), 2) + std::cos(a.latitude * radian) *
                                                           std::cos(b.latitude * radian) *
                                                           std::pow(std::sin(dlon / 2), 2);
    return 2 * earth_radius_km * std::asin(std::min(1.0, std::sqrt(h)));
}

} // namespace sandhan::graph::gazetteer
