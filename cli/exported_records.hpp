// SPDX-License-Identifier: Apache-2.0
// Exports that are made of the records themselves, not of a graph.
#pragma once

#include "cli/session.hpp"
#include "graph/case_graph.hpp"

#include <string>

namespace sandhan::cli {

/// What the ending of a path, or --to, asks for.
enum class RecordFormat {
    none,
    incidents,        ///< our own, `.json`, or one a line: `.jsonl`, `.ndjson`
    follow_the_money, ///< `.ftm.json`, `.ftm.jsonl`, `.ftm`
};

[[nodiscard]] RecordFormat record_format_of(const std::string& path, const std::string& to);

/// Throws UsageError for input that cannot be read twice: standard input, a case file.
void require_records(const InputOptions& input);

/// Writes the incidents of the graph, as they may be shown, to output.output.
/// Requires  require_records().
/// Throws    io errors
void export_incidents(const InputOptions& input,
                      const OutputOptions& output,
                      const LoadedCases& cases,
                      const graph::CaseGraph& g);

/// Writes FollowTheMoney entities; with their trips if asked. Sources are told where the input can
/// be read twice.
void export_follow_the_money(const InputOptions& input,
                             const OutputOptions& output,
                             const LoadedCases& cases,
                             const graph::CaseGraph& g,
                             bool trips);

} // namespace sandhan::cli
