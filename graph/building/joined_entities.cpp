// SPDX-License-Identifier: Apache-2.0
#include "graph/building/joined_entities.hpp"

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

class PeopleJoin {
  public:
    explicit PeopleJoin(CaseStore& store) : m_store(store) {}

    void run() {
        const std::vector<std::uint32_t> order = sorted_rows();
        const std::span<PersonRow> people = m_store.people.writable();
        std::vector<PersonEntity> entities;
        entities.reserve(order.size());
        m_store.person_mentions = Table<std::uint32_t>::unset(order.size());
        const std::span<std::uint32_t> mentions = m_store.person_mentions.writable();
        std::copy(order.begin(), order.end(), mentions.begin());
        for (std::size_t first = 0; first < mentions.size();) {
            std::size_t last = first + 1;
            while (last < mentions.size() && same(mentions[first], mentions[last])) {
                ++last;
            }
            if (last - first > 1) {
                std::sort(mentions.begin() + static_cast<std::ptrdiff_t>(first),
                          mentions.begin() + static_cast<std::ptrdiff_t>(last),
                          [&](std::uint32_t a, std::uint32_t b) {
                              return std::tuple(people[a].incident, text(people[a].list),
                                                text(people[a].ref), a) <
                                     std::tuple(people[b].incident, text(people[b].list),
                                                text(people[b].ref), b);
                          });
            }
            PersonEntity entity;
            entity.mentions = {static_cast<std::uint32_t>(first),
                               static_cast<std::uint32_t>(last - first)};
            for (std::size_t m = first; m < last; ++m) {
                people[mentions[m]].person = static_cast<PersonIndex>(entities.size());
            }
            entities.push_back(entity);
            first = last;
        }
        m_store.person_entities = std::move(entities);
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

    /// Rows without an agency id come in the order of their ids already, but for the refs within an
    /// incident, unless lists take part or an incident's id goes on where another's ends ("A",
    /// "A-2": A-2/s1 stands before A/s1).
    [[nodiscard]] std::vector<std::uint32_t> sorted_rows() const {
        const auto ends_apart = [&] {
            for (std::size_t i = 1; i < m_store.incidents.size(); ++i) {
                const std::string_view a = text(m_store.incidents[i - 1].id);
                const std::string_view b = text(m_store.incidents[i].id);
                if (b.size() > a.size() && b.starts_with(a) && b[a.size()] <= '/') {
                    return false;
                }
            }
            return true;
        };
        const bool listed = !m_store.people.empty() && m_store.people.back().incident == no_index;
        const auto before = [&](std::uint32_t a, std::uint32_t b) {
            const auto order = key(a) <=> key(b);
            return order < 0 || (order == 0 && a < b);
        };
        std::vector<std::uint32_t> by_place;
        std::vector<std::uint32_t> by_agency;
        by_place.reserve(m_store.people.size());
        for (const IncidentRow& incident : m_store.incidents) {
            const auto begin = static_cast<std::ptrdiff_t>(by_place.size());
            for (std::uint32_t p = 0; p < incident.people.count; ++p) {
                const std::uint32_t row = incident.people.first + p;
                (m_store.people[row].id != 0 ? by_agency : by_place).push_back(row);
            }
            std::sort(by_place.begin() + begin, by_place.end(),
                      [&](std::uint32_t a, std::uint32_t b) {
                          return std::pair(text(m_store.people[a].ref), a) <
                                 std::pair(text(m_store.people[b].ref), b);
                      });
        }
        if (listed || !ends_apart()) {
            std::vector<std::uint32_t> all(m_store.people.size());
            std::iota(all.begin(), all.end(), 0);
            tbb::parallel_sort(all.begin(), all.end(), before);
            return all;
        }
        sort_by_text(by_agency, [&](std::uint32_t r) { return text(m_store.people[r].id); });
        std::vector<std::uint32_t> all(m_store.people.size());
        std::merge(by_place.begin(), by_place.end(), by_agency.begin(), by_agency.end(),
                   all.begin(), before);
        return all;
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

class Shields {
  public:
    Shields(CaseStore& store, const FuzzyDate& as_of)
        : m_store(store), m_as_of(as_of), m_entities(store.person_entities.writable()) {}

    void run() {
        tbb::parallel_for(std::size_t{0}, m_store.people.size(), [&](std::size_t p) {
            const PersonRow& row = m_store.people[p];
            const IncidentRow* incident =
                row.incident == no_index ? nullptr : &m_store.incidents[row.incident];
            if (side_of(row.role) == Side::victim) {
                raise(row, Shield::victim);
            } else if (may_be_child(row, incident, m_as_of)) {
                raise(row, Shield::child);
            } else if (side_of(row.role) == Side::family || row.role == PersonRole::witness) {
                raise(row, Shield::family);
            }
        });
        // Whoever is a victim's or child's relative by a stated tie or by the name of father or
        // spouse would name them. Nobody becomes a child or victim here, so the order is free.
        tbb::parallel_for(std::size_t{0}, m_store.incidents.size(),
                          [&](std::size_t i) { shield_relatives(m_store.incidents[i]); });
    }

  private:
    [[nodiscard]] Shield of(const PersonRow& row) const {
        return std::atomic_ref<Shield>(m_entities[row.person].shield)
            .load(std::memory_order_relaxed);
    }

    /// Raises the shield of the person behind a mention to at least `shield`.
    void raise(const PersonRow& row, Shield shield) const {
        const std::atomic_ref<Shield> current(m_entities[row.person].shield);
        Shield known = current.load(std::memory_order_relaxed);
        while (shield < known &&
               !current.compare_exchange_weak(known, shield, std::memory_order_relaxed)) {
        }
    }

    void shield_relatives(const IncidentRow& incident) const {
        for (const TieRow& tie : m_store.ties_of(incident)) {
            if (tie.type != TieType::relative && tie.type != TieType::spouse) {
                continue;
            }
            for (const auto& [one, other] :
                 {std::pair(tie.from, tie.to), std::pair(tie.to, tie.from)}) {
                if (one.is_person && other.is_person &&
                    of(m_store.people[one.row]) <= Shield::child) {
                    raise(m_store.people[other.row], Shield::family);
                }
            }
        }
        std::vector<Named> relatives;
        for (const PersonRow& row : m_store.people_of(incident)) {
            if ((row.father != 0 || row.spouse != 0) && of(row) <= Shield::child) {
                for (const StringId name : {row.father, row.spouse}) {
                    if (name != 0) {
                        relatives.emplace_back(m_store.text(name));
                    }
                }
            }
        }
        if (relatives.empty()) {
            return;
        }
        for (const PersonRow& row : m_store.people_of(incident)) {
            if (row.name != 0) {
                const Named name(m_store.text(row.name));
                if (std::find(relatives.begin(), relatives.end(), name) != relatives.end()) {
                    raise(row, Shield::family);
                }
            }
        }
    }

    /// A name that equals another when both fold alike. Few do, and folding costs, so letters and
    /// digits without their case are compared first.
    class Named {
      public:
        explicit Named(std::string_view name) : m_name(name) {
            const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
                return static_cast<unsigned char>(c) < 0x80;
            });
            if (!plain) {
                m_folded = folded(name);
            }
            for (const char c : plain ? name : std::string_view(m_folded)) {
                const bool upper = c >= 'A' && c <= 'Z';
                if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                    constexpr std::uint64_t fnv_prime = 1099511628211U;
                    m_key =
                        (m_key ^ static_cast<unsigned char>(upper ? c - 'A' + 'a' : c)) * fnv_prime;
                }
            }
        }
        friend bool operator==(const Named& a, const Named& b) {
            return a.m_key == b.m_key && folded(a.m_name) == folded(b.m_name);
        }

      private:
        std::string_view m_name;
        std::string m_folded;
        std::uint64_t m_key = 14695981039346656037U;
    };

