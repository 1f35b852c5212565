// SPDX-License-Identifier: Apache-2.0
// What every command of `analyse` is made of.
#pragma once

#include "graph/run_control.hpp"
#include "io/result_document.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <stdexcept>
#include <string>

namespace sandhan::cli {

enum ExitStatus {
    done = 0,
    some_unusable = 1, ///< done, but records were unusable, or `check` found faults
    wrong_usage = 2,
    failed = 3, ///< input or output failed, or no input was usable
    interrupted = 130,
};

/// The command line is at fault: exit status 2.
class UsageError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// A command: its constructor declares options and opens nothing; run() works.
class Command {
  public:
    Command() = default;
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;
    virtual ~Command() = default;
    virtual ExitStatus run() = 0;
};

std::unique_ptr<Command> make_check(CLI::App& app);
std::unique_ptr<Command> make_summary(CLI::App& app);
std::unique_ptr<Command> make_routes(CLI::App& app);
std::unique_ptr<Command> make_hubs(CLI::App& app);
std::unique_ptr<Command> make_suspects(CLI::App& app);
std::unique_ptr<Command> make_cells(CLI::App& app);
std::unique_ptr<Command> make_trends(CLI::App& app);
std::unique_ptr<Command> make_identities(CLI::App& app);
std::unique_ptr<Command> make_path(CLI::App& app);
std::unique_ptr<Command> make_interdict(CLI::App& app);
std::unique_ptr<Command> make_export(CLI::App& app);
std::unique_ptr<Command> make_build(CLI::App& app);
std::unique_ptr<Command> make_gazetteer(CLI::App& app);
std::unique_ptr<Command> make_audit(CLI::App& app);
std::unique_ptr<Command> make_evaluate(CLI::App& app);
std::unique_ptr<Command> make_generate(CLI::App& app);

} // namespace sandhan::cli
