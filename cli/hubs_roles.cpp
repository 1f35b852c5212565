// SPDX-License-Identifier: Apache-2.0
// analyse hubs --roles: what each vertex is to the groups of its neighbours.
#include "algorithms/hubs/brokerage.hpp"
#include "algorithms/hubs/participation.hpp"
#include "algorithms/simple_graph.hpp"
#include "cli/hub_groups.hpp"
#include "cli/hubs_questions.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::BrokerRole;

constexpr std::array<BrokerRole, algorithms::broker_roles> roles_in_order{
    BrokerRole::coordinator,    BrokerRole::itinerant, BrokerRole::gatekeeper,
    BrokerRole::representative, BrokerRole::liaison,   BrokerRole::total};

/// Says in words what a vertex brokers most.
class RoleSentence {
  public:
    RoleSentence(const algorithms::Brokerage& found, const HubGroups& groups)
        : m_found(&found), m_groups(&groups) {}

    [[nodiscard]] std::string of(graph::Vertex v) const {
        if (m_groups->group[v] == algorithms::no_group) {
            return "left out: its " + m_groups->noun() + " is not known";
        }
        const std::uint64_t total = m_found->of(v, BrokerRole::total);
        if (total == 0) {
            return "brokers nothing: no open two-step leads through it";
        }
        const BrokerRole role = main_role(v);
        return fmt::format("{}: {} of its {} open two-steps {}; chance alone would give {:.1f}",
                           title(role, v), m_found->of(v, role), total, told(role, v),
                           m_found->chance_of(v, role).expected);
    }

  private:
    /// The role it has most often; of several as often, what crosses a border at its own group
    /// first.
    [[nodiscard]] BrokerRole main_role(graph::Vertex v) const {
        BrokerRole best = BrokerRole::gatekeeper;
        for (const BrokerRole role : {BrokerRole::representative, BrokerRole::liaison,
                                      BrokerRole::itinerant, BrokerRole::coordinator}) {
            if (m_found->of(v, role) > m_found->of(v, best)) {
                best = role;
            }
        }
        return best;
    }

    [[nodiscard]] std::string label(std::uint32_t group) const { return m_groups->label[group]; }

    [[nodiscard]] std::string title(BrokerRole role, graph::Vertex v) const {
        const std::string own = label(m_groups->group[v]);
        switch (role) {
        case BrokerRole::coordinator:
            return "coordinator within " + own;
        case BrokerRole::gatekeeper:
            return (m_found->directed ? "gatekeeper into " : "gatekeeper of ") + own;
        case BrokerRole::representative:
            return "representative of " + own;
        case BrokerRole::liaison:
            return "liaison between other " + others();
        default:
            return "itinerant";
        }
    }

    [[nodiscard]] std::string told(BrokerRole role, graph::Vertex v) const {
        const std::string own = label(m_groups->group[v]);
        const algorithms::Gate from = m_found->gatekeeper_from[v];
        const algorithms::Gate to = m_found->representative_to[v];
        const algorithms::LiaisonGate between = m_found->liaison_between[v];
        switch (role) {
        case BrokerRole::coordinator:
            return "stay within " + own;
        case BrokerRole::gatekeeper:
            return m_found->directed
                       ? fmt::format("lead from elsewhere into {}, {} of them from {}", own,
                                     from.count, label(from.group))
                       : fmt::format("join {} with elsewhere, {} of them with {}", own, from.count,
                                     label(from.group));
        case BrokerRole::representative:
            return fmt::format("lead from {} to elsewhere, {} of them to {}", own, to.count,
                               label(to.group));
        case BrokerRole::liaison:
            return m_found->directed
                       ? fmt::format("lead between two others, {} of them from {} to {}",
                                     between.count, label(between.from), label(between.to))
                       : fmt::format("join two others, {} of them {} and {}", between.count,
                                     label(between.from), label(between.to));
        default:
            return "begin and end in one other " + m_groups->noun();
        }
    }

    [[nodiscard]] std::string others() const {
        const std::string noun = m_groups->noun();
        return noun == "country" ? "countries" : noun + "s";
    }

