// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/whole_names.hpp"

#include "graph/string_pool.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

namespace sandhan::algorithms::internal {
namespace {

/// The sounds of its parts, sorted; empty of a name that has not two.
std::string sound_of(const PersonName& name) {
    std::vector<std::string_view> parts;
    for (const NamePart& part : name.parts) {
        if (part.kind == NamePartKind::name) {
            parts.push_back(part.key);
        }
    }
    std::sort(parts.begin(), parts.end());
    std::string sound;
    if (parts.size() > 1) {
        for (const std::string_view part : parts) {
            sound.append(part).push_back(' '); // no key has a blank
        }
    }
    return sound;
}

} // namespace

std::vector<float> whole_name_bits(const IdentityRecords& records,
                                   std::span<const std::uint32_t> person_of) {
    graph::StringPool sounds; // 0: the empty one
    std::vector<graph::StringId> sound(records.names.size());
    for (std::size_t n = 0; n < sound.size(); ++n) {
        sound[n] = sounds.intern(sound_of(records.names[n].name));
    }
    std::vector<std::pair<graph::StringId, std::uint32_t>> bearers;
    std::size_t people = 0;
    for (std::uint32_t r = 0; r < records.size(); ++r) {
        people += person_of[r] == r ? 1U : 0U;
        for (const std::uint32_t n :
             IdentityRecords::part(records.name_lists, records.records[r].names)) {
            if (sound[n] != 0) {
                bearers.emplace_back(sound[n], person_of[r]);
            }
        }
    }
    std::sort(bearers.begin(), bearers.end());
    bearers.erase(std::unique(bearers.begin(), bearers.end()), bearers.end());
    std::vector<std::uint32_t> count(sounds.size(), 0);
    for (const auto& bearer : bearers) {
        ++count[bearer.first];
    }
    std::vector<float> bits(sound.size(), std::numeric_limits<float>::infinity());
    for (std::size_t n = 0; n < bits.size(); ++n) {
        if (const std::uint32_t who = count[sound[n]]; who > 1) {
            bits[n] = static_cast<float>(
                std::log2(static_cast<double>(people) / static_cast<double>(who)));
        }
    }
    return bits;
}

} // namespace sandhan::algorithms::internal
