// SPDX-License-Identifier: Apache-2.0
// Faults that lie between the fields of a record.
#include "io/incident_record.hpp"
#include "io/short_text.hpp"

#include <array>
#include <chrono>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sandhan::io {
namespace {

using graph::Certainty;
using graph::FuzzyDate;

/// Completed years from one day to another.
int years_between(FuzzyDate::Days from, FuzzyDate::Days to) {
    const std::chrono::year_month_day a{std::chrono::sys_days{std::chrono::days{from}}};
    const std::chrono::year_month_day b{std::chrono::sys_days{std::chrono::days{to}}};
    const int years = static_cast<int>(b.year()) - static_cast<int>(a.year());
    const bool birthday_passed =
        b.month() > a.month() || (b.month() == a.month() && b.day() >= a.day());
    return birthday_passed ? years : years - 1;
}

/// What is known of refs, looked up by them. A record has a handful, which are compared one by one;
/// one of thousands must not take thousands of times as long.
template <class T>
class ByRef {
  public:
    [[nodiscard]] const T* find(std::string_view ref) const {
        if (!m_index) {
            const ShortText key(ref);
            for (std::size_t i = 0; i < m_count; ++i) {
                if (m_few[i].key == key && (key.is_whole() || m_few[i].ref == ref)) {
                    return &m_few[i].value;
                }
            }
            return nullptr;
        }
        const auto found = m_index->find(ref);
        return found == m_index->end() ? nullptr : &found->second;
    }
    [[nodiscard]] bool contains(std::string_view ref) const { return find(ref) != nullptr; }

    /// The text of `ref` must outlive this. False when it is there already.
    bool insert(std::string_view ref, const T& value = {}) {
        if (contains(ref)) {
            return false;
        }
        if (m_count < m_few.size()) {
            m_few[m_count++] = {ShortText(ref), ref, value};
            return true;
        }
        if (!m_index) {
            m_index.emplace();
            for (const Known& known : m_few) {
                m_index->emplace(known.ref, known.value);
            }
        }
        m_index->emplace(ref, value);
        return true;
    }

    T& operator[](std::string_view ref) {
        insert(ref);
        return const_cast<T&>(*find(ref));
    }

  private:
    struct Known {
        ShortText key;
        std::string_view ref;
        T value;
    };
    std::array<Known, 16> m_few; ///< the first m_count
    std::size_t m_count = 0;
    std::optional<std::unordered_map<std::string_view, T>> m_index; ///< all, once they are more
};

/// Whose each ref is.
enum class Holder : std::uint8_t { person, organisation };
using Refs = ByRef<Holder>;

template <class Item>
void name_missing_refs(std::vector<Item>& items, char letter, Holder holder, Refs& refs) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].ref.empty()) {
            std::string ref = letter + std::to_string(i + 1);
            while (refs.contains(ref)) {
                ref += '_';
            }
            items[i].ref = std::move(ref);
            refs.insert(items[i].ref, holder);
        }
    }
}

template <class Item>
void take_refs(const std::vector<Item>& items,
               Holder holder,
               const Path& list,
               Refs& refs,
               RecordFaults& faults) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!items[i].ref.empty() && !refs.insert(items[i].ref, holder)) {
            faults.add("duplicate_ref", list.item(i).field("ref"), items[i].ref,
                       "another person or organisation of the record has this ref; give each one "
                       "of its own");
        }
    }
}

void check_refs(graph::Incident& incident, RecordFaults& faults) {
    const Path root;
    Refs refs;
    take_refs(incident.people, Holder::person, root.field("people"), refs, faults);
    take_refs(incident.organisations, Holder::organisation, root.field("organisations"), refs,
              faults);
    name_missing_refs(incident.people, 'p', Holder::person, refs);
    name_missing_refs(incident.organisations, 'o', Holder::organisation, refs);
    for (std::size_t i = 0; i < incident.journey.size(); ++i) {
        const auto& people = incident.journey[i].people;
        const Path list = root.field("journey");
        const Path stop = list.item(i);
        const Path travellers = stop.field("people");
        for (std::size_t j = 0; j < people.size(); ++j) {
            const Holder* const holder = refs.find(people[j]);
            if (holder == nullptr || *holder != Holder::person) {
                faults.add("unknown_ref", travellers.item(j), people[j],
                           "no person of the record has this ref; give the person, or correct it");
            }
        }
    }
    for (std::size_t i = 0; i < incident.ties.size(); ++i) {
        const graph::Tie& tie = incident.ties[i];
        const Path list = root.field("ties");
        const Path at = list.item(i);
        for (const auto& [name, ref] :
             {std::pair<std::string_view, const std::string&>("from", tie.from),
              std::pair<std::string_view, const std::string&>("to", tie.to)}) {
            if (!ref.empty() && !refs.contains(ref)) {
                faults.add("unknown_ref", at.field(name), ref,
                           "no person or organisation of the record has this ref; give it, or "
                           "correct the tie");
            }
        }
    }
}

/// For each traveller the date so far before which nothing may follow. A stop that names nobody is
/// one of every victim's; people who never meet may travel in any order.
class Journeys {
  public:
    explicit Journeys(const graph::Incident& incident) : m_incident(incident) {}

