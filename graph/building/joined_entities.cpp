// SPDX-License-Identifier: Apache-2.0
#include "graph/building/joined_entities.hpp"

#include "graph/building/pieces.hpp"
#include "graph/building/shields.hpp"
#include "graph/building/text_order.hpp"

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_invoke.h>
#include <oneapi/tbb/parallel_sort.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <numeric>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace sandhan::graph::building {
namespace {

/// The id of a person row behind `person:`, in pieces: its agency id, or what holds it, a slash and
/// its ref.
struct PersonKey {
    std::array<std::string_view, 3> piece;

    friend std::strong_ordering operator<=>(const PersonKey& a, const PersonKey& b) {
        PersonKey x = a, y = b;
        std::size_t i = 0, j = 0;
        for (;;) {
            while (i < x.piece.size() && x.piece[i].empty()) {
                ++i;
            }
            while (j < y.piece.size() && y.piece[j].empty()) {
                ++j;
            }
            if (i == x.piece.size() || j == y.piece.size()) {
                return (i != x.piece.size()) <=> (j != y.piece.size());
            }
            const std::size_t n = std::min(x.piece[i].size(), y.piece[j].size());
            if (const int order = x.piece[i].compare(0, n, y.piece[j], 0, n); order != 0) {
                return order <=> 0;
            }
            x.piece[i].remove_prefix(n);
            y.piece[j].remove_prefix(n);
        }
    }
    friend bool operator==(const PersonKey& a, const PersonKey& b) {
        return (a <=> b) == std::strong_ordering::equal;
    }
};

/// Rows of pieces, counted piece by piece, made the number of rows before each.
std::vector<std::uint32_t> summed(std::vector<std::uint32_t> counts) {
    std::uint32_t before = 0;
    for (std::uint32_t& count : counts) {
        before += std::exchange(count, before);
    }
    counts.push_back(before);
    return counts;
}

/// Lists and refs are common strings: the least number has the least text.
class PeopleJoin {
  public:
    explicit PeopleJoin(CaseStore& store) : m_store(store) {}

    void run() {
        m_store.person_mentions = sorted_rows();
        const std::span<std::uint32_t> mentions = m_store.person_mentions.writable();
        const std::span<PersonRow> people = m_store.people.writable();
        // Which mention is the first of its person; before the mentions of one are sorted.
        std::vector<std::uint8_t> is_first(mentions.size());
        std::vector<std::uint32_t> persons(pieces_of(mentions.size()));
        in_pieces(mentions.size(), [&](std::size_t piece, std::size_t begin, std::size_t end) {
            for (std::size_t m = begin; m < end; ++m) {
                is_first[m] = m == 0 || !same(mentions[m - 1], mentions[m]) ? 1U : 0U;
                persons[piece] += is_first[m];
            }
        });
        persons = summed(std::move(persons));
        m_store.person_entities = Table<PersonEntity>::unset(persons.back());
        const std::span<PersonEntity> entities = m_store.person_entities.writable();
        in_pieces(mentions.size(), [&](std::size_t piece, std::size_t begin, std::size_t end) {
            PersonIndex person = persons[piece];
            while (begin < end && is_first[begin] == 0) { // of a person of the piece before
                ++begin;
            }
            for (std::size_t last = begin; begin < end; begin = last) {
                while (++last < mentions.size() && is_first[last] == 0) {
                }
                const std::span<std::uint32_t> own = mentions.subspan(begin, last - begin);
                if (own.size() > 1) {
                    std::sort(own.begin(), own.end(), [&](std::uint32_t a, std::uint32_t b) {
                        return std::tuple(people[a].incident, people[a].list, people[a].ref, a) <
                               std::tuple(people[b].incident, people[b].list, people[b].ref, b);
                    });
                }
                for (const std::uint32_t m : own) {
                    people[m].person = person;
                }
                PersonEntity entity;
                entity.mentions = {static_cast<std::uint32_t>(begin),
                                   static_cast<std::uint32_t>(own.size())};
                entities[person++] = entity;
            }
        });
    }

  private:
    [[nodiscard]] std::string_view text(StringId id) const { return m_store.text(id); }

