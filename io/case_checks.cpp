// SPDX-License-Identifier: Apache-2.0
#include "io/case_checks.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_reduce.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

namespace sandhan::io {
namespace {

using namespace graph;

constexpr std::size_t no_row = std::numeric_limits<std::size_t>::max();

/// The first of 0..n-1 that is not `good`.
template <class Good>
std::size_t first_bad(std::size_t n, const RunControl& control, const Good& good) {
    constexpr std::size_t grain = 16384;
    return tbb::parallel_reduce(
        tbb::blocked_range<std::size_t>(0, n, grain), no_row,
        [&](const auto& range, std::size_t bad) {
            if (range.begin() >= bad) {
                return bad;
            }
            control.checkpoint();
            for (std::size_t i = range.begin(); i != range.end(); ++i) {
                if (!good(i)) {
                    return std::min(bad, i);
                }
            }
            return bad;
        },
        [](std::size_t a, std::size_t b) { return std::min(a, b); });
}

bool is_range(Range range, std::size_t size) {
    return range.first <= size && range.count <= size - range.first;
}

template <class E>
bool is_word(E value, E last) {
    return value <= last;
}

/// Read as a byte: a bool that is neither 0 nor 1 must not be read as one.
bool is_truth(const bool& truth) {
    unsigned char byte = 0;
    std::memcpy(&byte, &truth, 1);
    return byte <= 1;
}

bool is_date(const FuzzyDate& date) {
    struct Bytes {
        FuzzyDate::Days earliest, latest;
        std::uint16_t flags, unit;
    };
    // Years 0000 to 9999; a winter may reach into the next.
    constexpr FuzzyDate::Days first = -719'528;
    constexpr FuzzyDate::Days last = 2'932'896 + 366;
    const auto [earliest, latest, flags, unit] = std::bit_cast<Bytes>(date);
    const auto is_day = [&](FuzzyDate::Days day) { return day >= first && day <= last; };
    constexpr std::uint16_t all_flags = 3;
    return (earliest == FuzzyDate::open_start || is_day(earliest)) &&
           (latest == FuzzyDate::open_end || is_day(latest)) && earliest <= latest &&
           flags <= all_flags;
}

bool is_share(double value) { return value >= 0.0 && value <= 1.0; } // false of NaN

bool is_angle(double value, double most) { return std::isnan(value) || std::abs(value) <= most; }

bool is_word_list(const CaseStore& store, Range range, std::uint8_t last) {
    return is_range(range, store.words.size()) &&
           std::all_of(store.words.begin() + range.first,
                       store.words.begin() + range.first + range.count,
                       [&](std::uint8_t word) { return word <= last; });
}

class Checks {
  public:
    Checks(const CaseStore& store, const case_layout::Notes& notes, const RunControl& control)
        : m_store(store), m_notes(notes), m_control(control) {}

    std::optional<std::string> run() {
        texts("texts", m_store.strings);
        texts("ids of organisations", m_store.organisation_ids);
        texts("notes", m_notes.texts);
        if (!m_found) { // the rest looks texts up by number
            places();
            incidents();
            people();
            parts_of_incidents();
            entities();
            notes();
        }
        return m_found;
    }

  private:
    template <class Good>
    void rows(const char* table, std::size_t n, const Good& good) {
        if (m_found) {
            return;
        }
        if (const std::size_t bad = first_bad(n, m_control, good); bad != no_row) {
            m_found = std::string(table) + ", row " + std::to_string(bad);
        }
    }

    void must(bool holds, const char* what) {
        if (!holds && !m_found) {
            m_found = what;
        }
    }

    void texts(const char* name, const StringTable& table) {
        const auto& at = table.offsets();
        if (at.size() < 2 || at.size() - 1 > no_index || at[0] != 0 || at[1] != 0 ||
            at.back() != table.bytes().size()) {
            must(false, name);
            return;
        }
        rows(name, at.size() - 1, [&](std::size_t i) { return at[i] <= at[i + 1]; });
    }

    [[nodiscard]] bool is_text(StringId id) const { return id < m_store.strings.size(); }
    [[nodiscard]] bool is_place(PlaceIndex place) const { return place < m_store.places.size(); }

    void places() {
        must(!m_store.places.empty(), "places");
        rows("places", m_store.places.size(), [&](std::size_t i) {
            const PlaceRow& row = m_store.places[i];
            constexpr double pole = 90.0;
            constexpr double half_turn = 180.0;
            return is_text(row.id) && is_text(row.label) && is_text(row.name) &&
                   is_text(row.code) && is_angle(row.latitude, pole) &&
                   is_angle(row.longitude, half_turn) &&
                   std::all_of(row.parent.begin(), row.parent.end(),
                               [&](PlaceIndex p) { return is_place(p); }) &&
                   is_word(row.level, PlaceLevel::country) &&
                   is_word(row.status, MatchStatus::unknown);
        });
    }

