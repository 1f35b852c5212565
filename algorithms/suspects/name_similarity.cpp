// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/name_similarity.hpp"

#include "algorithms/suspects/joined_parts.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>

namespace sandhan::algorithms {
namespace {

/// What one match is worth: no number of worse ones makes up for a better one.
constexpr std::array<std::int32_t, 4> worth{1 << 17, 1 << 13, 1 << 9, 1 << 5};

class NameComparison {
  public:
    NameComparison(const PersonName& a, const PersonName& b)
        : m_a(a), m_b(b), m_n(std::min(a.parts.size(), most_name_parts)),
          m_m(std::min(b.parts.size(), most_name_parts)) {}

    NameMatch result() {
        compare_all();
        match_joined();
        if (m_candidates > 0) {
            assign();
        }
        std::sort(m_match.matched.begin(), m_match.matched.begin() + m_match.n_matched,
                  [](const MatchedParts& x, const MatchedParts& y) { return x.a < y.a; });
        m_match.level = level();
        tell_the_rest();
        return m_match;
    }

  private:
    static constexpr std::size_t size = most_name_parts;

    [[nodiscard]] static bool is_title(const NamePart& part) {
        return part.kind == NamePartKind::title_only;
    }

    static constexpr unsigned other_sex = 8;
    [[nodiscard]] static std::uint8_t packed(const PartComparison& compared) {
        return static_cast<std::uint8_t>(static_cast<unsigned>(compared.match) |
                                         (compared.contradicts_sex ? other_sex : 0U));
    }
    [[nodiscard]] PartMatch match_of(std::size_t i, std::size_t j) const {
        return static_cast<PartMatch>(m_cells[i][j] & 7U);
    }

    void compare_all() {
        for (std::size_t i = 0; i < m_n; ++i) {
            for (std::size_t j = 0; j < m_m; ++j) {
                const PartComparison compared = compare_parts(m_a.parts[i], m_b.parts[j]);
                m_cells[i][j] = packed(compared);
                if (compared.match != PartMatch::unlike) {
                    ++m_candidates;
                    m_close_a |= 1U << i;
                    m_close_b |= 1U << j;
                }
            }
        }
    }

    void
    add(std::size_t i, std::size_t i_count, std::size_t j, std::size_t j_count, PartMatch match) {
        for (std::size_t k = 0; k < i_count; ++k) {
            m_used_a |= 1U << (i + k);
        }
        for (std::size_t k = 0; k < j_count; ++k) {
            m_used_b |= 1U << (j + k);
        }
        m_match.matched[m_match.n_matched++] = {
            static_cast<std::uint8_t>(i),
            static_cast<std::uint8_t>(i_count),
            static_cast<std::uint8_t>(j),
            static_cast<std::uint8_t>(j_count),
            match,
            i_count == 1 && j_count == 1 && is_title(m_a.parts[i]) && is_title(m_b.parts[j])};
    }

    /// Only parts that match nothing alone are tried together with a neighbour; a title may be in
    /// the other name too.
    void match_joined() {
        const auto free_a = [&](std::size_t i) {
            return ((m_used_a | m_close_a) & (1U << i)) == 0;
        };
        const auto free_b = [&](std::size_t j) {
            return ((m_used_b | m_close_b) & (1U << j)) == 0;
        };
        for (std::size_t i = 0; i < m_n; ++i) {
            for (std::size_t j = 0; j < m_m; ++j) {
                if (!free_a(i) && !free_b(j)) {
                    continue;
                }
                if (free_b(j) && i + 1 < m_n && (free_a(i) || free_a(i + 1)) &&
                    unused(i, 2, j, 1)) {
                    const PartMatch match =
                        compare_joined(m_a.parts[i], m_a.parts[i + 1], m_b.parts[j]);
                    if (match != PartMatch::unlike) {
                        add(i, 2, j, 1, match);
                        continue;
                    }
                }
                if (free_a(i) && j + 1 < m_m && (free_b(j) || free_b(j + 1)) &&
                    unused(i, 1, j, 2)) {
                    const PartMatch match =
                        compare_joined(m_b.parts[j], m_b.parts[j + 1], m_a.parts[i]);
                    if (match != PartMatch::unlike) {
                        add(i, 1, j, 2, match);
                    }
                }
            }
        }
    }

    [[nodiscard]] bool
    unused(std::size_t i, unsigned i_count, std::size_t j, unsigned j_count) const {
        const unsigned a = ((1U << i_count) - 1U) << i;
        const unsigned b = ((1U << j_count) - 1U) << j;
        return (m_used_a & a) == 0 && (m_used_b & b) == 0;
    }