    [[nodiscard]] PersonKey key(std::uint32_t r) const {
        const PersonRow& row = m_store.people[r];
        if (row.id != 0) {
            return {{text(row.id), {}, {}}};
        }
        const StringId holder =
            row.incident != no_index ? m_store.incidents[row.incident].id : row.list;
        return {{text(holder), "/", text(row.ref)}};
    }

    [[nodiscard]] bool same(std::uint32_t a, std::uint32_t b) const {
        const PersonRow& x = m_store.people[a];
        const PersonRow& y = m_store.people[b];
        if (x.id == 0 && y.id == 0 && x.incident == y.incident && x.incident != no_index) {
            return x.ref == y.ref; // refs are common strings: equal texts have one number
        }
        return key(a) == key(b);
    }

    [[nodiscard]] bool stands_before(std::uint32_t a, std::uint32_t b) const {
        const auto order = key(a) <=> key(b);
        return order < 0 || (order == 0 && a < b);
    }

    /// Rows without an agency id come in the order of their ids already, but for the refs within an
    /// incident, unless lists take part or an incident's id goes on where another's ends ("A",
    /// "A-2": A-2/s1 stands before A/s1).
    [[nodiscard]] bool incidents_are_apart() const {
        if (!m_store.people.empty() && m_store.people.back().incident == no_index) {
            return false;
        }
        std::atomic<bool> apart{true};
        in_pieces(m_store.incidents.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
            for (std::size_t i = std::max<std::size_t>(begin, 1); i < end; ++i) {
                const std::string_view a = text(m_store.incidents[i - 1].id);
                const std::string_view b = text(m_store.incidents[i].id);
                if (b.size() > a.size() && b.starts_with(a) && b[a.size()] <= '/') {
                    apart.store(false, std::memory_order_relaxed);
                }
            }
        });
        return apart;
    }

    [[nodiscard]] Table<std::uint32_t> sorted_rows() const {
        if (!incidents_are_apart()) {
            std::vector<std::uint32_t> all(m_store.people.size());
            std::iota(all.begin(), all.end(), 0);
            tbb::parallel_sort(all.begin(), all.end(), [&](std::uint32_t a, std::uint32_t b) {
                return stands_before(a, b);
            });
            return all;
        }
        const std::vector<std::uint32_t> by_agency = rows_by_agency_id();
        Table<std::uint32_t> by_place = rows_by_place();
        return by_agency.empty() ? std::move(by_place) : merged(by_place, by_agency);
    }

    [[nodiscard]] std::vector<std::uint32_t> rows_by_agency_id() const {
        std::vector<std::vector<std::uint32_t>> found(pieces_of(m_store.people.size()));
        in_pieces(m_store.people.size(),
                  [&](std::size_t piece, std::size_t begin, std::size_t end) {
                      for (std::size_t p = begin; p < end; ++p) {
                          if (m_store.people[p].id != 0) {
                              found[piece].push_back(static_cast<std::uint32_t>(p));
                          }
                      }
                  });
        std::vector<std::uint32_t> rows;
        for (const std::vector<std::uint32_t>& some : found) {
            rows.insert(rows.end(), some.begin(), some.end());
        }
        sort_by_text(rows, [&](std::uint32_t r) { return text(m_store.people[r].id); });
        return rows;
    }

    /// Those without an agency id, incident by incident, by their refs within each.
    [[nodiscard]] Table<std::uint32_t> rows_by_place() const {
        const Table<PersonRow>& people = m_store.people;
        // An incident's people belong to the piece in which they begin.
        const auto incident_from = [&](std::size_t row) {
            while (row > 0 && row < people.size() &&
                   people[row].incident == people[row - 1].incident) {
                ++row;
            }
            return row;
        };
        std::vector<std::uint32_t> before(pieces_of(people.size()));
        in_pieces(people.size(), [&](std::size_t piece, std::size_t begin, std::size_t end) {
            end = incident_from(end);
            for (std::size_t r = incident_from(begin); r < end; ++r) {
                before[piece] += people[r].id == 0 ? 1U : 0U;
            }
        });
        before = summed(std::move(before));
        auto rows = Table<std::uint32_t>::unset(before.back());
        const std::span<std::uint32_t> all = rows.writable();
        in_pieces(people.size(), [&](std::size_t piece, std::size_t begin, std::size_t end) {
            std::size_t at = before[piece];
            end = incident_from(end);
            for (std::size_t r = incident_from(begin); r < end;) {
                const std::size_t first = at;
                const IncidentIndex incident = people[r].incident;
                for (; r < end && people[r].incident == incident; ++r) {
                    if (people[r].id == 0) {
                        all[at++] = static_cast<std::uint32_t>(r);
                    }
                }
                const auto own = all.subspan(first, at - first);
                std::sort(own.begin(), own.end(), [&](std::uint32_t a, std::uint32_t b) {
                    return std::pair(people[a].ref, a) < std::pair(people[b].ref, b);
                });
            }
        });
        return rows;
    }

