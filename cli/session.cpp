// SPDX-License-Identifier: Apache-2.0
#include "cli/session.hpp"

#include "cli/case_input.hpp"
#include "cli/identities.hpp"
#include "cli/progress_line.hpp"
#include "io/case_reader.hpp"
#include "io/errors.hpp"
#include "io/fault_codes.hpp"
#include "io/file_witness.hpp"
#include "io/nearest_word.hpp"
#include "io/output_file.hpp"
#include "io/pseudonym_key.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <iostream>
#include <iterator>
#include <limits>
#include <memory>
#include <string_view>

namespace sandhan::cli {
namespace {

// A signal handler may touch little more than this. Not std::sig_atomic_t: the handler may run on
// another thread than those that ask (tests/cli/races_test.py).
std::atomic<bool> stop_signal{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_signal(int) {
    if (stop_signal.exchange(true)) { // asked twice: the work does not listen, so go at once
        io::remove_unfinished_outputs();
        _exit(interrupted);
    }
}

bool colour_wanted() {
    const char* no_colour = std::getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) != 0 && (no_colour == nullptr || *no_colour == '\0');
}

std::size_t terminal_width() {
    winsize size{};
    if (isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        return size.ws_col;
    }
    return 0;
}

bool wants_progress(const OutputOptions& output) {
    return isatty(STDERR_FILENO) != 0 && !output.quiet && !output.no_progress;
}

void tell_faults(const LoadedCases& cases, const InputOptions& input, const OutputOptions& output) {
    constexpr std::size_t shown = 5;
    std::size_t errors = 0;
    for (const graph::Diagnostic& fault : cases.faults) {
        if (fault.severity != graph::Severity::error) {
            continue;
        }
        if (++errors <= shown) {
            const std::string value = shown_value(fault, input.disclosure());
            say(output,
                fmt::format("{}{}: {}{}: {}{}", fault.where.file,
                            fault.where.line > 0 ? fmt::format(":{}", fault.where.line) : "",
                            fault.where.pointer.empty() ? "" : fault.where.pointer + ": ",
                            fault.code, value.empty() ? "" : "\"" + value + "\": ", fault.message));
        }
    }
    const std::size_t warnings = cases.faults.size() - errors + cases.further_warnings;
    errors += cases.further_errors;
    if (errors > shown) {
        say(output, fmt::format("… and {} more faults; `analyse check` lists all", errors - shown));
    }
    if (warnings > 0) {
        say(output, counted(warnings, "warning") + "; `analyse check` lists them");
    }
}

} // namespace

bool stop_was_requested() { return stop_signal.load(std::memory_order_relaxed); }

void install_signal_handlers() {
    struct sigaction action {};
    action.sa_handler = on_signal;
    // Without SA_RESTART a read that waits for input comes back and the stop is seen.
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // a limit on file sizes is an error of the write, with a message
}

graph::RunControl run_control(const OutputOptions& output, const std::string& task) {
    graph::RunControl control;
    control.stop_requested = stop_was_requested;
    if (wants_progress(output)) {
        auto line = std::make_shared<ProgressLine>(task);
        control.progress = [line](std::uint64_t finished, std::uint64_t total) {
            line->show(finished, total);
        };
    }
    return control;
}

io::ReadOptions read_options(const InputOptions& input, const OutputOptions& output) {
    io::ReadOptions read;
    read.strict = input.strict;
    read.mapping_file = input.map_file;
    read.control.stop_requested = stop_was_requested;
    if (wants_progress(output)) {
        read.progress = [line = std::make_shared<ProgressLine>("reading")](
                            const io::ReadingProgress& progress) { line->show(progress); };
    }
    return read;
}

void say(const OutputOptions& output, const std::string& line) {
    if (!output.quiet) {
        std::cerr << "analyse: " << line << '\n';
    }
}

namespace {

std::string gazetteer_text(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string csv{std::istreambuf_iterator<char>(in), {}};
    if (!in) {
        throw io::FileError(path + ": the gazetteer can't be read; give a CSV file");
    }
    io::tell_reading(path);
    return csv;
}

/// The built-in places and those of a CSV; one a run.
const graph::Gazetteer& with_places(const std::string& csv, const std::string& path) {
    static const graph::Gazetteer added = [&] {
        try {
            return graph::Gazetteer::with_additions(csv);
        } catch (const std::invalid_argument& error) {
            throw io::ParseError(path + ": " + error.what());
        }
    }();
    return added;
}

} // namespace

const graph::Gazetteer& gazetteer_of(const InputOptions& input) {
    return input.gazetteer_file.empty()
               ? graph::Gazetteer::builtin()
               : with_places(gazetteer_text(input.gazetteer_file), input.gazetteer_file);
}

const graph::Gazetteer& gazetteer_of(const LoadedCases& cases) {
    return cases.notes.gazetteer_file.empty()
               ? graph::Gazetteer::builtin()
               : with_places(cases.notes.gazetteer_places, cases.notes.gazetteer_file);
}

LoadedCases
load_cases(const InputOptions& input, const OutputOptions& output, const LoadOptions& options) {
    if (input.inputs.empty()) {
        throw UsageError("no input; give incident files or folders, or - for standard input");
    }
    LoadedCases cases;
    const graph::FuzzyDate as_of = input.as_of_date();
    const bool all_faults = options.all_faults || !options.tell_faults;
    if (!load_case_file(cases, input, output, all_faults)) {
        cases.notes.as_of = input.as_of;
        cases.notes.mapping_file = input.map_file;
        cases.notes.gazetteer_file = input.gazetteer_file;
        cases.notes.strict = input.strict;
        if (!input.gazetteer_file.empty()) {
            cases.notes.gazetteer_places = gazetteer_text(input.gazetteer_file);
        }
        io::CasesRead all =
            io::read_cases(input.inputs, read_options(input, output), gazetteer_of(cases), as_of);
        cases.store = std::move(all.store);
        cases.files = std::move(all.summary.files);
        cases.unusable = all.summary.unusable;
        cases.people = all.people;
        cases.incidents = all.summary.used - all.people;
        cases.faults = std::move(all.faults);
    }
    if (options.identities) {
        cases.identities = input.identities;
        if (input.identities != "off") {
            join_identities(cases, input, output, options.keep_resolution);
        }
    } else if (input.identities_given && input.identities != "off") {
        say(output, "note: --identities " + input.identities +
                        " changes nothing here: this question joins people by equal ids only");
    }
    const io::LoadedKey key = io::load_pseudonym_key(input.key_file);
    if (!key.warning.empty()) {
        say(output, "warning: " + key.warning);
    }
    cases.protection =
        std::make_unique<graph::Protection>(cases.store, key.key, input.disclosure());
    if (input.reveal) {
        say(output, "warning: --reveal-victims: the output names victims and children; Indian law "
                    "forbids disclosing it (POCSO s.23, JJ Act s.74, BNS s.72)");
    }
    if (options.tell_faults) {
        tell_faults(cases, input, output);
    }
    const bool nothing = cases.incidents == 0 && cases.people == 0;
    if (nothing && cases.unusable > 0 && !options.may_be_unusable) {
        throw io::FileError("none of " + counted(cases.unusable, "record") +
                            " was usable; `analyse check` tells why");
    }
    if (nothing && cases.unusable == 0) {
        say(output, "warning: there are no incidents in the input");
    }
    return cases;
}

namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// "s1", "v12": a ref that is a number and not a name.
bool is_numbered_ref(std::string_view text) {
    constexpr std::size_t longest = 6;
    const std::size_t digits = text.find_first_of("0123456789");
    return text.size() <= longest && digits <= 2 &&
           text.find_first_not_of("0123456789", digits) == std::string_view::npos;
}

/// Digits and the signs of dates, ages, counts and grades.
bool is_figure(std::string_view text) {
    constexpr std::size_t longest = 24;
    return text.size() <= longest &&
           text.find_first_not_of("0123456789-/.:~?%+ X\"") == std::string_view::npos;
}

} // namespace

