// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/identity_candidates.hpp"

#include "algorithms/internal/split_mix.hpp"

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_sort.h>

#include <algorithm>
#include <span>
#include <string_view>
#include <tuple>

namespace sandhan::algorithms::internal {
namespace {

using graph::PlaceIndex;
using Rule = BlockingRule;

std::uint64_t hash_of_text(std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325ULL; // FNV-1a, then mixed
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return mixed(hash);
}
std::uint64_t joined(std::uint64_t a, std::uint64_t b) { return mixed(a * 3 + b); }

/// A record under a key of a rule.
struct Entry {
    std::uint64_t key;
    std::uint32_t record;
};
// Objects, not functions: sorting calls them in place.
constexpr auto before = [](const Entry& a, const Entry& b) {
    return a.key != b.key ? a.key < b.key : a.record < b.record;
};
constexpr auto comes_before = [](const CandidatePair& x, const CandidatePair& y) {
    return (std::uint64_t{x.a} << 32U | x.b) < (std::uint64_t{y.a} << 32U | y.b);
};

void sort_pairs(std::span<CandidatePair> pairs) {
    tbb::parallel_sort(pairs.begin(), pairs.end(), comes_before);
}

/// The rules of equal pairs, which are neighbours, into the first of them.
void put_together(std::vector<CandidatePair>& pairs) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (kept > 0 && pairs[kept - 1].a == pairs[i].a && pairs[kept - 1].b == pairs[i].b) {
            pairs[kept - 1].rules |= pairs[i].rules;
        } else {
            pairs[kept++] = pairs[i];
        }
    }
    pairs.resize(kept);
}

constexpr std::size_t most_keys = 24; ///< a rule a record; further aliases make no more

/// The hashes by which one record is found.
class Keys {
  public:
    explicit Keys(const IdentityRecords& all) : m_all(all) {}

    void of(std::uint32_t r, Rule rule, std::vector<std::uint64_t>& keys) {
        const IdentityRecord& record = m_all.records[r];
        keys.clear();
        parts(record, m_parts, rule == Rule::home_and_initial || rule == Rule::birth_parts);
        switch (rule) {
        case Rule::two_parts:
            for (std::size_t i = 0; i < m_parts.size(); ++i) {
                for (std::size_t j = i + 1; j < m_parts.size(); ++j) {
                    keys.push_back(
                        joined(std::min(m_parts[i], m_parts[j]), std::max(m_parts[i], m_parts[j])));
                }
            }
            break;
        case Rule::part_and_relative:
            m_others.clear();
            add_parts(record.relatives, m_others, false);
            product(keys);
            break;
        case Rule::part_and_birth:
            m_others.clear();
            if (record.birth.is_known()) {
                constexpr int years = 5, days = 1826;
                const int first = (record.birth.first - days / 5) / days;
                const int last = (record.birth.last + days / 5) / days;
                for (int k = first; k <= std::min(last, first + years); ++k) {
                    m_others.push_back(static_cast<std::uint64_t>(k + 1000));
                }
            }
            product(keys);
            break;
        case Rule::part_and_home:
            m_others.clear();
            for (const PlaceIndex home : IdentityRecords::part(m_all.places, record.homes)) {
                m_others.push_back(region(home));
            }
            product(keys);
            break;
        case Rule::part_and_activity:
            m_others.clear();
            // Where journeys begin and end: through a junction everybody comes.
            for (const std::uint64_t c : IdentityRecords::part(m_all.corridors, record.corridors)) {
                m_others.push_back(c >> 32U);
                m_others.push_back(c & 0xFFFFFFFFU);
            }
            if (m_others.empty()) {
                for (const PlaceIndex d : IdentityRecords::part(m_all.places, record.districts)) {
                    m_others.push_back(d);
                }
            }
            product(keys);
            break;
        case Rule::rare_part:
            keys = m_parts;
            break;
        case Rule::birth_day:
            if (record.birth.is_known() && record.birth.is_day()) {
                keys.push_back(static_cast<std::uint64_t>(record.birth.first));
            }
            break;
        case Rule::birth_parts:
            m_others.clear();
            if (record.birth.is_known() && record.birth.is_day()) {
                const std::string date = graph::iso_day(record.birth.first); // YYYY-MM-DD
                const std::string_view day = date;
                const auto tail = day.substr(std::min(day.size(), day.find('-', 1)));
                m_others = {joined(hash_of_text(day.substr(0, day.size() - 3)), 13),
                            joined(hash_of_text(tail), 17),
                            joined(hash_of_text(day.substr(0, day.size() - tail.size())),
                                   hash_of_text(day.substr(day.size() - 2)))};
            }
            product(keys);
            break;
        case Rule::home_and_initial:
            m_others.clear();
            for (const PlaceIndex home : IdentityRecords::part(m_all.places, record.homes)) {
                m_others.push_back(joined(home, 7));
            }
            product(keys);
            break;
        case Rule::identifier:
            for (const auto id : IdentityRecords::part(m_all.identifiers, record.identifiers)) {
                keys.push_back(id);
            }
            break;
        case Rule::address_words:
            for (const auto id : IdentityRecords::part(m_all.identifiers, record.identifiers)) {
                add_word_pairs(m_all.identifier_text[id], keys);
            }
            for (const PlaceIndex home : IdentityRecords::part(m_all.places, record.homes)) {
                if (!m_all.place[home].resolved) {
                    add_word_pairs(m_all.place[home].text, keys);
                }
            }
            break;
        case Rule::company:
        case Rule::count:
            break;
        }
        std::sort(keys.begin(), keys.end());
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        keys.resize(std::min(keys.size(), most_keys));
    }

