// SPDX-License-Identifier: Apache-2.0
// From fragments to a store: every table copied once, in the order of incident ids, with the
// numbers of strings, places and rows made those of the whole.
#include "graph/building/common_strings.hpp"
#include "graph/building/fragment_rows.hpp"
#include "graph/building/gathered_rows.hpp"
#include "graph/building/joined_entities.hpp"
#include "graph/building/pieces.hpp"
#include "graph/building/text_order.hpp"
#include "graph/case_store.hpp"

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_invoke.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <mutex>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace sandhan::graph {

using building::CommonStrings;
using building::Extent;
using building::FragmentRows;
using building::GatheredRows;
using building::of;
using building::own_text;
using building::Part;
using building::parts;
using building::PlaceDecision;
using building::Shared;

struct CaseStoreBuilder::State {
    State(const Gazetteer& g, FaultSink f)
        : gazetteer(g), faults(std::move(f)), shared(std::make_shared<Shared>(g)) {}

    const Gazetteer& gazetteer;
    FaultSink faults;
    std::shared_ptr<Shared> shared;
    std::unique_ptr<GatheredRows> gathered = std::make_unique<GatheredRows>();
    std::optional<CaseFragment> open; ///< what add() fills

    /// One that was settled, or a new one. Any thread may ask.
    std::unique_ptr<FragmentRows> take() {
        {
            const std::scoped_lock lock(m_mutex);
            if (!m_unused.empty()) {
                auto rows = std::move(m_unused.back());
                m_unused.pop_back();
                return rows;
            }
        }
        return std::make_unique<FragmentRows>(shared, static_cast<bool>(faults));
    }
    void forget() {
        m_unused.clear();
        shared.reset();
    }
    void give_back(std::unique_ptr<FragmentRows> rows) {
        rows->clear();
        const std::scoped_lock lock(m_mutex);
        m_unused.push_back(std::move(rows));
    }

  private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<FragmentRows>> m_unused;
};

namespace {

constexpr std::size_t rows_at_once = 2048; ///< of a fragment, and of a piece of work

/// The table of places: decisions in the order of their texts, so that the order of records decides
/// nothing, then sorted by id.
class Places {
  public:
    explicit Places(const Gazetteer& gazetteer) : m_gazetteer(gazetteer) { m_rows.emplace_back(); }

    /// The place of each decision, by its number plus 1.
    std::vector<PlaceIndex>
    take(const std::vector<const building::PlaceDecisions::Entry*>& decisions) {
        std::vector<std::uint32_t> used;
        for (std::uint32_t d = 0; d < decisions.size(); ++d) {
            if (decisions[d]->value.is_used) {
                used.push_back(d);
            }
        }
        building::sort_by_text(
            used, [&](std::uint32_t d) -> std::string_view { return decisions[d]->text; });
        std::vector<PlaceIndex> place_of(decisions.size() + 1, no_place);
        // Many texts share one place of the gazetteer: once it is certain, nothing is left to say.
        std::unordered_map<const Place*, PlaceIndex> certain;
        for (const std::uint32_t d : used) {
            const PlaceDecision& decision = decisions[d]->value;
            PlaceIndex place = no_place;
            if (decision.own == nullptr && !decision.is_unresolved()) {
                PlaceIndex& known = certain[decision.place];
                if (known == no_place) {
                    known = intern(*decision.place, decision.match);
                }
                place = known;
            } else {
                place = intern(*decision.place, decision.match);
            }
            place_of[d + 1] = place;
            if (decision.gives_point) {
                keep_point(place, *decision.place->latitude, *decision.place->longitude);
            }
        }
        const std::vector<PlaceIndex> sorted = sort();
        for (PlaceIndex& place : place_of) {
            place = sorted[place];
        }
        return place_of;
    }

    /// Makes their strings common ones: first noted, then, in the rows, numbered.
    void note(CommonStrings& common) {
        change_strings([&](StringId id) { return common.note(m_strings[id]); });
    }
    std::vector<PlaceRow> rows(const CommonStrings& common) {
        change_strings([&](StringId id) { return common.sorted(id); });
        return std::move(m_rows);
    }

  private:
    template <class Change>
    void change_strings(const Change& change) {
        for (PlaceRow& row : m_rows) {
            for (StringId* id : {&row.id, &row.label, &row.name, &row.code}) {
                *id = change(*id);
            }
        }
    }

    PlaceIndex parent(const std::string& id) {
        if (id.empty()) {
            return no_place;
        }
        if (const auto known = m_by_id.find(m_strings.intern(id)); known != m_by_id.end()) {
            return known->second;
        }
        const auto place = m_gazetteer.find(id);
        return place ? intern(*place, MatchStatus::exact) : no_place;
    }

    PlaceIndex intern(const Place& place, MatchStatus match) {
        const bool resolved = match != MatchStatus::ambiguous && match != MatchStatus::unknown;
        const MatchStatus status = resolved ? MatchStatus::exact : match;
        const StringId id = m_strings.intern(place.id);
        const auto [known, is_new] =
            m_by_id.try_emplace(id, static_cast<PlaceIndex>(m_rows.size()));
        const PlaceIndex index = known->second;
        // Two texts may mean one place and differ in case ("WEXOBLUTZ", "Wexoblutz"): the least of
        // them stands.
        if (!is_new && !stands_before(place, status, m_rows[index])) {
            return index;
        }
        PlaceRow row;
        row.id = id;
        row.label = m_strings.intern(place.label);
        row.name = m_strings.intern(place.name);
        row.code = m_strings.intern(place.code);
        row.level = place.level;
        row.status = status;
        if (place.latitude && place.longitude) {
            row.latitude = *place.latitude;
            row.longitude = *place.longitude;
        }
        if (is_new) {
            m_rows.emplace_back();
        } else if (m_placed_by_record.contains(index)) {
            row.latitude = m_rows[index].latitude;
            row.longitude = m_rows[index].longitude;
        }
        const std::array<const std::string*, 3> parents{&place.district_id, &place.state_id,
                                                        &place.country_id};
        for (std::size_t l = 1; l < row.parent.size(); ++l) {
            if (*parents[l - 1] != place.id) {
                row.parent[l] = parent(*parents[l - 1]);
            }
        }
        if (resolved) {
            row.parent[static_cast<std::size_t>(row.level)] = index;
        }
        m_rows[index] = row;
        return index;
    }

    /// By label, then status, then point; one without a point last.
    [[nodiscard]] bool
    stands_before(const Place& place, MatchStatus status, const PlaceRow& row) const {
        if (const int order = std::string_view(place.label).compare(m_strings[row.label]);
            order != 0) {
            return order < 0;
        }
        const bool no_point = !place.latitude || !place.longitude;
        const bool row_has_none = std::isnan(row.latitude);
        return std::tuple(status, no_point, no_point ? 0.0 : *place.latitude,
                          no_point ? 0.0 : *place.longitude) <
               std::tuple(row.status, row_has_none, row_has_none ? 0.0 : row.latitude,
                          row_has_none ? 0.0 : row.longitude);
    }

    // Records may place an unknown village at different points: the least is kept.
    void keep_point(PlaceIndex place, double latitude, double longitude) {
        PlaceRow& row = m_rows[place];
        if (m_placed_by_record.insert(place).second ||
            std::pair(latitude, longitude) < std::pair(row.latitude, row.longitude)) {
            row.latitude = latitude;
            row.longitude = longitude;
        }
    }

    /// Returns the new index of each.
    std::vector<PlaceIndex> sort() {
        std::vector<std::uint32_t> order = building::order_by_text(
            m_rows.size(), [&](PlaceIndex p) { return m_strings[m_rows[p].id]; });
        std::vector<PlaceIndex> now(m_rows.size());
        for (PlaceIndex p = 0; p < order.size(); ++p) { // "no place" has no id and stays first
            now[order[p]] = p;
        }
        std::vector<PlaceRow> sorted;
        sorted.reserve(m_rows.size());
        for (const PlaceIndex p : order) {
            sorted.push_back(m_rows[p]);
            for (PlaceIndex& parent : sorted.back().parent) {
                parent = now[parent];
            }
        }
        m_rows = std::move(sorted);
        return now;
    }

    const Gazetteer& m_gazetteer;
    StringPool m_strings; ///< of the rows until they are given those of the store
    std::vector<PlaceRow> m_rows;
    std::unordered_map<StringId, PlaceIndex> m_by_id;
    std::unordered_set<PlaceIndex> m_placed_by_record;
};

/// Makes the rows of all fragments the tables of a store.
class Assembly {
  public:
    explicit Assembly(GatheredRows& rows) : m_from(rows) {}

    /// Puts incidents in order, for which no place or common string is needed.
    void list_incidents();

    void
    fill(CaseStore& store, const CommonStrings& common, std::vector<PlaceIndex> place_of_decision);

  private:
    /// Rows before a piece of work, in every table.
    struct Totals {
        std::array<std::uint64_t, parts> rows{};
        std::uint64_t bytes = 0; ///< of own strings
    };
    /// One incident's or listed person's rows on their way.
    struct Move {
        const Extent& begin;
        const Extent& end;
        Totals to;
    };

    [[nodiscard]] std::string_view id(std::uint32_t incident) const {
        return m_from.own_text_of(m_from.incidents[incident].id);
    }
    void list_people();
    void add(Totals& to, const Extent& begin, const Extent& end) const;

    // Rows that stand in the order of the store stay where they are.
    void settle(CaseStore& store);
    // Others are copied.
    void copy(CaseStore& store);
    void copy_incidents(std::size_t piece, Totals at);
    void copy_listed(Totals at);
    void copy_strings(const Move& move);
    [[nodiscard]] PersonRow person(const Move& move, PersonRow row) const;

    [[nodiscard]] StringId first_own() const {
        return static_cast<StringId>(m_common->texts().size());
    }
    /// The common strings, up to where the first own one begins.
    void put_common(std::span<std::uint64_t> offset, std::span<char> bytes) const;

    [[nodiscard]] StringId text(StringId id) const {
        return (id & own_text) != 0 ? first_own() + (id & ~own_text) : m_common->sorted(id);
    }
    [[nodiscard]] StringId text(const Move& move, StringId id) const {
        return (id & own_text) != 0 ? first_own() + moved(move, Part::own_strings, id & ~own_text)
                                    : m_common->sorted(id);
    }
    static std::uint32_t to(const Move& move, Part part) {
        return static_cast<std::uint32_t>(move.to.rows[static_cast<std::size_t>(part)]);
    }
    static std::uint32_t moved(const Move& move, Part part, std::uint32_t row) {
        return row - of(move.begin, part) + to(move, part);
    }
    static Range moved(const Move& move, Part part, Range range) {
        return {range.count == 0 ? 0 : moved(move, part, range.first), range.count};
    }

    GatheredRows& m_from;
    const CommonStrings* m_common = nullptr;
    std::vector<PlaceIndex> m_place;
    bool m_is_in_order = false;             ///< incidents come in the order of their ids
    std::vector<std::uint32_t> m_incidents; ///< in the order of the store, unless they are
    std::vector<std::uint32_t> m_listed;

    std::span<IncidentRow> m_incident_rows;
    std::span<PersonRow> m_people;
    std::span<OrganisationRow> m_organisations;
    std::span<IdentifierRow> m_identifiers;
    std::span<StopRow> m_stops;
    std::span<IncidentPlaceRow> m_places;
    std::span<TieRow> m_ties;
    std::span<std::uint8_t> m_words;
    std::span<StringId> m_texts;
    std::span<std::uint32_t> m_stop_people;
    std::span<std::uint64_t> m_string_offset;
    std::span<char> m_string_bytes;
};

void Assembly::list_incidents() {
    const std::size_t n = m_from.incidents.size();
    std::atomic<bool> ascending{true};
    building::in_pieces(n, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t i = std::max<std::size_t>(begin, 1); i < end && ascending; ++i) {
            const auto row = static_cast<std::uint32_t>(i);
            if (id(row - 1) >= id(row)) {
                ascending = false;
            }
        }
    });
    m_is_in_order = ascending;
    if (m_is_in_order) {
        return;
    }
    m_incidents = building::order_by_text(n, [&](std::uint32_t i) { return id(i); });
    std::atomic<std::size_t> again{n}; // the first whose id comes again
    building::in_pieces(n, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t i = std::max<std::size_t>(begin, 1); i < end; ++i) {
            if (id(m_incidents[i]) == id(m_incidents[i - 1])) {
                std::size_t known = again.load();
                while (i < known && !again.compare_exchange_weak(known, i)) {
                }
            }
        }
    });
    if (again < n) {
        throw std::invalid_argument("case store: incident " + std::string(id(m_incidents[again])) +
                                    " was added before; ids must be unique");
    }
}

