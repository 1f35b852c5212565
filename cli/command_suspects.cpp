// SPDX-License-Identifier: Apache-2.0
// analyse suspects: groups of linked suspects; who is linked with one of them, and why.
#include "algorithms/suspects/linked_suspects.hpp"
#include "cli/entities.hpp"

#include <fmt/format.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_invoke.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <span>

namespace sandhan::cli {
namespace {

using graph::AssociationGraph;
using graph::EntityKind;
using graph::Vertex;

constexpr std::size_t groups_explained = 3; ///< below the table

class Suspects : public Command {
  public:
    explicit Suspects(CLI::App& app) {
        app.add_option("INPUT", m_input.inputs, "incident files or folders; - is standard input");
        app.add_option("--of", m_of, "who is linked with this one (id or name)")->type_name("ID");
        app.add_option("--include", m_include, "widen to responders, victims")->type_name("LIST");
        app.add_option("--min-incidents", m_min_incidents, "only groups over N incidents or more")
            ->type_name("N");
        add_filter_options(app, m_input);
        add_input_options(app, m_input);
        add_output_options(app, m_output);
        app.footer(
            "Example:  analyse suspects samples/incidents.jsonl --min-incidents 2\n"
            "          analyse suspects samples/incidents.jsonl --of person:AHTU-0101\n"
            "A link is a lead, not proof. Each names its reasons and the incidents behind them.");
    }

    ExitStatus run() override {
        const graph::IncidentFilter filter = m_input.filter();
        const Included included = parse_include(m_include);
        const LoadedCases cases = load_cases(m_input, m_output);
        const graph::CaseSelection selection(cases.store, filter, m_input.disclosure());
        const graph::AssociationOptions options{included.responders, included.victims};

        io::ResultDocument result = result_for("suspects", cases, m_input);
        if (!m_include.empty()) {
            result.parameters.emplace_back("include", io::texts(split_words(m_include)));
        }
        if (m_of.empty() && shows_some()) {
            std::optional<graph::AssociationGroups> all;
            tbb::parallel_invoke([&] { all.emplace(selection, options); },
                                 [&] {
                                     if (m_input.disclosure() == graph::Disclosure::protect) {
                                         cases.protection->prepare(); // some group has a pseudonym
                                     }
                                 });
            first_groups(result, cases, *all);
        } else {
            const AssociationGraph association(selection, options);
            result.vertices = association.vertex_count();
            result.edges = association.edge_count();
            tell_skipped(cases, association.skipped());
            if (m_of.empty()) {
                const algorithms::SuspectGroups found =
                    algorithms::suspect_groups(association, group_options());
                groups(result, cases, association, found.first);
                describe(result, found.found, association.vertex_count());
            } else {
                linked(result, cases, graph::CaseGraph(selection, m_input.place_level()),
                       association);
            }
        }
        write_result(std::move(result), m_output);
        return cases.status();
    }

  private:
    /// Whether only the first groups are asked for: their ties can then be found without all
    /// others.
    [[nodiscard]] bool shows_some() const {
        return !tells_graph_size(m_output) &&
               rows_shown(m_output) < std::numeric_limits<std::size_t>::max();
    }
    [[nodiscard]] algorithms::SuspectGroupOptions group_options() const {
        return {m_min_incidents, std::max(rows_shown(m_output), groups_explained)};
    }

    void tell_skipped(const LoadedCases& cases, std::span<const graph::Reason> all) const {
        if (m_output.quiet) {
            return;
        }
        // As many as the table has rows; each is struck against all that mention it.
        const std::size_t told = std::min(all.size(), rows_shown(m_output));
        std::vector<std::string> names(told);
        tbb::parallel_for(std::size_t{0}, told,
                          [&](std::size_t i) { names[i] = detail(cases, all[i]); });
        for (const std::string& name : names) {
            say(m_output, "note: " + name + " is shared by too many to link any two of them");
        }
        if (told < all.size()) {
            say(m_output,
                "note: " + counted(all.size() - told, "other") + " of the kind; --top 0 names all");
        }
    }

    void first_groups(io::ResultDocument& result,
                      const LoadedCases& cases,
                      const graph::AssociationGroups& all) {
        tell_skipped(cases, all.skipped());
        const algorithms::RankedGroups ranked = algorithms::ranked_groups(all, group_options());
        const AssociationGraph association = all.graph_of(ranked.first);
        groups(result, cases, association, algorithms::suspect_groups(association));
        describe(result, ranked.found, all.vertex_count());
    }

    static EntityKind kind_of(const AssociationGraph& g, Vertex v) {
        return g.is_person(v) ? EntityKind::person : EntityKind::organisation;
    }
    static std::string id(const LoadedCases& cases, const AssociationGraph& g, Vertex v) {
        return id_of(cases, kind_of(g, v), g.entity(v));
    }
    static std::string label(const LoadedCases& cases, const AssociationGraph& g, Vertex v) {
        return label_of(cases, kind_of(g, v), g.entity(v));
    }

