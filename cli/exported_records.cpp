// SPDX-License-Identifier: Apache-2.0
#include "cli/exported_records.hpp"

#include "graph/shown_incident.hpp"
#include "io/errors.hpp"
#include "io/follow_the_money_writer.hpp"
#include "io/graph_formats.hpp"
#include "io/incident_writer.hpp"
#include "io/packed_file.hpp"

#include <algorithm>
#include <cctype>
#include <functional>
#include <utility>
#include <vector>

namespace sandhan::cli {
namespace {

/// Reads the records once more and hands on those of the graph, as they may be shown: what a store
/// keeps of them is less than a record.
class ShownRecords : public io::RecordSink {
  public:
    using Take = std::function<void(graph::IncidentIndex, graph::Incident&&)>;

    ShownRecords(const LoadedCases& cases, const graph::CaseGraph& g, Take take)
        : m_cases(cases), m_selected(g.selection().flags()), m_take(std::move(take)) {}

    void incident(graph::Incident&& incident) override {
        const graph::CaseStore& store = m_cases.store;
        const auto at =
            std::lower_bound(store.incidents.begin(), store.incidents.end(), incident.id,
                             [&](const graph::IncidentRow& row, const std::string& id) {
                                 return store.text(row.id) < id;
                             });
        if (at == store.incidents.end() || store.text(at->id) != incident.id ||
            at->people.count != incident.people.size() ||
            at->stops.count != incident.journey.size() ||
            at->places.count != incident.places.size() ||
            at->organisations.count < incident.organisations.size()) {
            throw io::FileError(incident.where.file +
                                ": it changed while it was read; run the command again");
        }
        const auto index = static_cast<graph::IncidentIndex>(at - store.incidents.begin());
        if (m_selected[index] != 0) {
            m_take(index, graph::shown_incident(incident, store, index, *m_cases.protection));
        }
    }
    void person(graph::Person&&, const graph::RecordPlace&, const std::string&) override {}
    void fault(graph::Diagnostic&&) override {} // told when they were read first

  private:
    const LoadedCases& m_cases;
    std::vector<unsigned char> m_selected;
    Take m_take;
};

bool can_be_read_twice(const InputOptions& input) {
    return std::none_of(input.inputs.begin(), input.inputs.end(), [](const std::string& path) {
        return path == "-" || path.ends_with(".sandhan");
    });
}

std::string without_packing(const std::string& path) {
    std::string name;
    for (const char c : path) {
        name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return io::is_packed_name(name) ? name.substr(0, name.size() - 3) : name;
}

void tell_lists(const OutputOptions& output, const LoadedCases& cases) {
    if (cases.people > 0) {
        say(output, "left out: " + counted(cases.people, "record") +
                        " of person lists, which belong to no incident");
    }
}

} // namespace

RecordFormat record_format_of(const std::string& path, const std::string& to) {
    if (to == "incidents") {
        return RecordFormat::incidents;
    }
    if (to == "ftm") {
        return RecordFormat::follow_the_money;
    }
    if (!to.empty()) {
        return RecordFormat::none;
    }
    const std::string name = without_packing(path);
    for (const char* ending : {".ftm", ".ftm.json", ".ftm.jsonl", ".ftm.ndjson"}) {
        if (name.ends_with(ending)) {
            return RecordFormat::follow_the_money;
        }
    }
    for (const char* ending : {".json", ".jsonl", ".ndjson"}) {
        if (name.ends_with(ending)) {
            return RecordFormat::incidents;
        }
    }
    return RecordFormat::none;
}

void require_records(const InputOptions& input) {
    if (!can_be_read_twice(input)) {
        throw UsageError("incidents are written from the records themselves; give the files, not "
                         "standard input or a case file");
    }
}

void export_incidents(const InputOptions& input,
                      const OutputOptions& output,
                      const LoadedCases& cases,
                      const graph::CaseGraph& g) {
    tell_lists(output, cases);
    io::PackedFile file(output.output);
    // In the order of their ids, whatever order they are read in.
    std::vector<std::string> texts(cases.store.incidents.size());
    ShownRecords records(cases, g, [&](graph::IncidentIndex index, graph::Incident&& incident) {
        io::append_incident(texts[index], incident);
    });
    io::read_incidents(input.inputs, read_options(input, output), records);

    const bool lines = !without_packing(output.output).ends_with(".json");
    file.stream() << (lines ? "" : "{\"incidents\": [");
    const char* separator = lines ? "" : "\n";
    for (const graph::IncidentIndex i : g.incidents()) {
        file.stream() << separator << texts[i];
        separator = lines ? "\n" : ",\n";
    }
    file.stream() << (lines ? (g.incidents().empty() ? "" : "\n") : "\n]}\n");
    file.finish();
    file.commit();
    say(output, output.output + ": " + counted(g.incidents().size(), "incident"));
}

void export_follow_the_money(const InputOptions& input,
                             const OutputOptions& output,
                             const LoadedCases& cases,
                             const graph::CaseGraph& g,
                             bool trips) {
    tell_lists(output, cases);
    io::PackedFile file(output.output);
    io::FollowTheMoneyInput all{cases.store, g.incidents(), *cases.protection, cases.similar, {}};
    if (can_be_read_twice(input)) {
        ShownRecords records(cases, g, [&](graph::IncidentIndex index, graph::Incident&& incident) {
            for (graph::Source& source : incident.sources) {
                all.sources.push_back({index, std::move(source)});
            }
        });
        io::read_incidents(input.inputs, read_options(input, output), records);
        std::stable_sort(all.sources.begin(), all.sources.end(),
                         [](const auto& a, const auto& b) { return a.incident < b.incident; });
    } else {
        say(output, "sources are told from the records themselves; give the files to have them");
    }
    const io::FollowTheMoneyWritten written =
        io::write_follow_the_money(file.stream(), all, trips, run_control(output, "writing"));
    file.finish();
    file.commit();
    if (written.withheld > 0) {
        say(output, "left out: " +
                        (written.withheld == 1 ? "1 person"
                                               : std::to_string(written.withheld) + " people") +
                        " who are victims, children or their families (--reveal-victims)");
    }
    say(output, output.output + ": " + std::to_string(written.entities) + " entities");
}

} // namespace sandhan::cli
