// SPDX-License-Identifier: Apache-2.0
// One run of a command: its input loaded, what is said meanwhile, its answer written.
#pragma once

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "graph/association_graph.hpp"
#include "graph/case_graph.hpp"
#include "graph/protection.hpp"
#include "io/case_file.hpp"
#include "io/incident_reader.hpp"
#include "io/result_document.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sandhan::algorithms {
struct IdentityResolution;
}

namespace sandhan::cli {

/// Set by the handlers of SIGINT and SIGTERM.
[[nodiscard]] bool stop_was_requested();
void install_signal_handlers();

/// Stops on Ctrl-C and, where standard error is a terminal, shows how far the work is.
[[nodiscard]] graph::RunControl run_control(const OutputOptions& output, const std::string& task);

/// How the records of a run are read: by its options, stopped on Ctrl-C, with progress.
[[nodiscard]] io::ReadOptions read_options(const InputOptions& input, const OutputOptions& output);

/// A line on standard error; nothing under --quiet.
void say(const OutputOptions& output, const std::string& line);

/// The gazetteer of a run: the built-in one and what --gazetteer adds.
[[nodiscard]] const graph::Gazetteer& gazetteer_of(const InputOptions& input);

/// The records of a run, read, checked and joined, or taken from a case file.
struct LoadedCases {
    graph::CaseStore store;
    std::vector<std::string> files;
    std::uint64_t incidents = 0;
    std::uint64_t people = 0; ///< of person lists
    std::uint64_t unusable = 0;
    std::vector<graph::Diagnostic> faults;
    std::uint64_t further_errors = 0, further_warnings = 0; ///< that are not among `faults`
    io::CaseNotes notes; ///< the options that the reading obeyed; all, of a case file
    std::unique_ptr<graph::Protection> protection;
    std::string identities = "off"; ///< by which people were joined: --identities, if it matters
    /// People of different records who may be one, by --identities; ascending by a and b.
    std::vector<graph::SimilarPeople> similar;
    /// How it was found who is who, of people as they were before; and who of them each row was.
    std::shared_ptr<const algorithms::IdentityResolution> resolution;
    std::vector<graph::PersonIndex> resolved_rows;
    std::uint64_t unusable_decisions = 0; ///< of --decisions: unreadable, or contradicted

    [[nodiscard]] ExitStatus status() const {
        return unusable + unusable_decisions > 0 ? some_unusable : done;
    }
};

/// The gazetteer that the cases were resolved with, also where they come from a case file.
[[nodiscard]] const graph::Gazetteer& gazetteer_of(const LoadedCases& cases);

/// Reads all inputs. Faults are kept; unless `quiet_faults`, the first of them and their number are
/// told on standard error. Throws UsageError without input, io::FileError when none was usable
/// (unless `may_be_unusable`).
struct LoadOptions {
    bool tell_faults = true;
    bool may_be_unusable = false;
    bool all_faults = false; ///< of a case file too, whose faults are else only counted
    bool identities = false; ///< the answer is about people: join them by --identities
    /// Finds who is who anew, and keeps how: LoadedCases::resolution.
    bool keep_resolution = false;
};
[[nodiscard]] LoadedCases
load_cases(const InputOptions& input, const OutputOptions& output, const LoadOptions& options = {});

/// The value of a fault as it may be shown: withheld unless it can't name anyone.
[[nodiscard]] std::string shown_value(const graph::Diagnostic& fault, graph::Disclosure disclosure);

/// A result with `input`, `graph` and `parameters` that every command reports.
[[nodiscard]] io::ResultDocument
result_for(const std::string& command, const LoadedCases& cases, const InputOptions& input);

/// How many rows of an answer the form asked for shows: as many as there are, but in a table. Rows
/// beyond need not be made; ResultDocument::found tells how many there are.
[[nodiscard]] std::size_t rows_shown(const OutputOptions& output);

/// Whether the form asked for is the table for people.
[[nodiscard]] bool is_table(const OutputOptions& output);

/// Whether the form asked for tells how large the graph behind the answer is: JSON alone does, and
/// counting the edges can take longer than the rest.
[[nodiscard]] bool tells_graph_size(const OutputOptions& output);

/// Writes an answer in the form asked for, to standard output or to -o.
void write_result(io::ResultDocument result, const OutputOptions& output);

/// "122 incidents", "1 incident".
[[nodiscard]] std::string counted(std::uint64_t n, const std::string& noun);

} // namespace sandhan::cli
