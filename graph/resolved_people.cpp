// SPDX-License-Identifier: Apache-2.0
#include "graph/resolved_people.hpp"

#include "graph/building/pieces.hpp"
#include "graph/building/shields.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace sandhan::graph {
namespace {

void require_usable(const CaseStore& store, std::span<const PersonIndex> joined_to) {
    if (joined_to.size() != store.person_entities.size()) {
        throw std::invalid_argument("join_resolved_people: " + std::to_string(joined_to.size()) +
                                    " entries for " + std::to_string(store.person_entities.size()) +
                                    " people; give one each");
    }
    for (std::size_t p = 0; p < joined_to.size(); ++p) {
        if (joined_to[p] > p || joined_to[joined_to[p]] != joined_to[p]) {
            throw std::invalid_argument("join_resolved_people: person " + std::to_string(p) +
                                        " is joined to " + std::to_string(joined_to[p]) +
                                        ", which is no first of those joined");
        }
    }
}

/// A person to be: the people before that are joined in it.
struct Joined {
    std::uint32_t resolved = 0; ///< 0: one of before
    std::vector<PersonIndex> people;
};

class ResolvedJoin {
  public:
    ResolvedJoin(CaseStore& store, std::span<const PersonIndex> joined_to)
        : m_store(store), m_joined_to(joined_to) {}

    void run() {
        std::vector<Joined> all = in_order_of_ids();
        std::vector<PersonEntity> entities(all.size());
        std::vector<std::uint32_t> mentions;
        mentions.reserve(m_store.person_mentions.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto first = static_cast<std::uint32_t>(mentions.size());
            for (const PersonIndex p : all[i].people) {
                for (const std::uint32_t m : CaseStore::rows(m_store.person_mentions,
                                                             m_store.person_entities[p].mentions)) {
                    mentions.push_back(m);
                }
            }
            std::sort(mentions.begin() + first, mentions.end(),
                      [&](std::uint32_t a, std::uint32_t b) { return order(a) < order(b); });
            entities[i].mentions = {first, static_cast<std::uint32_t>(mentions.size()) - first};
            entities[i].resolved = all[i].resolved;
        }
        auto people = Table<PersonRow>::unset(m_store.people.size());
        const std::span<PersonRow> rows = people.writable();
        std::copy(m_store.people.begin(), m_store.people.end(), rows.begin());
        building::in_pieces(entities.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                for (std::uint32_t k = 0; k < entities[i].mentions.count; ++k) {
                    rows[mentions[entities[i].mentions.first + k]].person =
                        static_cast<PersonIndex>(i);
                }
            }
        });
        auto identifiers = Table<IdentifierEntity>::unset(m_store.identifier_entities.size());
        std::copy(m_store.identifier_entities.begin(), m_store.identifier_entities.end(),
                  identifiers.writable().begin());
        m_store.strict_people = {};
        m_store.likely_people = {};
        m_store.similar_people = {};
        m_store.people = std::move(people);
        m_store.person_entities = std::move(entities);
        m_store.person_mentions = std::move(mentions);
        m_store.identifier_entities = std::move(identifiers);
    }

  private:
    [[nodiscard]] std::tuple<IncidentIndex, StringId, StringId, std::uint32_t>
    order(std::uint32_t m) const {
        const PersonRow& row = m_store.people[m];
        return {row.incident, row.list, row.ref, m};
    }

    /// Those of before are in the order of their ids; the joined ones go where theirs belong.
    [[nodiscard]] std::vector<Joined> in_order_of_ids() const {
        std::vector<std::vector<PersonIndex>> members(m_joined_to.size());
        for (PersonIndex p = 0; p < m_joined_to.size(); ++p) {
            members[m_joined_to[p]].push_back(p);
        }
        std::vector<PersonIndex> alone;
        std::vector<std::vector<PersonIndex>> joined;
        for (std::vector<PersonIndex>& some : members) {
            if (some.size() == 1) {
                alone.push_back(some.front());
            } else if (!some.empty()) {
                joined.push_back(std::move(some));
            }
        }
        const std::vector<std::uint32_t> numbers = free_numbers(joined.size());
        std::vector<Joined> all;
        all.reserve(alone.size() + joined.size());
        auto next = alone.begin();
        for (std::size_t i = 0; i < joined.size(); ++i) {
            const std::string id = resolved_person_id(numbers[i]);
            const auto end = std::partition_point(
                next, alone.end(), [&](PersonIndex p) { return m_store.person_id(p) < id; });
            for (; next != end; ++next) {
                all.push_back({0, {*next}});
            }
            all.push_back({numbers[i], std::move(joined[i])});
        }
        for (; next != alone.end(); ++next) {
            all.push_back({0, {*next}});
        }
        return all;
    }

    /// The first numbers whose ids nobody has. Ids of a number more than six figures long would not
    /// be in order: there, all have as many as the greatest.
    [[nodiscard]] std::vector<std::uint32_t> free_numbers(std::size_t wanted) const {
        std::vector<std::uint32_t> numbers;
        numbers.reserve(wanted);
        for (std::uint32_t number = wanted < 1'000'000 ? 1 : 1'000'000; numbers.size() < wanted;
             ++number) {
            if (!is_taken(resolved_person_id(number))) {
                numbers.push_back(number);
            }
        }
        return numbers;
    }

    [[nodiscard]] bool is_taken(const std::string& id) const {
        PersonIndex begin = 0, end = static_cast<PersonIndex>(m_joined_to.size());
        while (begin < end) {
            const PersonIndex middle = begin + (end - begin) / 2;
            if (m_store.person_id(middle) < id) {
                begin = middle + 1;
            } else {
                end = middle;
            }
        }
        return begin < m_joined_to.size() && m_store.person_id(begin) == id;
    }

    CaseStore& m_store;
    std::span<const PersonIndex> m_joined_to;
};

} // namespace

void join_resolved_people(CaseStore& store,
                          std::span<const PersonIndex> joined_to,
                          const FuzzyDate& as_of) {
    require_usable(store, joined_to);
    ResolvedJoin(store, joined_to).run();
    building::shield_people(store, as_of);
    building::shield_identifiers(store);
}

} // namespace sandhan::graph
