// SPDX-License-Identifier: Apache-2.0
#include "graph/entities.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace sandhan::graph {
namespace {

bool ends_with_word(std::string_view folded_name, std::string_view word) {
    return folded_name.ends_with(word) &&
           (folded_name.size() == word.size() ||
            folded_name[folded_name.size() - word.size() - 1] == ' ');
}

bool begins_with_word(std::string_view folded_name, std::string_view word) {
    return folded_name.starts_with(word) &&
           (folded_name.size() == word.size() || folded_name[word.size()] == ' ');
}

/// A folded station name without its closing words, or nothing if it is no station.
std::optional<std::string_view> station_stem(std::string_view folded_name) {
    constexpr std::array<std::string_view, 10> words{"police station",
                                                     "police stn",
                                                     "police thana",
                                                     "police chowki",
                                                     "police outpost",
                                                     "police post",
                                                     "thana",
                                                     "p s",
                                                     "ps",
                                                     "outpost"};
    for (const std::string_view word : words) {
        if (folded_name.size() > word.size() && ends_with_word(folded_name, word)) {
            return folded_name.substr(0, folded_name.size() - word.size() - 1);
        }
    }
    return std::nullopt;
}

/// A police station by its name or, of the police, by one that begins with those words.
bool tells_a_neighbourhood(const CaseStore& store, const OrganisationRow& row) {
    if (side_of(row.type, row.role) == Side::offending) {
        return false;
    }
    const std::string name = folded(store.text(row.name));
    constexpr std::array<std::string_view, 7> leading{
        "police station", "police stn", "police chowki", "police outpost", "ps", "p s", "thana"};
    return station_stem(name).has_value() ||
           (row.type == OrganisationType::law_enforcement &&
            std::any_of(leading.begin(), leading.end(),
                        [&](std::string_view word) { return begins_with_word(name, word); }));
}

/// The value most rows have; among equals the least. Rows must not be empty.
template <class T, class Value, class Less>
Value most_frequent(const std::vector<T>& rows, Value (*value_of)(const T&), Less less) {
    std::map<Value, std::size_t, Less> counts(less);
    for (const T& row : rows) {
        ++counts[value_of(row)];
    }
    return std::max_element(counts.begin(), counts.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
}

bool works_across_districts(OrganisationType type) {
    return type == OrganisationType::placement_agency || type == OrganisationType::criminal_group ||
           type == OrganisationType::government || type == OrganisationType::ngo;
}

/// Sorts row numbers by the id text of each and hands over each run of equal ids.
template <class Use>
void for_each_run(const StringPool& strings, const std::vector<StringId>& id_of_row, Use use) {
    std::vector<std::uint32_t> order(id_of_row.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return id_of_row[a] != id_of_row[b] && strings[id_of_row[a]] < strings[id_of_row[b]];
    });
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first + 1;
        while (last < order.size() && id_of_row[order[last]] == id_of_row[order[first]]) {
            ++last;
        }
        use(id_of_row[order[first]],
            std::span<const std::uint32_t>(order).subspan(first, last - first));
        first = last;
    }
}

void join_people(CaseStore& store) {
    std::vector<StringId> ids(store.people.size());
    for (std::size_t i = 0; i < store.people.size(); ++i) {
        const PersonRow& row = store.people[i];
        std::string id = "person:";
        if (row.id != 0) {
            id += store.text(row.id);
        } else {
            id += row.incident != no_index ? store.text(store.incidents[row.incident].id)
                                           : store.text(row.list);
            id += '/';
            id += store.text(row.ref);
        }
        ids[i] = store.strings.intern(id);
    }
    for_each_run(store.strings, ids, [&](StringId id, std::span<const std::uint32_t> rows) {
        PersonEntity entity;
        entity.id = id;
        entity.mentions = {static_cast<std::uint32_t>(store.person_mentions.size()),
                           static_cast<std::uint32_t>(rows.size())};
        std::vector<std::uint32_t> mentions(rows.begin(), rows.end());
        std::sort(mentions.begin(), mentions.end(), [&](std::uint32_t a, std::uint32_t b) {
            const PersonRow& x = store.people[a];
            const PersonRow& y = store.people[b];
            return std::tuple(x.incident, store.text(x.list), store.text(x.ref)) <
                   std::tuple(y.incident, store.text(y.list), store.text(y.ref));
        });
        for (const std::uint32_t row : mentions) {
            store.people[row].person = static_cast<PersonIndex>(store.person_entities.size());
            store.person_mentions.push_back(row);
        }
        store.person_entities.push_back(entity);
    });
}

