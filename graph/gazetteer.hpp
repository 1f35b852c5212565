// SPDX-License-Identifier: Apache-2.0
// What place a text means: locality, district, state, country, with a code and a point.
#pragma once

#include "graph/incident.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::graph {

/// From fine to coarse. An ISO 3166-2 division of a neighbouring country counts as a state.
enum class PlaceLevel : std::uint8_t { locality, district, state, country };

[[nodiscard]] std::string_view name_of(PlaceLevel level);
[[nodiscard]] std::optional<PlaceLevel> parse_level(std::string_view text);

enum class MatchStatus : std::uint8_t {
    exact,         ///< the name as the gazetteer writes it
    variant,       ///< an old, variant or other-script name, or a pin code
    fuzzy,         ///< a misspelling within the bound
    district_only, ///< an unknown locality in a known district, at the district's point
    ambiguous,     ///< several places fit and nothing decides
    unknown,       ///< no place fits (a known state or country named beside it is kept)
};
[[nodiscard]] std::string_view name_of(MatchStatus status);

/// One place and its parents. Ids are readable and stable: `place:IN`, `place:IN-GJ`,
/// `place:IN-GJ/rajkot`, `place:IN-WB/south-24-parganas/jibantala`, `place:BD`, `place:BD-C`.
struct Place {
    std::string id;
    std::string label; ///< "Jibantala, South 24 Parganas, West Bengal"
    std::string name;  ///< "Jibantala"
    PlaceLevel level = PlaceLevel::country;
    std::string code; ///< LGD code of the district (or of the place's district), else ISO 3166
    std::optional<double> latitude, longitude;
    std::string district_id, state_id, country_id; ///< ids of what holds it; "" where none is known
};

/// The decision on one text, and why.
struct Resolution {
    MatchStatus status = MatchStatus::unknown;
    /// The place decided on. Ambiguous or unknown: what is certain of it, if anything (the state
    /// or country named beside it); without that `place.id` is empty.
    Place place;
    std::vector<Place> candidates;    ///< ambiguous: every place that fits, sorted by id
    std::vector<std::string> reasons; ///< steps of the decision, in plain words
};

/// The decision on one text without its reasons, for who asks for millions.
struct PlaceMatch {
    static constexpr std::uint32_t no_number = 0xFFFFFFFFU;

    MatchStatus status = MatchStatus::unknown;
    /// Of the place decided on, for Gazetteer::place(); no_number where `own` says all.
    std::uint32_t number = no_number;
    /// What is no place of the gazetteer: district_only, or nothing that is certain.
    Place own;
    std::vector<Place> candidates; ///< ambiguous: every place that fits, sorted by id
};

namespace gazetteer {
struct Decision;
class MisspeltMemo;
struct PlaceParts;
} // namespace gazetteer

/// What one thread that asks for many texts found on its way: of those that differ in one part the
/// others are looked up once. For one gazetteer.
class PlaceMemory {
  public:
    PlaceMemory();
    PlaceMemory(PlaceMemory&&) noexcept;
    PlaceMemory& operator=(PlaceMemory&&) noexcept;
    ~PlaceMemory();

  private:
    friend class Gazetteer;
    std::unique_ptr<gazetteer::MisspeltMemo> m_misspelt;
};

/// Thread-safe for reading once built.
class Gazetteer {
  public:
    /// The data compiled into the program. Built on first use, then shared.
    static const Gazetteer& builtin();
    /// Tells one edition of the built-in data from another: XXH3 of its bytes.
    [[nodiscard]] static std::uint64_t builtin_fingerprint();

    Gazetteer(Gazetteer&&) noexcept;
    Gazetteer& operator=(Gazetteer&&) noexcept;
    ~Gazetteer();

    /// A copy of the built-in data and the places of `csv` (columns `name, type, district, state,
    /// country, latitude, longitude, alt_names, pincode`; lists separated by `|`) added.
    /// Throws std::invalid_argument naming line, column, value and remedy.
    static Gazetteer with_additions(std::string_view csv);

    /// Coordinates beside a text decide between places of one name; alone they tell the district in
    /// which the nearest known places lie, if they agree (district_only). A place that is known
    /// stays at its own point.
    ///
    /// Cost  O(length) for names the gazetteer knows; a misspelling also passes over the lengths
    /// and
    ///       letters of the names within the district or state beside it.
    [[nodiscard]] Resolution resolve(const PlaceText& text) const;
    [[nodiscard]] Resolution resolve(std::string_view text) const;
    /// The same answer without its reasons, and places by number: quicker.
    [[nodiscard]] PlaceMatch match(const PlaceText& text, PlaceMemory& memory) const;

    /// Places are numbered from 0 to size() - 1, otherwise in another edition.
    [[nodiscard]] Place place(std::uint32_t number) const;
    [[nodiscard]] std::size_t size() const;

    /// The place of an id as resolve() gives them, or nothing. A village that is only kept in its
    /// district (`district_only`) is no place of the gazetteer.
    [[nodiscard]] std::optional<Place> find(std::string_view id) const;

  private:
    struct Data;
    [[nodiscard]] gazetteer::Decision
    decide(const PlaceText& text, bool explain, gazetteer::MisspeltMemo& memo) const;
    void decide_by_point(const PlaceText& text,
                         const gazetteer::PlaceParts& written,
                         gazetteer::Decision& decision) const;
    [[nodiscard]] Place kept_in_district(const PlaceText& text,
                                         gazetteer::Decision& decision) const;
    [[nodiscard]] std::vector<Place> candidates(const gazetteer::Decision& decision) const;
    explicit Gazetteer(std::unique_ptr<const Data> data);
    std::unique_ptr<const Data> m_data;
};

/// Comparable form of a text in any script: ICU `Any-Latin; Latin-ASCII`, lower case, letters and
/// digits only, single blanks.
[[nodiscard]] std::string folded(std::string_view utf8);
/// Readable id part: folded() with blanks as `-`; "x" when nothing is left.
[[nodiscard]] std::string slug(std::string_view utf8);

} // namespace sandhan::graph
