// SPDX-License-Identifier: Apache-2.0
// analyse hubs --missing: how far the ranks would move had a share not been recorded.
#include "algorithms/hubs/missing_data.hpp"
#include "cli/hubs_measured.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace sandhan::cli {
namespace {

/// "ties" or "people", and what is left out of the graph.
struct MissingWord {
    const char* word;
    algorithms::Missing kind;
};
constexpr std::array missing_words{MissingWord{"ties", algorithms::Missing::ties},
                                   MissingWord{"people", algorithms::Missing::vertices}};

io::Value agreement_value(std::optional<double> figure) {
    return figure ? io::Value(*figure) : io::Value();
}

std::string agreement_text(std::optional<double> figure) {
    return figure ? fmt::format("{:.2f}", *figure) : "none";
}

class HubsMissing : public HubsQuestion {
  public:
    HubsMissing(CLI::App& app, const HubsOptions& options) : m_options(&options) {
        auto* missing =
            app.add_option("--missing", m_share,
                           "how far ranks would move had this share of ties or people not been "
                           "recorded")
                ->type_name("P");
        app.add_option("--missing-kind", m_kind, "ties, people or both (the default)")
            ->check(CLI::IsMember({"ties", "people", "both"}))
            ->needs(missing);
        constexpr std::uint64_t most = 100'000;
        app.add_option("--replications", m_replications, "of --missing: how often it is tried")
            ->type_name("N")
            ->check(CLI::Range(std::uint64_t{1}, most))
            ->needs(missing);
    }

    [[nodiscard]] bool asked() const override { return m_share.has_value(); }
    [[nodiscard]] std::string asked_by() const override { return "--missing"; }
    [[nodiscard]] std::vector<std::string> reads() const override {
        return {"--by", "--weighted", "--normalised", "--approximate", "--top-k"};
    }
    void check() const override {
        (void)m_options->measures();
        (void)m_options->measure_options();
        if (!(*m_share >= 0.0 && *m_share < 1.0)) {
            throw UsageError(fmt::format(
                "--missing {}: not a share; write 0 or more and less than 1, such as 0.1",
                *m_share));
        }
    }

    void answer(const HubGraph& g, io::ResultDocument& result) const override {
        const OutputOptions& output = m_options->graph.output;
        const MeasuredHubs measured = measure_hubs(g, *m_options, result);
        result.parameters.emplace_back("missing", *m_share);
        result.parameters.emplace_back("missing_kind", m_kind);
        result.parameters.emplace_back("replications", m_replications);
        result.parameters.emplace_back("top_k", m_options->top_k);
        add_seed(result, output.seed);

        std::vector<std::pair<std::string, algorithms::RankIntervals>> found;
        std::vector<std::string> said; // what is missing, as the table calls it
        MoreOfHubs more;
        for (const MissingWord& missing : missing_words) {
            if (m_kind != "both" && m_kind != missing.word) {
                continue;
            }
            found.emplace_back(
                missing.word,
                algorithms::missing_data(
                    measured.simple, entry_vertices(g), ranking_measure(*m_options),
                    {*m_share, missing.kind, m_replications, output.seed, m_options->top_k},
                    run_control(output, std::string(missing.word) + " missing")));
            said.push_back(missing.kind == algorithms::Missing::ties ? "ties"
                           : g.file                                  ? "vertices"
                                                                     : g.what);
            describe(missing.word, said.back(), more);
        }
        more.rows = rows_shown(output);
        more.add = [&](io::Record& row, std::size_t entry) {
            io::Record kinds;
            for (const auto& [word, ranks] : found) {
                kinds.emplace_back(word, interval_record(ranks.rows[entry], is_table(output)));
            }
            row.emplace_back("missing", std::move(kinds));
        };
        list_hubs(g, measured, more, result);
        io::Record agreement;
        for (std::size_t k = 0; k < found.size(); ++k) {
            const auto& [word, ranks] = found[k];
            agreement.emplace_back(
                word, io::Record{{"overlap", agreement_value(ranks.agreement.overlap)},
                                 {"spearman", agreement_value(ranks.agreement.spearman)},
                                 {"kendall", agreement_value(ranks.agreement.kendall)},
                                 {"used", ranks.used}});
            result.notes.push_back(fmt::format(
                "With {:g} % of the {} missing: of the first {}, {} stay (mean share of "
                "{} trials, seed {}); Spearman {}, Kendall {} with the ranking above.",
                *m_share * 100.0, said[k], m_options->top_k,
                agreement_text(ranks.agreement.overlap), ranks.used, output.seed,
                agreement_text(ranks.agreement.spearman), agreement_text(ranks.agreement.kendall)));
        }
        result.extra.emplace_back("agreement", std::move(agreement));
        result.notes.push_back(fmt::format(
            "rank: 90 % of the trials lie between; P(top {}): chance of being among the first {}, "
            "where it is recorded itself. Tells chance gaps, not what someone hides.",
            m_options->top_k, m_options->top_k));
    }

  private:
    void describe(const std::string& word, const std::string& said, MoreOfHubs& more) const {
        const std::string at = "missing." + word + ".";
        more.columns.push_back(
            {"rank, " + said + " missing", at + "rank_text", io::Alignment::right});
        more.columns.push_back({fmt::format("P(top {})", m_options->top_k), at + "top_probability",
                                io::Alignment::right});
        for (const char* field : {"value_interval", "rank_interval", "top_probability", "tied"}) {
            more.csv.push_back({word + "_" + field, at + field});
        }
    }

    const HubsOptions* m_options;
    std::optional<double> m_share;
    std::string m_kind = "both";
    std::uint64_t m_replications = 1000;
};

} // namespace

std::unique_ptr<HubsQuestion> make_hubs_missing_question(CLI::App& app,
                                                         const HubsOptions& options) {
    return std::make_unique<HubsMissing>(app, options);
}

} // namespace sandhan::cli
