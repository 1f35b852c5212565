// SPDX-License-Identifier: Apache-2.0
#include "graph/building/gathered_rows.hpp"

#include <algorithm>
#include <stdexcept>

namespace sandhan::graph::building {
namespace {

/// Copies the rows of one fragment behind those before it.
class Settling {
  public:
    Settling(FragmentRows& from, GatheredRows& to) : m_from(from), m_to(to) {
        for (auto id = static_cast<StringId>(from.noted.size()); id < from.common.size(); ++id) {
            from.noted.push_back(from.shared->common.note(from.common[id]));
        }
    }

    void run() {
        const FragmentRows::Base& base = m_from.base;
        each(m_from.incidents, m_to.incidents, base.incidents, [&](IncidentRow row) {
            row.id = text(row.id);
            row.title = text(row.title);
            row.people = moved(row.people, Part::people);
            row.organisations = moved(row.organisations, Part::organisations);
            row.stops = moved(row.stops, Part::stops);
            row.places = moved(row.places, Part::places);
            row.ties = moved(row.ties, Part::ties);
            row.exploitation = moved(row.exploitation, Part::words);
            row.recruitment = moved(row.recruitment, Part::words);
            row.control = moved(row.control, Part::words);
            return row;
        });
        each(m_from.begin, m_to.begin, base.incidents, [&](Extent at) { return moved(at); });
        each(m_from.end, m_to.end, base.incidents, [&](Extent at) { return moved(at); });
        each(m_from.people, m_to.people, at(Part::people), [&](PersonRow row) {
            row.incident += base.incidents;
            return person(row);
        });
        each(m_from.organisations, m_to.organisations, at(Part::organisations),
             [&](OrganisationRow row) {
                 row.incident += base.incidents;
                 row.ref = text(row.ref);
                 row.name = text(row.name);
                 row.aliases = moved(row.aliases, Part::texts);
                 return row;
             });
        each(m_from.identifiers, m_to.identifiers, at(Part::identifiers), [&](IdentifierRow row) {
            row.value = text(row.value);
            return row;
        });
        each(m_from.stops, m_to.stops, at(Part::stops), [&](StopRow row) {
            row.people = moved(row.people, Part::stop_people);
            return row;
        });
        copy(m_from.places, m_to.places, at(Part::places));
        each(m_from.ties, m_to.ties, at(Part::ties), [&](TieRow row) {
            for (Party* party : {&row.from, &row.to}) {
                party->row += at(party->is_person ? Part::people : Part::organisations);
            }
            return row;
        });
        copy(m_from.words, m_to.words, at(Part::words));
        each(m_from.texts, m_to.texts, at(Part::texts), [&](StringId id) { return text(id); });
        each(m_from.stop_people, m_to.stop_people, at(Part::stop_people),
             [&](std::uint32_t row) { return row + at(Part::people); });
        each(m_from.listed, m_to.listed, base.listed, [&](FragmentRows::Listed listed) {
            return FragmentRows::Listed{person(listed.row), moved(listed.begin), moved(listed.end)};
        });
        own_strings();
    }

  private:
    template <class T, class Change>
    static void each(const std::vector<T>& from,
                     GrowingColumn<T>& to,
                     std::size_t first,
                     const Change& change) {
        std::transform(from.begin(), from.end(), to.data() + first, change);
    }
    template <class T>
    static void copy(const std::vector<T>& from, GrowingColumn<T>& to, std::size_t first) {
        std::copy(from.begin(), from.end(), to.data() + first);
    }

    PersonRow person(PersonRow row) const {
        for (StringId* id : {&row.list, &row.ref, &row.id, &row.name, &row.father, &row.spouse,
                             &row.nationality}) {
            *id = text(*id);
        }
        row.aliases = moved(row.aliases, Part::texts);
        row.identifiers = moved(row.identifiers, Part::identifiers);
        return row;
    }

    void own_strings() {
        const auto count = static_cast<StringId>(m_from.own.size() - 1);
        const std::string_view bytes = m_from.own.bytes(1, count + 1);
        const std::uint64_t before = m_from.base.own_bytes;
        std::copy(bytes.begin(), bytes.end(), m_to.own_bytes.data() + before);
        std::uint64_t* const ends = m_to.own_end.data() + at(Part::own_strings);
        std::uint64_t end = before;
        for (StringId id = 1; id <= count; ++id) {
            end += m_from.own[id].size();
            ends[id - 1] = end;
        }
    }

    [[nodiscard]] std::uint32_t at(Part part) const { return of(m_from.base.rows, part); }
    [[nodiscard]] Range moved(Range range, Part part) const {
        return {range.count == 0 ? 0 : range.first + at(part), range.count};
    }
    [[nodiscard]] Extent moved(Extent extent) const {
        for (std::size_t p = 0; p < parts; ++p) {
            extent[p] += m_from.base.rows[p];
        }
        --extent[static_cast<std::size_t>(Part::own_strings)]; // a pool counts the empty text
        return extent;
    }
    [[nodiscard]] StringId text(StringId id) const {
        if ((id & own_text) != 0) {
            return id + at(Part::own_strings) - 1;
        }
        return id == 0 ? 0 : m_from.noted[id];
    }

    FragmentRows& m_from;
    GatheredRows& m_to;
};

} // namespace

void GatheredRows::place(FragmentRows& fragment) {
    const auto size = [](const auto& column) { return static_cast<std::uint32_t>(column.size()); };
    fragment.base = {{size(people), size(organisations), size(identifiers), size(stops),
                      size(places), size(ties), size(words), size(texts), size(stop_people),
                      size(own_end)},
                     size(incidents),
                     size(listed),
                     own_bytes.size()};
    const auto own = static_cast<StringId>(fragment.own.size() - 1);
    if (own >= own_text - own_end.size()) {
        throw std::length_error("case store: more than 2147483648 strings");
    }
    incidents.extend(fragment.incidents.size());
    begin.extend(fragment.begin.size());
    end.extend(fragment.end.size());
    people.extend(fragment.people.size());
    organisations.extend(fragment.organisations.size());
    identifiers.extend(fragment.identifiers.size());
    stops.extend(fragment.stops.size());
    places.extend(fragment.places.size());
    ties.extend(fragment.ties.size());
    words.extend(fragment.words.size());
    texts.extend(fragment.texts.size());
    stop_people.extend(fragment.stop_people.size());
    listed.extend(fragment.listed.size());
    own_end.extend(own);
    own_bytes.extend(fragment.own.bytes(1, own + 1).size());
    ++m_placed;
}

void GatheredRows::settle(FragmentRows& fragment) {
    Settling(fragment, *this).run();
    ++m_settled;
}

} // namespace sandhan::graph::building
