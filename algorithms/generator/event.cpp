// SPDX-License-Identifier: Apache-2.0
#include "algorithms/generator/event.hpp"

#include <algorithm>

namespace sandhan::algorithms::generator {
namespace {

using P = ScenarioParameter;
using graph::IncidentStatus;
using graph::PersonRole;
using graph::PersonStatus;
using graph::Sex;

/// Identities of people of one event only: this many numbers are kept for each event.
constexpr std::uint64_t singles_an_event = 16;

class EventMaker {
  public:
    EventMaker(const Plan& plan, std::uint64_t number)
        : m_plan(plan), m_random(plan.seed(), Purpose::event, number) {
        m_event.number = number;
    }

    Event make() {
        m_event.people.reserve(8);
        const auto day = m_plan.departure(m_event.number, m_random);
        m_event.corridor = m_plan.pick_corridor(day, m_random);
        Way way = choose_way();
        travel(way, day);
        choose_case();
        add_victims();
        add_family();
        add_offenders();
        return std::move(m_event);
    }

  private:
    [[nodiscard]] std::uint32_t rate(P parameter) const {
        return m_plan.scenario().millionths(parameter);
    }

    Way choose_way() {
        if (m_event.corridor == no_index) {
            const Plan::Ends ends = m_plan.pick_ends(m_random);
            m_event.kind = ends.kind;
            return m_plan.ways().straight(ends.origin, ends.destination);
        }
        const Corridor& corridor = m_plan.corridors()[m_event.corridor];
        m_event.kind = corridor.kind;
        if (m_random.chance(rate(P::cell_share))) {
            m_event.cell = m_plan.pick_cell(m_event.corridor, m_random);
        }
        const bool other = m_random.chance(rate(P::other_way_share));
        return other && !corridor.other.empty() ? corridor.other : corridor.usual;
    }

