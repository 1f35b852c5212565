// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/crime_script.hpp"
#include "graph/association_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
#include "tests/support/threads.hpp"

#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::CaseSelection;
using graph::CaseStore;
using graph::FuzzyDate;
using graph::Incident;
using graph::IncidentIndex;
using graph::PersonRole;

namespace {

/// From Howrah to Rajkot by a job offer, into domestic work, on a day of 2020.
Incident taken(std::string id, int on, std::vector<graph::Person> offenders) {
    Incident i = journey(std::move(id), {"Howrah, West Bengal", "Rajkot, Gujarat"});
    i.people = {person("v1", PersonRole::victim)};
    i.reported = day(on);
    i.recruitment = {graph::Recruitment::job_offer};
    i.exploitation = {graph::Exploitation::labour_domestic_work};
    for (graph::Person& one : offenders) {
        one.ref = "r" + std::to_string(i.people.size());
        i.people.push_back(std::move(one));
    }
    return i;
}

graph::Person known(const std::string& id, PersonRole role) { return person("", role, id); }

CaseSelection all_of(const CaseStore& store) { return {store, {}, graph::Disclosure::protect}; }

graph::PersonIndex person_of(const CaseStore& store, const std::string& id) {
    for (graph::PersonIndex p = 0; p < store.person_entities.size(); ++p) {
        if (store.person_id(p) == "person:" + id) {
            return p;
        }
    }
    FAIL("no person " << id);
    return graph::no_index;
}

/// The group of these people, with the incidents they stand in.
ScriptGroup group_of(const CaseStore& store, const std::vector<std::string>& ids) {
    ScriptGroup group;
    std::set<IncidentIndex> incidents;
    for (const std::string& id : ids) {
        group.members.push_back({false, person_of(store, id)});
        for (const graph::PersonRow& row : store.people) {
            if (row.person == group.members.back().entity) {
                incidents.insert(row.incident);
            }
        }
    }
    group.incidents.assign(incidents.begin(), incidents.end());
    return group;
}

CrimeScript script_of(const CaseStore& store,
                      const std::vector<std::string>& ids,
                      const ScriptOptions& options = {}) {
    const std::vector<ScriptGroup> groups{group_of(store, ids)};
    return crime_scripts(all_of(store), groups, options).front();
}

const ScriptStep& step(const CrimeScript& script, ScriptRole role) {
    return script[static_cast<std::size_t>(role)];
}

std::vector<std::string> leads(const CaseStore& store, const ScriptStep& step) {
    std::vector<std::string> ids;
    for (const ScriptLead& lead : step.leads) {
        ids.push_back(store.person_id(lead.who.entity));
    }
    return ids;
}

} // namespace

TEST_CASE("a script tells who plays each role, in how many incidents", "[suspects][script]") {
    Incident a =
        taken("A", 0, {known("P1", PersonRole::recruiter), known("P2", PersonRole::buyer)});
    a.organisations = {organisation("Sundar Travels", graph::OrganisationType::transport,
                                    graph::OrganisationRole::transporting)};
    const Incident b = taken("B", 9, {known("P1", PersonRole::recruiter)});
    const Incident c =
        taken("C", 9, {known("P0", PersonRole::recruiter), known("P1", PersonRole::suspect)});
    const CaseStore store = store_of({a, b, c});
    ScriptGroup group = group_of(store, {"P0", "P1", "P2"});
    group.members.push_back({true, 0});
    const CrimeScript script = crime_scripts(all_of(store), {{group}}).front();

    const ScriptStep& recruiter = step(script, ScriptRole::recruiter);
    REQUIRE(recruiter.players.size() == 2); // P1 first: twice, and a mere suspect in C
    CHECK(recruiter.players[0].who == Offender{false, person_of(store, "P1")});
    CHECK(recruiter.players[0].evidence == std::vector<IncidentIndex>{0, 1});
    CHECK(recruiter.players[1].evidence == std::vector<IncidentIndex>{2});
    CHECK(recruiter.told_by == std::vector<IncidentIndex>{0, 1, 2});
    REQUIRE(step(script, ScriptRole::transporter).players.size() == 1);
    CHECK(step(script, ScriptRole::transporter).players[0].who == Offender{true, 0});
    REQUIRE(step(script, ScriptRole::exploiter).players.size() == 1);
    CHECK(step(script, ScriptRole::harbourer).is_missing());
    CHECK(step(script, ScriptRole::harbourer).told_by.empty());
    for (const ScriptStep& one : script) {
        CHECK(one.leads.empty());
    }
}

