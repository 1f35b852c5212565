// SPDX-License-Identifier: Apache-2.0
// The `analyse` program: runs the command asked for and turns errors into exit statuses.
#include "cli/audit.hpp"
#include "cli/config_file.hpp"
#include "cli/program.hpp"
#include "cli/session.hpp"
#include "io/output_file.hpp"

#include <algorithm>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <utility>
#include <vector>

using namespace sandhan;

namespace {

int run(int argc, char** argv, cli::Audit& audit) {
    cli::Program program;
    try {
        std::vector<std::string> arguments =
            cli::with_config(program.app(), {argv + 1, argv + argc});
        std::reverse(arguments.begin(), arguments.end()); // what CLI11 asks for
        program.app().parse(std::move(arguments));
    } catch (const CLI::Success& shown) { // --help, --version
        return program.app().exit(shown);
    } catch (const CLI::ParseError& error) {
        const auto chosen = program.app().get_subcommands();
        std::cerr << "analyse: " << error.what() << "\nSee: analyse "
                  << (chosen.empty() ? "" : chosen.front()->get_name() + " ") << "--help\n";
        return cli::wrong_usage;
    }
    for (const auto& [subcommand, command] : program.commands()) {
        if (subcommand->parsed()) {
            return audit.run(*subcommand, *command);
        }
    }
    return cli::wrong_usage;
}

int status_of(int argc, char** argv, cli::Audit& audit) {
    try {
        const int status = run(argc, argv, audit);
        std::cout.flush();
        if (!std::cout) {
            std::cerr << "analyse: standard output could not be written\n";
            return cli::failed;
        }
        return status;
    } catch (const graph::Cancelled&) {
        io::remove_unfinished_outputs();
        std::cerr << "analyse: interrupted; nothing was written\n";
        return cli::interrupted;
    } catch (const cli::UsageError& error) {
        std::cerr << "analyse: " << error.what() << '\n';
        return cli::wrong_usage;
    } catch (const std::bad_alloc&) {
        std::cerr << "analyse: out of memory; give fewer files, or --since and --until\n";
        return cli::failed;
    } catch (const std::exception& error) {
        if (cli::stop_was_requested()) {
            std::cerr << "analyse: interrupted; nothing was written\n";
            return cli::interrupted;
        }
        std::cerr << "analyse: " << error.what() << '\n';
        return cli::failed;
    }
}

} // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    cli::install_signal_handlers();
    cli::Audit audit;
    return audit.finish(status_of(argc, argv, audit));
}
