// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer/decision.hpp"

#include "graph/gazetteer/edit_distance.hpp"
#include "graph/gazetteer/lookup.hpp"
#include "graph/gazetteer/standing.hpp"

#include <algorithm>
#include <map>
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
    Decider(const Image& image, const PlaceParts& text, Explain explain, MisspeltMemo& memo)
        : m_image(image), m_text(text), m_explains(explain == Explain::yes), m_memo(memo) {}

    Decision run() {
        for (std::size_t i = 0; i < m_text.parts.size(); ++i) {
            m_readings.emplace_back();
            m_places_read.emplace_back();
            read(i, hinted(named(m_image, m_text.parts[i]), m_text.parts[i].hint));
        }
        for (const std::uint32_t pincode : m_text.pincodes) {
            m_pinned.emplace_back();
            for (const PinRecord& record : m_image.pins(pincode)) {
                ++m_pinned.back()[m_image.holder(record.place, PlaceLevel::district)];
            }
            m_pinned.back().erase(none);
        }
        if (!have_readings()) {
            read_misspelt();
        }
        if (!have_readings()) {
            return by_pincode();
        }
        read_misspelt_holders();
        if (const auto doubtful = village_or_misspelt()) {
            return *doubtful;
        }
        return choose();
    }

  private:
    void read(std::size_t part, std::vector<Candidate> readings) {
        m_readings[part] = std::move(readings);
        std::vector<std::uint32_t>& places = m_places_read[part];
        places.clear();
        for (const Candidate& c : m_readings[part]) {
            places.push_back(c.place);
        }
        std::sort(places.begin(), places.end());
    }

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
            keep(PlaceLevel::locality);
            break;
        case Hint::locality:
            keep_localities(all);
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

    /// Localities, and a district in which none has the name: the station called after it is there
    /// all the same, and not in a village of that name elsewhere.
    void keep_localities(std::vector<Candidate>& all) const {
        const auto is_locality = [&](const Candidate& c) {
            return m_image.place(c.place).level == PlaceLevel::locality;
        };
        const std::vector<Candidate> before = all;
        const auto keeps = [&](const Candidate& c) {
            return is_locality(c) ||
                   (m_image.place(c.place).level == PlaceLevel::district &&
                    std::none_of(before.begin(), before.end(), [&](const Candidate& other) {
                        return is_locality(other) && m_image.within(other.place, c.place);
                    }));
        };
        if (std::any_of(all.begin(), all.end(), keeps)) {
            all.erase(std::remove_if(all.begin(), all.end(),
                                     [&](const Candidate& c) { return !keeps(c); }),
                      all.end());
        }
    }

    /// Does the district that holds the place have the part's name too?
    [[nodiscard]] bool in_namesake(const Reading& r) const {
        const std::uint32_t district = m_image.holder(r.candidate.place, PlaceLevel::district);
        const auto bearers = m_image.bearers(m_text.parts[r.part].key);
        return std::any_of(bearers.begin(), bearers.end(), [&](Rated b) {
            return b.number() == district && b.quality() <= Quality::variant;
        });
    }

    /// The nearest of misspelt(), all that are equally near and of the highest standing.
    std::vector<Candidate> nearest(const PlacePart& part, std::uint32_t scope) const {
        std::vector<Candidate> all = hinted(m_memo.get(m_image, part, scope), part.hint);
        // A village's name that exists elsewhere is hardly a misspelling: Bidhannagar is not
        // Bidhangarh. District names are few, and often written wrong.
        if (!m_image.bearers(part.key).empty()) {
            all.erase(std::remove_if(all.begin(), all.end(),
                                     [&](const Candidate& c) {
                                         return c.quality == Quality::fuzzy &&
                                                c.distance > static_cast<std::uint8_t>(
                                                                 Nearness::sounds_same) &&
                                                m_image.place(c.place).standing <
                                                    standing::district;
                                     }),
                      all.end());
        }
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
            read(i, nearest(m_text.parts[i], none));
            if (!m_readings[i].empty()) {
                return;
            }
        }
    }

    // `Rampur, Murshidabd, West Bengal`: the district must be read before one of the many Rampurs
    // is chosen. Districts of the state named, else names of standing anywhere; not the part
    // written first, which is the finest, unless only states stand beside it.
    void read_misspelt_holders() {
        std::uint32_t state = none;
        bool only_states = true;
        bool district_named = false;
        for (const auto& readings : m_readings) {
            for (const Candidate& c : readings) {
                const PlaceRecord& p = m_image.place(c.place);
                if (p.kind == Kind::state && c.quality != Quality::fuzzy) {
                    state = state == none || state == c.place ? c.place : none;
                }
                district_named =
                    district_named || (p.kind == Kind::district && c.quality <= Quality::variant);
            }
            only_states = only_states &&
                          (readings.empty() ||
                           std::any_of(readings.begin(), readings.end(), [&](const Candidate& c) {
                               return m_image.place(c.place).level >= PlaceLevel::state;
                           }));
        }
        if (state != none && district_named) {
            for (const auto& readings : m_readings) {
                district_named =
                    std::any_of(readings.begin(), readings.end(), [&](const Candidate& c) {
                        return m_image.place(c.place).kind == Kind::district &&
                               m_image.within(c.place, state);
                    });
                if (district_named) {
                    return;
                }
            }
        }
        for (std::size_t i = m_readings.size(); i-- > 0;) {
            if (!m_readings[i].empty() || (i == 0 && !(only_states && state != none))) {
                continue;
            }
            std::vector<Candidate> near = nearest(m_text.parts[i], state);
            near.erase(std::remove_if(near.begin(), near.end(),
                                      [&](const Candidate& c) {
                                          return m_image.place(c.place).level ==
                                                 PlaceLevel::locality;
                                      }),
                       near.end());
            if (near.size() == 1) {
                read(i, std::move(near));
            }
        }
    }

    // A bare `Ahemdabad` is a hamlet's post office in Bareilly, and far more often the city with
    // two letters swapped.
    std::optional<Decision> village_or_misspelt() {
        if (m_text.parts.size() != 1 || !m_pinned.empty()) {
            return std::nullopt;
        }
        const std::vector<Candidate>& readings = m_readings.front();
        const auto is_obscure = [&](const Candidate& c) {
            return m_image.place(c.place).kind >= Kind::village;
        };
        if (!std::all_of(readings.begin(), readings.end(), is_obscure)) {
            return std::nullopt;
        }
        const std::vector<Candidate> near = nearest(m_text.parts.front(), none);
        if (near.empty() || near.front().quality != Quality::fuzzy ||
            near.front().distance > static_cast<std::uint8_t>(Nearness::one_letter)) {
            return std::nullopt;
        }
        Decision d;
        d.status = MatchStatus::ambiguous;
        for (const auto& list : {readings, near}) {
            for (const Candidate& c : list) {
                d.candidates.push_back(c.place);
                note(d, 0, c);
            }
        }
        say(d, [&] {
            return "a village, or a misspelling of a place far better known: nothing "
                   "beside it decides";
        });
        return d;
    }

    [[nodiscard]] bool is_named(std::uint32_t place) const {
        return std::any_of(m_readings.begin(), m_readings.end(), [&](const auto& readings) {
            return std::any_of(readings.begin(), readings.end(),
                               [&](const Candidate& c) { return c.place == place; });
        });
    }

    [[nodiscard]] std::size_t explained_by(std::uint32_t place) const {
        std::size_t parts = 0;
        for (std::size_t i = 0; i < m_readings.size(); ++i) {
            parts += is_explained(i, place) ? 1U : 0U;
        }
        for (const auto& districts : m_pinned) {
            parts += districts.contains(m_image.holder(place, PlaceLevel::district)) ? 1U : 0U;
        }
        return parts;
    }

    /// Is one of the part's readings this place, or what holds it?
    [[nodiscard]] bool is_explained(std::size_t part, std::uint32_t place) const {
        // Hundreds of villages share a name: they are asked for the few that hold the place.
        const std::vector<std::uint32_t>& places = m_places_read[part];
        for (; place != none && !places.empty(); place = m_image.place(place).parent) {
            if (std::binary_search(places.begin(), places.end(), place)) {
                return true;
            }
        }
        return false;
    }

    /// Does the part name what records write beside this place, though it does not hold it: the
    /// district before a split, the city it is a suburb of?
    [[nodiscard]] bool is_written_beside(std::size_t part, std::uint32_t place) const {
        const auto beside = m_image.beside(place);
        return std::any_of(beside.begin(), beside.end(), [&](const BesideRecord& record) {
            return (record.towns_only == 0 || m_image.place(place).kind <= Kind::subdistrict) &&
                   std::any_of(m_readings[part].begin(), m_readings[part].end(),
                               [&](const Candidate& c) {
                                   return c.quality <= Quality::variant && c.place == record.other;
                               });
        });
    }

    /// The parts that do not hold the place but are written beside it.
    [[nodiscard]] std::size_t written_beside(std::uint32_t place) const {
        std::size_t parts = 0;
        if (m_readings.size() < 2 || m_image.beside(place).empty()) {
            return parts; // the part that names the place holds it
        }
        for (std::size_t i = 0; i < m_readings.size(); ++i) {
            parts += !is_explained(i, place) && is_written_beside(i, place) ? 1U : 0U;
        }
        return parts;
    }

    /// Is a town of India called exactly this? A lesser-known name of a place abroad does not
    /// outrank it: Aland is a town in Karnataka before it is Finland's islands.
    [[nodiscard]] bool names_indian_town(std::size_t part) {
        return std::any_of(m_readings[part].begin(), m_readings[part].end(),
                           [&](const Candidate& c) {
                               const PlaceRecord& p = m_image.place(c.place);
                               return c.quality == Quality::exact && p.kind <= Kind::town &&
                                      m_image.within(c.place, india());
                           });
    }

    Decision choose() {
        // A district and its seat of one name both explain everything: the district is meant.
        const auto rank = [&](const Reading& r, bool indian_town) {
            const PlaceRecord& p = m_image.place(r.candidate.place);
            const bool weak = r.candidate.quality == Quality::weak;
            const bool abroad = !m_image.within(r.candidate.place, india());
            int standing = p.standing;
            if (abroad && indian_town && r.candidate.quality != Quality::exact) {
                standing = std::min<int>(standing, standing::locality);
            } else if (abroad && indian_town && p.kind >= Kind::second_division) {
                standing = std::min<int>(standing, standing::city);
            }
            const auto direct = static_cast<int>(explained_by(r.candidate.place));
            const auto beside = static_cast<int>(written_beside(r.candidate.place));
            return std::tuple(-direct - beside, -direct, weak ? 1 : 0, -standing, abroad ? 1 : 0);
        };
        std::vector<Reading> chosen;
        std::optional<decltype(rank(Reading{}, false))> best;
        for (std::size_t i = 0; i < m_readings.size(); ++i) {
            const bool indian_town = names_indian_town(i);
            for (const Candidate& c : m_readings[i]) {
                const Reading reading{c, i};
                const auto here = rank(reading, indian_town);
                if (!best || here < *best) {
                    best = here;
                    chosen.clear();
                }
                if (here == *best &&
                    std::none_of(chosen.begin(), chosen.end(), [&](const Reading& other) {
                        return other.candidate.place == c.place;
                    })) {
                    chosen.push_back(reading);
                }
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
            // `Dholpur PS` is the station of Dholpur district, before any village's.
            if (std::count_if(tied.begin(), tied.end(),
                              [&](const Reading& r) { return in_namesake(r); }) == 1) {
                tied.erase(std::remove_if(tied.begin(), tied.end(),
                                          [&](const Reading& r) { return !in_namesake(r); }),
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
        say(d, [&] {
            return "\"" + shown + "\" is the name of " + std::to_string(tied.size()) +
                   " places and nothing beside it decides";
        });
        // The state or country that was named beside it, or that all candidates share.
        if (common != none && explained_by(common) > 0) {
            d.place = common;
            say(d, [&] { return "all of them lie in " + label_of(m_image, common); });
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
                if (const auto namesake = namesake_within(target.part, i, place)) {
                    place = namesake->place;
                    for (const Candidate& c : m_readings[i]) {
                        if (c.place == m_image.place(place).parent) {
                            used.quality =
                                std::max(used.quality,
                                         c.quality == Quality::weak ? Quality::variant : c.quality);
                        }
                    }
                    say(d, [&] {
                        return "beside \"" + m_text.parts[i].shown + "\" it is " +
                               label_of(m_image, place);
                    });
                } else {
                    note_context(d, i, place, used);
                }
            } else if (is_written_beside(i, place)) {
                used.quality = std::max(used.quality, Quality::variant);
                say(d, [&] {
                    return "\"" + m_text.parts[i].shown +
                           "\" is what records also write beside places in " +
                           label_of(m_image, m_image.holder(place, PlaceLevel::district));
                });
            } else {
                left.push_back(i);
            }
        }
        for (const std::size_t i : left) {
            if (contradicts(i, place)) {
                return contradiction(std::move(d), i, place);
            }
        }
        // A misspelt district first, whichever part it is, then what lies in it.
        while (m_image.place(place).level != PlaceLevel::locality && !left.empty()) {
            std::size_t coarsest = left.size();
            std::vector<Candidate> best;
            for (std::size_t n = 0; n < left.size(); ++n) {
                std::vector<Candidate> near = nearest(m_text.parts[left[n]], place);
                if (!near.empty() &&
                    (best.empty() || m_image.place(near.front().place).level >
                                         m_image.place(best.front().place).level)) {
                    best = std::move(near);
                    coarsest = n;
                }
            }
            if (best.empty()) {
                break;
            }
            const std::size_t part = left[coarsest];
            if (best.size() > 1) {
                return equally_near(std::move(d), part, place, best);
            }
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(coarsest));
            place = best.front().place;
            used.quality = std::max(used.quality, best.front().quality);
            note(d, part, best.front());
            // What was not near to any name in the state may be known in the district.
            for (std::size_t n = 0; n < left.size();) {
                std::vector<Candidate> in_place;
                for (const Candidate& c : m_readings[left[n]]) {
                    if (c.place != place && m_image.within(c.place, place)) {
                        in_place.push_back(c);
                    }
                }
                if (in_place.size() != 1) {
                    ++n;
                    continue;
                }
                note(d, left[n], in_place.front());
                used.quality = std::max(used.quality, in_place.front().quality);
                place = in_place.front().place;
                left.erase(left.begin() + static_cast<std::ptrdiff_t>(n));
            }
        }
        if (!left.empty() && m_image.place(place).level != PlaceLevel::locality) {
            return not_known(std::move(d), left.front(), place);
        }
        for (const std::size_t i : left) {
            say(d, [&] {
                return "\"" + m_text.parts[i].shown +
                       (shares_district(i, place) ? "\" lies in the same district"
                                                  : "\" is not known and was not used");
            });
        }
        d.place = place;
        d.status = used.quality == Quality::exact   ? MatchStatus::exact
                   : used.quality == Quality::fuzzy ? MatchStatus::fuzzy
                                                    : MatchStatus::variant;
        return d;
    }

    /// `Chandigarh, Chandigarh` and `Chandigarh, IN-CH`: the district in the territory of its name.
    [[nodiscard]] std::optional<Candidate>
    namesake_within(std::size_t finer, std::size_t coarser, std::uint32_t place) const {
        const bool written_twice = m_text.parts[finer].key == m_text.parts[coarser].key;
        const bool names_it = std::any_of(m_readings[coarser].begin(), m_readings[coarser].end(),
                                          [&](const Candidate& c) { return c.place == place; });
        if (!names_it || !(written_twice || m_image.place(place).level == PlaceLevel::state)) {
            return std::nullopt;
        }
        const auto child = child_named(finer, place);
        return child ? child : child_named(coarser, place);
    }

    /// The child of a place that this part names as it names the place itself.
    [[nodiscard]] std::optional<Candidate> child_named(std::size_t part,
                                                       std::uint32_t place) const {
        const auto& readings = m_readings[part];
        const auto names = [&](std::uint32_t wanted) {
            return std::find_if(readings.begin(), readings.end(),
                                [&](const Candidate& c) { return c.place == wanted; });
        };
        if (names(place) == readings.end()) {
            return std::nullopt;
        }
        const auto child = std::find_if(readings.begin(), readings.end(), [&](const Candidate& c) {
            return m_image.place(c.place).parent == place;
        });
        return child == readings.end() ? std::nullopt : std::optional(*child);
    }

    /// A name that is known, but neither here nor in what holds this.
    [[nodiscard]] bool contradicts(std::size_t part, std::uint32_t place) const {
        if (m_readings[part].empty()) {
            return false;
        }
        if (m_image.place(place).level == PlaceLevel::locality && !has_standing(part)) {
            // Of two villages in two districts neither is the better, unless a district is named.
            const std::uint32_t district = m_image.holder(place, PlaceLevel::district);
            return district != none && !shares_district(part, place) && explained_by(place) < 2;
        }
        // `Rampur, Nadia, West Bengal`: a village may have the name of a district elsewhere.
        const bool of_a_state =
            std::any_of(m_readings[part].begin(), m_readings[part].end(), [&](const Candidate& c) {
                return c.quality <= Quality::variant &&
                       m_image.place(c.place).standing >= standing::country;
            });
        if (m_image.place(place).level <= PlaceLevel::district && explained_by(place) > 1 &&
            !of_a_state) {
            return false;
        }
        return has_standing(part) && !shares_district(part, place);
    }

    /// The districts of Bangladesh and Sri Lanka and the dzongkhags of Bhutan are divisions of
    /// ISO 3166-2, and so stand at the level of states.
    [[nodiscard]] bool is_district(std::uint32_t place) const {
        const PlaceRecord& p = m_image.place(place);
        return p.level == PlaceLevel::district || p.kind == Kind::second_division ||
               (p.kind == Kind::first_division && m_image.code(place).starts_with("BT-"));
    }

    Decision equally_near(Decision d,
                          std::size_t part,
                          std::uint32_t place,
                          const std::vector<Candidate>& near) {
        d.status = MatchStatus::ambiguous;
        d.place = place;
        for (const Candidate& c : near) {
            d.candidates.push_back(c.place);
        }
        say(d, [&] {
            return "\"" + m_text.parts[part].shown + "\" is equally near to " +
                   std::to_string(near.size()) + " names in " + label_of(m_image, place);
        });
        return d;
    }

    Decision not_known(Decision d, std::size_t part, std::uint32_t place) {
        const std::string& shown = m_text.parts[part].shown;
        d.place = place;
        if (!is_district(place)) {
            d.unknown_locality = shown; // coordinates may yet tell its district
            d.status = MatchStatus::unknown;
            say(d, [&] { return "\"" + shown + "\" is not known in " + label_of(m_image, place); });
            return d;
        }
        // Its id would be that of a place that is known: the same name in another script.
        if (const std::uint32_t same = m_image.child(place, slug(shown)); same != none) {
            d.place = same;
            d.status = MatchStatus::variant;
            say(d, [&] { return "\"" + shown + "\" reads like " + label_of(m_image, same); });
            return d;
        }
        d.status = MatchStatus::district_only;
        d.unknown_locality = shown;
        say(d, [&] {
            return "\"" + shown + "\" is not known in " + label_of(m_image, place) +
                   "; kept, at the district's point";
        });
        return d;
    }

    Decision contradiction(Decision d, std::size_t part, std::uint32_t place) {
        d.status = MatchStatus::unknown;
        // The state that is named is certain beside a district that is not in it, but not beside
        // another state; what holds both always is.
        const bool of_states =
            std::any_of(m_readings[part].begin(), m_readings[part].end(), [&](const Candidate& c) {
                return m_image.place(c.place).standing >= standing::country;
            });
        d.place = m_image.holder(place, PlaceLevel::state);
        for (; d.place != none; d.place = m_image.place(d.place).parent) {
            const bool both =
                (!of_states && is_named(d.place)) ||
                std::any_of(m_readings[part].begin(), m_readings[part].end(),
                            [&](const Candidate& c) { return m_image.within(c.place, d.place); });
            if (both) {
                break;
            }
        }
        say(d, [&] {
            return "\"" + m_text.parts[part].shown + "\" does not lie in " +
                   label_of(m_image, place) + ": the text contradicts itself";
        });
        return d;
    }

    Decision by_pincode() {
        Decision d;
        std::map<std::uint32_t, std::size_t> districts; // how many places of the pin code each has
        std::size_t all = 0;
        std::pair<std::size_t, std::uint32_t> most{0, none};
        for (const auto& pinned : m_pinned) {
            for (const auto& [district, places] : pinned) {
                all += places;
                most = std::max(most, {districts[district] += places, district});
            }
        }
        if (districts.empty()) {
            if (!m_text.parts.empty()) {
                d.unknown_locality = m_text.parts.front().shown;
            }
            say(d, [&] {
                return m_text.parts.empty() ? "there is no name in the text"
                                            : "no part of the text is a known name";
            });
            return d;
        }
        // One stray record among many does not make a pin code doubtful.
        if (10 * most.first < 9 * all) {
            d.status = MatchStatus::ambiguous;
            for (const auto& entry : districts) {
                d.candidates.push_back(entry.first);
            }
            say(d, [&] {
                return "the pin code is used in " + std::to_string(districts.size()) + " districts";
            });
            return d;
        }
        d.place = most.second;
        say(d, [&] {
            return "the pin code belongs to " + label_of(m_image, d.place) +
                   (districts.size() == 1 ? std::string()
                                          : ": " + std::to_string(most.first) + " of its " +
                                                std::to_string(all) + " places");
        });
        d.status = MatchStatus::variant;
        if (!m_text.parts.empty()) {
            d.status = MatchStatus::district_only;
            d.unknown_locality = m_text.parts.front().shown;
            say(d, [&] {
                return "\"" + d.unknown_locality +
                       "\" is not known there; kept, at the district's point";
            });
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
                               return c.quality <= Quality::variant &&
                                      m_image.place(c.place).standing >= standing::district;
                           });
    }

    /// A step of the decision, whose words are put together only for who wants to read them.
    template <class Words>
    void say(Decision& d, const Words& words) const {
        if (m_explains) {
            d.reasons.emplace_back(words());
        }
    }

    void note(Decision& d, std::size_t part, const Candidate& c) const {
        if (!m_explains) {
            return;
        }
        const std::string shown = "\"" + m_text.parts[part].shown + "\"";
        const std::string label = label_of(m_image, c.place);
        if (c.quality == Quality::fuzzy || c.by_sound) {
            const std::string_view key = m_image.key_text(c.key);
            const auto letters = distance_within(m_text.parts[part].key, key, 2);
            d.reasons.push_back(shown +
                                (c.by_sound || !letters
                                     ? " reads like"
                                     : " is " + std::to_string(*letters) +
                                           (*letters == 1 ? " letter from" : " letters from")) +
                                " \"" + std::string(key) + "\": " + label);
        } else if (c.quality == Quality::exact) {
            d.reasons.push_back(shown + " is " + label);
        } else {
            d.reasons.push_back(shown + " is another name of " + label);
        }
    }

    void note_context(Decision& d, std::size_t part, std::uint32_t place, Candidate& used) const {
        for (const Candidate& c : m_readings[part]) {
            if (m_image.within(place, c.place)) {
                if (c.quality == Quality::fuzzy || c.by_sound) {
                    note(d, part, c);
                } else {
                    say(d, [&] { return "\"" + m_text.parts[part].shown + "\" beside it agrees"; });
                }
                used.quality = std::max(used.quality,
                                        c.quality == Quality::weak ? Quality::variant : c.quality);
                return;
            }
        }
    }

    const Image& m_image;
    const PlaceParts& m_text;
    bool m_explains;
    MisspeltMemo& m_memo;
    std::vector<std::vector<Candidate>> m_readings;             ///< of each part
    std::vector<std::vector<std::uint32_t>> m_places_read;      ///< their places, sorted
    std::vector<std::map<std::uint32_t, std::size_t>> m_pinned; ///< districts, their places
    std::uint32_t m_india = none;
};

} // namespace

Decision decide(const Image& image, const PlaceParts& text, Explain explain, MisspeltMemo& memo) {
    return Decider(image, text, explain, memo).run();
}

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
