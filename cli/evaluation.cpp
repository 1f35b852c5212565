// SPDX-License-Identifier: Apache-2.0
// What the evaluations of all commands share.
#include "cli/evaluation.hpp"

#include "algorithms/evaluation/rank_correlation.hpp"
#include "io/errors.hpp"

#include <algorithm>

namespace sandhan::cli {

void Evaluation::figure(const std::string& name, io::Value value) {
    rows.emplace_back(io::Record{{"rank", rows.size() + 1}, {"name", name}, {"value", value}});
}

void Evaluation::figure(const std::string& name, const std::optional<double>& value) {
    figure(name, value ? io::Value(*value) : io::Value());
}

void Evaluation::figures(const std::string& prefix, const algorithms::Matches& matches) {
    figure(prefix + ":found", io::Value(matches.found));
    figure(prefix + ":true", io::Value(matches.truth));
    figure(prefix + ":right", io::Value(matches.both));
    figure(prefix + ":precision", matches.precision());
    figure(prefix + ":recall", matches.recall());
    figure(prefix + ":f1", matches.f1());
}

void Evaluation::b_cubed(const algorithms::ClusteringAgreement& agreement) {
    figure("b_cubed:precision", agreement.b_cubed_precision);
    figure("b_cubed:recall", agreement.b_cubed_recall);
    figure("b_cubed:f1", agreement.b_cubed_f1);
}

void Evaluation::correlation(const std::string& prefix,
                             std::span<const double> found,
                             std::span<const double> truth) {
    figure(prefix + ":kendall_tau_b", algorithms::kendall_tau_b(found, truth));
    figure(prefix + ":spearman_rho", algorithms::spearman_rho(found, truth));
}

graph::IncidentIndex find_incident(const graph::CaseStore& store, std::string_view id) {
    const auto at = std::lower_bound(store.incidents.begin(), store.incidents.end(), id,
                                     [&](const graph::IncidentRow& row, std::string_view text) {
                                         return store.text(row.id) < text;
                                     });
    return at != store.incidents.end() && store.text(at->id) == id
               ? static_cast<graph::IncidentIndex>(at - store.incidents.begin())
               : graph::no_index;
}

Mentions::Mentions(const graph::CaseStore& store) : m_store(store) {
    for (std::uint32_t row = 0; row < store.people.size(); ++row) {
        const graph::PersonRow& person = store.people[row];
        if (person.incident == graph::no_index) {
            m_listed.emplace_back(std::string(store.text(person.list)) + "/" +
                                      std::string(store.text(person.ref)),
                                  row);
        }
    }
    std::sort(m_listed.begin(), m_listed.end());
}

std::optional<std::uint32_t> Mentions::find(std::string_view record) const {
    // Ids and refs may have slashes themselves.
    for (auto slash = record.rfind('/'); slash != std::string_view::npos && slash > 0;
         slash = record.rfind('/', slash - 1)) {
        const auto incident = find_incident(m_store, record.substr(0, slash));
        if (incident == graph::no_index) {
            continue;
        }
        const graph::Range people = m_store.incidents[incident].people;
        for (std::uint32_t i = 0; i < people.count; ++i) {
            if (m_store.text(m_store.people[people.first + i].ref) == record.substr(slash + 1)) {
                return people.first + i;
            }
        }
    }
    const auto at = std::lower_bound(
        m_listed.begin(), m_listed.end(), record,
        [](const auto& listed, std::string_view text) { return listed.first < text; });
    return at != m_listed.end() && at->first == record ? std::optional(at->second) : std::nullopt;
}

std::vector<std::uint32_t> mentions_in(const graph::CaseGraph& g) {
    const graph::CaseStore& store = g.store();
    std::vector<std::uint32_t> rows;
    for (const graph::IncidentIndex i : g.incidents()) {
        const graph::Range people = store.incidents[i].people;
        for (std::uint32_t k = 0; k < people.count; ++k) {
            rows.push_back(people.first + k);
        }
    }
    const auto listed = static_cast<std::ptrdiff_t>(rows.size());
    for (std::uint32_t row = 0; row < store.people.size(); ++row) {
        if (store.people[row].incident == graph::no_index) {
            rows.push_back(row);
        }
    }
    std::sort(rows.begin() + listed, rows.end(), [&](std::uint32_t a, std::uint32_t b) {
        const auto key = [&](std::uint32_t row) {
            const graph::PersonRow& person = store.people[row];
            return std::tuple(store.text(person.list), store.text(person.ref), row);
        };
        return key(a) < key(b);
    });
    return rows;
}

io::TruthParts read_truth_of(const EvaluationOptions& options,
                             const OutputOptions& output,
                             io::TruthParts wanted,
                             std::initializer_list<io::TruthPart> needed,
                             const std::string& command,
                             io::TruthSink& sink) {
    const io::TruthParts present =
        io::read_truth(options.truth, wanted, sink, run_control(output, "reading the truth"));
    for (const io::TruthPart part : needed) {
        if (!present.has(part)) {
            const std::string key(io::name_of(part));
            throw io::ParseError(options.truth + ": there is no \"" + key + "\": `evaluate " +
                                 command + "` compares with it; add the list " +
                                 "(docs/evaluation.md tells what it holds)");
        }
    }
    return present;
}

io::List evidence_of(const graph::CaseStore& store, std::vector<graph::IncidentIndex> incidents) {
    std::sort(incidents.begin(), incidents.end());
    incidents.erase(std::unique(incidents.begin(), incidents.end()), incidents.end());
    if (!incidents.empty() && incidents.back() == graph::no_index) { // people of a list
        incidents.pop_back();
    }
    return evidence_list(store, incidents);
}

} // namespace sandhan::cli
