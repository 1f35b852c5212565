// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/name_glance.hpp"

#include "algorithms/internal/identity_records.hpp"
#include "graph/string_pool.hpp"

#include <algorithm>
#include <bit>

namespace sandhan::algorithms::internal {
namespace {

using Part = NameGlance::Part;

/// compare_parts() finds them `unlike`, and no ending that tells the sexes apart.
bool differ(const Part& a, const Part& b) {
    constexpr int most = 4;
    return a.text != b.text &&
           (a.initial != b.initial ||
            (a.key_hash != b.key_hash && std::popcount(a.letters ^ b.letters) > most));
}

/// No letters make them alike.
bool are_far(const Part& a, const Part& b) {
    const std::size_t edits = edits_of_alike(std::min(a.text_length, b.text_length));
    return edits == 0 || std::popcount(a.letters ^ b.letters) > letters_of_alike(edits) ||
           std::max(exceeding(a.counts, b.counts), exceeding(b.counts, a.counts)) > edits;
}

/// compare_joined() of the two parts finds them unlike the other name's.
bool differ_joined(const std::array<Part, 2>& parts, const Part& whole) {
    const int together = parts[0].sound_length + parts[1].sound_length;
    return parts[0].initial != whole.initial || together > whole.sound_length + 2 ||
           whole.sound_length > together + 2;
}

bool sexes_contradict(graph::Sex a, graph::Sex b) {
    const auto known = [](graph::Sex sex) {
        return sex == graph::Sex::female || sex == graph::Sex::male;
    };
    return known(a) && known(b) && a != b;
}

/// Nothing in common.
std::optional<FoundName> nothing_found(const NameGlance& a, const NameGlance& b) {
    for (const Part& p : a.parts) {
        for (const Part& q : b.parts) {
            if (!differ(p, q) || !are_far(p, q)) {
                return std::nullopt;
            }
        }
        if (!differ_joined(b.parts, p)) {
            return std::nullopt;
        }
    }
    for (const Part& q : b.parts) {
        if (!differ_joined(a.parts, q)) {
            return std::nullopt;
        }
    }
    FoundName found;
    found.level =
        sexes_contradict(a.parts[0].sex, b.parts[0].sex) ? name_other_sex : name_different;
    return found;
}

/// Parts i and j have the same text, the others nothing in common.
std::optional<FoundName>
one_found(const NameGlance& a, const NameGlance& b, std::size_t i, std::size_t j) {
    const Part& p = a.parts[1 - i];
    const Part& q = b.parts[1 - j];
    if (!differ(p, q) || !are_far(p, q) || !differ(p, b.parts[j]) || !differ(a.parts[i], q) ||
        !differ_joined(a.parts, q) || !differ_joined(b.parts, p)) {
        return std::nullopt;
    }
    FoundName found;
    found.level = sexes_contradict(a.parts[0].sex, b.parts[0].sex) ? name_other_sex
                  : i == 0 && j == 0                               ? name_given_only
                                                                   : name_family_only;
    found.shared = 1;
    found.rarity = std::min(a.parts[i].rarity, b.parts[j].rarity);
    found.rarest = std::max(0.0F, found.rarity);
    return found;
}

} // namespace

std::uint64_t letter_counts(std::string_view text) {
    std::uint64_t counts = 0;
    for (const char c : text) {
        const unsigned at = 4U * (static_cast<unsigned char>(c) & 15U);
        counts += (counts >> at & 15U) == 15U ? 0U : std::uint64_t{1} << at;
    }
    return counts;
}

std::vector<NameGlance> glances_at(std::span<const ComparableName> names) {
    graph::StringPool texts;
    std::vector<NameGlance> glances(names.size());
    for (std::size_t n = 0; n < names.size(); ++n) {
        const PersonName& name = names[n].name;
        NameGlance& glance = glances[n];
        const bool is_plain =
            name.readable && name.parts.size() == glance.parts.size() &&
            std::all_of(name.parts.begin(), name.parts.end(), [](const NamePart& part) {
                return part.kind == NamePartKind::name && !part.text.empty() && !part.key.empty() &&
                       part.text.size() <= longest_name_part &&
                       part.sound.size() <= longest_name_part;
            });
        for (std::size_t k = 0; is_plain && k < glance.parts.size(); ++k) {
            const NamePart& part = name.parts[k];
            glance.parts[k] = {letter_counts(part.text),
                               texts.intern(part.text),
                               part.key_hash,
                               part.letters,
                               names[n].rarity_as_written[k],
                               part.key.front(),
                               static_cast<std::uint8_t>(part.text.size()),
                               static_cast<std::uint8_t>(part.sound.size()),
                               name.sex_hint};
        }
    }
    return glances;
}

std::optional<FoundName> found_at_a_glance(const NameGlance& a, const NameGlance& b) {
    if (!a.is_plain() || !b.is_plain()) {
        return std::nullopt;
    }
    std::size_t same = 0, at = 0;
    for (std::size_t k = 0; k < 4; ++k) {
        if (a.parts[k / 2].text == b.parts[k % 2].text) {
            ++same;
            at = k;
        }
    }
    return same == 0   ? nothing_found(a, b)
           : same == 1 ? one_found(a, b, at / 2, at % 2)
                       : std::nullopt;
}

} // namespace sandhan::algorithms::internal
