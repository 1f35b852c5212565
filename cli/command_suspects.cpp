// SPDX-License-Identifier: Apache-2.0
// analyse suspects: groups of linked suspects; who is linked with one of them, and why.
#include "cli/suspects_questions.hpp"

#include <array>

namespace sandhan::cli {
namespace {

/// The kinds that make ties, by the words of --supporting-only.
graph::ReasonKinds supporting_kinds(const std::string& text) {
    using graph::ReasonKind;
    constexpr std::array<std::pair<const char*, ReasonKind>, 5> words{
        {{"incident", ReasonKind::shared_incident},
         {"identifier", ReasonKind::shared_identifier},
         {"organisation", ReasonKind::shared_organisation},
         {"tie", ReasonKind::stated_tie},
         {"similar", ReasonKind::similar_identity}}};
    graph::ReasonKinds kinds;
    for (const std::string& word : split_words(text)) {
        bool known = false;
        for (const auto& [name, kind] : words) {
            if (word == name) {
                kinds.add(kind);
                known = true;
            }
        }
        if (!known) {
            throw UsageError("--supporting-only " + word +
                             ": must be of incident, identifier, organisation, tie, similar");
        }
    }
    return kinds;
}

class Suspects : public Command {
  public:
    explicit Suspects(CLI::App& app) {
        SuspectQuestion& q = m_question;
        app.add_option("INPUT", q.input.inputs, "incident files or folders; - is standard input");
        app.add_option("--of", q.of, "who is linked with this one (id or name)")->type_name("ID");
        app.add_option("--exposure", q.exposure,
                       "who is nearest to these known offenders: ids or names between commas, or "
                       "@FILE with one a line")
            ->type_name("SEEDS");
        app.add_flag("--predict", q.predict,
                     "pairs likely linked though no record says so, and how well such links were "
                     "foretold before");
        app.add_option("--include", q.include, "widen to responders, victims")->type_name("LIST");
        m_min_incidents = app.add_option("--min-incidents", q.min_incidents,
                                         "only groups over N incidents or more")
                              ->type_name("N");
        app.add_option("--max-degree", q.max_degree,
                       "what more than N share links nobody (default 50)")
            ->type_name("N")
            ->check(CLI::Range(2, 1000000000));
        m_max_group = app.add_option("--max-group", q.max_group,
                                     "no group of more than N: a larger one falls apart at its "
                                     "weakest ties")
                          ->type_name("N")
                          ->check(CLI::Range(2, 1000000000));
        app.add_option("--supporting-only", q.supporting,
                       "kinds that support a link and never make one: of incident, identifier, "
                       "organisation, tie, similar")
            ->type_name("KINDS");
        app.add_option("--window", q.window_days,
                       "days between incidents that still count as near in time (default 365)")
            ->type_name("DAYS")
            ->check(CLI::Range(0, 36500));
        m_steps = app.add_option("--steps", q.steps,
                                 "with --of: how many ties a connection may have (default 4)")
                      ->type_name("N")
                      ->check(CLI::Range(1, 8));
        m_paths = app.add_option("--paths", q.paths,
                                 "with --of: the N strongest connections with each (default 1)")
                      ->type_name("N")
                      ->check(CLI::Range(1, 100));
        add_filter_options(app, q.input);
        add_decisions_option(app, q.input);
        add_input_options(app, q.input);
        add_output_options(app, q.output);
        app.footer(
            "Example:  analyse suspects samples/incidents.jsonl --min-incidents 2\n"
            "          analyse suspects samples/incidents.jsonl --of person:AHTU-0101\n"
            "          analyse suspects samples/incidents.jsonl --exposure person:AHTU-0101\n"
            "          analyse suspects cases.jsonl --predict --top 10\n"
            "A link is a lead, not proof. Each names its reasons, what each weighs, and the\n"
            "incidents behind them. docs/suspects.md teaches how they are weighed, and how far\n"
            "that can be wrong.");
    }

    ExitStatus run() override {
        const graph::IncidentFilter filter = m_question.input.filter();
        const Included included = parse_include(m_question.include);
        graph::AssociationOptions options{included.responders, included.victims};
        options.max_sharers = static_cast<std::uint32_t>(m_question.max_degree);
        options.supporting = supporting_kinds(m_question.supporting);
        require_fitting_options();
        const LoadedCases cases =
            load_cases(m_question.input, m_question.output, {.identities = true});
        options.similar = cases.similar;
        const graph::CaseSelection selection(cases.store, filter, m_question.input.disclosure());

        io::ResultDocument result = result_for("suspects", cases, m_question.input);
        add_parameters(result);
        const auto answer = m_question.predict             ? answer_prediction
                            : !m_question.exposure.empty() ? answer_exposure
                            : !m_question.of.empty()       ? answer_linked
                                                           : answer_groups;
        answer(result, cases, selection, options, m_question);
        write_result(std::move(result), m_question.output);
        return cases.status();
    }

  private:
    void require_fitting_options() const {
        if (m_question.of.empty() && (m_steps->count() > 0 || m_paths->count() > 0)) {
            throw UsageError("--steps and --paths are for --of ID");
        }
        const int questions = (m_question.of.empty() ? 0 : 1) +
                              (m_question.exposure.empty() ? 0 : 1) + (m_question.predict ? 1 : 0);
        if (questions > 1) {
            throw UsageError("--of, --exposure and --predict are different questions; ask one at a "
                             "time");
        }
        if (questions > 0 && (m_max_group->count() > 0 || m_min_incidents->count() > 0)) {
            throw UsageError("--max-group and --min-incidents are for groups; leave them out "
                             "beside --of, --exposure and --predict");
        }
    }

    void add_parameters(io::ResultDocument& result) const {
        const SuspectQuestion usual;
        const auto number = [&](const char* name, std::uint64_t value, std::uint64_t habit) {
            if (value != habit) {
                result.parameters.emplace_back(name, value);
            }
        };
        if (!m_question.include.empty()) {
            result.parameters.emplace_back("include", io::texts(split_words(m_question.include)));
        }
        number("max_degree", m_question.max_degree, usual.max_degree);
        number("max_group", m_question.max_group, usual.max_group);
        if (!m_question.supporting.empty()) {
            result.parameters.emplace_back("supporting_only",
                                           io::texts(split_words(m_question.supporting)));
        }
        number("window", m_question.window_days, usual.window_days);
        number("steps", m_question.steps, usual.steps);
        number("paths", m_question.paths, usual.paths);
    }

    SuspectQuestion m_question;
    CLI::Option *m_max_group = nullptr, *m_min_incidents = nullptr, *m_steps = nullptr,
                *m_paths = nullptr;
};

} // namespace

std::unique_ptr<Command> make_suspects(CLI::App& app) { return std::make_unique<Suspects>(app); }

} // namespace sandhan::cli