TEST_CASE("what a record says was done to a victim tells a role", "[suspects][script]") {
    using graph::TieType;
    const std::map<TieType, ScriptRole> told{{TieType::recruited, ScriptRole::recruiter},
                                             {TieType::transported, ScriptRole::transporter},
                                             {TieType::controls, ScriptRole::exploiter},
                                             {TieType::employs, ScriptRole::exploiter}};
    for (int type = 0; type < 10; ++type) {
        for (const bool to_victim : {true, false}) {
            Incident a =
                taken("A", 0, {known("P1", PersonRole::suspect), known("P2", PersonRole::suspect)});
            graph::Tie tie;
            tie.from = "r1";
            tie.to = to_victim ? "v1" : "r2";
            tie.type = static_cast<TieType>(type);
            a.ties = {tie};
            const CaseStore store = store_of({a});
            const CrimeScript script = script_of(store, {"P1", "P2"});
            for (const ScriptStep& one : script) {
                CAPTURE(type, to_victim, name_of(one.role));
                const auto role = told.find(tie.type);
                CHECK(one.is_missing() ==
                      !(to_victim && role != told.end() && role->second == one.role));
            }
        }
    }
}

TEST_CASE("the known offender of the district and time fits a gap", "[suspects][script]") {
    const std::vector<graph::Person> pair{known("P1", PersonRole::recruiter),
                                          known("P2", PersonRole::harbourer)};
    Incident elsewhere = taken("D", 5, {known("P5", PersonRole::exploiter)});
    elsewhere.journey.back() = stop("Pune, Maharashtra");
    Incident otherwise = taken("E", 5, {known("P6", PersonRole::exploiter)});
    otherwise.exploitation = {graph::Exploitation::sexual};
    const CaseStore store =
        store_of({taken("A", 0, pair), taken("B", 20, pair),
                  taken("C", 100, {known("P4", PersonRole::exploiter)}), elsewhere, otherwise,
                  taken("F", 900, {known("P7", PersonRole::exploiter)})});
    const CrimeScript script = script_of(store, {"P1", "P2"});
    const ScriptStep& exploiter = step(script, ScriptRole::exploiter);
    CHECK(exploiter.told_by == std::vector<IncidentIndex>{0, 1});
    // Not P5: Pune. Not P6: another kind. Not P7: years later.
    REQUIRE(leads(store, exploiter) == std::vector<std::string>{"person:P4"});
    const ScriptLead& lead = exploiter.leads.front();
    CHECK(lead.fit == Approx(0.5)); // alone in both, and somebody unknown
    CHECK(lead.in_the_same_manner);
    CHECK(lead.others == 0);
    CHECK(store.text(store.places[lead.origin].id) == "place:IN-GJ/rajkot");
    CHECK(lead.destination == graph::no_place);
    CHECK(lead.fits == std::vector<IncidentIndex>{0, 1});
    CHECK(lead.evidence == std::vector<IncidentIndex>{2});
    CHECK(step(script, ScriptRole::recruiter).leads.empty()); // known

    // Within 80 days it fits only B: half of the two.
    const ScriptStep near = step(script_of(store, {"P1", "P2"}, {80}), ScriptRole::exploiter);
    REQUIRE(near.leads.size() == 1);
    CHECK(near.leads.front().fit == Approx(0.25));
    CHECK(near.leads.front().fits == std::vector<IncidentIndex>{1});
    CHECK(step(script_of(store, {"P1", "P2"}, {79}), ScriptRole::exploiter).leads.empty());
}

