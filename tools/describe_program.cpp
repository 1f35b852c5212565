// SPDX-License-Identifier: Apache-2.0
// describe_program FOLDER: writes the manual page of `analyse` and its completions for bash, zsh
// and fish, from the option definitions that the program itself parses with.
#include "cli/program.hpp"
#include "io/version.hpp"

#include <algorithm>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

using namespace sandhan;

namespace {

struct Flag {
    std::vector<std::string> names; ///< "-o", "--output": short ones first
    std::string value;              ///< FILE, N, …; "" where it takes none
    std::vector<std::string> choices;
    std::string initial; ///< what it is when it is not given, where that is worth telling
    std::string text;
    std::string group;

    friend bool operator==(const Flag&, const Flag&) = default;
};

struct Positional {
    std::string name;
    std::string text;
    bool required = false;
    bool many = false;
    std::vector<std::string> choices;
};

struct Described {
    std::string name;
    std::string text;
    std::string footer;
    std::vector<Positional> positionals;
    std::vector<Flag> flags;
};

/// What stands between braces in CLI11's name of a checked type, "TEXT:{table,json,csv}".
std::vector<std::string> choices_of(const std::string& type) {
    std::vector<std::string> choices;
    const auto open = type.find('{');
    const auto close = type.find('}', open == std::string::npos ? type.size() : open);
    if (close == std::string::npos) {
        return choices;
    }
    std::string word;
    for (const char c : type.substr(open + 1, close - open - 1) + ",") {
        if (c == ',') {
            choices.push_back(std::exchange(word, {}));
        } else {
            word += c;
        }
    }
    return choices;
}

Described described(CLI::App& app) {
    Described result{app.get_name(), app.get_description(), app.get_footer(), {}, {}};
    for (const CLI::Option* option : app.get_options()) {
        if (!option->nonpositional()) {
            result.positionals.push_back(
                {option->get_name(), option->get_description(), option->get_required(),
                 option->get_items_expected_max() > 1, choices_of(option->get_type_name())});
            continue;
        }
        Flag flag;
        for (const std::string& name : option->get_snames()) {
            flag.names.push_back("-" + name);
        }
        for (const std::string& name : option->get_lnames()) {
            flag.names.push_back("--" + name);
        }
        if (option->get_items_expected_max() > 0) {
            const std::string type = option->get_type_name();
            flag.choices = choices_of(type);
            flag.value = type.substr(0, type.find(':'));
            flag.initial = option->get_default_str();
        }
        flag.text = option->get_description();
        flag.group = option->get_group();
        result.flags.push_back(flag);
    }
    return result;
}

std::string joined(const std::vector<std::string>& words, const std::string& by) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : by) + word;
    }
    return text;
}

bool takes_file(const Flag& flag) { return flag.value == "FILE"; }

// The manual page ------------------------------------------------------------------------------

