// SPDX-License-Identifier: Apache-2.0
// The gazetteer as one block of bytes, ready to search where it lies: nothing is parsed or copied
// at start. Written by ImageBuilder, at build time and for the places an analyst adds.
#pragma once

#include "graph/gazetteer.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace sandhan::graph::gazetteer {

inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// What a place is, the most telling kind of a locality first: of two records of one name in one
/// district the earlier kind is kept.
enum class Kind : std::uint8_t {
    country,
    state,           ///< of India, with the union territories
    first_division,  ///< ISO 3166-2, first level: BD-D
    second_division, ///< ISO 3166-2, a part of a first-level one: BD-27
    district,
    curated, ///< named by hand: an area or police station that matters in cases
    capital,
    city, ///< 100,000 people or more
    town,
    neighbourhood,
    subdistrict, ///< tehsil, taluk, block, mandal
    village,
    post_locality,
    post_locality_approx, ///< its point may be several km off
    post_name,            ///< a post office without a point of its own
};

/// How a key names a place.
enum class Quality : std::uint8_t {
    exact,   ///< the name as the gazetteer writes it
    variant, ///< an old or other name, another script
    weak,    ///< a spelling from a world-wide list, some of them of other languages
    fuzzy,   ///< not in the index: a misspelling
};

struct PlaceRecord {
    std::uint32_t name, slug, code;   ///< offsets of strings
    std::uint32_t parent;             ///< place, or `none`
    std::int32_t latitude, longitude; ///< 1e-5 degrees; `no_degrees` where not known
    std::uint32_t population;         ///< 0: not known
    std::uint32_t pincode;            ///< 0: not known
    PlaceLevel level;
    Kind kind;
    std::uint8_t standing;   ///< see standing.hpp
    std::uint8_t has_beside; ///< 1: a district of Section::beside
};
inline constexpr std::int32_t no_degrees = std::numeric_limits<std::int32_t>::min();

struct KeyRecord {
    std::uint32_t text;     ///< offset of the string
    std::uint32_t length;   ///< bytes
    std::uint32_t letters;  ///< letters_of(); 0 for a key in an Indian script
    std::uint32_t skeleton; ///< hash_of(skeleton()); 0 when it has fewer than two consonants
};

struct PinRecord {
    std::uint32_t pincode, place;
};

/// A name that a misspelling within its scope may mean, by how long it is and which letters it has.
struct NearRecord {
    std::uint32_t shape; ///< shape_of() its key
    std::uint32_t name;  ///< its place in Section::names
    friend auto operator<=>(const NearRecord&, const NearRecord&) = default;
};

/// The same, by its consonants.
struct BonesRecord {
    std::uint32_t skeleton; ///< as in KeyRecord
    std::uint32_t name;
    friend auto operator<=>(const BonesRecord&, const BonesRecord&) = default;
};

/// Length above the 26 bits of letters_of(), so that names of one length lie together.
inline constexpr unsigned shape_length_shift = 26;
inline constexpr std::uint32_t longest_shape = 63;
[[nodiscard]] inline std::uint32_t shape_of(std::uint32_t letters, std::size_t length) {
    return letters | static_cast<std::uint32_t>(length < longest_shape ? length : longest_shape)
                         << shape_length_shift;
}

/// A district and a place that records name beside its localities though it does not hold them.
struct BesideRecord {
    std::uint32_t district, other;
    std::uint32_t towns_only; ///< 1: a city and its suburbs; 0: the district before a split
    friend auto operator<=>(const BesideRecord&, const BesideRecord&) = default;
};

/// A number and, in the two highest bits, the quality.
struct Rated {
    std::uint32_t bits;
    Rated() = default;
    Rated(std::uint32_t number, Quality quality)
        : bits(number | static_cast<std::uint32_t>(quality) << 30U) {}
    [[nodiscard]] std::uint32_t number() const { return bits & 0x3FFFFFFFU; }
    [[nodiscard]] Quality quality() const { return static_cast<Quality>(bits >> 30U); }
    friend bool operator==(Rated, Rated) = default;
};

enum class Section : std::uint8_t {
    places,         ///< PlaceRecord
    children_begin, ///< places + 1
    children,       ///< places by parent, then slug
    names_begin,    ///< places + 1
    names,          ///< Rated keys of each place
    keys,           ///< KeyRecord, those of one district together
    bearers_begin,  ///< keys + 1
    bearers,        ///< Rated places of each key
    slots,          ///< open addressing by hash_of(key): KeySlot
    pins,           ///< PinRecord, sorted
    majors,         ///< places a bare misspelling may mean
    beside,         ///< BesideRecord, sorted
    name_places,    ///< the place of each of `names`
    near_begin,     ///< places above a locality + 2; the last range is that of the majors
    near,           ///< NearRecord of each scope, sorted: what may be letters away
    bones_begin,    ///< as near_begin
    bones,          ///< BonesRecord of each scope, sorted: what may sound alike
    strings,        ///< NUL-terminated
    sections_end,
};
inline constexpr std::size_t section_count = static_cast<std::size_t>(Section::sections_end);

struct ImageHeader {
    char magic[8];
    std::uint32_t bytes;
    struct Extent {
        std::uint32_t offset, count;
    } sections[section_count];
};
inline constexpr char image_magic[9] = "SNDGAZ04";

