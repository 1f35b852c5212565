// SPDX-License-Identifier: Apache-2.0
#include "algorithms/generator/record.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sandhan::algorithms::generator {
namespace {

using P = ScenarioParameter;
using graph::FuzzyDate;
using graph::PersonRole;

constexpr std::array<std::string_view, 6> first_sources{"Unit case file",  "FIR",
                                                        "Case diary",      "Newspaper report",
                                                        "Helpline record", "Rescue interview"};
constexpr std::array<std::string_view, 4> second_sources{"NGO field report", "Railway police log",
                                                         "Child helpline record",
                                                         "Destination unit case file"};
constexpr std::array<std::string_view, 16> ngos{"Pathik Setu Collective",
                                                "Dhruvtara Child Forum",
                                                "Ujaan Legal Aid Circle",
                                                "Kinara Rescue Trust",
                                                "Nabadisha Shelter Society",
                                                "Aangan Rights Network",
                                                "Sahodar Field Mission",
                                                "Mukti Prayas Samiti",
                                                "Deepstambh Childline Group",
                                                "Navchetna Women Forum",
                                                "Bandhu Kendra",
                                                "Roshni Return Project",
                                                "Setubandh Migrant Desk",
                                                "Akshar Bachpan Sangh",
                                                "Jeevan Rekha Collective",
                                                "Sparsh Survivors Circle"};
/// Reliable sources and likely information are usual in case files, others occur.
constexpr std::array<std::string_view, 16> grades{"B2", "A2", "B2", "B3", "A1", "C3", "B2", "C2",
                                                  "B1", "C3", "D3", "A3", "C4", "D4", "F6", "E5"};

std::string iso(FuzzyDate date) { return date.to_edtf(); }

std::string two(std::uint32_t figures) {
    std::string text = std::to_string(figures % 100);
    return text.size() == 1 ? "0" + text : text;
}

class RecordMaker {
  public:
    RecordMaker(const Plan& plan, const Event& event, bool duplicate, bool truth)
        : m_plan(plan), m_event(event), m_truth(truth),
          m_random(plan.seed(), Purpose::report, 2 * event.number + (duplicate ? 1 : 0)) {
        m_record.duplicate = duplicate;
    }

