// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer/decision.hpp"

#include "graph/gazetteer/lookup.hpp"
#include "graph/gazetteer/standing.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace sandhan::graph::gazetteer {
namespace {

constexpr std::size_t no_part = most_parts;

/// One reading of a part.
struct Reading {
    Candidate candidate;
    std::size_t part;
};

class Decider {
  public:
    Decider(const Image& image, const PlaceParts& text) : m_image(image), m_text(text) {}

    Decision run() {
        for (std::size_t i = 0; i < m_text.parts.size(); ++i) {
            m_readings.push_back(hinted(named(m_image, m_text.parts[i]), m_text.parts[i].hint));
        }
        for (const std::uint32_t pincode : m_text.pincodes) {
            m_pinned.emplace_back();
            for (const PinRecord& record : m_image.pins(pincode)) {
                m_pinned.back().insert(m_image.holder(record.place, PlaceLevel::district));
            }
            m_pinned.back().erase(none);
        }
        if (!have_readings()) {
            read_misspelt();
        }
        if (!have_readings()) {
            return by_pincode();
        }
        return choose();
    }

  private:
    [[nodiscard]] bool have_readings() const {
        return std::any_of(m_readings.begin(), m_readings.end(),
                           [](const auto& r) { return !r.empty(); });
    }

    /// What the word beside a name says it is, as long as some reading is that.
    std::vector<Candidate> hinted(std::vector<Candidate> all, Hint hint) const {
        const auto keep = [&](PlaceLevel level) {
            const auto fits = [&](const Candidate& c) {
                return m_image.place(c.place).level == level;
            };
            if (std::any_of(all.begin(), all.end(), fits)) {
                all.erase(std::remove_if(all.begin(), all.end(),
                                         [&](const Candidate& c) { return !fits(c); }),
                          all.end());
            }
        };
        switch (hint) {
        case Hint::village:
        case Hint::locality:
            keep(PlaceLevel::locality);
            break;
        case Hint::district:
            keep(PlaceLevel::district);
            break;
        case Hint::state:
            keep(PlaceLevel::state);
            break;
        case Hint::country:
            keep(PlaceLevel::country);
            break;
        case Hint::plain:
            break;
        }
        return all;
    }

    /// The nearest of misspelt(), all that are equally near and of the highest standing.
    std::vector<Candidate> nearest(const PlacePart& part, std::uint32_t scope) const {
        std::vector<Candidate> all = hinted(misspelt(m_image, part, scope), part.hint);
        if (all.empty()) {
            return all;
        }
        const auto rank = [&](const Candidate& c) {
            return std::tuple(c.by_sound ? 0 : 1, c.distance,
                              -static_cast<int>(m_image.place(c.place).standing));
        };
        std::stable_sort(all.begin(), all.end(),
                         [&](const Candidate& a, const Candidate& b) { return rank(a) < rank(b); });
        const auto best = rank(all.front());
        all.erase(std::find_if(all.begin(), all.end(),
                               [&](const Candidate& c) { return rank(c) != best; }),
                  all.end());
        return all;
    }

    // Nothing is known by name: look for a misspelt name of standing, coarse parts (written last)
    // first, so that the finer ones are then looked for within it.
    void read_misspelt() {
        for (std::size_t i = m_text.parts.size(); i-- > 0;) {
            m_readings[i] = nearest(m_text.parts[i], none);
            if (!m_readings[i].empty()) {
                return;
            }
        }
    }

    [[nodiscard]] std::size_t explained_by(std::uint32_t place) const {
        std::size_t parts = 0;
        for (const auto& readings : m_readings) {
            parts += std::any_of(readings.begin(), readings.end(),
                                 [&](const Candidate& c) { return m_image.within(place, c.place); })
                         ? 1U
                         : 0U;
        }
        for (const auto& districts : m_pinned) {
            parts += districts.contains(m_image.holder(place, PlaceLevel::district)) ? 1U : 0U;
        }
        return parts;
    }

    [[nodiscard]] bool is_explained(std::size_t part, std::uint32_t place) const {
        return std::any_of(m_readings[part].begin(), m_readings[part].end(),
                           [&](const Candidate& c) { return m_image.within(place, c.place); });
    }