void Assembly::list_people() {
    const auto text_of = [&](StringId id) -> std::string_view {
        return (id & own_text) != 0 ? m_from.own_text_of(id)
                                    : m_common->texts()[m_common->sorted(id)];
    };
    const auto key = [&](std::uint32_t l) {
        const PersonRow& row = m_from.listed[l].row;
        return std::tuple(text_of(row.list), text_of(row.ref), text_of(row.id), text_of(row.name));
    };
    m_listed.resize(m_from.listed.size());
    std::iota(m_listed.begin(), m_listed.end(), 0);
    std::stable_sort(m_listed.begin(), m_listed.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
}

void Assembly::add(Totals& to, const Extent& begin, const Extent& end) const {
    for (std::size_t p = 0; p < parts; ++p) {
        to.rows[p] += end[p] - begin[p];
    }
    to.bytes += m_from.own_begin(of(end, Part::own_strings)) -
                m_from.own_begin(of(begin, Part::own_strings));
}

void Assembly::fill(CaseStore& store,
                    const CommonStrings& common,
                    std::vector<PlaceIndex> place_of_decision) {
    m_common = &common;
    m_place = std::move(place_of_decision);
    const std::size_t strings = common.texts().size() + m_from.own_end.size();
    if (strings >= no_index || m_from.people.size() + m_from.listed.size() >= no_index) {
        throw std::length_error("case store: more than 4294967294 rows in one table");
    }
    list_people();
    const bool fits = m_from.own_end.room_in_front() > common.texts().size() &&
                      m_from.own_bytes.room_in_front() >= common.bytes();
    if (m_is_in_order && m_listed.empty() && fits) {
        settle(store);
    } else {
        copy(store);
    }
}

void Assembly::put_common(std::span<std::uint64_t> offset, std::span<char> bytes) const {
    std::uint64_t at = 0;
    for (std::size_t i = 0; i < m_common->texts().size(); ++i) {
        const std::string_view text = m_common->texts()[i];
        offset[i] = at;
        std::copy(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
        at += text.size();
    }
    offset[m_common->texts().size()] = at;
}

void Assembly::settle(CaseStore& store) {
    const auto each = [](auto& column, const auto& change) {
        building::in_pieces(column.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
            for (std::size_t r = begin; r < end; ++r) {
                change(column[r]);
            }
        });
    };
    each(m_from.incidents, [&](IncidentRow& row) {
        row.id = text(row.id);
        row.title = text(row.title);
    });
    each(m_from.people, [&](PersonRow& row) {
        for (StringId* id : {&row.list, &row.ref, &row.id, &row.name, &row.father, &row.spouse,
                             &row.nationality}) {
            *id = text(*id);
        }
        row.home = m_place[row.home];
    });
    each(m_from.organisations, [&](OrganisationRow& row) {
        row.ref = text(row.ref);
        row.name = text(row.name);
        row.place = m_place[row.place];
    });
    each(m_from.identifiers, [&](IdentifierRow& row) { row.value = text(row.value); });
    each(m_from.stops, [&](StopRow& row) { row.place = m_place[row.place]; });
    each(m_from.places, [&](IncidentPlaceRow& row) { row.place = m_place[row.place]; });
    each(m_from.texts, [&](StringId& id) { id = text(id); });
    each(m_from.own_end, [&](std::uint64_t& end) { end += m_common->bytes(); });

    store.incidents = m_from.incidents.finish();
    store.people = m_from.people.finish();
    store.organisations = m_from.organisations.finish();
    store.identifier_rows = m_from.identifiers.finish();
    store.stops = m_from.stops.finish();
    store.incident_places = m_from.places.finish();
    store.ties = m_from.ties.finish();
    store.words = m_from.words.finish();
    store.texts = m_from.texts.finish();
    store.stop_people = m_from.stop_people.finish();
    auto offset = m_from.own_end.finish(m_common->texts().size() + 1);
    auto bytes = m_from.own_bytes.finish(m_common->bytes());
    put_common(offset.writable(), bytes.writable());
    store.strings = StringTable(std::move(offset), std::move(bytes));
}

void Assembly::copy(CaseStore& store) {
    const std::size_t n = m_from.incidents.size();
    if (m_is_in_order) {
        m_incidents.resize(n);
        std::iota(m_incidents.begin(), m_incidents.end(), 0);
    }
    const std::size_t pieces = (n + rows_at_once - 1) / rows_at_once;
    std::vector<Totals> before(pieces + 1);
    tbb::parallel_for(std::size_t{0}, pieces, [&](std::size_t piece) {
        for (std::size_t i = piece * rows_at_once; i < std::min(n, (piece + 1) * rows_at_once);
             ++i) {
            add(before[piece + 1], m_from.begin[m_incidents[i]], m_from.end[m_incidents[i]]);
        }
    });
    for (std::size_t piece = 1; piece <= pieces; ++piece) {
        for (std::size_t p = 0; p < parts; ++p) {
            before[piece].rows[p] += before[piece - 1].rows[p];
        }
        before[piece].bytes += before[piece - 1].bytes;
    }
    Totals all = before[pieces];
    for (const std::uint32_t l : m_listed) {
        add(all, m_from.listed[l].begin, m_from.listed[l].end);
    }
    all.rows[static_cast<std::size_t>(Part::people)] += m_listed.size();

    const auto make = [&](auto& table, Part part) {
        table = std::remove_reference_t<decltype(table)>::unset(
            all.rows[static_cast<std::size_t>(part)]);
        return table.writable();
    };
    store.incidents = Table<IncidentRow>::unset(n);
    m_incident_rows = store.incidents.writable();
    m_people = make(store.people, Part::people);
    m_organisations = make(store.organisations, Part::organisations);
    m_identifiers = make(store.identifier_rows, Part::identifiers);
    m_stops = make(store.stops, Part::stops);
    m_places = make(store.incident_places, Part::places);
    m_ties = make(store.ties, Part::ties);
    m_words = make(store.words, Part::words);
    m_texts = make(store.texts, Part::texts);
    m_stop_people = make(store.stop_people, Part::stop_people);

    // Strings: the empty one, those in common by their text, then each incident's own.
    auto offset = Table<std::uint64_t>::unset(
        first_own() + all.rows[static_cast<std::size_t>(Part::own_strings)] + 1);
    auto bytes = Table<char>::unset(m_common->bytes() + all.bytes);
    m_string_offset = offset.writable();
    m_string_bytes = bytes.writable();
    put_common(m_string_offset, m_string_bytes);

    tbb::parallel_for(std::size_t{0}, pieces,
                      [&](std::size_t piece) { copy_incidents(piece, before[piece]); });
    copy_listed(before[pieces]);
    store.strings = StringTable(std::move(offset), std::move(bytes));
}

void Assembly::copy_strings(const Move& move) {
    const std::uint32_t first = of(move.begin, Part::own_strings);
    const std::uint32_t last = of(move.end, Part::own_strings);
    const std::uint64_t begin = m_from.own_begin(first);
    const std::uint64_t at = m_common->bytes() + move.to.bytes;
    const auto bytes = m_from.own_bytes.rows().subspan(begin, m_from.own_begin(last) - begin);
    std::copy(bytes.begin(), bytes.end(), m_string_bytes.begin() + static_cast<std::ptrdiff_t>(at));
    for (std::uint32_t own = first; own < last; ++own) {
        m_string_offset[first_own() + moved(move, Part::own_strings, own) + 1] =
            m_from.own_end[own] - begin + at;
    }
}

PersonRow Assembly::person(const Move& move, PersonRow row) const {
    for (StringId* id :
         {&row.list, &row.ref, &row.id, &row.name, &row.father, &row.spouse, &row.nationality}) {
        *id = text(move, *id);
    }
    row.home = m_place[row.home];
    row.aliases = moved(move, Part::texts, row.aliases);
    row.identifiers = moved(move, Part::identifiers, row.identifiers);
    return row;
}

void Assembly::copy_incidents(std::size_t piece, Totals at) {
    const GatheredRows& from = m_from;
    const std::size_t last = std::min(m_incidents.size(), (piece + 1) * rows_at_once);
    for (std::size_t i = piece * rows_at_once; i < last; ++i) {
        const std::uint32_t source = m_incidents[i];
        const Move move{from.begin[source], from.end[source], at};
        const auto each = [&](Part part, const auto& use) {
            std::uint32_t target = to(move, part);
            for (std::uint32_t r = of(move.begin, part); r < of(move.end, part); ++r) {
                use(r, target++);
            }
        };
        const auto index = static_cast<IncidentIndex>(i);
        IncidentRow row = from.incidents[source];
        row.id = text(move, row.id);
        row.title = text(move, row.title);
        row.people = moved(move, Part::people, row.people);
        row.organisations = moved(move, Part::organisations, row.organisations);
        row.stops = moved(move, Part::stops, row.stops);
        row.places = moved(move, Part::places, row.places);
        row.ties = moved(move, Part::ties, row.ties);
        row.exploitation = moved(move, Part::words, row.exploitation);
        row.recruitment = moved(move, Part::words, row.recruitment);
        row.control = moved(move, Part::words, row.control);
        m_incident_rows[i] = row;
        each(Part::people, [&](std::uint32_t r, std::uint32_t target) {
            PersonRow one = person(move, from.people[r]);
            one.incident = index;
            m_people[target] = one;
        });
        each(Part::organisations, [&](std::uint32_t r, std::uint32_t target) {
            OrganisationRow one = from.organisations[r];
            one.incident = index;
            one.ref = text(move, one.ref);
            one.name = text(move, one.name);
            one.place = m_place[one.place];
            one.aliases = moved(move, Part::texts, one.aliases);
            m_organisations[target] = one;
        });
        each(Part::identifiers, [&](std::uint32_t r, std::uint32_t target) {
            IdentifierRow one = from.identifiers[r];
            one.value = text(move, one.value);
            m_identifiers[target] = one;
        });
        each(Part::stops, [&](std::uint32_t r, std::uint32_t target) {
            StopRow one = from.stops[r];
            one.place = m_place[one.place];
            one.people = moved(move, Part::stop_people, one.people);
            m_stops[target] = one;
        });
        each(Part::places, [&](std::uint32_t r, std::uint32_t target) {
            IncidentPlaceRow one = from.places[r];
            one.place = m_place[one.place];
            m_places[target] = one;
        });
        each(Part::ties, [&](std::uint32_t r, std::uint32_t target) {
            TieRow one = from.ties[r];
            for (Party* party : {&one.from, &one.to}) {
                party->row =
                    moved(move, party->is_person ? Part::people : Part::organisations, party->row);
            }
            m_ties[target] = one;
        });
        each(Part::words,
             [&](std::uint32_t r, std::uint32_t target) { m_words[target] = from.words[r]; });
        each(Part::texts, [&](std::uint32_t r, std::uint32_t target) {
            m_texts[target] = text(move, from.texts[r]);
        });
        each(Part::stop_people, [&](std::uint32_t r, std::uint32_t target) {
            m_stop_people[target] = moved(move, Part::people, from.stop_people[r]);
        });
        copy_strings(move);
        add(at, move.begin, move.end);
    }
}

void Assembly::copy_listed(Totals at) {
    const GatheredRows& from = m_from;
    for (const std::uint32_t l : m_listed) {
        const FragmentRows::Listed& listed = from.listed[l];
        const Move move{listed.begin, listed.end, at};
        m_people[to(move, Part::people)] = person(move, listed.row);
        for (std::uint32_t r = of(move.begin, Part::identifiers);
             r < of(move.end, Part::identifiers); ++r) {
            IdentifierRow one = from.identifiers[r];
            one.value = text(move, one.value);
            m_identifiers[moved(move, Part::identifiers, r)] = one;
        }
        for (std::uint32_t r = of(move.begin, Part::texts); r < of(move.end, Part::texts); ++r) {
            m_texts[moved(move, Part::texts, r)] = text(move, from.texts[r]);
        }
        copy_strings(move);
        add(at, move.begin, move.end);
        ++at.rows[static_cast<std::size_t>(Part::people)];
    }
}

} // namespace