    static std::string detail(const LoadedCases& cases, const graph::Reason& reason) {
        switch (reason.kind) {
        case graph::ReasonKind::stated_tie:
            return std::string(graph::word_of(static_cast<graph::TieType>(reason.detail)));
        case graph::ReasonKind::shared_identifier:
            return cases.protection->identifier_label(reason.detail);
        case graph::ReasonKind::shared_organisation:
            return cases.protection->organisation_label(reason.detail);
        case graph::ReasonKind::shared_incident:
            return counted(reason.evidence.size(), "incident") + " together";
        }
        return {};
    }

    static io::Record reason_record(const LoadedCases& cases, const graph::Reason& reason) {
        return {{"kind", graph::name_of(reason.kind)},
                {"detail", detail(cases, reason)},
                {"weight", reason.weight},
                {"evidence", evidence_list(cases.store, reason.evidence)}};
    }

    void groups(io::ResultDocument& result,
                const LoadedCases& cases,
                const AssociationGraph& g,
                std::span<const algorithms::SuspectGroup> first) const {
        const auto& store = cases.store;
        for (const auto& group : first) {
            // A table tells who its groups are, and of the first ones why; the rest it would drop.
            const bool told = !is_table(m_output) || result.rows.size() < groups_explained;
            io::List people, members, organisations, states, reasons, names;
            std::uint64_t size = 0;
            for (const Vertex v : group.members) {
                if (g.is_person(v)) {
                    ++size;
                    names.emplace_back(label(cases, g, v));
                }
                if (told) {
                    (g.is_person(v) ? people : organisations).emplace_back(id(cases, g, v));
                    members.emplace_back(
                        io::Record{{"id", id(cases, g, v)},
                                   {"label", label(cases, g, v)},
                                   {"kind", graph::name_of(kind_of(g, v))},
                                   {"evidence", evidence_list(store, g.incidents(v))}});
                }
            }
            for (const graph::PlaceIndex state : group.states) {
                states.emplace_back(store.text(store.places[state].label));
            }
            std::set<std::string> kinds;
            for (const graph::Edge e : group.ties) {
                for (const graph::Reason& reason : g.reasons(e)) {
                    std::string kind(graph::name_of(reason.kind));
                    std::replace(kind.begin(), kind.end(), '_', ' ');
                    kinds.insert(std::move(kind));
                    if (!told) {
                        continue;
                    }
                    io::Record record{{"a", id(cases, g, g.ends(e).source)},
                                      {"b", id(cases, g, g.ends(e).target)}};
                    for (auto& field : reason_record(cases, reason)) {
                        record.push_back(std::move(field));
                    }
                    reasons.emplace_back(std::move(record));
                }
            }
            result.rows.emplace_back(
                io::Record{{"rank", result.rows.size() + 1},
                           {"people", people},
                           {"organisations", organisations},
                           {"incidents", group.incidents.size()},
                           {"states", states},
                           {"reasons", reasons},
                           {"members", members},
                           {"names", names},
                           {"linked_by", io::texts(kinds)},
                           {"size", size},
                           {"evidence", evidence_list(store, group.incidents)}});
        }
    }

    void describe(io::ResultDocument& result, std::size_t found, std::size_t entities) const {
        if (m_min_incidents > 1) {
            result.parameters.emplace_back("min_incidents", m_min_incidents);
        }
        result.found = found;
        result.heading = fmt::format("{} of linked suspects, from {} people and organisations",
                                     counted(found, "group"), entities);
        constexpr std::size_t wide = 70;
        result.columns = {
            {"#", "rank", io::Alignment::right},
            {"people", "size", io::Alignment::right},
            {"incidents", "incidents", io::Alignment::right},
            {.header = "who", .path = "names", .widest = wide, .wraps = true},
            {.header = "states", .path = "states", .widest = wide, .wraps = true},
            {.header = "linked by", .path = "linked_by", .widest = wide, .wraps = true}};
        for (const char* field :
             {"rank", "people", "organisations", "incidents", "states", "linked_by", "evidence"}) {
            result.csv.push_back({field, field});
        }
        explain_largest(result);
        if (result.rows.empty()) {
            result.notes.emplace_back("No two suspects are linked here.");
        }
    }