// A value is shown where it can be no name: a near miss of a known word, a date or figure, the name
// of a field, the id of an incident.
std::string shown_value(const graph::Diagnostic& fault, graph::Disclosure disclosure) {
    if (disclosure == graph::Disclosure::reveal || fault.value.empty()) {
        return fault.value;
    }
    std::string withheld = "(withheld)";
    const std::string& code = fault.code;
    if (fault.where.pointer.ends_with("/birth")) {
        return withheld; // a day of birth tells a child from others
    }
    constexpr std::size_t longest_grade = 3;
    const bool shown =
        is_one_of(code, {"unknown_field", "duplicate_incident", "same_file_twice",
                         "age_contradicts_minor"}) ||
        (is_one_of(code, {"not_a_date", "impossible_date", "journey_back_in_time",
                          "rescue_before_journey", "invalid_age", "invalid_count",
                          "invalid_confidence"}) &&
         is_figure(fault.value)) ||
        (code == "invalid_grade" && fault.value.size() <= longest_grade) ||
        (is_one_of(code, {"duplicate_ref", "unknown_ref"}) && is_numbered_ref(fault.value)) ||
        (code == "unknown_word" && fault.message.find("nearest") != std::string::npos);
    return shown ? fault.value : withheld;
}

io::ResultDocument
result_for(const std::string& command, const LoadedCases& cases, const InputOptions& input) {
    io::ResultDocument result;
    result.command = command;
    result.files = cases.files;
    result.incidents = cases.incidents;
    result.unusable = cases.unusable;
    result.revealed = input.reveal;
    const auto set = [&](const char* name, const std::string& value) {
        if (!value.empty()) {
            result.parameters.emplace_back(name, value);
        }
    };
    result.parameters.emplace_back("level", input.level);
    set("since", input.since);
    set("until", input.until);
    if (input.certain) {
        result.parameters.emplace_back("certain", true);
    }
    if (!input.state.empty()) {
        io::List states;
        for (const std::string& id : input.states()) {
            states.emplace_back(id.substr(std::string_view("place:").size()));
        }
        result.parameters.emplace_back("state", std::move(states));
    }
    if (input.min_confidence > 0.0) {
        result.parameters.emplace_back("min_confidence", input.min_confidence);
    }
    result.parameters.emplace_back("identities", cases.identities);
    set("decisions", input.decisions_file);
    set("as_of", cases.notes.as_of);
    set("gazetteer", cases.notes.gazetteer_file);
    set("map", cases.notes.mapping_file);
    return result;
}