TEST_CASE("a transporter fits by both ends of the journey", "[suspects][script]") {
    Incident back = taken("C", 5, {known("P4", PersonRole::transporter)});
    std::swap(back.journey.front(), back.journey.back());
    const CaseStore store = store_of({taken("A", 0, {known("P1", PersonRole::recruiter)}),
                                      taken("B", 5, {known("P3", PersonRole::transporter)}), back});
    const ScriptStep transporter = step(script_of(store, {"P1"}), ScriptRole::transporter);
    REQUIRE(leads(store, transporter) == std::vector<std::string>{"person:P3"});
    CHECK_FALSE(transporter.leads.front().in_the_same_manner); // no mode is told
    CHECK(store.text(store.places[transporter.leads.front().origin].id) == "place:IN-WB/howrah");
    CHECK(store.text(store.places[transporter.leads.front().destination].id) ==
          "place:IN-GJ/rajkot");
}

TEST_CASE("who harbours is asked of a stop on the way, or of a night", "[suspects][script]") {
    const auto over = [](std::string id, int nights, std::vector<graph::Person> offenders) {
        Incident i = taken(std::move(id), 30, std::move(offenders));
        graph::JourneyStop between = stop("Pune, Maharashtra");
        between.arrived = day(3);
        between.departed = day(3 + nights);
        i.journey.insert(i.journey.begin() + 1, between);
        return i;
    };
    for (const int nights : {0, 1}) {
        const CaseStore store = store_of({over("A", nights, {known("P1", PersonRole::recruiter)}),
                                          over("B", 0, {known("P2", PersonRole::harbourer)})});
        const ScriptStep harbourer = step(script_of(store, {"P1"}), ScriptRole::harbourer);
        CAPTURE(nights);
        CHECK(harbourer.told_by.size() == static_cast<std::size_t>(nights));
        CHECK(harbourer.leads.size() == static_cast<std::size_t>(nights));
    }
    Incident passed = over("A", 0, {known("P1", PersonRole::recruiter)});
    passed.journey[1].role = graph::StopRole::transit;
    const CaseStore store = store_of({passed});
    CHECK(step(script_of(store, {"P1"}), ScriptRole::harbourer).told_by.size() == 1);
}

TEST_CASE("nobody dead or acquitted is a lead, nor a victim or helper", "[suspects][script]") {
    using graph::PersonStatus;
    for (int status = 0; status <= static_cast<int>(PersonStatus::deceased); ++status) {
        graph::Person other = known("P3", PersonRole::exploiter);
        other.status = static_cast<PersonStatus>(status);
        const CaseStore store =
            store_of({taken("A", 0, {known("P1", PersonRole::recruiter)}), taken("B", 5, {other})});
        CAPTURE(status);
        CHECK(step(script_of(store, {"P1"}), ScriptRole::exploiter).leads.empty() ==
              (other.status == PersonStatus::acquitted || other.status == PersonStatus::deceased));
    }
    Incident b = taken("B", 5, {known("P3", PersonRole::witness)});
    b.people.push_back(person("v2", PersonRole::victim, "V2"));
    for (const char* from : {"r1", "v2"}) {
        graph::Tie tie;
        tie.from = from;
        tie.to = "v1";
        tie.type = graph::TieType::recruited;
        b.ties.push_back(tie);
    }
    const CaseStore store = store_of({taken("A", 0, {known("P1", PersonRole::exploiter)}), b});
    CHECK(step(script_of(store, {"P1"}), ScriptRole::recruiter).leads.empty());
}

TEST_CASE("where too many fit, nobody is named", "[suspects][script]") {
    std::vector<Incident> all{taken("A", 0, {known("P1", PersonRole::recruiter)})};
    for (int i = 0; i < 5; ++i) {
        all.push_back(taken("B" + std::to_string(i), i,
                            {known("Q" + std::to_string(i), PersonRole::exploiter)}));
    }
    const CaseStore store = store_of(all);
    ScriptOptions options;
    options.most_fitting = 5;
    const ScriptStep five = step(script_of(store, {"P1"}, options), ScriptRole::exploiter);
    REQUIRE(five.leads.size() == 3); // told of five
    CHECK(five.leads.front().fit == Approx(1.0 / 6.0));
    CHECK(five.leads.front().others == 4);
    options.most_fitting = 4;
    CHECK(step(script_of(store, {"P1"}, options), ScriptRole::exploiter).leads.empty());
    options.most_fitting = 5;
    options.least_fit = 0.17;
    CHECK(step(script_of(store, {"P1"}, options), ScriptRole::exploiter).leads.empty());
}