    [[nodiscard]] Table<std::uint32_t> merged(const Table<std::uint32_t>& by_place,
                                              const std::vector<std::uint32_t>& by_agency) const {
        const auto before = [&](std::uint32_t a, std::uint32_t b) { return stands_before(a, b); };
        auto rows = Table<std::uint32_t>::unset(by_place.size() + by_agency.size());
        const std::span<std::uint32_t> all = rows.writable();
        const auto begin_of = [&](std::size_t at) { // among by_agency
            return at == 0 ? by_agency.begin()
                   : at == by_place.size()
                       ? by_agency.end()
                       : std::lower_bound(by_agency.begin(), by_agency.end(), by_place[at], before);
        };
        if (by_place.empty()) {
            std::copy(by_agency.begin(), by_agency.end(), all.begin());
        }
        in_pieces(by_place.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
            const auto first = begin_of(begin);
            std::merge(by_place.begin() + begin, by_place.begin() + end, first, begin_of(end),
                       all.begin() + static_cast<std::ptrdiff_t>(begin) +
                           (first - by_agency.begin()),
                       before);
        });
        return rows;
    }

    CaseStore& m_store;
};

bool works_across_districts(OrganisationType type) {
    return type == OrganisationType::placement_agency || type == OrganisationType::criminal_group ||
           type == OrganisationType::government || type == OrganisationType::ngo;
}

/// How often each of a few values comes.
template <class Value>
class Counts {
  public:
    void add(Value value) {
        for (auto& [known, count] : m_counts) {
            if (known == value) {
                ++count;
                return;
            }
        }
        m_counts.emplace_back(value, 1);
    }
    /// The most frequent; among equals the least. Nothing was added: `otherwise`.
    template <class Less>
    [[nodiscard]] Value most_frequent(Value otherwise, Less less) const {
        const auto best =
            std::max_element(m_counts.begin(), m_counts.end(), [&](const auto& a, const auto& b) {
                return a.second != b.second ? a.second < b.second : less(b.first, a.first);
            });
        return best == m_counts.end() ? otherwise : best->first;
    }

  private:
    std::vector<std::pair<Value, std::size_t>> m_counts;
};

/// Rows of one organisation, before equal ids are made one.
struct NamedRows {
    std::string id;
    std::vector<std::uint32_t> rows; // ascending
};

class OrganisationJoin {
  public:
    OrganisationJoin(CaseStore& store, const std::vector<const FragmentRows::Name*>& names)
        : m_store(store), m_names(names) {}

