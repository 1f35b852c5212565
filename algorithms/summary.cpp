// SPDX-License-Identifier: Apache-2.0
#include "algorithms/summary.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

namespace sandhan::algorithms {

using namespace graph;

namespace {

using Counts = std::map<std::string, std::uint64_t>;

/// Counts of the words of a vocabulary, and of incidents that state none.
template <class E>
struct WordCounts {
    std::vector<std::uint64_t> by_word = std::vector<std::uint64_t>(256, 0);
    std::uint64_t not_stated = 0;

    /// An incident counts once a word.
    void add(std::span<const std::uint8_t> said) {
        not_stated += said.empty() ? 1U : 0U;
        for (std::size_t i = 0; i < said.size(); ++i) {
            if (std::find(said.begin(), said.begin() + static_cast<std::ptrdiff_t>(i), said[i]) ==
                said.begin() + static_cast<std::ptrdiff_t>(i)) {
                ++by_word[said[i]];
            }
        }
    }
    void add(E word, std::uint64_t n) { by_word[static_cast<std::uint8_t>(word)] += n; }
    void add(const WordCounts& other) {
        for (std::size_t w = 0; w < by_word.size(); ++w) {
            by_word[w] += other.by_word[w];
        }
        not_stated += other.not_stated;
    }

    [[nodiscard]] Counts named() const {
        Counts counts;
        for (std::size_t w = 0; w < by_word.size(); ++w) {
            if (by_word[w] > 0) {
                counts[std::string(word_of(static_cast<E>(w)))] += by_word[w];
            }
        }
        if (not_stated > 0) {
            counts["not_stated"] += not_stated;
        }
        return counts;
    }
};

void append(std::vector<SummaryFigure>& figures, const std::string& kind, const Counts& counts) {
    std::vector<std::pair<std::string, std::uint64_t>> sorted(counts.begin(), counts.end());
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return std::tie(b.second, a.first) < std::tie(a.second, b.first);
    });
    for (const auto& [name, n] : sorted) {
        figures.push_back({kind + ":" + name, static_cast<double>(n), true});
    }
}

int year_of(FuzzyDate::Days day) {
    return static_cast<int>(
        std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{day}}}.year());
}

/// What one run of incidents holds; runs are added up.
struct Tally {
    explicit Tally(std::size_t places) : states(places, 0) {}

    WordCounts<PersonRole> roles;
    WordCounts<IncidentStatus> status;
    WordCounts<Recruitment> recruitment;
    WordCounts<Exploitation> exploitation;
    WordCounts<Control> control;
    std::vector<std::uint64_t> states; ///< by PlaceIndex
    std::map<int, std::uint64_t> years;
    std::uint64_t undated = 0;
    std::uint64_t people = 0, victims = 0, possible = 0, journeys = 0, graded = 0, dated = 0;
    std::uint64_t organisations = 0;
    std::array<std::uint64_t, 6> places_by_status{};
    std::vector<PlaceIndex> touched; ///< by the incident at hand

    void add(const CaseStore& store, const IncidentRow& incident);
    void add(const Tally& other);

  private:
    void count_years(const FuzzyDate& time);
    void mention(PlaceIndex place, MatchStatus match) {
        places_by_status[static_cast<std::size_t>(match)] += place != no_place ? 1U : 0U;
    }
    void touch(const CaseStore& store, PlaceIndex place, MatchStatus match) {
        if (place == no_place) {
            return;
        }
        mention(place, match);
        const PlaceIndex state = store.raised(place, PlaceLevel::state);
        if (!store.is_unresolved(state) &&
            std::find(touched.begin(), touched.end(), state) == touched.end()) {
            touched.push_back(state);
        }
    }
};

/// The years that an incident may touch; of an open period the year of the end that is known.
void Tally::count_years(const FuzzyDate& time) {
    if (!time.is_known()) {
        ++undated;
        return;
    }
    const bool open_start = time.earliest() == FuzzyDate::open_start;
    const bool open_end = time.latest() == FuzzyDate::open_end;
    const int first = year_of(open_start ? time.latest() : time.earliest());
    const int last = year_of(open_end ? time.earliest() : time.latest());
    for (int y = first; y <= last; ++y) {
        ++years[y];
    }
}

