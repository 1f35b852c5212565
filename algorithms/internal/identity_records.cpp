// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/identity_records.hpp"

#include "graph/string_pool.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <unordered_map>

namespace sandhan::algorithms::internal {
namespace {

using graph::CaseStore;
using graph::FuzzyDate;
using graph::PersonRow;
using graph::PlaceIndex;
using graph::Range;

constexpr double days_per_year = 365.2425;

/// Days of birth that an age on a day allows.
BirthSpan born_at(const graph::AgeRange& age, const FuzzyDate& when) {
    const FuzzyDate::Days from = when.possible_from(), to = when.possible_to();
    if (from == FuzzyDate::open_start || to == FuzzyDate::open_end) {
        return {};
    }
    return {static_cast<std::int32_t>(from - std::lround((age.most + 1) * days_per_year)) + 1,
            static_cast<std::int32_t>(to - std::lround(age.least * days_per_year))};
}

BirthSpan birth_of(const CaseStore& store, const PersonRow& row) {
    const BirthSpan stated{row.birth.possible_from(), row.birth.possible_to(), false};
    if (stated.is_known()) {
        return stated;
    }
    if (row.age && row.incident != graph::no_index) {
        return born_at(*row.age, store.incidents[row.incident].time);
    }
    if (row.age && row.incident == graph::no_index) {
        BirthSpan span = born_at(*row.age, FuzzyDate(0, 0));
        span.is_by_list = true;
        return span;
    }
    return {};
}

/// Of two mentions of one person: what both allow, or the more exact one where they disagree.
BirthSpan both(const BirthSpan& a, const BirthSpan& b) {
    if (!a.is_known() || !b.is_known()) {
        return a.is_known() ? a : b;
    }
    if (a.is_by_list != b.is_by_list) {
        return a.is_by_list ? b : a;
    }
    const BirthSpan common{std::max(a.first, b.first), std::min(a.last, b.last), a.is_by_list};
    if (common.first <= common.last) {
        return common;
    }
    return a.last - a.first <= b.last - b.first ? a : b;
}

template <class T>
void make_unique(std::vector<T>& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

/// Each once, in the order of the record.
void keep_first(std::vector<std::uint32_t>& list) {
    std::size_t kept = 0;
    for (const std::uint32_t item : list) {
        const auto end = list.begin() + static_cast<std::ptrdiff_t>(kept);
        if (std::find(list.begin(), end, item) == end) {
            list[kept++] = item;
        }
    }
    list.resize(kept);
}

template <class T>
Range append(std::vector<T>& all, const std::vector<T>& some) {
    const Range range{static_cast<std::uint32_t>(all.size()),
                      static_cast<std::uint32_t>(some.size())};
    all.insert(all.end(), some.begin(), some.end());
    return range;
}

std::string folded_plainly(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z') {
            result += static_cast<char>(c | 0x20);
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0) {
            result += c;
        } else if (!result.empty() && result.back() != ' ') {
            result += ' ';
        }
    }
    if (!result.empty() && result.back() == ' ') {
        result.pop_back();
    }
    return result;
}

class Maker {
  public:
    Maker(const graph::CaseSelection& selection, const IdentityScope& scope)
        : m_store(selection.store()), m_selection(selection), m_scope(scope) {}

    IdentityRecords make(const graph::RunControl& control) {
        choose();
        control.checkpoint();
        read_names(control);
        control.checkpoint();
        for (std::size_t i = 0; i < m_people.size(); ++i) {
            add_record(m_people[i]);
        }
        control.checkpoint();
        weigh_parts();
        m_result.glances = glances_at(m_result.names);
        describe_places();
        describe_identifiers();
        return std::move(m_result);
    }

  private:
    struct Parsed {
        std::vector<std::uint32_t> names, aliases, relatives; ///< into m_result.names
    };

    [[nodiscard]] bool is_asked_for(const PersonRow& row) const {
        if (row.count.least != 1 || row.count.most != 1) {
            return false; // "twelve girls"
        }
        return graph::is_wanted(graph::side_of(row.role), {m_scope.responders, m_scope.victims});
    }

    [[nodiscard]] bool is_selected(const PersonRow& row) const {
        return row.incident == graph::no_index || m_selected[row.incident] != 0;
    }

