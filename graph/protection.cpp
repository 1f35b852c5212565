// SPDX-License-Identifier: Apache-2.0
#include "graph/protection.hpp"

#include "graph/keyed_hashes.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#include <sodium.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <iterator>
#include <numeric>
#include <span>
#include <stdexcept>

namespace sandhan::graph {
namespace {

constexpr int short_digits = 8;
constexpr int long_digits = 16;

std::uint64_t keyed_hash(std::string_view text, const PseudonymKey& key) {
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), key.data(),
                       key.size());
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i) {
        value = value << 8 | hash[i]; // by value, not by memory: the same on every machine
    }
    return value;
}

std::string hex(std::uint64_t value, int digits) {
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llX", static_cast<unsigned long long>(value));
    return std::string(text.data(), static_cast<std::size_t>(digits));
}

struct AgeBand {
    unsigned from;
    unsigned to;
};
constexpr std::array<AgeBand, 8> bands{
    {{0, 5}, {6, 11}, {12, 14}, {15, 17}, {18, 24}, {25, 34}, {35, 49}, {50, 255}}};

const AgeBand& band_of(unsigned years) {
    return *std::find_if(bands.begin(), bands.end(),
                         [&](const AgeBand& band) { return years <= band.to; });
}

/// "possible victim", "recruiter": the gravest role first, so that the label tells most.
std::string_view role_word(PersonRole role) {
    return role == PersonRole::possible_victim ? "possible victim" : word_of(role);
}

/// Replaces every whole-word occurrence of `secret` in `text`, whatever the case of ASCII letters.
void strike(std::string& text, std::string_view secret) {
    constexpr std::string_view mark = "[withheld]";
    constexpr std::size_t shortest = 3; // a shorter one would strike parts of ordinary words
    if (secret.size() < shortest) {
        return;
    }
    // Of ASCII letters alone, as everywhere; a name is looked for in a hundred texts, so it counts.
    const auto small = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    const auto same = [&](char a, char b) { return small(a) == small(b); };
    const auto is_word = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
               (static_cast<unsigned char>(c) & 0x80) != 0;
    };
    std::size_t from = 0;
    while (true) {
        const auto at = std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(),
                                    secret.begin(), secret.end(), same);
        if (at == text.end()) {
            return;
        }
        const auto begin = static_cast<std::size_t>(at - text.begin());
        const std::size_t end = begin + secret.size();
        if ((begin > 0 && is_word(text[begin - 1]) && is_word(secret.front())) ||
            (end < text.size() && is_word(text[end]) && is_word(secret.back()))) {
            from = begin + 1;
            continue;
        }
        text.replace(begin, secret.size(), mark);
        from = begin + mark.size();
    }
}

/// The first word of a name that tells one person from others: "uncle of Zorvane" names a child
/// too. Family names are left, which half a village may share.
std::string_view given_name(std::string_view name) {
    constexpr std::array<std::string_view, 10> titles{"mohammad", "mohammed", "muhammad", "mohamad",
                                                      "sheikh",   "shaikh",   "kumari",   "begum",
                                                      "bibi",     "devi"};
    constexpr std::size_t shortest = 4;
    while (!name.empty()) {
        const std::size_t end = std::min(name.find(' '), name.size());
        const std::string_view word = name.substr(0, end);
        const bool title = std::any_of(titles.begin(), titles.end(), [&](std::string_view t) {
            return t.size() == word.size() &&
                   std::equal(t.begin(), t.end(), word.begin(), [](char a, char b) {
                       return a == std::tolower(static_cast<unsigned char>(b));
                   });
        });
        if (word.size() >= shortest && !title) {
            return word;
        }
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return {};
}

/// The beginnings that two have. Hardly any: most are told apart by a look at some of their bits in
/// a table that fits the processor's cache, and only the rest are sorted.
std::vector<std::uint32_t> coinciding(const std::vector<std::vector<std::uint32_t>>& hashes) {
    constexpr unsigned all_bits = 32;
    constexpr unsigned part_bits = 10;
    constexpr unsigned mark_bits = 16;
    constexpr std::size_t parts = std::size_t{1} << part_bits;
    const auto part_of = [](std::uint32_t hash) { return hash >> (all_bits - part_bits); };
    const auto mark_of = [](std::uint32_t hash) {
        return hash << part_bits >> (all_bits - mark_bits);
    };
    std::vector<std::size_t> end(parts + 1, 0);
    for (const std::vector<std::uint32_t>& some : hashes) {
        for (const std::uint32_t hash : some) {
            ++end[part_of(hash) + 1];
        }
    }
    std::partial_sum(end.begin(), end.end(), end.begin());
    Table<std::uint32_t> by_part = Table<std::uint32_t>::unset(end.back());
    const std::span<std::uint32_t> ordered = by_part.writable();
    std::vector<std::size_t> next(end.begin(), end.end() - 1);
    for (const std::vector<std::uint32_t>& some : hashes) {
        for (const std::uint32_t hash : some) {
            ordered[next[part_of(hash)]++] = hash;
        }
    }
    std::vector<std::uint32_t> result, alike;
    std::vector<std::uint8_t> seen(std::size_t{1} << mark_bits); // how often; 2: or more
    for (std::size_t part = 0; part < parts; ++part) {
        const auto here = ordered.subspan(end[part], end[part + 1] - end[part]);
        if (here.size() < 2) {
            continue;
        }
        std::fill(seen.begin(), seen.end(), std::uint8_t{0});
        for (const std::uint32_t hash : here) {
            std::uint8_t& times = seen[mark_of(hash)];
            times = times == 0 ? 1 : 2;
        }
        alike.clear();
        std::copy_if(here.begin(), here.end(), std::back_inserter(alike),
                     [&](std::uint32_t hash) { return seen[mark_of(hash)] == 2; });
        std::sort(alike.begin(), alike.end());
        for (std::size_t i = 1; i < alike.size(); ++i) {
            if (alike[i] == alike[i - 1]) {
                result.push_back(alike[i]);
            }
        }
    }
    return result;
}

} // namespace

