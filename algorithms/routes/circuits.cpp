// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/circuits.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <limits>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace sandhan::algorithms {
namespace {

using Place = std::uint32_t;
using Journey = std::uint32_t;
using Person = std::uint32_t;
using Leg = std::uint32_t;
using Day = std::int32_t;

[[noreturn]] void refuse_circuits(const std::string& what) {
    throw std::invalid_argument("circuits: " + what);
}

void require_usable(const CircuitInput& input, const CircuitRule& rule) {
    if (rule.max_stops < 2) {
        refuse_circuits("at most " + std::to_string(rule.max_stops) +
                        " places make no circuit; allow 2 or more");
    }
    if (!std::is_sorted(input.people_end.begin(), input.people_end.end()) ||
        (input.people_end.empty() ? 0 : input.people_end.back()) != input.people.size()) {
        refuse_circuits("the ends of the journeys' people must ascend to the number of people");
    }
    for (std::size_t i = 0; i < input.legs.size(); ++i) {
        const CircuitLeg& leg = input.legs[i];
        const char* fault = leg.journey >= input.people_end.size() ? " is of no journey"
                            : leg.from == leg.to                   ? " leads nowhere else"
                            : leg.latest < leg.earliest            ? " ends before it begins"
                            : i > 0 && leg.journey < input.legs[i - 1].journey
                                ? " is of an earlier journey than the one before it"
                                : nullptr;
        if (fault != nullptr) {
            refuse_circuits("leg " + std::to_string(i) + fault);
        }
    }
}

/// What stands behind one circuit of one kind.
struct Behind {
    std::vector<Journey> journeys;
    std::vector<Person> people;
};
using Found = std::map<std::pair<CircuitKind, std::vector<Place>>, Behind>;

void sort_once(std::vector<std::uint32_t>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

std::vector<Place> smallest_first(std::vector<Place> places) {
    std::rotate(places.begin(), std::min_element(places.begin(), places.end()), places.end());
    return places;
}

class Legs {
  public:
    explicit Legs(const CircuitInput& input) : m_input(input) {
        // People in one journey join nothing.
        std::vector<Person> all(input.people);
        std::sort(all.begin(), all.end());
        std::vector<Person> several;
        for (std::size_t i = 1; i < all.size(); ++i) {
            if (all[i] == all[i - 1] && (several.empty() || several.back() != all[i])) {
                several.push_back(all[i]);
            }
        }
        for (Leg leg = 0; leg < input.legs.size(); ++leg) {
            for (const Person person : people_of(input.legs[leg].journey)) {
                if (std::binary_search(several.begin(), several.end(), person)) {
                    m_of_person.push_back({person, input.legs[leg].from, leg});
                }
            }
        }
        std::sort(m_of_person.begin(), m_of_person.end(), [](const Of& a, const Of& b) {
            return std::tie(a.person, a.from, a.leg) < std::tie(b.person, b.from, b.leg);
        });
        m_person_starts.reserve(several.size());
        std::size_t at = 0;
        for (const Person person : several) {
            while (at < m_of_person.size() && m_of_person[at].person < person) {
                ++at;
            }
            m_person_starts.push_back({person, at});
        }
    }

    [[nodiscard]] const CircuitLeg& at(Leg leg) const { return m_input.legs[leg]; }
    [[nodiscard]] std::size_t count() const { return m_input.legs.size(); }
    [[nodiscard]] std::span<const Person> people_of(Journey journey) const {
        const std::size_t first = journey == 0 ? 0 : m_input.people_end[journey - 1];
        return std::span<const Person>(m_input.people)
            .subspan(first, m_input.people_end[journey] - first);
    }
    /// Whether the journey of `a` goes on with `b`.
    [[nodiscard]] bool goes_on(Leg a, Leg b) const {
        return b == a + 1 && b < count() && at(a).journey == at(b).journey &&
               at(a).to == at(b).from;
    }
    /// Calls visit(leg) for every leg of another journey that begins where `leg` ends and shares a
    /// person, once a shared person.
    template <class Visit>
    void each_joined(Leg leg, Visit visit) const {
        const CircuitLeg& before = at(leg);
        for (const Person person : people_of(before.journey)) {
            for (const Of& of : of_person(person, before.to)) {
                if (at(of.leg).journey != before.journey) {
                    visit(of.leg);
                }
            }
        }
    }

  private:
    struct Of {
        Person person;
        Place from;
        Leg leg;
    };
    struct Start {
        Person person;
        std::size_t at;
    };

    [[nodiscard]] std::span<const Of> of_person(Person person, Place from) const {
        const auto start = std::lower_bound(m_person_starts.begin(), m_person_starts.end(), person,
                                            [](const Start& s, Person p) { return s.person < p; });
        if (start == m_person_starts.end() || start->person != person) {
            return {};
        }
        const auto begin = m_of_person.begin() + static_cast<std::ptrdiff_t>(start->at);
        const auto end = start + 1 == m_person_starts.end()
                             ? m_of_person.end()
                             : m_of_person.begin() + static_cast<std::ptrdiff_t>((start + 1)->at);
        const auto first =
            std::lower_bound(begin, end, from, [](const Of& o, Place p) { return o.from < p; });
        const auto last =
            std::upper_bound(first, end, from, [](Place p, const Of& o) { return p < o.from; });
        return {first, last};
    }

    const CircuitInput& m_input;
    std::vector<Of> m_of_person;
    std::vector<Start> m_person_starts; ///< of all who are in several journeys
};

/// Which places lead where, and the legs that begin at each.
class Ways {
  public:
    explicit Ways(const Legs& legs) {
        for (Leg leg = 0; leg < legs.count(); ++leg) {
            m_from.push_back({legs.at(leg).from, leg});
            m_back.push_back({legs.at(leg).to, legs.at(leg).from});
        }
        std::sort(m_from.begin(), m_from.end());
        std::sort(m_back.begin(), m_back.end());
        m_back.erase(std::unique(m_back.begin(), m_back.end()), m_back.end());
    }
    [[nodiscard]] std::vector<Place> origins() const {
        std::vector<Place> places;
        for (const auto& [place, leg] : m_from) {
            if (places.empty() || places.back() != place) {
                places.push_back(place);
            }
        }
        return places;
    }
    [[nodiscard]] auto legs_from(Place place) const { return of(m_from, place); }
    /// Legs needed from each place to `home`, where not more than `most`; by place, ascending.
    [[nodiscard]] std::vector<std::pair<Place, std::size_t>> way_back(Place home,
                                                                      std::size_t most) const {
        std::map<Place, std::size_t> distance{{home, 0}};
        std::vector<Place> now{home}, next;
        for (std::size_t d = 1; d <= most && !now.empty(); ++d, now.swap(next)) {
            next.clear();
            for (const Place place : now) {
                for (const auto& [to, from] : of(m_back, place)) {
                    if (distance.try_emplace(from, d).second) {
                        next.push_back(from);
                    }
                }
            }
        }
        return {distance.begin(), distance.end()};
    }

  private:
    using Pairs = std::vector<std::pair<Place, std::uint32_t>>;
    [[nodiscard]] static std::span<const Pairs::value_type> of(const Pairs& pairs, Place place) {
        const auto first =
            std::lower_bound(pairs.begin(), pairs.end(), Pairs::value_type{place, 0});
        auto last = first;
        while (last != pairs.end() && last->first == place) {
            ++last;
        }
        return {first, last};
    }

    Pairs m_from; ///< place, leg
    Pairs m_back; ///< place, place before it
};

/// A leg as the end of chains from home: the earliest day on which one can have made it.
struct State {
    Leg leg;
    bool changed; ///< from one journey to another, somewhere on the way
    Day day;
};

/// All chains from one place back to it, a sequence of places at a time.
class ChainSearch {
  public:
    ChainSearch(const Legs& legs,
                const Ways& ways,
                const CircuitRule& rule,
                const graph::RunControl& control,
                Place home)
        : m_legs(legs), m_ways(ways), m_rule(rule), m_control(control), m_home(home),
          m_way_back(ways.way_back(home, rule.max_stops - 1)) {}

    /// Short circuits first, so that giving up loses the longest.
    void run() {
        m_places = {m_home};
        for (m_stops = 2; m_stops <= m_rule.max_stops && !was_cut(); ++m_stops) {
            std::vector<State> first;
            for (const auto& [place, leg] : m_ways.legs_from(m_home)) {
                if (may_go_to(m_legs.at(leg).to)) {
                    first.push_back({leg, false, m_legs.at(leg).earliest});
                }
            }
            branch(std::move(first));
            m_complete = was_cut() ? m_complete : m_stops;
        }
    }
    /// All chains of so many places were looked at.
    [[nodiscard]] std::size_t complete() const { return m_complete; }
    [[nodiscard]] Found& found() { return m_found; }
    [[nodiscard]] bool was_cut() const { return m_steps > m_rule.max_steps; }

  private:
    /// Takes the states of legs that end at several places apart, and goes on with each place.
    void branch(std::vector<State> states) {
        std::sort(states.begin(), states.end(), [&](const State& a, const State& b) {
            return std::tuple(m_legs.at(a.leg).to, a.leg, a.changed, a.day) <
                   std::tuple(m_legs.at(b.leg).to, b.leg, b.changed, b.day);
        });
        // Of one leg the earliest day is the best there is.
        states.erase(std::unique(states.begin(), states.end(),
                                 [](const State& a, const State& b) {
                                     return a.leg == b.leg && a.changed == b.changed;
                                 }),
                     states.end());
        for (std::size_t i = 0; i < states.size();) {
            const Place to = m_legs.at(states[i].leg).to;
            std::size_t end = i;
            while (end < states.size() && m_legs.at(states[end].leg).to == to) {
                ++end;
            }
            m_layers.emplace_back(states.begin() + static_cast<std::ptrdiff_t>(i),
                                  states.begin() + static_cast<std::ptrdiff_t>(end));
            if (to == m_home) {
                if (m_places.size() == m_stops) { // else it was closed before
                    close();
                }
            } else {
                m_places.push_back(to);
                extend();
                m_places.pop_back();
            }
            m_layers.pop_back();
            i = end;
        }
    }

    void extend() {
        m_control.checkpoint();
        std::vector<State> next;
        const auto add = [&](const State& from, Leg leg, bool changed) {
            ++m_steps;
            const CircuitLeg& to = m_legs.at(leg);
            const Day day = std::max(from.day, to.earliest);
            if (day <= to.latest && may_go_to(to.to)) {
                next.push_back({leg, from.changed || changed, day});
            }
        };
        for (const State& state : m_layers.back()) {
            if (was_cut()) {
                return;
            }
            if (m_legs.goes_on(state.leg, state.leg + 1)) {
                add(state, state.leg + 1, false);
            }
            m_legs.each_joined(state.leg, [&](Leg leg) { add(state, leg, true); });
        }
        branch(std::move(next));
    }

    /// Whether home can still be reached from there without a place too many.
    [[nodiscard]] bool may_go_to(Place place) const {
        if (place == m_home) {
            return true;
        }
        const auto at =
            std::lower_bound(m_way_back.begin(), m_way_back.end(), place,
                             [](const auto& entry, Place p) { return entry.first < p; });
        return at != m_way_back.end() && at->first == place &&
               m_places.size() + at->second <= m_stops &&
               std::find(m_places.begin(), m_places.end(), place) == m_places.end();
    }

    /// The places walked are a circuit if some chain has changed its journey. What took part is
    /// found backwards: the latest day on which each leg can be made for the rest to be in time.
    void close() {
        std::vector<State> later; // of the layer behind; `day` is the latest
        for (const State& state : m_layers.back()) {
            if (state.changed) {
                later.push_back({state.leg, true, m_legs.at(state.leg).latest});
            }
        }
        if (later.empty()) {
            return;
        }
        std::vector<Leg> used;
        std::vector<Person> people;
        keep(later, used);
        for (std::size_t layer = m_layers.size() - 1; layer-- > 0;) {
            std::vector<State> now;
            for (const State& state : m_layers[layer]) {
                Day latest = std::numeric_limits<Day>::min();
                bool fits = false;
                const auto look = [&](Leg leg, bool changed) {
                    const auto at = std::lower_bound(
                        later.begin(), later.end(), std::pair(leg, state.changed || changed),
                        [](const State& s, const std::pair<Leg, bool>& wanted) {
                            return std::pair(s.leg, s.changed) < wanted;
                        });
                    ++m_steps;
                    if (at == later.end() || at->leg != leg ||
                        at->changed != (state.changed || changed) || state.day > at->day) {
                        return;
                    }
                    fits = true;
                    latest = std::max(latest, at->day);
                    if (changed) {
                        join(m_legs.at(state.leg).journey, m_legs.at(leg).journey, people);
                    }
                };
                if (m_legs.goes_on(state.leg, state.leg + 1)) {
                    look(state.leg + 1, false);
                }
                m_legs.each_joined(state.leg, [&](Leg leg) { look(leg, true); });
                if (fits) {
                    now.push_back(
                        {state.leg, state.changed, std::min(latest, m_legs.at(state.leg).latest)});
                }
            }
            keep(now, used);
            later.swap(now);
        }
        Behind& behind = m_found[{CircuitKind::chain, smallest_first(m_places)}];
        for (const Leg leg : used) {
            behind.journeys.push_back(m_legs.at(leg).journey);
        }
        sort_once(behind.journeys);
        behind.people.insert(behind.people.end(), people.begin(), people.end());
        sort_once(behind.people);
    }
    static void keep(const std::vector<State>& states, std::vector<Leg>& used) {
        for (const State& state : states) {
            used.push_back(state.leg);
        }
    }
    void join(Journey a, Journey b, std::vector<Person>& people) {
        const auto of_a = m_legs.people_of(a), of_b = m_legs.people_of(b);
        std::set_intersection(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(),
                              std::back_inserter(people));
        constexpr std::size_t many = 4096;
        if (people.size() > many) {
            sort_once(people);
        }
    }

    const Legs& m_legs;
    const Ways& m_ways;
    const CircuitRule& m_rule;
    const graph::RunControl& m_control;
    Place m_home;
    std::vector<std::pair<Place, std::size_t>> m_way_back;
    std::size_t m_stops = 0;    ///< of the circuits looked for at the moment
    std::size_t m_complete = 1; ///< none has a single place
    std::vector<Place> m_places;
    std::vector<std::vector<State>> m_layers; ///< of each leg walked, sorted by leg and changed
    std::uint64_t m_steps = 0;
    Found m_found;
};

/// Loops of single journeys.
void add_loops(const Legs& legs, std::size_t max_stops, Found& found) {
    std::vector<Place> places;
    for (Leg first = 0; first < legs.count(); ++first) {
        places = {legs.at(first).from};
        for (Leg leg = first; places.size() <= max_stops; ++leg) {
            const Place to = legs.at(leg).to;
            if (to == places.front()) {
                auto& journeys = found[{CircuitKind::journey, smallest_first(places)}].journeys;
                if (journeys.empty() || journeys.back() != legs.at(leg).journey) {
                    journeys.push_back(legs.at(leg).journey);
                }
                break;
            }
            if (std::find(places.begin(), places.end(), to) != places.end() ||
                !legs.goes_on(leg, leg + 1)) {
                break;
            }
            places.push_back(to);
        }
    }
    for (auto& [circuit, behind] : found) {
        std::vector<Person> people;
        for (const Journey journey : behind.journeys) {
            const auto some = legs.people_of(journey);
            people.insert(people.end(), some.begin(), some.end());
        }
        std::sort(people.begin(), people.end());
        for (std::size_t i = 1; i < people.size(); ++i) {
            if (people[i] == people[i - 1]) {
                behind.people.push_back(people[i]);
            }
        }
        sort_once(behind.people);
    }
}

} // namespace

std::string_view name_of(CircuitKind kind) {
    return kind == CircuitKind::journey ? "journey" : "chain";
}

Circuits
circuits(const CircuitInput& input, const CircuitRule& rule, const graph::RunControl& control) {
    require_usable(input, rule);
    const Legs legs(input);
    const Ways ways(legs);
    Found found;
    add_loops(legs, rule.max_stops, found);
    const std::vector<Place> homes = ways.origins();
    std::vector<Found> chains(homes.size());
    std::vector<std::size_t> complete(homes.size(), 0);
    std::atomic<std::uint64_t> done = 0;
    tbb::parallel_for(std::size_t{0}, homes.size(), [&](std::size_t h) {
        ChainSearch search(legs, ways, rule, control, homes[h]);
        search.run();
        chains[h] = std::move(search.found());
        complete[h] = search.complete();
        control.report(++done, homes.size());
    });
    Circuits result;
    result.complete_to = rule.max_stops;
    for (std::size_t h = 0; h < homes.size(); ++h) {
        if (complete[h] < rule.max_stops) {
            result.cut.push_back(homes[h]);
            result.complete_to = std::min(result.complete_to, complete[h]);
        }
        for (auto& [circuit, more] : chains[h]) {
            Behind& behind = found[circuit];
            behind.journeys.insert(behind.journeys.end(), more.journeys.begin(),
                                   more.journeys.end());
            behind.people.insert(behind.people.end(), more.people.begin(), more.people.end());
        }
        chains[h] = {};
    }
    for (auto& [circuit, behind] : found) {
        sort_once(behind.journeys);
        sort_once(behind.people);
    }
    for (const auto& [circuit, behind] : found) {
        const auto& [kind, places] = circuit;
        if (behind.journeys.size() < rule.min_incidents) {
            continue;
        }
        if (kind == CircuitKind::chain) {
            const auto round = found.find({CircuitKind::journey, places});
            if (round != found.end() &&
                std::includes(round->second.journeys.begin(), round->second.journeys.end(),
                              behind.journeys.begin(), behind.journeys.end())) {
                continue;
            }
        }
        result.rows.push_back({places, kind, behind.journeys, behind.people});
    }
    // They come by kind and places.
    std::stable_sort(
        result.rows.begin(), result.rows.end(), [](const Circuit& a, const Circuit& b) {
            if (a.journeys.size() != b.journeys.size()) {
                return a.journeys.size() > b.journeys.size();
            }
            return std::pair(a.kind, a.places.size()) < std::pair(b.kind, b.places.size());
        });
    return result;
}

Circuits circuits(const graph::Journeys& journeys,
                  const CircuitRule& rule,
                  const graph::RunControl& control) {
    const graph::CaseStore& store = journeys.store();
    CircuitInput input;
    std::vector<graph::IncidentIndex> incident; // of each journey
    for (std::size_t k = 0; k < journeys.incidents().size(); ++k) {
        const auto visits = journeys.visits(k);
        if (visits.size() < 2) {
            continue;
        }
        const auto journey = static_cast<Journey>(incident.size());
        incident.push_back(journeys.incidents()[k]);
        for (std::size_t v = 1; v < visits.size(); ++v) {
            graph::FuzzyDate time = visits[v - 1].departed.hull(visits[v].arrived);
            if (!time.is_known()) {
                time = visits[v - 1].arrived.hull(visits[v].departed);
            }
            input.legs.push_back({visits[v - 1].place, visits[v].place, journey,
                                  time.possible_from(), time.possible_to()});
        }
        const std::size_t first = input.people.size();
        for (const graph::PersonRow& person : store.people_of(store.incidents[incident.back()])) {
            if (graph::side_of(person.role) == graph::Side::offending) {
                input.people.push_back(person.person);
            }
        }
        std::sort(input.people.begin() + static_cast<std::ptrdiff_t>(first), input.people.end());
        input.people.erase(std::unique(input.people.begin() + static_cast<std::ptrdiff_t>(first),
                                       input.people.end()),
                           input.people.end());
        input.people_end.push_back(static_cast<std::uint32_t>(input.people.size()));
    }
    Circuits result = circuits(input, rule, control);
    for (Circuit& circuit : result.rows) {
        for (Journey& journey : circuit.journeys) {
            journey = incident[journey];
        }
    }
    return result;
}

} // namespace sandhan::algorithms
