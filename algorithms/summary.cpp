// SPDX-License-Identifier: Apache-2.0
#include "algorithms/summary.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>

namespace sandhan::algorithms {

using namespace graph;

namespace {

using Counts = std::map<std::string, std::uint64_t>;

template <class E>
void count_words(const CaseStore& store, Range range, Counts& counts) {
    std::set<std::string> seen;
    for (const std::uint8_t word : CaseStore::rows(store.words, range)) {
        seen.insert(std::string(word_of(static_cast<E>(word))));
    }
    if (seen.empty()) {
        seen.insert("not_stated");
    }
    for (const std::string& word : seen) {
        ++counts[word];
    }
}

void append(std::vector<SummaryFigure>& figures, const std::string& kind, const Counts& counts) {
    std::vector<std::pair<std::string, std::uint64_t>> sorted(counts.begin(), counts.end());
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return std::tie(b.second, a.first) < std::tie(a.second, b.first);
    });
    for (const auto& [name, n] : sorted) {
        figures.push_back({kind + ":" + name, static_cast<double>(n), true});
    }
}

/// The years that an incident may touch; of an open period the year of the end that is known.
void count_years(const FuzzyDate& time, Counts& years) {
    if (!time.is_known()) {
        ++years["unknown"];
        return;
    }
    const auto year = [](FuzzyDate::Days day) { return std::stoi(iso_day(day).substr(0, 4)); };
    const bool open_start = time.earliest() == FuzzyDate::open_start;
    const bool open_end = time.latest() == FuzzyDate::open_end;
    const int first = year(open_start ? time.latest() : time.earliest());
    const int last = year(open_end ? time.earliest() : time.latest());
    for (int y = first; y <= last; ++y) {
        ++years[iso_day(days_from_civil(y, 1, 1)).substr(0, 4)];
    }
}

} // namespace

std::vector<SummaryFigure> summarise(const CaseGraph& cases) {
    const CaseStore& store = cases.store();
    Counts roles, recruitment, exploitation, control, states, years, status;
    std::uint64_t people = 0, victims = 0, possible = 0, journeys = 0, graded = 0, dated = 0;
    std::uint64_t organisations = 0;
    double expected = 0.0;
    std::map<MatchStatus, std::uint64_t> places_by_status;

    for (const IncidentIndex i : cases.incidents()) {
        const IncidentRow& incident = store.incidents[i];
        expected += incident.confidence;
        graded += incident.graded ? 1U : 0U;
        dated += incident.time.is_known() ? 1U : 0U;
        journeys += incident.stops.count >= 2 ? 1U : 0U;
        organisations += incident.organisations.count;
        count_years(incident.time, years);
        ++status[std::string(word_of(incident.status))];
        count_words<Recruitment>(store, incident.recruitment, recruitment);
        count_words<Exploitation>(store, incident.exploitation, exploitation);
        count_words<Control>(store, incident.control, control);
        for (const PersonRow& person : store.people_of(incident)) {
            people += person.count.least;
            roles[std::string(word_of(person.role))] += person.count.least;
            victims += person.role == PersonRole::victim ? person.count.least : 0;
            possible += person.role == PersonRole::possible_victim ? person.count.least : 0;
        }
        std::set<std::string> touched;
        const auto mention = [&](PlaceIndex place, MatchStatus match) {
            places_by_status[match] += place != no_place ? 1U : 0U;
        };
        const auto touch = [&](PlaceIndex place, MatchStatus match) {
            if (place == no_place) {
                return;
            }
            mention(place, match);
            const PlaceIndex state = store.raised(place, PlaceLevel::state);
            if (!store.is_unresolved(state)) {
                touched.insert(std::string(store.text(store.places[state].id)).substr(6));
            }
        };
        for (const StopRow& stop : store.stops_of(incident)) {
            touch(stop.place, stop.match);
        }
        for (const IncidentPlaceRow& place : store.places_of(incident)) {
            touch(place.place, place.match);
        }
        for (const PersonRow& person : store.people_of(incident)) {
            mention(person.home, person.home_match);
        }
        for (const OrganisationRow& organisation : store.organisations_of(incident)) {
            mention(organisation.place, organisation.match);
        }
        for (const std::string& state : touched) {
            ++states[state];
        }
    }

    const auto n = static_cast<double>(cases.incidents().size());
    const auto count = [](std::uint64_t value) { return static_cast<double>(value); };
    std::vector<SummaryFigure> figures{
        {"incidents", n, true},
        {"expected_incidents", expected, false},
        {"incidents_with_journey", count(journeys), true},
        {"people", count(people), true},
        {"victims", count(victims), true},
        {"possible_victims", count(possible), true},
        {"organisations_mentioned", count(organisations), true},
    };
    append(figures, "role", roles);
    append(figures, "status", status);
    append(figures, "year", years);
    append(figures, "state", states);
    append(figures, "recruitment", recruitment);
    append(figures, "exploitation", exploitation);
    append(figures, "control", control);
    for (const MatchStatus s :
         {MatchStatus::exact, MatchStatus::variant, MatchStatus::fuzzy, MatchStatus::district_only,
          MatchStatus::ambiguous, MatchStatus::unknown}) {
        figures.push_back({"places:" + std::string(name_of(s)), count(places_by_status[s]), true});
    }
    const auto share = [&](std::uint64_t value) { return n > 0 ? count(value) / n : 0.0; };
    figures.push_back({"share_with_source_grade", share(graded), false});
    figures.push_back({"share_with_date", share(dated), false});
    figures.push_back({"share_with_journey", share(journeys), false});
    return figures;
}

} // namespace sandhan::algorithms
