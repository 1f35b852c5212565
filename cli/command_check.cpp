// SPDX-License-Identifier: Apache-2.0
// analyse check: every fault of the input, by file, line and field.
#include "cli/session.hpp"

#include <algorithm>

namespace sandhan::cli {
namespace {

class Check : public Command {
  public:
    explicit Check(CLI::App& app) {
        app.add_option("INPUT", m_input.inputs, "incident files or folders; - is standard input");
        add_input_options(app, m_input);
        add_output_options(app, m_output);
        app.footer("Example:  analyse check samples/incidents.jsonl\n"
                   "Errors make a record unusable; warnings do not. docs/faults.md explains each "
                   "code.\nExit status 1 when there is an error.");
    }

    ExitStatus run() override {
        const LoadedCases cases = load_cases(m_input, m_output, {false, true});
        io::ResultDocument result = result_for("check", cases, m_input);
        result.parameters = {{"strict", m_input.strict}};
        std::size_t errors = 0;
        for (const graph::Diagnostic& fault : cases.faults) {
            const bool error = fault.severity == graph::Severity::error;
            errors += error ? 1U : 0U;
            result.rows.emplace_back(io::Record{
                {"rank", result.rows.size() + 1},
                {"file", fault.where.file},
                {"line", fault.where.line > 0 ? io::Value(fault.where.line) : io::Value()},
                {"pointer", fault.where.pointer},
                {"incident", fault.incident.empty() ? io::Value() : io::Value(fault.incident)},
                {"code", fault.code},
                {"severity", error ? "error" : "warning"},
                {"value", shown_value(fault, m_input.disclosure())},
                {"message", fault.message},
            });
        }
        const std::size_t warnings = cases.faults.size() - errors;
        result.heading = counted(cases.incidents + cases.people, "usable record") + ", " +
                         counted(cases.unusable, "unusable record") + ", " +
                         counted(errors, "error") + ", " + counted(warnings, "warning");
        constexpr std::size_t message_width = 120;
        result.columns = {{"line", "line", io::Alignment::right},
                          {"field", "pointer"},
                          {.header = "severity", .path = "severity", .spare = 1},
                          {"code", "code"},
                          {.header = "value", .path = "value", .widest = 24, .spare = 2},
                          {.header = "what to do",
                           .path = "message",
                           .widest = message_width,
                           .least = 30,
                           .wraps = true}};
        if (cases.files.size() > 1) {
            result.columns.insert(result.columns.begin(), {"file", "file"});
        }
        for (const char* field :
             {"file", "line", "pointer", "incident", "code", "severity", "value", "message"}) {
            result.csv.push_back({field, field});
        }
        write_result(std::move(result), m_output);
        return errors > 0 || cases.unusable > 0 ? some_unusable : done;
    }

  private:
    InputOptions m_input;
    OutputOptions m_output;
};

} // namespace

std::unique_ptr<Command> make_check(CLI::App& app) { return std::make_unique<Check>(app); }

} // namespace sandhan::cli