    Decision choose() {
        std::vector<Reading> all;
        for (std::size_t i = 0; i < m_readings.size(); ++i) {
            for (const Candidate& c : m_readings[i]) {
                all.push_back({c, i});
            }
        }
        // A district and its seat of one name both explain everything: the district is meant.
        const auto rank = [&](const Reading& r) {
            const PlaceRecord& p = m_image.place(r.candidate.place);
            const bool weak = r.candidate.quality == Quality::weak;
            return std::tuple(-static_cast<int>(explained_by(r.candidate.place)), weak ? 1 : 0,
                              -static_cast<int>(p.standing),
                              m_image.within(r.candidate.place, india()) ? 0 : 1);
        };
        auto best = rank(all.front());
        for (const Reading& r : all) {
            best = std::min(best, rank(r));
        }
        std::vector<Reading> chosen;
        for (const Reading& r : all) {
            if (rank(r) == best &&
                std::none_of(chosen.begin(), chosen.end(), [&](const Reading& c) {
                    return c.candidate.place == r.candidate.place;
                })) {
                chosen.push_back(r);
            }
        }
        // Of "Sarangabad, Canning, South 24 Parganas" the first is the finer one; but two readings
        // of one part are a real choice.
        std::size_t first = no_part;
        for (const Reading& r : chosen) {
            first = std::min(first, r.part);
        }
        std::vector<Reading> tied;
        for (const Reading& r : chosen) {
            if (r.part == first) {
                tied.push_back(r);
            }
        }
        if (tied.size() > 1) {
            Quality better = Quality::fuzzy;
            for (const Reading& r : tied) {
                better = std::min(better, r.candidate.quality);
            }
            // An old name does not stand back behind a present one: Aurangabad is both. Spellings
            // of localities do.
            if (m_image.place(tied.front().candidate.place).level == PlaceLevel::locality) {
                tied.erase(
                    std::remove_if(tied.begin(), tied.end(),
                                   [&](const Reading& r) { return r.candidate.quality != better; }),
                    tied.end());
            }
            // Khulna is a division and a district of it: the larger is meant.
            const auto is_kind = [&](Kind kind) {
                return [this, kind](const Reading& r) {
                    return m_image.place(r.candidate.place).kind == kind;
                };
            };
            if (std::count_if(tied.begin(), tied.end(), is_kind(Kind::first_division)) == 1) {
                tied.erase(std::remove_if(tied.begin(), tied.end(), is_kind(Kind::second_division)),
                           tied.end());
            }
        }
        if (tied.size() > 1) {
            return ambiguous(tied);
        }
        return refine(tied.front());
    }

    Decision ambiguous(const std::vector<Reading>& tied) {
        Decision d;
        d.status = MatchStatus::ambiguous;
        std::uint32_t common = m_image.place(tied.front().candidate.place).parent;
        for (const Reading& r : tied) {
            d.candidates.push_back(r.candidate.place);
            while (common != none && !m_image.within(r.candidate.place, common)) {
                common = m_image.place(common).parent;
            }
        }
        const std::string shown = m_text.parts[tied.front().part].shown;
        d.reasons.push_back("\"" + shown + "\" is the name of " + std::to_string(tied.size()) +
                            " places and nothing beside it decides");
        // The state or country that was named beside it, or that all candidates share.
        if (common != none && explained_by(common) > 0) {
            d.place = common;
            d.reasons.push_back("all of them lie in " + label_of(m_image, common));
        }
        return d;
    }

    Decision refine(const Reading& target) {
        Decision d;
        std::uint32_t place = target.candidate.place;
        Candidate used = target.candidate;
        note(d, target.part, used);
        std::vector<std::size_t> left;
        for (std::size_t i = 0; i < m_readings.size(); ++i) {
            if (i == target.part) {
                continue;
            }
            if (is_explained(i, place)) {
                note_context(d, i, place, used);
            } else {
                left.push_back(i);
            }
        }
        for (const std::size_t i : left) {
            const PlacePart& part = m_text.parts[i];
            if (m_image.place(place).level == PlaceLevel::locality) {
                if (shares_district(i, place)) {
                    d.reasons.push_back("\"" + part.shown + "\" lies in the same district");
                } else if (m_readings[i].empty()) {
                    d.reasons.push_back("\"" + part.shown + "\" is not known and was not used");
                } else {
                    return contradiction(std::move(d), i, place);
                }
                continue;
            }
            if (!m_readings[i].empty() && has_standing(i)) {
                return contradiction(std::move(d), i, place);
            }
            const std::vector<Candidate> near = nearest(part, place);
            if (near.size() == 1) {
                place = near.front().place;
                used.quality = std::max(used.quality, near.front().quality);
                used.by_sound = near.front().by_sound;
                note(d, i, near.front());
                continue;
            }
            if (near.size() > 1) {
                Decision several;
                several.status = MatchStatus::ambiguous;
                several.place = place;
                for (const Candidate& c : near) {
                    several.candidates.push_back(c.place);
                }
                several.reasons = std::move(d.reasons);
                several.reasons.push_back("\"" + part.shown + "\" is equally near to " +
                                          std::to_string(near.size()) + " names in " +
                                          label_of(m_image, place));
                return several;
            }
            return not_known(std::move(d), i, place);
        }
        d.place = place;
        d.status = used.quality == Quality::exact   ? MatchStatus::exact
                   : used.quality == Quality::fuzzy ? MatchStatus::fuzzy
                                                    : MatchStatus::variant;
        return d;
    }

    Decision not_known(Decision d, std::size_t part, std::uint32_t place) {
        const std::string& shown = m_text.parts[part].shown;
        d.place = place;
        d.unknown_locality = shown;
        if (m_image.place(place).level == PlaceLevel::district) {
            d.status = MatchStatus::district_only;
            d.reasons.push_back("\"" + shown + "\" is not known in " + label_of(m_image, place) +
                                "; kept, at the district's point");
        } else {
            d.status = MatchStatus::unknown;
            d.reasons.push_back("\"" + shown + "\" is not known in " + label_of(m_image, place));
        }
        return d;
    }

