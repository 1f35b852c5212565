// SPDX-License-Identifier: Apache-2.0
#include "cli/audit.hpp"

#include "cli/audit_arguments.hpp"
#include "cli/certificate.hpp"
#include "cli/options.hpp"
#include "cli/session.hpp"
#include "io/errors.hpp"
#include "io/pseudonym_key.hpp"
#include "io/sha256.hpp"
#include "io/version.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <utility>

namespace sandhan::cli {
namespace {

namespace fs = std::filesystem;

std::string name_of_account(uid_t uid) {
    std::array<char, 16384> room{};
    passwd account{};
    passwd* found = nullptr;
    if (::getpwuid_r(uid, &account, room.data(), room.size(), &found) == 0 && found != nullptr) {
        return found->pw_name;
    }
    return std::to_string(uid);
}

std::string name_of_host() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::string present_folder() {
    std::error_code error;
    return fs::current_path(error).string();
}

/// Withholds texts by a digest under the key of the pseudonyms; without one, under a key that this
/// run alone has.
class Withholding {
  public:
    explicit Withholding(std::string key_file) : m_key_file(std::move(key_file)) {}

    std::string operator()(const std::string& text) {
        if (!m_key) {
            try {
                m_key = io::load_pseudonym_key(m_key_file).key;
            } catch (const io::FileError&) { // the command will say so itself
                m_key = io::throwaway_pseudonym_key();
            }
        }
        return "withheld:" + io::keyed_digest(text, *m_key);
    }

  private:
    std::string m_key_file;
    std::optional<graph::PseudonymKey> m_key;
};

/// A log that the command also reads or writes would be replaced by it, or read as records.
void require_apart(const CLI::App& options, const std::string& log) {
    const bool reads_logs = options.get_name() == "audit";
    for (const CLI::Option* option : options.get_options()) {
        if (option->get_name() == "--audit" || option->get_items_expected_max() == 0 ||
            (reads_logs && option->get_positional())) {
            continue;
        }
        for (const std::string& value : option->results()) {
            std::error_code error;
            if (fs::equivalent(value, log, error) && !error) {
                throw UsageError("--audit " + log + " is also given as " +
                                 (option->get_positional() ? "an input" : option->get_name()) +
                                 "; give the log a file of its own");
            }
        }
    }
}

} // namespace

std::string option_text(const CLI::App& options, const std::string& name) {
    const CLI::Option* option = options.get_option_no_throw(name);
    return option == nullptr || option->count() == 0 ? "" : option->results().back();
}

std::int64_t milliseconds_now() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string utc_text(std::int64_t milliseconds) {
    constexpr std::int64_t second = 1000;
    const auto seconds = static_cast<std::time_t>(milliseconds / second);
    std::tm at{};
    ::gmtime_r(&seconds, &at);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", at.tm_year + 1900,
                       at.tm_mon + 1, at.tm_mday, at.tm_hour, at.tm_min, at.tm_sec,
                       milliseconds % second);
}

Audit::~Audit() = default;

void Audit::begin_entry(const CLI::App& options) {
    m_entry.started = utc_text(milliseconds_now());
    m_entry.uid = ::getuid();
    m_entry.user = name_of_account(::getuid());
    m_entry.host = name_of_host();
    m_entry.version = io::version;
    m_entry.command = options.get_name();
    m_entry.folder = present_folder();
    const CLI::Option* reveal = options.get_option_no_throw("--reveal-victims");
    m_entry.victims_revealed = reveal != nullptr && reveal->count() > 0 && reveal->as<bool>();
    Withholding withhold(option_text(options, "--key-file"));
    m_entry.arguments = told_arguments(options, false, std::ref(withhold));
    m_accepted_arguments = told_arguments(options, true, std::ref(withhold));
}

ExitStatus Audit::run(const CLI::App& options, Command& command) {
    const std::string log = option_text(options, "--audit");
    const CLI::Option* given = options.get_option_no_throw("--audit");
    const bool audited = given != nullptr && given->count() > 0;
    const bool certified = wants_certificate(options);
    if (!audited && !certified) {
        return run_with_threads(options, command);
    }
    if (audited) {
        m_log = std::make_unique<io::AuditLog>(log);
        begin_entry(options);
        require_apart(options, log);
    }
    m_record = std::make_unique<io::RunRecord>(stop_was_requested);
    m_witnessed = std::make_unique<io::Witnessed>(*m_record);
    if (const std::string config = option_text(options, "--config"); !config.empty()) {
        m_record->reads(config); // it was, before anybody could tell
    }
    if (!certified) {
        return run_with_threads(options, command);
    }
    Certificate certificate(options);
    const ExitStatus status = run_with_threads(options, command);
    if (status == done || status == some_unusable) {
        certificate.write(m_record->so_far());
    }
    return status;
}

int Audit::finish(int status) {
    if (!m_log) {
        return status;
    }
    const bool finished = status == done || status == some_unusable;
    try {
        m_entry.ended = utc_text(milliseconds_now());
        m_entry.status = status;
        if (finished) {
            m_entry.arguments = m_accepted_arguments;
        }
        if (m_record) {
            io::RecordedRun run = m_record->so_far();
            m_entry.inputs = std::move(run.inputs);
            m_entry.outputs = std::move(run.outputs);
        }
        const io::AppendedEntry appended = m_log->append(m_entry);
        if (appended.torn > 0) {
            std::cerr << "analyse: warning: " << m_log->path() << " ended within an entry ("
                      << appended.torn << " bytes, what a crash left); entry " << appended.number
                      << " says so\n";
        }
        return status;
    } catch (const std::exception& error) {
        std::cerr << "analyse: " << error.what() << '\n';
        if (finished) {
            std::cerr << "analyse: the run itself is done, but it is not in the audit log\n";
        }
        return finished ? failed : status;
    }
}

} // namespace sandhan::cli