    /// The people to compare, and the mentions of each that count.
    void choose() {
        m_selected = m_selection.flags();
        for (graph::PersonIndex p = 0; p < m_store.person_entities.size(); ++p) {
            bool asked = false;
            for (const std::uint32_t r :
                 CaseStore::rows(m_store.person_mentions, m_store.person_entities[p].mentions)) {
                const PersonRow& row = m_store.people[r];
                asked = asked || (is_selected(row) && is_asked_for(row));
            }
            if (asked) {
                m_people.push_back(p);
            }
        }
    }

    template <class Use>
    void each_mention(graph::PersonIndex person, const Use& use) const {
        for (const std::uint32_t r :
             CaseStore::rows(m_store.person_mentions, m_store.person_entities[person].mentions)) {
            if (is_selected(m_store.people[r])) {
                use(r, m_store.people[r]);
            }
        }
    }

    /// Each distinct text is read once, on all threads.
    void read_names(const graph::RunControl& control) {
        std::vector<std::uint32_t> used(m_store.strings.size() + 1, graph::no_index);
        graph::StringPool distinct; // the store has a text as often as records write it
        std::vector<std::uint32_t> written;
        const auto use = [&](graph::StringId text) {
            if (text != 0 && used[text] == graph::no_index) {
                used[text] = distinct.intern(m_store.text(text)) - 1;
                written.resize(distinct.size() - 1, 0);
                ++written[used[text]];
            }
        };
        for (const graph::PersonIndex person : m_people) {
            each_mention(person, [&](std::uint32_t, const PersonRow& row) {
                use(row.name);
                use(row.father);
                use(row.spouse);
                for (const graph::StringId alias : CaseStore::rows(m_store.texts, row.aliases)) {
                    use(alias);
                }
            });
        }
        std::vector<ParsedPerson> parsed(written.size());
        tbb::parallel_for(std::size_t{0}, parsed.size(), [&](std::size_t i) {
            if (i % 4096 == 0) {
                control.checkpoint();
            }
            parsed[i] = parse_person_name(distinct[static_cast<graph::StringId>(i + 1)]);
        });
        m_parsed.resize(parsed.size());
        for (std::size_t i = 0; i < parsed.size(); ++i) {
            ParsedPerson& person = parsed[i];
            keep(person.name, m_parsed[i].names);
            for (PersonName& alias : person.aliases) {
                keep(alias, m_parsed[i].aliases);
            }
            keep(person.father, m_parsed[i].relatives);
            keep(person.spouse, m_parsed[i].relatives);
            if (m_parsed[i].names.empty() && m_parsed[i].aliases.empty()) {
                m_result.unreadable += written[i];
            }
        }
        m_number = std::move(used);
    }

    void keep(PersonName& name, std::vector<std::uint32_t>& list) {
        if (!name.readable || name.parts.empty()) {
            return;
        }
        list.push_back(static_cast<std::uint32_t>(m_result.names.size()));
        m_result.names.push_back({std::move(name), {}, {}});
    }

    [[nodiscard]] const Parsed* parsed(graph::StringId text) const {
        return text == 0 ? nullptr : &m_parsed[m_number[text]];
    }

    void add_record(graph::PersonIndex person) {
        IdentityRecord record;
        record.person = person;
        m_names.clear();
        m_aliases.clear();
        m_relatives.clear();
        m_homes.clear();
        m_identifiers.clear();
        m_districts.clear();
        m_corridors.clear();
        m_incidents.clear();
        each_mention(person, [&](std::uint32_t r, const PersonRow& row) { take(record, r, row); });
        keep_first(m_names);
        keep_first(m_aliases);
        keep_first(m_relatives);
        make_unique(m_homes);
        make_unique(m_identifiers);
        make_unique(m_districts);
        make_unique(m_corridors);
        make_unique(m_incidents);
        record.names = append(m_result.name_lists, m_names);
        record.aliases = append(m_result.name_lists, m_aliases);
        record.relatives = append(m_result.name_lists, m_relatives);
        record.homes = append(m_result.places, m_homes);
        record.identifiers = append(m_result.identifiers, m_identifiers);
        record.districts = append(m_result.places, m_districts);
        record.corridors = append(m_result.corridors, m_corridors);
        record.incidents = append(m_result.incidents, m_incidents);
        if (record.birth.is_known() && record.birth.is_day()) {
            record.birth_figures = figures_of_day(record.birth.first);
            record.birth_counts = counts_of_figures(record.birth_figures);
        }
        m_result.records.push_back(record);
    }