    void run() {
        std::vector<NamedRows> organisations = named_rows();
        std::vector<std::uint32_t> order =
            order_by_text(organisations.size(),
                          [&](std::uint32_t o) -> std::string_view { return organisations[o].id; });
        // Ids may still be equal where one name is another's with a slash in it.
        std::vector<std::uint32_t> distinct;
        for (const std::uint32_t o : order) {
            if (!distinct.empty() && organisations[distinct.back()].id == organisations[o].id) {
                auto& rows = organisations[distinct.back()].rows;
                rows.insert(rows.end(), organisations[o].rows.begin(), organisations[o].rows.end());
                std::sort(rows.begin(), rows.end());
            } else {
                distinct.push_back(o);
            }
        }
        std::vector<OrganisationEntity> entities(distinct.size());
        std::uint32_t mentions = 0;
        for (std::size_t e = 0; e < distinct.size(); ++e) {
            const auto count = static_cast<std::uint32_t>(organisations[distinct[e]].rows.size());
            entities[e].mentions = {mentions, count};
            mentions += count;
        }
        m_store.organisation_mentions = Table<std::uint32_t>::unset(mentions);
        const std::span<std::uint32_t> all = m_store.organisation_mentions.writable();
        const std::span<OrganisationRow> rows = m_store.organisations.writable();
        tbb::parallel_for(std::size_t{0}, distinct.size(), [&](std::size_t e) {
            const auto& own = organisations[distinct[e]].rows;
            std::copy(own.begin(), own.end(),
                      all.begin() + static_cast<std::ptrdiff_t>(entities[e].mentions.first));
            describe(entities[e], own);
            for (const std::uint32_t r : own) {
                rows[r].organisation = static_cast<OrganisationIndex>(e);
            }
        });
        std::vector<std::string_view> ids;
        ids.reserve(distinct.size());
        for (const std::uint32_t o : distinct) {
            ids.emplace_back(organisations[o].id);
        }
        m_store.organisation_ids = StringTable(ids);
        m_store.organisation_entities = std::move(entities);
    }

  private:
    [[nodiscard]] PlaceIndex district_of(std::uint32_t r) const {
        const PlaceIndex place = m_store.organisations[r].place;
        if (place == no_place || m_store.is_unresolved(place)) {
            return no_place;
        }
        const PlaceIndex district = m_store.raised(place, PlaceLevel::district);
        return m_store.places[district].level == PlaceLevel::district ? district : no_place;
    }