TEST_CASE("a group without incidents, and no group, have scripts that tell nothing",
          "[suspects][script]") {
    const CaseStore store = store_of({taken("A", 0, {known("P1", PersonRole::recruiter)})});
    CHECK(crime_scripts(all_of(store), {}).empty());
    const CrimeScript script =
        crime_scripts(all_of(store), {{ScriptGroup{{{false, 0}}, {}}}}).front();
    for (const ScriptStep& one : script) {
        CHECK(one.is_missing());
        CHECK(one.told_by.empty());
        CHECK(one.leads.empty());
    }
}

namespace {

/// The definition, from the incidents as they were given, one by one: leads of a missing role as
/// id -> fit.
class ScriptOracle {
  public:
    explicit ScriptOracle(const std::vector<Incident>& incidents, std::int64_t window)
        : m_incidents(incidents), m_window(window) {}

    /// Ids of people, "name" of organisations.
    [[nodiscard]] std::set<std::string> players(const Incident& i, ScriptRole role) const {
        using graph::OrganisationRole;
        using graph::TieType;
        std::map<std::string, std::pair<std::string, bool>> of_ref; // who, offending
        std::set<std::string> victims, found;
        for (const graph::Person& p : i.people) {
            const std::string id = p.id.empty() ? i.id + "/" + p.ref : p.id;
            of_ref[p.ref] = {id, side_of(p.role) == graph::Side::offending};
            if (side_of(p.role) == graph::Side::victim) {
                victims.insert(p.ref);
            }
            const bool plays =
                (role == ScriptRole::recruiter && p.role == PersonRole::recruiter) ||
                (role == ScriptRole::transporter && p.role == PersonRole::transporter) ||
                (role == ScriptRole::harbourer && p.role == PersonRole::harbourer) ||
                (role == ScriptRole::exploiter &&
                 (p.role == PersonRole::exploiter || p.role == PersonRole::buyer));
            if (plays) {
                found.insert(id);
            }
        }
        for (const graph::Organisation& o : i.organisations) {
            of_ref[o.ref] = {o.name, side_of(o.type, o.role) == graph::Side::offending};
            const bool plays =
                (role == ScriptRole::recruiter && o.role == OrganisationRole::recruiting_front) ||
                (role == ScriptRole::transporter && o.role == OrganisationRole::transporting) ||
                (role == ScriptRole::exploiter && o.role == OrganisationRole::exploiting);
            if (plays) {
                found.insert(o.name);
            }
        }
        for (const graph::Tie& t : i.ties) {
            const bool plays =
                (role == ScriptRole::recruiter && t.type == TieType::recruited) ||
                (role == ScriptRole::transporter && t.type == TieType::transported) ||
                (role == ScriptRole::exploiter &&
                 (t.type == TieType::controls || t.type == TieType::employs));
            if (plays && victims.count(t.to) > 0 && of_ref.at(t.from).second) {
                found.insert(of_ref.at(t.from).first);
            }
        }
        return found;
    }