CaseStoreBuilder::CaseStoreBuilder(const Gazetteer& gazetteer, FaultSink faults)
    : m_state(std::make_unique<State>(gazetteer, std::move(faults))) {}
CaseStoreBuilder::~CaseStoreBuilder() = default;

CaseFragment CaseStoreBuilder::fragment() const { return CaseFragment(m_state->take()); }

void CaseStoreBuilder::place(CaseFragment& fragment) {
    for (Diagnostic& fault : fragment.take_faults()) {
        m_state->faults(std::move(fault));
    }
    m_state->gathered->place(*fragment.m_rows);
}

void CaseStoreBuilder::settle(CaseFragment&& fragment) {
    m_state->gathered->settle(*fragment.m_rows);
    m_state->give_back(std::move(fragment.m_rows));
}

void CaseStoreBuilder::append(CaseFragment&& fragment) {
    place(fragment);
    settle(std::move(fragment));
}

void CaseStoreBuilder::add(const Incident& incident) {
    with_open_fragment([&](CaseFragment& open) { open.add(incident); });
}

void CaseStoreBuilder::add(const Person& person,
                           const RecordPlace& where,
                           const std::string& list) {
    with_open_fragment([&](CaseFragment& open) { open.add(person, where, list); });
}

template <class Add>
void CaseStoreBuilder::with_open_fragment(Add add) {
    State& s = *m_state;
    if (!s.open) {
        s.open.emplace(fragment());
    }
    add(*s.open);
    for (Diagnostic& fault : s.open->take_faults()) {
        s.faults(std::move(fault));
    }
    if (s.open->incidents() >= rows_at_once) {
        append(std::move(*s.open));
        s.open.reset();
    }
}

CaseStore CaseStoreBuilder::finish(const FuzzyDate& as_of) {
    if (m_state->open) {
        append(std::move(*m_state->open));
        m_state->open.reset();
    }
    if (!m_state->gathered->is_whole()) {
        throw std::logic_error("case store: a fragment was placed and not settled");
    }
    const std::unique_ptr<State> state =
        std::exchange(m_state, std::make_unique<State>(m_state->gazetteer, m_state->faults));
    State& s = *state;

    CaseStore store;
    Places places(s.gazetteer);
    std::vector<PlaceIndex> place_of_decision;
    CommonStrings& common = s.shared->common;
    Assembly assembly(*s.gathered);
    tbb::parallel_invoke([&] { place_of_decision = places.take(s.shared->places.by_number()); },
                         [&] { assembly.list_incidents(); });
    places.note(common);
    common.sort();
    store.places = places.rows(common);
    assembly.fill(store, common, std::move(place_of_decision));
    s.gathered.reset();
    tbb::parallel_invoke([&] { building::join_people(store, as_of); },
                         [&] {
                             building::join_organisations(store, s.shared->names.by_number());
                             s.forget(); // many texts take a while to free
                         });
    return store;
}

} // namespace sandhan::graph
