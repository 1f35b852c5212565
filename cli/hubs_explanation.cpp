// SPDX-License-Identifier: Apache-2.0
// analyse hubs --explain ID: why one of the ranked has the ranks it has, part by part.
#include "cli/hub_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::Measure;
using graph::Vertex;

/// All that is asked about one vertex.
class Subject {
  public:
    Subject(const HubsOptions& options, const HubGraph& g, std::size_t entry)
        : m_options(&options), m_g(&g),
          m_entry(&g.entries[entry]), m_subject{&options,
                                                &g,
                                                m_entry->vertex,
                                                algorithms::simplified(g.graph, g.strength),
                                                {},
                                                {}} {
        if (g.movement) {
            count_journeys();
        }
    }

    void answer(io::ResultDocument& result) {
        const std::vector<Measure> asked = m_options->measures();
        m_subject.restart = restarts(*m_g, *m_options, result);
        algorithms::HubOptions measure_options = m_options->measure;
        measure_options.restart = m_subject.restart;
        const auto columns = algorithms::compute_measures(m_subject.simple, asked, measure_options,
                                                          m_subject.control());
        result.heading = fmt::format("Why {} ({}) ranks as it does, {}", m_entry->label,
                                     m_entry->id, on_graph(*m_g, result));
        add_balance(result);
        io::List values;
        for (std::size_t i = 0; i < asked.size(); ++i) {
            const auto& column = columns[i];
            const auto order = ranking_order(m_g->entries, column.values);
            const auto own = static_cast<std::size_t>(m_entry - m_g->entries.data());
            const std::size_t rank =
                static_cast<std::size_t>(std::find(order.begin(), order.end(), own) -
                                         order.begin()) +
                1;
            const double value = column.values[m_subject.v];
            const Explained explained = explain_measure(m_subject, asked[i], value);
            const auto tied = static_cast<std::size_t>(
                std::count_if(m_g->entries.begin(), m_g->entries.end(), [&](const HubEntry& other) {
                    return &other != m_entry &&
                           ranking_key(column.values[other.vertex]) == ranking_key(value);
                }));
            std::string place;
            if (column.kind != algorithms::ColumnKind::boolean) {
                place = fmt::format(", rank {} of {}", rank, order.size());
                if (tied > 0) {
                    place += fmt::format(" (tied with {})", counted(tied, "other"));
                }
            }
            const std::string sentence = fmt::format(
                "{} {}{}. {}", column.name, number(value, column.kind), place, explained.sentence);
            values.emplace_back(io::Record{{"measure", column.name},
                                           {"value", figure(value, column.kind)},
                                           {"rank", rank},
                                           {"of", order.size()},
                                           {"tied", tied},
                                           {"sentence", explained.sentence}});
            add_rows(column.name, sentence, explained.parts, result);
            if (!column.warning.empty()) {
                result.notes.push_back("Note: " + column.warning);
            }
        }
        result.extra.emplace_back("explained", io::Record{{"id", m_entry->id},
                                                          {"label", m_entry->label},
                                                          {"kind", m_entry->kind},
                                                          {"evidence", m_entry->evidence}});
        result.extra.emplace_back("measures", std::move(values));
        result.csv = {{"rank", "rank"},   {"measure", "measure"}, {"reason", "reason"},
                      {"from", "from"},   {"to", "to"},           {"amount", "amount"},
                      {"share", "share"}, {"detail", "detail"},   {"evidence", "evidence"}};
    }

  private:
    static std::string number(double value, algorithms::ColumnKind kind) {
        switch (kind) {
        case algorithms::ColumnKind::boolean:
            return value != 0.0 ? "yes" : "no";
        case algorithms::ColumnKind::integer:
            return fmt::format("{:.0f}", value);
        case algorithms::ColumnKind::real:
            return fmt::format("{:.4f}", value);
        }
        return {};
    }

    void count_journeys() {
        const graph::PlaceIndex place = m_g->movement->place(m_subject.v);
        const graph::Journeys journeys(m_g->case_graph->selection(), m_g->movement->level());
        for (std::size_t i = 0; i < journeys.incidents().size(); ++i) {
            const auto visits = journeys.visits(i);
            if (visits.size() < 2) {
                continue;
            }
            const graph::IncidentIndex incident = journeys.incidents()[i];
            const bool begins = visits.front().place == place;
            const bool ends = visits.back().place == place;
            if (begins) {
                m_subject.balance.began.push_back(incident);
            }
            if (ends) {
                m_subject.balance.ended.push_back(incident);
            }
            const bool passes =
                std::any_of(visits.begin() + 1, visits.end() - 1,
                            [&](const graph::Visit& visit) { return visit.place == place; });
            if (passes && !begins && !ends) {
                m_subject.balance.passed.push_back(incident);
                m_subject.balance.corridors[{visits.front().place, visits.back().place}].push_back(
                    incident);
            }
        }
    }