    GeneratedRecord make() {
        graph::Incident& incident = m_record.incident;
        incident.id = incident_id(m_event.number, m_record.duplicate);
        // The second agency stands at the other end of the way.
        m_at_origin = Random(m_plan.seed(), Purpose::report, ~m_event.number).chance(700'000) !=
                      m_record.duplicate;
        write_head();
        write_people();
        write_organisations();
        write_journey();
        write_places();
        write_ties();
        if (m_truth) {
            write_truth();
        }
        return std::move(m_record);
    }

  private:
    [[nodiscard]] bool happens(P parameter) {
        return m_random.chance(m_plan.scenario().millionths(parameter));
    }
    [[nodiscard]] const PlaceForms& forms(PlaceIndex place) const { return m_plan.places()[place]; }

    void note(P kind, const std::string& field, std::string before, std::string after) {
        if (m_truth) {
            m_record.corruptions.push_back(
                {m_record.incident.id, field,
                 std::string(scenario_parameters()[static_cast<std::size_t>(kind)].name),
                 std::move(before), std::move(after)});
        }
    }
    /// "/people/3/name"; nothing when nobody asks.
    [[nodiscard]] std::string field(const char* list, std::size_t index, const char* name) const {
        if (!m_truth) {
            return {};
        }
        return std::string("/") + list + "/" + std::to_string(index) + "/" + name;
    }

    // --- values -------------------------------------------------------------------------------

    FuzzyDate date(FuzzyDate::Days day, const std::string& where, bool may_be_missing = true) {
        FuzzyDate written(day, day);
        if (may_be_missing && happens(P::date_missing)) {
            note(P::date_missing, where, graph::iso_day(day), "");
            return {};
        }
        if (happens(P::date_month)) {
            written = FuzzyDate::parse(graph::iso_day(day).substr(0, 7)).value();
            note(P::date_month, where, graph::iso_day(day), iso(written));
        } else if (happens(P::date_interval)) {
            const FuzzyDate::Days first = day - static_cast<int>(m_random.below(7U));
            written = FuzzyDate(first, day + 1 + static_cast<int>(m_random.below(6U)));
            note(P::date_interval, where, graph::iso_day(day), iso(written));
        } else if (happens(P::date_about)) {
            const FuzzyDate::Days off = day + m_random.between(-1, 1);
            written = FuzzyDate::parse(graph::iso_day(off) + "~").value();
            note(P::date_about, where, graph::iso_day(day), iso(written));
        }
        return written;
    }

    graph::PlaceText
    place(PlaceIndex index, const std::string& locality, bool station, const std::string& where) {
        const PlaceForms& known = forms(index);
        std::string before;
        if (!locality.empty()) {
            before = locality + (station ? " PS, " : ", ");
        }
        std::string text = before + known.text;
        const auto rewrite = [&](P kind, std::string other) {
            note(kind, where, text, other);
            text = std::move(other);
        };
        if (happens(P::place_variant) && !known.variants.empty()) {
            rewrite(P::place_variant, before + m_random.pick(known.variants));
        } else if (happens(P::place_script) && !known.scripts.empty()) {
            rewrite(P::place_script, before + m_random.pick(known.scripts));
        } else if (happens(P::place_state_missing) && known.name != known.state) {
            rewrite(P::place_state_missing, before + known.name);
        }
        if (happens(P::place_misspelt)) {
            rewrite(P::place_misspelt, misspelt(m_random, text));
        }
        graph::PlaceText written;
        written.text = std::move(text);
        return written;
    }

    std::string spelt(const Name& name, const std::string& where) {
        std::string text = name.full();
        const auto rewrite = [&](P kind, std::string other) {
            note(kind, where, text, other);
            text = std::move(other);
        };
        Name written = name;
        if (happens(P::name_spelling)) {
            written = respelt(m_random, std::move(written));
            rewrite(P::name_spelling, written.full());
        }
        if (happens(P::name_order)) {
            rewrite(P::name_order, reordered(m_random, written));
        } else if (happens(P::name_script)) {
            rewrite(P::name_script,
                    transliterated(text, m_random.chance(600'000) ? Script::devanagari
                                                                  : Script::bengali));
        }
        return text;
    }

    // --- parts --------------------------------------------------------------------------------

    void write_head() {
        graph::Incident& incident = m_record.incident;
        const KindProfile& about = profile(m_event.kind);
        incident.title = std::string(about.title) + ", " + forms(m_event.stops.front().place).name +
                         " to " + forms(m_event.stops.back().place).name;
        // The second report is made when the other end hears of it.
        m_reported = m_event.reported;
        if (m_record.duplicate) {
            m_reported = m_event.rescued ? m_event.rescue + 1
                                         : m_event.reported + static_cast<int>(m_random.below(20U));
        }
        incident.reported = FuzzyDate(m_reported, m_reported);
        incident.status = m_event.status;
        graph::Source source;
        source.name = m_record.duplicate ? m_random.pick(second_sources)
                                         : first_sources[m_random.skewed(first_sources.size())];
        source.date = incident.reported;
        const std::string_view grade = m_random.pick(grades);
        if (happens(P::grade_missing)) {
            note(P::grade_missing, "/source/grade", std::string(grade), "");
        } else {
            source.grade = graph::Grade{grade[0], grade[1]};
        }
        incident.sources.push_back(std::move(source));
        const EventStop& end = m_at_origin ? m_event.stops.front() : m_event.stops.back();
        m_station_place = in_india(end.place);
        m_station_locality = m_station_place == end.place && !end.locality.empty()
                                 ? end.locality
                                 : m_plan.locality_of(m_station_place, m_random);
        if (m_station_locality.empty()) {
            m_station_locality = forms(m_station_place).name;
        }
        write_references();
        const bool child = std::any_of(
            m_event.people.begin(), m_event.people.end(), [](const EventPerson& person) {
                return person.role == PersonRole::victim && person.age > 0 && person.age < 18;
            });
        for (const std::string_view section : about.sections) {
            incident.sections.emplace_back(section);
        }
        if (child) {
            for (const std::string_view section : about.child_sections) {
                incident.sections.emplace_back(section);
            }
        }
        incident.exploitation.push_back(about.exploitation);
        incident.recruitment.push_back(m_event.recruitment);
        incident.control = m_event.control;
    }

    /// A stop abroad has no station of ours: the nearest one along the way in India files it.
    [[nodiscard]] PlaceIndex in_india(PlaceIndex place) const {
        if (forms(place).lgd != 0) {
            return place;
        }
        const auto indian = [&](const EventStop& stop) { return forms(stop.place).lgd != 0; };
        const bool at_end = place == m_event.stops.back().place;
        if (at_end) {
            const auto found = std::find_if(m_event.stops.rbegin(), m_event.stops.rend(), indian);
            return found == m_event.stops.rend() ? place : found->place;
        }
        const auto found = std::find_if(m_event.stops.begin(), m_event.stops.end(), indian);
        return found == m_event.stops.end() ? place : found->place;
    }

    void write_references() {
        graph::Incident& incident = m_record.incident;
        const std::string year = iso(FuzzyDate(m_reported, m_reported)).substr(0, 4);
        graph::Reference first;
        const bool missing = m_at_origin && m_random.chance(550'000);
        first.type = missing ? graph::ReferenceType::missing_report : graph::ReferenceType::fir;
        first.number = std::to_string(1 + m_random.below(640U)) + "/" + year.substr(2);
        first.station = m_station_locality + " PS";
        first.date = incident.reported;
        incident.references.push_back(std::move(first));
        if (missing && m_event.rescued) {
            graph::Reference fir;
            fir.type = graph::ReferenceType::fir;
            fir.number = std::to_string(1 + m_random.below(640U)) + "/" + year.substr(2);
            fir.station = m_station_locality + " PS";
            const FuzzyDate::Days day = m_reported + 1 + static_cast<int>(m_random.below(30U));
            fir.date = FuzzyDate(day, day);
            incident.references.push_back(std::move(fir));
        }
        if (m_event.status == graph::IncidentStatus::convicted) {
            graph::Reference court;
            court.type = graph::ReferenceType::court;
            court.number = "SC " + two(m_random.below(90U) + 10) + "/" + year;
            incident.references.push_back(std::move(court));
        }
    }

    void write_people() {
        m_record.incident.people.reserve(m_event.people.size());
        std::size_t victims = 0, relatives = 0, offenders = 0;
        for (const EventPerson& person : m_event.people) {
            const graph::Side side = graph::side_of(person.role);
            std::string ref;
            if (side == graph::Side::victim) {
                ref = "v" + std::to_string(++victims);
            } else if (side == graph::Side::family) {
                if (m_record.duplicate && m_random.chance(500'000)) {
                    continue; // the other agency did not meet them
                }
                ref = "r" + std::to_string(++relatives);
            } else {
                // The other agency saw a part of the chain, but never nobody.
                if (m_record.duplicate && offenders > 0 && m_random.chance(400'000)) {
                    continue;
                }
                ref = "s" + std::to_string(++offenders);
            }
            write_person(person, side, std::move(ref));
        }
    }

    void write_person(const EventPerson& person, graph::Side side, std::string ref) {
        const std::size_t i = m_record.incident.people.size();
        if (m_truth) {
            m_record.mentions.push_back(
                {person.identity, person.of_a_cell, side, ref,
                 person.name.given.empty() ? std::string() : person.name.full()});
        }
        graph::Person written;
        written.ref = std::move(ref);
        written.id = person.agency_number;
        written.role = person.role;
        written.sex = person.sex;
        written.status = person.status;
        if (person.count > 1) {
            written.count = {person.count, person.count};
            m_record.incident.people.push_back(std::move(written));
            return;
        }
        const bool offends = side == graph::Side::offending;
        if (offends && happens(P::role_vague)) {
            note(P::role_vague, field("people", i, "role"),
                 std::string(graph::word_of(person.role)), "suspect");
            written.role = PersonRole::suspect;
        }
        write_names(person, offends, i, written);
        if (person.age > 0) {
            write_age(person, offends, i, written);
        }
        if (!person.home_locality.empty()) {
            if (happens(P::home_missing)) {
                note(P::home_missing, field("people", i, "home"),
                     person.home_locality + ", " + forms(person.home).text, "");
            } else {
                written.home =
                    place(person.home, person.home_locality, false, field("people", i, "home"));
            }
        }
        if (forms(person.home).lgd == 0 && side != graph::Side::offending) {
            written.nationality = forms(person.home).unit;
        }
        if (!person.phone.empty()) {
            write_phone(person, i, written);
        }
        m_record.incident.people.push_back(std::move(written));
    }

    void write_names(const EventPerson& person, bool offends, std::size_t i, graph::Person& to) {
        const bool has_alias = !person.alias.empty();
        if (offends && happens(P::name_missing)) {
            note(P::name_missing, field("people", i, "name"), person.name.full(), "");
            if (has_alias) {
                to.aliases.push_back(person.alias);
            }
        } else if (has_alias && happens(P::name_alias)) {
            note(P::name_alias, field("people", i, "name"), person.name.full(), person.alias);
            to.name = person.alias;
        } else {
            to.name = spelt(person.name, field("people", i, "name"));
            if (has_alias) {
                to.aliases.push_back(person.alias);
            }
        }
        if (!person.father.given.empty()) {
            if (happens(P::father_missing)) {
                note(P::father_missing, field("people", i, "father"), person.father.full(), "");
            } else {
                to.father = spelt(person.father, field("people", i, "father"));
            }
        }
    }

    void write_age(const EventPerson& person, bool offends, std::size_t i, graph::Person& to) {
        const auto in_years = [](int age) { return static_cast<std::uint8_t>(age); };
        if (happens(P::age_missing)) {
            note(P::age_missing, field("people", i, "age"), std::to_string(person.age), "");
            if (person.age < 18) {
                to.minor = true;
            }
            return;
        }
        graph::AgeRange age{in_years(person.age), in_years(person.age)};
        if (happens(P::age_changed)) {
            if (offends && m_random.chance(600'000)) {
                int off = 0;
                while (off == 0) {
                    off = m_random.between(-3, 3);
                }
                age = {in_years(person.age + off), in_years(person.age + off)};
            } else { // a range that holds the age, and does not make an adult of a child
                const int least = person.age - m_random.between(0, 2);
                int most = person.age + m_random.between(least == person.age ? 1 : 0, 2);
                if (person.age < 18) {
                    most = std::min(most, 17);
                }
                age = {in_years(std::max(1, least)), in_years(most)};
            }
            const std::string told =
                age.least == age.most ? std::to_string(age.least)
                                      : std::to_string(age.least) + "-" + std::to_string(age.most);
            if (told != std::to_string(person.age)) {
                note(P::age_changed, field("people", i, "age"), std::to_string(person.age), told);
            }
        }
        to.age = age;
    }

    void write_phone(const EventPerson& person, std::size_t i, graph::Person& to) {
        if (happens(P::phone_missing)) {
            note(P::phone_missing, field("people", i, "identifiers"), person.phone, "");
            return;
        }
        std::string told = person.phone;
        if (happens(P::phone_format)) {
            const std::string ten = told.substr(3);
            switch (m_random.below(3U)) {
            case 0:
                told = ten;
                break;
            case 1:
                told = "0" + ten.substr(0, 5) + " " + ten.substr(5);
                break;
            default:
                told = "+91 " + ten.substr(0, 5) + " " + ten.substr(5);
            }
            note(P::phone_format, field("people", i, "identifiers/0/value"), person.phone, told);
        }
        to.identifiers.push_back({graph::IdentifierType::phone, std::move(told)});
    }

    void write_organisations() {
        auto& organisations = m_record.incident.organisations;
        organisations.reserve(5);
        const auto add = [&](std::string name, graph::OrganisationType type,
                             graph::OrganisationRole role) -> graph::Organisation& {
            graph::Organisation organisation;
            organisation.ref = "o" + std::to_string(organisations.size() + 1);
            organisation.name = std::move(name);
            organisation.type = type;
            organisation.role = role;
            organisations.push_back(std::move(organisation));
            return organisations.back();
        };
        using graph::OrganisationRole;
        using graph::OrganisationType;
        add(m_station_locality + " PS", OrganisationType::law_enforcement,
            OrganisationRole::reported_to)
            .place = place(m_station_place, m_station_locality, true,
                           field("organisations", organisations.size(), "place"));
        add("AHTU " + forms(m_station_place).state, OrganisationType::law_enforcement,
            m_event.rescued ? OrganisationRole::rescuing : OrganisationRole::investigating);
        if (m_random.chance(400'000)) {
            add(std::string(m_random.pick(ngos)), OrganisationType::ngo,
                OrganisationRole::supporting);
        }
        if (m_random.chance(150'000)) {
            add("Child Welfare Committee " + forms(m_station_place).name,
                OrganisationType::government, OrganisationRole::supporting);
        }
        if (m_event.has_front && (!m_record.duplicate || m_random.chance(500'000))) {
            const bool agency = m_event.kind == Kind::domestic || m_event.kind == Kind::gulf ||
                                m_event.kind == Kind::scam;
            const bool venue = m_event.kind == Kind::brothel || m_event.kind == Kind::hospitality;
            const bool carrier = m_event.kind == Kind::marriage || m_event.kind == Kind::begging;
            m_front_ref = "o" + std::to_string(organisations.size() + 1);
            add(m_event.front,
                agency    ? OrganisationType::placement_agency
                : venue   ? OrganisationType::venue
                : carrier ? OrganisationType::transport
                          : OrganisationType::employer,
                agency    ? OrganisationRole::recruiting_front
                : carrier ? OrganisationRole::transporting
                          : OrganisationRole::exploiting)
                .place = place(m_event.stops.back().place, m_event.stops.back().locality, false,
                               field("organisations", organisations.size(), "place"));
        }
    }

    void write_journey() {
        auto& journey = m_record.incident.journey;
        journey.reserve(m_event.stops.size());
        for (std::size_t i = 0; i < m_event.stops.size(); ++i) {
            const EventStop& stop = m_event.stops[i];
            const bool first = i == 0;
            const bool last = i + 1 == m_event.stops.size();
            const std::size_t at = journey.size();
            if (!first && !last && happens(P::stop_missing)) {
                note(P::stop_missing, "/journey", forms(stop.place).id, "");
                continue;
            }
            graph::JourneyStop written;
            written.place = place(stop.place, stop.locality, false, field("journey", at, "place"));
            written.role = first  ? graph::StopRole::origin
                           : last ? graph::StopRole::destination
                                  : graph::StopRole::transit;
            if (first) {
                written.departed = date(stop.departed, field("journey", at, "departed"));
            } else {
                written.arrived = date(stop.arrived, field("journey", at, "arrived"));
                if (happens(P::mode_missing)) {
                    note(P::mode_missing, field("journey", at, "mode"),
                         std::string(graph::word_of(stop.mode)), "");
                } else {
                    written.mode = stop.mode;
                }
            }
            journey.push_back(std::move(written));
        }
    }

    void write_places() {
        auto& places = m_record.incident.places;
        places.reserve(3);
        const auto add = [&](PlaceIndex index, const std::string& locality, bool station,
                             graph::PlaceRole role) -> graph::IncidentPlace& {
            graph::IncidentPlace written;
            written.role = role;
            written.place =
                place(index, locality, station, field("places", places.size(), "place"));
            places.push_back(std::move(written));
            return places.back();
        };
        const EventStop& origin = m_event.stops.front();
        const EventStop& destination = m_event.stops.back();
        if (m_random.chance(250'000)) {
            add(origin.place, origin.locality, false, graph::PlaceRole::recruited_at);
        }
        add(m_station_place, m_station_locality, true, graph::PlaceRole::reported_at);
        if (m_event.rescued) {
            graph::IncidentPlace& found =
                add(destination.place, destination.locality, false, graph::PlaceRole::rescued_at);
            found.date = date(m_event.rescue, field("places", places.size() - 1, "date"));
        } else if (m_random.chance(400'000)) {
            add(destination.place, destination.locality, false, graph::PlaceRole::exploited_at);
        }
    }

    void write_ties() {
        using graph::TieType;
        auto& incident = m_record.incident;
        std::string before; // the offender told of last
        for (const graph::Person& person : incident.people) {
            if (graph::side_of(person.role) != graph::Side::offending) {
                continue;
            }
            const auto tie = [&](const std::string& to, TieType type) {
                graph::Tie written;
                written.from = person.ref;
                written.to = to;
                written.type = type;
                incident.ties.push_back(std::move(written));
            };
            switch (person.role) {
            case PersonRole::recruiter:
                tie("v1", TieType::recruited);
                break;
            case PersonRole::transporter:
                tie("v1", TieType::transported);
                break;
            case PersonRole::exploiter:
                tie("v1", TieType::controls);
                break;
            default:
                break;
            }
            if (!before.empty() && m_random.chance(450'000)) {
                tie(before, m_random.chance(300'000) ? TieType::paid : TieType::contacted);
            }
            if (!m_front_ref.empty() && m_random.chance(400'000)) {
                tie(m_front_ref, TieType::member_of);
            }
            before = person.ref;
        }
    }

    void write_truth() {
        graph::TrueJourney& journey = m_record.journey;
        journey.incident = m_record.incident.id;
        journey.event = m_event.number + 1;
        journey.corridor = m_event.corridor == no_index ? "" : corridor_id(m_event.corridor);
        journey.cell = m_event.cell == no_index ? "" : cell_id(m_event.cell);
        journey.victims = m_event.victims;
        for (std::size_t i = 0; i < m_event.stops.size(); ++i) {
            const EventStop& stop = m_event.stops[i];
            const bool last = i + 1 == m_event.stops.size();
            journey.stops.push_back({forms(stop.place).id,
                                     i == 0 ? graph::StopRole::origin
                                     : last ? graph::StopRole::destination
                                            : graph::StopRole::transit,
                                     stop.arrived, stop.departed, stop.mode});
        }
    }

    const Plan& m_plan;
    const Event& m_event;
    bool m_truth;
    Random m_random;
    GeneratedRecord m_record;
    bool m_at_origin = true;
    FuzzyDate::Days m_reported = 0;
    PlaceIndex m_station_place = 0;
    std::string m_station_locality;
    std::string m_front_ref;
};

} // namespace

GeneratedRecord make_record(const Plan& plan, const Event& event, bool duplicate, bool truth) {
    return RecordMaker(plan, event, duplicate, truth).make();
}

} // namespace sandhan::algorithms::generator
