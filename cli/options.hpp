// SPDX-License-Identifier: Apache-2.0
// The options that many commands share, and what they come to.
#pragma once

#include "cli/command.hpp"
#include "graph/case_graph.hpp"
#include "graph/gazetteer.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sandhan::cli {

struct OutputOptions {
    std::string format; ///< "" means: by the ending of `output`, else table
    std::string output; ///< "" or "-": standard output
    std::string config; ///< what cli/config_file.hpp has read already
    std::optional<std::uint64_t> top;
    bool quiet = false;
    bool no_progress = false;
    std::uint64_t seed = 1;
};

struct InputOptions {
    std::vector<std::string> inputs;
    std::string map_file;
    std::string gazetteer_file;
    std::string key_file;
    std::string passphrase_file;
    std::string since, until, as_of;
    std::string state; ///< names or codes, commas between them
    std::string level = "district";
    std::string identities = "strict";
    bool identities_given = false; ///< by who asks, not by default
    std::string decisions_file;
    double min_confidence = 0.0;
    bool certain = false;
    bool reveal = false;
    bool strict = false;
    bool stale_ok = false;

    [[nodiscard]] graph::Disclosure disclosure() const {
        return reveal ? graph::Disclosure::reveal : graph::Disclosure::protect;
    }
    /// Ids of the places of --state. Throws UsageError for one that is none.
    [[nodiscard]] std::vector<std::string> states() const;
    /// Throws UsageError naming the option that is no date, no state or no level.
    [[nodiscard]] graph::IncidentFilter filter() const;
    [[nodiscard]] graph::PlaceLevel place_level() const;
    [[nodiscard]] graph::FuzzyDate as_of_date() const;
};

/// -o, --threads, --seed, --quiet, --no-progress, --audit, --config: of a command whose -o takes no
/// table.
void add_run_options(CLI::App& app, OutputOptions& options);
/// --format, -o, --top, --threads, --seed, --quiet, --no-progress, --audit, --config.
void add_output_options(CLI::App& app, OutputOptions& options);
/// --map, --gazetteer, --strict, --as-of, --stale-ok, --reveal-victims, --key-file,
/// --passphrase-file.
void add_input_options(CLI::App& app, InputOptions& options);
/// --since, --until, --certain, --state, --min-confidence, --level.
void add_incident_filter_options(CLI::App& app, InputOptions& options);
/// The same, and --identities.
void add_filter_options(CLI::App& app, InputOptions& options);

/// --decisions: of a command that joins people by --identities, or asks who is one.
void add_decisions_option(CLI::App& app, InputOptions& options);

/// Runs a command with as many threads as its --threads allows.
[[nodiscard]] ExitStatus run_with_threads(const CLI::App& options, Command& command);

/// "a,b" or "a b" as one list of words.
[[nodiscard]] std::vector<std::string> split_words(const std::string& text);

} // namespace sandhan::cli