  private:
    void add_parts(graph::Range range, std::vector<std::uint64_t>& to, bool first_letters) const {
        for (const std::uint32_t n : IdentityRecords::part(m_all.name_lists, range)) {
            const PersonName& name = m_all.names[n].name;
            for (const NamePart& part : name.parts) {
                if (first_letters && part.kind != NamePartKind::title_only) {
                    to.push_back(static_cast<unsigned char>(part.text.front()));
                } else if (!first_letters && part.kind == NamePartKind::name) {
                    to.push_back(hash_of_text(part.key));
                }
            }
        }
        std::sort(to.begin(), to.end());
        to.erase(std::unique(to.begin(), to.end()), to.end());
    }
    void
    parts(const IdentityRecord& record, std::vector<std::uint64_t>& to, bool first_letters) const {
        to.clear();
        add_parts(record.names, to, first_letters);
        add_parts(record.aliases, to, first_letters);
    }
    [[nodiscard]] std::uint64_t region(PlaceIndex home) const {
        const ComparablePlace& place = m_all.place[home];
        return place.resolved && place.district != graph::no_place ? place.district
                                                                   : joined(home, 11);
    }
    void product(std::vector<std::uint64_t>& keys) const {
        for (const std::uint64_t part : m_parts) {
            for (const std::uint64_t other : m_others) {
                keys.push_back(joined(part, other));
            }
        }
    }
    static bool is_number(std::string_view word) {
        return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
    }
    static void add_word_pairs(std::string_view text, std::vector<std::uint64_t>& keys) {
        std::string_view last, number;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find(' ', at), text.size());
            const std::string_view word = text.substr(at, end - at);
            if (!last.empty()) {
                keys.push_back(joined(hash_of_text(last), hash_of_text(word)));
            }
            if (is_number(word)) {
                if (!number.empty()) {
                    keys.push_back(joined(hash_of_text(number) + 23, hash_of_text(word)));
                }
                number = word;
            }
            last = word;
            at = end + 1;
        }
    }

    const IdentityRecords& m_all;
    std::vector<std::uint64_t> m_parts, m_others;
};

/// In what order the records of a large block stand, so that who is alike stands near.
class BlockOrder {
  public:
    explicit BlockOrder(const IdentityRecords& all) : m_all(all) {}

    bool operator()(std::uint32_t a, std::uint32_t b) const {
        const auto compared = name(a).compare(name(b));
        return compared != 0 ? compared < 0 : rest(a) < rest(b);
    }