    void add_balance(io::ResultDocument& result) const {
        if (!m_entry->evidence.is_null()) {
            result.notes.push_back("Behind it: " + counted(m_entry->incidents.size(), "incident") +
                                   ".");
        }
        if (!m_g->movement) {
            return;
        }
        const auto began = m_subject.balance.began.size();
        const auto passed = m_subject.balance.passed.size();
        const auto ended = m_subject.balance.ended.size();
        const char* kind = began > passed + ended   ? "mostly a source"
                           : ended > began + passed ? "mostly a destination"
                           : passed > began + ended ? "mostly a place of transit"
                                                    : "of no one kind";
        result.notes.push_back(
            fmt::format("As a place it is {}: {} began here, {} passed through, {} ended here.",
                        kind, counted(began, "journey"), passed, ended));
        const auto& store = m_g->cases->store;
        result.extra.emplace_back(
            "balance", io::Record{{"source", evidence_list(store, m_subject.balance.began)},
                                  {"transit", evidence_list(store, m_subject.balance.passed)},
                                  {"destination", evidence_list(store, m_subject.balance.ended)}});
    }

    void add_rows(const std::string& measure,
                  const std::string& sentence,
                  const std::vector<HubPart>& parts,
                  io::ResultDocument& result) const {
        io::TableSection section;
        section.heading = sentence;
        section.obeys_top = true;
        constexpr std::size_t label_width = 44;
        constexpr std::size_t detail_width = 60;
        constexpr int digits = 4;
        section.columns = {{.header = "why", .path = "reason", .wraps = true}};
        const bool of_two = std::any_of(parts.begin(), parts.end(), [](const HubPart& part) {
            return part.from != graph::no_vertex;
        });
        if (of_two) {
            section.columns.push_back(
                {.header = "from", .path = "from_label", .widest = label_width, .wraps = true});
            section.columns.push_back(
                {.header = "to", .path = "to_label", .widest = label_width, .wraps = true});
        }
        section.columns.push_back({"amount", "amount", io::Alignment::right, digits});
        section.columns.push_back({"share", "share", io::Alignment::right, digits});
        if (std::any_of(parts.begin(), parts.end(),
                        [](const HubPart& part) { return !part.detail.is_null(); })) {
            section.columns.push_back({.header = "how",
                                       .path = "detail",
                                       .widest = detail_width,
                                       .spare = 2,
                                       .wraps = true});
        }
        if (std::any_of(parts.begin(), parts.end(),
                        [](const HubPart& part) { return !part.evidence.is_null(); })) {
            section.columns.push_back({.header = "incidents", .path = "evidence", .spare = 1});
        }
        for (const HubPart& part : parts) {
            io::Record row{
                {"rank", result.rows.size() + 1}, {"measure", measure}, {"reason", part.reason}};
            const auto id = [&](Vertex v) {
                return v != graph::no_vertex ? io::Value(id_of(*m_g, v)) : io::Value();
            };
            const auto label = [&](Vertex v) {
                return v != graph::no_vertex ? io::Value(label_of(*m_g, v)) : io::Value();
            };
            row.emplace_back("from", id(part.from));
            row.emplace_back("from_label", label(part.from));
            row.emplace_back("to", id(part.to));
            row.emplace_back("to_label", label(part.to));
            row.emplace_back("amount", part.amount);
            row.emplace_back("share", part.share);
            row.emplace_back("detail", part.detail);
            row.emplace_back("evidence",
                             part.evidence.is_null() ? io::Value(io::List()) : part.evidence);
            section.rows.emplace_back(row);
            result.rows.emplace_back(std::move(row));
        }
        result.more_tables.push_back(std::move(section));
    }

    const HubsOptions* m_options;
    const HubGraph* m_g;
    const HubEntry* m_entry;
    HubSubject m_subject;
};

class HubExplanation : public HubsQuestion {
  public:
    HubExplanation(CLI::App& app, const HubsOptions& options) : m_options(&options) {
        app.add_option("--explain", m_id, "why one ranks as it does: an id or a name")
            ->type_name("ID");
    }

    [[nodiscard]] bool asked() const override { return !m_id.empty(); }
    [[nodiscard]] std::string asked_by() const override { return "--explain"; }
    [[nodiscard]] std::vector<std::string> reads() const override {
        return {"--by", "--weighted", "--normalised", "--restart-at"};
    }
    void check() const override { require_pagerank(*m_options); }

    void answer(const HubGraph& g, io::ResultDocument& result) const override {
        const std::size_t entry = find_hub(g, m_id);
        result.parameters.emplace_back("explain", g.entries[entry].id);
        add_measure_parameters(*m_options, result);
        Subject(*m_options, g, entry).answer(result);
    }

  private:
    const HubsOptions* m_options;
    std::string m_id;
};

} // namespace

std::unique_ptr<HubsQuestion> make_hub_explanation_question(CLI::App& app,
                                                            const HubsOptions& options) {
    return std::make_unique<HubExplanation>(app, options);
}

} // namespace sandhan::cli