    void incidents() {
        const CaseStore& s = m_store;
        rows("incidents", s.incidents.size(), [&](std::size_t i) {
            const IncidentRow& row = s.incidents[i];
            return is_share(row.confidence) && is_text(row.id) && is_text(row.title) &&
                   is_date(row.reported) && is_date(row.time) &&
                   is_range(row.people, s.people.size()) &&
                   is_range(row.organisations, s.organisations.size()) &&
                   is_range(row.stops, s.stops.size()) &&
                   is_range(row.places, s.incident_places.size()) &&
                   is_range(row.ties, s.ties.size()) &&
                   is_word_list(s, row.exploitation,
                                static_cast<std::uint8_t>(Exploitation::other)) &&
                   is_word_list(s, row.recruitment,
                                static_cast<std::uint8_t>(Recruitment::other)) &&
                   is_word_list(s, row.control, static_cast<std::uint8_t>(Control::other)) &&
                   is_word(row.status, IncidentStatus::closed) && is_truth(row.graded);
        });
    }

    /// A person or organisation stands in its incident's rows and nowhere else.
    [[nodiscard]] static bool belongs(std::size_t row, Range range) {
        return row >= range.first && row - range.first < range.count;
    }

    void people() {
        const CaseStore& s = m_store;
        rows("people", s.people.size(), [&](std::size_t i) {
            const PersonRow& row = s.people[i];
            // Those of lists, which have no incident, come last.
            const bool placed = row.incident == no_index
                                    ? true
                                    : row.incident < s.incidents.size() &&
                                          belongs(i, s.incidents[row.incident].people) &&
                                          (i == 0 || s.people[i - 1].incident != no_index);
            return placed && row.person < s.person_entities.size() && is_text(row.list) &&
                   is_text(row.ref) && is_text(row.id) && is_text(row.name) &&
                   is_text(row.father) && is_text(row.spouse) && is_text(row.nationality) &&
                   is_range(row.aliases, s.texts.size()) &&
                   is_range(row.identifiers, s.identifier_rows.size()) && is_place(row.home) &&
                   is_date(row.birth) && is_word(row.role, PersonRole::official) &&
                   is_word(row.status, PersonStatus::deceased) && is_word(row.sex, Sex::other) &&
                   is_word(row.home_match, MatchStatus::unknown) && is_truth(row.age.known) &&
                   is_truth(row.minor.known) && is_truth(row.minor.value);
        });
        std::size_t in_incidents = s.people.size();
        while (!m_found && in_incidents > 0 && s.people[in_incidents - 1].incident == no_index) {
            --in_incidents;
        }
        rows("people of incidents", s.incidents.size(), [&](std::size_t i) {
            return is_range(s.incidents[i].people, in_incidents) ||
                   s.incidents[i].people.count == 0;
        });
    }

    void parts_of_incidents() {
        const CaseStore& s = m_store;
        rows("organisations", s.organisations.size(), [&](std::size_t i) {
            const OrganisationRow& row = s.organisations[i];
            return row.incident < s.incidents.size() &&
                   belongs(i, s.incidents[row.incident].organisations) &&
                   row.organisation < s.organisation_entities.size() && is_text(row.ref) &&
                   is_text(row.name) && is_range(row.aliases, s.texts.size()) &&
                   is_place(row.place) && is_word(row.type, OrganisationType::criminal_group) &&
                   is_word(row.role, OrganisationRole::transporting) &&
                   is_word(row.match, MatchStatus::unknown);
        });
        rows("identifier rows", s.identifier_rows.size(), [&](std::size_t i) {
            const IdentifierRow& row = s.identifier_rows[i];
            return is_text(row.value) && row.identifier < s.identifier_entities.size() &&
                   is_word(row.type, IdentifierType::address);
        });
        rows("stops", s.stops.size(), [&](std::size_t i) {
            const StopRow& row = s.stops[i];
            return is_place(row.place) && is_word(row.role, StopRole::destination) &&
                   is_word(row.mode, TransportMode::foot) &&
                   is_word(row.match, MatchStatus::unknown) && is_date(row.arrived) &&
                   is_date(row.departed) && is_range(row.people, s.stop_people.size());
        });
        rows("places of incidents", s.incident_places.size(), [&](std::size_t i) {
            const IncidentPlaceRow& row = s.incident_places[i];
            return is_place(row.place) && is_word(row.role, PlaceRole::rescued_at) &&
                   is_word(row.match, MatchStatus::unknown) && is_date(row.date);
        });
        const auto is_party = [&](const Party& party) {
            return is_truth(party.is_person) &&
                   party.row < (party.is_person ? s.people.size() : s.organisations.size());
        };
        rows("ties", s.ties.size(), [&](std::size_t i) {
            const TieRow& row = s.ties[i];
            return is_share(row.confidence) && is_party(row.from) && is_party(row.to) &&
                   is_date(row.date) && is_word(row.type, TieType::paid);
        });
        rows("aliases", s.texts.size(), [&](std::size_t i) { return is_text(s.texts[i]); });
        rows("people of stops", s.stop_people.size(),
             [&](std::size_t i) { return s.stop_people[i] < s.people.size(); });
    }

