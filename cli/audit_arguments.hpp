// SPDX-License-Identifier: Apache-2.0
// What a record of a run tells of the command line.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

namespace sandhan::cli {

/// The options and inputs that were given, also by --config, as a command line would give them.
/// Paths, numbers, dates and words of ours are told as they are. What names an entity (`--of`,
/// `--from`, the two of `path`, the text of `gazetteer`) may be a victim's name: it is told only
/// where it is an id that can name nobody, else as `withhold` has it.
///
/// `words_known`: the command accepted its words, so that a list of words is one of ours; else such
/// a list is withheld too, as anything may stand there by mistake.
[[nodiscard]] std::vector<std::string>
told_arguments(const CLI::App& command,
               bool words_known,
               const std::function<std::string(const std::string&)>& withhold);

/// Whether an id names no person and no neighbourhood, whatever the records hold: a place down to
/// the district, an incident, a person by an incident and a number or by `P-000123`.
[[nodiscard]] bool is_telling_no_name(const std::string& id);

} // namespace sandhan::cli
