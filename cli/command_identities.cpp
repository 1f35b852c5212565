// SPDX-License-Identifier: Apache-2.0
// analyse identities: which records are the same person, and why.
#include "cli/entities.hpp"
#include "cli/evaluation.hpp"
#include "cli/identities.hpp"
#include "graph/case_selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::IdentityDecision;
using algorithms::IdentityField;
using algorithms::IdentityPair;
using algorithms::IdentityResolution;
using graph::CaseStore;
using graph::EntityKind;
using graph::PersonIndex;

constexpr std::size_t pairs_explained = 3; ///< below the table

/// Who each person is, as a truth file's identities tell.
class Labels : public io::TruthSink {
  public:
    explicit Labels(const CaseStore& store)
        : of_person(store.person_entities.size(), graph::no_index), m_store(store),
          m_mentions(store) {}

    void identity(io::TrueIdentity&& identity, const io::TruthPlace& /*place*/) override {
        for (const std::string& record : identity.records) {
            if (const auto row = m_mentions.find(record)) {
                of_person[m_store.people[*row].person] = m_next;
                ++found;
            }
        }
        ++m_next;
    }

    std::vector<std::uint32_t> of_person;
    std::uint64_t found = 0;

  private:
    const CaseStore& m_store;
    Mentions m_mentions;
    std::uint32_t m_next = 0;
};

/// "+12.3", "-4.0".
std::string signed_bits(double bits) { return fmt::format("{:+.1f}", bits); }

/// A bar of a waterfall: blocks to the right of the middle speak for, to the left against.
std::string bar(double bits, double most) {
    constexpr int half = 12;
    const int n = std::min(half, static_cast<int>(std::lround(std::abs(bits) / most * half)));
    std::string text;
    const auto add = [&](const char* sign, int times) {
        for (int i = 0; i < times; ++i) {
            text += sign;
        }
    };
    add(" ", bits < 0 ? half - n : half);
    add("█", bits < 0 ? n : 0);
    text += "│";
    add("█", bits < 0 ? 0 : n);
    return text;
}

class Identities : public Command {
  public:
    explicit Identities(CLI::App& app) {
        app.add_option("INPUT", m_input.inputs,
                       "incident files, folders or person lists; - is standard input");
        app.add_flag("--link", m_link, "only pairs between the first input and the others");
        app.add_flag("--one-to-one", m_one_to_one,
                     "with --link: each record is one of the other side at most");
        app.add_flag("--all", m_all, "list also the pairs that were compared and called different");
        app.add_option("--labels", m_labels,
                       "learn from known identities (a truth file) instead of without any")
            ->type_name("FILE");
        app.add_option("--same-from", m_same_from,
                       "call pairs the same from this probability on (else by the expected errors)")
            ->type_name("P")
            ->check(CLI::Range(0.0, 1.0));
        app.add_option("--review-from", m_review_from,
                       "have pairs reviewed from this probability on")
            ->type_name("P")
            ->capture_default_str()
            ->check(CLI::Range(0.0, 1.0));
        app.add_option("--include", m_include, "compare responders, victims too")
            ->type_name("LIST");
        add_incident_filter_options(app, m_input);
        add_decisions_option(app, m_input);
        add_input_options(app, m_input);
        add_output_options(app, m_output);
        app.footer(
            "Example:  analyse identities samples/incidents.jsonl\n"
            "          analyse identities wanted.csv arrested.csv --map lists.json --link\n"
            "          analyse identities cases.jsonl --decisions verdicts.jsonl\n"
            "Same is what the records say, not proof: a person decides. docs/identities.md tells\n"
            "how, how often it errs, and how decisions are written down.");
    }

    ExitStatus run() override {
        require_fitting_options();
        const graph::IncidentFilter filter = m_input.filter();
        const Included included = parse_include(m_include);
        LoadedCases cases = load_cases(m_input, m_output);
        Verdicts verdicts = read_verdicts(cases, m_input, m_output);

        algorithms::IdentityOptions options;
        options.victims = included.victims;
        options.responders = included.responders;
        options.one_to_one = m_one_to_one;
        options.all = m_all;
        options.seed = m_output.seed;
        options.verdicts = verdicts.verdicts;
        const auto bits = [](double p) { return std::log2(p / (1.0 - p)); };
        if (m_same_from) {
            options.same_bits = bits(*m_same_from);
        }
        options.review_bits = bits(m_review_from);
        if (m_link) {
            options.first_rows = rows_of_first(cases);
        }
        if (!m_labels.empty()) {
            options.labels = labels(cases);
        }
        const graph::CaseSelection selection(cases.store, filter, m_input.disclosure());
        const IdentityResolution found = algorithms::resolve_identities(
            selection, options, run_control(m_output, "comparing people"));
        tell_contradictions(found, verdicts, m_output);
        cases.unusable_decisions = verdicts.unusable;

        io::ResultDocument result = result_for("identities", cases, m_input);
        add_parameters(result);
        add_rows(result, cases, found);
        describe(result, cases, found);
        write_result(std::move(result), m_output);
        return cases.status();
    }