    /// The rows of each organisation, as join_entities() tells which are one.
    std::vector<NamedRows> named_rows() const {
        std::vector<std::uint32_t> first(m_names.size() + 1, 0);
        for (const OrganisationRow& row : m_store.organisations) {
            ++first[row.organisation + 1];
        }
        std::partial_sum(first.begin(), first.end(), first.begin());
        std::vector<std::uint32_t> by_name(m_store.organisations.size());
        std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
        for (std::uint32_t r = 0; r < m_store.organisations.size(); ++r) {
            by_name[next[m_store.organisations[r].organisation]++] = r;
        }

        std::vector<std::uint32_t> names;
        for (std::uint32_t n = 0; n < m_names.size(); ++n) {
            if (first[n] < first[n + 1]) {
                names.push_back(n);
            }
        }
        sort_by_text(names,
                     [&](std::uint32_t n) -> std::string_view { return m_names[n]->value.key; });
        std::vector<std::pair<std::size_t, std::size_t>> groups; // of names with one key
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (i == 0 || m_names[names[i]]->value.key != m_names[names[i - 1]]->value.key) {
                groups.emplace_back(i, i);
            }
            groups.back().second = i + 1;
        }
        std::vector<std::vector<NamedRows>> found(groups.size());
        tbb::parallel_for(std::size_t{0}, groups.size(), [&](std::size_t g) {
            std::vector<std::uint32_t> rows;
            for (std::size_t i = groups[g].first; i < groups[g].second; ++i) {
                rows.insert(rows.end(), by_name.begin() + first[names[i]],
                            by_name.begin() + first[names[i] + 1]);
            }
            if (groups[g].second - groups[g].first > 1) {
                std::sort(rows.begin(), rows.end());
            }
            const std::string& key = m_names[names[groups[g].first]]->value.key;
            found[g] = key.empty() ? nameless(rows) : split(key, std::move(rows));
        });
        std::vector<NamedRows> all;
        for (std::vector<NamedRows>& some : found) {
            std::move(some.begin(), some.end(), std::back_inserter(all));
        }
        return all;
    }

    /// Each is its own, by its ref or its position in the incident.
    std::vector<NamedRows> nameless(const std::vector<std::uint32_t>& rows) const {
        std::vector<NamedRows> all;
        for (const std::uint32_t r : rows) {
            const OrganisationRow& row = m_store.organisations[r];
            const IncidentRow& incident = m_store.incidents[row.incident];
            std::string id = "organisation:" + std::string(m_store.text(incident.id)) + "/";
            id += row.ref != 0 ? std::string(m_store.text(row.ref))
                               : std::to_string(r - incident.organisations.first);
            all.push_back({std::move(id), {r}});
        }
        return all;
    }

    std::vector<NamedRows> split(const std::string& key, std::vector<std::uint32_t> rows) const {
        const std::string id = "organisation:" + slug(key);
        const bool across = std::all_of(rows.begin(), rows.end(), [&](std::uint32_t r) {
            return works_across_districts(m_store.organisations[r].type);
        });
        std::vector<PlaceIndex> districts;
        if (!across) {
            for (const std::uint32_t r : rows) {
                const PlaceIndex district = district_of(r);
                if (district != no_place && (districts.empty() || districts.back() != district)) {
                    districts.push_back(district);
                }
            }
            std::sort(districts.begin(), districts.end());
            districts.erase(std::unique(districts.begin(), districts.end()), districts.end());
        }
        std::vector<NamedRows> all;
        if (districts.size() < 2) {
            all.push_back({id, std::move(rows)});
            return all;
        }
        std::vector<NamedRows> by_district(districts.size() + 1); // the last: no district known
        for (const std::uint32_t r : rows) {
            const PlaceIndex district = district_of(r);
            const std::size_t at =
                district == no_place
                    ? districts.size()
                    : static_cast<std::size_t>(
                          std::lower_bound(districts.begin(), districts.end(), district) -
                          districts.begin());
            by_district[at].rows.push_back(r);
        }
        for (std::size_t d = 0; d < by_district.size(); ++d) {
            if (by_district[d].rows.empty()) {
                continue;
            }
            by_district[d].id = id;
            if (d < districts.size()) {
                const std::string_view place = m_store.text(m_store.places[districts[d]].id);
                by_district[d].id += "/";
                by_district[d].id += place.substr(std::string_view("place:").size());
            }
            all.push_back(std::move(by_district[d]));
        }
        return all;
    }

    void describe(OrganisationEntity& entity, const std::vector<std::uint32_t>& rows) const {
        Counts<StringId> names;
        Counts<OrganisationType> types;
        Counts<PlaceIndex> places;
        for (const std::uint32_t r : rows) {
            const OrganisationRow& row = m_store.organisations[r];
            names.add(row.name);
            if (row.type != OrganisationType::other) {
                types.add(row.type);
            }
            if (row.place != no_place) {
                places.add(row.place);
            }
            // Whatever its part in the case: the station that investigates or rescues is the one
            // where the family lives or the victim was found.
            entity.shielded = entity.shielded || tells_a_neighbourhood(row);
        }
        // Names are common strings and places are sorted: the least number has the least text.
        entity.name = names.most_frequent(0, std::less<>());
        entity.type = types.most_frequent(OrganisationType::other, std::less<>());
        entity.place = places.most_frequent(no_place, std::less<>());
    }

    /// A police station by its name or, of the police, by one that begins with those words.
    [[nodiscard]] bool tells_a_neighbourhood(const OrganisationRow& row) const {
        // Rows of other organisations may have been renumbered meanwhile; this one's has not.
        const OrganisationName& name = m_names[row.organisation]->value;
        return side_of(row.type, row.role) != Side::offending &&
               (name.is_station ||
                (name.begins_as_a_station && row.type == OrganisationType::law_enforcement));
    }

    CaseStore& m_store;
    const std::vector<const FragmentRows::Name*>& m_names;
};

class IdentifierJoin {
  public:
    explicit IdentifierJoin(CaseStore& store) : m_store(store) {}

