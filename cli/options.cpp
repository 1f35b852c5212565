// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include "cli/session.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <sstream>

namespace sandhan::cli {
namespace {

/// Far beyond any machine's processors, and few enough that their stacks fit in memory.
constexpr unsigned most_threads = 1024;

std::optional<graph::FuzzyDate> date_of(const char* option, const std::string& text) {
    if (text.empty()) {
        return std::nullopt;
    }
    const auto date = graph::FuzzyDate::parse(text);
    if (!date) {
        throw UsageError(std::string(option) + " " + text +
                         ": not a date; write YYYY-MM-DD, YYYY-MM or YYYY");
    }
    return date;
}

} // namespace

graph::IncidentFilter InputOptions::filter() const {
    graph::IncidentFilter filter;
    if (const auto date = date_of("--since", since)) {
        filter.since = date->earliest();
    }
    if (const auto date = date_of("--until", until)) {
        filter.until = date->latest();
    }
    if (filter.since && filter.until && *filter.since > *filter.until) {
        throw UsageError("--since " + since + " is after --until " + until +
                         "; nothing can lie between them");
    }
    filter.certain = certain;
    filter.min_confidence = min_confidence;
    if (!state.empty()) {
        filter.within = states();
    }
    return filter;
}

std::vector<std::string> InputOptions::states() const {
    const graph::Gazetteer& gazetteer = gazetteer_of(*this);
    std::vector<std::string> ids;
    std::istringstream list(state);
    for (std::string text; std::getline(list, text, ',');) {
        const std::size_t first = text.find_first_not_of(' ');
        if (first == std::string::npos) {
            continue;
        }
        text = text.substr(first, text.find_last_not_of(' ') - first + 1);
        const auto by_code = gazetteer.find("place:" + text);
        const graph::Resolution by_name = gazetteer.resolve(text);
        const graph::Place& place = by_code ? *by_code : by_name.place;
        const bool sure = by_code || by_name.status == graph::MatchStatus::exact ||
                          by_name.status == graph::MatchStatus::variant;
        if (sure && place.level >= graph::PlaceLevel::state) {
            ids.push_back(place.id);
            continue;
        }
        const bool near = by_name.status == graph::MatchStatus::fuzzy &&
                          by_name.place.level >= graph::PlaceLevel::state;
        throw UsageError("--state " + text + ": no state is called so; " +
                         (near ? "did you mean " + by_name.place.name + "?"
                               : "give a name or code, such as Gujarat or IN-GJ"));
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

graph::PlaceLevel InputOptions::place_level() const {
    if (const auto parsed = graph::parse_level(level)) {
        return *parsed;
    }
    throw UsageError("--level " + level + ": must be locality, district, state or country");
}

graph::FuzzyDate InputOptions::as_of_date() const {
    return date_of("--as-of", as_of).value_or(graph::FuzzyDate());
}

namespace {

void add_output_file(CLI::App& app, OutputOptions& options) {
    app.add_option("-o,--output", options.output, "write to FILE, whole or not at all")
        ->type_name("FILE")
        ->group("Output");
}

void add_ways_to_run(CLI::App& app, OutputOptions& options) {
    app.add_flag("--quiet", options.quiet, "no notes on standard error")->group("Output");
    app.add_flag("--no-progress", options.no_progress, "no progress line on a terminal")
        ->group("Output");
    // No variable: run_with_threads() asks for it before the command begins.
    app.add_option("--threads", "threads to use (default or 0: as many as the machine has)")
        ->type_name("N")
        ->check(CLI::Range(0U, most_threads))
        ->group("Output");
    app.add_option("--seed", options.seed, "seed of random choices")
        ->type_name("N")
        ->group("Output");
    // No variable: cli/audit.cpp asks for it before the command begins.
    app.add_option("--audit", "append who ran what on which files to the log FILE")
        ->type_name("FILE")
        ->group("Output");
    app.add_option("--config", options.config, "options from FILE, one a line: level = \"state\"")
        ->type_name("FILE")
        ->group("Output");
}

} // namespace

void add_run_options(CLI::App& app, OutputOptions& options) {
    add_output_file(app, options);
    add_ways_to_run(app, options);
}

void add_output_options(CLI::App& app, OutputOptions& options) {
    app.add_option("--format", options.format,
                   "table, json or csv (default: by the ending of -o, else table)")
        ->check(CLI::IsMember({"table", "json", "csv"}))
        ->group("Output");
    add_output_file(app, options);
    app.add_option("--top", options.top,
                   "rows shown (default 20 in a table, all in JSON and CSV; 0: all)")
        ->type_name("N")
        ->group("Output");
    add_ways_to_run(app, options);
}

void add_input_options(CLI::App& app, InputOptions& options) {
    app.add_option("--map", options.map_file,
                   "mapping of a CSV's columns to our fields, or ctdc, ctdc-corridors")
        ->type_name("FILE")
        ->group("Input");
    app.add_option("--gazetteer", options.gazetteer_file, "CSV of further places")
        ->type_name("FILE")
        ->group("Input");
    app.add_flag("--strict", options.strict, "stop at the first bad record")->group("Input");
    app.add_option("--as-of", options.as_of,
                   "date that tells who is a child where a record has none")
        ->type_name("DATE")
        ->group("Input");
    app.add_flag("--stale-ok", options.stale_ok,
                 "use a case file though its records changed since it was built")
        ->group("Input");
    app.add_flag("--reveal-victims", options.reveal,
                 "show names and places of victims and children as recorded")
        ->group("Protection");
    app.add_option("--key-file", options.key_file,
                   "secret for pseudonyms (default: made once in your data folder)")
        ->type_name("FILE")
        ->group("Protection");
    app.add_option("--passphrase-file", options.passphrase_file,
                   "passphrase of an encrypted case file (default: asked for)")
        ->type_name("FILE")
        ->group("Protection");
}

void add_incident_filter_options(CLI::App& app, InputOptions& options) {
    app.add_option("--level", options.level, "locality, district, state or country")
        ->capture_default_str()
        ->check(CLI::IsMember({"locality", "district", "state", "country"}))
        ->group("Selection");
    app.add_option("--since", options.since, "only incidents that may lie on or after DATE")
        ->type_name("DATE")
        ->group("Selection");
    app.add_option("--until", options.until, "only incidents that may lie on or before DATE")
        ->type_name("DATE")
        ->group("Selection");
    app.add_flag("--certain", options.certain, "with --since/--until: that certainly do")
        ->group("Selection");
    app.add_option("--state", options.state,
                   "only incidents whose journey or scenes touch one of these states")
        ->type_name("LIST")
        ->group("Selection");
    app.add_option("--min-confidence", options.min_confidence,
                   "only incidents whose best source is at least this sure (0 to 1)")
        ->type_name("X")
        ->check(CLI::Range(0.0, 1.0))
        ->group("Selection");
}

void add_filter_options(CLI::App& app, InputOptions& options) {
    add_incident_filter_options(app, options);
    app.add_option("--identities", options.identities,
                   "which records are one person: off (equal ids only), strict, likely")
        ->each([&options](const std::string&) { options.identities_given = true; })
        ->capture_default_str()
        ->check(CLI::IsMember({"off", "strict", "likely"}))
        ->group("Selection");
}

void add_decisions_option(CLI::App& app, InputOptions& options) {
    app.add_option("--decisions", options.decisions_file,
                   "an analyst's verdicts on who is who (JSON Lines), always honoured")
        ->type_name("FILE")
        ->group("Selection");
}

ExitStatus run_with_threads(const CLI::App& options, Command& command) {
    const CLI::Option* option = options.get_option_no_throw("--threads");
    const int threads = option != nullptr && !option->empty() ? option->as<int>() : 0;
    if (threads == 0) {
        return command.run();
    }
    // The limit bounds what works at all, but never raises it above the machine's processors; an
    // arena of so many slots does.
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(threads));
    tbb::task_arena arena(threads);
    return arena.execute([&command] { return command.run(); });
}

std::vector<std::string> split_words(const std::string& text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text + ",") {
        if (c == ',' || c == ' ') {
            if (!word.empty()) {
                words.push_back(std::exchange(word, {}));
            }
        } else {
            word += c;
        }
    }
    return words;
}

} // namespace sandhan::cli