/// The id of every organisation row, as join_entities() documents it.
std::vector<StringId> organisation_ids(CaseStore& store) {
    std::map<std::string, std::vector<std::uint32_t>> by_key;
    std::vector<StringId> ids(store.organisations.size());
    for (std::uint32_t i = 0; i < store.organisations.size(); ++i) {
        const OrganisationRow& row = store.organisations[i];
        const std::string key = organisation_key(store.text(row.name));
        if (key.empty()) {
            const std::uint32_t position = i - store.incidents[row.incident].organisations.first;
            std::string id =
                "organisation:" + std::string(store.text(store.incidents[row.incident].id)) + "/";
            id += row.ref != 0 ? std::string(store.text(row.ref)) : std::to_string(position);
            ids[i] = store.strings.intern(id);
        } else {
            by_key[key].push_back(i);
        }
    }
    for (const auto& [key, rows] : by_key) {
        const bool across = std::all_of(rows.begin(), rows.end(), [&](std::uint32_t r) {
            return works_across_districts(store.organisations[r].type);
        });
        const auto district_of = [&](std::uint32_t r) {
            const PlaceIndex place = store.organisations[r].place;
            const PlaceIndex district = store.raised(place, PlaceLevel::district);
            const bool known = place != no_place && !store.is_unresolved(place) &&
                               store.places[district].level == PlaceLevel::district;
            return known ? district : no_place;
        };
        std::set<PlaceIndex> districts;
        for (const std::uint32_t r : rows) {
            districts.insert(district_of(r));
        }
        districts.erase(no_place);
        for (const std::uint32_t r : rows) {
            std::string id = "organisation:" + slug(key);
            if (const PlaceIndex district = district_of(r);
                !across && districts.size() > 1 && district != no_place) {
                id += '/';
                id +=
                    store.text(store.places[district].id).substr(std::string_view("place:").size());
            }
            ids[r] = store.strings.intern(id);
        }
    }
    return ids;
}

void join_organisations(CaseStore& store) {
    const std::vector<StringId> ids = organisation_ids(store);
    for_each_run(store.strings, ids, [&](StringId id, std::span<const std::uint32_t> rows) {
        OrganisationEntity entity;
        entity.id = id;
        entity.mentions = {static_cast<std::uint32_t>(store.organisation_mentions.size()),
                           static_cast<std::uint32_t>(rows.size())};
        std::vector<OrganisationRow> mentions, typed, placed;
        for (const std::uint32_t r : rows) {
            const OrganisationRow& row = store.organisations[r];
            mentions.push_back(row);
            if (row.type != OrganisationType::other) {
                typed.push_back(row);
            }
            if (row.place != no_place) {
                placed.push_back(row);
            }
            // Whatever its part in the case: the station that investigates or rescues is the one
            // where the family lives or the victim was found.
            entity.shielded = entity.shielded || tells_a_neighbourhood(store, row);
        }
        const auto by_text = [&](StringId a, StringId b) { return store.text(a) < store.text(b); };
        const auto by_place_id = [&](PlaceIndex a, PlaceIndex b) {
            return store.text(store.places[a].id) < store.text(store.places[b].id);
        };
        entity.name = most_frequent(
            mentions, +[](const OrganisationRow& r) { return r.name; }, by_text);
        if (!typed.empty()) {
            entity.type = most_frequent(
                typed, +[](const OrganisationRow& r) { return r.type; }, std::less<>());
        }
        if (!placed.empty()) {
            entity.place = most_frequent(
                placed, +[](const OrganisationRow& r) { return r.place; }, by_place_id);
        }
        std::vector<std::uint32_t> sorted(rows.begin(), rows.end());
        std::sort(sorted.begin(), sorted.end(), [&](std::uint32_t a, std::uint32_t b) {
            return std::pair(store.organisations[a].incident, a) <
                   std::pair(store.organisations[b].incident, b);
        });
        for (const std::uint32_t r : sorted) {
            store.organisations[r].organisation =
                static_cast<OrganisationIndex>(store.organisation_entities.size());
            store.organisation_mentions.push_back(r);
        }
        store.organisation_entities.push_back(entity);
    });
}

