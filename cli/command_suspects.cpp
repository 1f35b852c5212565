// SPDX-License-Identifier: Apache-2.0
// analyse suspects: groups of linked suspects; who is linked with one of them, and why.
#include "cli/suspects_questions.hpp"

namespace sandhan::cli {
namespace {

class Suspects : public Command {
  public:
    explicit Suspects(CLI::App& app) {
        app.add_option("INPUT", m_question.input.inputs,
                       "incident files or folders; - is standard input");
        app.add_option("--of", m_question.of, "who is linked with this one (id or name)")
            ->type_name("ID");
        app.add_option("--include", m_question.include, "widen to responders, victims")
            ->type_name("LIST");
        app.add_option("--min-incidents", m_question.min_incidents,
                       "only groups over N incidents or more")
            ->type_name("N");
        add_filter_options(app, m_question.input);
        add_input_options(app, m_question.input);
        add_output_options(app, m_question.output);
        app.footer(
            "Example:  analyse suspects samples/incidents.jsonl --min-incidents 2\n"
            "          analyse suspects samples/incidents.jsonl --of person:AHTU-0101\n"
            "A link is a lead, not proof. Each names its reasons and the incidents behind them.");
    }

    ExitStatus run() override {
        const graph::IncidentFilter filter = m_question.input.filter();
        const Included included = parse_include(m_question.include);
        const LoadedCases cases = load_cases(m_question.input, m_question.output, {.identities = true});
        const graph::CaseSelection selection(cases.store, filter, m_question.input.disclosure());
        const graph::AssociationOptions options{included.responders, included.victims};

        io::ResultDocument result = result_for("suspects", cases, m_question.input);
        if (!m_question.include.empty()) {
            result.parameters.emplace_back("include", io::texts(split_words(m_question.include)));
        }
        (m_question.of.empty() ? answer_groups : answer_linked)(result, cases, selection, options,
                                                                m_question);
        write_result(std::move(result), m_question.output);
        return cases.status();
    }

  private:
    SuspectQuestion m_question;
};

} // namespace

std::unique_ptr<Command> make_suspects(CLI::App& app) { return std::make_unique<Suspects>(app); }

} // namespace sandhan::cli
