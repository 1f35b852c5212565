// SPDX-License-Identifier: Apache-2.0
// The whole command line of `analyse`: every command with its options.
#pragma once

#include "cli/command.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace sandhan::cli {

class Program {
  public:
    Program();

    [[nodiscard]] CLI::App& app() { return m_app; }
    /// Each with the subcommand that holds its options.
    using Commands = std::vector<std::pair<CLI::App*, std::unique_ptr<Command>>>;
    [[nodiscard]] const Commands& commands() const { return m_commands; }

  private:
    CLI::App m_app;
    Commands m_commands;
};

} // namespace sandhan::cli
