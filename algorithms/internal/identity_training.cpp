// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/identity_training.hpp"

#include "algorithms/internal/split_mix.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_sort.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <iterator>
#include <numeric>
#include <tuple>

namespace sandhan::algorithms::internal {
namespace {

using Field = IdentityField;
using Table = IdentityModel::Table;

constexpr std::size_t piece = 4096; ///< pairs that a thread takes at once

/// What is known before counts as so many pairs, of each field.
constexpr double prior_pairs_m = 40.0;
constexpr double prior_pairs_u = 200.0;
constexpr double least_prior = 1e-15;

constexpr std::uint32_t bit(BlockingRule rule) { return 1U << static_cast<unsigned>(rule); }

/// The rules that make two agree on a field: pairs that only those find say nothing about how often
/// one person's records agree on it.
std::uint32_t rules_on(Field field) {
    constexpr auto of = bit;
    switch (field) {
    case Field::name:
    case Field::alias:
        return of(BlockingRule::two_parts) | of(BlockingRule::part_and_relative) |
               of(BlockingRule::part_and_birth) | of(BlockingRule::part_and_home) |
               of(BlockingRule::part_and_activity) | of(BlockingRule::rare_part) |
               of(BlockingRule::home_and_initial) | of(BlockingRule::birth_parts);
    case Field::relative:
        return of(BlockingRule::part_and_relative);
    case Field::birth:
        return of(BlockingRule::part_and_birth) | of(BlockingRule::birth_day) |
               of(BlockingRule::birth_parts);
    case Field::home:
        return of(BlockingRule::part_and_home) | of(BlockingRule::home_and_initial) |
               of(BlockingRule::address_words);
    case Field::activity:
        return of(BlockingRule::part_and_activity);
    case Field::address:
        return of(BlockingRule::identifier) | of(BlockingRule::address_words);
    case Field::phone:
    case Field::email:
    case Field::document:
    case Field::account:
        return of(BlockingRule::identifier);
    case Field::company:
        return of(BlockingRule::company);
    case Field::sex:
    case Field::role:
        return 0;
    }
    return 0;
}

/// Bit by field: whether a pair found by these rules may teach that field's m.
std::uint32_t fields_taught(std::uint32_t rules) {
    std::uint32_t taught = 0;
    for (std::size_t f = 0; f < identity_field_count; ++f) {
        if ((rules & ~rules_on(static_cast<Field>(f))) != 0) {
            taught |= 1U << f;
        }
    }
    return taught;
}

/// Pairs with the same levels, the same teaching and about the same rarity are counted as one.
struct Pattern {
    std::uint64_t levels = 0;
    std::uint32_t taught = 0;
    std::int16_t strangers = 0, circle = 0; ///< rarity in whole bits
    double count = 0.0;
};

auto order_of(const Pattern& p) { return std::tie(p.levels, p.taught, p.strangers, p.circle); }

/// Patterns and how often each was seen, in no order. One thread's own.
class PatternCounts {
  public:
    void add(const Pattern& pattern) {
        if (2 * (m_used + 1) > m_slots.size()) {
            grow();
        }
        Pattern& slot = slot_of(pattern);
        if (slot.count == 0.0) {
            slot = pattern;
            ++m_used;
        } else {
            slot.count += pattern.count;
        }
    }

    void append_to(std::vector<Pattern>& all) const {
        std::copy_if(m_slots.begin(), m_slots.end(), std::back_inserter(all),
                     [](const Pattern& slot) { return slot.count > 0.0; });
    }

  private:
    Pattern& slot_of(const Pattern& pattern) {
        const auto rarity =
            static_cast<std::uint64_t>(static_cast<std::uint16_t>(pattern.strangers)) << 16U |
            static_cast<std::uint16_t>(pattern.circle);
        const std::uint64_t hash =
            mixed(mixed(pattern.levels) + (std::uint64_t{pattern.taught} << 32U | rarity));
        std::size_t at = hash & (m_slots.size() - 1);
        while (m_slots[at].count > 0.0 && order_of(m_slots[at]) != order_of(pattern)) {
            at = (at + 1) & (m_slots.size() - 1);
        }
        return m_slots[at];
    }

