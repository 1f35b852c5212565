// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer/lookup.hpp"

#include "graph/building/text_hash.hpp"
#include "graph/gazetteer/edit_distance.hpp"
#include "graph/gazetteer/fold.hpp"
#include "graph/gazetteer/standing.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>

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

constexpr std::uint32_t all_letters = (1U << 26U) - 1;

/// The fewest letters that a spelling needs for one edit and for two, whichever of the rules for
/// this reach applies.
struct Fewest {
    std::size_t one, two;
};
constexpr Fewest fewest_anywhere{6, 12};
constexpr Fewest fewest_within{4, 8};

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
            m_misspellings.emplace_back(spelling);
        }
    }

    /// Compares the names in `scope` that any rule could call near; of places in `holder` only.
    void look_in(std::uint32_t scope, std::uint32_t holder) {
        collect(scope, holder);
        for (const std::uint32_t name : m_names) {
            compare(m_image.place_of_name(name), m_image.name_record(name).number());
        }
    }

    std::vector<Candidate> take() {
        keep_best_each(m_found);
        return std::move(m_found);
    }

  private:
    /// In the order of Section::names, each once.
    void collect(std::uint32_t scope, std::uint32_t holder) {
        for (std::size_t i = 0; i < m_spellings.size(); ++i) {
            collect_near(scope, i);
        }
        if (m_skeleton != 0) {
            const bool in_district = m_reach == Reach::district;
            for (const BonesRecord& record :
                 m_image.of_bones(in_district ? m_image.place(scope).parent : scope, m_skeleton)) {
                const std::uint32_t place = m_image.place_of_name(record.name);
                if (!in_district || m_image.place(place).parent == scope) {
                    m_names.push_back(record.name);
                }
            }
        }
        if (holder != none) {
            std::erase_if(m_names, [&](std::uint32_t name) {
                return !m_image.within(m_image.place_of_name(name), holder);
            });
        }
        std::sort(m_names.begin(), m_names.end());
        m_names.erase(std::unique(m_names.begin(), m_names.end()), m_names.end());
    }

    void collect_near(std::uint32_t scope, std::size_t i) {
        const Fewest fewest = m_reach == Reach::anywhere ? fewest_anywhere : fewest_within;
        const std::size_t length = m_spellings[i].size();
        const std::uint32_t letters = letters_of(m_spellings[i]);
        const std::size_t own = m_misspellings[i].letters();
        if (own < fewest.one) {
            return;
        }
        const std::size_t bound = own < fewest.two ? 1 : 2;
        for (std::size_t other = length - std::min(length, bound); other <= length + bound;
             ++other) {
            // An edit changes at most two letters of the set, one that changes the length only one.
            const std::size_t longer_by = other > length ? other - length : length - other;
            collect_of_length(scope, std::min<std::size_t>(other, longest_shape), letters,
                              2 * bound - longer_by);
        }
    }

    /// The names of this length that differ in at most so many letters of the set.
    void collect_of_length(std::uint32_t scope,
                           std::size_t length,
                           std::uint32_t letters,
                           std::size_t most) {
        const auto all = m_image.near(scope);
        const auto from = [&](std::size_t least) {
            return least > longest_shape ? all.data() + all.size()
                                         : std::lower_bound(all.data(), all.data() + all.size(),
                                                            NearRecord{shape_of(0, least), 0});
        };
        const NearRecord* const end = from(length + 1);
        // With so many bits taken out, none may be left. In blocks, because a compiler makes
        // vectors of the first loops and not of all in one; and no count of bits, which is a call
        // on processors taken to have no instruction for it.
        std::array<std::uint32_t, 64> left;
        for (const NearRecord* at = from(length); at < end;) {
            const std::size_t n = std::min(left.size(), static_cast<std::size_t>(end - at));
            for (std::size_t j = 0; j < n; ++j) {
                left[j] = (at[j].shape ^ letters) & all_letters;
            }
            for (std::size_t bit = 0; bit < most; ++bit) {
                for (std::size_t j = 0; j < n; ++j) {
                    left[j] &= left[j] - 1;
                }
            }
            for (std::size_t j = 0; j < n; ++j) {
                if (left[j] == 0) {
                    m_names.push_back(at[j].name);
                }
            }
            at += n;
        }
    }

    [[nodiscard]] NearnessRules rules_for(std::uint32_t place) const {
        const PlaceRecord& record = m_image.place(place);
        if (m_reach == Reach::anywhere) {
            const bool abroad = record.level < PlaceLevel::country &&
                                m_image.code(m_image.holder(place, PlaceLevel::country)) != "IN";
            return {.least_for_one = abroad ? 8U : fewest_anywhere.one,
                    .least_for_two = fewest_anywhere.two,
                    .own_letters = false,
                    .least_for_near = 9};
        }
        if (record.standing >= standing::city) { // few, and what texts name most
            return {.least_for_one = fewest_within.one,
                    .least_for_two = fewest_within.two,
                    .own_letters = false};
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
            if (m_native && same_bones) {
                if (const auto d = distance_within(sounded(spelling, Spelling::transliterated),
                                                   sounded(m_image.key_text(k)), bound_by_sound)) {
                    m_found.push_back(
                        {place, Quality::variant, static_cast<std::uint8_t>(*d), true, k});
                }
            }
            if (const auto near = m_misspellings[i].nearness_to(m_image.key_text(k), same_bones,
                                                                rules_for(place))) {
                m_found.push_back(
                    {place, Quality::fuzzy, static_cast<std::uint8_t>(*near), false, k});
            }
        }
    }

    const Image& m_image;
    Reach m_reach;
    bool m_native; ///< in an Indian script
    std::vector<std::string> m_spellings;
    std::vector<Misspelling> m_misspellings; ///< of m_spellings
    std::uint32_t m_skeleton = 0;
    std::vector<std::uint32_t> m_names; ///< to compare
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
    const bool anywhere = scope == none || in_india;
    const Reach reach = anywhere                                           ? Reach::anywhere
                        : image.place(scope).level == PlaceLevel::district ? Reach::district
                                                                           : Reach::state;
    Search search(image, part, reach);
    search.look_in(anywhere ? none : scope, in_india ? scope : none);
    return search.take();
}

const std::vector<Candidate>&
MisspeltMemo::get(const Image& image, const PlacePart& part, std::uint32_t scope) {
    const std::uint64_t hash = building::hash_of(part.key) + scope * 0x9E3779B97F4A7C15U;
    Slot& slot = m_slots[(hash ^ hash >> 32U) % m_slots.size()];
    if (slot.scope != scope || slot.key != part.key || part.key.empty()) {
        slot.found = misspelt(image, part, scope);
        slot.key = part.key;
        slot.scope = scope;
    }
    return slot.found;
}

} // namespace sandhan::graph::gazetteer