    [[nodiscard]] std::map<std::string, double> leads(const std::set<std::string>& members,
                                                      const std::vector<std::size_t>& of_group,
                                                      const std::vector<FuzzyDate>& times,
                                                      ScriptRole role) const {
        std::vector<std::size_t> gaps;
        for (const std::size_t i : of_group) {
            const auto who = players(m_incidents[i], role);
            if (std::any_of(who.begin(), who.end(),
                            [&](const auto& one) { return members.count(one) > 0; })) {
                return {};
            }
            if (who.empty() && is_told(m_incidents[i], role)) {
                gaps.push_back(i);
            }
        }
        std::map<std::string, double> fit;
        for (const std::size_t gap : gaps) {
            std::map<bool, std::map<std::string, int>> fitting; // by manner alike
            double reports[2] = {0.0, 0.0};
            for (std::size_t j = 0; j < m_incidents.size(); ++j) {
                if (std::count(of_group.begin(), of_group.end(), j) > 0 ||
                    !near(times[gap], times[j])) {
                    continue;
                }
                const auto here = places(m_incidents[gap], role);
                const auto there = places(m_incidents[j], role);
                const auto m = manner(m_incidents[gap], role), n = manner(m_incidents[j], role);
                const bool alike =
                    std::any_of(m.begin(), m.end(), [&](int value) { return n.count(value) > 0; });
                for (const std::string& who : players(m_incidents[j], role)) {
                    for (const std::string& place : here) {
                        if (members.count(who) == 0 && there.count(place) > 0 &&
                            (alike || m.empty() || n.empty())) {
                            fitting[alike][who] += 1;
                            reports[alike ? 1 : 0] += 1.0;
                        }
                    }
                }
            }
            const bool alike = !fitting[true].empty();
            for (const auto& [who, count] : fitting[alike]) {
                fit[who] +=
                    count / (1.0 + reports[alike ? 1 : 0]) / static_cast<double>(gaps.size());
            }
        }
        return fit;
    }