/// Raises the shield of the person behind a mention to at least `shield`.
void shield(CaseStore& store, const PersonRow& row, Shield shield) {
    Shield& current = store.person_entities[row.person].shield;
    current = std::min(current, shield);
}

void shield_people(CaseStore& store, const FuzzyDate& as_of) {
    for (const PersonRow& row : store.people) {
        const IncidentRow* incident =
            row.incident == no_index ? nullptr : &store.incidents[row.incident];
        if (side_of(row.role) == Side::victim) {
            shield(store, row, Shield::victim);
        } else if (may_be_child(row, incident, as_of)) {
            shield(store, row, Shield::child);
        } else if (side_of(row.role) == Side::family || row.role == PersonRole::witness) {
            shield(store, row, Shield::family);
        }
    }
    // Whoever is a victim's or child's relative by a stated tie or by the name of father or spouse
    // would name them.
    for (const IncidentRow& incident : store.incidents) {
        const auto names_a_victim = [&](const Party& party) {
            return party.is_person &&
                   store.person_entities[store.people[party.row].person].shield <= Shield::child;
        };
        for (const TieRow& tie : store.ties_of(incident)) {
            if (tie.type != TieType::relative && tie.type != TieType::spouse) {
                continue;
            }
            if (names_a_victim(tie.from) && tie.to.is_person) {
                shield(store, store.people[tie.to.row], Shield::family);
            }
            if (names_a_victim(tie.to) && tie.from.is_person) {
                shield(store, store.people[tie.from.row], Shield::family);
            }
        }
        std::set<std::string> relatives;
        for (const PersonRow& row : store.people_of(incident)) {
            if (store.person_entities[row.person].shield <= Shield::child) {
                for (const StringId name : {row.father, row.spouse}) {
                    if (name != 0) {
                        relatives.insert(folded(store.text(name)));
                    }
                }
            }
        }
        if (relatives.empty()) {
            continue;
        }
        for (const PersonRow& row : store.people_of(incident)) {
            if (row.name != 0 && relatives.contains(folded(store.text(row.name)))) {
                shield(store, row, Shield::family);
            }
        }
    }
}

void join_identifiers(CaseStore& store) {
    std::vector<StringId> ids(store.identifier_rows.size());
    std::vector<std::uint32_t> holder(store.identifier_rows.size());
    for (std::uint32_t p = 0; p < store.people.size(); ++p) {
        const Range range = store.people[p].identifiers;
        for (std::uint32_t i = range.first; i < range.first + range.count; ++i) {
            const IdentifierRow& row = store.identifier_rows[i];
            ids[i] = store.strings.intern("identifier:" + std::string(word_of(row.type)) + "/" +
                                          std::string(store.text(row.value)));
            holder[i] = p;
        }
    }
    for_each_run(store.strings, ids, [&](StringId id, std::span<const std::uint32_t> rows) {
        IdentifierEntity entity;
        entity.id = id;
        entity.type = store.identifier_rows[rows.front()].type;
        entity.value = store.identifier_rows[rows.front()].value;
        entity.holders.first = static_cast<std::uint32_t>(store.identifier_holders.size());
        std::set<std::uint32_t> holders;
        for (const std::uint32_t r : rows) {
            store.identifier_rows[r].identifier =
                static_cast<IdentifierIndex>(store.identifier_entities.size());
            holders.insert(holder[r]);
        }
        for (const std::uint32_t p : holders) {
            entity.shielded = entity.shielded ||
                              store.person_entities[store.people[p].person].shield != Shield::none;
            store.identifier_holders.push_back(p);
        }
        entity.holders.count = static_cast<std::uint32_t>(holders.size());
        store.identifier_entities.push_back(entity);
    });
}

} // namespace

bool is_police_station(std::string_view name) { return station_stem(folded(name)).has_value(); }

std::string organisation_key(std::string_view name) {
    std::string key = folded(name);
    if (const auto stem = station_stem(key)) {
        return std::string(*stem) + " police station";
    }
    return key;
}

void join_entities(CaseStore& store, const FuzzyDate& as_of) {
    store.person_entities.clear();
    store.person_mentions.clear();
    store.organisation_entities.clear();
    store.organisation_mentions.clear();
    store.identifier_entities.clear();
    store.identifier_holders.clear();
    join_people(store);
    join_organisations(store);
    shield_people(store, as_of);
    join_identifiers(store);
}

} // namespace sandhan::graph
