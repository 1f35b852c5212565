// SPDX-License-Identifier: Apache-2.0
// The `analyse` program: chooses the command and turns errors into exit statuses.
#include "cli/command.hpp"
#include "cli/session.hpp"
#include "io/errors.hpp"
#include "io/output_file.hpp"
#include "io/version.hpp"

#include <exception>
#include <iostream>
#include <new>
#include <utility>
#include <vector>

using namespace sandhan;

namespace {

int run(int argc, char** argv) {
    CLI::App app("Routes, hubs and linked suspects in incidents of human trafficking.", "analyse");
    app.set_version_flag("--version", "analyse " + std::string(io::version));
    app.require_subcommand(1);
    app.footer("Exit status: 0 done; 1 done, but records were unusable or check found faults;\n"
               "2 wrong usage; 3 input or output failed; 130 interrupted.\n\n"
               "Start with:  analyse summary samples/incidents.jsonl\n"
               "Every command explains itself:  analyse routes --help");

    std::vector<std::pair<CLI::App*, std::unique_ptr<cli::Command>>> commands;
    using Make = std::unique_ptr<cli::Command> (*)(CLI::App&);
    const auto add = [&](const char* name, const char* description, Make make) {
        CLI::App* subcommand = app.add_subcommand(name, description);
        commands.emplace_back(subcommand, make(*subcommand));
    };
    add("check", "what is wrong with these records, by file, line and field", cli::make_check);
    add("summary", "what is in the records, what could not be resolved, how good they are",
        cli::make_summary);
    add("routes", "corridors ranked, and what each place is in them", cli::make_routes);
    add("hubs", "places, people or organisations ranked", cli::make_hubs);
    add("suspects", "groups of linked suspects; who is linked with one of them, and why",
        cli::make_suspects);
    add("path", "how two entities are connected, the strongest ways, with evidence",
        cli::make_path);
    add("export", "the graph, or a view of it, to a file", cli::make_export);
    add("gazetteer", "what place a text means, and why", cli::make_gazetteer);

    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& shown) { // --help, --version
        return app.exit(shown);
    } catch (const CLI::ParseError& error) {
        app.exit(error, std::cerr, std::cerr);
        return cli::wrong_usage;
    }
    for (const auto& [subcommand, command] : commands) {
        if (subcommand->parsed()) {
            return cli::run_with_threads(*subcommand, *command);
        }
    }
    return cli::wrong_usage;
}

} // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    cli::install_signal_handlers();
    try {
        const int status = run(argc, argv);
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