AgeRange widened_to_band(const AgeRange& age) {
    constexpr unsigned oldest = 120; // as the reader has it
    return {static_cast<std::uint8_t>(band_of(age.least).from),
            static_cast<std::uint8_t>(std::min(band_of(age.most).to, oldest))};
}

std::string age_band(const std::optional<AgeRange>& age) {
    if (!age) {
        return "";
    }
    const AgeBand low = band_of(age->least);
    const AgeBand high = band_of(age->most);
    if (high.to == bands.back().to) {
        return std::to_string(low.from) + " and over";
    }
    if (low.from == 0) {
        return "under " + std::to_string(high.to + 1);
    }
    return std::to_string(low.from) + "-" + std::to_string(high.to);
}

std::vector<PlaceIndex> shielded_places(const CaseStore& store, const IncidentRow& incident) {
    std::vector<PlaceIndex> places;
    shielded_places(store, incident, places);
    return places;
}

void shielded_places(const CaseStore& store,
                     const IncidentRow& incident,
                     std::vector<PlaceIndex>& places) {
    places.clear();
    for (const PersonRow& row : store.people_of(incident)) {
        if (store.person_entities[row.person].shield != Shield::none) {
            places.push_back(row.home);
        }
    }
    const auto stops = store.stops_of(incident);
    for (std::size_t i = 0; i < stops.size(); ++i) {
        if (i == 0 || stops[i].role == StopRole::origin) {
            places.push_back(stops[i].place);
        }
    }
    for (const IncidentPlaceRow& row : store.places_of(incident)) {
        if (row.role != PlaceRole::exploited_at) {
            places.push_back(row.place);
        }
    }
    for (const OrganisationRow& row : store.organisations_of(incident)) {
        const OrganisationEntity& entity = store.organisation_entities[row.organisation];
        if (row.role == OrganisationRole::sheltering || entity.type == OrganisationType::shelter ||
            entity.shielded) {
            places.push_back(row.place);
        }
    }
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    if (!places.empty() && places.front() == no_place) {
        places.erase(places.begin());
    }
}

PlaceIndex shown_place(const CaseStore& store,
                       const std::vector<PlaceIndex>& shielded,
                       PlaceIndex place,
                       Disclosure disclosure) {
    if (disclosure == Disclosure::reveal ||
        !std::binary_search(shielded.begin(), shielded.end(), place)) {
        return place;
    }
    // One that is not resolved is named by a pseudonym, so it may stay what it is.
    return store.is_unresolved(place) ? place : store.raised(place, PlaceLevel::district);
}

Protection::Protection(const CaseStore& store, const PseudonymKey& key, Disclosure disclosure)
    : m_store(store), m_key(key), m_disclosure(disclosure) {
    if (sodium_init() < 0) {
        throw std::runtime_error("libsodium could not be started; no pseudonym can be made");
    }
}