  private:
    [[nodiscard]] std::string_view name(std::uint32_t r) const {
        const graph::Range names = m_all.records[r].names;
        if (names.count == 0) {
            return {};
        }
        const PersonName& name = m_all.names[m_all.name_lists[names.first]].name;
        return name.parts.front().key;
    }
    [[nodiscard]] std::tuple<std::int32_t, PlaceIndex, PlaceIndex, std::uint32_t>
    rest(std::uint32_t r) const {
        const IdentityRecord& record = m_all.records[r];
        return {record.birth.first, record.homes.count == 0 ? 0 : m_all.places[record.homes.first],
                record.districts.count == 0 ? 0 : m_all.places[record.districts.first], r};
    }

    const IdentityRecords& m_all;
};

class Finder {
  public:
    Finder(const IdentityRecords& all, const BlockingLimits& limits, bool link)
        : m_all(all), m_limits(limits), m_link(link) {}

    Candidates find(const graph::RunControl& control) {
        if (m_all.size() < m_limits.all_pairs_below) {
            all_pairs();
            return std::move(m_found);
        }
        for (std::uint8_t r = 0; r < static_cast<std::uint8_t>(Rule::company); ++r) {
            control.checkpoint();
            control.report(r, static_cast<std::uint64_t>(Rule::company));
            by_rule(static_cast<Rule>(r));
        }
        return std::move(m_found);
    }

  private:
    using Pairs = std::vector<CandidatePair>;

    void add(std::uint32_t a, std::uint32_t b, Rule rule, Pairs& pairs) const {
        if (m_link && m_all.records[a].first_list == m_all.records[b].first_list) {
            return;
        }
        if (a != b && !share_an_incident(m_all, a, b)) {
            pairs.push_back({std::min(a, b), std::max(a, b), 1U << static_cast<unsigned>(rule)});
        }
    }

    void all_pairs() {
        m_found.all_pairs = true;
        const auto n = static_cast<std::uint32_t>(m_all.size());
        for (std::uint32_t a = 0; a < n; ++a) {
            for (std::uint32_t b = a + 1; b < n; ++b) {
                add(a, b, Rule::count, m_found.pairs);
            }
        }
    }

    [[nodiscard]] std::vector<Entry> entries_of(Rule rule) const {
        const std::size_t pieces = (m_all.size() + records_in_piece - 1) / records_in_piece;
        std::vector<std::vector<Entry>> found(pieces);
        tbb::parallel_for(std::size_t{0}, pieces, [&](std::size_t p) {
            Keys keys(m_all);
            std::vector<std::uint64_t> some;
            const std::size_t end = std::min(m_all.size(), (p + 1) * records_in_piece);
            for (std::size_t r = p * records_in_piece; r < end; ++r) {
                keys.of(static_cast<std::uint32_t>(r), rule, some);
                for (const std::uint64_t key : some) {
                    found[p].push_back({key, static_cast<std::uint32_t>(r)});
                }
            }
        });
        std::vector<Entry> entries = joined_up(found);
        tbb::parallel_sort(entries.begin(), entries.end(), before);
        return entries;
    }

    void by_rule(Rule rule) {
        const std::vector<Entry> entries = entries_of(rule);
        // Pieces begin at the first entry of a key.
        const std::size_t pieces = (entries.size() + entries_in_piece - 1) / entries_in_piece;
        std::vector<Pairs> found(pieces);
        std::vector<std::uint64_t> large(pieces, 0);
        tbb::parallel_for(std::size_t{0}, pieces, [&](std::size_t p) {
            const auto same_as_before = [&](std::size_t i) {
                return i > 0 && i < entries.size() && entries[i].key == entries[i - 1].key;
            };
            std::size_t first = p * entries_in_piece;
            while (same_as_before(first)) {
                ++first;
            }
            const std::size_t limit = std::min(entries.size(), (p + 1) * entries_in_piece);
            std::vector<std::uint32_t> block;
            while (first < limit) {
                std::size_t end = first;
                block.clear();
                for (; end < entries.size() && entries[end].key == entries[first].key; ++end) {
                    block.push_back(entries[end].record);
                }
                first = end;
                large[p] += take(block, rule, found[p]) ? 1U : 0U;
            }
        });
        for (const std::uint64_t blocks : large) {
            m_found.large_blocks += blocks;
        }
        Pairs more = joined_up(found);
        sort_pairs(more);
        add_sorted(more);
    }

