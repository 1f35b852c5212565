// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/recurring_journeys.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::algorithms {
namespace {

using Item = std::uint32_t;
using Position = std::uint32_t; ///< in StopSequences::items
using Items = std::vector<Item>;

[[noreturn]] void refuse_patterns(const std::string& what) {
    throw std::invalid_argument("recurring journeys: " + what);
}

void require_usable(const StopSequences& journeys, const PatternRule& rule) {
    if (rule.min_incidents == 0) {
        refuse_patterns("0 incidents tell every pattern there could be; ask for 1 or more");
    }
    if (rule.min_stops == 0) {
        refuse_patterns("a pattern of 0 stops says nothing; ask for 1 or more");
    }
    if (journeys.items.size() >= no_item) {
        refuse_patterns(std::to_string(journeys.items.size()) +
                        " stops are more than can be numbered");
    }
    if (journeys.weight.size() != journeys.end.size()) {
        refuse_patterns(std::to_string(journeys.weight.size()) + " weights for " +
                        std::to_string(journeys.end.size()) + " journeys; each needs one");
    }
    if (!std::is_sorted(journeys.end.begin(), journeys.end.end()) ||
        (journeys.end.empty() ? 0 : journeys.end.back()) != journeys.items.size()) {
        refuse_patterns("the ends of the journeys must ascend to the number of stops");
    }
    const std::size_t n = journeys.parent.size();
    for (const Item item : journeys.items) {
        if (item >= n) {
            refuse_patterns("item " + std::to_string(item) + " has no parent entry; there are " +
                            std::to_string(n));
        }
    }
    for (Item item = 0; item < n; ++item) {
        std::size_t steps = 0;
        for (Item x = journeys.parent[item]; x != no_item; x = journeys.parent[x]) {
            if (x >= n || ++steps > n) {
                refuse_patterns("the parents of item " + std::to_string(item) +
                                (x >= n ? " leave the table" : " come back to where they were"));
            }
        }
    }
}

/// What `item` is, coarser and coarser: itself alone unless levels may be mixed.
class Levels {
  public:
    Levels(std::span<const Item> parent, bool mixed) : m_parent(parent), m_mixed(mixed) {}

    [[nodiscard]] Item up(Item item) const { return m_mixed ? m_parent[item] : no_item; }
    [[nodiscard]] bool is(Item visited, Item item) const {
        while (visited != item && visited != no_item) {
            visited = up(visited);
        }
        return visited == item;
    }
    /// Whether the two are the same or one holds the other, whatever may be mixed.
    [[nodiscard]] bool nested(Item a, Item b) const { return holds(a, b) || holds(b, a); }
    [[nodiscard]] bool holds(Item outer, Item inner) const {
        while (inner != outer && inner != no_item) {
            inner = m_parent[inner];
        }
        return inner == outer;
    }

