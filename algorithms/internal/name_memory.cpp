// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/name_memory.hpp"

#include "algorithms/internal/split_mix.hpp"
#include "algorithms/internal/text_distance.hpp"
#include "algorithms/suspects/name_similarity.hpp"

#include <algorithm>
#include <bit>

namespace sandhan::algorithms::internal {
namespace {

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

bool are_alike(const NamePart& a, const NamePart& b) {
    const std::size_t most = edits_of_alike(std::min(a.text.size(), b.text.size()));
    if (a.kind != NamePartKind::name || b.kind != NamePartKind::name || most == 0 ||
        std::popcount(a.letters ^ b.letters) > letters_of_alike(most)) {
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
        found.shared = static_cast<std::uint32_t>(shared + alike);
        found.rarity += rarity;
    } else if (found.level == name_different) {
        found.level = name_one_alike;
        found.rarity = rarity;
    }
}

} // namespace

FoundName found_between(const ComparableName& a, const ComparableName& b) {
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
    found.level = static_cast<std::uint32_t>(level_of(match, found.shared));
    if (found.level >= name_given_only && found.level != name_other_sex) {
        look_for_alike(a, b, match, found);
    }
    return found;
}

FoundName NameMemory::compared(std::uint32_t a, std::uint32_t b) {
    if (const auto found = found_at_a_glance(m_glances[a], m_glances[b])) {
        return *found;
    }
    constexpr unsigned bits = 15; // 800 KB: a larger memory knows more, and is slower to reach
    if (m_known.empty()) {
        m_known.resize(std::size_t{1} << bits);
    }
    // Not the same for b and a: sums of three parts' rarity may differ in their last bit.
    const std::uint64_t pair = (std::uint64_t{a} << 32U) | b;
    Known& known = m_known[mixed(pair) >> (64U - bits)];
    if (known.pair != pair) {
        known = {pair, found_between(m_names[a], m_names[b])};
    }
    return known.found;
}

} // namespace sandhan::algorithms::internal
