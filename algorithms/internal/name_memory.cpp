// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/name_memory.hpp"

#include "algorithms/internal/split_mix.hpp"
#include "algorithms/suspects/name_similarity.hpp"

#include <algorithm>

namespace sandhan::algorithms::internal {
namespace {

std::size_t level_of(const NameMatch& match, std::size_t shared) {
    const bool whole = shared > 1;
    // Ramesh Mondal, Rakesh Mondal: two names, or one and a slip of the pen. Of one part alone
    // (Mina, Mona) that says nothing.
    const bool contradicts = match.level == NameLevel::given_only ||
                             match.level == NameLevel::family_only ||
                             match.level == NameLevel::different;
    if (contradicts && !match.contradicts_sex && match.near_misses > 0 &&
        shared + match.near_misses > 1) {
        return name_letter_apart;
    }
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
    found.level = static_cast<std::uint32_t>(level_of(match, found.shared));
    return found;
}

} // namespace

FoundName NameMemory::compared(std::uint32_t a, std::uint32_t b) {
    constexpr unsigned bits = 15; // 800 KB: a larger memory knows more, and is slower to reach
    if (m_known.empty()) {
        m_known.resize(std::size_t{1} << bits);
    }
    // Not the same for b and a: sums of three parts' rarity may differ in their last bit.
    const std::uint64_t pair = (std::uint64_t{a} << 32U) | b;
    Known& known = m_known[mixed(pair) >> (64U - bits)];
    if (known.pair != pair) {
        known = {pair, compare(m_names[a], m_names[b])};
    }
    return known.found;
}

} // namespace sandhan::algorithms::internal