void Tally::add(const CaseStore& store, const IncidentRow& incident) {
    graded += incident.graded ? 1U : 0U;
    dated += incident.time.is_known() ? 1U : 0U;
    journeys += incident.stops.count >= 2 ? 1U : 0U;
    organisations += incident.organisations.count;
    count_years(incident.time);
    status.add(incident.status, 1);
    recruitment.add(CaseStore::rows(store.words, incident.recruitment));
    exploitation.add(CaseStore::rows(store.words, incident.exploitation));
    control.add(CaseStore::rows(store.words, incident.control));
    touched.clear();
    for (const PersonRow& person : store.people_of(incident)) {
        people += person.count.least;
        roles.add(person.role, person.count.least);
        victims += person.role == PersonRole::victim ? person.count.least : 0;
        possible += person.role == PersonRole::possible_victim ? person.count.least : 0;
        mention(person.home, person.home_match);
    }
    for (const StopRow& stop : store.stops_of(incident)) {
        touch(store, stop.place, stop.match);
    }
    for (const IncidentPlaceRow& place : store.places_of(incident)) {
        touch(store, place.place, place.match);
    }
    for (const OrganisationRow& organisation : store.organisations_of(incident)) {
        mention(organisation.place, organisation.match);
    }
    for (const PlaceIndex state : touched) {
        ++states[state];
    }
}

void Tally::add(const Tally& other) {
    roles.add(other.roles);
    status.add(other.status);
    recruitment.add(other.recruitment);
    exploitation.add(other.exploitation);
    control.add(other.control);
    for (std::size_t p = 0; p < states.size(); ++p) {
        states[p] += other.states[p];
    }
    for (const auto& [year, n] : other.years) {
        years[year] += n;
    }
    undated += other.undated;
    people += other.people;
    victims += other.victims;
    possible += other.possible;
    journeys += other.journeys;
    graded += other.graded;
    dated += other.dated;
    organisations += other.organisations;
    for (std::size_t i = 0; i < places_by_status.size(); ++i) {
        places_by_status[i] += other.places_by_status[i];
    }
}

} // namespace

std::vector<SummaryFigure> summarise(const CaseSelection& selection) {
    const CaseStore& store = selection.store();
    const auto incidents = selection.incidents();
    tbb::enumerable_thread_specific<Tally> tallies([&] { return Tally(store.places.size()); });
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, incidents.size(), 1024),
                      [&](const auto& range) {
                          Tally& tally = tallies.local();
                          for (std::size_t k = range.begin(); k != range.end(); ++k) {
                              tally.add(store, store.incidents[incidents[k]]);
                          }
                      });
    Tally all(store.places.size()); // whole numbers: the order of adding changes nothing
    for (const Tally& tally : tallies) {
        all.add(tally);
    }
    double expected = 0.0; // added in the order of incidents
    for (const IncidentIndex i : incidents) {
        expected += store.incidents[i].confidence;
    }
    Counts states, years;
    for (PlaceIndex p = 0; p < all.states.size(); ++p) {
        if (all.states[p] > 0) {
            states[std::string(
                store.text(store.places[p].id).substr(std::string_view("place:").size()))] +=
                all.states[p];
        }
    }
    for (const auto& [year, n] : all.years) {
        years[iso_day(days_from_civil(year, 1, 1)).substr(0, 4)] += n;
    }
    if (all.undated > 0) {
        years["unknown"] = all.undated;
    }

    const auto n = static_cast<double>(incidents.size());
    const auto count = [](std::uint64_t value) { return static_cast<double>(value); };
    std::vector<SummaryFigure> figures{
        {"incidents", n, true},
        {"expected_incidents", expected, false},
        {"incidents_with_journey", count(all.journeys), true},
        {"people", count(all.people), true},
        {"victims", count(all.victims), true},
        {"possible_victims", count(all.possible), true},
        {"organisations_mentioned", count(all.organisations), true},
    };
    append(figures, "role", all.roles.named());
    append(figures, "status", all.status.named());
    append(figures, "year", years);
    append(figures, "state", states);
    append(figures, "recruitment", all.recruitment.named());
    append(figures, "exploitation", all.exploitation.named());
    append(figures, "control", all.control.named());
    for (const MatchStatus s :
         {MatchStatus::exact, MatchStatus::variant, MatchStatus::fuzzy, MatchStatus::district_only,
          MatchStatus::ambiguous, MatchStatus::unknown}) {
        figures.push_back({"places:" + std::string(name_of(s)),
                           count(all.places_by_status[static_cast<std::size_t>(s)]), true});
    }
    const auto share = [&](std::uint64_t value) { return n > 0 ? count(value) / n : 0.0; };
    figures.push_back({"share_with_source_grade", share(all.graded), false});
    figures.push_back({"share_with_date", share(all.dated), false});
    figures.push_back({"share_with_journey", share(all.journeys), false});
    return figures;
}

} // namespace sandhan::algorithms
