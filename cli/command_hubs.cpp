// SPDX-License-Identifier: Apache-2.0
// analyse hubs: one of the questions of cli/hubs_questions.hpp, chosen by its options.
#include "cli/hubs_questions.hpp"

#include <algorithm>
#include <utility>

namespace sandhan::cli {
namespace {

class Hubs : public Command {
  public:
    explicit Hubs(CLI::App& app) {
        add_hub_graph_options(app, m_options.graph);
        m_shared.push_back(
            app.add_option("--by", m_options.by,
                           "measures, the first one ranks: " + known_measures() + ", or all")
                ->type_name("LIST"));
        m_shared.push_back(app.add_flag("--weighted", m_options.measure.weighted,
                                        "use strengths; 1/strength as distance"));
        m_shared.push_back(
            app.add_flag("--normalised", m_options.measure.normalised, "divide as NetworkX does"));
        m_shared.push_back(
            app.add_option("--approximate", m_options.approximate,
                           "estimate betweenness: within EPS (normalised), save with probability "
                           "DELTA; for graphs of a million edges")
                ->type_name("EPS,DELTA"));
        m_shared.push_back(
            app.add_option("--restart-at", m_options.restart_at,
                           "personalised PageRank: how near each is to these, ; between them")
                ->type_name("IDS"));
        constexpr std::uint64_t most = 1'000'000'000;
        m_shared.push_back(app.add_option("--top-k", m_options.top_k,
                                          "of --bootstrap and --missing: how many first places")
                               ->type_name("K")
                               ->capture_default_str()
                               ->check(CLI::Range(std::uint64_t{1}, most)));
        m_ranking = make_hub_ranking_question(app, m_options);
        m_questions.push_back(make_whole_graph_question(app, m_options));
        m_questions.push_back(make_hub_explanation_question(app, m_options));
        m_questions.push_back(make_ranked_edges_question(app, m_options));
        m_questions.push_back(make_first_hubs_question(app, m_options));
        m_questions.push_back(make_hub_bootstrap_question(app, m_options));
        m_questions.push_back(make_hubs_missing_question(app, m_options));
        m_questions.push_back(make_hubs_by_period_question(app, m_options));
        m_questions.push_back(make_hub_roles_question(app, m_options));
        m_questions.push_back(make_key_player_question(app, m_options));
        m_questions.push_back(make_dismantling_question(app, m_options));
        app.footer(
            "Example:  analyse hubs samples/incidents.jsonl --by betweenness,strength\n"
            "          analyse hubs network.graphml --by pagerank --format json\n"
            "          analyse hubs samples/incidents.jsonl --roles --group-by state\n"
            "Places are ranked on the movement graph (directed legs), people and organisations\n"
            "on the association graph of the offending side. docs/hubs.md explains each measure.");
    }

    ExitStatus run() override {
        check_hub_graph_options(m_options.graph);
        const HubsQuestion& question = asked();
        const std::vector<std::string> read = question.reads();
        for (const CLI::Option* shared : m_shared) {
            if (!shared->empty() &&
                std::find(read.begin(), read.end(), shared->get_name()) == read.end()) {
                throw UsageError(shared->get_name() + " says nothing beside " +
                                 question.asked_by() + "; leave one of them out");
            }
        }
        for (const auto& other : m_questions) {
            for (const CLI::Option* own : other->own()) {
                if (!own->empty() && other.get() != &question) {
                    throw UsageError(own->get_name() + " says nothing without " +
                                     other->asked_by());
                }
            }
        }
        question.check();
        io::ResultDocument result;
        const HubGraph g = load_hub_graph(m_options.graph, result);
        question.answer(g, result);
        OutputOptions output = m_options.graph.output;
        if (question.is_read_whole() && !output.top) {
            output.top = 0;
        }
        write_result(std::move(result), output);
        return g.status;
    }

  private:
    [[nodiscard]] const HubsQuestion& asked() const {
        const HubsQuestion* found = nullptr;
        for (const auto& question : m_questions) {
            if (!question->asked()) {
                continue;
            }
            if (found != nullptr) {
                throw UsageError(found->asked_by() + " and " + question->asked_by() +
                                 " are two questions; ask one of them");
            }
            found = question.get();
        }
        return found != nullptr ? *found : *m_ranking;
    }

    HubsOptions m_options;
    std::vector<CLI::Option*> m_shared;
    std::unique_ptr<HubsQuestion> m_ranking;
    std::vector<std::unique_ptr<HubsQuestion>> m_questions;
};

} // namespace

std::unique_ptr<Command> make_hubs(CLI::App& app) { return std::make_unique<Hubs>(app); }

} // namespace sandhan::cli
