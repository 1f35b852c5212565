// SPDX-License-Identifier: Apache-2.0
#include "cli/case_input.hpp"

#include "io/case_file.hpp"
#include "io/errors.hpp"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>

namespace sandhan::cli {
namespace {

/// The terminal shows nothing of what is typed as long as this lives.
class NoEcho {
  public:
    NoEcho() : m_known(::tcgetattr(STDIN_FILENO, &m_before) == 0) {
        if (m_known) {
            termios silent = m_before;
            silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
            ::tcsetattr(STDIN_FILENO, TCSADRAIN, &silent);
        }
    }
    ~NoEcho() {
        if (m_known) {
            ::tcsetattr(STDIN_FILENO, TCSADRAIN, &m_before);
        }
        std::fputc('\n', stderr);
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

  private:
    termios m_before{};
    bool m_known;
};

io::Passphrase asked(const char* question) {
    const NoEcho silent; // before the question, as an answer may come at once
    std::fputs(question, stderr);
    std::fflush(stderr);
    io::Passphrase passphrase;
    for (;;) {
        char c = 0;
        const ssize_t n = ::read(STDIN_FILENO, &c, 1);
        if (stop_was_requested()) {
            throw graph::Cancelled();
        }
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0 || c == '\n') {
            break;
        }
        if (!passphrase.append(c)) {
            throw UsageError("a passphrase may have " + std::to_string(io::Passphrase::longest) +
                             " bytes at most");
        }
    }
    if (passphrase.empty()) {
        throw UsageError("no passphrase was given");
    }
    return passphrase;
}

bool same_file(const std::string& given, const std::string& then, const io::CaseInputs& inputs) {
    if (given == then) {
        return true;
    }
    return std::any_of(inputs.files.begin(), inputs.files.end(), [&](const io::CaseInput& input) {
        std::error_code error;
        return input.name == then && std::filesystem::equivalent(given, input.path, error);
    });
}

/// Options that the building obeyed; other values would need the records again.
void require_same_options(const InputOptions& input, const io::CaseFile& file, std::size_t errors) {
    const std::string& path = input.inputs.front();
    const auto differs = [&](const std::string& option, const std::string& built) {
        return UsageError(option + ": " + path + " was built " + built +
                          ", and this can't be changed afterwards; leave the option out, or build "
                          "again: analyse build INPUT… " +
                          option + " -o " + path);
    };
    const io::CaseNotes& notes = file.notes;
    const auto built_with = [](const std::string& option, const std::string& value) {
        return value.empty() ? "without " + option : "with " + option + " " + value;
    };
    if (!input.map_file.empty() && !same_file(input.map_file, notes.mapping_file, notes.inputs)) {
        throw differs("--map " + input.map_file, built_with("--map", notes.mapping_file));
    }
    if (!input.gazetteer_file.empty() &&
        !same_file(input.gazetteer_file, notes.gazetteer_file, notes.inputs)) {
        throw differs("--gazetteer " + input.gazetteer_file,
                      built_with("--gazetteer", notes.gazetteer_file));
    }
    if (!input.as_of.empty() &&
        input.as_of_date() != graph::FuzzyDate::parse(notes.as_of).value_or(graph::FuzzyDate())) {
        throw differs("--as-of " + input.as_of, built_with("--as-of", notes.as_of));
    }
    if (input.strict && !notes.strict && errors > 0) {
        throw differs("--strict", "with " + counted(errors, "fault") + " left out");
    }
}

void require_fresh(const io::CaseFile& file,
                   const InputOptions& input,
                   const OutputOptions& output) {
    const auto changed =
        io::changed_input(file.notes.inputs, run_control(output, "comparing the records"));
    if (!changed) {
        return;
    }
    const std::string& path = input.inputs.front();
    const std::string stale = *changed + " since " + path + " was built";
    if (!input.stale_ok) {
        throw io::FileError(stale + "; run `analyse build INPUT… -o " + path +
                            "` again, or give --stale-ok to use it as it is");
    }
    say(output, "warning: " + stale + "; the answer is of the records as they were then");
}

} // namespace

io::Passphrase passphrase_for(const std::string& file, const OutputOptions& output, bool twice) {
    if (!file.empty()) {
        io::LoadedPassphrase loaded = io::read_passphrase_file(file);
        if (!loaded.warning.empty()) {
            say(output, "warning: " + loaded.warning);
        }
        return std::move(loaded.passphrase);
    }
    if (isatty(STDIN_FILENO) == 0 || isatty(STDERR_FILENO) == 0) {
        throw UsageError("a passphrase is needed, and there is no terminal to ask for it; give "
                         "--passphrase-file FILE (mode 0600)");
    }
    io::Passphrase passphrase = asked("Passphrase: ");
    if (twice && !(asked("The same again: ") == passphrase)) {
        throw UsageError("the two passphrases differ; nothing was written");
    }
    return passphrase;
}

bool load_case_file(LoadedCases& cases,
                    const InputOptions& input,
                    const OutputOptions& output,
                    bool all_faults) {
    const auto is_case = [](const std::string& path) {
        return path != "-" && io::case_file_kind(path) != io::CaseFileKind::none;
    };
    const auto found = std::find_if(input.inputs.begin(), input.inputs.end(), is_case);
    if (found == input.inputs.end()) {
        return false;
    }
    if (input.inputs.size() > 1) {
        throw UsageError(*found + " is a case file; give it alone, or build a new one from all "
                                  "records: analyse build INPUT… -o FILE.sandhan");
    }
    io::CaseReading reading;
    reading.passphrase = [&] { return passphrase_for(input.passphrase_file, output, false); };
    reading.control = run_control(output, "opening");
    io::CaseFile file = io::read_case_file(*found, reading);

    constexpr std::size_t told = 5;
    std::size_t errors = 0;
    for (std::size_t i = 0; i < file.faults.size(); ++i) {
        const bool error = file.faults.severity(i) == graph::Severity::error;
        errors += error ? 1U : 0U;
        if (all_faults || (error && errors <= told)) {
            cases.faults.push_back(file.faults[i]);
        }
    }
    if (!all_faults) {
        cases.further_errors = errors - std::min(errors, told);
        cases.further_warnings = file.faults.size() - errors;
    }
    require_same_options(input, file, errors);
    require_fresh(file, input, output);
    cases.store = std::move(file.store);
    cases.files = file.notes.files;
    cases.incidents = file.notes.incidents;
    cases.people = file.notes.people;
    cases.unusable = file.notes.unusable;
    cases.notes = std::move(file.notes);
    return true;
}

} // namespace sandhan::cli