    const algorithms::Brokerage* m_found;
    const HubGroups* m_groups;
};

class HubRoles : public HubsQuestion {
  public:
    HubRoles(CLI::App& app, const HubsOptions& options) : m_options(&options) {
        app.add_flag("--roles", m_asked,
                     "roles across borders: gatekeepers, liaisons, ... between groups");
        app.add_option("--group-by", m_group_by,
                       "groups of --roles: state (as a rule), district, country, kind, cell "
                       "(as `cells` finds them), or a column of the vertices of a graph file")
            ->type_name("WORD");
    }

    [[nodiscard]] bool asked() const override { return m_asked || !m_group_by.empty(); }
    [[nodiscard]] std::string asked_by() const override { return "--roles"; }
    [[nodiscard]] std::vector<std::string> reads() const override { return {"--weighted"}; }
    void check() const override {
        if (!m_asked) {
            throw UsageError("--group-by is for --roles; add it");
        }
        check_group_by(m_options->graph, group_by());
    }

    void answer(const HubGraph& g, io::ResultDocument& result) const override {
        const HubGroups groups = hub_groups(g, m_options->graph, group_by());
        result.parameters.emplace_back("roles", true);
        result.parameters.emplace_back("group_by", groups.by);
        result.parameters.emplace_back("weighted", m_options->measure.weighted);
        if (groups.by == "cell") {
            result.parameters.emplace_back("seed", m_options->graph.output.seed);
        }

        const algorithms::SimpleGraph simple = algorithms::simplified(g.graph, g.strength);
        const auto control = run_control(m_options->graph.output, "counting");
        const auto found = algorithms::brokerage(simple.graph, groups.group, control);
        const auto spread = algorithms::participation(simple.graph, groups.group,
                                                      m_options->measure.weighted
                                                          ? std::span<const double>(simple.strength)
                                                          : std::span<const double>(),
                                                      control);
        result.graph_extra.emplace_back("groups", found.groups.size());
        result.graph_extra.emplace_back("without_group", found.left_out);
        result.graph_extra.emplace_back("density", found.density);

        std::vector<double> brokered;
        for (const auto& counts : found.count) {
            brokered.push_back(static_cast<double>(counts.back()));
        }
        const RoleSentence sentence(found, groups);
        for (const std::size_t i : ranking_order(g.entries, brokered)) {
            const HubEntry& entry = g.entries[i];
            io::Record row{{"rank", result.rows.size() + 1},
                           {"id", entry.id},
                           {"label", entry.label},
                           {"kind", entry.kind},
                           {"group", groups.named(groups.group[entry.vertex])}};
            add_roles(row, entry.vertex, found, groups);
            row.emplace_back("participation", spread.participation[entry.vertex]);
            row.emplace_back("within_module", spread.within_group[entry.vertex]);
            row.emplace_back("role", algorithms::name_of(spread.role[entry.vertex]));
            row.emplace_back("sentence", sentence.of(entry.vertex));
            if (!entry.evidence.is_null()) {
                row.emplace_back("evidence", entry.evidence);
            }
            result.rows.emplace_back(std::move(row));
        }
        describe(g, groups, found, result);
    }

  private:
    [[nodiscard]] std::string group_by() const {
        return m_group_by.empty() ? usual_group_by(m_options->graph) : m_group_by;
    }

    static void add_roles(io::Record& row,
                          graph::Vertex v,
                          const algorithms::Brokerage& found,
                          const HubGroups& groups) {
        for (const BrokerRole role : roles_in_order) {
            const auto z = found.z(v, role);
            row.emplace_back(algorithms::name_of(role),
                             io::Record{{"count", found.of(v, role)},
                                        {"expected", found.chance_of(v, role).expected},
                                        {"z", z ? io::Value(*z) : io::Value()}});
        }
        const auto gate = [&](const algorithms::Gate& g) {
            return g.count == 0 ? io::Value()
                                : io::Value(io::Record{{"id", groups.id[g.group]},
                                                       {"label", groups.label[g.group]},
                                                       {"count", g.count}});
        };
        const algorithms::LiaisonGate& between = found.liaison_between[v];
        row.emplace_back("gatekeeper_from", gate(found.gatekeeper_from[v]));
        row.emplace_back("representative_to", gate(found.representative_to[v]));
        row.emplace_back("liaison_between",
                         between.count == 0
                             ? io::Value()
                             : io::Value(io::Record{{"from", groups.named(between.from)},
                                                    {"to", groups.named(between.to)},
                                                    {"count", between.count}}));
    }