    [[nodiscard]] std::int32_t worth_of(std::size_t i, std::size_t j) const {
        const PartMatch match = match_of(i, j);
        if (match == PartMatch::unlike) {
            return 0;
        }
        // Of equals, a name with a name and a title with a title, then those in the same place.
        return worth[static_cast<std::size_t>(match)] +
               (m_a.parts[i].kind == m_b.parts[j].kind ? 2 : 0) + (i == j ? 1 : 0);
    }

    void assign() {
        // Most often each part has one counterpart at most.
        bool clear = true;
        unsigned seen = 0;
        for (std::size_t i = 0; i < m_n && clear; ++i) {
            unsigned row = 0;
            for (std::size_t j = 0; j < m_m; ++j) {
                row |= match_of(i, j) != PartMatch::unlike ? 1U << j : 0U;
            }
            clear = (row & (row - 1)) == 0 && (row & seen) == 0;
            seen |= row;
        }
        if (clear) {
            for (std::size_t i = 0; i < m_n; ++i) {
                for (std::size_t j = 0; j < m_m; ++j) {
                    if (match_of(i, j) != PartMatch::unlike && unused(i, 1, j, 1)) {
                        add(i, 1, j, 1, match_of(i, j));
                    }
                }
            }
        } else {
            assign_best();
        }
    }

    /// Over the sets of parts of b that the first parts of a have taken.
    void assign_best() {
        constexpr std::size_t sets = std::size_t{1} << size;
        constexpr std::int32_t impossible = -1;
        std::array<std::int32_t, sets> best;
        std::array<std::array<std::uint8_t, sets>, size> taken; // size for none
        best.fill(impossible);
        best[0] = 0;
        for (std::size_t i = 0; i < m_n; ++i) {
            const std::size_t all = std::size_t{1} << m_m;
            for (std::size_t set = all; set-- > 0;) { // downwards: smaller sets are still of i - 1
                taken[i][set] = static_cast<std::uint8_t>(size);
                for (std::size_t j = 0; j < m_m; ++j) {
                    const std::size_t before = set & ~(std::size_t{1} << j);
                    const std::int32_t gain = worth_of(i, j);
                    if (before == set || gain == 0 || best[before] < 0 || !unused(i, 1, j, 1)) {
                        continue;
                    }
                    if (best[before] + gain > best[set]) {
                        best[set] = best[before] + gain;
                        taken[i][set] = static_cast<std::uint8_t>(j);
                    }
                }
            }
        }
        std::size_t set = 0;
        for (std::size_t s = 1; s < (std::size_t{1} << m_m); ++s) {
            set = best[s] > best[set] ? s : set;
        }
        for (std::size_t i = m_n; i-- > 0;) {
            const std::size_t j = taken[i][set];
            if (j != size) {
                add(i, 1, j, 1, match_of(i, j));
                set &= ~(std::size_t{1} << j);
            }
        }
    }

    /// Parts of a name: all that are no titles, those that matched nothing, titles that did not.
    struct Standing {
        unsigned core = 0, left = 0, titles_left = 0;
        std::size_t given = 0, family = 0;
        bool given_left = false, servant_left = false;
    };
    [[nodiscard]] static Standing standing(const PersonName& name, std::size_t n, unsigned used) {
        Standing s;
        bool first = true;
        for (std::size_t i = 0; i < n; ++i) {
            const bool matched = (used & (1U << i)) != 0;
            if (is_title(name.parts[i])) {
                s.titles_left += matched ? 0U : 1U;
                s.servant_left = s.servant_left || (!matched && name.parts[i].text == "abdul");
                continue;
            }
            ++s.core;
            s.left += matched ? 0U : 1U;
            s.given = first ? i : s.given;
            s.given_left = s.given_left || (first && !matched);
            s.family = i;
            first = false;
        }
        return s;
    }