    /// Nothing is counted twice, and graphs have room for each row once.
    template <class Entity, class Row>
    void mentioned_once(const char* table,
                        const Table<Entity>& entities,
                        const Table<std::uint32_t>& mentions,
                        const Table<Row>& rows_of,
                        std::uint32_t Row::*entity) {
        if (m_found) {
            return; // what follows looks rows up
        }
        std::vector<std::uint8_t> seen(rows_of.size());
        rows(table, entities.size(), [&](std::size_t i) {
            const auto own = CaseStore::rows(mentions, entities[i].mentions);
            return std::all_of(own.begin(), own.end(), [&](std::uint32_t r) {
                return rows_of[r].*entity == i &&
                       std::atomic_ref(seen[r]).exchange(1, std::memory_order_relaxed) == 0;
            });
        });
    }

    void entities() {
        const CaseStore& s = m_store;
        const auto is_peopled = [](Range range, std::size_t size) {
            return range.count > 0 && is_range(range, size);
        };
        rows("persons", s.person_entities.size(), [&](std::size_t i) {
            const PersonEntity& row = s.person_entities[i];
            return is_peopled(row.mentions, s.person_mentions.size()) &&
                   is_word(row.shield, Shield::none);
        });
        rows("mentions of persons", s.person_mentions.size(),
             [&](std::size_t i) { return s.person_mentions[i] < s.people.size(); });
        mentioned_once("persons", s.person_entities, s.person_mentions, s.people,
                       &PersonRow::person);
        for (const auto& [name, joined] : {std::pair("who is the same", &s.strict_people),
                                           std::pair("who is likely the same", &s.likely_people)}) {
            must(joined->empty() || joined->size() == s.person_entities.size(), name);
            rows(name, joined->size(), [&rows = *joined](std::size_t p) {
                return rows[p] <= p && rows[rows[p]] == rows[p];
            });
        }
        rows("who may be the same", s.similar_people.size(), [&](std::size_t i) {
            const SimilarPeople& pair = s.similar_people[i];
            return pair.a < pair.b && pair.b < s.person_entities.size() &&
                   pair.probability >= 0.0 && pair.probability <= 1.0 && std::isfinite(pair.bits);
        });
        must(s.organisation_ids.size() == s.organisation_entities.size() + 1,
             "ids of organisations");
        rows("entities of organisations", s.organisation_entities.size(), [&](std::size_t i) {
            const OrganisationEntity& row = s.organisation_entities[i];
            return is_text(row.name) && is_place(row.place) &&
                   is_peopled(row.mentions, s.organisation_mentions.size()) &&
                   is_word(row.type, OrganisationType::criminal_group) && is_truth(row.shielded);
        });
        rows("mentions of organisations", s.organisation_mentions.size(),
             [&](std::size_t i) { return s.organisation_mentions[i] < s.organisations.size(); });
        mentioned_once("entities of organisations", s.organisation_entities,
                       s.organisation_mentions, s.organisations, &OrganisationRow::organisation);
        rows("identifiers", s.identifier_entities.size(), [&](std::size_t i) {
            const IdentifierEntity& row = s.identifier_entities[i];
            return is_text(row.value) && is_peopled(row.holders, s.identifier_holders.size()) &&
                   is_word(row.type, IdentifierType::address) && is_truth(row.shielded);
        });
        rows("holders of identifiers", s.identifier_holders.size(),
             [&](std::size_t i) { return s.identifier_holders[i] < s.people.size(); });
    }

    void notes() {
        const auto is_note = [&](StringId id) { return id < m_notes.texts.size(); };
        must(m_notes.about.size() == 1, "about");
        rows("about", m_notes.about.size(), [&](std::size_t i) {
            const auto& row = m_notes.about[i];
            return is_note(row.as_of) && is_note(row.mapping) && is_note(row.gazetteer) &&
                   is_note(row.places);
        });
        rows("files", m_notes.files.size(),
             [&](std::size_t i) { return is_note(m_notes.files[i]); });
        rows("inputs", m_notes.inputs.size(), [&](std::size_t i) {
            return is_note(m_notes.inputs[i].name) && is_note(m_notes.inputs[i].path);
        });
        rows("folders", m_notes.folders.size(),
             [&](std::size_t i) { return is_note(m_notes.folders[i]); });
        rows("faults", m_notes.faults.size(), [&](std::size_t i) {
            const auto& row = m_notes.faults[i];
            return is_note(row.file) && is_note(row.pointer) && is_note(row.incident) &&
                   is_note(row.code) && is_note(row.value) && is_note(row.message) &&
                   row.is_warning <= 1;
        });
    }

    const CaseStore& m_store;
    const case_layout::Notes& m_notes;
    const RunControl& m_control;
    std::optional<std::string> m_found;
};

} // namespace

std::optional<std::string>
impossible_row(const CaseStore& store, const case_layout::Notes& notes, const RunControl& control) {
    return Checks(store, notes, control).run();
}

} // namespace sandhan::io