    static void describe(const HubGraph& g,
                         const HubGroups& groups,
                         const algorithms::Brokerage& found,
                         io::ResultDocument& result) {
        result.heading =
            fmt::format("Roles across {}: {} {} ranked by what they broker, {}", borders(groups),
                        result.rows.size(), g.what, on_graph(g, result));
        describe_hub_entries(g, result);
        constexpr std::size_t group_width = 24;
        constexpr std::size_t sentence_width = 78;
        constexpr std::size_t sentence_least = 36;
        result.columns.push_back(
            {.header = groups.noun(), .path = "group.label", .widest = group_width, .spare = 2});
        result.columns.push_back({"brokered", "total.count", io::Alignment::right});
        result.columns.push_back({.header = "mostly",
                                  .path = "sentence",
                                  .widest = sentence_width,
                                  .least = sentence_least,
                                  .wraps = true});
        result.columns.push_back({.header = "participation",
                                  .path = "participation",
                                  .alignment = io::Alignment::right,
                                  .spare = 3});
        result.columns.push_back({.header = "role", .path = "role", .spare = 4});
        describe_hub_ids(result);
        result.csv.push_back({"group", "group.id"});
        result.csv.push_back({"group_label", "group.label"});
        for (const BrokerRole role : roles_in_order) {
            const std::string name(algorithms::name_of(role));
            result.csv.push_back({name, name + ".count"});
            result.csv.push_back({name + "_expected", name + ".expected"});
            result.csv.push_back({name + "_z", name + ".z"});
        }
        for (const char* gate : {"gatekeeper_from", "representative_to"}) {
            result.csv.push_back({gate, std::string(gate) + ".id"});
            result.csv.push_back({std::string(gate) + "_count", std::string(gate) + ".count"});
        }
        result.csv.push_back({"liaison_from", "liaison_between.from.id"});
        result.csv.push_back({"liaison_to", "liaison_between.to.id"});
        result.csv.push_back({"liaison_between_count", "liaison_between.count"});
        for (const char* name :
             {"participation", "within_module", "role", "sentence", "evidence"}) {
            result.csv.push_back({name, name});
        }
        result.notes.push_back(
            found.directed
                ? "An open two-step leads from a over it to c, and there is no leg from a to c."
                : "An open two-step joins two through it who are not joined themselves.");
        if (found.left_out != 0 && groups.by == "cell") {
            result.notes.push_back("Left out: " + counted_vertices(found.left_out) +
                                   " without a tie, which are in no cell.");
        } else if (found.left_out != 0) {
            result.notes.push_back("Left out: " + counted_vertices(found.left_out) + " whose " +
                                   groups.noun() + " is not known, or is several alike.");
        }
        if (found.groups.size() < 2) {
            result.notes.push_back("There is no border: all are of one " + groups.noun() +
                                   ", or of none.");
        } else if (found.groups.size() == found.count.size() - found.left_out) {
            result.notes.push_back("Each is a " + groups.noun() +
                                   " of its own, so that all that is brokered is liaison.");
        }
    }

    [[nodiscard]] static std::string borders(const HubGroups& groups) {
        return groups.noun() == "group" ? "groups by " + groups.by : groups.by + " borders";
    }
    [[nodiscard]] static std::string counted_vertices(graph::Vertex n) {
        return n == 1 ? "1 vertex" : fmt::format("{} vertices", n);
    }

    const HubsOptions* m_options;
    std::string m_group_by;
    bool m_asked = false;
};

} // namespace

std::unique_ptr<HubsQuestion> make_hub_roles_question(CLI::App& app, const HubsOptions& options) {
    return std::make_unique<HubRoles>(app, options);
}

} // namespace sandhan::cli
