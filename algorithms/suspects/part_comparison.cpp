// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/text_distance.hpp"
#include "algorithms/suspects/joined_parts.hpp"
#include "algorithms/suspects/name_similarity.hpp"
#include "algorithms/suspects/name_sounds.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <string_view>
#include <utility>

namespace sandhan::algorithms {
namespace {

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

std::ptrdiff_t vowels_in(std::string_view text) {
    return std::count_if(text.begin(), text.end(), is_vowel);
}

/// Two sounds within a slip of the pen of each other.
bool is_slip(std::string_view a, std::string_view b, unsigned most) {
    if (a.size() > b.size()) {
        std::swap(a, b);
    }
    if (a.size() < 4 || b.size() - a.size() > 2) {
        return false;
    }
    const unsigned bound = a.size() < 8 ? 1 : most;
    if (internal::edits_between(a, b, bound) > bound) {
        return false;
    }
    if (a.size() == 4) { // Mina is not Mona, nor Raju Ranju; but Tuli may be Tlui
        return b.size() == 4 ? std::is_permutation(a.begin(), a.end(), b.begin())
                             : !is_vowel(b.back()) && vowels_in(b) > vowels_in(a);
    }
    // A vowel more at the end makes another name: Salim, Salima; Ram, Ramu.
    return !(b.size() == a.size() + 1 && is_vowel(b.back()) && b.starts_with(a));
}

PartComparison compare_full(const NamePart& a, const NamePart& b) {
    if (a.text_hash == b.text_hash && a.text == b.text) {
        return {PartMatch::equal, false};
    }
    const int letters_apart = std::popcount(a.letters ^ b.letters);
    if (a.key.front() != b.key.front()) {
        return {PartMatch::unlike, false};
    }
    const bool unwritten = a.vowels_unwritten || b.vowels_unwritten;
    if (a.key_hash == b.key_hash && a.key == b.key && !names::differ_by_sex(a.sound, b.sound) &&
        (a.sound == b.sound || names::sounds_alike(a.sound, b.sound, unwritten))) {
        return {PartMatch::sounds_alike, false};
    }
    // An edit changes two letters at most.
    if (letters_apart > 4) {
        return {};
    }
    if (names::differ_by_sex(a.sound, b.sound)) {
        return {PartMatch::unlike, true};
    }
    if (a.well_known && b.well_known) {
        return {PartMatch::unlike, false};
    }
    // Letters that a slip tears apart may sound like others: Kailash, Kaliash.
    const bool slip = is_slip(a.sound, b.sound, 2) ||
                      (std::min(a.sound.size(), b.sound.size()) > 4 && is_slip(a.text, b.text, 1));
    if (slip) {
        return {PartMatch::misspelt, false};
    }
    return {PartMatch::unlike, false};
}

} // namespace

PartComparison compare_parts(const NamePart& a, const NamePart& b) {
    if (a.text.empty() || b.text.empty()) {
        return {};
    }
    if (a.kind != NamePartKind::initial && b.kind != NamePartKind::initial) {
        return compare_full(a, b);
    }
    if (a.kind == b.kind) {
        return {a.text.front() == b.text.front() ? PartMatch::equal : PartMatch::unlike, false};
    }
    const bool same = a.text.front() == b.text.front() ||
                      (a.key.front() == b.key.front() && a.key.front() != 'a');
    return {same ? PartMatch::initial : PartMatch::unlike, false};
}

PartMatch compare_joined(const NamePart& first, const NamePart& second, const NamePart& whole) {
    if (first.kind == NamePartKind::initial || second.kind == NamePartKind::initial ||
        whole.kind == NamePartKind::initial || first.key.front() != whole.key.front()) {
        return PartMatch::unlike;
    }
    const std::size_t together = first.sound.size() + second.sound.size();
    if (together > whole.sound.size() + 2 || whole.sound.size() > together + 2) {
        return PartMatch::unlike;
    }
    names::SoundBuffer text;
    auto end = std::copy(first.text.begin(), first.text.end(), text.begin());
    end = std::copy(second.text.begin(), second.text.end(), end);
    const std::string_view joined(text.data(), static_cast<std::size_t>(end - text.begin()));
    if (joined == whole.text) {
        return PartMatch::equal;
    }
    names::SoundBuffer buffer;
    const std::string_view sound(buffer.data(), names::write_sound(joined, buffer));
    const bool unwritten =
        first.vowels_unwritten || second.vowels_unwritten || whole.vowels_unwritten;
    return sound == whole.sound || names::sounds_alike(sound, whole.sound, unwritten)
               ? PartMatch::sounds_alike
               : PartMatch::unlike;
}

} // namespace sandhan::algorithms
