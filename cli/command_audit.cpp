// SPDX-License-Identifier: Apache-2.0
// analyse audit: whether a log of runs is what was written, and what was run.
#include "cli/session.hpp"
#include "io/audit_chain.hpp"
#include "io/errors.hpp"
#include "io/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

namespace sandhan::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t digits_shown = 12; ///< of a hash in a heading

/// What became of the files that entries name: each is read once, however many name it.
class PresentFiles {
  public:
    explicit PresentFiles(graph::RunControl control) : m_control(std::move(control)) {}

    /// "same", "changed", "missing", or "unknown" where no sum was taken then or can be now.
    std::string state_of(const io::RecordedFile& then, const std::string& folder) {
        if (then.path == "-" || then.sha256.empty()) {
            return "unknown";
        }
        const std::string path = (fs::path(folder) / then.path).string();
        std::error_code error;
        if (!fs::exists(path, error)) {
            return "missing";
        }
        auto [at, is_new] = m_sums.try_emplace(path);
        if (is_new) {
            at->second = io::sum_of(path, m_control.stop_requested).sha256;
            m_control.checkpoint();
        }
        return at->second.empty() ? "unknown" : at->second == then.sha256 ? "same" : "changed";
    }

  private:
    graph::RunControl m_control;
    std::map<std::string, std::string> m_sums;
};

/// "cases.jsonl", "cases.jsonl +2".
std::string files_in_short(const std::vector<io::RecordedFile>& files, const char* standard) {
    if (files.empty()) {
        return "none";
    }
    const std::string& path = files.front().path;
    const std::string name = path == "-" ? standard : fs::path(path).filename().string();
    return files.size() == 1 ? name : fmt::format("{} +{}", name, files.size() - 1);
}

class AuditCommand : public Command {
  public:
    explicit AuditCommand(CLI::App& app) {
        app.add_option("INPUT", m_log, "a log that --audit wrote; - is standard input")->required();
        app.add_flag("--check-files", m_check_files,
                     "also compare the files that the entries name with what they were");
        app.add_option("--expect", m_expected,
                       "hash noted elsewhere that an entry must have: what stood up to there is "
                       "there and unchanged")
            ->type_name("HASH");
        add_output_options(app, m_output);
        app.footer("Example:  analyse routes cases.jsonl --audit audit.log\n"
                   "          analyse audit audit.log\n"
                   "Exit status 0: the chain is intact; 1: it is broken. A chain alone does not "
                   "tell whether\nits end was cut off: note its last hash elsewhere, and give it "
                   "with --expect. docs/audit.md");
    }

    ExitStatus run() override {
        if (!m_expected.empty()) {
            std::transform(m_expected.begin(), m_expected.end(), m_expected.begin(),
                           [](char c) { return c >= 'A' && c <= 'F' ? char(c - 'A' + 'a') : c; });
            if (!io::is_sha256(m_expected)) {
                throw UsageError("--expect " + m_expected +
                                 ": not a hash; give the 64 hexadecimal digits of an entry's hash");
            }
        }
        const io::AuditReading reading =
            io::read_audit_log(m_log, run_control(m_output, "reading"));
        const auto expected =
            std::find_if(reading.lines.begin(), reading.lines.end(),
                         [&](const io::AuditedLine& line) { return line.hash == m_expected; });
        const bool has_expected = m_expected.empty() || expected != reading.lines.end() ||
                                  m_expected == io::no_previous_hash();
        const std::vector<std::string> said = findings(reading, has_expected);
        io::ResultDocument result = answer(reading, has_expected);
        if (is_table(m_output)) {
            result.notes = said;
        }
        write_result(std::move(result), m_output);
        for (const std::string& line : is_table(m_output) ? std::vector<std::string>() : said) {
            say(m_output, line);
        }
        return reading.broken > 0 || !has_expected ? some_unusable : done;
    }

