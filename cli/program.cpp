// SPDX-License-Identifier: Apache-2.0
#include "cli/program.hpp"

#include "io/version.hpp"

namespace sandhan::cli {

Program::Program()
    : m_app("Routes, hubs and linked suspects in incidents of human trafficking.", "analyse") {
    m_app.set_version_flag("--version", "analyse " + std::string(io::version));
    m_app.require_subcommand(1);
    m_app.footer("Exit status: 0 done; 1 done, but records were unusable or check found faults;\n"
                 "2 wrong usage; 3 input or output failed; 130 interrupted.\n\n"
                 "Start with:  analyse summary samples/incidents.jsonl\n"
                 "Every command explains itself:  analyse routes --help");

    using Make = std::unique_ptr<Command> (*)(CLI::App&);
    const auto add = [&](const char* name, const char* description, Make make) {
        CLI::App* subcommand = m_app.add_subcommand(name, description);
        m_commands.emplace_back(subcommand, make(*subcommand));
    };
    add("check", "what is wrong with these records, by file, line and field", make_check);
    add("summary", "what is in the records, what could not be resolved, how good they are",
        make_summary);
    add("routes", "corridors ranked; recurring, likely, timed and circular routes; stops left out",
        make_routes);
    add("hubs", "places, people or organisations ranked", make_hubs);
    add("suspects", "groups of linked suspects; who is linked with one of them, and why",
        make_suspects);
    add("identities", "records that are the same person, with the weight of each reason",
        make_identities);
    add("cells", "communities of linked suspects: their core, their reach, who links them",
        make_cells);
    add("path", "how two entities are connected, the strongest ways, with evidence", make_path);
    add("trends", "corridors emerging, fading, displaced; what the last days brought", make_trends);
    add("interdict", "where to intervene: the least that cuts off, or the best for a budget",
        make_interdict);
    add("export", "the graph, or a view of it, to a file", make_export);
    add("build", "the records, resolved, in one file that every command reads in an instant",
        make_build);
    add("gazetteer", "what place a text means, and why", make_gazetteer);
    add("audit", "whether a log of runs is what was written, and what was run", make_audit);
    add("evaluate", "how good the answer of a command is against a known truth", make_evaluate);
    add("generate", "invented incidents with a known truth, for tests and training", make_generate);
}

} // namespace sandhan::cli