    /// All but who is shielded, for which people need not be joined yet.
    void run() {
        sort_rows();
        const Table<std::uint32_t> person = holders_of_rows();
        const std::span<IdentifierRow> identifiers = m_store.identifier_rows.writable();
        const std::size_t distinct = m_begins.size() - 1;
        // Calls use(p) for each mention that has an identifier, once.
        const auto each_holder = [&](std::size_t entity, const auto& use) {
            for (std::size_t i = m_begins[entity]; i < m_begins[entity + 1]; ++i) {
                const std::uint32_t p = person[m_rows[i]]; // rows come in the order of people
                if (i == m_begins[entity] || p != person[m_rows[i - 1]]) {
                    use(p);
                }
            }
        };
        std::vector<std::uint32_t> before(pieces_of(distinct));
        in_pieces(distinct, [&](std::size_t piece, std::size_t begin, std::size_t end) {
            for (std::size_t e = begin; e < end; ++e) {
                each_holder(e, [&](std::uint32_t) { ++before[piece]; });
            }
        });
        before = summed(std::move(before));
        m_store.identifier_entities = Table<IdentifierEntity>::unset(distinct);
        m_store.identifier_holders = Table<std::uint32_t>::unset(before.back());
        const std::span<IdentifierEntity> entities = m_store.identifier_entities.writable();
        const std::span<std::uint32_t> holders = m_store.identifier_holders.writable();
        in_pieces(distinct, [&](std::size_t piece, std::size_t begin, std::size_t end) {
            std::uint32_t at = before[piece];
            for (std::size_t e = begin; e < end; ++e) {
                const IdentifierRow& first = identifiers[m_rows[m_begins[e]]];
                IdentifierEntity entity;
                entity.type = first.type;
                entity.value = first.value;
                entity.holders.first = at;
                each_holder(e, [&](std::uint32_t p) { holders[at++] = p; });
                entity.holders.count = at - entity.holders.first;
                entities[e] = entity;
                for (std::size_t i = m_begins[e]; i < m_begins[e + 1]; ++i) {
                    identifiers[m_rows[i]].identifier = static_cast<IdentifierIndex>(e);
                }
            }
        });
    }

  private:
    /// By type in the order of "type/", then by value: the order of ids.
    void sort_rows() {
        std::vector<IdentifierType> types;
        for (const auto& word : words<IdentifierType>()) {
            if (std::find(types.begin(), types.end(), word.value) == types.end()) {
                types.push_back(word.value);
            }
        }
        std::sort(types.begin(), types.end(), [](IdentifierType a, IdentifierType b) {
            return std::string(word_of(a)) + "/" < std::string(word_of(b)) + "/";
        });
        const Table<IdentifierRow>& identifiers = m_store.identifier_rows;
        std::vector<std::vector<std::uint32_t>> by_type(types.size());
        for (std::uint32_t i = 0; i < identifiers.size(); ++i) {
            const auto type = std::find(types.begin(), types.end(), identifiers[i].type);
            by_type[static_cast<std::size_t>(type - types.begin())].push_back(i);
        }
        m_rows.reserve(identifiers.size());
        for (std::vector<std::uint32_t>& rows : by_type) {
            const auto before = static_cast<std::uint32_t>(m_rows.size());
            for (const std::uint32_t begin : group_by_text(
                     rows, [&](std::uint32_t i) { return m_store.text(identifiers[i].value); })) {
                m_begins.push_back(before + begin);
            }
            m_rows.insert(m_rows.end(), rows.begin(), rows.end());
        }
        m_begins.push_back(static_cast<std::uint32_t>(m_rows.size()));
    }

    [[nodiscard]] Table<std::uint32_t> holders_of_rows() const {
        auto holders = Table<std::uint32_t>::unset(m_store.identifier_rows.size());
        const std::span<std::uint32_t> person = holders.writable();
        tbb::parallel_for(std::size_t{0}, m_store.people.size(), [&](std::size_t p) {
            const Range range = m_store.people[p].identifiers;
            for (std::uint32_t i = range.first; i < range.first + range.count; ++i) {
                person[i] = static_cast<std::uint32_t>(p);
            }
        });
        return holders;
    }

    CaseStore& m_store;
    std::vector<std::uint32_t> m_rows;
    std::vector<std::uint32_t> m_begins; ///< of each identifier's in m_rows, and their end
};

} // namespace

void join_people(CaseStore& store, const FuzzyDate& as_of) {
    IdentifierJoin identifiers(store);
    tbb::parallel_invoke(
        [&] {
            PeopleJoin(store).run();
            shield_people(store, as_of);
        },
        [&] { identifiers.run(); });
    shield_identifiers(store);
}

void join_organisations(CaseStore& store, const std::vector<const FragmentRows::Name*>& names) {
    OrganisationJoin(store, names).run();
}

} // namespace sandhan::graph::building