    void travel(const Way& way, graph::FuzzyDate::Days day) {
        // Minutes since the departure's midnight; people leave between five and ten at night.
        std::uint32_t clock = 300 + m_random.below(1020U);
        for (std::size_t i = 0; i < way.size(); ++i) {
            EventStop stop;
            stop.place = way[i].place;
            stop.mode = way[i].mode;
            clock += way[i].minutes;
            stop.arrived = day + static_cast<int>(clock / 1440);
            const bool end = i == 0 || i + 1 == way.size();
            if (end) {
                stop.locality =
                    m_random.chance(650'000) ? m_plan.locality_of(stop.place, m_random) : "";
            } else {
                clock += 60 + m_random.below(240U);
                if (m_random.chance(150'000)) { // kept in a house on the way
                    clock += 1440 * (1 + m_random.skewed(std::size_t{14}));
                }
            }
            stop.departed = day + static_cast<int>(clock / 1440);
            m_event.stops.push_back(std::move(stop));
        }
    }

    void choose_case() {
        const KindProfile& about = profile(m_event.kind);
        m_event.recruitment = about.recruitment[m_random.skewed(about.recruitment.size())];
        const std::size_t held = 1 + m_random.below(3U);
        const std::size_t first = m_random.below(about.control.size());
        for (std::size_t k = 0; k < held; ++k) {
            m_event.control.push_back(about.control[(first + k) % about.control.size()]);
        }
        const auto arrived = m_event.stops.back().arrived;
        m_event.rescued = m_random.chance(680'000);
        // Most are found within weeks, some after a year and more.
        const bool long_held = m_random.chance(200'000);
        const auto lag = static_cast<int>(m_random.skewed(std::size_t{long_held ? 600U : 120U}));
        m_event.rescue = arrived + 2 + lag;
        const int until_reported = 1 + static_cast<int>(m_random.skewed(std::size_t{60}));
        m_event.reported = m_event.stops.front().departed + until_reported;
        if (m_event.rescued) {
            m_event.reported = std::min(m_event.reported, m_event.rescue);
        }
        const std::uint32_t roll = m_random.below(100U);
        if (m_event.rescued) {
            m_event.status = roll < 45   ? IncidentStatus::rescued
                             : roll < 75 ? IncidentStatus::charged
                             : roll < 88 ? IncidentStatus::convicted
                                         : IncidentStatus::closed;
        } else {
            m_event.status = roll < 40   ? IncidentStatus::reported
                             : roll < 90 ? IncidentStatus::under_investigation
                                         : IncidentStatus::closed;
        }
    }

    EventPerson single(std::size_t k) const {
        EventPerson person;
        person.identity = m_plan.first_single_identity() + m_event.number * singles_an_event + k;
        return person;
    }
    [[nodiscard]] std::string single_phone(std::uint64_t which) const {
        return phone_number(m_plan.first_single_identity() + 2 * m_event.number + which);
    }

    void add_victims() {
        const KindProfile& about = profile(m_event.kind);
        const bool several = m_random.chance(rate(P::several_victims));
        const std::size_t named = several ? 2 + m_random.skewed(std::size_t{3}) : 1;
        const PlaceIndex home = m_event.stops.front().place;
        const Custom custom = m_plan.custom_of(home, m_random);
        for (std::size_t k = 0; k < named; ++k) {
            EventPerson victim = single(k);
            victim.role = PersonRole::victim;
            victim.sex = m_random.below(100U) < about.women_per_cent ? Sex::female : Sex::male;
            victim.name = compose_name(m_random, victim.sex, custom);
            victim.father = compose_name(m_random, Sex::male, custom);
            victim.father.family = victim.name.family;
            const bool child = about.least_age < 18 && m_random.chance(rate(P::child_share));
            victim.age = child ? m_random.between(about.least_age, std::min(17, about.most_age))
                         : about.most_age >= 18
                             ? m_random.between(std::max(18, about.least_age), about.most_age)
                             : m_random.between(about.least_age, about.most_age);
            victim.status = m_event.rescued ? PersonStatus::rescued : PersonStatus::missing;
            victim.home = home;
            victim.home_locality = m_event.stops.front().locality.empty()
                                       ? m_plan.locality_of(home, m_random)
                                       : m_event.stops.front().locality;
            ++m_event.victims;
            m_event.people.push_back(std::move(victim));
        }
        if (several && about.groups && m_random.chance(600'000)) {
            EventPerson others = single(named); // told by their number alone
            others.role = PersonRole::victim;
            others.count = 3 + m_random.skewed(std::size_t{25});
            others.status = m_event.people.front().status;
            others.home = home;
            m_event.victims += others.count;
            m_event.people.push_back(std::move(others));
        }
    }

    void add_family() {
        if (!m_random.chance(600'000)) {
            return;
        }
        const EventPerson& victim = m_event.people.front();
        EventPerson relative = single(8);
        relative.role = m_random.chance(500'000) ? PersonRole::complainant : PersonRole::relative;
        relative.sex = m_random.chance(400'000) ? Sex::female : Sex::male;
        if (relative.sex == Sex::male) {
            relative.name = victim.father;
        } else {
            relative.name =
                compose_name(m_random, relative.sex, m_plan.custom_of(victim.home, m_random));
            relative.name.family = victim.name.family;
        }
        relative.home = victim.home;
        relative.home_locality = victim.home_locality;
        relative.phone = single_phone(0);
        m_event.people.push_back(std::move(relative));
    }

    PersonStatus offender_status() {
        if (!m_event.rescued) {
            return PersonStatus::at_large;
        }
        const std::uint32_t roll = m_random.below(100U);
        if (m_event.status == IncidentStatus::convicted) {
            return roll < 60   ? PersonStatus::convicted
                   : roll < 80 ? PersonStatus::acquitted
                               : PersonStatus::at_large;
        }
        if (m_event.status == IncidentStatus::charged) {
            return roll < 65 ? PersonStatus::charged : PersonStatus::at_large;
        }
        return roll < 60 ? PersonStatus::arrested : PersonStatus::at_large;
    }

    void add_offenders() {
        if (m_event.cell == no_index) {
            add_strangers();
        } else {
            add_members();
        }
    }

    void add_strangers() {
        const std::size_t how_many = 1 + m_random.skewed(std::size_t{3});
        const PlaceIndex home = m_event.stops.front().place;
        for (std::size_t k = 0; k < how_many; ++k) {
            EventPerson offender = single(10 + k);
            offender.role = k == 0   ? PersonRole::recruiter
                            : k == 1 ? PersonRole::exploiter
                                     : PersonRole::transporter;
            offender.sex = m_random.chance(300'000) ? Sex::female : Sex::male;
            offender.home = k == 1 ? m_event.stops.back().place : home;
            offender.home_locality = m_plan.locality_of(offender.home, m_random);
            const Custom custom = m_plan.custom_of(offender.home, m_random);
            offender.name = compose_name(m_random, offender.sex, custom);
            offender.father = compose_name(m_random, Sex::male, custom);
            offender.father.family = offender.name.family;
            if (m_random.chance(250'000)) {
                offender.alias = pick_alias(m_random, offender.sex);
            }
            offender.age = m_random.between(19, 55);
            offender.phone = k == 0 ? single_phone(1) : "";
            offender.status = offender_status();
            m_event.people.push_back(std::move(offender));
        }
        m_event.has_front = m_random.chance(120'000);
        if (m_event.has_front) {
            m_event.front = front_name(m_random);
        }
    }

    void add_members() {
        const std::uint32_t size = m_plan.size_of(m_event.cell);
        std::vector<std::uint32_t> part;
        for (std::uint32_t k = 0; k < size; ++k) {
            const bool core = k == 0 || k == 2 || k == 3;
            if (m_random.chance(core ? 550'000 : 220'000)) {
                part.push_back(k);
            }
        }
        if (part.empty()) {
            part.push_back(0);
        }
        const int year = 1970 + m_event.stops.front().departed * 100 / 36525;
        for (const std::uint32_t k : part) {
            Member member = m_plan.member(m_event.cell, k);
            EventPerson offender;
            offender.identity = member.identity;
            offender.of_a_cell = true;
            offender.role = member.role;
            offender.sex = member.sex;
            offender.name = std::move(member.name);
            offender.father = std::move(member.father);
            offender.alias = std::move(member.alias);
            offender.age = year - member.birth_year;
            offender.phone = phone_number(member.phone);
            offender.agency_number = std::move(member.agency_number);
            offender.status = offender_status();
            offender.home = member.home;
            offender.home_locality = std::move(member.home_locality);
            m_event.people.push_back(std::move(offender));
        }
        // The same house in every case of the cell, when a record names it.
        Random cell(m_plan.seed(), Purpose::cell, (std::uint64_t{1} << 41U) + m_event.cell);
        const bool keeps_front = cell.chance(450'000);
        std::string front = front_name(cell);
        m_event.has_front = m_random.chance(600'000) && keeps_front;
        if (m_event.has_front) {
            m_event.front = std::move(front);
        }
    }

    std::string front_name(Random& random) const {
        std::string name = compose_family(random);
        switch (m_event.kind) {
        case Kind::domestic:
        case Kind::gulf:
        case Kind::scam:
            return name + (random.chance(500'000) ? " Placement Services" : " Manpower Bureau");
        case Kind::kiln:
            return name + " Bricks";
        case Kind::workshop:
            return name + (random.chance(500'000) ? " Garments" : " Bangle Works");
        case Kind::farm:
            return name + " Farm";
        case Kind::brothel:
        case Kind::hospitality:
            return name + (random.chance(500'000) ? " Lodge" : " Orchestra");
        default:
            return name + " Travels";
        }
    }

    const Plan& m_plan;
    Random m_random;
    Event m_event;
};

} // namespace

Event make_event(const Plan& plan, std::uint64_t number) { return EventMaker(plan, number).make(); }

} // namespace sandhan::algorithms::generator