namespace {

constexpr std::uint64_t rows_of_a_table = 20; ///< unless --top says otherwise

std::string format_of(const OutputOptions& output) {
    if (!output.format.empty()) {
        return output.format;
    }
    const auto ends = [&](const char* ending) { return output.output.ends_with(ending); };
    return ends(".json") ? "json" : ends(".csv") ? "csv" : "table";
}

} // namespace

bool is_table(const OutputOptions& output) { return format_of(output) == "table"; }

bool tells_graph_size(const OutputOptions& output) { return format_of(output) == "json"; }

std::size_t rows_shown(const OutputOptions& output) {
    const std::uint64_t standard = is_table(output) ? rows_of_a_table : 0;
    const std::uint64_t top = output.top.value_or(standard);
    return top == 0 ? std::numeric_limits<std::size_t>::max() : static_cast<std::size_t>(top);
}

void write_result(io::ResultDocument result, const OutputOptions& output) {
    const bool to_file = !output.output.empty() && output.output != "-";
    const std::string format = format_of(output);
    if (format != "table" && output.top.value_or(0) > 0 && result.rows.size() > *output.top) {
        result.rows.resize(*output.top);
    }
    io::OutputFile file(to_file ? output.output : "-");
    if (format == "json") {
        io::write_json(file.stream(), result);
    } else if (format == "csv") {
        io::write_csv(file.stream(), result);
    } else {
        io::TableStyle style;
        style.top = output.top.value_or(rows_of_a_table);
        if (!to_file) {
            style.width = terminal_width();
            style.colour = colour_wanted();
        }
        io::write_table(file.stream(), result, style);
    }
    file.commit();
}

std::string counted(std::uint64_t n, const std::string& noun) {
    return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

} // namespace sandhan::cli