void Protection::find_long() const {
    const CaseStore& store = m_store;
    tbb::enumerable_thread_specific<KeyedHashes> found([&] { return KeyedHashes(m_key); });
    const auto hash_all = [&](std::size_t n, const auto& is_shielded, const auto& id) {
        tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n), [&](const auto& range) {
            KeyedHashes& hashes = found.local();
            for (std::size_t i = range.begin(); i != range.end(); ++i) {
                if (is_shielded(static_cast<std::uint32_t>(i))) {
                    hashes.add(id(static_cast<std::uint32_t>(i)));
                }
            }
        });
    };
    // Identifiers are in the order of their values, which lie all over the texts: those to come are
    // asked for from memory while others are hashed.
    const auto fetch_ahead = [&](IdentifierIndex i) {
        constexpr std::size_t where = 32; // in the order of need: first the offset, then the text
        constexpr std::size_t what = 16;
        const auto& entities = store.identifier_entities;
        const auto& offsets = store.strings.offsets();
        if (i + where < entities.size()) {
            __builtin_prefetch(&offsets[entities[i + where].value]);
        }
        if (i + what < entities.size()) {
            __builtin_prefetch(store.strings.bytes().data() + offsets[entities[i + what].value]);
        }
    };
    hash_all(
        store.person_entities.size(),
        [&](PersonIndex p) { return store.person_entities[p].shield != Shield::none; },
        [&](PersonIndex p) { return store.person_id(p); });
    hash_all(
        store.organisation_entities.size(),
        // Also one whose name is struck out is shown by a pseudonym.
        [](OrganisationIndex) { return true; },
        [&](OrganisationIndex o) { return store.organisation_id(o); });
    hash_all(
        store.identifier_entities.size(),
        [&](IdentifierIndex i) {
            fetch_ahead(i);
            return store.identifier_entities[i].shielded;
        },
        [&](IdentifierIndex i) { return store.identifier_id(i); });
    hash_all(
        store.places.size(), [&](PlaceIndex p) { return store.is_unresolved(p); },
        [&](PlaceIndex p) { return store.text(store.places[p].id); });
    std::vector<std::vector<std::uint32_t>> hashes;
    for (KeyedHashes& some : found) {
        hashes.push_back(some.take());
    }
    const std::vector<std::uint32_t> shared = coinciding(hashes);
    m_long.insert(shared.begin(), shared.end());
}

void Protection::prepare() const {
    // Isolated, so that a thread that waits inside takes up no task that would come here again.
    std::call_once(m_long_known,
                   [this] { tbb::this_task_arena::isolate([this] { find_long(); }); });
}

std::string Protection::pseudonym(std::string_view id) const {
    prepare();
    const std::uint64_t hash = keyed_hash(id, m_key);
    constexpr int rest = 4 * (long_digits - short_digits);
    return hex(hash, m_long.contains(hash >> rest) ? long_digits : short_digits);
}

bool Protection::is_shown(PersonIndex person) const {
    return m_disclosure == Disclosure::reveal ||
           m_store.person_entities[person].shield == Shield::none;
}

std::string Protection::person_id(PersonIndex person) const {
    const PersonEntity& entity = m_store.person_entities[person];
    if (is_shown(person)) {
        return m_store.person_id(person);
    }
    const std::string letter = entity.shield == Shield::victim  ? "V-"
                               : entity.shield == Shield::child ? "C-"
                                                                : "R-";
    return "person:" + letter + pseudonym(m_store.person_id(person));
}

std::string Protection::person_label(PersonIndex person) const {
    const PersonEntity& entity = m_store.person_entities[person];
    const auto mentions = CaseStore::rows(m_store.person_mentions, entity.mentions);
    PersonRole role = m_store.people[mentions.front()].role;
    for (const std::uint32_t m : mentions) {
        role = std::min(role, m_store.people[m].role);
    }
    if (!is_shown(person)) {
        std::string label = entity.shield == Shield::child ? "child " : "";
        label += role_word(role);
        return label + " " + person_id(person).substr(std::string_view("person:").size());
    }
    for (const std::uint32_t m : mentions) {
        const PersonRow& row = m_store.people[m];
        if (row.name != 0) {
            return struck(std::string(m_store.text(row.name)), row.incident);
        }
    }
    for (const std::uint32_t m : mentions) {
        const PersonRow& row = m_store.people[m];
        if (row.aliases.count > 0) {
            return struck(std::string(m_store.text(m_store.texts[row.aliases.first])),
                          row.incident);
        }
    }
    return "unnamed " + std::string(role_word(role)) + " " +
           m_store.person_id(person).substr(std::string_view("person:").size());
}

std::string Protection::organisation_id(OrganisationIndex organisation) const {
    const OrganisationEntity& entity = m_store.organisation_entities[organisation];
    if (m_disclosure == Disclosure::reveal || !entity.shielded) {
        // The id is made of the name: what is struck from the name must not stand in the id.
        return organisation_label(organisation) == m_store.text(entity.name) || entity.name == 0
                   ? std::string(m_store.organisation_id(organisation))
                   : "organisation:O-" + pseudonym(m_store.organisation_id(organisation));
    }
    return "organisation:police-station-S-" + pseudonym(m_store.organisation_id(organisation));
}

