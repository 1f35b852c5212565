// SPDX-License-Identifier: Apache-2.0
// analyse hubs --dismantle: what is left as one after another is taken out of the graph.
#include "cli/hubs_removals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::DismantlingStep;
using algorithms::RemovalRule;

struct NamedRule {
    const char* name;
    RemovalRule rule;
    const char* meaning;
};

constexpr std::array<NamedRule, 4> rules{{
    {"key_players", RemovalRule::key_players, "each time the one whose loss disconnects most"},
    {"degree", RemovalRule::degree, "each time the one with most neighbours left"},
    {"betweenness", RemovalRule::betweenness, "each time the one of highest betweenness"},
    {"collective_influence", RemovalRule::collective_influence,
     "each time the one with most links that lead on two steps away"},
}};

class DismantlingQuestion : public HubsQuestion {
  public:
    DismantlingQuestion(CLI::App& app, const HubsOptions& options)
        : m_options(&options), m_by(app.get_option("--by")) {
        m_dismantle =
            app.add_option("--dismantle", m_most,
                           "what is left as one after another is taken out: N of them, "
                           "or until no piece has 1 % of the graph")
                ->type_name("[N]")
                ->expected(0, 1)
                ->check(CLI::Range(std::int64_t{1}, std::numeric_limits<std::int64_t>::max()));
    }

    [[nodiscard]] bool asked() const override { return m_dismantle->count() > 0; }
    [[nodiscard]] std::string asked_by() const override { return "--dismantle"; }
    [[nodiscard]] std::vector<std::string> reads() const override { return {"--by"}; }
    void check() const override { (void)rule(); }

    void answer(const HubGraph& g, io::ResultDocument& result) const override {
        const NamedRule& by = rule();
        algorithms::DismantlingOptions options;
        options.by = by.rule;
        constexpr std::uint32_t hundred = 100;
        options.until_largest = limited() ? 1 : std::max(1U, g.graph.vertex_count() / hundred);
        if (limited()) {
            options.most = static_cast<std::size_t>(m_most);
        }
        if (limited()) {
            result.parameters.emplace_back("dismantle", m_most);
        } else {
            result.parameters.emplace_back("dismantle", true);
        }
        result.parameters.emplace_back("by", io::List{by.name});

        const NumberedById numbered = numbered_by_id(g);
        auto steps =
            algorithms::dismantle(numbered.graph, g.strength, options, removable(g, numbered),
                                  run_control(m_options->graph.output, "dismantling"));
        for (DismantlingStep& step : steps) {
            if (step.removed != graph::no_vertex) {
                step.removed = numbered.original[step.removed];
            }
        }
        const DismantlingStep& first = steps.front();
        const auto entry = entry_of_vertex(g);
        for (std::size_t i = 1; i < steps.size(); ++i) {
            const HubEntry& who = g.entries[entry[steps[i].removed]];
            io::Record row = begin_removal_row(who, i);
            add_what_is_left(steps[i], row);
            row.emplace_back("largest_share",
                             share(steps[i].largest_component, g.graph.vertex_count()));
            row.emplace_back("pairs_share", share(static_cast<double>(steps[i].reachable_pairs),
                                                  static_cast<double>(first.reachable_pairs)));
            row.emplace_back("strength_share", share(steps[i].strength_left, first.strength_left));
            end_removal_row(who, row);
            result.rows.emplace_back(std::move(row));
        }
        io::Record before;
        add_what_is_left(first, before);
        result.extra.emplace_back("before", std::move(before));
        describe(g, by, result);
        add_notes(g, by, options, steps, result);
    }

  private:
    [[nodiscard]] bool limited() const {
        return !m_dismantle->results().empty() && !m_dismantle->results().front().empty();
    }

    [[nodiscard]] const NamedRule& rule() const {
        if (m_by->empty()) {
            return rules.front();
        }
        std::string names;
        for (const NamedRule& known : rules) {
            if (m_options->by == known.name) {
                return known;
            }
            names += names.empty() ? "" : ", ";
            names += known.name;
        }
        throw UsageError("--dismantle --by " + m_options->by + ": give one of " + names);
    }

    static double share(double part, double whole) { return whole > 0.0 ? part / whole : 0.0; }

    static void describe(const HubGraph& g, const NamedRule& by, io::ResultDocument& result) {
        result.heading =
            fmt::format("Dismantling by {}: {} of {} {} taken out one after another, {}", by.name,
                        result.rows.size(), g.entries.size(), g.what, on_graph(g, result));
        describe_hub_entries(g, result);
        describe_what_is_left(result);
        for (const char* name : {"largest_share", "pairs_share", "strength_share"}) {
            result.csv.push_back({name, name});
        }
        describe_removal_ends(result);
    }

    static void add_notes(const HubGraph& g,
                          const NamedRule& by,
                          const algorithms::DismantlingOptions& options,
                          const std::vector<DismantlingStep>& steps,
                          io::ResultDocument& result) {
        const DismantlingStep& first = steps.front();
        const DismantlingStep& last = steps.back();
        if (result.rows.empty()) {
            result.notes.push_back(
                g.entries.empty() ? "Nobody to take out: the graph has no " + g.what + "."
                                  : fmt::format("Nothing to take apart: the largest piece has {}.",
                                                first.largest_component));
            return;
        }
        result.notes.push_back(
            fmt::format("Order: {}. At first the largest piece has {} of {}, {} are connected and "
                        "the ties come to a strength of {:.2f}.",
                        by.meaning, first.largest_component, result.vertices,
                        counted(first.reachable_pairs, "pair"), first.strength_left));
        const std::size_t half = static_cast<std::size_t>(
            std::find_if(steps.begin(), steps.end(),
                         [&](const DismantlingStep& step) {
                             return 2 * step.reachable_pairs <= first.reachable_pairs;
                         }) -
            steps.begin());
        if (half < steps.size()) {
            result.notes.push_back(fmt::format(
                "Half of the connected pairs are lost after {} ({} of {}).",
                counted(half, "removal"),
                percent(share(static_cast<double>(half), static_cast<double>(g.entries.size()))),
                g.what));
        }
        if (last.largest_component > options.until_largest && steps.size() <= options.most) {
            result.notes.push_back(fmt::format("All {} are taken out; what is left was not to be "
                                               "taken out.",
                                               g.what));
        }
    }

    const HubsOptions* m_options;
    const CLI::Option* m_by;
    CLI::Option* m_dismantle = nullptr;
    std::uint64_t m_most = 0;
};

} // namespace

std::unique_ptr<HubsQuestion> make_dismantling_question(CLI::App& app, const HubsOptions& options) {
    return std::make_unique<DismantlingQuestion>(app, options);
}

} // namespace sandhan::cli