    void take(IdentityRecord& record, std::uint32_t r, const PersonRow& row) {
        const auto add_all = [](std::vector<std::uint32_t>& to,
                                const std::vector<std::uint32_t>& from) {
            to.insert(to.end(), from.begin(), from.end());
        };
        if (const Parsed* name = parsed(row.name)) {
            add_all(m_names, name->names);
            add_all(m_aliases, name->aliases);
            add_all(m_relatives, name->relatives);
            for (const std::uint32_t n : name->names) {
                note_sex(record, m_result.names[n].name.sex_hint);
            }
        }
        for (const graph::StringId alias : CaseStore::rows(m_store.texts, row.aliases)) {
            if (const Parsed* name = parsed(alias)) {
                add_all(m_aliases, name->names);
                add_all(m_aliases, name->aliases);
            }
        }
        for (const graph::StringId relative : {row.father, row.spouse}) {
            if (const Parsed* name = parsed(relative)) {
                add_all(m_relatives, name->names);
            }
        }
        if (row.sex == graph::Sex::female || row.sex == graph::Sex::male) {
            record.sex = row.sex; // as recorded: says more than a name
        }
        record.birth = both(record.birth, birth_of(m_store, row));
        if (row.home != graph::no_place) {
            m_homes.push_back(row.home);
        }
        if (row.role != graph::PersonRole::suspect) {
            record.roles |= static_cast<std::uint16_t>(1U << static_cast<unsigned>(row.role));
        }
        for (const graph::IdentifierRow& identifier :
             CaseStore::rows(m_store.identifier_rows, row.identifiers)) {
            m_identifiers.push_back(identifier.identifier);
        }
        if (row.incident != graph::no_index) {
            m_incidents.push_back(row.incident);
            note_activity(m_store.incidents[row.incident]);
        }
        record.first_list =
            record.first_list || (r < m_scope.first_rows.size() && m_scope.first_rows[r] != 0);
    }

    static void note_sex(IdentityRecord& record, graph::Sex hint) {
        if (record.sex == graph::Sex::unknown) {
            record.sex = hint;
        }
    }

    [[nodiscard]] PlaceIndex district_of(PlaceIndex place) const {
        const PlaceIndex raised = m_store.raised(place, graph::PlaceLevel::district);
        return raised == graph::no_place || m_store.is_unresolved(raised) ? graph::no_place
                                                                          : raised;
    }

    void note_activity(const graph::IncidentRow& incident) {
        PlaceIndex origin = graph::no_place, destination = graph::no_place;
        for (const graph::StopRow& stop : m_store.stops_of(incident)) {
            const PlaceIndex district = district_of(stop.place);
            if (district != graph::no_place) {
                m_districts.push_back(district);
                origin = origin == graph::no_place ? district : origin;
                destination = district;
            }
        }
        for (const graph::IncidentPlaceRow& place : m_store.places_of(incident)) {
            const PlaceIndex district = district_of(place.place);
            if (district != graph::no_place) {
                m_districts.push_back(district);
            }
        }
        if (origin != destination) {
            m_corridors.push_back((std::uint64_t{origin} << 32U) | destination);
        }
    }

    /// log2(average / share) of things that `total` records hold, `squares` of their counts added.
    static float rarity(double count, double total, double squares) {
        const double average = squares / total / total;
        return static_cast<float>(
            std::min<double>(rarest_part, std::log2(average * total / count)));
    }