  private:
    io::ResultDocument answer(const io::AuditReading& reading, bool has_expected) {
        io::ResultDocument result;
        result.command = "audit";
        result.files = {m_log};
        if (m_check_files) {
            result.parameters.emplace_back("check_files", true);
        }
        if (!m_expected.empty()) {
            result.parameters.emplace_back("expect", m_expected);
        }
        io::Record chain{{"entries", reading.entries},
                         {"broken", reading.broken},
                         {"head", reading.head},
                         {"intact", reading.broken == 0 && has_expected}};
        if (!m_expected.empty()) {
            chain.emplace_back("expected_found", has_expected);
        }
        chain.emplace_back("first_broken", first_broken(reading));
        result.extra.emplace_back("chain", std::move(chain));

        result.found = reading.lines.size();
        PresentFiles present(run_control(m_output, "comparing"));
        // The newest first: it is they who are asked for.
        const std::size_t shown = std::min(reading.lines.size(), rows_shown(m_output));
        for (std::size_t i = 0; i < shown; ++i) {
            result.rows.emplace_back(
                row(reading.lines[reading.lines.size() - 1 - i], i + 1, present));
        }
        result.heading = heading(reading, has_expected);
        lay_out(result);
        return result;
    }

    static io::Value first_broken(const io::AuditReading& reading) {
        if (reading.broken == 0) {
            return {};
        }
        const io::AuditedLine& line = reading.lines[reading.first_broken];
        return io::Record{{"line", line.line},
                          {"number", line.number > 0 ? io::Value(line.number) : io::Value()},
                          {"verdict", io::name_of(line.verdict)},
                          {"why", line.why}};
    }

    std::string heading(const io::AuditReading& reading, bool has_expected) const {
        const std::string entries =
            fmt::format("{} entr{}", reading.entries, reading.entries == 1 ? "y" : "ies");
        if (reading.broken > 0) {
            return fmt::format("Audit log, {}: BROKEN at line {}", entries,
                               reading.lines[reading.first_broken].line);
        }
        if (!has_expected) {
            return fmt::format("Audit log, {}: BROKEN, no entry has the expected hash", entries);
        }
        return fmt::format("Audit log, {}: intact; last hash {}…", entries,
                           reading.head.substr(0, digits_shown));
    }

    io::Record row(const io::AuditedLine& line, std::size_t rank, PresentFiles& present) const {
        const bool known = line.entry.has_value();
        const io::AuditEntry none;
        const io::AuditEntry& entry = known ? *line.entry : none;
        const auto or_null = [&](io::Value value) {
            return known ? std::move(value) : io::Value();
        };
        std::map<std::string, std::size_t> states;
        const auto files = [&](const std::vector<io::RecordedFile>& recorded) {
            io::List list;
            for (const io::RecordedFile& file : recorded) {
                io::Record one{
                    {"path", file.path},
                    {"bytes", file.bytes ? io::Value(*file.bytes) : io::Value()},
                    {"sha256", file.sha256.empty() ? io::Value() : io::Value(file.sha256)},
                    {"note", file.note.empty() ? io::Value() : io::Value(file.note)}};
                if (m_check_files) {
                    const std::string state = present.state_of(file, entry.folder);
                    ++states[state];
                    one.emplace_back("now", state);
                }
                list.emplace_back(std::move(one));
            }
            return list;
        };
        io::Record row{
            {"rank", rank},
            {"line", line.line},
            {"number", line.number > 0 ? io::Value(line.number) : io::Value()},
            {"verdict", io::name_of(line.verdict)},
            {"why", line.why.empty() ? io::Value() : io::Value(line.why)},
            {"time", or_null(entry.started)},
            {"ended", or_null(entry.ended)},
            {"user", or_null(entry.user)},
            {"host", or_null(entry.host)},
            {"version", or_null(entry.version)},
            {"command", or_null(entry.command)},
            {"arguments", or_null(io::texts(entry.arguments))},
            {"folder", or_null(entry.folder)},
            {"inputs", or_null(files(entry.inputs))},
            {"outputs", or_null(files(entry.outputs))},
            {"victims_revealed", or_null(entry.victims_revealed)},
            {"status", or_null(entry.status)},
            {"hash", line.hash.empty() ? io::Value() : io::Value(line.hash)},
        };
        if (!is_table(m_output) && !tells_graph_size(m_output)) { // CSV has no lists of records
            add_flat(row, "inputs");
            add_flat(row, "outputs");
        }
        if (is_table(m_output)) {
            row.emplace_back("when",
                             known && entry.started.size() > 19
                                 ? entry.started.substr(0, 10) + " " + entry.started.substr(11, 8)
                                 : fmt::format("(line {})", line.line));
            row.emplace_back("read", known ? files_in_short(entry.inputs, "piped in") : "");
            row.emplace_back("wrote", known ? files_in_short(entry.outputs, "printed") : "");
            row.emplace_back("revealed", !known ? "" : entry.victims_revealed ? "YES" : "no");
            std::string now;
            for (const auto& [state, count] : states) {
                now += fmt::format("{}{} {}", now.empty() ? "" : ", ", count, state);
            }
            row.emplace_back("now", now);
        }
        return row;
    }

