// SPDX-License-Identifier: Apache-2.0
// analyse hubs --first K: the first by closeness or harmonic, without measuring everyone.
#include "algorithms/hubs/top_closeness.hpp"
#include "cli/hubs_questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::Measure;
using graph::Vertex;

class FirstHubs : public HubsQuestion {
  public:
    FirstHubs(CLI::App& app, const HubsOptions& options) : m_options(&options) {
        constexpr std::uint64_t most = 1'000'000'000;
        m_option = app.add_option("--first", m_first,
                                  "only the first K, --by closeness or harmonic, without measuring "
                                  "everyone")
                       ->type_name("K")
                       ->check(CLI::Range(std::uint64_t{1}, most));
    }

    [[nodiscard]] bool asked() const override { return !m_option->empty(); }
    [[nodiscard]] std::string asked_by() const override { return "--first"; }
    [[nodiscard]] std::vector<std::string> reads() const override { return {"--by"}; }
    void check() const override { (void)measure(); }

    void answer(const HubGraph& g, io::ResultDocument& result) const override {
        const Measure by = measure();
        const std::string name(algorithms::name_of(by));
        result.parameters.emplace_back("by", io::List{name});
        result.parameters.emplace_back("weighted", false);
        result.parameters.emplace_back("normalised", false);
        result.parameters.emplace_back("first", m_first);
        const NumberedById numbered = numbered_by_id(g);
        const algorithms::SimpleGraph simple = algorithms::simplified(numbered.graph, g.strength);
        std::vector<const HubEntry*> entry_of(g.graph.vertex_count());
        for (const HubEntry& e : g.entries) {
            entry_of[e.vertex] = &e;
        }
        std::vector<const HubEntry*> entry; // by number
        for (const Vertex v : numbered.original) {
            entry.push_back(entry_of[v]);
        }
        // Among the first vertices may be some that --of does not name: then more are asked for.
        const std::size_t wanted = std::min<std::size_t>(m_first, g.entries.size());
        algorithms::TopVertices top;
        std::size_t found = 0;
        for (std::size_t k = wanted; found < wanted;
             k = std::min<std::size_t>(2 * k, entry.size())) {
            const auto control = run_control(m_options->graph.output, "measuring");
            top = by == Measure::closeness
                      ? algorithms::top_closeness(simple.graph, k, algorithms::TopMethod::automatic,
                                                  control)
                      : algorithms::top_harmonic(simple.graph, k, algorithms::TopMethod::automatic,
                                                 control);
            found = static_cast<std::size_t>(
                std::count_if(top.vertex.begin(), top.vertex.end(),
                              [&](Vertex v) { return entry[v] != nullptr; }));
        }
        struct First {
            const HubEntry* entry;
            double score;
        };
        std::vector<First> rows;
        for (std::size_t i = 0; i < top.vertex.size(); ++i) {
            if (entry[top.vertex[i]] != nullptr) {
                rows.push_back({entry[top.vertex[i]], top.score[i]});
            }
        }
        std::stable_sort(rows.begin(), rows.end(), [](const First& a, const First& b) {
            const double x = ranking_key(a.score);
            const double y = ranking_key(b.score);
            return x != y ? x > y : a.entry->id < b.entry->id;
        });
        rows.resize(wanted);
        for (const First& row : rows) {
            io::Record record{{"rank", result.rows.size() + 1},
                              {"id", row.entry->id},
                              {"label", row.entry->label},
                              {"kind", row.entry->kind},
                              {name, row.score}};
            if (!row.entry->evidence.is_null()) {
                record.emplace_back("evidence", row.entry->evidence);
            }
            result.rows.emplace_back(std::move(record));
        }
        result.heading = fmt::format("Hubs: the first {} of {} {} by {}, {}", wanted,
                                     g.entries.size(), g.what, name, on_graph(g, result));
        describe_hub_entries(g, result);
        constexpr int digits = 4;
        result.columns.push_back({name, name, io::Alignment::right, digits});
        result.csv.push_back({name, name});
        describe_hub_ids(result);
        result.csv.push_back({"evidence", "evidence"});
        if (top.ties > 0) {
            result.notes.push_back(
                fmt::format("{} more {} the same score as the last that was found.", top.ties,
                            top.ties == 1 ? "has" : "have"));
        }
    }

  private:
    [[nodiscard]] Measure measure() const {
        const auto measures = m_options->measures();
        if (measures.size() != 1 ||
            (measures[0] != Measure::closeness && measures[0] != Measure::harmonic)) {
            throw UsageError("--first: give --by closeness or --by harmonic; other measures are "
                             "known of everyone or of nobody, and --top N cuts their table");
        }
        return measures[0];
    }

    const HubsOptions* m_options;
    CLI::Option* m_option = nullptr;
    std::uint64_t m_first = 0;
};

} // namespace

std::unique_ptr<HubsQuestion> make_first_hubs_question(CLI::App& app, const HubsOptions& options) {
    return std::make_unique<FirstHubs>(app, options);
}

} // namespace sandhan::cli