    void grow() {
        constexpr std::size_t first_size = 4096;
        std::vector<Pattern> old(std::max(first_size, 2 * m_slots.size()));
        old.swap(m_slots);
        for (const Pattern& slot : old) {
            if (slot.count > 0.0) {
                slot_of(slot) = slot;
            }
        }
    }

    std::vector<Pattern> m_slots; ///< open addressing; free where nothing is counted
    std::size_t m_used = 0;
};

/// The patterns of all pairs, ascending, each once.
std::vector<Pattern> patterns_of(std::span<const ComparedPair> pairs) {
    // Where every pair is compared, their rule is BlockingRule::count.
    constexpr std::uint32_t rule_sets = 2 * bit(BlockingRule::count);
    std::vector<std::uint32_t> taught(rule_sets);
    for (std::uint32_t rules = 0; rules < rule_sets; ++rules) {
        taught[rules] = fields_taught(rules);
    }
    // Counts are whole numbers: they add up to the same, whoever counts what.
    tbb::enumerable_thread_specific<PatternCounts> counted;
    tbb::parallel_for(std::size_t{0}, (pairs.size() + piece - 1) / piece, [&](std::size_t p) {
        PatternCounts& counts = counted.local();
        const auto whole_bits = [](std::int16_t rarity) {
            return static_cast<std::int16_t>(std::lround(rarity * rarity_unit));
        };
        for (std::size_t i = p * piece; i < std::min(pairs.size(), (p + 1) * piece); ++i) {
            counts.add({pairs[i].levels, taught[pairs[i].rules & (rule_sets - 1)],
                        whole_bits(pairs[i].strangers), whole_bits(pairs[i].circle), 1.0});
        }
    });
    std::vector<Pattern> all;
    for (const PatternCounts& counts : counted) {
        counts.append_to(all);
    }
    tbb::parallel_sort(all.begin(), all.end(), [](const Pattern& x, const Pattern& y) {
        return order_of(x) < order_of(y);
    });
    std::size_t kept = 0;
    for (const Pattern& pattern : all) {
        if (kept > 0 && order_of(all[kept - 1]) == order_of(pattern)) {
            all[kept - 1].count += pattern.count;
        } else {
            all[kept++] = pattern;
        }
    }
    all.resize(kept);
    all.shrink_to_fit();
    return all;
}

/// log2 of what evidence_of() adds up, for many pairs.
class Scorer {
  public:
    explicit Scorer(const IdentityModel& model) {
        m_prior = {std::log2(model.prior), std::log2(1.0 - model.prior - model.circle_prior),
                   std::log2(model.circle_prior)};
        for (std::size_t f = 0; f < identity_field_count; ++f) {
            for (std::size_t l = 1; l < levels_of(static_cast<Field>(f)).size(); ++l) {
                m_table[f][l] = {std::log2(model.m[f][l]), std::log2(model.u[f][l]),
                                 std::log2(model.circle[f][l])};
            }
        }
    }

    struct Odds {
        double bits;     ///< one person against two
        double circle;   ///< of two: the chance of one circle
        double evidence; ///< bits without the prior
    };
    [[nodiscard]] Odds operator()(std::uint64_t levels, double strangers, double circle) const {
        std::array<double, 3> sum = m_prior;
        sum[1] -= strangers;
        sum[2] -= circle;
        for (std::size_t f = 0; levels != 0; ++f, levels >>= 4U) {
            const std::array<double, 3>& logs = m_table[f][levels & 15U];
            sum[0] += logs[0];
            sum[1] += logs[1];
            sum[2] += logs[2];
        }
        const double most = std::max(sum[1], sum[2]);
        const double two = most + std::log2(1.0 + std::exp2(std::min(sum[1], sum[2]) - most));
        const double r = probability_of_bits(sum[2] - sum[1]);
        const double against =
            r * (sum[2] - m_prior[2]) + (1.0 - r) * (sum[1] - m_prior[1]); // as evidence_of()
        return {sum[0] - two, r, sum[0] - m_prior[0] - against};
    }