    static void add_flat(io::Record& row, const std::string& side) {
        const auto at = std::find_if(row.begin(), row.end(),
                                     [&](const auto& field) { return field.first == side; });
        const auto* files = at->second.get<io::List>();
        if (files == nullptr) {
            return;
        }
        io::Record flat;
        for (const char* field : {"path", "sha256", "now"}) {
            io::List values;
            for (const io::Value& file : *files) {
                values.push_back(file[field].is_null() ? io::Value("") : file[field]);
            }
            flat.emplace_back(side + "_" + field, std::move(values));
        }
        row.insert(row.end(), flat.begin(), flat.end());
    }

    void lay_out(io::ResultDocument& result) const {
        using io::Alignment;
        result.columns = {
            {"no", "number", Alignment::right},
            {.header = "time (UTC)", .path = "when", .least = 19},
            {.header = "user", .path = "user", .widest = 16, .least = 6},
            {"command", "command"},
            {.header = "read", .path = "read", .widest = 30, .least = 8, .spare = 2},
            {.header = "wrote", .path = "wrote", .widest = 30, .least = 8, .spare = 1},
            {"revealed", "revealed"},
            {.header = "exit", .path = "status", .alignment = Alignment::right, .spare = 3},
            {"entry", "verdict"}};
        if (m_check_files) {
            result.columns.push_back({.header = "files now", .path = "now", .least = 14});
        }
        for (const char* field : {"line", "number", "verdict", "why", "time", "ended", "user",
                                  "host", "version", "command", "arguments", "folder"}) {
            result.csv.push_back({field, field});
        }
        for (const char* side : {"inputs", "outputs"}) {
            result.csv.push_back({side, std::string(side) + "_path"});
            result.csv.push_back({std::string(side) + "_sha256", std::string(side) + "_sha256"});
            if (m_check_files) {
                result.csv.push_back({std::string(side) + "_now", std::string(side) + "_now"});
            }
        }
        for (const char* field : {"victims_revealed", "status", "hash"}) {
            result.csv.push_back({field, field});
        }
    }

    /// What there is to say about the log, a line each.
    std::vector<std::string> findings(const io::AuditReading& reading, bool has_expected) const {
        const std::string name = m_log == "-" ? "standard input" : m_log;
        std::vector<std::string> said;
        if (reading.broken > 0) {
            const io::AuditedLine& line = reading.lines[reading.first_broken];
            said.push_back(fmt::format(
                "{}:{}: {}{}: {}{}", name, line.line,
                line.number > 0 ? fmt::format("entry {}: ", line.number) : "",
                io::name_of(line.verdict), line.why,
                reading.broken > 1
                    ? fmt::format("; {} after it", counted(reading.broken - 1, "broken line"))
                    : ""));
        }
        for (const io::AuditedLine& line : reading.lines) {
            if (line.is_accounted_for) {
                said.push_back(fmt::format("{}:{}: torn: {}", name, line.line, line.why));
            }
        }
        if (!has_expected) {
            said.push_back(name +
                           ": no entry has the hash of --expect: the log was cut off, written "
                           "anew, or is another one");
        } else if (!m_expected.empty()) {
            const auto at = std::find_if(reading.lines.rbegin(), reading.lines.rend(),
                                         [&](const auto& line) { return line.hash == m_expected; });
            const auto since =
                std::count_if(reading.lines.rbegin(), at,
                              [](const io::AuditedLine& line) { return line.number > 0; });
            said.push_back("the hash of --expect is found; " +
                           counted(static_cast<std::uint64_t>(since), "run") + " since");
        }
        return said;
    }

    std::string m_log;
    std::string m_expected;
    bool m_check_files = false;
    OutputOptions m_output;
};

} // namespace

std::unique_ptr<Command> make_audit(CLI::App& app) { return std::make_unique<AuditCommand>(app); }

} // namespace sandhan::cli
