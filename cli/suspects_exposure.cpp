// SPDX-License-Identifier: Apache-2.0
// analyse suspects --exposure: who is nearest to known offenders, and by which ties.
#include "algorithms/suspects/exposure.hpp"
#include "cli/suspects_questions.hpp"
#include "io/errors.hpp"
#include "io/file_witness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>

namespace sandhan::cli {
namespace {

using algorithms::Exposure;
using graph::AssociationGraph;
using graph::Vertex;

constexpr std::size_t exposures_explained = 3; ///< rows explained below the table

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    return first == std::string::npos
               ? std::string()
               : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// Ids and names between commas, or, after an @, one a line of that file.
std::vector<std::string> seeds_named(const std::string& text) {
    std::vector<std::string> names;
    const auto take = [&](const std::string& name) {
        if (const std::string seed = trimmed(name); !seed.empty()) {
            names.push_back(seed);
        }
    };
    if (text[0] == '@') {
        std::ifstream file(text.substr(1));
        if (!file) {
            throw io::FileError(text.substr(1) + ": cannot be read; --exposure @FILE names a file "
                                                 "with an id or name a line");
        }
        io::tell_reading(text.substr(1));
        for (std::string line; std::getline(file, line);) {
            take(line);
        }
    } else {
        std::size_t first = 0;
        for (std::size_t comma = 0; comma != std::string::npos; first = comma + 1) {
            comma = text.find(',', first);
            take(text.substr(first, comma - first));
        }
    }
    if (names.empty()) {
        throw UsageError("--exposure names nobody; give ids or names between commas, or @FILE");
    }
    return names;
}

void add_exposed(io::ResultDocument& result,
                 const LoadedCases& cases,
                 const AssociationGraph& g,
                 const algorithms::TieWeights& weights,
                 const Exposure& one) {
    io::List paths, told;
    std::set<graph::IncidentIndex> evidence(g.incidents(one.vertex).begin(),
                                            g.incidents(one.vertex).end());
    for (const auto& walk : one.walks) {
        io::List steps;
        std::string words = suspect_label(cases, g, walk.via.front());
        for (std::size_t i = 1; i < walk.via.size(); ++i) {
            const auto row = g.out_neighbours(walk.via[i - 1]);
            const auto at = std::lower_bound(row.begin(), row.end(), walk.via[i]) - row.begin();
            const auto tie =
                weights.weigh(g.out_edges(walk.via[i - 1])[static_cast<std::size_t>(at)]);
            io::List reasons;
            for (const auto& reason : tie.reasons) {
                reasons.emplace_back(reason_record(cases, reason));
                evidence.insert(reason.evidence.begin(), reason.evidence.end());
            }
            steps.emplace_back(io::Record{{"from", suspect_id(cases, g, walk.via[i - 1])},
                                          {"to", suspect_id(cases, g, walk.via[i])},
                                          {"from_label", suspect_label(cases, g, walk.via[i - 1])},
                                          {"to_label", suspect_label(cases, g, walk.via[i])},
                                          {"probability", tie.probability},
                                          {"told", reason_words(cases, tie.reasons.front())},
                                          {"reasons", reasons}});
            words += " > " + suspect_label(cases, g, walk.via[i]);
        }
        paths.emplace_back(io::Record{{"seed", suspect_id(cases, g, walk.via.front())},
                                      {"share", walk.share},
                                      {"steps", steps}});
        if (told.empty()) { // the others stand below the table
            told.emplace_back(std::move(words));
        }
    }
    const std::vector<graph::IncidentIndex> sorted(evidence.begin(), evidence.end());
    result.rows.emplace_back(io::Record{{"rank", result.rows.size() + 1},
                                        {"id", suspect_id(cases, g, one.vertex)},
                                        {"label", suspect_label(cases, g, one.vertex)},
                                        {"score", one.score},
                                        {"paths", paths},
                                        {"remaining", one.remaining},
                                        {"told", told},
                                        {"evidence", evidence_list(cases.store, sorted)}});
}

/// Below the table: the ties of the first walks.
void tell_ties(io::ResultDocument& result) {
    for (std::size_t i = 0; i < std::min(exposures_explained, result.rows.size()); ++i) {
        const io::Value& row = result.rows[i];
        io::TableSection section;
        section.heading = fmt::format("Why {}: {}", i + 1, *row["label"].get<std::string>());
        section.columns = {
            {"share", "share", io::Alignment::right, 2},
            {.header = "from", .path = "from", .widest = 30, .wraps = true},
            {.header = "to", .path = "to", .widest = 30, .wraps = true},
            {.header = "why", .path = "why", .widest = 60, .wraps = true},
            {.header = "incidents", .path = "evidence", .widest = 50, .wraps = true}};
        for (const io::Value& path : *row["paths"].get<io::List>()) {
            bool first = true;
            for (const io::Value& step : *path["steps"].get<io::List>()) {
                const auto& reasons = *step["reasons"].get<io::List>();
                section.rows.emplace_back(io::Record{{"share", first ? path["share"] : io::Value()},
                                                     {"from", step["from_label"]},
                                                     {"to", step["to_label"]},
                                                     {"why", step["told"]},
                                                     {"evidence", reasons.front()["evidence"]}});
                first = false;
            }
        }
        section.notes.push_back(
            fmt::format("All other walks together: {:.2f}.", *row["remaining"].get<double>()));
        result.more_tables.push_back(std::move(section));
    }
}

} // namespace

void answer_exposure(io::ResultDocument& result,
                     const LoadedCases& cases,
                     const graph::CaseSelection& selection,
                     const graph::AssociationOptions& options,
                     const SuspectQuestion& question) {
    std::vector<graph::AssociationSeed> asked;
    for (const std::string& name : seeds_named(question.exposure)) {
        asked.push_back(
            find_suspect(name, cases, selection, options, question.input.place_level()));
    }
    constexpr unsigned all_the_way = 1U << 30U; // whole components: no walk leaves them
    const AssociationGraph g = AssociationGraph::around(selection, options, asked, all_the_way);
    result.vertices = g.vertex_count();
    result.edges = g.edge_count();
    tell_skipped(cases, g.skipped(), question.output);
    std::vector<Vertex> seeds;
    for (const graph::AssociationSeed& seed : asked) {
        seeds.push_back(g.find(seed.is_person, seed.entity));
    }
    std::sort(seeds.begin(), seeds.end());
    seeds.erase(std::unique(seeds.begin(), seeds.end()), seeds.end());
    io::List ids;
    for (const Vertex seed : seeds) {
        ids.emplace_back(suspect_id(cases, g, seed));
    }
    result.parameters.emplace_back("exposure", ids);

    const algorithms::TieWeights weights(g, selection, options, question.weights());
    const graph::RunControl control = run_control(question.output, "following ties");
    algorithms::ExposureOptions exposed;
    exposed.top = rows_shown(question.output);
    const auto found =
        algorithms::exposure(g, weights.probabilities(control), seeds, exposed, control);
    result.found = found.size();
    for (std::size_t i = 0; i < std::min(found.size(), exposed.top); ++i) {
        add_exposed(result, cases, g, weights, found[i]);
    }
    result.heading = fmt::format("{} exposed to {}",
                                 found.size() == 1 ? std::string("1 entity")
                                                   : fmt::format("{} entities", found.size()),
                                 seeds.size() == 1 ? suspect_label(cases, g, seeds[0])
                                                   : fmt::format("{} seeds", seeds.size()));
    result.columns = {{"#", "rank", io::Alignment::right},
                      {.header = "who", .path = "label", .wraps = true},
                      {"exposure", "score", io::Alignment::right, 4},
                      {.header = "mostly by", .path = "told", .widest = 80, .wraps = true},
                      {.header = "id", .path = "id", .least = 28, .spare = 1}};
    for (const char* field : {"rank", "id", "label", "score", "paths", "remaining", "evidence"}) {
        result.csv.push_back({field, field});
    }
    if (result.rows.empty()) {
        result.notes.emplace_back("Nobody is linked with them here.");
        return;
    }
    result.notes.emplace_back(
        "exposure: how often a walk along the ties, begun anew now and then, stands there.");
    result.notes.emplace_back(lead_note);
    tell_ties(result);
}

} // namespace sandhan::cli