    /// Whether `date` lies certainly before what a traveller of the stop did already.
    bool goes_back(const graph::JourneyStop& stop, const FuzzyDate& date) const {
        if (date.possible_to() == FuzzyDate::open_end) {
            return false; // so is most of what stops do not say
        }
        bool back = false;
        for_each_traveller(stop, [&](std::string_view who) {
            const FuzzyDate* known = m_latest.find(who);
            back = back || (known != nullptr && date.before(*known) == Certainty::certain);
        });
        return back;
    }

    void note(const graph::JourneyStop& stop, const FuzzyDate& date) {
        if (date.possible_from() == FuzzyDate::open_start) {
            return;
        }
        for_each_traveller(stop, [&](std::string_view who) {
            FuzzyDate& latest = m_latest[who];
            if (latest.possible_from() < date.possible_from()) {
                latest = date;
            }
        });
    }

  private:
    template <class Use>
    void for_each_traveller(const graph::JourneyStop& stop, const Use& use) const {
        for (const std::string& who : stop.people) {
            use(who);
        }
        if (stop.people.empty()) {
            for (const graph::Person& person : m_incident.people) {
                if (graph::side_of(person.role) == graph::Side::victim) {
                    use(person.ref);
                }
            }
            // An incident may tell of no victim one by one; the journey is somebody's all the same.
            use({});
        }
    }

    const graph::Incident& m_incident;
    ByRef<FuzzyDate> m_latest;
};

void check_journey(const graph::Incident& incident, RecordFaults& faults) {
    const Path root;
    const Path list = root.field("journey");
    Journeys journeys(incident);
    for (std::size_t i = 0; i < incident.journey.size(); ++i) {
        const graph::JourneyStop& stop = incident.journey[i];
        const Path at = list.item(i);
        if (stop.departed.before(stop.arrived) == Certainty::certain) {
            faults.add("journey_back_in_time", at.field("departed"), stop.departed.to_edtf(),
                       "the stop was left before it was reached; correct one of the two dates");
        }
        const auto check = [&](std::string_view name, const FuzzyDate& date) {
            if (journeys.goes_back(stop, date)) {
                faults.add("journey_back_in_time", at.field(name), date.to_edtf(),
                           "this lies before a date of an earlier stop; correct the dates, or put "
                           "the stops in the order of the journey");
            }
        };
        check("arrived", stop.arrived);
        check("departed", stop.departed);
        journeys.note(stop, stop.arrived);
        journeys.note(stop, stop.departed);
    }
    FuzzyDate first;
    for (const graph::JourneyStop& stop : incident.journey) {
        first = first.hull(stop.arrived).hull(stop.departed);
    }
    const Path places = root.field("places");
    for (std::size_t i = 0; i < incident.places.size(); ++i) {
        const graph::IncidentPlace& place = incident.places[i];
        if (place.role == graph::PlaceRole::rescued_at && first.is_known() &&
            place.date.before(first) == Certainty::certain) {
            faults.add("rescue_before_journey", places.item(i).field("date"), place.date.to_edtf(),
                       "the rescue is dated before the journey begins; correct one of the dates");
        }
    }
}

} // namespace

void check_age(const graph::Person& person,
               const FuzzyDate& time,
               const Path& path,
               RecordFaults& faults) {
    constexpr int of_age = 18;
    if (person.minor && person.age) {
        const bool contradicts =
            *person.minor ? person.age->least >= of_age : person.age->most < of_age;
        if (contradicts) {
            faults.add("age_contradicts_minor", path.field("minor"),
                       *person.minor ? "true" : "false",
                       "the age says otherwise; correct `age` or `minor`, or leave `minor` out");
        }
    }
    const FuzzyDate& birth = person.birth;
    if (birth.possible_from() == FuzzyDate::open_start ||
        birth.possible_to() == FuzzyDate::open_end ||
        time.possible_from() == FuzzyDate::open_start ||
        time.possible_to() == FuzzyDate::open_end) {
        return;
    }
    if (time.before(birth) == Certainty::certain) {
        faults.add("birth_after_incident", path.field("birth"), birth.to_edtf(),
                   "the person was born after the incident; correct the birth or the dates of the "
                   "incident");
        return;
    }
    const int youngest = years_between(birth.possible_to(), time.possible_from());
    const int oldest = years_between(birth.possible_from(), time.possible_to());
    if (person.minor && (*person.minor ? youngest >= of_age : oldest < of_age)) {
        faults.add("age_contradicts_minor", path.field("minor"), *person.minor ? "true" : "false",
                   "the date of birth says otherwise at the time of the incident; correct `birth` "
                   "or `minor`, or leave `minor` out");
    }
    // One year of tolerance: ages are often given as the year that is running.
    if (person.age && (person.age->least > oldest + 1 || person.age->most + 1 < youngest)) {
        faults.add("age_contradicts_birth", path.field("age"), std::to_string(person.age->least),
                   "age and date of birth differ by more than a year; correct one of them");
    }
}

void check_together(graph::Incident& incident, RecordFaults& faults) {
    check_refs(incident, faults);
    check_journey(incident, faults);
    const FuzzyDate time = graph::time_of(incident);
    const Path root;
    const Path people = root.field("people");
    for (std::size_t i = 0; i < incident.people.size(); ++i) {
        check_age(incident.people[i], time, people.item(i), faults);
    }
}

} // namespace sandhan::io
