// SPDX-License-Identifier: Apache-2.0
// analyse hubs --key-players K: the set without which the graph falls apart most, or from which
// most others are within reach.
#include "algorithms/hubs/key_players.hpp"
#include "cli/hubs_removals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::KeyPlayerAim;
using algorithms::KeyPlayers;

class KeyPlayerQuestion : public HubsQuestion {
  public:
    KeyPlayerQuestion(CLI::App& app, const HubsOptions& options) : m_options(&options) {
        m_k_option =
            app.add_option("--key-players", m_k,
                           "the best set of K: without whom most falls apart (see --aim)")
                ->type_name("K")
                ->check(CLI::Range(std::int64_t{1}, std::numeric_limits<std::int64_t>::max()));
        m_own.push_back(app.add_option("--aim", m_aim,
                                       "of --key-players: fragment the graph, or reach the others")
                            ->capture_default_str()
                            ->check(CLI::IsMember({"fragment", "reach"})));
        m_own.push_back(app.add_flag("--distance", m_by_distance,
                                     "of --key-players: count pairs by 1/distance"));
        m_own.push_back(
            app.add_option("--reach-steps", m_steps, "of --aim reach: how far a member reaches")
                ->type_name("M")
                ->capture_default_str()
                ->check(CLI::Range(std::int64_t{1},
                                   std::int64_t{std::numeric_limits<std::int32_t>::max()})));
        m_limit_option =
            app.add_option("--limit", m_limit, "of --key-players: steps of the search for a proof")
                ->type_name("N")
                ->check(CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max()));
        m_own.push_back(m_limit_option);
        m_own.push_back(app.add_flag("--exact", m_exact,
                                     "of --key-players: search until the set is proved best")
                            ->excludes(m_limit_option));
    }

    [[nodiscard]] bool asked() const override { return !m_k_option->empty(); }
    [[nodiscard]] std::string asked_by() const override { return "--key-players"; }
    [[nodiscard]] std::vector<std::string> reads() const override { return {}; }
    [[nodiscard]] std::vector<const CLI::Option*> own() const override {
        return {m_own.begin(), m_own.end()};
    }

    void check() const override {
        const bool steps_given = !m_own[2]->empty();
        if (steps_given && (!reaches() || m_by_distance)) {
            throw UsageError(std::string("--reach-steps says nothing beside ") +
                             (reaches() ? "--distance" : "--aim fragment") +
                             "; leave one of them out");
        }
    }

    void answer(const HubGraph& g, io::ResultDocument& result) const override {
        const algorithms::KeyPlayerOptions options = asked_of(g);
        add_parameters(options, result);
        const NumberedById numbered = numbered_by_id(g);
        KeyPlayers found =
            algorithms::key_players(numbered.graph, options, removable(g, numbered),
                                    run_control(m_options->graph.output, "searching"));
        for (graph::Vertex& member : found.members) {
            member = numbered.original[member];
        }
        const auto entry = entry_of_vertex(g);
        const auto curve = algorithms::dismantling_curve(g.graph, g.strength, found.members);
        for (std::size_t i = 0; i < found.members.size(); ++i) {
            const HubEntry& who = g.entries[entry[found.members[i]]];
            io::Record row = begin_removal_row(who, i + 1);
            row.emplace_back("value", found.values[i + 1]);
            if (reaches()) {
                const auto reached = reached_by(g, {found.members.data(), i + 1});
                row.emplace_back("reached", reached);
                row.emplace_back("reached_share", static_cast<double>(reached) /
                                                      static_cast<double>(result.vertices));
            } else {
                row.emplace_back("cut_share", cut_share(curve, i + 1));
            }
            add_what_is_left(curve[i + 1], row);
            end_removal_row(who, row);
            result.rows.emplace_back(std::move(row));
        }
        describe(g, found, result);
        add_notes(g, found, curve, result);
        result.extra.emplace_back(
            "key_players",
            io::Record{{"members", found.members.size()},
                       {"value", found.value},
                       {"bound", found.bound},
                       {"gap", std::max(0.0, found.bound - found.value)},
                       {"optimal", found.optimal},
                       {"nodes", found.nodes},
                       {"by_degree", found.by_degree},
                       {"by_betweenness",
                        found.by_betweenness ? io::Value(*found.by_betweenness) : io::Value()},
                       {"before", before(found, curve)}});
    }

  private:
    [[nodiscard]] bool reaches() const { return m_aim == "reach"; }

    [[nodiscard]] algorithms::KeyPlayerOptions asked_of(const HubGraph& g) const {
        algorithms::KeyPlayerOptions options;
        options.value = {reaches() ? KeyPlayerAim::reach : KeyPlayerAim::fragment, m_by_distance,
                         m_steps};
        options.k = static_cast<std::size_t>(m_k);
        options.seed = m_options->graph.output.seed;
        if (m_exact) {
            options.most_nodes = std::numeric_limits<std::uint64_t>::max();
        } else if (!m_limit_option->empty()) {
            options.most_nodes = m_limit;
        }
        // Some seconds of shortest paths, for a comparison.
        constexpr std::uint64_t most_looks = 2'000'000'000;
        options.compare_betweenness =
            std::uint64_t{g.graph.vertex_count()} * (g.graph.edge_count() + 1) <= most_looks;
        return options;
    }

    void add_parameters(const algorithms::KeyPlayerOptions& options,
                        io::ResultDocument& result) const {
        result.parameters.emplace_back("key_players", m_k);
        result.parameters.emplace_back("aim", m_aim);
        result.parameters.emplace_back("distance", m_by_distance);
        if (reaches() && !m_by_distance) {
            result.parameters.emplace_back("reach_steps", m_steps);
        }
        if (m_exact) {
            result.parameters.emplace_back("exact", true);
        } else if (options.most_nodes) {
            result.parameters.emplace_back("limit", *options.most_nodes);
        }
        result.parameters.emplace_back("seed", options.seed);
    }

    /// How many vertices are within the steps asked for, or at any distance.
    [[nodiscard]] std::uint64_t reached_by(const HubGraph& g,
                                           std::span<const graph::Vertex> members) const {
        const double share = algorithms::key_player_value(
            g.graph,
            {KeyPlayerAim::reach, false,
             m_by_distance ? std::max(1U, g.graph.vertex_count()) : m_steps},
            members);
        return static_cast<std::uint64_t>(std::llround(share * g.graph.vertex_count()));
    }

    /// Of the pairs connected at first those that are not any more.
    static double cut_share(const std::vector<algorithms::DismantlingStep>& curve, std::size_t i) {
        const auto first = static_cast<double>(curve.front().reachable_pairs);
        return first > 0.0 ? 1.0 - static_cast<double>(curve[i].reachable_pairs) / first : 0.0;
    }

    static io::Record before(const KeyPlayers& found,
                             const std::vector<algorithms::DismantlingStep>& curve) {
        io::Record row{{"value", found.values.front()}};
        add_what_is_left(curve.front(), row);
        return row;
    }

    void describe(const HubGraph& g, const KeyPlayers& found, io::ResultDocument& result) const {
        const std::string whom = g.what == "people" ? "whom" : "which";
        const std::string what = reaches() ? "from " + whom + " most others are "
                                 : m_by_distance
                                     ? "without " + whom + " the others are farthest apart"
                                     : "without " + whom + " most falls apart";
        const std::string how = !reaches() ? ""
                                : m_by_distance
                                    ? "near"
                                    : fmt::format("within {}", counted(m_steps, "step"));
        result.heading = fmt::format("Key players: {} of {} {} {}{}, {}", found.members.size(),
                                     g.entries.size(), g.what, what, how, on_graph(g, result));
        describe_hub_entries(g, result);
        constexpr int digits = 4;
        result.columns.push_back({"value", "value", io::Alignment::right, digits});
        result.csv.push_back({"value", "value"});
        if (reaches()) {
            result.columns.push_back({"reached", "reached", io::Alignment::right});
            result.csv.push_back({"reached", "reached"});
            result.csv.push_back({"reached_share", "reached_share"});
        } else {
            result.columns.push_back({"cut", "cut_share", io::Alignment::right, digits});
            result.csv.push_back({"cut_share", "cut_share"});
        }
        describe_what_is_left(result);
        describe_removal_ends(result);
    }

    void add_notes(const HubGraph& g,
                   const KeyPlayers& found,
                   const std::vector<algorithms::DismantlingStep>& curve,
                   io::ResultDocument& result) const {
        if (g.entries.empty()) {
            result.notes.push_back("Nobody to choose: the graph has no " + g.what + ".");
            return;
        }
        if (m_k > g.entries.size()) {
            result.notes.push_back(fmt::format("There are only {} to choose from, fewer than the "
                                               "{} asked for: all of them are shown.",
                                               g.entries.size(), m_k));
        }
        result.notes.push_back(value_text(found));
        if (found.optimal) {
            result.notes.push_back(
                fmt::format("Proved: no other {} come to more; the search took {}.",
                            found.members.size(), counted(found.nodes, "step")));
        } else {
            result.notes.push_back(fmt::format(
                "Not proved: the search ended after {}. No set comes to more than {:.6f}, "
                "{:.6f} above this one; --limit N looks further, --exact to the end.",
                counted(found.nodes, "step"), found.bound,
                std::max(0.0, found.bound - found.value)));
        }
        result.notes.push_back(fmt::format(
            "For comparison: the {} with most neighbours come to {:.4f}{}.", found.members.size(),
            found.by_degree,
            found.by_betweenness
                ? fmt::format(", those of highest betweenness to {:.4f}", *found.by_betweenness)
                : ""));
        std::size_t idle = 0;
        for (std::size_t i = found.members.size();
             i > 0 && (reaches() ? found.values[i] == found.values[i - 1]
                                 : curve[i].reachable_pairs == curve[i - 1].reachable_pairs);
             --i) {
            ++idle;
        }
        if (idle > 0) {
            result.notes.push_back(fmt::format("Fewer would do: the last {} add nothing.", idle));
        }
        if (!reaches()) {
            result.notes.push_back(fmt::format(
                "At first {} are connected, the largest piece has {}.",
                counted(curve.front().reachable_pairs, "pair"), curve.front().largest_component));
        }
    }

    [[nodiscard]] std::string value_text(const KeyPlayers& found) const {
        const std::string value = fmt::format("{:.4f}", found.value);
        if (reaches()) {
            return m_by_distance
                       ? "Value " + value + ": the mean over all of 1/distance from the set."
                       : "Value " + value +
                             ": the share of all that the set reaches, itself "
                             "among them.";
        }
        return m_by_distance
                   ? "Value " + value + ": one less the mean of 1/distance between those left."
                   : "Value " + value +
                         ": the share of pairs of those left that are not connected.";
    }

    const HubsOptions* m_options;
    std::uint64_t m_k = 0, m_limit = 0;
    std::string m_aim = "fragment";
    bool m_by_distance = false;
    std::uint32_t m_steps = 1;
    bool m_exact = false;
    CLI::Option* m_k_option = nullptr;
    CLI::Option* m_limit_option = nullptr;
    std::vector<CLI::Option*> m_own;
};

} // namespace

std::unique_ptr<HubsQuestion> make_key_player_question(CLI::App& app, const HubsOptions& options) {
    return std::make_unique<KeyPlayerQuestion>(app, options);
}

} // namespace sandhan::cli
