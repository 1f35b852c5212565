// SPDX-License-Identifier: Apache-2.0
#include "algorithms/generator/plan.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <stdexcept>
#include <utility>

namespace sandhan::algorithms::generator {
namespace {

using P = ScenarioParameter;
using graph::PersonRole;

std::vector<std::uint64_t> rising_sums(const std::vector<std::uint64_t>& weights) {
    std::vector<std::uint64_t> sums;
    sums.reserve(weights.size());
    std::uint64_t sum = 0;
    for (const std::uint64_t weight : weights) {
        sum += weight;
        sums.push_back(sum);
    }
    return sums;
}

/// Cosine of the months' distance in thousandths: a table, as the C library's cosine may round
/// otherwise elsewhere.
constexpr std::array<int, 12> month_cosine{1000,  866,  500,  0, -500, -866,
                                           -1000, -866, -500, 0, 500,  866};

/// Greatest power-law weight as a multiple of the least, for cells: a group behind more than a few
/// hundred cases is no small group.
constexpr std::uint64_t busiest_cell = 60'000;

constexpr std::array<PersonRole, most_members> chain{
    PersonRole::recruiter,   PersonRole::transporter, PersonRole::exploiter,
    PersonRole::broker,      PersonRole::harbourer,   PersonRole::recruiter,
    PersonRole::transporter, PersonRole::facilitator, PersonRole::harbourer,
    PersonRole::recruiter,   PersonRole::exploiter,   PersonRole::transporter};

} // namespace

std::vector<std::uint64_t> power_law_weights(std::size_t n, double exponent) {
    // The k-th of n quantiles, from above: P(X > x) = x^-(exponent - 1) = (k + 1/2) / n.
    std::vector<std::uint64_t> weights(n);
    for (std::size_t k = 0; k < n; ++k) {
        const double above = (static_cast<double>(k) + 0.5) / static_cast<double>(n);
        weights[k] =
            static_cast<std::uint64_t>(std::llround(1000 * power(above, -1 / (exponent - 1))));
    }
    return weights;
}

std::string phone_number(std::uint64_t serial) {
    // Coprime with 10^7, so that no two of ten million serials share a number.
    std::uint64_t figures = (serial * 6'180'339 + 1'234'567) % 10'000'000;
    std::string text = "+911400000000";
    for (std::size_t at = text.size(); figures > 0; figures /= 10) {
        text[--at] = static_cast<char>('0' + static_cast<char>(figures % 10));
    }
    return text;
}

Plan::Plan(std::uint64_t seed, std::uint64_t events, const Scenario& scenario)
    : m_seed(seed), m_events(events), m_scenario(scenario), m_ways(m_places) {
    if (events == 0) {
        throw std::invalid_argument("generator: no events; ask for at least one");
    }
    plan_days();
    plan_corridors();
    plan_cells();
}

void Plan::plan_days() {
    const int first_year = static_cast<int>(m_scenario[P::first_year]);
    const int years = static_cast<int>(m_scenario[P::years]);
    const int peak = static_cast<int>(m_scenario[P::season_peak_month]);
    const auto swing = static_cast<int>(std::lround(m_scenario[P::season_amplitude] * 1000));
    m_first_day = graph::days_from_civil(first_year, 1, 1);
    std::vector<std::uint64_t> weights;
    for (int month = 0; month < 12 * years; ++month) {
        const int year = first_year + month / 12;
        const int of_year = month % 12;
        const auto begins = graph::days_from_civil(year, static_cast<unsigned>(of_year + 1), 1);
        const auto ends = of_year == 11
                              ? graph::days_from_civil(year + 1, 1, 1)
                              : graph::days_from_civil(year, static_cast<unsigned>(of_year + 2), 1);
        const int weight =
            1'000'000 + swing * month_cosine[static_cast<std::size_t>((of_year + 13 - peak) % 12)];
        weights.insert(weights.end(), static_cast<std::size_t>(ends - begins),
                       static_cast<std::uint64_t>(weight));
    }
    m_day_sums = rising_sums(weights);
    const auto days = static_cast<double>(weights.size());
    m_emerging_start =
        m_first_day + static_cast<graph::FuzzyDate::Days>(days * m_scenario[P::emerging_after]);
}

void Plan::plan_corridors() {
    std::vector<std::uint64_t> weights;
    for (const SourceArea& area : source_areas()) {
        m_sources.push_back(m_places.at("place:" + std::string(area.id)));
        weights.push_back(area.weight);
    }
    m_source_sums = rising_sums(weights);
    weights.clear();
    for (const DestinationArea& area : destination_areas()) {
        m_destinations.push_back(m_places.at("place:" + std::string(area.id)));
        weights.push_back(area.weight);
    }
    m_destination_sums = rising_sums(weights);

    const std::size_t pairs = m_sources.size() * m_destinations.size();
    // Near pairs are likelier, beyond half of all pairs the draws below would take too long.
    const std::size_t wanted =
        std::min(static_cast<std::size_t>(m_scenario[P::corridors]), pairs / 2) + 1;
    Random random(m_seed, Purpose::world, 0);
    std::set<std::pair<PlaceIndex, PlaceIndex>> taken;
    // By origin, the pull of each destination: its weight over the distance to some power.
    std::vector<std::vector<std::uint64_t>> pull(m_sources.size());
    for (std::size_t s = 0; s < m_sources.size(); ++s) {
        std::vector<std::uint64_t> pulls;
        for (std::size_t d = 0; d < m_destinations.size(); ++d) {
            const double km =
                std::max(400.0, rough_km(m_places[m_sources[s]], m_places[m_destinations[d]]));
            const double pulled = static_cast<double>(destination_areas()[d].weight) * 1e6 /
                                  power(km, m_scenario[P::distance_exponent]);
            pulls.push_back(
                m_sources[s] == m_destinations[d] ? 0 : static_cast<std::uint64_t>(pulled) + 1);
        }
        pull[s] = rising_sums(pulls);
    }
    std::vector<std::pair<std::uint64_t, Corridor>> drawn; // with a score of how usual it is
    while (drawn.size() < wanted) {
        const std::size_t s = random.by_sums(m_source_sums);
        const std::size_t d = random.by_sums(pull[s]);
        const Kind kind =
            destination_areas()[d].kinds[random.skewed(destination_areas()[d].kinds.size())];
        if (!taken.emplace(m_sources[s], m_destinations[d]).second) {
            continue;
        }
        Corridor corridor;
        corridor.origin = m_sources[s];
        corridor.destination = m_destinations[d];
        corridor.kind = kind;
        const std::uint64_t pulled = pull[s][d] - (d == 0 ? 0 : pull[s][d - 1]);
        const std::uint64_t score =
            source_areas()[s].weight * pulled * 1000 / pull[s].back() * (500 + random.below(1000U));
        drawn.emplace_back(score, std::move(corridor));
    }
    // The last one drawn emerges; of the others the likelier are used more.
    std::stable_sort(drawn.begin(), drawn.end() - 1,
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (auto& [score, corridor] : drawn) {
        m_corridors.push_back(std::move(corridor));
    }
    oneapi::tbb::parallel_for(std::size_t{0}, m_corridors.size(), [&](std::size_t i) {
        Corridor& corridor = m_corridors[i];
        Ways::Pair ways = m_ways.both(corridor.origin, corridor.destination);
        corridor.usual = std::move(ways.usual);
        corridor.other = std::move(ways.other);
    });
    const std::vector<std::uint64_t> use =
        power_law_weights(m_corridors.size() - 1, m_scenario[P::corridor_exponent]);
    m_corridor_sums = rising_sums(use);
    // The part of all departures that lies after the emerging corridor began.
    const auto before = static_cast<std::size_t>(m_emerging_start - m_first_day);
    const double late = 1 - (before == 0 ? 0.0
                                         : static_cast<double>(m_day_sums[before - 1]) /
                                               static_cast<double>(m_day_sums.back()));
    const double emerging = late * m_scenario[P::emerging_share];
    for (std::size_t i = 0; i + 1 < m_corridors.size(); ++i) {
        m_corridors[i].share = (1 - emerging) * (1 - m_scenario[P::background_share]) *
                               static_cast<double>(use[i]) /
                               static_cast<double>(m_corridor_sums.back());
    }
    m_corridors.back().share = emerging;
}

void Plan::plan_cells() {
    m_workers.resize(m_corridors.size());
    Random random(m_seed, Purpose::world, 1);
    const double cells =
        static_cast<double>(m_events) * m_scenario[P::cell_share] / m_scenario[P::cell_events];
    for (std::uint32_t c = 0; c < m_corridors.size(); ++c) {
        const auto here = static_cast<std::size_t>(std::llround(cells * m_corridors[c].share));
        for (std::size_t k = 0; k < here; ++k) {
            m_cells.push_back({c, no_index});
        }
    }
    if (m_cells.empty() && m_scenario[P::cell_share] > 0) {
        m_cells.push_back({0, no_index});
    }
    // One power law over all cells, dealt out by chance.
    std::vector<std::uint64_t> activity =
        power_law_weights(m_cells.size(), m_scenario[P::cell_exponent]);
    for (std::size_t i = activity.size(); i > 1; --i) {
        std::swap(activity[i - 1], activity[random.below(i)]);
    }
    const std::uint32_t second = m_scenario.millionths(P::cell_second_corridor);
    std::vector<std::vector<std::uint64_t>> weights(m_corridors.size());
    const auto employ = [&](std::uint32_t corridor, std::uint32_t cell, std::uint64_t weight) {
        m_workers[corridor].cells.push_back(cell);
        weights[corridor].push_back(weight);
    };
    for (std::uint32_t cell = 0; cell < m_cells.size(); ++cell) {
        CellPlan& plan = m_cells[cell];
        const std::uint64_t weight = std::min(activity[cell], busiest_cell);
        employ(plan.corridor, cell, weight);
        const std::uint32_t other = random.below(m_corridors.size());
        // The emerging corridor has cells of its own, that nobody knew before.
        if (random.chance(second) && other != plan.corridor && other != emerging() &&
            plan.corridor != emerging()) {
            plan.second = other;
            employ(other, cell, std::max<std::uint64_t>(weight / 3, 1));
        }
    }
    for (std::size_t c = 0; c < m_workers.size(); ++c) {
        m_workers[c].sums = rising_sums(weights[c]);
    }
}

graph::FuzzyDate::Days Plan::departure(std::uint64_t event, Random& random) const {
    constexpr std::uint32_t steps = 1U << 20U;
    const double within = (static_cast<double>(random.below(steps)) + 0.5) / steps;
    const double part = (static_cast<double>(event) + within) / static_cast<double>(m_events);
    const auto at = static_cast<std::uint64_t>(part * static_cast<double>(m_day_sums.back()));
    const auto day = std::upper_bound(m_day_sums.begin(), m_day_sums.end() - 1, at);
    return m_first_day + static_cast<graph::FuzzyDate::Days>(day - m_day_sums.begin());
}

std::uint32_t Plan::pick_corridor(graph::FuzzyDate::Days day, Random& random) const {
    const bool new_one = random.chance(m_scenario.millionths(P::emerging_share));
    if (day >= m_emerging_start && new_one) {
        return emerging();
    }
    if (random.chance(m_scenario.millionths(P::background_share))) {
        return no_index;
    }
    return static_cast<std::uint32_t>(random.by_sums(m_corridor_sums));
}

std::uint32_t Plan::pick_cell(std::uint32_t corridor, Random& random) const {
    const Workers& workers = m_workers[corridor];
    return workers.cells.empty() ? no_index : workers.cells[random.by_sums(workers.sums)];
}

Plan::Ends Plan::pick_ends(Random& random) const {
    Ends ends{};
    ends.origin = random.below(m_places.indian());
    std::size_t d = 0;
    do {
        d = random.by_sums(m_destination_sums);
        ends.destination = m_destinations[d];
    } while (ends.destination == ends.origin);
    ends.kind = random.pick(destination_areas()[d].kinds);
    return ends;
}

std::uint32_t Plan::size_of(std::uint32_t cell) const {
    Random random(m_seed, Purpose::cell, cell);
    // Three and a geometric number more, so that the mean is the parameter's.
    const double more = m_scenario[P::cell_size] - 3;
    const auto again = static_cast<std::uint32_t>(std::lround(more / (more + 1) * 1e6));
    std::uint32_t size = 3;
    while (size < most_members && random.chance(again)) {
        ++size;
    }
    return size;
}

Member Plan::member(std::uint32_t cell, std::uint32_t k) const {
    // Whoever takes the people that the cell before brings may take those of this one too.
    if (k == 1 && cell > 0) {
        Random shared(m_seed, Purpose::cell, (std::uint64_t{1} << 40U) + cell);
        if (shared.chance(m_scenario.millionths(P::cell_shared_member))) {
            return member(cell - 1, 2);
        }
    }
    Member member;
    member.identity = static_cast<std::uint64_t>(cell) * most_members + k;
    Random random(m_seed, Purpose::member, member.identity);
    member.role = chain[k];
    member.rank = k == 0 || k == 2 || k == 3 ? graph::CellRank::core : graph::CellRank::periphery;
    const Corridor& corridor = m_corridors[m_cells[cell].corridor];
    const bool at_destination = member.role == PersonRole::exploiter ||
                                member.role == PersonRole::harbourer ||
                                (member.role == PersonRole::broker && random.chance(500'000));
    member.home = at_destination ? corridor.destination : corridor.origin;
    member.home_locality = locality_of(member.home, random);
    const std::uint32_t women = member.role == PersonRole::harbourer   ? 550'000
                                : member.role == PersonRole::recruiter ? 400'000
                                                                       : 150'000;
    member.sex = random.chance(women) ? graph::Sex::female : graph::Sex::male;
    const Custom custom = custom_of(corridor.origin, random);
    member.name = compose_name(random, member.sex, custom);
    member.father = compose_name(random, graph::Sex::male, custom);
    member.father.family = member.name.family;
    if (random.chance(450'000)) {
        member.alias = pick_alias(random, member.sex);
    }
    member.birth_year = static_cast<int>(m_scenario[P::first_year]) - random.between(19, 48);
    // A telephone that the cell passes round, or one's own.
    member.phone =
        random.chance(250'000) ? static_cast<std::uint64_t>(cell) * most_members : member.identity;
    if (random.chance(m_scenario.millionths(P::agency_number))) {
        member.agency_number = "AHTU-" + std::to_string(member.identity + 1);
    }
    return member;
}

Custom Plan::custom_of(PlaceIndex place, Random& random) const {
    const PlaceForms& forms = m_places[place];
    const std::uint32_t roll = random.below(100U);
    if (forms.unit == "BD") {
        return roll < 85 ? Custom::bengali_muslim : Custom::northern;
    }
    if (forms.unit == "WB" || forms.unit == "AS") {
        return roll < 35 ? Custom::bengali_muslim : roll < 45 ? Custom::adivasi : Custom::northern;
    }
    if (forms.unit == "JH" || forms.unit == "CG" || forms.unit == "OD") {
        return roll < 45 ? Custom::adivasi : roll < 50 ? Custom::bengali_muslim : Custom::northern;
    }
    return roll < 15 ? Custom::bengali_muslim : Custom::northern;
}

std::string Plan::locality_of(PlaceIndex place, Random& random) const {
    const auto& localities = m_places[place].localities;
    return localities.empty() ? std::string() : localities[random.skewed(localities.size())];
}

} // namespace sandhan::algorithms::generator
