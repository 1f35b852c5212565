// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/identity_comparison.hpp"

#include "algorithms/internal/text_distance.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
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
    birth_day_alike,
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
    home_mostly,
    home_same_district,
    home_partly,
    home_within_100_km,
    home_same_state,
    home_elsewhere
};
enum AddressLevelNumber : std::uint8_t {
    address_same = 1,
    address_near,
    address_mostly,
    address_partly,
    address_different
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

struct FoundPlace {
    std::size_t level = 0;
    float rarity = 0.0F;
};

FoundPlace compare_places(const ComparablePlace& a, const ComparablePlace& b, bool same) {
    if (same) {
        const bool whole = !a.resolved || a.is_locality;
        return {whole ? home_same : home_same_district, a.rarity};
    }
    if (!a.resolved || !b.resolved) {
        if (a.resolved != b.resolved) {
            return {}; // the gazetteer knows one of them: neither same nor other
        }
        if (are_unlike(a.words, b.words)) {
            return {home_elsewhere, 0.0F};
        }
        switch (likeness_of(a.text, a.words, b.text, b.words)) {
        case Likeness::near:
            return {home_similar, std::min(a.rarity, b.rarity)};
        case Likeness::mostly:
            return {home_mostly, 0.0F};
        case Likeness::partly:
            return {home_partly, 0.0F};
        case Likeness::none:
            return {home_elsewhere, 0.0F};
        }
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

/// A day as YYYY-MM-DD, from its figures where they are known.
std::array<char, 10> written(const IdentityRecord& record) {
    std::array<char, 10> text{};
    if (record.birth_figures == 0) {
        const std::string day = graph::iso_day(record.birth.first);
        std::copy_n(day.begin(), std::min(day.size(), text.size()), text.begin());
        return text;
    }
    std::uint32_t figures = record.birth_figures;
    for (std::size_t at = text.size(); at-- > 0;) {
        if (at == 4 || at == 7) {
            text[at] = '-';
            continue;
        }
        text[at] = static_cast<char>('0' + (figures & 15U));
        figures >>= 4U;
    }
    return text;
}

/// Near: one figure of YYYY-MM-DD differs, two neighbours are swapped, or day and month are. Alike:
/// two figures differ, or the year, the month or the day alone.
BirthLevelNumber level_of_days(const IdentityRecord& a, const IdentityRecord& b) {
    if (a.birth.first == b.birth.first) {
        return birth_same_day;
    }
    const std::uint32_t one = a.birth_figures, other = b.birth_figures;
    const bool in_figures = one != 0 && other != 0;
    if (in_figures) {
        if (days_are_near(one, other)) {
            return birth_day_near;
        }
        const std::uint32_t apart = one ^ other;
        const int same_parts = (apart >> 16U == 0 ? 1 : 0) + ((apart >> 8U & 0xFFU) == 0 ? 1 : 0) +
                               ((apart & 0xFFU) == 0 ? 1 : 0);
        if (same_parts == 2) {
            return birth_day_alike;
        }
        if (exceeding(a.birth_counts, b.birth_counts) > 2) {
            return birth_other_day;
        }
    }
    const auto one_text = written(a), other_text = written(b);
    const std::size_t edits = edits_between({one_text.data(), one_text.size()},
                                            {other_text.data(), other_text.size()}, 2);
    return edits <= 1 ? birth_day_near : edits == 2 ? birth_day_alike : birth_other_day;
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

/// Of two telephone numbers or documents that are not the same. Their sketches most often tell;
/// the texts are read where they don't.
std::size_t level_of_numbers(const HeldIdentifier& a,
                             const std::string& text_a,
                             const HeldIdentifier& b,
                             const std::string& text_b) {
    const std::size_t least = least_edits(a.sketch, b.sketch);
    if (least > 2) {
        return 4;
    }
    if (least <= 1 && edits_between(text_a, text_b, 1) <= 1) {
        return 2;
    }
    return std::min(text_a.size(), text_b.size()) > 5 && edits_between(text_a, text_b, 2) <= 2 ? 3
                                                                                               : 4;
}

enum EmailLevelNumber : std::uint8_t { email_same = 1, email_near, email_alike, email_different };

/// What stands before the @ is the person's name, perhaps with an initial: whoever is called so may
/// have it, and it says little more than the name.
bool is_made_of_name(std::string local, const ComparableName& name) {
    std::size_t parts = 0;
    for (const NamePart& part : name.name.parts) {
        const std::size_t at = part.text.size() > 1 ? local.find(part.text) : std::string::npos;
        if (at != std::string::npos) {
            local.replace(at, part.text.size(), " ");
            ++parts;
        }
    }
    const auto left = std::count_if(local.begin(), local.end(), [](char c) { return c != ' '; });
    return parts > 0 && left <= 1;
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

float Comparer::too_rare(const IdentityRecord& a,
                         const IdentityRecord& b,
                         NameMemory& memory) const {
    if (m_company == nullptr || m_company->whole_name_bits.empty()) {
        return 0.0F;
    }
    const auto names_a = IdentityRecords::part(m_all.name_lists, a.names);
    const auto names_b = IdentityRecords::part(m_all.name_lists, b.names);
    const FoundName best = best_of(memory, names_a, names_b);
    if (best.level != name_identical && best.level != name_sounds_alike) {
        return 0.0F;
    }
    float least = std::numeric_limits<float>::infinity();
    for (const auto& names : {names_a, names_b}) {
        for (const std::uint32_t n : names) {
            least = std::min(least, m_company->whole_name_bits[n]);
        }
    }
    const float by_parts = best.rarity + static_cast<float>(best.shared) * m_all.part_bits;
    return std::max(0.0F, by_parts - least);
}

float Comparer::too_rare(std::uint32_t a, std::uint32_t b) const {
    return too_rare(m_all.records[a], m_all.records[b], m_memory.local());
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
    case name_alike:
    case name_given_only:
        level = relative_partly;
        break;
    default:
        // The family name alone, too: it is the person's own, which was compared already, and what
        // the two fathers do not share is what tells them apart.
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
    if (!a.birth.is_known() || !b.birth.is_known() || a.birth.is_by_list != b.birth.is_by_list) {
        return;
    }
    std::size_t level = birth_apart;
    const double years = years_apart(a.birth, b.birth);
    if (a.birth.is_day() && b.birth.is_day()) {
        level = level_of_days(a, b);
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
            const FoundPlace found = compare_places(m_all.place[p], m_all.place[q], p == q);
            if (found.level != 0 && (best.level == 0 || found.level < best.level)) {
                best = found;
            }
        }
    }
    c.levels.set(Field::home, best.level);
    c.strangers[static_cast<std::size_t>(Field::home)] = best.rarity;
}

std::size_t Comparer::level_of_emails(const IdentityRecord& a,
                                      const HeldIdentifier& x,
                                      const HeldIdentifier& y) const {
    const bool same = x.identifier == y.identifier;
    if (x.local == y.local) {
        const std::string_view local = std::string_view(m_all.identifier_text[x.identifier])
                                           .substr(0, m_all.identifier_local[x.identifier]);
        for (const std::uint32_t n : IdentityRecords::part(m_all.name_lists, a.names)) {
            if (is_made_of_name(std::string(local), m_all.names[n])) {
                return same ? 0 : email_different;
            }
        }
        constexpr std::size_t shortest = 5;
        return same ? email_same : local.size() >= shortest ? email_alike : email_different;
    }
    constexpr std::size_t near = 2, alike = 4;
    const std::size_t least = least_edits(x.sketch, y.sketch);
    if (least > alike) {
        return email_different;
    }
    const std::size_t edits = edits_between(m_all.identifier_text[x.identifier],
                                            m_all.identifier_text[y.identifier], alike);
    return edits <= near ? email_near : edits <= alike ? email_alike : email_different;
}

float Comparer::name_in(const IdentityRecord& record, std::string_view local) const {
    float bits = 0.0F;
    for (const std::uint32_t n : IdentityRecords::part(m_all.name_lists, record.names)) {
        const ComparableName& name = m_all.names[n];
        for (std::size_t k = 0; k < name.name.parts.size(); ++k) {
            const NamePart& part = name.name.parts[k];
            if (part.kind == NamePartKind::name && part.text.size() > 2 &&
                local.find(part.text) != std::string_view::npos) {
                bits = std::max(bits, m_all.part_bits + name.rarity_as_written[k]);
            }
        }
    }
    return bits;
}

std::size_t Comparer::level_of_others(IdentityField field,
                                      const HeldIdentifier& x,
                                      const HeldIdentifier& y) const {
    if (field == Field::address) {
        const WeighedWords& words_x = m_all.identifier_words[x.identifier];
        const WeighedWords& words_y = m_all.identifier_words[y.identifier];
        if (are_unlike(words_x, words_y)) {
            return address_different;
        }
        return address_near +
               static_cast<std::size_t>(likeness_of(m_all.identifier_text[x.identifier], words_x,
                                                    m_all.identifier_text[y.identifier], words_y));
    }
    constexpr std::size_t account_different = 2;
    return field == Field::phone || field == Field::document
               ? level_of_numbers(x, m_all.identifier_text[x.identifier], y,
                                  m_all.identifier_text[y.identifier])
               : account_different;
}

void Comparer::compare_identifiers(const IdentityRecord& a,
                                   const IdentityRecord& b,
                                   Comparison& c) const {
    const auto held_a = IdentityRecords::part(m_all.held, a.identifiers);
    const auto held_b = IdentityRecords::part(m_all.held, b.identifiers);
    if (held_a.empty() || held_b.empty()) {
        return;
    }
    // Of each field the best of all pairs of a kind; of two that are the same the first.
    std::array<std::size_t, identity_field_count> best{};
    std::array<const HeldIdentifier*, identity_field_count> shared{};
    for (std::size_t i = 0, j = 0; i < held_a.size() && j < held_b.size();) {
        const graph::IdentifierType type = held_a[i].type;
        if (type != held_b[j].type) {
            ++(type < held_b[j].type ? i : j);
            continue;
        }
        const Field kind = field_of(type);
        const auto field = static_cast<std::size_t>(kind);
        const std::size_t first = j;
        for (; i < held_a.size() && held_a[i].type == type; ++i) {
            const HeldIdentifier& x = held_a[i];
            for (j = first; j < held_b.size() && held_b[j].type == type; ++j) {
                const HeldIdentifier& y = held_b[j];
                const std::size_t level = kind == Field::email ? level_of_emails(a, x, y)
                                          : x.identifier == y.identifier
                                              ? 1
                                              : level_of_others(kind, x, y);
                if (level != 0 && (best[field] == 0 || level < best[field])) {
                    best[field] = level;
                }
                if (level == 1 &&
                    (shared[field] == nullptr || x.identifier < shared[field]->identifier)) {
                    shared[field] = &x;
                }
            }
        }
    }
    for (std::size_t field = 0; field < identity_field_count; ++field) {
        if (shared[field] == nullptr) {
            continue;
        }
        const HeldIdentifier& x = *shared[field];
        c.strangers[field] = m_all.identifier_rarity[x.identifier];
        if (x.type == graph::IdentifierType::email) {
            const std::string_view local = std::string_view(m_all.identifier_text[x.identifier])
                                               .substr(0, m_all.identifier_local[x.identifier]);
            c.strangers[field] -= std::max(name_in(a, local), name_in(b, local));
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
    c.strangers[static_cast<std::size_t>(Field::name)] -= too_rare(a, b, memory);
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
