// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/identity_comparison.hpp"

#include "algorithms/suspects/name_similarity.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numbers>
#include <optional>
#include <string_view>

namespace sandhan::algorithms::internal {
namespace {

using Field = IdentityField;

/// The level numbers of identity_model.cpp, which a test holds to its words.
enum NameLevelNumber : std::uint8_t {
    name_identical = 1,
    name_sounds_alike,
    name_misspelt,
    name_partly,
    name_one_part,
    name_initials,
    name_alike,
    name_given_only,
    name_family_only,
    name_one_alike,
    name_different,
    name_other_sex
};
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

/// The level of two names, and the rarity of what they share.
struct FoundName {
    std::size_t level = 0; ///< 0: nothing to compare
    float rarity = 0.0F;
    float rarest = 0.0F; ///< of one part
    std::size_t shared = 0;

    /// Of two people of one circle: the rarest part may be their family's, and a family name that
    /// is all they share is.
    [[nodiscard]] float in_a_circle() const {
        const bool family = shared > 1 || level >= name_family_only;
        return family ? rarity - rarest : rarity;
    }
};

std::size_t level_of(const NameMatch& match, std::size_t shared) {
    const bool whole = shared > 1;
    switch (match.level) {
    case NameLevel::identical:
        return whole ? name_identical : name_one_part;
    case NameLevel::same_key:
        return whole ? name_sounds_alike : name_one_part;
    case NameLevel::near:
        return whole ? name_misspelt : name_one_part;
    case NameLevel::part:
        return whole ? name_partly : name_one_part;
    case NameLevel::initials:
        return name_initials;
    case NameLevel::given_only:
        return match.contradicts_sex ? name_other_sex : name_given_only;
    case NameLevel::family_only:
        return match.contradicts_sex ? name_other_sex : name_family_only;
    case NameLevel::different:
        return match.contradicts_sex ? name_other_sex : name_different;
    case NameLevel::unreadable:
        return 0;
    }
    return 0;
}

/// The rarity of parts of one name that match parts of the other as they are found to.
float rarity_of(const ComparableName& name, std::size_t first, std::size_t count, PartMatch match) {
    float rarity = 0.0F;
    for (std::size_t i = first; i < first + count; ++i) {
        rarity += match == PartMatch::equal ? name.rarity_as_written[i] : name.rarity_as_heard[i];
    }
    return rarity;
}

/// Edits that leave a word of a name recognisable: one in three letters or a bit less.
std::size_t edits_of_alike(std::size_t letters) {
    return letters < 3 ? 0 : letters < 6 ? 1 : letters < 9 ? 2 : 3;
}

bool are_alike(const NamePart& a, const NamePart& b) {
    const std::size_t most = edits_of_alike(std::min(a.text.size(), b.text.size()));
    if (a.kind != NamePartKind::name || b.kind != NamePartKind::name || most == 0 ||
        static_cast<std::size_t>(std::popcount(a.letters ^ b.letters)) > 2 * most + 1) {
        return false;
    }
    return edits_between(a.text, b.text, most) <= most;
}

/// Parts that match by no rule of names, but are alike in most of their letters: worse damage than
/// a slip of the pen, or another name. What it says is for the records to teach.
void look_for_alike(const ComparableName& a,
                    const ComparableName& b,
                    const NameMatch& match,
                    FoundName& found) {
    unsigned used_a = 0, used_b = 0;
    std::size_t shared = 0, alike = 0;
    for (std::size_t i = 0; i < match.n_matched; ++i) {
        const MatchedParts& parts = match.matched[i];
        used_a |= ((1U << parts.a_count) - 1U) << parts.a;
        used_b |= ((1U << parts.b_count) - 1U) << parts.b;
        shared += parts.title ? 0U : 1U;
    }
    const auto& parts_a = a.name.parts;
    const auto& parts_b = b.name.parts;
    float rarity = 0.0F;
    for (std::size_t i = 0; i < std::min(parts_a.size(), most_name_parts); ++i) {
        for (std::size_t j = 0; j < std::min(parts_b.size(), most_name_parts); ++j) {
            if ((used_a & (1U << i)) == 0 && (used_b & (1U << j)) == 0 &&
                are_alike(parts_a[i], parts_b[j])) {
                used_a |= 1U << i;
                used_b |= 1U << j;
                ++alike;
                constexpr float trust = 0.5F; // as of misspelt parts
                rarity += trust * std::min(a.rarity_as_heard[i], b.rarity_as_heard[j]);
            }
        }
    }
    if (alike == 0) {
        return;
    }
    const auto full = [](const PersonName& name) {
        return static_cast<std::size_t>(
            std::count_if(name.parts.begin(), name.parts.end(),
                          [](const NamePart& p) { return p.kind == NamePartKind::name; }));
    };
    const bool all = shared + alike >= std::min(full(a.name), full(b.name)) && shared + alike > 1;
    if (all) {
        found.level = name_alike;
        found.shared = shared + alike;
        found.rarity += rarity;
    } else if (found.level == name_different) {
        found.level = name_one_alike;
        found.rarity = rarity;
    }
}

FoundName compare(const ComparableName& a, const ComparableName& b) {
    const NameMatch match = algorithms::compare_names(a.name, b.name);
    FoundName found;
    for (std::size_t i = 0; i < match.n_matched; ++i) {
        const MatchedParts& parts = match.matched[i];
        if (parts.title || parts.match >= PartMatch::initial) {
            continue;
        }
        ++found.shared;
        float rarity = std::min(rarity_of(a, parts.a, parts.a_count, parts.match),
                                rarity_of(b, parts.b, parts.b_count, parts.match));
        if (parts.match == PartMatch::misspelt) {
            // A rare spelling may be a common name misspelt: no more than half of what it says.
            constexpr float trust = 0.5F;
            rarity *= trust;
        }
        found.rarity += rarity;
        found.rarest = std::max(found.rarest, rarity);
    }
    found.level = level_of(match, found.shared);
    if (found.level >= name_given_only && found.level != name_other_sex) {
        look_for_alike(a, b, match, found);
    }
    return found;
}

/// The best of all names of one with all of the other: the least level, then the rarest.
template <class Names, class Others>
FoundName best_of(const IdentityRecords& all, const Names& names, const Others& others) {
    FoundName best;
    for (const std::uint32_t n : names) {
        for (const std::uint32_t o : others) {
            const FoundName found = compare(all.names[n], all.names[o]);
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

/// Near: one figure of YYYY-MM-DD differs, two neighbours are swapped, or day and month are. Alike:
/// two figures differ, or the year, the month or the day alone.
BirthLevelNumber level_of_days(std::int32_t a, std::int32_t b) {
    if (a == b) {
        return birth_same_day;
    }
    const std::string one = graph::iso_day(a), other = graph::iso_day(b);
    const auto part = [](const std::string& date, std::size_t at, std::size_t size) {
        return std::string_view(date).substr(std::min(at, date.size()), size);
    };
    const std::size_t edits = edits_between(one, other, 2);
    const bool same_year = part(one, 0, 4) == part(other, 0, 4);
    const bool swapped =
        same_year && part(one, 5, 2) == part(other, 8, 2) && part(one, 8, 2) == part(other, 5, 2);
    if (edits <= 1 || swapped) {
        return birth_day_near;
    }
    const int parts = (same_year ? 1 : 0) + (part(one, 5, 2) == part(other, 5, 2) ? 1 : 0) +
                      (part(one, 8, 2) == part(other, 8, 2) ? 1 : 0);
    return parts == 2 || edits == 2 ? birth_day_alike : birth_other_day;
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
std::size_t level_of_texts(IdentityField field, std::string_view a, std::string_view b) {
    switch (field) {
    case Field::phone:
    case Field::document: {
        const std::size_t edits = edits_between(a, b, 2);
        return edits <= 1 ? 2 : edits == 2 && std::min(a.size(), b.size()) > 5 ? 3 : 4;
    }
    default:
        return 2;
    }
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

/// How many letters (by their last six bits) stand in one text and not in the other.
int letters_missing(std::string_view from, std::string_view in) {
    std::uint64_t ones = 0, others = 0;
    for (const char c : from) {
        ones |= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63U);
    }
    for (const char c : in) {
        others |= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63U);
    }
    return std::popcount(ones & ~others);
}

} // namespace

std::size_t edits_between(std::string_view a, std::string_view b, std::size_t most) {
    constexpr std::size_t longest = 96;
    if (a.size() > b.size()) {
        std::swap(a, b);
    }
    if (b.size() - a.size() > most || b.size() > longest) {
        return a == b ? 0 : most + 1;
    }
    if (std::max(letters_missing(a, b), letters_missing(b, a)) > static_cast<int>(most)) {
        return most + 1; // each edit brings one letter at most
    }
    // Three rows of the table of optimal string alignment (Damerau 1964,
    // doi:10.1145/363958.363994), of which only the band of `most` about its diagonal counts.
    std::array<std::array<std::uint8_t, longest + 1>, 3> rows;
    for (std::size_t j = 0; j <= b.size(); ++j) {
        rows[0][j] = static_cast<std::uint8_t>(j);
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& last = rows[(i + 2) % 3];
        const auto& before = rows[(i + 1) % 3];
        const std::size_t from = i > most ? i - most : 1, to = std::min(b.size(), i + most);
        const auto beyond = static_cast<std::uint8_t>(std::min<std::size_t>(most + 1, 255));
        row[from - 1] = from == 1 ? static_cast<std::uint8_t>(i) : beyond;
        if (to < b.size()) {
            row[to + 1] = beyond;
        }
        std::size_t least = row[from - 1];
        for (std::size_t j = from; j <= to; ++j) {
            std::size_t best = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
            best = std::min({best, last[j] + std::size_t{1}, row[j - 1] + std::size_t{1}});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                best = std::min(best, before[j - 2] + std::size_t{1});
            }
            row[j] = static_cast<std::uint8_t>(best);
            least = std::min(least, best);
        }
        if (least > most) {
            return most + 1;
        }
    }
    return std::min<std::size_t>(rows[a.size() % 3][b.size()], most + 1);
}

void Comparer::compare_names(const IdentityRecord& a,
                             const IdentityRecord& b,
                             Comparison& c) const {
    const auto names_a = IdentityRecords::part(m_all.name_lists, a.names);
    const auto names_b = IdentityRecords::part(m_all.name_lists, b.names);
    const auto aliases_a = IdentityRecords::part(m_all.name_lists, a.aliases);
    const auto aliases_b = IdentityRecords::part(m_all.name_lists, b.aliases);
    const FoundName name = best_of(m_all, names_a, names_b);
    const auto fits = [](const FoundName& found) {
        return found.level != 0 && found.level <= name_one_part;
    };
    FoundName shared = best_of(m_all, aliases_a, aliases_b);
    std::size_t level = fits(shared) ? alias_shared : 0;
    if (level == 0 && (!aliases_a.empty() || !aliases_b.empty())) {
        const FoundName one = best_of(m_all, aliases_a, names_b);
        const FoundName other = best_of(m_all, names_a, aliases_b);
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
                                 Comparison& c) const {
    const FoundName found = best_of(m_all, IdentityRecords::part(m_all.name_lists, a.relatives),
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
    if (!a.birth.is_known() || !b.birth.is_known() || a.birth.is_by_list != b.birth.is_by_list) {
        return;
    }
    std::size_t level = birth_apart;
    const double years = years_apart(a.birth, b.birth);
    if (a.birth.is_day() && b.birth.is_day()) {
        level = level_of_days(a.birth.first, b.birth.first);
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
                                      graph::IdentifierIndex i,
                                      graph::IdentifierIndex j) const {
    const std::string_view one = m_all.identifier_text[i], other = m_all.identifier_text[j];
    const std::string_view local = one.substr(0, m_all.identifier_local[i]);
    const bool same_local = local == other.substr(0, m_all.identifier_local[j]);
    if (same_local) {
        for (const std::uint32_t n : IdentityRecords::part(m_all.name_lists, a.names)) {
            if (is_made_of_name(std::string(local), m_all.names[n])) {
                return i == j ? email_alike : email_different;
            }
        }
        constexpr std::size_t shortest = 5;
        return i == j ? email_same : local.size() >= shortest ? email_alike : email_different;
    }
    if (edits_between(one, other, 2) <= 2) {
        return email_near;
    }
    return edits_between(one, other, 4) <= 4 ? email_alike : email_different;
}

void Comparer::compare_identifiers(const IdentityRecord& a,
                                   const IdentityRecord& b,
                                   Comparison& c) const {
    const auto ids_a = IdentityRecords::part(m_all.identifiers, a.identifiers);
    const auto ids_b = IdentityRecords::part(m_all.identifiers, b.identifiers);
    if (ids_a.empty() || ids_b.empty()) {
        return;
    }
    // Of each field the best of all pairs of a kind.
    std::array<std::size_t, identity_field_count> best{};
    for (const graph::IdentifierIndex i : ids_a) {
        for (const graph::IdentifierIndex j : ids_b) {
            if (m_all.identifier_type[i] != m_all.identifier_type[j]) {
                continue;
            }
            const auto field = static_cast<std::size_t>(field_of(m_all.identifier_type[i]));
            const std::size_t level =
                static_cast<Field>(field) == Field::email ? level_of_emails(a, i, j)
                : i == j                                  ? 1
                : static_cast<Field>(field) == Field::address
                    ? address_near + static_cast<std::size_t>(likeness_of(
                                         m_all.identifier_text[i], m_all.identifier_words[i],
                                         m_all.identifier_text[j], m_all.identifier_words[j]))
                    : level_of_texts(static_cast<IdentityField>(field), m_all.identifier_text[i],
                                     m_all.identifier_text[j]);
            if (best[field] == 0 || level < best[field]) {
                best[field] = level;
                c.strangers[field] = i == j && level == 1 ? m_all.identifier_rarity[i] : 0.0F;
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
    compare_names(a, b, c);
    compare_relatives(a, b, c);
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