    void weigh_parts() {
        graph::StringPool written, heard;
        // Of each part of each name: which text, which sound; 0 where it does not count.
        std::vector<std::pair<std::uint32_t, std::uint32_t>> numbers;
        std::vector<std::size_t> first_of_name;
        for (const ComparableName& name : m_result.names) {
            first_of_name.push_back(numbers.size());
            for (const NamePart& part : name.name.parts) {
                const bool counts = part.kind == NamePartKind::name;
                numbers.emplace_back(counts ? written.intern(part.text) : 0,
                                     counts ? heard.intern(part.key) : 0);
            }
        }
        std::vector<std::uint32_t> written_count, heard_count, seen_written, seen_heard;
        const auto count = [](std::vector<std::uint32_t>& counts, std::vector<std::uint32_t>& seen,
                              std::uint32_t id, std::uint32_t record) {
            if (id >= counts.size()) {
                counts.resize(id + 1, 0);
                seen.resize(id + 1, 0);
            }
            counts[id] += seen[id] == record ? 0U : 1U;
            seen[id] = record;
        };
        // Relatives too: their names come from the same stock.
        for (std::uint32_t r = 0; r < m_result.records.size(); ++r) {
            const IdentityRecord& record = m_result.records[r];
            for (const Range range : {record.names, record.aliases, record.relatives}) {
                for (const std::uint32_t n : IdentityRecords::part(m_result.name_lists, range)) {
                    const std::vector<NamePart>& parts = m_result.names[n].name.parts;
                    for (std::size_t k = 0; k < parts.size(); ++k) {
                        if (parts[k].kind == NamePartKind::name) {
                            const auto [w, h] = numbers[first_of_name[n] + k];
                            count(written_count, seen_written, w, r + 1);
                            count(heard_count, seen_heard, h, r + 1);
                        }
                    }
                }
            }
        }
        const auto squares = [](const std::vector<std::uint32_t>& counts) {
            double total = 0, sum = 0;
            for (const std::uint32_t c : counts) {
                total += c;
                sum += static_cast<double>(c) * c;
            }
            return std::pair(std::max(1.0, total), std::max(1.0, sum));
        };
        const auto [written_total, written_squares] = squares(written_count);
        const auto [heard_total, heard_squares] = squares(heard_count);
        // A part stands with so many records: count / records, where rarity() is of all parts.
        const double records = std::max<double>(1.0, static_cast<double>(m_result.size()));
        m_result.part_bits =
            static_cast<float>(std::max(0.0, std::log2(written_total * records / written_squares)));
        std::size_t next = 0;
        for (ComparableName& name : m_result.names) {
            for (const NamePart& part : name.name.parts) {
                const bool counts = part.kind == NamePartKind::name;
                const auto [w, h] = numbers[next++];
                name.rarity_as_written.push_back(counts ? rarity(std::max(1U, at(written_count, w)),
                                                                 written_total, written_squares)
                                                        : 0.0F);
                name.rarity_as_heard.push_back(
                    counts ? rarity(std::max(1U, at(heard_count, h)), heard_total, heard_squares)
                           : 0.0F);
            }
        }
    }
    static std::uint32_t at(const std::vector<std::uint32_t>& counts, std::uint32_t id) {
        return id < counts.size() ? counts[id] : 0;
    }

    void describe_places() {
        std::vector<std::uint32_t> homes(m_store.places.size(), 0), districts(homes);
        double total = 0;
        for (const IdentityRecord& record : m_result.records) {
            for (const PlaceIndex home : IdentityRecords::part(m_result.places, record.homes)) {
                ++homes[home];
                ++districts[district_of(home)];
                total += 1;
            }
        }
        double home_squares = 0, district_squares = 0;
        for (std::size_t p = 0; p < homes.size(); ++p) {
            home_squares += static_cast<double>(homes[p]) * homes[p];
            district_squares += p == 0 ? 0.0 : static_cast<double>(districts[p]) * districts[p];
        }
        WordWeights words;
        m_result.place.resize(m_store.places.size());
        for (PlaceIndex p = 1; p < m_store.places.size(); ++p) {
            const graph::PlaceRow& row = m_store.places[p];
            ComparablePlace& place = m_result.place[p];
            place.latitude = row.latitude;
            place.longitude = row.longitude;
            place.resolved = !m_store.is_unresolved(p);
            place.is_locality = row.level == graph::PlaceLevel::locality;
            if (place.resolved) {
                place.district =
                    row.level <= graph::PlaceLevel::district ? district_of(p) : graph::no_place;
                place.state = row.parent[static_cast<std::size_t>(graph::PlaceLevel::state)];
            } else {
                place.text = folded_plainly(m_store.text(row.label));
                words.count(place.text, homes[p]);
            }
            if (homes[p] > 0) {
                place.rarity = rarity(homes[p], total, home_squares);
            }
            if (districts[p] > 0) {
                place.district_rarity =
                    rarity(districts[p], total, std::max(1.0, district_squares));
            }
        }
        for (ComparablePlace& place : m_result.place) {
            place.words = words.weighed(place.text);
        }
    }