/// Text as roff takes it: nothing in it is a request, a hyphen stays one when it is copied.
std::string roff(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool line_begins = i == 0 || text[i - 1] == '\n';
        if (line_begins && (text[i] == '.' || text[i] == '\'')) {
            out += "\\&";
        }
        if (text[i] == '\\') {
            out += "\\e";
        } else if (text[i] == '-') {
            out += "\\-";
        } else if (text.compare(i, 3, "…") == 0) {
            out += "...";
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

void write_flag(std::ostream& out, const Flag& flag) {
    out << ".TP\n\\fB" << roff(joined(flag.names, "\\fR, \\fB")) << "\\fR";
    if (!flag.value.empty()) {
        out << " "
            << (flag.choices.empty() ? "\\fI" + roff(flag.value) + "\\fR"
                                     : roff(joined(flag.choices, "|")));
    }
    out << "\n" << roff(flag.text);
    if (!flag.initial.empty()) {
        out << " (default " << roff(flag.initial) << ")";
    }
    out << "\n";
}

std::string synopsis(const Described& command) {
    std::string line = "\\fBanalyse " + command.name + "\\fR";
    for (const Positional& p : command.positionals) {
        const std::string name = "\\fI" + roff(p.name) + "\\fR" + (p.many ? "..." : "");
        line += p.required ? " " + name : " [" + name + "]";
    }
    return line + " [\\fIoptions\\fR]";
}

/// Options that most commands have alike are told once.
std::vector<Flag> shared_flags(const std::vector<Described>& commands) {
    std::vector<Flag> shared;
    for (const Described& command : commands) {
        for (const Flag& flag : command.flags) {
            const auto holders =
                std::count_if(commands.begin(), commands.end(), [&](const Described& other) {
                    return std::find(other.flags.begin(), other.flags.end(), flag) !=
                           other.flags.end();
                });
            if (2 * holders > static_cast<std::ptrdiff_t>(commands.size()) &&
                std::find(shared.begin(), shared.end(), flag) == shared.end()) {
                shared.push_back(flag);
            }
        }
    }
    std::stable_sort(shared.begin(), shared.end(),
                     [](const Flag& a, const Flag& b) { return a.group < b.group; });
    return shared;
}

void write_manual(std::ostream& out, CLI::App& app, const std::vector<Described>& commands) {
    const std::vector<Flag> shared = shared_flags(commands);
    const auto is_shared = [&](const Flag& flag) {
        return std::find(shared.begin(), shared.end(), flag) != shared.end();
    };
    out << ".TH ANALYSE 1 \"\" \"Sandhan " << io::version << "\" \"User Commands\"\n"
        << ".SH NAME\nanalyse \\- routes, hubs and linked suspects in incidents of human "
           "trafficking\n"
        << ".SH SYNOPSIS\n\\fBanalyse\\fR \\fIcommand\\fR [\\fIinput\\fR...] [\\fIoptions\\fR]\n"
        << ".SH DESCRIPTION\nReads incidents (JSON, JSON Lines, CSV, each also gzipped; files, "
           "folders, or standard input as \\fB\\-\\fR) or a graph file, and answers a question "
           "about them. Every finding names the incidents behind it. Results go to standard "
           "output, everything else to standard error.\n.PP\nVictims, children and their families "
           "are shown by pseudonyms, their places by district, unless \\fB\\-\\-reveal\\-victims"
           "\\fR is given.\n.SH COMMANDS\n";
    for (const Described& command : commands) {
        out << ".SS " << command.name << "\n"
            << synopsis(command) << "\n.PP\n"
            << roff(command.text) << "\n";
        std::vector<std::string> also;
        for (const Flag& flag : command.flags) {
            if (is_shared(flag)) {
                also.push_back(flag.names.back());
            } else {
                write_flag(out, flag);
            }
        }
        if (!also.empty()) {
            out << ".PP\nAlso: " << roff(joined(also, ", ")) << "\n";
        }
        if (!command.footer.empty()) {
            out << ".PP\n.nf\n" << roff(command.footer) << "\n.fi\n";
        }
    }
    out << ".SH OPTIONS OF SEVERAL COMMANDS\n";
    for (const Flag& flag : shared) {
        write_flag(out, flag);
    }
    out << ".SH OPTIONS WITHOUT A COMMAND\n";
    for (const Flag& flag : described(app).flags) {
        write_flag(out, flag);
    }
    out << ".SH EXIT STATUS\n"
           ".TP\n\\fB0\\fR\ndone; warnings change nothing, an empty answer is an answer\n"
           ".TP\n\\fB1\\fR\ndone, but some records were unusable, or \\fBcheck\\fR found errors\n"
           ".TP\n\\fB2\\fR\nthe command line was wrong, or a name means nothing or several things\n"
           ".TP\n\\fB3\\fR\ninput or output failed, or no record was usable\n"
           ".TP\n\\fB130\\fR\ninterrupted\n"
           ".SH ENVIRONMENT\n.TP\n\\fBNO_COLOR\\fR\nno colour, on a terminal either\n"
           ".SH FILES\n.TP\n\\fI$XDG_DATA_HOME/sandhan/pseudonym.key\\fR\nthe secret that "
           "pseudonyms are made with, made on first use; by default below "
           "\\fI~/.local/share\\fR\n";
}

// Completions ----------------------------------------------------------------------------------

std::string names_of(const Described& command) {
    std::vector<std::string> names;
    for (const Flag& flag : command.flags) {
        names.insert(names.end(), flag.names.begin(), flag.names.end());
    }
    return joined(names, " ");
}

/// The words that may stand behind the command's name, where they are known.
std::vector<std::string> first_words(const Described& command) {
    return command.positionals.empty() ? std::vector<std::string>()
                                       : command.positionals.front().choices;
}

/// Whether what stands beside the options are files.
bool reads_files(const Described& command) {
    return std::any_of(command.positionals.begin(), command.positionals.end(),
                       [](const Positional& p) { return p.name == "INPUT"; });
}

void write_bash(std::ostream& out, CLI::App& app, const std::vector<Described>& commands) {
    std::vector<std::string> names;
    for (const Described& command : commands) {
        names.push_back(command.name);
    }
    out << "# bash completion of analyse " << io::version << "\n"
        << "_analyse_files() {\n"
           "    compopt -o filenames 2>/dev/null\n"
           "    mapfile -t COMPREPLY < <(compgen -f -- \"$1\")\n"
           "}\n"
           "_analyse() {\n"
           "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
           "    local command='' words='' i\n"
           "    COMPREPLY=()\n"
           "    for ((i = 1; i < COMP_CWORD; ++i)); do\n"
           "        case ${COMP_WORDS[i]} in\n"
        << "        " << joined(names, " | ")
        << ") command=${COMP_WORDS[i]} && break ;;\n"
           "        esac\n"
           "    done\n"
           "    case $command:$prev in\n";
    for (const Described& command : commands) {
        for (const Flag& flag : command.flags) {
            if (flag.value.empty()) {
                continue;
            }
            std::vector<std::string> patterns;
            for (const std::string& name : flag.names) {
                patterns.push_back(command.name + ":" + name);
            }
            out << "    " << joined(patterns, " | ") << ") ";
            if (takes_file(flag)) {
                out << "_analyse_files \"$cur\" && return ;;\n";
            } else if (flag.choices.empty()) {
                out << "return ;;\n";
            } else {
                out << "words='" << joined(flag.choices, " ") << "' ;;\n";
            }
        }
    }
    out << "    *)\n        case $command:$cur in\n";
    for (const Described& command : commands) {
        out << "        " << command.name << ":-*) words='" << names_of(command) << "' ;;\n";
        if (!reads_files(command)) {
            out << "        " << command.name << ":*) return ;;\n";
        } else if (!first_words(command).empty()) {
            out << "        " << command.name << ":*)\n            if [[ $prev == " << command.name
                << " ]]; then\n                words='" << joined(first_words(command), " ")
                << "'\n            else\n                _analyse_files \"$cur\" && return\n"
                   "            fi ;;\n";
        }
    }
    out << "        :*) words='" << joined(names, " ") << " " << names_of(described(app))
        << "' ;;\n"
           "        *) _analyse_files \"$cur\" && return ;;\n"
           "        esac\n"
           "        ;;\n"
           "    esac\n"
           "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
           "}\n"
           "complete -F _analyse analyse\n";
}

std::string escaped(const std::string& text, const std::string& special) {
    std::string out;
    for (const char c : text) {
        if (special.find(c) != std::string::npos) {
            out += '\\';
        }
        out += c;
    }
    return out;
}

/// Within single quotes of zsh: a quote ends them, stands escaped, and opens them again.
std::string zsh_text(const std::string& text) {
    std::string out;
    for (const char c : escaped(text, "\\[]:")) {
        out += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return out;
}

void write_zsh(std::ostream& out, CLI::App& app, const std::vector<Described>& commands) {
    const auto write_flags = [&](const Described& command, const char* indent) {
        for (const Flag& flag : command.flags) {
            for (const std::string& name : flag.names) {
                out << indent << "'" << name << "[" << zsh_text(flag.text) << "]";
                if (!flag.value.empty()) {
                    out << ":" << flag.value << ":"
                        << (takes_file(flag)       ? "_files"
                            : flag.choices.empty() ? ""
                                                   : "(" + joined(flag.choices, " ") + ")");
                }
                out << "' \\\n";
            }
        }
    };
    out << "#compdef analyse\n# zsh completion of analyse " << io::version << "\n"
        << "local curcontext=$curcontext state line\n"
           "typeset -A opt_args\n"
           "_arguments -C \\\n";
    write_flags(described(app), "    ");
    out << "    '1:command:->command' '*::argument:->argument' && return\n"
           "case $state in\n"
           "command)\n"
           "    local -a commands=(\n";
    for (const Described& command : commands) {
        out << "        '" << command.name << ":" << zsh_text(command.text) << "'\n";
    }
    out << "    )\n    _describe command commands ;;\nargument)\n    case $words[1] in\n";
    for (const Described& command : commands) {
        out << "    " << command.name << ")\n        _arguments \\\n";
        write_flags(command, "            ");
        if (!first_words(command).empty()) {
            out << "            '1:" << command.positionals.front().name << ":("
                << joined(first_words(command), " ") << ")' \\\n";
        }
        out << "            '*:" << (reads_files(command) ? "input:_files" : "text:") << "' ;;\n";
    }
    out << "    esac ;;\nesac\n";
}

void write_fish(std::ostream& out, CLI::App& app, const std::vector<Described>& commands) {
    const auto quoted = [](const std::string& text) { return "'" + escaped(text, "\\'") + "'"; };
    const auto write_flags = [&](const Described& command, const std::string& condition) {
        for (const Flag& flag : command.flags) {
            out << "complete -c analyse -n " << quoted(condition);
            for (const std::string& name : flag.names) {
                out << (name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1));
            }
            if (takes_file(flag)) {
                out << " -r -F";
            } else if (!flag.value.empty()) {
                out << " -x";
            }
            if (!flag.choices.empty()) {
                out << " -a " << quoted(joined(flag.choices, " "));
            }
            out << " -d " << quoted(flag.text) << "\n";
        }
    };
    out << "# fish completion of analyse " << io::version << "\n";
    for (const Described& command : commands) {
        out << "complete -c analyse -f -n __fish_use_subcommand -a " << command.name << " -d "
            << quoted(command.text) << "\n";
    }
    write_flags(described(app), "__fish_use_subcommand");
    for (const Described& command : commands) {
        const std::string condition = "__fish_seen_subcommand_from " + command.name;
        if (!reads_files(command)) {
            out << "complete -c analyse -f -n " << quoted(condition) << "\n";
        }
        if (!first_words(command).empty()) {
            out << "complete -c analyse -n " << quoted(condition) << " -a "
                << quoted(joined(first_words(command), " ")) << "\n";
        }
        write_flags(command, condition);
    }
}

void write(const std::string& path,
           void (*describe)(std::ostream&, CLI::App&, const std::vector<Described>&),
           CLI::App& app,
           const std::vector<Described>& commands) {
    std::ofstream out(path, std::ios::binary);
    describe(out, app, commands);
    if (!out.flush()) {
        throw std::runtime_error(path + ": could not be written");
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: describe_program FOLDER\n";
        return 2;
    }
    try {
        cli::Program program;
        std::vector<Described> commands;
        for (const auto& [subcommand, command] : program.commands()) {
            commands.push_back(described(*subcommand));
        }
        const std::string folder = std::string(argv[1]) + "/";
        write(folder + "analyse.1", write_manual, program.app(), commands);
        write(folder + "analyse.bash", write_bash, program.app(), commands);
        write(folder + "_analyse", write_zsh, program.app(), commands);
        write(folder + "analyse.fish", write_fish, program.app(), commands);
    } catch (const std::exception& error) {
        std::cerr << "describe_program: " << error.what() << '\n';
        return 1;
    }
    return 0;
}
