// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/identity_comparison.hpp"

#include "algorithms/internal/text_distance.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>
#include <string>

namespace sandhan::algorithms::internal {
namespace {

using Field = IdentityField;

/// The level numbers of identity_model.cpp, which a test holds to its words.
enum AliasLevelNumber : std::uint8_t { alias_shared = 1, alias_is_name, alias_different };
enum RelativeLevelNumber : std::uint8_t {
    relative_identical = 1,
    relative_sounds_alike,
    relative_misspelt,
    relative_partly,
    relative_different
};
enum BirthLevelNumber : std::uint8_t {
    birth_same_day = 1,
    birth_day_near,
    birth_ages_fit,
    birth_within_3_years,
    birth_within_10_years,
    birth_other_day,
    birth_apart
};
enum HomeLevelNumber : std::uint8_t {
    home_same = 1,
    home_near,
    home_similar,
    home_same_district,
    home_within_100_km,
    home_same_state,
    home_elsewhere
};

/// The best of all names of one with all of the other: the least level, then the rarest.
template <class Names, class Others>
FoundName best_of(NameMemory& memory, const Names& names, const Others& others) {
    FoundName best;
    for (const std::uint32_t n : names) {
        for (const std::uint32_t o : others) {
            const FoundName found = memory.compared(n, o);
            if (found.level != 0 && (best.level == 0 || found.level < best.level ||
                                     (found.level == best.level && found.rarity > best.rarity))) {
                best = found;
            }
        }
    }
    return best;
}

double kilometres(const ComparablePlace& a, const ComparablePlace& b) {
    // On a plane at their mean latitude: right to a metre over 100 km, which is all that is asked.
    constexpr double km_a_degree = 111.195;
    constexpr double radian = std::numbers::pi / 180.0;
    const double dy = a.latitude - b.latitude;
    const double dx =
        (a.longitude - b.longitude) * std::cos((a.latitude + b.latitude) * 0.5 * radian);
    return km_a_degree * std::sqrt(dx * dx + dy * dy); // NaN where a point is not known
}

/// One in eight letters may differ, one at least of a text of five.
std::size_t edits_allowed(const TextSketch& a, const TextSketch& b) {
    return std::min<std::size_t>(4, (std::size_t{std::min(a.length, b.length)} + 3) / 8);
}

/// A text and its sketch, which most often tells enough.
struct SketchedText {
    const TextSketch& sketch;
    const std::string& text;
    graph::Range words;
};

bool is_within(const SketchedText& a, const SketchedText& b, std::size_t most) {
    return least_edits(a.sketch, b.sketch) <= most && edits_between(a.text, b.text, most) <= most;
}
bool is_near(const SketchedText& a, const SketchedText& b) {
    const std::size_t most = edits_allowed(a.sketch, b.sketch);
    return most > 0 && is_within(a, b, most);
}
bool share_word(const IdentityRecords& all, const SketchedText& a, const SketchedText& b) {
    return (a.sketch.words & b.sketch.words) != 0 &&
           share_any(IdentityRecords::part(all.words, a.words),
                     IdentityRecords::part(all.words, b.words));
}

struct FoundPlace {
    std::size_t level = 0;
    float rarity = 0.0F;
};

FoundPlace compare_places(const IdentityRecords& all,
                          const ComparablePlace& a,
                          const ComparablePlace& b,
                          bool same) {
    if (same) {
        const bool whole = !a.resolved || a.is_locality;
        return {whole ? home_same : home_same_district, a.rarity};
    }
    if (!a.resolved || !b.resolved) {
        if (a.resolved != b.resolved) {
            return {}; // the gazetteer knows one of them: neither same nor other
        }
        const SketchedText one{a.sketch, a.text, a.words}, other{b.sketch, b.text, b.words};
        if (is_near(one, other)) {
            return {home_similar, std::min(a.rarity, b.rarity)};
        }
        return {share_word(all, one, other) ? home_within_100_km : home_elsewhere, 0.0F};
    }
    constexpr double near_km = 10.0, region_km = 100.0;
    const double km = kilometres(a, b);
    if (a.is_locality && b.is_locality && km <= near_km) {
        return {home_near, 0.0F};
    }
    if (a.district != graph::no_place && a.district == b.district) {
        return {home_same_district, a.district_rarity};
    }
    if (a.district == graph::no_place || b.district == graph::no_place) {
        return {a.state != graph::no_place && a.state == b.state ? home_same_state : home_elsewhere,
                0.0F};
    }
    if (km <= region_km) {
        return {home_within_100_km, 0.0F};
    }
    return {a.state != graph::no_place && a.state == b.state ? home_same_state : home_elsewhere,
            0.0F};
}

/// Years between the two spans of days; 0 where they overlap.
double years_apart(const BirthSpan& a, const BirthSpan& b) {
    const std::int64_t gap =
        std::max<std::int64_t>({0, std::int64_t{a.first} - b.last, std::int64_t{b.first} - a.last});
    return static_cast<double>(gap) / 365.2425;
}

/// Whether one figure of YYYY-MM-DD differs, two neighbours are swapped, or day and month are.
bool day_is_near(const IdentityRecord& a, const IdentityRecord& b) {
    if (a.birth_figures != 0 && b.birth_figures != 0) {
        return days_are_near(a.birth_figures, b.birth_figures);
    }
    return edits_between(graph::iso_day(a.birth.first), graph::iso_day(b.birth.first), 1) <= 1;
}

IdentityField field_of(graph::IdentifierType type) {
    switch (type) {
    case graph::IdentifierType::phone:
        return Field::phone;
    case graph::IdentifierType::email:
        return Field::email;
    case graph::IdentifierType::national_id:
    case graph::IdentifierType::passport:
        return Field::document;
    case graph::IdentifierType::address:
        return Field::address;
    case graph::IdentifierType::vehicle:
    case graph::IdentifierType::bank_account:
    case graph::IdentifierType::online_handle:
        break;
    }
    return Field::account;
}

/// Of two identifiers of one kind that are not the same.
std::size_t level_of_texts(const IdentityRecords& all,
                           IdentityField field,
                           const SketchedText& a,
                           const SketchedText& b) {
    switch (field) {
    case Field::address:
        return is_near(a, b) ? 2 : share_word(all, a, b) ? 3 : 4;
    case Field::phone:
    case Field::document:
        return is_within(a, b, 1) ? 2 : 3;
    case Field::email:
        return is_within(a, b, 2) ? 2 : 3;
    default:
        return 2;
    }
}

} // namespace

bool days_are_near(std::uint32_t a, std::uint32_t b) {
    // The figures that differ: one, or two neighbours that changed places.
    const std::uint32_t apart = a ^ b;
    const auto lowest = static_cast<unsigned>(std::countr_zero(apart)) & ~3U;
    const std::uint32_t others = apart >> lowest;
    if (others <= 15U) {
        return true;
    }
    const std::uint32_t one = (a >> lowest) & 0xFFU, other = (b >> lowest) & 0xFFU;
    // A dash stands between month and day (8 bits up), and between year and month (16).
    const bool parted = lowest == 4 || lowest == 12;
    if (others <= 0xFFU && !parted && one == ((other & 15U) << 4U | other >> 4U)) {
        return true;
    }
    return a >> 16U == b >> 16U && (a >> 8U & 0xFFU) == (b & 0xFFU) &&
           (a & 0xFFU) == (b >> 8U & 0xFFU);
}

void Comparer::compare_names(const IdentityRecord& a,
                             const IdentityRecord& b,
                             NameMemory& memory,
                             Comparison& c) const {
    const auto names_a = IdentityRecords::part(m_all.name_lists, a.names);
    const auto names_b = IdentityRecords::part(m_all.name_lists, b.names);
    const auto aliases_a = IdentityRecords::part(m_all.name_lists, a.aliases);
    const auto aliases_b = IdentityRecords::part(m_all.name_lists, b.aliases);
    const FoundName name = best_of(memory, names_a, names_b);
    const auto fits = [](const FoundName& found) {
        return found.level != 0 && found.level <= name_one_part;
    };
    FoundName shared = best_of(memory, aliases_a, aliases_b);
    std::size_t level = fits(shared) ? alias_shared : 0;
    if (level == 0 && (!aliases_a.empty() || !aliases_b.empty())) {
        const FoundName one = best_of(memory, aliases_a, names_b);
        const FoundName other = best_of(memory, names_a, aliases_b);
        for (const FoundName& found : {one, other}) {
            if (fits(found) && (level == 0 || found.rarity > shared.rarity)) {
                level = alias_is_name;
                shared = found;
            }
        }
        if (level == 0 && !aliases_a.empty() && !aliases_b.empty()) {
            level = alias_different;
        }
    }
    if (level == alias_shared || level == alias_is_name) {
        c.strangers[static_cast<std::size_t>(Field::alias)] = shared.rarity;
        c.circle[static_cast<std::size_t>(Field::alias)] = shared.rarity;
    }
    c.levels.set(Field::alias, level);
    // Where the name of one is the alias of the other, that their names differ is no wonder.
    if (name.level != 0 && !(level == alias_is_name && name.level > name_initials)) {
        c.levels.set(Field::name, name.level);
        if (name.level != name_different && name.level != name_other_sex) {
            c.strangers[static_cast<std::size_t>(Field::name)] = name.rarity;
            c.circle[static_cast<std::size_t>(Field::name)] = name.in_a_circle();
        }
    }
}

void Comparer::compare_relatives(const IdentityRecord& a,
                                 const IdentityRecord& b,
                                 NameMemory& memory,
                                 Comparison& c) const {
    const FoundName found = best_of(memory, IdentityRecords::part(m_all.name_lists, a.relatives),
                                    IdentityRecords::part(m_all.name_lists, b.relatives));
    std::size_t level = 0;
    switch (found.level) {
    case 0:
        return;
    case name_identical:
        level = relative_identical;
        break;
    case name_sounds_alike:
        level = relative_sounds_alike;
        break;
    case name_misspelt:
        level = relative_misspelt;
        break;
    case name_partly:
    case name_one_part:
    case name_initials:
    case name_letter_apart:
    case name_given_only:
    case name_family_only:
        level = relative_partly;
        break;
    default:
        level = relative_different;
    }
    c.levels.set(Field::relative, level);
    if (level < relative_partly) {
        // The family name is the person's own, and was counted with it: half of what is rare.
        constexpr float own_part = 0.5F;
        c.strangers[static_cast<std::size_t>(Field::relative)] = own_part * found.rarity;
    }
}

void Comparer::compare_births(const IdentityRecord& a,
                              const IdentityRecord& b,
                              Comparison& c) const {
    if (!a.birth.is_known() || !b.birth.is_known()) {
        return;
    }
    std::size_t level = birth_apart;
    const double years = years_apart(a.birth, b.birth);
    if (a.birth.is_day() && b.birth.is_day()) {
        level = years == 0.0        ? birth_same_day
                : day_is_near(a, b) ? birth_day_near
                                    : birth_other_day;
    } else if (years == 0.0) {
        level = birth_ages_fit;
    } else if (years <= 3.0) {
        level = birth_within_3_years;
    } else if (years <= 10.0) {
        level = birth_within_10_years;
    }
    c.levels.set(Field::birth, level);
}

void Comparer::compare_homes(const IdentityRecord& a,
                             const IdentityRecord& b,
                             Comparison& c) const {
    FoundPlace best;
    for (const graph::PlaceIndex p : IdentityRecords::part(m_all.places, a.homes)) {
        for (const graph::PlaceIndex q : IdentityRecords::part(m_all.places, b.homes)) {
            const FoundPlace found = compare_places(m_all, m_all.place[p], m_all.place[q], p == q);
            if (found.level != 0 && (best.level == 0 || found.level < best.level)) {
                best = found;
            }
        }
    }
    c.levels.set(Field::home, best.level);
    c.strangers[static_cast<std::size_t>(Field::home)] = best.rarity;
}

void Comparer::compare_identifiers(const IdentityRecord& a,
                                   const IdentityRecord& b,
                                   Comparison& c) const {
    const auto held_a = IdentityRecords::part(m_all.held, a.identifiers);
    const auto held_b = IdentityRecords::part(m_all.held, b.identifiers);
    if (held_a.empty() || held_b.empty()) {
        return;
    }
    // Of each field the best of all pairs of a kind.
    std::array<std::size_t, identity_field_count> best{};
    for (const HeldIdentifier& x : held_a) {
        for (const HeldIdentifier& y : held_b) {
            if (x.type != y.type) {
                continue;
            }
            const bool same = x.identifier == y.identifier;
            const auto field = static_cast<std::size_t>(field_of(x.type));
            const auto text = [this](const HeldIdentifier& held) -> SketchedText {
                return {held.sketch, m_all.identifier_text[held.identifier],
                        m_all.identifier_words[held.identifier]};
            };
            const std::size_t level =
                same ? 1
                     : level_of_texts(m_all, static_cast<IdentityField>(field), text(x), text(y));
            if (best[field] == 0 || level < best[field]) {
                best[field] = level;
                c.strangers[field] = same ? m_all.identifier_rarity[x.identifier] : 0.0F;
            }
        }
    }
    for (const Field field :
         {Field::address, Field::phone, Field::email, Field::document, Field::account}) {
        c.levels.set(field, best[static_cast<std::size_t>(field)]);
    }
}

void Comparer::compare_activity(const IdentityRecord& a,
                                const IdentityRecord& b,
                                Comparison& c) const {
    const auto common = [](const auto& one, const auto& other) {
        for (std::size_t i = 0, j = 0; i < one.size() && j < other.size();) {
            if (one[i] == other[j]) {
                return true;
            }
            ++(one[i] < other[j] ? i : j);
        }
        return false;
    };
    const auto districts_a = IdentityRecords::part(m_all.places, a.districts);
    const auto districts_b = IdentityRecords::part(m_all.places, b.districts);
    if (districts_a.empty() || districts_b.empty()) {
        return;
    }
    std::size_t level = 4;
    if (common(IdentityRecords::part(m_all.corridors, a.corridors),
               IdentityRecords::part(m_all.corridors, b.corridors))) {
        level = 1;
    } else if (common(districts_a, districts_b)) {
        level = 2;
    } else {
        for (const graph::PlaceIndex p : districts_a) {
            for (const graph::PlaceIndex q : districts_b) {
                const graph::PlaceIndex state = m_all.place[p].state;
                if (state != graph::no_place && state == m_all.place[q].state) {
                    level = 3;
                }
            }
        }
    }
    c.levels.set(Field::activity, level);
}

std::size_t Comparer::company_level(std::uint32_t a, std::uint32_t b) const {
    if (m_company == nullptr || m_company->begin.empty()) {
        return 0;
    }
    const auto beside = [&](std::uint32_t r) {
        return std::span<const std::uint32_t>(m_company->who)
            .subspan(m_company->begin[r], m_company->begin[r + 1] - m_company->begin[r]);
    };
    const auto one = beside(a), other = beside(b);
    if (one.empty() || other.empty()) {
        return 0;
    }
    std::size_t shared = 0;
    for (std::size_t i = 0, j = 0; i < one.size() && j < other.size();) {
        if (one[i] == other[j]) {
            ++shared;
            ++i;
            ++j;
        } else {
            ++(one[i] < other[j] ? i : j);
        }
    }
    return shared > 1 ? 1 : shared == 1 ? 2 : 3;
}

Comparison Comparer::compare(std::uint32_t at_a, std::uint32_t at_b) const {
    const IdentityRecord& a = m_all.records[at_a];
    const IdentityRecord& b = m_all.records[at_b];
    Comparison c;
    // On their way while names are compared: of b, as pairs with the same a follow each other.
    if (b.identifiers.count > 0) {
        __builtin_prefetch(&m_all.held[b.identifiers.first]);
        __builtin_prefetch(&m_all.held[b.identifiers.first + b.identifiers.count - 1]);
    }
    if (b.homes.count > 0) {
        __builtin_prefetch(&m_all.places[b.homes.first]);
    }
    NameMemory& memory = m_memory.local();
    compare_names(a, b, memory, c);
    compare_relatives(a, b, memory, c);
    if (a.sex != graph::Sex::unknown && b.sex != graph::Sex::unknown) {
        c.levels.set(Field::sex, a.sex == b.sex ? 1 : 2);
    }
    compare_births(a, b, c);
    compare_homes(a, b, c);
    compare_identifiers(a, b, c);
    compare_activity(a, b, c);
    if (a.roles != 0 && b.roles != 0) {
        c.levels.set(Field::role, (a.roles & b.roles) != 0 ? 1 : 2);
    }
    c.levels.set(Field::company, company_level(at_a, at_b));
    return c;
}

} // namespace sandhan::algorithms::internal