  private:
    void require_fitting_options() const {
        if (m_one_to_one && !m_link) {
            throw UsageError("--one-to-one is of two lists that are linked: give --link too");
        }
        if (m_link && m_input.inputs.size() < 2) {
            throw UsageError("--link compares the first input with the others: give two or more");
        }
        if (m_same_from && *m_same_from < m_review_from) {
            throw UsageError(fmt::format("--same-from {} is below --review-from {}: what is called "
                                         "the same must be the more certain; change one",
                                         *m_same_from, m_review_from));
        }
    }

    /// By person row, 1 where it comes from the first input.
    [[nodiscard]] std::vector<unsigned char> rows_of_first(const LoadedCases& cases) const {
        InputOptions first = m_input;
        first.inputs.resize(1);
        OutputOptions quiet = m_output;
        quiet.quiet = true;
        const LoadedCases alone = load_cases(first, quiet, {.tell_faults = false});
        std::set<std::string_view> lists;
        for (const graph::PersonRow& row : alone.store.people) {
            if (row.incident == graph::no_index) {
                lists.insert(alone.store.text(row.list));
            }
        }
        const CaseStore& store = cases.store;
        std::vector<unsigned char> rows(store.people.size(), 0);
        bool others = false;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const graph::PersonRow& row = store.people[r];
            const bool here =
                row.incident == graph::no_index
                    ? lists.contains(store.text(row.list))
                    : find_incident(alone.store, store.text(store.incidents[row.incident].id)) !=
                          graph::no_index;
            rows[r] = here ? 1 : 0;
            others = others || !here;
        }
        if (!others) {
            throw UsageError("--link: every person is of the first input; do two lists have the "
                             "same file name? Rename one");
        }
        return rows;
    }

    [[nodiscard]] std::vector<std::uint32_t> labels(const LoadedCases& cases) const {
        Labels sink(cases.store);
        const io::TruthParts present = io::read_truth(m_labels, {io::TruthPart::identities}, sink,
                                                      run_control(m_output, "reading the labels"));
        if (!present.has(io::TruthPart::identities) || sink.found == 0) {
            throw UsageError(m_labels + ": no identity in it has a record of this input; "
                                        "docs/evaluation.md tells how labels are written");
        }
        return std::move(sink.of_person);
    }

    void add_parameters(io::ResultDocument& result) const {
        auto& parameters = result.parameters;
        // Who is the same is what is asked here.
        parameters.erase(std::remove_if(parameters.begin(), parameters.end(),
                                        [](const auto& p) { return p.first == "identities"; }),
                         parameters.end());
        const auto flag = [&](const char* name, bool set) {
            if (set) {
                parameters.emplace_back(name, true);
            }
        };
        flag("link", m_link);
        flag("one_to_one", m_one_to_one);
        flag("all", m_all);
        if (!m_labels.empty()) {
            parameters.emplace_back("labels", m_labels);
        }
        if (m_same_from) {
            parameters.emplace_back("same_from", *m_same_from);
        }
        parameters.emplace_back("review_from", m_review_from);
        if (!m_include.empty()) {
            parameters.emplace_back("include", io::texts(split_words(m_include)));
        }
        parameters.emplace_back("seed", m_output.seed);
    }

    static io::List evidence(const LoadedCases& cases, const IdentityPair& pair) {
        std::vector<graph::IncidentIndex> incidents;
        for (const PersonIndex person : {pair.a, pair.b}) {
            for (const std::uint32_t m : CaseStore::rows(
                     cases.store.person_mentions, cases.store.person_entities[person].mentions)) {
                if (cases.store.people[m].incident != graph::no_index) {
                    incidents.push_back(cases.store.people[m].incident);
                }
            }
        }
        std::sort(incidents.begin(), incidents.end());
        incidents.erase(std::unique(incidents.begin(), incidents.end()), incidents.end());
        return evidence_list(cases.store, incidents);
    }

    /// What decided where the pair itself did not; else empty.
    static std::string_view decided_in_words(const IdentityPair& pair, double same_bits) {
        if (pair.decided) {
            return pair.decision == IdentityDecision::review ? "left open by an analyst"
                                                             : "decided by an analyst";
        }
        if (pair.kept_apart) {
            return "kept apart by what is known of others";
        }
        return pair.decision == IdentityDecision::same && pair.evidence.bits < same_bits
                   ? "by way of another record"
                   : "";
    }

    /// What speaks most for and against, in words.
    static std::string in_words(const IdentityPair& pair, double same_bits) {
        std::vector<std::pair<double, std::string>> fors, againsts;
        for (std::size_t f = 0; f < algorithms::identity_field_count; ++f) {
            const auto field = static_cast<IdentityField>(f);
            const std::size_t level = pair.levels.of(field);
            const double bits = pair.evidence.share[f];
            constexpr double worth_telling = 1.0;
            if (level != 0 && std::abs(bits) >= worth_telling) {
                (bits > 0 ? fors : againsts)
                    .emplace_back(-std::abs(bits),
                                  std::string(algorithms::levels_of(field)[level].words));
            }
        }
        std::sort(fors.begin(), fors.end());
        std::sort(againsts.begin(), againsts.end());
        std::string text(decided_in_words(pair, same_bits));
        const auto add = [&](const auto& reasons, const char* before) {
            for (std::size_t i = 0; i < reasons.size(); ++i) {
                text += i == 0 ? before : "; ";
                text += reasons[i].second;
            }
        };
        add(fors, text.empty() ? "" : ": ");
        add(againsts, text.empty() ? "but: " : " - but: ");
        return text.empty() ? "nothing says much either way" : text;
    }

    void add_rows(io::ResultDocument& result,
                  const LoadedCases& cases,
                  const IdentityResolution& found) const {
        result.found = found.pairs.size();
        const std::size_t shown = std::min(found.pairs.size(), rows_shown(m_output));
        for (std::size_t i = 0; i < shown; ++i) {
            const IdentityPair& pair = found.pairs[i];
            io::List comparisons;
            comparisons.emplace_back(io::Record{{"field", "prior"},
                                                {"level", "before comparing"},
                                                {"weight", pair.evidence.prior}});
            for (std::size_t f = 0; f < algorithms::identity_field_count; ++f) {
                const auto field = static_cast<IdentityField>(f);
                const std::size_t level = pair.levels.of(field);
                if (level != 0) {
                    comparisons.emplace_back(
                        io::Record{{"field", algorithms::name_of(field)},
                                   {"level", algorithms::levels_of(field)[level].name},
                                   {"weight", pair.evidence.share[f]}});
                }
            }
            const auto label = [&](PersonIndex p) {
                return label_of(cases, EntityKind::person, p);
            };
            const auto id = [&](PersonIndex p) { return id_of(cases, EntityKind::person, p); };
            const bool joined = pair.decision == IdentityDecision::same;
            result.rows.emplace_back(
                io::Record{{"rank", i + 1},
                           {"a", id(pair.a)},
                           {"b", id(pair.b)},
                           {"a_label", label(pair.a)},
                           {"b_label", label(pair.b)},
                           {"probability", algorithms::probability_of_bits(pair.evidence.bits)},
                           {"weight", pair.evidence.bits},
                           {"comparisons", std::move(comparisons)},
                           {"decision", algorithms::name_of(pair.decision)},
                           {"decided_by", pair.decided ? "analyst" : "model"},
                           {"cluster", joined ? io::Value(id(pair.cluster)) : io::Value()},
                           {"why", in_words(pair, found.same_bits)},
                           {"evidence", evidence(cases, pair)}});
        }
    }

    static std::string percent(const std::optional<double>& share) {
        return share ? fmt::format("{:.1f} %", *share * 100.0) : "none";
    }

    void describe(io::ResultDocument& result,
                  const LoadedCases& cases,
                  const IdentityResolution& found) const {
        std::size_t same = 0, review = 0;
        for (const IdentityPair& pair : found.pairs) {
            same += pair.decision == IdentityDecision::same ? 1U : 0U;
            review += pair.decision == IdentityDecision::review ? 1U : 0U;
        }
        std::set<PersonIndex> firsts;
        std::size_t joined = 0;
        for (std::size_t i = 0; i < found.people.size(); ++i) {
            if (found.strict[i] != found.people[i]) {
                firsts.insert(found.strict[i]);
                ++joined;
            }
        }
        result.heading = fmt::format(
            "{} of the same person, {} to review, among {}", counted(same, "pair"), review,
            found.people.size() == 1 ? std::string("1 person")
                                     : fmt::format("{} people", found.people.size()));
        constexpr std::size_t wide = 34;
        result.columns = {
            {"#", "rank", io::Alignment::right},
            {.header = "one", .path = "a_label", .widest = wide, .least = 16, .wraps = true},
            {.header = "other", .path = "b_label", .widest = wide, .least = 16, .wraps = true},
            {"chance", "probability", io::Alignment::right, 3},
            {"called", "decision"},
            {.header = "why", .path = "why", .widest = 60, .least = 24, .wraps = true}};
        for (const char* field : {"rank", "a", "b", "a_label", "b_label", "probability", "weight",
                                  "decision", "decided_by", "cluster", "why", "evidence"}) {
            result.csv.push_back({field, field});
        }
        if (found.pairs.empty()) {
            result.notes.emplace_back(
                found.people.empty()
                    ? "There is nobody of the offending side here; --include widens."
                    : "No two of them look like the same person.");
        }
        if (!firsts.empty()) {
            result.notes.push_back(fmt::format("{} records are of {}.", joined + firsts.size(),
                                               firsts.size() == 1
                                                   ? std::string("1 person")
                                                   : fmt::format("{} people", firsts.size())));
        }
        if (same > 0) {
            result.notes.push_back(fmt::format(
                "Expected errors: {} of the pairs called the same are two people; {} of the pairs "
                "that are one person are not called so.",
                percent(found.errors.wrong), percent(found.errors.missed)));
        }
        if (found.unreadable > 0) {
            result.notes.push_back(
                counted(found.unreadable, "name") +
                " can't be read in any alphabet known here; no name is compared with them.");
        }
        if (!found.pairs.empty()) {
            result.notes.emplace_back("A likeness of records is a lead, not proof. Write what you "
                                      "decide into a file for --decisions.");
        }
        explain(result, cases, found);
        result.extra.emplace_back(
            "model",
            io::Record{{"people", found.people.size()},
                       {"compared", found.candidates},
                       {"all_pairs", found.all_pairs},
                       {"expected_pairs", found.matches},
                       {"same_from", algorithms::probability_of_bits(found.same_bits)},
                       {"review_from", algorithms::probability_of_bits(found.review_bits)},
                       {"expected_wrong",
                        found.errors.wrong ? io::Value(*found.errors.wrong) : io::Value()},
                       {"expected_missed",
                        found.errors.missed ? io::Value(*found.errors.missed) : io::Value()},
                       {"iterations", static_cast<std::int64_t>(found.iterations)},
                       {"converged", found.converged}});
    }

    /// Below the table: how the first pairs come to their number, field by field.
    static void explain(io::ResultDocument& result,
                        const LoadedCases& /*cases*/,
                        const IdentityResolution& found) {
        const std::size_t n = std::min({pairs_explained, found.pairs.size(), result.rows.size()});
        for (std::size_t i = 0; i < n; ++i) {
            const IdentityPair& pair = found.pairs[i];
            const io::Value& row = result.rows[i];
            io::TableSection section;
            section.heading = fmt::format("Why {}: {} and {}", i + 1, *row["a"].get<std::string>(),
                                          *row["b"].get<std::string>());
            section.columns = {{"compared", "field"},
                               {.header = "found", .path = "words", .widest = 44, .wraps = true},
                               {"bits", "bits", io::Alignment::right},
                               {.header = "against   │   for", .path = "bar", .spare = 1}};
            double most = std::abs(pair.evidence.prior);
            for (const double share : pair.evidence.share) {
                most = std::max(most, std::abs(share));
            }
            const auto add = [&](std::string_view field, std::string_view words, double bits) {
                section.rows.emplace_back(io::Record{{"field", field},
                                                     {"words", words},
                                                     {"bits", signed_bits(bits)},
                                                     {"bar", bar(bits, most)}});
            };
            add("before", "how rare it is that two records are one person", pair.evidence.prior);
            for (std::size_t f = 0; f < algorithms::identity_field_count; ++f) {
                const auto field = static_cast<IdentityField>(f);
                if (const std::size_t level = pair.levels.of(field)) {
                    add(algorithms::words_of(field), algorithms::levels_of(field)[level].words,
                        pair.evidence.share[f]);
                }
            }
            add("together", "", pair.evidence.bits);
            section.notes.push_back(
                i == 0 ? fmt::format("Each bit doubles the odds: {:+.1f} bits are {}.",
                                     pair.evidence.bits, odds_in_words(pair.evidence.bits))
                       : fmt::format("{:+.1f} bits are {}.", pair.evidence.bits,
                                     odds_in_words(pair.evidence.bits)));
            result.more_tables.push_back(std::move(section));
        }
    }

    static std::string odds_in_words(double bits) {
        constexpr double most = 20.0;
        if (std::abs(bits) > most) {
            return bits > 0 ? "more than a million to one that they are one person"
                            : "more than a million to one that they are two";
        }
        return fmt::format("odds of {:.0f} to 1 that they are {}",
                           std::max(1.0, std::exp2(std::abs(bits))),
                           bits >= 0 ? "one person" : "two");
    }

    InputOptions m_input;
    OutputOptions m_output;
    std::string m_include, m_labels;
    bool m_link = false, m_one_to_one = false, m_all = false;
    std::optional<double> m_same_from;
    double m_review_from = 0.05;
};

} // namespace

std::unique_ptr<Command> make_identities(CLI::App& app) {
    return std::make_unique<Identities>(app);
}

} // namespace sandhan::cli