  private:
    std::array<double, 3> m_prior{};
    std::array<std::array<std::array<double, 3>, most_identity_levels>, identity_field_count>
        m_table{};
};

/// Expected pairs by level: of one person, teaching pairs only, and all; of one circle; of
/// strangers.
struct Counts {
    Table same{}, all_same{}, different{}, circle{};
    double matches = 0.0, of_circle = 0.0;
    bool counted = false; ///< any pair at all

    void add(const Pattern& pattern, double probability, double of_one_circle) {
        counted = true;
        std::uint64_t levels = pattern.levels;
        for (std::size_t f = 0; f < identity_field_count; ++f, levels >>= 4U) {
            const std::size_t level = levels & 15U;
            if ((pattern.taught >> f & 1U) != 0) {
                same[f][level] += pattern.count * probability;
                this->circle[f][level] += pattern.count * (1.0 - probability) * of_one_circle;
            }
            all_same[f][level] += pattern.count * probability;
            different[f][level] += pattern.count * (1.0 - probability) * (1.0 - of_one_circle);
        }
        matches += pattern.count * probability;
        of_circle += pattern.count * (1.0 - probability) * of_one_circle;
    }
};

/// What two of one household share no more than strangers do: the day they were born, a document,
/// an e-mail address. Learned without incidents, a circle that shared them would be a second kind
/// of one person's pairs, the more damaged ones.
bool tells_kin_apart(Field field, unsigned form) {
    constexpr unsigned days = 1;
    return (field == Field::birth && form == days) || field == Field::document;
}

bool is_whole_name(std::string_view level) {
    return level == "identical" || level == "sounds_alike" || level == "misspelt" ||
           level == "partly" || level == "alike";
}

/// Whether nearly all pairs at a level of this name share a key, so that candidates tell how many
/// strangers there are among them.
bool is_found_by_keys(std::string_view level) {
    return level != "near" && level != "alike" && level != "mostly" && level != "day_near" &&
           level != "day_alike";
}

/// The levels of one form of a field.
void maximise(IdentityModel& model,
              const IdentityModel& start,
              const Counts& counts,
              const RandomPairs& random,
              const RandomPairs& circle,
              std::size_t f,
              unsigned form) {
    const std::span<const IdentityLevel> all = levels_of(static_cast<Field>(f));
    // Where no incident names two people, circles show in the pairs themselves.
    const Table& of_circle = circle.drawn > 0.0 ? circle.seen : counts.circle;
    // Where most of one list stand in the other, or a file is small, pairs of one person are no
    // rarity among the random ones: what they agree on is no agreement of strangers.
    const double share = random.all == 0.0 ? 0.0 : std::min(1.0, random.drawn / random.all);
    const auto seen = [&](std::size_t l) {
        return std::max(0.0, random.seen[f][l] - share * counts.all_same[f][l]);
    };
    double same = 0.0, drawn = prior_pairs_u, beside = 0.0;
    for (std::size_t l = 1; l < all.size(); ++l) {
        if (all[l].form == form) {
            same += counts.same[f][l];
            drawn += seen(l);
            beside += of_circle[f][l];
        }
    }
    // Circles that no incident shows are learned with one person's pairs, and either kind could
    // turn into what the other is: a crowd of one town, or the households. So what is known before
    // keeps a share, however many the pairs.
    const bool unseen_circles = circle.drawn == 0.0;
    const double known_of_same = prior_pairs_m + (unseen_circles ? 0.25 * same : 0.0);
    const double known_of_circle = prior_pairs_m + (unseen_circles ? 0.5 * beside : 0.0);
    same += known_of_same;
    beside += known_of_circle;
    const double told = random.drawn == 0.0 ? 0.0 : (drawn - prior_pairs_u) / random.drawn;
    double u_sum = 0.0;
    for (std::size_t l = 1; l < all.size(); ++l) {
        if (all[l].form != form) {
            continue;
        }
        model.m[f][l] = (counts.same[f][l] + known_of_same * start.m[f][l]) / same;
        model.circle[f][l] = (of_circle[f][l] + known_of_circle * start.circle[f][l]) / beside;
        const double by_chance = (seen(l) + prior_pairs_u * start.u[f][l]) / drawn;
        // Of the pairs there are, not of those drawn.
        const double in_all = told * random.all + prior_pairs_u;
        // Never seen is not never: half a pair stands for what might have been.
        // Of few pairs less, as what is known before stands for it there.
        constexpr double few = 2000.0;
        const double unseen = 0.5 * std::min(1.0, told * random.all / few);
        const double by_candidates =
            (counts.different[f][l] + unseen + prior_pairs_u * start.u[f][l]) / in_all;
        constexpr double seen_enough = 20.0;
        model.u[f][l] = seen(l) >= seen_enough ? std::max(by_chance, by_candidates)
                        : counts.counted       ? by_candidates
                                               : start.u[f][l];
        if (!is_found_by_keys(all[l].name) && random.drawn > few) {
            // No key leads to numbers that differ by a figure: chance alone tells how many do.
            model.u[f][l] = std::max(model.u[f][l], (seen(l) + 0.5) / random.drawn);
        }
        u_sum += model.u[f][l];
    }
    for (std::size_t l = 1; l < all.size(); ++l) {
        if (all[l].form == form) {
            model.u[f][l] /= u_sum;
            if (unseen_circles && tells_kin_apart(static_cast<Field>(f), form)) {
                model.circle[f][l] = model.u[f][l];
            }
        }
    }
}

/// Two of one household share the given name no more often than strangers do: of those that share
/// the family name so many look like one person, in the ways that one person does.
void tell_names_of_kin(IdentityModel& model) {
    constexpr auto f = static_cast<std::size_t>(Field::name);
    const auto levels = levels_of(Field::name);
    double same = 0.0, given = 0.0, family = 0.0, rest = 0.0;
    for (std::size_t l = 1; l < levels.size(); ++l) {
        if (is_whole_name(levels[l].name)) {
            same += model.m[f][l];
            given += model.u[f][l];
        } else {
            rest += model.circle[f][l];
            given += levels[l].name == "given_only" ? model.u[f][l] : 0.0;
            family += levels[l].name == "family_only" || levels[l].name == "other_sex"
                          ? model.circle[f][l]
                          : 0.0;
        }
    }
    const double whole = family * given;
    for (std::size_t l = 1; l < levels.size(); ++l) {
        model.circle[f][l] = is_whole_name(levels[l].name)
                                 ? whole * model.m[f][l] / same
                                 : (1.0 - whole) * model.circle[f][l] / rest;
    }
}

/// The model that explains the counts best, with what was known before.
IdentityModel maximised(const IdentityModel& start,
                        const Counts& counts,
                        const RandomPairs& random,
                        const RandomPairs& circle,
                        std::size_t records) {
    IdentityModel model;
    for (std::size_t f = 0; f < identity_field_count; ++f) {
        for (unsigned form = 0; form < identity_forms; ++form) {
            maximise(model, start, counts, random, circle, f, form);
        }
    }
    if (circle.drawn == 0.0) {
        tell_names_of_kin(model);
    }
    // One circle acts where, and beside whom, one person does.
    for (const Field field : {Field::activity, Field::company}) {
        model.circle[static_cast<std::size_t>(field)] = model.m[static_cast<std::size_t>(field)];
    }
    // What the file says of its duplicates counts for more the larger it is.
    constexpr double records_of_prior = 500.0;
    const double trust = records_of_prior / (records_of_prior + static_cast<double>(records));
    const double pairs = std::max(1.0, random.all);
    model.prior = (counts.matches + trust * start.prior * pairs) / ((1.0 + trust) * pairs);
    model.prior = std::clamp(model.prior, least_prior, 0.3);
    // To each pair of one person's records come the pairs of either with whom the other stands
    // beside; without incidents, a household.
    const double company = 2.0 * circle.drawn / std::max<double>(1.0, static_cast<double>(records));
    model.circle_prior = model.prior * (1.0 + 2.0 * company);
    if (circle.drawn == 0.0 && counts.counted) {
        model.circle_prior =
            (counts.of_circle + trust * start.circle_prior * pairs) / ((1.0 + trust) * pairs);
    }
    model.circle_prior = std::clamp(model.circle_prior, least_prior, 0.3);
    return model;
}

double largest_change(const IdentityModel& a, const IdentityModel& b) {
    double change = std::abs(std::log2(a.prior / b.prior));
    for (std::size_t f = 0; f < identity_field_count; ++f) {
        for (std::size_t l = 1; l < levels_of(static_cast<Field>(f)).size(); ++l) {
            change = std::max(change, std::abs(a.m[f][l] - b.m[f][l]));
        }
    }
    return change;
}

} // namespace

namespace {

std::int16_t in_units(const IdentityRarity& rarity) {
    const float bits = std::accumulate(rarity.begin(), rarity.end(), 0.0F);
    return static_cast<std::int16_t>(std::lround(bits / rarity_unit));
}

} // namespace

std::vector<ComparedPair> compared(std::span<const CandidatePair> pairs,
                                   std::span<const ComparedPair> known,
                                   const Comparer& comparer,
                                   const graph::RunControl& control) {
    const auto in_order = [](const auto& x, const auto& y) {
        return std::tie(x.a, x.b) < std::tie(y.a, y.b);
    };
    std::vector<ComparedPair> result(pairs.size());
    std::atomic<std::uint64_t> done{0};
    tbb::parallel_for(std::size_t{0}, (pairs.size() + piece - 1) / piece, [&](std::size_t p) {
        control.checkpoint();
        const std::size_t first = p * piece, end = std::min(pairs.size(), first + piece);
        auto old = std::lower_bound(known.begin(), known.end(), pairs[first], in_order);
        constexpr std::size_t far = 18, nearer = 12, next = 6; // pairs ahead: all over memory
        for (std::size_t i = first; i < end; ++i) {
            comparer.expect(pairs[std::min(i + far, end - 1)].b);
            comparer.expect_parts(pairs[std::min(i + nearer, end - 1)].b);
            comparer.expect_texts(pairs[std::min(i + next, end - 1)].b);
            ComparedPair& pair = result[i];
            while (old != known.end() && in_order(*old, pairs[i])) {
                ++old;
            }
            if (old != known.end() && !in_order(pairs[i], *old)) {
                IdentityLevels levels(old->levels);
                levels.set(IdentityField::company, comparer.company_level(pairs[i].a, pairs[i].b));
                pair = *old;
                pair.levels = levels.packed();
                if (const std::size_t name = levels.of(IdentityField::name);
                    name == name_identical || name == name_sounds_alike) {
                    const float less = comparer.too_rare(pairs[i].a, pairs[i].b);
                    pair.strangers =
                        static_cast<std::int16_t>(pair.strangers - std::lround(less / rarity_unit));
                }
            } else {
                const Comparison found = comparer.compare(pairs[i].a, pairs[i].b);
                pair.a = pairs[i].a;
                pair.b = pairs[i].b;
                pair.levels = found.levels.packed();
                pair.strangers = in_units(found.strangers);
                pair.circle = in_units(found.circle);
            }
            pair.rules = static_cast<std::uint16_t>(pairs[i].rules);
        }
        control.report(done += end - first, pairs.size());
    });
    return result;
}

RandomPairs random_pairs(std::size_t records,
                         const IdentityRecords& all,
                         const Comparer& comparer,
                         std::uint64_t seed,
                         bool link,
                         const graph::RunControl& control) {
    constexpr std::uint64_t most = 300'000; // rarer levels are counted among the candidates
    RandomPairs result;
    const double n = static_cast<double>(records);
    result.all = n * (n - 1) / 2;
    if (link) {
        const auto first = static_cast<double>(
            std::count_if(all.records.begin(), all.records.end(),
                          [](const IdentityRecord& r) { return r.first_list; }));
        result.all = first * (n - first);
    }
    if (records < 2) {
        return result;
    }
    const bool every = n * (n - 1) / 2 <= static_cast<double>(most);
    const std::uint64_t draws = every ? static_cast<std::uint64_t>(n * (n - 1) / 2) : most;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    pairs.reserve(draws);
    if (every) {
        for (std::uint32_t a = 0; a < records; ++a) {
            for (std::uint32_t b = a + 1; b < records; ++b) {
                pairs.emplace_back(a, b);
            }
        }
    } else {
        const auto drawn = [&](std::uint64_t i) {
            // The high half scaled: unbiased to 2^-32 of the records there are.
            const std::uint64_t number = mixed(mixed(seed) + i * golden) >> 32U;
            return static_cast<std::uint32_t>((number * records) >> 32U);
        };
        for (std::uint64_t i = 0; i < draws; ++i) {
            pairs.emplace_back(drawn(2 * i), drawn(2 * i + 1));
        }
    }
    const std::size_t pieces = (pairs.size() + piece - 1) / piece;
    std::vector<RandomPairs> parts(pieces);
    tbb::parallel_for(std::size_t{0}, pieces, [&](std::size_t p) {
        control.checkpoint();
        for (std::size_t i = p * piece; i < std::min(pairs.size(), (p + 1) * piece); ++i) {
            const auto [a, b] = pairs[i];
            if (a == b || share_an_incident(all, a, b) ||
                (link && all.records[a].first_list == all.records[b].first_list)) {
                continue;
            }
            const Comparison found = comparer.compare(a, b);
            for (std::size_t f = 0; f < identity_field_count; ++f) {
                parts[p].seen[f][found.levels.of(static_cast<Field>(f))] += 1.0;
            }
            parts[p].drawn += 1.0;
        }
    });
    for (const RandomPairs& part : parts) {
        for (std::size_t f = 0; f < identity_field_count; ++f) {
            for (std::size_t l = 0; l < most_identity_levels; ++l) {
                result.seen[f][l] += part.seen[f][l];
            }
        }
        result.drawn += part.drawn;
    }
    return result;
}

RandomPairs pairs_of_one_incident(const IdentityRecords& all,
                                  const Comparer& comparer,
                                  const graph::RunControl& control) {
    constexpr double most = 300'000;
    std::vector<std::pair<graph::IncidentIndex, std::uint32_t>> mentions;
    for (std::uint32_t r = 0; r < all.size(); ++r) {
        for (const auto i : IdentityRecords::part(all.incidents, all.records[r].incidents)) {
            mentions.emplace_back(i, r);
        }
    }
    std::sort(mentions.begin(), mentions.end());
    RandomPairs result;
    for (std::size_t i = 0; i < mentions.size() && result.drawn < most; ++i) {
        if (i % piece == 0) {
            control.checkpoint();
        }
        for (std::size_t j = i + 1; j < mentions.size() && mentions[j].first == mentions[i].first;
             ++j) {
            const Comparison found = comparer.compare(mentions[i].second, mentions[j].second);
            for (std::size_t f = 0; f < identity_field_count; ++f) {
                result.seen[f][found.levels.of(static_cast<Field>(f))] += 1.0;
            }
            result.drawn += 1.0;
        }
    }
    result.all = result.drawn;
    return result;
}

Training trained(const IdentityModel& start,
                 std::span<const ComparedPair> pairs,
                 const RandomPairs& random,
                 const RandomPairs& circle,
                 std::size_t records,
                 const graph::RunControl& control) {
    constexpr int most_iterations = 60;
    constexpr double settled = 1e-4;
    const std::vector<Pattern> patterns = patterns_of(pairs);
    const std::size_t pieces = (patterns.size() + piece - 1) / piece;
    Training result;
    result.model = maximised(start, {}, random, circle, records);
    // Not of the priors: no match was counted yet.
    result.model.prior = start.prior;
    result.model.circle_prior = start.circle_prior;
    while (!result.converged && result.iterations < most_iterations) {
        control.checkpoint();
        const Scorer scorer(result.model);
        std::vector<Counts> parts(pieces); // added up in their order: the same sum on any machine
        tbb::parallel_for(std::size_t{0}, pieces, [&](std::size_t p) {
            for (std::size_t i = p * piece; i < std::min(patterns.size(), (p + 1) * piece); ++i) {
                const Pattern& pattern = patterns[i];
                const Scorer::Odds odds = scorer(pattern.levels, pattern.strangers, pattern.circle);
                parts[p].add(pattern, probability_of_bits(odds.bits), odds.circle);
            }
        });
        Counts counts;
        for (const Counts& part : parts) {
            for (std::size_t f = 0; f < identity_field_count; ++f) {
                for (std::size_t l = 0; l < most_identity_levels; ++l) {
                    counts.same[f][l] += part.same[f][l];
                    counts.all_same[f][l] += part.all_same[f][l];
                    counts.different[f][l] += part.different[f][l];
                    counts.circle[f][l] += part.circle[f][l];
                }
            }
            counts.matches += part.matches;
            counts.of_circle += part.of_circle;
            counts.counted = counts.counted || part.counted;
        }
        const IdentityModel next = maximised(start, counts, random, circle, records);
        result.converged = largest_change(next, result.model) < settled;
        result.model = next;
        result.matches = counts.matches;
        ++result.iterations;
    }
    return result;
}

Training trained_on_labels(const IdentityModel& start,
                           std::span<const ComparedPair> pairs,
                           std::span<const signed char> labels,
                           const RandomPairs& random,
                           const RandomPairs& circle,
                           std::size_t records) {
    Counts counts;
    double labelled = 0.0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (labels[i] >= 0) {
            labelled += 1.0;
            const Pattern pattern{pairs[i].levels, fields_taught(pairs[i].rules), 0, 0, 1.0};
            counts.add(pattern, labels[i], 0.0);
        }
    }
    Training result;
    result.model = maximised(start, counts, random, circle, records);
    // Labels may be of a part of the records only: their share of matches stands for the rest.
    if (labelled > 0.0 && counts.matches > 0.0) {
        const double share = counts.matches / labelled;
        result.matches = share * static_cast<double>(pairs.size());
        result.model.prior = std::clamp(result.matches / std::max(1.0, random.all), 1e-15, 0.5);
    }
    result.converged = true;
    return result;
}

void score(std::span<ComparedPair> pairs, const IdentityModel& model) {
    const Scorer scorer(model);
    tbb::parallel_for(std::size_t{0}, (pairs.size() + piece - 1) / piece, [&](std::size_t p) {
        for (std::size_t i = p * piece; i < std::min(pairs.size(), (p + 1) * piece); ++i) {
            ComparedPair& pair = pairs[i];
            const Scorer::Odds odds =
                scorer(pair.levels, rarity_unit * pair.strangers, rarity_unit * pair.circle);
            pair.bits = static_cast<float>(odds.bits);
            pair.evidence = static_cast<float>(odds.evidence);
        }
    });
}

} // namespace sandhan::algorithms::internal
