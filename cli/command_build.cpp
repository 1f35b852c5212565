// SPDX-License-Identifier: Apache-2.0
// analyse build: the records read, checked, resolved and joined, in one file that every command
// reads in an instant.
#include "cli/case_input.hpp"
#include "cli/identities.hpp"
#include "io/builtin_mappings.hpp"
#include "io/case_file.hpp"
#include "io/errors.hpp"
#include "io/output_file.hpp"

#include <algorithm>
#include <filesystem>

namespace sandhan::cli {
namespace {

class Build : public Command {
  public:
    explicit Build(CLI::App& app) {
        app.add_option("INPUT", m_input.inputs,
                       "incident files or folders; - is standard input; or a case file, to encrypt "
                       "it or no longer");
        app.add_flag("--encrypt", m_encrypt,
                     "encrypt the file with a passphrase, from --passphrase-file or asked for")
            ->group("Protection");
        app.add_option("--identities", m_input.identities,
                       "off: do not look for records that are one person, which takes longest")
            ->capture_default_str()
            ->check(CLI::IsMember({"off", "strict"}))
            ->group("Selection");
        add_decisions_option(app, m_input);
        add_input_options(app, m_input);
        add_output_options(app, m_output);
        app.footer("Example:  analyse build samples/incidents.jsonl -o case.sandhan\n"
                   "          analyse routes case.sandhan\n"
                   "The file holds what the records hold, victims' names too: only you can read "
                   "it.\ndocs/case-file.md tells what is in it.");
    }

    ExitStatus run() override {
        require_usable_target();
        const bool from_case =
            std::any_of(m_input.inputs.begin(), m_input.inputs.end(), [](const std::string& input) {
                return input != "-" && io::case_file_kind(input) != io::CaseFileKind::none;
            });
        if (m_encrypt && from_case &&
            io::case_file_kind(m_input.inputs.front()) == io::CaseFileKind::encrypted) {
            throw UsageError(m_input.inputs.front() + " is encrypted already; copy it");
        }
        // Opened first: a place that can't be written to is known before the work.
        io::OutputFile file(m_output.output, io::FileReaders::owner_only);
        io::Passphrase passphrase;
        if (m_encrypt) {
            passphrase = passphrase_for(m_input.passphrase_file, m_output, true);
            constexpr std::size_t soon_guessed = 12;
            if (passphrase.text().size() < soon_guessed) {
                say(m_output, "warning: a passphrase of fewer than 12 characters is soon guessed");
            }
        }
        io::CaseInputs inputs;
        if (!from_case) {
            const std::string map =
                io::is_builtin_mapping(m_input.map_file) ? "" : m_input.map_file;
            const std::vector<std::string> others{map, m_input.gazetteer_file,
                                                  m_input.decisions_file};
            inputs = io::identify_inputs(m_input.inputs, others, run_control(m_output, "looking"));
            for (const io::CaseInput& input : inputs.files) { // also those within folders
                require_not_read(input.path);
            }
        }
        LoadOptions load;
        load.all_faults = true;
        LoadedCases cases = load_cases(m_input, m_output, load);
        if (m_input.identities != "off" &&
            (!from_case || !m_input.decisions_file.empty() || cases.store.strict_people.empty())) {
            resolve_identities(cases, m_input, m_output);
        }
        io::CaseNotes notes = cases.notes;
        notes.files = cases.files;
        notes.incidents = cases.incidents;
        notes.people = cases.people;
        notes.unusable = cases.unusable;
        if (!from_case) {
            // A file that changed meanwhile was read before or after: nobody knows.
            if (const auto changed = io::changed_input(inputs, {}, true)) {
                throw io::FileError(*changed + " while it was read; run it again when the file "
                                               "is at rest");
            }
            notes.inputs = std::move(inputs);
        }
        io::CaseWriting writing;
        writing.passphrase = m_encrypt ? &passphrase : nullptr;
        writing.control = run_control(m_output, "writing");
        io::write_case_file(file, cases.store, notes, cases.faults, writing);
        file.commit();
        tell(cases);
        return cases.status();
    }

  private:
    void require_usable_target() const {
        if (m_input.inputs.empty()) {
            throw UsageError("no input; give incident files or folders, or - for standard input");
        }
        if (m_output.output.empty() || m_output.output == "-") {
            throw UsageError(
                "-o FILE is missing; a case file is written to a file of its own, such "
                "as -o case.sandhan");
        }
        std::vector<std::string> read = m_input.inputs;
        read.insert(read.end(), {m_input.map_file, m_input.gazetteer_file, m_input.key_file,
                                 m_input.passphrase_file, m_input.decisions_file});
        for (const std::string& input : read) {
            if (!input.empty() && input != "-") {
                require_not_read(input);
            }
        }
        if (!m_encrypt && !m_input.passphrase_file.empty() &&
            io::case_file_kind(m_input.inputs.front()) != io::CaseFileKind::encrypted) {
            throw UsageError("--passphrase-file without --encrypt; give both, or neither");
        }
    }

    void require_not_read(const std::string& input) const {
        std::error_code error;
        if (std::filesystem::equivalent(input, m_output.output, error)) {
            throw UsageError("-o " + m_output.output +
                             " is also read; give the case file another name");
        }
    }

    void tell(const LoadedCases& cases) const {
        const std::string& path = m_output.output;
        std::error_code error;
        const auto bytes = std::filesystem::file_size(path, error);
        std::string held = counted(cases.incidents, "incident");
        if (cases.people > 0) {
            held += ", " + counted(cases.people, "listed person");
        }
        if (cases.unusable > 0) {
            held += ", " + counted(cases.unusable, "unusable record") + " left out";
        }
        say(m_output, path + ": " + held + (error ? "" : "; " + size_text(bytes)) +
                          (m_encrypt ? ", encrypted; only you can read the file"
                                     : ", not encrypted; it holds victims' data, and only you can "
                                       "read the file"));
        say(m_output, "give it to any command in place of the records: analyse routes " + path);
    }

    static std::string size_text(std::uintmax_t bytes) {
        constexpr std::uintmax_t step = 1000;
        const char* unit = "bytes";
        for (const char* larger : {"kB", "MB", "GB"}) {
            if (bytes < 10 * step) {
                break;
            }
            bytes = (bytes + step / 2) / step;
            unit = larger;
        }
        return std::to_string(bytes) + " " + unit;
    }

    InputOptions m_input;
    OutputOptions m_output;
    bool m_encrypt = false;
};

} // namespace

std::unique_ptr<Command> make_build(CLI::App& app) { return std::make_unique<Build>(app); }

} // namespace sandhan::cli
