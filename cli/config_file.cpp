// SPDX-License-Identifier: Apache-2.0
#include "cli/config_file.hpp"

#include "cli/command.hpp"
#include "io/errors.hpp"

#include <algorithm>
#include <fstream>
#include <optional>

namespace sandhan::cli {
namespace {

const CLI::App* command_called(const CLI::App& app, const std::string& name) {
    const auto commands =
        app.get_subcommands([&](const CLI::App* c) { return c->check_name(name); });
    return commands.empty() ? nullptr : commands.front();
}

std::optional<std::string> config_path(const std::vector<std::string>& arguments) {
    const std::string name = "--config";
    std::optional<std::string> path;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == name && i + 1 < arguments.size()) {
            path = arguments[i + 1];
        } else if (arguments[i].starts_with(name + "=")) {
            path = arguments[i].substr(name.size() + 1);
        }
    }
    return path;
}

bool is_given(const CLI::Option& option, const std::vector<std::string>& arguments) {
    return std::any_of(arguments.begin(), arguments.end(), [&](const std::string& argument) {
        const std::string name = argument.substr(0, argument.find('='));
        return name.starts_with('-') && option.check_name(name);
    });
}

std::vector<CLI::ConfigItem> read_items(const std::string& path) {
    std::ifstream in(path);
    if (!in) {
        throw io::FileError(path + ": the options can't be read; check the name after --config");
    }
    try {
        return CLI::ConfigTOML().from_config(in);
    } catch (const CLI::Error& error) {
        throw io::ParseError(path + ": " + error.what() +
                             "; write one option a line, such as level = \"state\"");
    }
}

} // namespace

std::vector<std::string> with_config(const CLI::App& app, std::vector<std::string> arguments) {
    const auto path = config_path(arguments);
    const auto place = std::find_if(arguments.begin(), arguments.end(), [&](const auto& argument) {
        return command_called(app, argument) != nullptr;
    });
    if (!path || place == arguments.end()) {
        return arguments;
    }
    const CLI::App& command = *command_called(app, *place);
    const auto every = app.get_subcommands([](const CLI::App*) { return true; });
    std::vector<std::string> added;
    for (const CLI::ConfigItem& item : read_items(*path)) {
        if (item.name == "++" || item.name == "--") { // CLI11's marks around a section
            continue;
        }
        const std::string name = "--" + item.name;
        const bool known = std::any_of(every.begin(), every.end(), [&](const CLI::App* c) {
            return c->get_option_no_throw(name) != nullptr;
        });
        if (!known || name == "--config") {
            throw UsageError(*path + ": " + item.fullname() +
                             ": no command has this option; `analyse " + command.get_name() +
                             " --help` lists them");
        }
        const CLI::Option* option = command.get_option_no_throw(name);
        const bool elsewhere = !item.parents.empty() &&
                               !(item.parents.size() == 1 && command.check_name(item.parents[0]));
        if (option == nullptr || elsewhere || is_given(*option, arguments)) {
            continue;
        }
        for (const std::string& value : item.inputs) {
            added.push_back(name + "=" + value);
        }
    }
    arguments.insert(place + 1, added.begin(), added.end());
    return arguments;
}

} // namespace sandhan::cli