    const CaseStore& m_store;
    const FuzzyDate& m_as_of;
    std::span<PersonEntity> m_entities;
};

void join_identifiers(CaseStore& store) {
    std::vector<std::uint32_t> holder(store.identifier_rows.size());
    tbb::parallel_for(std::size_t{0}, store.people.size(), [&](std::size_t p) {
        const Range range = store.people[p].identifiers;
        for (std::uint32_t i = range.first; i < range.first + range.count; ++i) {
            holder[i] = static_cast<std::uint32_t>(p);
        }
    });
    // By type in the order of "type/", then by value: the order of ids.
    std::vector<std::vector<std::uint32_t>> by_type;
    std::vector<IdentifierType> types;
    for (const auto& word : words<IdentifierType>()) {
        if (std::find(types.begin(), types.end(), word.value) == types.end()) {
            types.push_back(word.value);
        }
    }
    std::sort(types.begin(), types.end(), [](IdentifierType a, IdentifierType b) {
        return std::string(word_of(a)) + "/" < std::string(word_of(b)) + "/";
    });
    by_type.resize(types.size());
    for (std::uint32_t i = 0; i < store.identifier_rows.size(); ++i) {
        const auto type = std::find(types.begin(), types.end(), store.identifier_rows[i].type);
        by_type[static_cast<std::size_t>(type - types.begin())].push_back(i);
    }
    const std::span<IdentifierRow> identifiers = store.identifier_rows.writable();
    std::vector<IdentifierEntity> entities;
    std::vector<std::uint32_t> holders;
    holders.reserve(identifiers.size());
    for (std::vector<std::uint32_t>& rows : by_type) {
        sort_by_text(rows, [&](std::uint32_t i) { return store.text(identifiers[i].value); });
        for (std::size_t i = 0; i < rows.size();) {
            const std::string_view value = store.text(identifiers[rows[i]].value);
            IdentifierEntity entity;
            entity.type = identifiers[rows[i]].type;
            entity.value = identifiers[rows[i]].value;
            entity.holders.first = static_cast<std::uint32_t>(holders.size());
            for (; i < rows.size() && store.text(identifiers[rows[i]].value) == value; ++i) {
                identifiers[rows[i]].identifier = static_cast<IdentifierIndex>(entities.size());
                const std::uint32_t p = holder[rows[i]]; // rows come in the order of people
                if (entity.holders.first == holders.size() || holders.back() != p) {
                    holders.push_back(p);
                    entity.shielded =
                        entity.shielded ||
                        store.person_entities[store.people[p].person].shield != Shield::none;
                }
            }
            entity.holders.count =
                static_cast<std::uint32_t>(holders.size()) - entity.holders.first;
            entities.push_back(entity);
        }
    }
    store.identifier_entities = std::move(entities);
    store.identifier_holders = std::move(holders);
}

} // namespace

void join_entities(CaseStore& store,
                   const std::vector<const FragmentRows::Name*>& names,
                   const FuzzyDate& as_of) {
    tbb::parallel_invoke(
        [&] {
            PeopleJoin(store).run();
            Shields(store, as_of).run();
            join_identifiers(store);
        },
        [&] { OrganisationJoin(store, names).run(); });
}

} // namespace sandhan::graph::building
