// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer/lookup.hpp"

#include "graph/gazetteer/edit_distance.hpp"
#include "graph/gazetteer/fold.hpp"
#include "graph/gazetteer/standing.hpp"

#include <algorithm>
#include <bit>
#include <string>

namespace sandhan::graph::gazetteer {
namespace {

void keep_best_each(std::vector<Candidate>& all) {
    std::sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
        return std::tuple(a.place, a.quality, a.distance) <
               std::tuple(b.place, b.quality, b.distance);
    });
    all.erase(
        std::unique(all.begin(), all.end(),
                    [](const Candidate& a, const Candidate& b) { return a.place == b.place; }),
        all.end());
}

void add_bearers(const Image& image,
                 std::string_view key,
                 const PlacePart& part,
                 Quality at_best,
                 std::vector<Candidate>& out) {
    for (const Rated b : image.bearers(key)) {
        if (b.quality() == Quality::weak && key.size() <= 3 && !part.capitals) {
            continue;
        }
        out.push_back({b.number(), std::max(b.quality(), at_best)});
    }
}

/// A longer bound than for a slip of the pen: vowels are what transliteration gets wrong, and the
/// consonants agree already.
constexpr unsigned bound_by_sound = 3;

/// How far a search reaches, and so how like a name must be: of the thousands of names in a state
/// some are always two letters from an unknown village.
enum class Reach : std::uint8_t { district, state, anywhere };

class Search {
  public:
    Search(const Image& image, const PlacePart& part, Reach reach)
        : m_image(image), m_reach(reach), m_native(has_indic(part.key)) {
        if (m_native) {
            m_spellings = latin_readings(part.key);
        } else {
            m_spellings.push_back(part.key);
        }
        if (!m_spellings.empty()) {
            const std::string bones = skeleton(
                m_spellings.front(), m_native ? Spelling::transliterated : Spelling::english);
            m_skeleton = bones.size() < 2 ? 0 : hash_of(bones);
        }
        for (const std::string& spelling : m_spellings) {
            m_letters.push_back(letters_of(spelling));
        }
    }

    void compare(std::uint32_t place) {
        for (const Rated name : m_image.names(place)) {
            // World-wide spellings are many and short of checking: no misspellings of those.
            if (name.quality() <= Quality::variant) {
                compare(place, name.number());
            }
        }
    }
    void compare_children(std::uint32_t place) {
        for (const std::uint32_t child : m_image.children(place)) {
            compare(child);
        }
    }

    std::vector<Candidate> take() {
        keep_best_each(m_found);
        return std::move(m_found);
    }

  private:
    [[nodiscard]] NearnessRules rules_for(std::uint32_t place) const {
        const PlaceRecord& record = m_image.place(place);
        if (m_reach == Reach::anywhere) {
            const bool abroad = record.level < PlaceLevel::country &&
                                m_image.code(m_image.holder(place, PlaceLevel::country)) != "IN";
            return {.least_for_one = abroad ? 8U : 6U,
                    .least_for_two = 12,
                    .own_letters = false,
                    .least_for_near = 9};
        }
        if (record.standing >= standing::city) { // few, and what texts name most
            return {.least_for_two = 8, .own_letters = false};
        }
        if (m_reach == Reach::district) {
            return {};
        }
        return {.least_for_one = 5,
                .by_sound_only = record.kind > Kind::subdistrict,
                .least_for_near = 6};
    }

    void compare(std::uint32_t place, std::uint32_t k) {
        const KeyRecord& key = m_image.key(k);
        if (key.letters == 0) {
            return;
        }
        const bool same_bones = m_skeleton != 0 && key.skeleton == m_skeleton;
        for (std::size_t i = 0; i < m_spellings.size(); ++i) {
            const std::string& spelling = m_spellings[i];
            const auto differing = std::popcount(key.letters ^ m_letters[i]);
            if (m_native && same_bones) {
                if (const auto d = distance_within(sounded(spelling, Spelling::transliterated),
                                                   sounded(m_image.key_text(k)), bound_by_sound)) {
                    m_found.push_back(
                        {place, Quality::variant, static_cast<std::uint8_t>(*d), true, k});
                }
            }
            // Two edits change four letters of the set at most.
            if (!same_bones && differing > 4) {
                continue;
            }
            if (const auto near =
                    nearness_of(spelling, m_image.key_text(k), same_bones, rules_for(place))) {
                m_found.push_back(
                    {place, Quality::fuzzy, static_cast<std::uint8_t>(*near), false, k});
            }
        }
    }

    const Image& m_image;
    Reach m_reach;
    bool m_native; ///< in an Indian script
    std::vector<std::string> m_spellings;
    std::vector<std::uint32_t> m_letters;
    std::uint32_t m_skeleton = 0;
    std::vector<Candidate> m_found;
};

} // namespace

std::vector<Candidate> named(const Image& image, const PlacePart& part) {
    std::vector<Candidate> found;
    add_bearers(image, part.key, part, Quality::exact, found);
    if (found.empty() && has_indic(part.key)) {
        for (const std::string& spelling : latin_readings(part.key)) {
            add_bearers(image, spelling, part, Quality::variant, found);
            if (!found.empty()) {
                break;
            }
        }
        // A village may be spelt as the script reads; the city that sounds so is meant all the
        // same: హైదరాబాద్ reads Haidarabad, which is a village in Azamgarh.
        if (std::none_of(found.begin(), found.end(), [&](const Candidate& c) {
                return image.place(c.place).standing >= standing::district;
            })) {
            for (const Candidate& c : misspelt(image, part, none)) {
                if (c.by_sound) {
                    found.push_back(c);
                }
            }
        }
    } else if (found.empty() && part.key.find(' ') != std::string::npos) {
        add_bearers(image, squeezed(part.key), part, Quality::variant, found);
    }
    keep_best_each(found);
    return found;
}

std::vector<Candidate> misspelt(const Image& image, const PlacePart& part, std::uint32_t scope) {
    const bool in_india = scope != none && image.place(scope).level == PlaceLevel::country &&
                          image.code(scope) == "IN";
    if (scope == none || in_india) {
        Search search(image, part, Reach::anywhere);
        for (const std::uint32_t place : image.majors()) {
            if (scope == none || image.within(place, scope)) {
                search.compare(place);
            }
        }
        return search.take();
    }
    if (image.place(scope).level == PlaceLevel::district) {
        Search search(image, part, Reach::district);
        search.compare_children(scope);
        return search.take();
    }
    Search search(image, part, Reach::state);
    search.compare_children(scope);
    for (const std::uint32_t child : image.children(scope)) {
        search.compare_children(child);
    }
    return search.take();
}

} // namespace sandhan::graph::gazetteer