std::string Protection::organisation_label(OrganisationIndex organisation) const {
    const OrganisationEntity& entity = m_store.organisation_entities[organisation];
    if (m_disclosure == Disclosure::protect && entity.shielded) {
        std::string label = "police station S-" + pseudonym(m_store.organisation_id(organisation));
        if (entity.place != no_place && !m_store.is_unresolved(entity.place)) {
            label += ", ";
            label += m_store.text(
                m_store.places[m_store.raised(entity.place, PlaceLevel::district)].label);
        }
        return label;
    }
    if (entity.name == 0) {
        std::string kind(word_of(entity.type));
        std::replace(kind.begin(), kind.end(), '_', ' ');
        return "unnamed " + (entity.type == OrganisationType::other ? "organisation" : kind) + " " +
               std::string(m_store.organisation_id(organisation))
                   .substr(std::string_view("organisation:").size());
    }
    return struck_name(organisation);
}

std::string Protection::struck_name(OrganisationIndex organisation) const {
    {
        const std::scoped_lock lock(m_names_mutex);
        if (const auto at = m_names.find(organisation); at != m_names.end()) {
            return at->second;
        }
    }
    const OrganisationEntity& entity = m_store.organisation_entities[organisation];
    std::string name(m_store.text(entity.name));
    for (const std::uint32_t m : CaseStore::rows(m_store.organisation_mentions, entity.mentions)) {
        name = struck(std::move(name), m_store.organisations[m].incident);
    }
    const std::scoped_lock lock(m_names_mutex); // another's is the same
    return m_names.try_emplace(organisation, std::move(name)).first->second;
}

std::string Protection::identifier_id(IdentifierIndex identifier) const {
    const IdentifierEntity& entity = m_store.identifier_entities[identifier];
    if (m_disclosure == Disclosure::reveal || !entity.shielded) {
        return m_store.identifier_id(identifier);
    }
    return "identifier:" + std::string(word_of(entity.type)) + "/I-" +
           pseudonym(m_store.identifier_id(identifier));
}

std::string Protection::identifier_label(IdentifierIndex identifier) const {
    const IdentifierEntity& entity = m_store.identifier_entities[identifier];
    if (m_disclosure == Disclosure::reveal || !entity.shielded) {
        return std::string(word_of(entity.type)) + " " + std::string(m_store.text(entity.value));
    }
    return std::string(word_of(entity.type)) + " I-" + pseudonym(m_store.identifier_id(identifier));
}

std::string Protection::place_id(PlaceIndex place) const {
    const PlaceRow& row = m_store.places[place];
    if (!m_store.is_unresolved(place) || m_disclosure == Disclosure::reveal) {
        return std::string(m_store.text(row.id));
    }
    return "place:unresolved/U-" + pseudonym(m_store.text(row.id));
}

std::string Protection::place_label(PlaceIndex place) const {
    const PlaceRow& row = m_store.places[place];
    if (!m_store.is_unresolved(place)) {
        return std::string(m_store.text(row.label));
    }
    const std::string_view why = row.status == MatchStatus::ambiguous ? "ambiguous" : "unknown";
    if (m_disclosure == Disclosure::reveal) {
        return std::string(m_store.text(row.label)) + " (" + std::string(why) + ")";
    }
    return std::string(why) + " place U-" + pseudonym(m_store.text(row.id));
}

std::string Protection::incident_id(IncidentIndex incident) const {
    return "incident:" + std::string(m_store.text(m_store.incidents[incident].id));
}

// A title may tell anything, so it is never shown unless everything is.
std::string Protection::incident_label(IncidentIndex incident) const {
    const IncidentRow& row = m_store.incidents[incident];
    if (m_disclosure == Disclosure::reveal && row.title != 0) {
        return std::string(m_store.text(row.title));
    }
    return std::string(m_store.text(row.id));
}

std::string Protection::struck(std::string text, IncidentIndex incident) const {
    if (m_disclosure == Disclosure::reveal || incident == no_index) {
        return text;
    }
    for (const PersonRow& row : m_store.people_of(m_store.incidents[incident])) {
        if (m_store.person_entities[row.person].shield == Shield::none) {
            continue;
        }
        for (const StringId secret : {row.name, row.father, row.spouse}) {
            strike(text, m_store.text(secret));
        }
        strike(text, given_name(m_store.text(row.name)));
        for (const StringId alias : CaseStore::rows(m_store.texts, row.aliases)) {
            strike(text, m_store.text(alias));
        }
        for (const IdentifierRow& identifier :
             CaseStore::rows(m_store.identifier_rows, row.identifiers)) {
            strike(text, m_store.text(identifier.value));
        }
        if (row.home != no_place) {
            strike(text, m_store.text(m_store.places[row.home].name));
        }
    }
    return text;
}

} // namespace sandhan::graph
