// SPDX-License-Identifier: Apache-2.0
#include "graph/building/place_decisions.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>

namespace sandhan::graph::building {
namespace {

// No place text begins with these, so that a text, the parts of a place object and the name of a
// station can't be taken for one another.
constexpr char of_parts = '\x1e';
constexpr char of_stations = '\x1d';
constexpr char between_parts = '\x1f';

bool is_plain(const PlaceText& t) {
    return t.locality.empty() && t.district.empty() && t.state.empty() && t.country.empty() &&
           !t.latitude && !t.text.empty() && t.text.front() != of_parts &&
           t.text.front() != of_stations;
}

std::string key_of_parts(const PlaceText& t) {
    std::string key(1, of_parts);
    key += t.text;
    for (const std::string* part : {&t.locality, &t.district, &t.state, &t.country}) {
        key += between_parts;
        key += *part;
    }
    if (t.latitude && t.longitude) {
        key += between_parts + std::to_string(*t.latitude) + ',' + std::to_string(*t.longitude);
    }
    return key;
}

/// Tells unresolved places apart: texts that fold alike are one, but not points that differ, nor
/// texts of which folding leaves nothing.
std::string unresolved_key(const PlaceText& t, const std::string& written) {
    std::string key = folded(written);
    if (key.empty()) {
        key = written;
    }
    if (t.latitude && t.longitude) {
        std::array<char, 64> point{};
        std::snprintf(point.data(), point.size(), "%s%.5f,%.5f", key.empty() ? "" : " ",
                      *t.latitude, *t.longitude);
        key += point.data();
    }
    return key;
}

void use(const PlaceDecision& decision) {
    const std::atomic_ref<bool> used(decision.is_used);
    if (!used.load(std::memory_order_relaxed)) { // a write would take the line from other threads
        used.store(true, std::memory_order_relaxed);
    }
}

} // namespace

std::string written_text(const PlaceText& t) {
    if (!t.text.empty()) {
        return t.text;
    }
    std::string joined;
    for (const std::string* part : {&t.locality, &t.district, &t.state, &t.country}) {
        if (!part->empty()) {
            joined += joined.empty() ? *part : ", " + *part;
        }
    }
    return joined;
}

void PlaceDecisions::Recent::put(std::uint64_t hash, const Entry& entry) {
    if (++m_missed > m_slots.size() && m_slots.size() < last_size) {
        m_slots.assign(4 * m_slots.size(), {});
        m_missed = 0;
    }
    Slot& slot = m_slots[hash & (m_slots.size() - 1)];
    if (entry.text.size() <= slot.text.size()) {
        slot.hash = hash;
        slot.number = entry.number;
        slot.match = entry.value.match;
        slot.size = static_cast<std::uint8_t>(entry.text.size());
        std::copy(entry.text.begin(), entry.text.end(), slot.text.begin());
    }
}

PlaceDecisions::Known PlaceDecisions::of(const PlaceText& text, Recent& recent) {
    const bool plain = is_plain(text);
    const std::string key = plain ? std::string() : key_of_parts(text);
    const std::string_view asked = plain ? std::string_view(text.text) : key;
    const std::uint64_t hash = hash_of(asked);
    if (const auto known = recent.find(asked, hash)) {
        return *known;
    }
    const Entry& entry = m_texts.get(asked, hash, [&] { return decide(text, recent.memory()); });
    use(entry.value);
    if (entry.value.is_unresolved()) {
        return {entry.number, entry.value.match, &entry};
    }
    recent.put(hash, entry);
    return {entry.number, entry.value.match, nullptr};
}

void PlaceDecisions::fetch(const PlaceText& text, const Recent& recent) {
    if (is_plain(text)) {
        recent.fetch(hash_of(text.text));
    }
}

const PlaceDecisions::Entry* PlaceDecisions::of_station(std::string_view name, Recent& recent) {
    const Entry& entry = m_texts.get(of_stations + std::string(name), [&] {
        PlaceText text;
        text.text = name;
        return decided(m_gazetteer->match(text, recent.memory()));
    });
    if (entry.value.match != MatchStatus::exact && entry.value.match != MatchStatus::variant) {
        return nullptr;
    }
    use(entry.value);
    return &entry;
}

PlaceDecisions::~PlaceDecisions() {
    for (const std::atomic<const Place*>& place : m_places) {
        delete place.load(std::memory_order_relaxed);
    }
}

/// Two threads may make it at once; one of the two is kept.
const Place* PlaceDecisions::place(std::uint32_t number) {
    std::atomic<const Place*>& slot = m_places[number];
    const Place* known = slot.load(std::memory_order_acquire);
    if (known == nullptr) {
        auto made = std::make_unique<const Place>(m_gazetteer->place(number));
        if (slot.compare_exchange_strong(known, made.get(), std::memory_order_acq_rel)) {
            known = made.release();
        }
    }
    return known;
}

PlaceDecision PlaceDecisions::decided(PlaceMatch&& match) {
    PlaceDecision decision;
    decision.match = match.status;
    if (match.number != PlaceMatch::no_number) {
        decision.place = place(match.number);
    } else {
        decision.own = std::make_unique<const Place>(std::move(match.own));
        decision.place = decision.own.get();
    }
    return decision;
}

PlaceDecision PlaceDecisions::decide(const PlaceText& text, PlaceMemory& memory) {
    PlaceMatch match = m_gazetteer->match(text, memory);
    if (!building::is_unresolved(match.status)) {
        PlaceDecision decision = decided(std::move(match));
        const Place& place = *decision.place;
        decision.gives_point = decision.match == MatchStatus::district_only && text.latitude &&
                               place.latitude == text.latitude && place.longitude == text.longitude;
        return decision;
    }
    PlaceDecision decision;
    decision.match = match.status;
    // What is certain of it, the state or country beside it, holds it.
    Place place = match.number != PlaceMatch::no_number ? *this->place(match.number) : Place();
    const std::string written = written_text(text);
    place.id = "place:unresolved/" + unresolved_key(text, written);
    place.label = written;
    place.name = written;
    place.level = PlaceLevel::locality;
    place.code.clear();
    place.latitude = text.latitude;
    place.longitude = text.longitude;
    decision.own = std::make_unique<const Place>(std::move(place));
    decision.place = decision.own.get();
    for (const Place& candidate : match.candidates) {
        // A candidate is named by its district: the locality itself may be a victim's home.
        const auto district = candidate.level == PlaceLevel::locality
                                  ? m_gazetteer->find(candidate.district_id)
                                  : std::optional<Place>(candidate);
        decision.candidates.push_back(district ? district->label : candidate.state_id);
    }
    std::sort(decision.candidates.begin(), decision.candidates.end());
    decision.candidates.erase(std::unique(decision.candidates.begin(), decision.candidates.end()),
                              decision.candidates.end());
    return decision;
}

} // namespace sandhan::graph::building