  private:
    std::span<const Item> m_parent;
    bool m_mixed;
};

/// Where a journey may tell the first i + 1 items of a pattern, ending at visit j (`before`), and
/// the items from i on, beginning at visit j (`after`).
class Tellings {
  public:
    void look(const Levels& levels,
              std::span<const Item> journey,
              std::span<const Item> pattern,
              std::size_t max_gap) {
        m_n = journey.size();
        m_k = pattern.size();
        m_gap = max_gap;
        m_is.assign(m_n * m_k, 0);
        m_before.assign(m_n * m_k, 0);
        for (std::size_t i = 0; i < m_k; ++i) {
            for (std::size_t j = 0; j < m_n; ++j) {
                m_is[i * m_n + j] = levels.is(journey[j], pattern[i]) ? 1 : 0;
                m_before[i * m_n + j] =
                    m_is[i * m_n + j] != 0 && (i == 0 || any_left(i - 1, j)) ? 1 : 0;
            }
        }
    }
    /// Must follow look(). Only tellings that end at `end`, or all.
    void look_back(std::size_t end, bool only) {
        m_after.assign(m_n * m_k, 0);
        for (std::size_t i = m_k; i-- > 0;) {
            for (std::size_t j = 0; j < m_n; ++j) {
                const bool last = i + 1 == m_k;
                m_after[i * m_n + j] =
                    m_is[i * m_n + j] != 0 && (last ? !only || j == end : any_right(i + 1, j)) ? 1
                                                                                               : 0;
            }
        }
    }
    [[nodiscard]] bool before(std::size_t i, std::size_t j) const { return m_before[i * m_n + j]; }
    [[nodiscard]] bool after(std::size_t i, std::size_t j) const { return m_after[i * m_n + j]; }
    /// Whether item i can stand within the gap before visit j, or behind it.
    [[nodiscard]] bool any_left(std::size_t i, std::size_t j) const {
        for (std::size_t d = 0; d <= m_gap && d < j; ++d) {
            if (before(i, j - 1 - d)) {
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] bool any_right(std::size_t i, std::size_t j) const {
        for (std::size_t d = 0; d <= m_gap && j + 1 + d < m_n; ++d) {
            if (after(i, j + 1 + d)) {
                return true;
            }
        }
        return false;
    }

  private:
    std::size_t m_n = 0, m_k = 0, m_gap = 0;
    std::vector<unsigned char> m_is, m_before, m_after;
};

/// One step that makes a pattern say more: an item put in before the i-th (even slots, 2 i), or
/// the i-th replaced by one that it holds (odd slots).
using Step = std::uint64_t;
Step step(std::size_t slot, Item item) { return static_cast<Step>(slot) << 32 | item; }
std::size_t slot_of(Step step) { return static_cast<std::size_t>(step >> 32); }

/// What a thread needs at hand; nothing of it is kept while other patterns are looked at.
struct Scratch {
    explicit Scratch(std::size_t items) : count(items, 0), seen(items, no_item), child(items, 0) {}

    std::vector<std::uint32_t> count; ///< journeys that tell the prefix and then this item
    std::vector<std::uint32_t> seen;  ///< the last journey counted
    std::vector<std::uint32_t> child; ///< 1 + its number among the children to be
    Items touched;
    Tellings tellings;
    std::vector<Step> now, both, of_journey;
};

struct Prefix {
    Items items;
    std::vector<Position> ends; ///< visits at which it may end, ascending
    std::size_t incidents = 0;  ///< journeys that they are in
};

class Miner {
  public:
    Miner(const StopSequences& journeys, const PatternRule& rule, const graph::RunControl& control)
        : m_journeys(journeys), m_rule(rule), m_control(control),
          m_levels(journeys.parent, rule.mixed), m_sequence_of(journeys.items.size()),
          m_scratch([n = journeys.parent.size()] { return Scratch(n); }) {
        std::size_t longest = 0;
        for (std::uint32_t s = 0; s < journeys.end.size(); ++s) {
            const std::size_t first = begin_of(s);
            std::fill(m_sequence_of.begin() + static_cast<std::ptrdiff_t>(first),
                      m_sequence_of.begin() + static_cast<std::ptrdiff_t>(journeys.end[s]), s);
            longest = std::max(longest, journeys.end[s] - first);
        }
        m_gap = std::min(rule.max_gap, longest); // more is no limit, and does not overflow
    }

    std::vector<JourneyPattern> run() {
        std::vector<Prefix> firsts = first_items();
        std::atomic<std::uint64_t> done = 0;
        tbb::parallel_for(std::size_t{0}, firsts.size(), [&](std::size_t i) {
            grow(firsts[i]);
            firsts[i] = {};
            m_control.report(++done, firsts.size());
        });
        std::vector<JourneyPattern> all;
        for (std::vector<JourneyPattern>& some : m_found) {
            std::move(some.begin(), some.end(), std::back_inserter(all));
        }
        // No two have the same items: which thread found what leaves no trace.
        std::sort(all.begin(), all.end(), [](const JourneyPattern& a, const JourneyPattern& b) {
            if (a.sequences.size() != b.sequences.size()) {
                return a.sequences.size() > b.sequences.size();
            }
            if (a.items.size() != b.items.size()) {
                return a.items.size() > b.items.size();
            }
            return a.items < b.items;
        });
        return all;
    }

  private:
    [[nodiscard]] std::size_t begin_of(std::uint32_t sequence) const {
        return sequence == 0 ? 0 : m_journeys.end[sequence - 1];
    }

    /// The frequent items with all their visits.
    [[nodiscard]] std::vector<Prefix> first_items() const {
        const std::size_t n = m_journeys.parent.size();
        std::vector<std::uint32_t> visits(n, 0), incidents(n, 0), seen(n, no_item);
        for (Position p = 0; p < m_journeys.items.size(); ++p) {
            for (Item x = m_journeys.items[p]; x != no_item; x = m_levels.up(x)) {
                ++visits[x];
                incidents[x] += seen[x] != m_sequence_of[p] ? 1U : 0U;
                seen[x] = m_sequence_of[p];
            }
        }
        std::vector<Prefix> firsts;
        std::vector<std::uint32_t> number(n, no_item);
        for (Item x = 0; x < n; ++x) {
            if (incidents[x] >= m_rule.min_incidents) {
                number[x] = static_cast<std::uint32_t>(firsts.size());
                firsts.push_back({{x}, {}, incidents[x]});
                firsts.back().ends.reserve(visits[x]);
            }
        }
        for (Position p = 0; p < m_journeys.items.size(); ++p) {
            for (Item x = m_journeys.items[p]; x != no_item; x = m_levels.up(x)) {
                if (number[x] != no_item) {
                    firsts[number[x]].ends.push_back(p);
                }
            }
        }
        return firsts;
    }

    void grow(const Prefix& prefix) {
        m_control.checkpoint();
        Scratch& scratch = m_scratch.local();
        if (leads_to_hidden_only(prefix, scratch)) {
            return;
        }
        bool goes_on = false; // always the same way, so that the longer one tells all this does
        std::vector<Prefix> children = extensions(prefix, scratch, goes_on);
        if (prefix.items.size() >= m_rule.min_stops && !goes_on && !is_hidden(prefix, scratch)) {
            keep(prefix);
        }
        if (prefix.items.size() == 1) { // a few first items may hold most of the work
            tbb::parallel_for(std::size_t{0}, children.size(),
                              [&](std::size_t c) { grow(children[c]); });
            return;
        }
        for (Prefix& child : children) {
            grow(child);
            child = {};
        }
    }

    /// Calls visit(item, position) for all that may follow the prefix, a position at a time.
    template <class Visit>
    void each_next(const Prefix& prefix, Visit visit) const {
        const Item last = prefix.items.back();
        Position next = 0; // not looked at yet: the visits behind two ends overlap
        for (const Position end : prefix.ends) {
            const std::size_t stop =
                std::min<std::size_t>(end + 2 + m_gap, m_journeys.end[m_sequence_of[end]]);
            for (next = std::max(next, end + 1); next < stop; ++next) {
                if (m_levels.holds(last, m_journeys.items[next])) {
                    continue; // then so does, or is held by the last, all that holds this place
                }
                for (Item x = m_journeys.items[next]; x != no_item && !m_levels.holds(x, last);
                     x = m_levels.up(x)) {
                    visit(x, next);
                }
            }
        }
    }

    [[nodiscard]] std::vector<Prefix>
    extensions(const Prefix& prefix, Scratch& scratch, bool& goes_on) const {
        scratch.touched.clear();
        each_next(prefix, [&](Item x, Position p) {
            const std::uint32_t sequence = m_sequence_of[p];
            if (scratch.count[x] == 0) {
                scratch.touched.push_back(x);
            } else if (scratch.seen[x] == sequence) {
                return;
            }
            scratch.seen[x] = sequence;
            ++scratch.count[x];
        });
        std::sort(scratch.touched.begin(), scratch.touched.end());
        std::vector<Prefix> children;
        for (const Item x : scratch.touched) {
            const std::size_t incidents = std::exchange(scratch.count[x], 0);
            goes_on = goes_on || incidents == prefix.incidents;
            if (incidents >= m_rule.min_incidents) {
                children.push_back({prefix.items, {}, incidents});
                children.back().items.push_back(x);
                children.back().ends.reserve(incidents);
                scratch.child[x] = static_cast<std::uint32_t>(children.size());
            }
        }
        if (!children.empty()) {
            each_next(prefix, [&](Item x, Position p) {
                if (scratch.child[x] != 0) {
                    children[scratch.child[x] - 1].ends.push_back(p);
                }
            });
        }
        for (const Item x : scratch.touched) {
            scratch.child[x] = 0;
        }
        return children;
    }

    /// Appends the steps whose outcome is told where `tellings` are, unsorted; only those in a slot
    /// that some step of `only` is in, or all.
    void add_steps(const Items& pattern,
                   std::span<const Item> journey,
                   const Tellings& tellings,
                   const std::vector<Step>* only,
                   std::vector<Step>& steps) const {
        std::size_t at = 0; // in *only, which is sorted
        for (std::size_t slot = 0; slot < 2 * pattern.size(); ++slot) {
            if (only != nullptr) {
                while (at < only->size() && slot_of((*only)[at]) < slot) {
                    ++at;
                }
                if (at == only->size() || slot_of((*only)[at]) > slot) {
                    continue;
                }
            }
            const std::size_t i = slot / 2;
            if (slot % 2 == 0) {
                add_insertions(pattern, i, journey, tellings, steps);
            } else if (m_rule.mixed) {
                add_refinements(pattern[i], i, journey, tellings, steps);
            }
        }
    }
    void add_insertions(const Items& pattern,
                        std::size_t i,
                        std::span<const Item> journey,
                        const Tellings& tellings,
                        std::vector<Step>& steps) const {
        for (std::size_t j = 0; j < journey.size(); ++j) {
            if (!tellings.any_right(i, j) || (i > 0 && !tellings.any_left(i - 1, j))) {
                continue;
            }
            for (Item x = journey[j]; x != no_item; x = m_levels.up(x)) {
                if (!m_levels.nested(x, pattern[i]) &&
                    (i == 0 || !m_levels.nested(x, pattern[i - 1]))) {
                    steps.push_back(step(2 * i, x));
                }
            }
        }
    }
    void add_refinements(Item item,
                         std::size_t i,
                         std::span<const Item> journey,
                         const Tellings& tellings,
                         std::vector<Step>& steps) const {
        for (std::size_t j = 0; j < journey.size(); ++j) {
            if (journey[j] == item || !tellings.before(i, j) || !tellings.after(i, j)) {
                continue;
            }
            Item finer = journey[j];
            while (m_levels.up(finer) != item) {
                finer = m_levels.up(finer);
            }
            steps.push_back(step(2 * i + 1, finer));
        }
    }

    /// Whether some step is possible wherever the prefix may end, to the same end. Then it is
    /// possible in whatever the prefix grows into, and all that is hidden.
    [[nodiscard]] bool leads_to_hidden_only(const Prefix& prefix, Scratch& scratch) const {
        return has_common_step(prefix, scratch, true);
    }
    /// Whether some step other than going on behind the last item is possible in every journey.
    [[nodiscard]] bool is_hidden(const Prefix& prefix, Scratch& scratch) const {
        return has_common_step(prefix, scratch, false);
    }

    [[nodiscard]] bool
    has_common_step(const Prefix& prefix, Scratch& scratch, bool at_each_end) const {
        std::vector<Step>& now = scratch.now;
        std::vector<Step>& steps = scratch.of_journey;
        bool first = true;
        const auto meet = [&](std::span<const Item> journey) {
            steps.clear();
            add_steps(prefix.items, journey, scratch.tellings, first ? nullptr : &now, steps);
            std::sort(steps.begin(), steps.end());
            steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
            if (first) {
                now.swap(steps);
                first = false;
            } else {
                scratch.both.clear();
                std::set_intersection(now.begin(), now.end(), steps.begin(), steps.end(),
                                      std::back_inserter(scratch.both));
                now.swap(scratch.both);
            }
            return !now.empty();
        };
        std::uint32_t looked = no_item;
        for (const Position end : prefix.ends) {
            const std::uint32_t sequence = m_sequence_of[end];
            const std::size_t begin = begin_of(sequence);
            const auto journey = std::span<const Item>(m_journeys.items)
                                     .subspan(begin, m_journeys.end[sequence] - begin);
            if (sequence != looked) {
                scratch.tellings.look(m_levels, journey, prefix.items, m_gap);
                looked = sequence;
            } else if (!at_each_end) {
                continue;
            }
            scratch.tellings.look_back(end - begin, at_each_end);
            if (!meet(journey)) {
                return false;
            }
        }
        return true;
    }

    void keep(const Prefix& prefix) {
        JourneyPattern pattern{prefix.items, {}, 0.0};
        pattern.sequences.reserve(prefix.incidents);
        for (const Position end : prefix.ends) {
            const std::uint32_t sequence = m_sequence_of[end];
            if (pattern.sequences.empty() || pattern.sequences.back() != sequence) {
                pattern.sequences.push_back(sequence);
                pattern.expected += m_journeys.weight[sequence];
            }
        }
        m_found.local().push_back(std::move(pattern));
    }

    const StopSequences& m_journeys;
    const PatternRule& m_rule;
    const graph::RunControl& m_control;
    Levels m_levels;
    std::size_t m_gap = 0;
    std::vector<std::uint32_t> m_sequence_of; ///< of each position
    tbb::enumerable_thread_specific<Scratch> m_scratch;
    tbb::enumerable_thread_specific<std::vector<JourneyPattern>> m_found;
};

/// What holds each place next.
Items parents_of(const graph::CaseStore& store) {
    Items parent(store.places.size(), no_item);
    for (graph::PlaceIndex place = 0; place < parent.size(); ++place) {
        const graph::PlaceRow& row = store.places[place];
        for (auto level = static_cast<std::size_t>(row.level) + 1; level < row.parent.size();
             ++level) {
            if (row.parent[level] != graph::no_place) {
                parent[place] = row.parent[level];
                break;
            }
        }
    }
    return parent;
}

} // namespace

std::vector<JourneyPattern> recurring_patterns(const StopSequences& journeys,
                                               const PatternRule& rule,
                                               const graph::RunControl& control) {
    require_usable(journeys, rule);
    return Miner(journeys, rule, control).run();
}

std::vector<std::uint32_t> first_telling(std::span<const std::uint32_t> journey,
                                         std::span<const std::uint32_t> pattern,
                                         std::span<const std::uint32_t> parent,
                                         const PatternRule& rule) {
    const std::size_t gap = std::min(rule.max_gap, journey.size());
    Tellings tellings;
    tellings.look(Levels(parent, rule.mixed), journey, pattern, gap);
    tellings.look_back(0, false);
    std::vector<std::uint32_t> visits;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::size_t from = i == 0 ? 0 : visits.back() + std::size_t{1};
        const std::size_t stop = i == 0 ? journey.size() : std::min(journey.size(), from + gap + 1);
        std::size_t j = from;
        while (j < stop && !tellings.after(i, j)) {
            ++j;
        }
        if (j >= stop) {
            return {};
        }
        visits.push_back(static_cast<std::uint32_t>(j));
    }
    return visits;
}

std::vector<RecurringJourney> recurring_journeys(const graph::Journeys& journeys,
                                                 const PatternRule& rule,
                                                 const graph::RunControl& control) {
    const graph::CaseStore& store = journeys.store();
    StopSequences plain;
    plain.parent = parents_of(store);
    std::vector<std::uint32_t> position; // in `journeys`, of each sequence
    for (std::size_t k = 0; k < journeys.incidents().size(); ++k) {
        const auto visits = journeys.visits(k);
        if (visits.size() < rule.min_stops) {
            continue; // tells nothing that is asked for
        }
        for (const graph::Visit& visit : visits) {
            plain.items.push_back(visit.place);
        }
        plain.end.push_back(static_cast<std::uint32_t>(plain.items.size()));
        plain.weight.push_back(store.incidents[journeys.incidents()[k]].confidence);
        position.push_back(static_cast<std::uint32_t>(k));
    }
    std::vector<JourneyPattern> patterns = recurring_patterns(plain, rule, control);
    std::vector<RecurringJourney> result(patterns.size());
    tbb::parallel_for(std::size_t{0}, patterns.size(), [&](std::size_t r) {
        RecurringJourney& row = result[r];
        row.stops = std::move(patterns[r].items);
        row.expected_incidents = patterns[r].expected;
        row.coarser.assign(row.stops.size(), 0);
        row.evidence.reserve(patterns[r].sequences.size());
        for (const std::uint32_t sequence : patterns[r].sequences) {
            const std::size_t k = position[sequence];
            const graph::IncidentIndex incident = journeys.incidents()[k];
            const auto visits = journeys.visits(k);
            const std::size_t begin = sequence == 0 ? 0 : plain.end[sequence - 1];
            const auto told =
                first_telling(std::span<const Item>(plain.items).subspan(begin, visits.size()),
                              row.stops, plain.parent, rule);
            graph::Travellers there;
            bool guessed = false;
            for (std::size_t i = 0; i < told.size(); ++i) {
                const graph::Visit& visit = visits[told[i]];
                guessed = guessed || visit.inferred;
                there = graph::common(there, visit.people);
                if (visit.place != row.stops[i]) {
                    row.coarser[i] = 1;
                }
            }
            for (std::size_t v = told.front(); v <= told.back(); ++v) {
                row.time = row.time.hull(visits[v].arrived).hull(visits[v].departed);
            }
            row.victims += graph::victims_among(store, store.incidents[incident], there);
            row.evidence.push_back(incident);
            row.inferred += guessed ? 1U : 0U;
        }
    });
    return result;
}

} // namespace sandhan::algorithms