  private:
    [[nodiscard]] static std::string district(const graph::PlaceText& place) {
        for (const KnownPlace& known : known_places) {
            if (known.text == place.text) {
                return std::string(known.id[static_cast<std::size_t>(graph::PlaceLevel::district)]);
            }
        }
        return {};
    }
    /// The place, raised to its district, and what holds it.
    [[nodiscard]] static std::vector<std::string> from_district(const graph::PlaceText& place) {
        std::vector<std::string> ids;
        for (const KnownPlace& known : known_places) {
            for (auto l = static_cast<std::size_t>(graph::PlaceLevel::district);
                 known.text == place.text && l < known.id.size(); ++l) {
                if (!known.id[l].empty()) {
                    ids.emplace_back(known.id[l]);
                }
            }
        }
        return ids;
    }
    [[nodiscard]] static std::set<std::string> places(const Incident& i, ScriptRole role) {
        std::set<std::string> found;
        const auto scenes = [&](graph::PlaceRole wanted) {
            for (const auto& scene : i.places) {
                if (scene.role == wanted) {
                    found.insert(district(scene.place));
                }
            }
            found.erase("");
        };
        const std::size_t stops = i.journey.size();
        if (role == ScriptRole::transporter) {
            if (stops > 1) {
                const std::string from = district(i.journey.front().place);
                const std::string to = district(i.journey.back().place);
                if (!from.empty() && !to.empty() && from != to) {
                    found.insert(from + " " + to);
                }
            }
            return found;
        }
        if (role == ScriptRole::recruiter) {
            scenes(graph::PlaceRole::recruited_at);
            if (found.empty() && stops > 0) {
                found.insert(district(i.journey.front().place));
            }
        } else {
            if (role == ScriptRole::exploiter) {
                scenes(graph::PlaceRole::exploited_at);
            } else {
                for (std::size_t s = 1; s + 1 < stops; ++s) {
                    found.insert(district(i.journey[s].place));
                }
                found.erase("");
            }
            if (found.empty() && stops > 1) {
                found.insert(district(i.journey.back().place));
            }
        }
        found.erase("");
        return found;
    }
    [[nodiscard]] static std::set<int> manner(const Incident& i, ScriptRole role) {
        std::set<int> found;
        if (role == ScriptRole::recruiter) {
            for (const auto value : i.recruitment) {
                if (value != graph::Recruitment::unknown && value != graph::Recruitment::other) {
                    found.insert(static_cast<int>(value));
                }
            }
        } else if (role == ScriptRole::exploiter) {
            for (const auto value : i.exploitation) {
                if (value != graph::Exploitation::unknown && value != graph::Exploitation::other) {
                    found.insert(static_cast<int>(value));
                }
            }
        } else if (role == ScriptRole::transporter) {
            for (const auto& s : i.journey) {
                if (s.mode != graph::TransportMode::unknown) {
                    found.insert(static_cast<int>(s.mode));
                }
            }
        }
        return found;
    }
    [[nodiscard]] static bool is_told(const Incident& i, ScriptRole role) {
        const auto scene = [&](graph::PlaceRole wanted) {
            return std::any_of(i.places.begin(), i.places.end(),
                               [&](const auto& place) { return place.role == wanted; });
        };
        if (role == ScriptRole::recruiter) {
            return scene(graph::PlaceRole::recruited_at) ||
                   std::any_of(i.recruitment.begin(), i.recruitment.end(),
                               [](auto value) { return value != graph::Recruitment::unknown; });
        }
        if (role == ScriptRole::exploiter) {
            return scene(graph::PlaceRole::exploited_at) ||
                   std::any_of(i.exploitation.begin(), i.exploitation.end(),
                               [](auto value) { return value != graph::Exploitation::unknown; });
        }
        if (role == ScriptRole::transporter) {
            for (const auto& a : i.journey) {
                for (const auto& b : i.journey) {
                    const auto x = from_district(a.place), y = from_district(b.place);
                    if (std::count(y.begin(), y.end(), x.front()) == 0 &&
                        std::count(x.begin(), x.end(), y.front()) == 0) {
                        return true;
                    }
                }
            }
            return false;
        }
        for (std::size_t s = 1; s < i.journey.size(); ++s) {
            const auto& stop = i.journey[s];
            if (stop.role == graph::StopRole::transit) {
                return true;
            }
            if (stop.arrived.is_known() && stop.departed.is_known() &&
                stop.arrived.before(stop.departed) == graph::Certainty::certain) {
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] bool near(const FuzzyDate& a, const FuzzyDate& b) const {
        const auto middle = [&](const FuzzyDate& d, std::int64_t& day) {
            if (d.earliest() == FuzzyDate::open_start || d.latest() == FuzzyDate::open_end ||
                std::int64_t{d.latest()} - d.earliest() > 2 * m_window) {
                return false;
            }
            day = d.earliest() + (std::int64_t{d.latest()} - d.earliest()) / 2;
            return true;
        };
        std::int64_t x = 0, y = 0;
        return middle(a, x) && middle(b, y) && std::abs(x - y) <= m_window;
    }

    const std::vector<Incident>& m_incidents;
    std::int64_t m_window;
};

/// More of what scripts are made of.
void add_to_scripts(std::vector<Incident>& incidents, unsigned seed) {
    std::mt19937 random(seed);
    const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
    for (Incident& i : incidents) {
        for (graph::Person& p : i.people) {
            if (p.role == PersonRole::transporter) {
                p.role = std::array{PersonRole::transporter, PersonRole::harbourer,
                                    PersonRole::exploiter, PersonRole::buyer}[below(4)];
            }
        }
        if (below(2) == 0) {
            i.recruitment = {static_cast<graph::Recruitment>(below(4))};
        }
        if (below(2) == 0) {
            i.exploitation = {static_cast<graph::Exploitation>(below(3))};
        }
        for (auto& stop : i.journey) {
            if (below(4) == 0) {
                stop.role = graph::StopRole::transit;
            }
            if (stop.arrived.is_known() && below(2) == 0) {
                const FuzzyDate::Days left =
                    stop.arrived.latest() + static_cast<FuzzyDate::Days>(below(3));
                stop.departed = {left, left};
            }
        }
    }
}

} // namespace

TEST_CASE("leads are those of the definition, one by one", "[suspects][script][property]") {
    std::size_t compared = 0, named = 0;
    for (unsigned seed = 0; seed < 1000; ++seed) {
        std::vector<Incident> incidents = invented_incidents(seed, 30);
        add_to_scripts(incidents, seed);
        const CaseStore store = store_of(incidents);
        const CaseSelection selection = all_of(store);
        const graph::AssociationGraph g(selection);
        ScriptOptions options;
        options.window_days = seed % 2 == 0 ? 365 : 90;
        options.least_fit = 0.0;
        options.leads = 1000;
        const ScriptOracle oracle(incidents, options.window_days);

        // Any few of them, linked or not.
        std::vector<ScriptGroup> groups;
        for (graph::Vertex v = 0; v < g.vertex_count(); ++v) {
            ScriptGroup group;
            for (const graph::Vertex one : {v, (v * 7 + 3) % g.vertex_count()}) {
                group.members.push_back({!g.is_person(one), g.entity(one)});
                const auto incidents_of = g.incidents(one);
                group.incidents.insert(group.incidents.end(), incidents_of.begin(),
                                       incidents_of.end());
            }
            std::sort(group.incidents.begin(), group.incidents.end());
            group.incidents.erase(std::unique(group.incidents.begin(), group.incidents.end()),
                                  group.incidents.end());
            groups.push_back(std::move(group));
        }
        const auto name = [&](Offender who) {
            return who.is_organisation
                       ? std::string(store.text(store.organisation_entities[who.entity].name))
                       : store.person_id(who.entity).substr(7);
        };
        // Incidents are sorted by id, which those invented already are.
        std::vector<FuzzyDate> times;
        for (const auto& row : store.incidents) {
            times.push_back(row.time);
        }
        const std::vector<CrimeScript> scripts = crime_scripts(selection, groups, options);
        REQUIRE(scripts.size() == groups.size());
        for (std::size_t at = 0; at < groups.size(); ++at) {
            std::set<std::string> members;
            for (const Offender& who : groups[at].members) {
                members.insert(name(who));
            }
            const std::vector<std::size_t> of_group(groups[at].incidents.begin(),
                                                    groups[at].incidents.end());
            for (const ScriptStep& one : scripts[at]) {
                CAPTURE(seed, at, name_of(one.role));
                std::map<std::string, double> found;
                double last = 1.0;
                for (const ScriptLead& lead : one.leads) {
                    found[name(lead.who)] = lead.fit;
                    CHECK(lead.fit <= last);
                    last = lead.fit;
                }
                const auto expected = oracle.leads(members, of_group, times, one.role);
                REQUIRE(found.size() == expected.size());
                for (const auto& [who, fit] : expected) {
                    CAPTURE(who);
                    REQUIRE(found.count(who) == 1);
                    CHECK(found[who] == Approx(fit));
                }
                ++compared;
                named += expected.size();
            }
        }
    }
    CHECK(compared > 10000);
    CHECK(named > 500);
}

TEST_CASE("scripts are the same for any number of threads", "[suspects][script][threads]") {
    std::vector<Incident> incidents;
    for (int i = 0; i < 20000; ++i) {
        const auto role = i % 997 % 3 == 0 ? PersonRole::exploiter : PersonRole::recruiter;
        incidents.push_back(taken("A" + std::to_string(100000 + i), i / 40,
                                  {known("P" + std::to_string(i % 997), role)}));
    }
    const CaseStore store = store_of(incidents);
    std::vector<ScriptGroup> groups;
    for (int p = 0; p < 20; ++p) {
        groups.push_back(group_of(store, {"P" + std::to_string(p)}));
    }
    ScriptOptions options;
    options.window_days = 1;
    options.most_fitting = 1000;
    options.least_fit = 0.0;
    const auto made = [&] {
        std::vector<std::tuple<std::size_t, std::uint32_t, double, std::size_t>> flat;
        const auto scripts = crime_scripts(all_of(store), groups, options);
        for (const CrimeScript& script : scripts) {
            for (const ScriptStep& one : script) {
                for (const ScriptLead& lead : one.leads) {
                    flat.emplace_back(static_cast<std::size_t>(one.role), lead.who.entity, lead.fit,
                                      lead.evidence.size());
                }
            }
        }
        return flat;
    };
    const auto one = with_threads(1, made);
    CHECK_FALSE(one.empty());
    CHECK(with_threads(2, made) == one);
    CHECK(with_threads(8, made) == one);
}
