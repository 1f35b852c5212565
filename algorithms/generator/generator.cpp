// SPDX-License-Identifier: Apache-2.0
#include "algorithms/generator/generator.hpp"

#include "algorithms/generator/event.hpp"
#include "algorithms/generator/plan.hpp"
#include "algorithms/generator/record.hpp"

#include <stdexcept>

namespace sandhan::algorithms {
namespace {

using generator::Plan;
using generator::Purpose;
using generator::Random;

/// Identity numbers and the generator's memory are laid out for so many.
constexpr std::uint64_t most_events = 100'000'000;

std::string numbered(const char* prefix, std::uint64_t number, std::size_t figures) {
    std::string text = std::to_string(number);
    if (text.size() < figures) {
        text.insert(0, figures - text.size(), '0');
    }
    return prefix + text;
}

} // namespace

std::string identity_id(std::uint64_t identity) { return numbered("T-", identity + 1, 7); }
std::string cell_id(std::uint32_t cell) { return numbered("C-", cell + std::uint64_t{1}, 4); }
std::string corridor_id(std::uint32_t corridor) {
    return numbered("R-", corridor + std::uint64_t{1}, 4);
}
std::string incident_id(std::uint64_t event, bool duplicate) {
    return numbered("EV-", event + 1, 7) + (duplicate ? "b" : "");
}

Generator::Generator(std::uint64_t seed, std::uint64_t events, const Scenario& scenario) {
    if (events == 0 || events > most_events) {
        throw std::invalid_argument("generator: " + std::to_string(events) +
                                    " events; give 1 to 100000000");
    }
    m_plan = std::make_unique<const Plan>(seed, events, scenario);
}
Generator::Generator(Generator&&) noexcept = default;
Generator& Generator::operator=(Generator&&) noexcept = default;
Generator::~Generator() = default;

std::uint64_t Generator::events() const { return m_plan->events(); }

GeneratedEvent Generator::event(std::uint64_t number, bool truth) const {
    const generator::Event what = generator::make_event(*m_plan, number);
    GeneratedEvent made;
    made.corridor = what.corridor;
    made.cell = what.cell;
    made.records.push_back(generator::make_record(*m_plan, what, false, truth));
    // Drawn by itself, so that the first report is the same whether there is a second or not.
    Random random(m_plan->seed(), Purpose::second, number);
    if (random.chance(m_plan->scenario().millionths(ScenarioParameter::duplicate))) {
        made.records.push_back(generator::make_record(*m_plan, what, true, truth));
    }
    return made;
}

std::vector<graph::TrueCorridor> Generator::corridors() const {
    std::vector<graph::TrueCorridor> list;
    for (std::uint32_t i = 0; i < m_plan->corridors().size(); ++i) {
        const generator::Corridor& planned = m_plan->corridors()[i];
        graph::TrueCorridor corridor;
        corridor.id = corridor_id(i);
        corridor.origin = m_plan->places()[planned.origin].id;
        corridor.destination = m_plan->places()[planned.destination].id;
        for (const generator::WayStop& stop : planned.usual) {
            corridor.stops.push_back(m_plan->places()[stop.place].id);
        }
        corridor.planned_share = planned.share;
        corridor.planned = static_cast<std::uint64_t>(
            std::llround(planned.share * static_cast<double>(m_plan->events())));
        corridor.emerging = i == m_plan->emerging();
        list.push_back(std::move(corridor));
    }
    return list;
}

std::uint32_t Generator::emerging() const { return m_plan->emerging(); }
graph::FuzzyDate::Days Generator::emerging_start() const { return m_plan->emerging_start(); }
std::uint32_t Generator::cells() const {
    return static_cast<std::uint32_t>(m_plan->cells().size());
}

graph::TrueCell Generator::cell(std::uint32_t index) const {
    const generator::CellPlan& plan = m_plan->cells()[index];
    graph::TrueCell cell;
    cell.id = cell_id(index);
    const std::uint32_t size = m_plan->size_of(index);
    for (std::uint32_t k = 0; k < size; ++k) {
        const generator::Member member = m_plan->member(index, k);
        cell.members.push_back({identity_id(member.identity), member.role, member.rank});
    }
    cell.corridors.push_back(corridor_id(plan.corridor));
    if (plan.second != generator::no_index) {
        cell.corridors.push_back(corridor_id(plan.second));
    }
    return cell;
}

std::string Generator::name_of_member(std::uint64_t identity) const {
    return m_plan
        ->member(static_cast<std::uint32_t>(identity / generator::most_members),
                 static_cast<std::uint32_t>(identity % generator::most_members))
        .name.full();
}

} // namespace sandhan::algorithms
