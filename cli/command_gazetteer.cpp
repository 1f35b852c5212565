// SPDX-License-Identifier: Apache-2.0
// analyse gazetteer: the decision on each text, and its reasons.
#include "cli/session.hpp"

namespace sandhan::cli {
namespace {

io::Value coordinate(const std::optional<double>& degrees) {
    return degrees ? io::Value(*degrees) : io::Value();
}

io::Record place_record(const graph::Place& place) {
    return {{"id", place.id},
            {"label", place.label},
            {"level", graph::name_of(place.level)},
            {"code", place.code},
            {"lat", coordinate(place.latitude)},
            {"lon", coordinate(place.longitude)}};
}

class GazetteerCommand : public Command {
  public:
    explicit GazetteerCommand(CLI::App& app) {
        app.add_option("TEXT", m_texts, "places as records write them")->required();
        app.add_option("--gazetteer", m_input.gazetteer_file,
                       "CSV of further places (its columns: docs/gazetteer.md)")
            ->type_name("FILE");
        add_output_options(app, m_output);
        app.footer(
            "Example:  analyse gazetteer \"Jibontala PS, South 24 Parganas, West Bengal\"\n"
            "Status: exact, variant (old, other-script or other spelling), fuzzy (misspelt),\n"
            "district_only (unknown village in a known district), ambiguous, unknown.");
    }

    ExitStatus run() override {
        const graph::Gazetteer& gazetteer = gazetteer_of(m_input);
        io::ResultDocument result;
        result.command = "gazetteer";
        if (!m_input.gazetteer_file.empty()) {
            result.parameters.emplace_back("gazetteer", m_input.gazetteer_file);
        }
        for (const std::string& text : m_texts) {
            const graph::Resolution resolution = gazetteer.resolve(text);
            io::Record row{{"rank", result.rows.size() + 1}, {"text", text}};
            const bool decided = !resolution.place.id.empty();
            io::Record place = decided ? place_record(resolution.place)
                                       : io::Record{{"id", {}},   {"label", {}}, {"level", {}},
                                                    {"code", {}}, {"lat", {}},   {"lon", {}}};
            for (auto& field : place) {
                row.push_back(std::move(field));
            }
            row.emplace_back("status", graph::name_of(resolution.status));
            io::List candidates;
            for (const graph::Place& candidate : resolution.candidates) {
                candidates.emplace_back(place_record(candidate));
            }
            row.emplace_back("candidates", candidates);
            row.emplace_back("reasons", io::texts(resolution.reasons));
            result.rows.emplace_back(std::move(row));

            io::TableSection why;
            why.heading = "Why: " + text;
            for (const std::string& reason : resolution.reasons) {
                why.notes.push_back("  - " + reason);
            }
            constexpr std::size_t listed = 12;
            for (std::size_t i = 0; i < resolution.candidates.size() && i < listed; ++i) {
                why.notes.push_back("  ? " + resolution.candidates[i].label + "  (" +
                                    resolution.candidates[i].id + ")");
            }
            if (resolution.candidates.size() > listed) {
                why.notes.push_back(
                    "  ? and " + counted(resolution.candidates.size() - listed, "more candidate"));
            }
            result.more_tables.push_back(std::move(why));
        }
        result.columns = {{"text", "text"},
                          {"status", "status"},
                          {"place", "label", io::Alignment::left, 2, 60},
                          {"level", "level"},
                          {"code", "code"},
                          {"lat", "lat", io::Alignment::right, 4},
                          {"lon", "lon", io::Alignment::right, 4}};
        for (const char* field : {"text", "id", "label", "level", "code", "lat", "lon", "status",
                                  "candidates", "reasons"}) {
            result.csv.push_back({field, field});
        }
        write_result(std::move(result), m_output);
        return done;
    }

  private:
    std::vector<std::string> m_texts;
    InputOptions m_input;
    OutputOptions m_output;
};

} // namespace

std::unique_ptr<Command> make_gazetteer(CLI::App& app) {
    return std::make_unique<GazetteerCommand>(app);
}

} // namespace sandhan::cli