    Decision contradiction(Decision d, std::size_t part, std::uint32_t place) {
        d.status = MatchStatus::unknown;
        const std::uint32_t state = m_image.holder(place, PlaceLevel::state);
        d.place = m_image.place(place).level == PlaceLevel::locality ||
                          m_image.place(place).level == PlaceLevel::district
                      ? none
                      : (state == none ? place : state);
        d.reasons.push_back("\"" + m_text.parts[part].shown + "\" does not lie in " +
                            label_of(m_image, place) + ": the text contradicts itself");
        return d;
    }

    Decision by_pincode() {
        Decision d;
        std::set<std::uint32_t> districts;
        for (const auto& pinned : m_pinned) {
            districts.insert(pinned.begin(), pinned.end());
        }
        if (districts.empty()) {
            if (!m_text.parts.empty()) {
                d.unknown_locality = m_text.parts.front().shown;
            }
            d.reasons.push_back(m_text.parts.empty() ? "there is no name in the text"
                                                     : "no part of the text is a known name");
            return d;
        }
        if (districts.size() > 1) {
            d.status = MatchStatus::ambiguous;
            d.candidates.assign(districts.begin(), districts.end());
            d.reasons.push_back("the pin code is used in " + std::to_string(districts.size()) +
                                " districts");
            return d;
        }
        d.place = *districts.begin();
        d.reasons.push_back("the pin code belongs to " + label_of(m_image, d.place));
        d.status = MatchStatus::variant;
        if (!m_text.parts.empty()) {
            d.status = MatchStatus::district_only;
            d.unknown_locality = m_text.parts.front().shown;
            d.reasons.push_back("\"" + d.unknown_locality +
                                "\" is not known there; kept, at the district's point");
        }
        return d;
    }

    [[nodiscard]] std::uint32_t india() {
        if (m_india == none) {
            for (const Rated r : m_image.bearers("india")) {
                if (m_image.place(r.number()).level == PlaceLevel::country) {
                    m_india = r.number();
                }
            }
        }
        return m_india;
    }

    [[nodiscard]] bool shares_district(std::size_t part, std::uint32_t place) const {
        const std::uint32_t district = m_image.holder(place, PlaceLevel::district);
        return district != none &&
               std::any_of(m_readings[part].begin(), m_readings[part].end(),
                           [&](const Candidate& c) {
                               return m_image.holder(c.place, PlaceLevel::district) == district;
                           });
    }

    [[nodiscard]] bool has_standing(std::size_t part) const {
        return std::any_of(m_readings[part].begin(), m_readings[part].end(),
                           [&](const Candidate& c) {
                               return c.quality != Quality::weak &&
                                      m_image.place(c.place).standing >= standing::district;
                           });
    }

    void note(Decision& d, std::size_t part, const Candidate& c) const {
        const std::string shown = "\"" + m_text.parts[part].shown + "\"";
        const std::string label = label_of(m_image, c.place);
        if (c.quality == Quality::fuzzy || c.by_sound) {
            const std::string near =
                c.key == none ? label : "\"" + std::string(m_image.key_text(c.key)) + "\"";
            d.reasons.push_back(c.by_sound
                                    ? shown + " reads like " + near + ": " + label
                                    : shown + " is " + std::to_string(c.distance) +
                                          (c.distance == 1 ? " letter from " : " letters from ") +
                                          near + ": " + label);
        } else if (c.quality == Quality::exact) {
            d.reasons.push_back(shown + " is " + label);
        } else {
            d.reasons.push_back(shown + " is another name of " + label);
        }
    }

    void note_context(Decision& d, std::size_t part, std::uint32_t place, Candidate& used) const {
        for (const Candidate& c : m_readings[part]) {
            if (m_image.within(place, c.place)) {
                d.reasons.push_back("\"" + m_text.parts[part].shown + "\" beside it agrees");
                used.quality = std::max(used.quality,
                                        c.quality == Quality::weak ? Quality::variant : c.quality);
                return;
            }
        }
    }

    const Image& m_image;
    const PlaceParts& m_text;
    std::vector<std::vector<Candidate>> m_readings;
    std::vector<std::set<std::uint32_t>> m_pinned;
    std::uint32_t m_india = none;
};

} // namespace

Decision decide(const Image& image, const PlaceParts& text) { return Decider(image, text).run(); }

std::string label_of(const Image& image, std::uint32_t place) {
    std::string label(image.name(place));
    for (std::uint32_t p = image.place(place).parent; p != none; p = image.place(p).parent) {
        if (image.place(p).level == PlaceLevel::country && image.code(p) == "IN") {
            break;
        }
        label += ", ";
        label += image.name(p);
    }
    return label;
}

} // namespace sandhan::graph::gazetteer