    /// All pieces in one, each freed as soon as it is copied.
    template <class T>
    static std::vector<T> joined_up(std::vector<std::vector<T>>& pieces) {
        std::vector<std::size_t> first;
        std::size_t size = 0;
        for (const std::vector<T>& some : pieces) {
            first.push_back(size);
            size += some.size();
        }
        std::vector<T> all(size);
        tbb::parallel_for(std::size_t{0}, pieces.size(), [&](std::size_t p) {
            std::copy(pieces[p].begin(), pieces[p].end(),
                      all.begin() + static_cast<std::ptrdiff_t>(first[p]));
            std::vector<T>().swap(pieces[p]);
        });
        return all;
    }

    /// Rules find the same pairs: put together at once, they take no more memory than needed.
    void add_sorted(const Pairs& more) {
        const Pairs& known = m_found.pairs;
        m_spare.clear();
        m_spare.reserve(known.size() + more.size());
        const auto add = [&](const CandidatePair& pair) {
            if (!m_spare.empty() && m_spare.back().a == pair.a && m_spare.back().b == pair.b) {
                m_spare.back().rules |= pair.rules;
            } else {
                m_spare.push_back(pair);
            }
        };
        auto x = known.begin();
        for (const CandidatePair& pair : more) {
            for (; x != known.end() && comes_before(*x, pair); ++x) {
                add(*x);
            }
            add(pair);
        }
        std::for_each(x, known.end(), add);
        m_found.pairs.swap(m_spare);
    }

    /// Whether the block was too large for all of its pairs.
    bool take(std::vector<std::uint32_t>& block, Rule rule, Pairs& pairs) const {
        const bool large = block.size() > m_limits.largest_block;
        std::size_t reach = block.size();
        if (large) {
            // A common name or place alone is no reason to compare two; where more is shared,
            // another rule finds them.
            if (rule == Rule::rare_part || rule == Rule::home_and_initial ||
                rule == Rule::birth_parts || rule == Rule::address_words) {
                return large;
            }
            std::sort(block.begin(), block.end(), BlockOrder(m_all));
            reach = m_limits.window;
        }
        for (std::size_t i = 0; i < block.size(); ++i) {
            for (std::size_t j = i + 1; j < block.size() && j - i <= reach; ++j) {
                add(block[i], block[j], rule, pairs);
            }
        }
        return large;
    }

    static constexpr std::size_t records_in_piece = 4096, entries_in_piece = 16384;

    const IdentityRecords& m_all;
    const BlockingLimits& m_limits;
    bool m_link;
    Candidates m_found;
    Pairs m_spare; ///< memory for those to come
};

} // namespace

void merge_pairs(std::vector<CandidatePair>& pairs) {
    sort_pairs(pairs);
    put_together(pairs);
}

BlockingLimits blocking_limits(std::size_t records) {
    constexpr std::size_t many = 100'000, very_many = 500'000;
    BlockingLimits limits;
    if (records > very_many) {
        limits.largest_block = 16;
        limits.window = 6;
    } else if (records > many) {
        limits.largest_block = 32;
        limits.window = 8;
    }
    return limits;
}

Candidates candidate_pairs(const IdentityRecords& records,
                           const BlockingLimits& limits,
                           bool link,
                           const graph::RunControl& control) {
    return Finder(records, limits, link).find(control);
}

bool share_an_incident(const IdentityRecords& records, std::uint32_t a, std::uint32_t b) {
    const auto one = IdentityRecords::part(records.incidents, records.records[a].incidents);
    const auto other = IdentityRecords::part(records.incidents, records.records[b].incidents);
    for (std::size_t i = 0, j = 0; i < one.size() && j < other.size();) {
        if (one[i] == other[j]) {
            return true;
        }
        ++(one[i] < other[j] ? i : j);
    }
    return false;
}

} // namespace sandhan::algorithms::internal