/// A key's number plus 1, 0 when free, and above it bits of its hash: a name that is no key is told
/// from the one that stands here without a look at that.
struct KeySlot {
    static constexpr unsigned number_bits = 24;
    static constexpr std::uint32_t most_keys = (std::uint32_t{1} << number_bits) - 1;

    static std::uint32_t of(std::uint64_t hash, std::uint32_t key) {
        return mark(hash) | (key + 1);
    }
    static std::uint32_t mark(std::uint64_t hash) {
        return static_cast<std::uint32_t>(hash >> 56U) << number_bits;
    }
    static std::uint32_t mark_of(std::uint32_t slot) { return slot & ~most_keys; }
    static std::uint32_t key_of(std::uint32_t slot) { return (slot & most_keys) - 1; }
};

/// Reads an image. Borrows the bytes.
class Image {
  public:
    /// Requires  bytes written by ImageBuilder of this version, aligned to 8.
    /// Throws    std::invalid_argument otherwise.
    explicit Image(std::span<const std::byte> bytes);

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_places.size()); }
    [[nodiscard]] const PlaceRecord& place(std::uint32_t p) const { return m_places[p]; }
    [[nodiscard]] const char* text(std::uint32_t offset) const { return m_strings + offset; }
    [[nodiscard]] std::string_view name(std::uint32_t p) const { return text(m_places[p].name); }
    [[nodiscard]] std::string_view slug(std::uint32_t p) const { return text(m_places[p].slug); }
    [[nodiscard]] std::string_view code(std::uint32_t p) const { return text(m_places[p].code); }
    [[nodiscard]] std::span<const std::uint32_t> children(std::uint32_t p) const;
    [[nodiscard]] std::span<const Rated> names(std::uint32_t p) const;
    [[nodiscard]] const KeyRecord& key(std::uint32_t k) const { return m_keys[k]; }
    [[nodiscard]] std::string_view key_text(std::uint32_t k) const {
        return {m_strings + m_keys[k].text, m_keys[k].length};
    }
    /// The places a key names; empty when no place has it.
    [[nodiscard]] std::span<const Rated> bearers(std::string_view key) const;
    /// The records of a pin code.
    [[nodiscard]] std::span<const PinRecord> pins(std::uint32_t pincode) const;
    [[nodiscard]] std::span<const PinRecord> all_pins() const { return m_pins; }
    [[nodiscard]] std::span<const std::uint32_t> majors() const { return m_majors; }

    /// A name by its number in Section::names, and its place.
    [[nodiscard]] Rated name_record(std::uint32_t n) const { return m_names[n]; }
    [[nodiscard]] std::uint32_t place_of_name(std::uint32_t n) const { return m_name_places[n]; }
    /// The names that a misspelling in a scope may be letters away from: in a district those of
    /// its localities; in a state or country those of what it holds, down two levels, that are
    /// more than a village; `none`: those of the majors. In Latin letters, none of Quality::weak.
    [[nodiscard]] std::span<const NearRecord> near(std::uint32_t scope) const;
    /// The names of one skeleton in a state or country, down two levels; `none`: of the majors.
    [[nodiscard]] std::span<const BonesRecord> of_bones(std::uint32_t scope,
                                                        std::uint32_t skeleton) const;

    [[nodiscard]] std::span<const BesideRecord> all_beside() const { return m_beside; }
    /// What records write beside the places of this one's district though it does not hold them.
    [[nodiscard]] std::span<const BesideRecord> beside(std::uint32_t place) const;

    /// The child of `parent` with this slug, or `none`. O(log children).
    [[nodiscard]] std::uint32_t child(std::uint32_t parent, std::string_view slug) const;
    /// Is `ancestor` the place itself or one that holds it?
    [[nodiscard]] bool within(std::uint32_t place, std::uint32_t ancestor) const;
    /// The holder (or the place itself) of that level, or `none`.
    [[nodiscard]] std::uint32_t holder(std::uint32_t place, PlaceLevel level) const;
    /// The point of the place, else that of its district; nothing when neither is known.
    struct Point {
        double latitude, longitude;
        bool own;
    };
    [[nodiscard]] std::optional<Point> point(std::uint32_t place) const;

  private:
    template <class T>
    [[nodiscard]] std::span<const T> section(Section s) const;

    std::span<const std::byte> m_bytes;
    std::span<const PlaceRecord> m_places;
    std::span<const std::uint32_t> m_children_begin, m_children, m_names_begin, m_bearers_begin,
        m_slots, m_majors;
    std::span<const Rated> m_names, m_bearers;
    std::span<const KeyRecord> m_keys;
    std::span<const PinRecord> m_pins;
    std::span<const BesideRecord> m_beside;
    std::span<const std::uint32_t> m_name_places, m_near_begin, m_bones_begin;
    std::span<const NearRecord> m_near;
    std::span<const BonesRecord> m_bones;
    const char* m_strings = nullptr;
};

/// Great-circle distance on a sphere of 6371 km.
[[nodiscard]] double distance_km(const Image::Point& a, const Image::Point& b);

} // namespace sandhan::graph::gazetteer