    /// Below the table: who the first groups are, and the ties that make them.
    static void explain_largest(io::ResultDocument& result) {
        constexpr std::size_t ties = 12;
        for (std::size_t i = 0; i < std::min(groups_explained, result.rows.size()); ++i) {
            const io::Value& row = result.rows[i];
            if (*row["incidents"].get<std::int64_t>() < 2) {
                break;
            }
            io::TableSection section;
            section.heading = fmt::format("Why group {}: its strongest ties", i + 1);
            section.columns = {
                {.header = "one", .path = "a", .widest = 44, .wraps = true},
                {.header = "other", .path = "b", .widest = 44, .wraps = true},
                {.header = "reason", .path = "kind", .least = 19},
                {.header = "detail", .path = "detail", .widest = 44, .wraps = true},
                {.header = "incidents", .path = "evidence", .widest = 50, .wraps = true}};
            const auto label = [&](const io::Value& id) {
                for (const io::Value& member : *row["members"].get<io::List>()) {
                    if (*member["id"].get<std::string>() == *id.get<std::string>()) {
                        return *member["label"].get<std::string>();
                    }
                }
                return std::string();
            };
            const auto& reasons = *row["reasons"].get<io::List>();
            for (std::size_t r = 0; r < std::min(ties, reasons.size()); ++r) {
                section.rows.emplace_back(io::Record{{"a", label(reasons[r]["a"])},
                                                     {"b", label(reasons[r]["b"])},
                                                     {"kind", reasons[r]["kind"]},
                                                     {"detail", reasons[r]["detail"]},
                                                     {"evidence", reasons[r]["evidence"]}});
            }
            if (reasons.size() > ties) {
                section.notes.push_back(fmt::format("… and {} more reasons; --format json has all",
                                                    reasons.size() - ties));
            }
            result.more_tables.push_back(std::move(section));
        }
    }

    void linked(io::ResultDocument& result,
                const LoadedCases& cases,
                const graph::CaseGraph& cg,
                const AssociationGraph& g) {
        std::vector<Nameable> candidates;
        for (Nameable& one : nameable(cases, cg)) {
            const EntityKind kind = cg.kind(one.vertex);
            if (kind == EntityKind::person || kind == EntityKind::organisation) {
                const Vertex v = g.find(kind == EntityKind::person, cg.entity(one.vertex));
                if (v != graph::no_vertex) {
                    one.vertex = v;
                    candidates.push_back(std::move(one));
                }
            }
        }
        const Vertex of = find_entity(m_of, candidates, nullptr);
        result.parameters.emplace_back("of", id(cases, g, of));
        for (const auto& one : algorithms::linked_with(g, of)) {
            io::List reasons, via;
            std::set<graph::IncidentIndex> evidence;
            for (std::size_t i = 1; i < one.via.size(); ++i) {
                const auto row = g.out_neighbours(one.via[i - 1]);
                const auto at = std::lower_bound(row.begin(), row.end(), one.via[i]) - row.begin();
                const graph::Edge e = g.out_edges(one.via[i - 1])[static_cast<std::size_t>(at)];
                for (const graph::Reason& reason : g.reasons(e)) {
                    evidence.insert(reason.evidence.begin(), reason.evidence.end());
                    io::Record record = reason_record(cases, reason);
                    if (one.via.size() > 2) {
                        record.insert(record.begin(), {{"from", id(cases, g, one.via[i - 1])},
                                                       {"to", id(cases, g, one.via[i])}});
                    }
                    reasons.emplace_back(std::move(record));
                }
                if (i + 1 < one.via.size()) {
                    via.emplace_back(label(cases, g, one.via[i]));
                }
            }
            io::List told;
            for (const io::Value& reason : reasons) {
                told.emplace_back(reason["detail"]);
            }
            const std::vector<graph::IncidentIndex> sorted(evidence.begin(), evidence.end());
            result.rows.emplace_back(io::Record{{"rank", result.rows.size() + 1},
                                                {"id", id(cases, g, one.vertex)},
                                                {"label", label(cases, g, one.vertex)},
                                                {"score", one.score},
                                                {"reasons", reasons},
                                                {"via", via},
                                                {"told", told},
                                                {"evidence", evidence_list(cases.store, sorted)}});
        }
        result.heading =
            fmt::format("{} linked with {} ({})", counted(result.rows.size(), "entity"),
                        label(cases, g, of), id(cases, g, of));
        if (result.rows.size() != 1) {
            result.heading = fmt::format("{} entities linked with {} ({})", result.rows.size(),
                                         label(cases, g, of), id(cases, g, of));
        }
        constexpr std::size_t wide = 60;
        result.columns = {
            {"#", "rank", io::Alignment::right},
            {.header = "who", .path = "label", .wraps = true},
            {"score", "score", io::Alignment::right, 3},
            {.header = "through", .path = "via", .wraps = true},
            {.header = "reasons", .path = "told", .widest = wide, .wraps = true},
            {.header = "incidents", .path = "evidence", .widest = wide, .spare = 1, .wraps = true},
            {.header = "id", .path = "id", .least = 28, .spare = 2}};
        for (const char* field : {"rank", "id", "label", "score", "reasons", "via", "evidence"}) {
            result.csv.push_back({field, field});
        }
        if (result.rows.empty()) {
            result.notes.emplace_back("Nobody is linked with them here.");
        }
    }

    InputOptions m_input;
    OutputOptions m_output;
    std::string m_of, m_include;
    std::uint64_t m_min_incidents = 0; // people of a list are linked without an incident
};

} // namespace

std::unique_ptr<Command> make_suspects(CLI::App& app) { return std::make_unique<Suspects>(app); }

} // namespace sandhan::cli