    [[nodiscard]] NameLevel level() {
        Standing a = standing(m_a, m_n, m_used_a);
        Standing b = standing(m_b, m_m, m_used_b);
        // Somebody called Abdul, and no more, is not called Priya.
        a.left += a.servant_left && b.given_left ? 1U : 0U;
        b.left += b.servant_left && a.given_left ? 1U : 0U;
        m_match.titles_contradict = a.titles_left > 0 && b.titles_left > 0;
        unsigned full = 0;
        unsigned initial = 0;
        unsigned letters = 0; ///< initials of both
        bool given = false;
        bool family = false;
        for (std::size_t k = 0; k < m_match.n_matched; ++k) {
            const MatchedParts& pair = m_match.matched[k];
            if (pair.title) {
                continue;
            }
            m_match.worst = std::max(m_match.worst, pair.match);
            if (m_a.parts[pair.a].kind != NamePartKind::initial ||
                m_b.parts[pair.b].kind != NamePartKind::initial) {
                (pair.match == PartMatch::initial ? initial : full) += 1;
            } else {
                ++letters;
            }
            given = given || (pair.a == a.given && pair.b == b.given);
            family = family || (pair.a + pair.a_count - 1U == a.family &&
                                pair.b + pair.b_count - 1U == b.family && a.core > 1 && b.core > 1);
        }
        if (full + initial + letters == 0) {
            return NameLevel::different;
        }
        if (a.left > 0 && b.left > 0) {
            if (full == 0) {
                return NameLevel::different;
            }
            if (given && family && full > 1) {
                return NameLevel::part; // the middle names contradict
            }
            return given ? NameLevel::given_only : NameLevel::family_only;
        }
        if (initial > 0 || full == 0) {
            return NameLevel::initials;
        }
        if (a.left > 0 || b.left > 0 || m_match.titles_contradict) {
            return NameLevel::part;
        }
        return m_match.worst == PartMatch::equal          ? NameLevel::identical
               : m_match.worst == PartMatch::sounds_alike ? NameLevel::same_key
                                                          : NameLevel::near;
    }

    void tell_the_rest() {
        const auto known = [](graph::Sex sex) {
            return sex == graph::Sex::female || sex == graph::Sex::male;
        };
        m_match.contradicts_sex =
            known(m_a.sex_hint) && known(m_b.sex_hint) && m_a.sex_hint != m_b.sex_hint;
        for (std::size_t i = 0; i < m_n; ++i) {
            for (std::size_t j = 0; j < m_m; ++j) {
                if (unused(i, 1, j, 1)) {
                    m_match.contradicts_sex |= (m_cells[i][j] & other_sex) != 0;
                }
            }
        }
    }

    const PersonName& m_a;
    const PersonName& m_b;
    const std::size_t m_n;
    const std::size_t m_m;
    std::array<std::array<std::uint8_t, size>, size> m_cells; ///< only those of parts are filled
    unsigned m_candidates = 0;
    unsigned m_close_a = 0; ///< parts that match some part of the other alone
    unsigned m_close_b = 0;
    unsigned m_used_a = 0;
    unsigned m_used_b = 0;
    NameMatch m_match;
};

/// Whether b is to be taken for the first name: joining neighbours and choosing among equal
/// assignments go from the first name's parts onwards, and must not hang on who asks.
bool goes_before(const PersonName& b, const PersonName& a) {
    if (a.parts.size() != b.parts.size()) {
        return b.parts.size() < a.parts.size();
    }
    for (std::size_t i = 0; i < a.parts.size(); ++i) {
        const NamePart& x = a.parts[i];
        const NamePart& y = b.parts[i];
        if (x.text_hash != y.text_hash) {
            return y.text_hash < x.text_hash;
        }
        if (x.kind != y.kind) {
            return y.kind < x.kind;
        }
    }
    return false;
}

} // namespace

NameMatch compare_names(const PersonName& a, const PersonName& b) {
    if (!a.readable || !b.readable) {
        return {};
    }
    if (!goes_before(b, a)) {
        return NameComparison(a, b).result();
    }
    NameMatch match = NameComparison(b, a).result();
    const auto end = match.matched.begin() + match.n_matched;
    for (auto pair = match.matched.begin(); pair != end; ++pair) {
        std::swap(pair->a, pair->b);
        std::swap(pair->a_count, pair->b_count);
    }
    std::sort(match.matched.begin(), end,
              [](const MatchedParts& x, const MatchedParts& y) { return x.a < y.a; });
    return match;
}

std::string_view name_of(NameLevel level) {
    switch (level) {
    case NameLevel::identical:
        return "identical";
    case NameLevel::same_key:
        return "same_key";
    case NameLevel::near:
        return "near";
    case NameLevel::initials:
        return "initials";
    case NameLevel::part:
        return "part";
    case NameLevel::given_only:
        return "given_only";
    case NameLevel::family_only:
        return "family_only";
    case NameLevel::different:
        return "different";
    case NameLevel::unreadable:
        return "unreadable";
    }
    return "";
}

} // namespace sandhan::algorithms