    void describe_identifiers() {
        std::vector<std::uint32_t> held(m_store.identifier_entities.size(), 0);
        for (const IdentityRecord& record : m_result.records) {
            for (const graph::IdentifierIndex id :
                 IdentityRecords::part(m_result.identifiers, record.identifiers)) {
                ++held[id];
            }
        }
        // By type: a vehicle is not rare because telephones are common.
        std::unordered_map<int, std::pair<double, double>> sums;
        for (std::size_t i = 0; i < held.size(); ++i) {
            auto& [total, squares] = sums[static_cast<int>(m_store.identifier_entities[i].type)];
            total += held[i];
            squares += static_cast<double>(held[i]) * held[i];
        }
        m_result.identifier_rarity.assign(held.size(), 0.0F);
        m_result.identifier_text.resize(held.size());
        m_result.identifier_type.resize(held.size());
        m_result.identifier_words.resize(held.size());
        m_result.identifier_local.resize(held.size());
        WordWeights words;
        graph::StringPool locals;
        std::vector<std::uint32_t> local(held.size(), 0); // by identifier
        for (std::size_t i = 0; i < held.size(); ++i) {
            const graph::IdentifierEntity& entity = m_store.identifier_entities[i];
            m_result.identifier_type[i] = entity.type;
            if (held[i] > 0) {
                const auto& [total, squares] = sums[static_cast<int>(entity.type)];
                m_result.identifier_rarity[i] = rarity(held[i], total, squares);
                m_result.identifier_text[i] = folded_plainly(m_store.text(entity.value));
                if (entity.type == graph::IdentifierType::email) {
                    const std::string_view value = m_store.text(entity.value);
                    const std::string before = folded_plainly(value.substr(0, value.find('@')));
                    m_result.identifier_local[i] = static_cast<std::uint32_t>(before.size());
                    local[i] = locals.intern(before);
                }
                if (entity.type == graph::IdentifierType::address) {
                    words.count(m_result.identifier_text[i], held[i]);
                }
            }
        }
        for (std::size_t i = 0; i < held.size(); ++i) {
            if (m_result.identifier_type[i] == graph::IdentifierType::address) {
                m_result.identifier_words[i] = words.weighed(m_result.identifier_text[i]);
            }
        }
        m_result.held.resize(m_result.identifiers.size());
        constexpr std::size_t piece = 16384;
        tbb::parallel_for(std::size_t{0}, (m_result.size() + piece - 1) / piece,
                          [&](std::size_t p) {
                              const std::size_t end = std::min(m_result.size(), (p + 1) * piece);
                              for (std::size_t r = p * piece; r < end; ++r) {
                                  hold(m_result.records[r].identifiers, local);
                              }
                          });
    }

    void hold(Range range, const std::vector<std::uint32_t>& local) {
        const auto first = m_result.held.begin() + range.first, end = first + range.count;
        std::transform(m_result.identifiers.begin() + range.first,
                       m_result.identifiers.begin() + range.first + range.count, first,
                       [&](graph::IdentifierIndex id) -> HeldIdentifier {
                           return {id, local[id], m_result.identifier_type[id],
                                   sketch_of(m_result.identifier_text[id])};
                       });
        std::sort(first, end, [](const HeldIdentifier& x, const HeldIdentifier& y) {
            return x.type != y.type ? x.type < y.type : x.identifier < y.identifier;
        });
    }

    const CaseStore& m_store;
    const graph::CaseSelection& m_selection;
    const IdentityScope& m_scope;
    IdentityRecords m_result;
    std::vector<unsigned char> m_selected;
    std::vector<graph::PersonIndex> m_people;
    std::vector<std::uint32_t> m_number; ///< by StringId, into m_parsed
    std::vector<Parsed> m_parsed;
    // Of the record at hand.
    std::vector<std::uint32_t> m_names, m_aliases, m_relatives;
    std::vector<PlaceIndex> m_homes, m_districts;
    std::vector<graph::IdentifierIndex> m_identifiers;
    std::vector<std::uint64_t> m_corridors;
    std::vector<graph::IncidentIndex> m_incidents;
};

} // namespace

std::uint32_t figures_of_day(std::int32_t day) {
    const std::string text = graph::iso_day(day);
    constexpr std::size_t plain = 10; // YYYY-MM-DD
    std::uint32_t figures = 0;
    for (const char c : text) {
        figures = c == '-' ? figures : (figures << 4U) | static_cast<std::uint32_t>(c - '0');
    }
    return text.size() == plain && text.front() != '-' ? figures : 0;
}

std::uint64_t counts_of_figures(std::uint32_t figures) {
    std::uint64_t counts = 0;
    for (unsigned at = 0; at < 32; at += 4) {
        counts += std::uint64_t{1} << (4U * (figures >> at & 15U));
    }
    return counts;
}

IdentityRecords identity_records(const graph::CaseSelection& selection,
                                 const IdentityScope& scope,
                                 const graph::RunControl& control) {
    return Maker(selection, scope).make(control);
}

} // namespace sandhan::algorithms::internal
