// SPDX-License-Identifier: Apache-2.0
#include "cli/identities.hpp"

#include "graph/case_selection.hpp"
#include "graph/resolved_people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace sandhan::cli {
namespace {

using graph::CaseStore;
using graph::PersonIndex;

/// The people that decisions name, by every id they answer to.
class NamedPeople {
  public:
    explicit NamedPeople(const std::vector<io::Decision>& decisions) {
        for (const io::Decision& decision : decisions) {
            m_person.emplace(decision.a, graph::no_index);
            m_person.emplace(decision.b, graph::no_index);
        }
    }

    void find(const LoadedCases& cases) {
        const CaseStore& store = cases.store;
        for (PersonIndex p = 0; p < store.person_entities.size(); ++p) {
            note(cases.protection ? cases.protection->person_id(p) : store.person_id(p), p);
            for (const std::uint32_t m :
                 CaseStore::rows(store.person_mentions, store.person_entities[p].mentions)) {
                const graph::PersonRow& row = store.people[m];
                const graph::StringId holder =
                    row.incident == graph::no_index ? row.list : store.incidents[row.incident].id;
                note(fmt::format("person:{}/{}", store.text(holder), store.text(row.ref)), p);
                if (row.id != 0) {
                    note(fmt::format("person:{}", store.text(row.id)), p);
                }
            }
        }
    }

    [[nodiscard]] PersonIndex operator[](const std::string& id) const { return m_person.at(id); }

  private:
    void note(const std::string& id, PersonIndex person) {
        const auto wanted = m_person.find(id);
        if (wanted != m_person.end()) {
            wanted->second = person;
        }
    }

    std::unordered_map<std::string, PersonIndex> m_person;
};

/// By a and b; of each pair of people only the strongest stays.
void sort_strongest_first(std::vector<graph::SimilarPeople>& pairs) {
    std::sort(pairs.begin(), pairs.end(),
              [](const graph::SimilarPeople& x, const graph::SimilarPeople& y) {
                  return std::tuple(x.a, x.b, -x.probability) <
                         std::tuple(y.a, y.b, -y.probability);
              });
    pairs.erase(std::unique(pairs.begin(), pairs.end(),
                            [](const auto& x, const auto& y) { return x.a == y.a && x.b == y.b; }),
                pairs.end());
}

} // namespace

Verdicts
read_verdicts(const LoadedCases& cases, const InputOptions& input, const OutputOptions& output) {
    Verdicts result;
    if (input.decisions_file.empty()) {
        return result;
    }
    io::DecisionsRead read = io::read_decisions(input.decisions_file);
    for (const graph::Diagnostic& fault : read.faults) {
        say(output, fmt::format("{}:{}: {}{}: {}", fault.where.file, fault.where.line,
                                fault.where.pointer.empty() ? "" : fault.where.pointer + ": ",
                                fault.code, fault.message));
    }
    result.unusable = read.faults.size();
    NamedPeople people(read.decisions);
    people.find(cases);
    for (io::Decision& decision : read.decisions) {
        const PersonIndex a = people[decision.a], b = people[decision.b];
        if (a == graph::no_index || b == graph::no_index) {
            ++result.not_in_input;
            continue;
        }
        using Kind = algorithms::IdentityVerdict::Kind;
        const Kind kind = decision.verdict == io::Verdict::same        ? Kind::same
                          : decision.verdict == io::Verdict::different ? Kind::different
                                                                       : Kind::unsure;
        result.verdicts.push_back({a, b, kind});
        result.decisions.push_back(std::move(decision));
    }
    if (result.not_in_input > 0) {
        say(output, fmt::format("note: {} of {} names people who are not in the input",
                                counted(result.not_in_input, "decision"), input.decisions_file));
    }
    return result;
}

void tell_contradictions(const algorithms::IdentityResolution& resolution,
                         Verdicts& verdicts,
                         const OutputOptions& output) {
    for (const std::size_t i : resolution.contradicted) {
        const io::Decision& decision = verdicts.decisions[i];
        say(output, fmt::format("decision of line {}: contradicting_decisions: {} and {} are the "
                                "same, it says, but others that say \"different\" stand against "
                                "it; they are kept apart. Add a line that settles it",
                                decision.line, decision.a, decision.b));
        ++verdicts.unusable;
    }
}

void resolve_identities(LoadedCases& cases,
                        const InputOptions& input,
                        const OutputOptions& output,
                        bool keep) {
    Verdicts verdicts = read_verdicts(cases, input, output);
    algorithms::IdentityOptions options;
    options.verdicts = verdicts.verdicts;
    options.keep_compared = keep;
    // All records: who somebody is does not depend on what is asked about.
    const graph::CaseSelection selection(cases.store, {}, graph::Disclosure::reveal);
    algorithms::IdentityResolution found = algorithms::resolve_identities(
        selection, options, run_control(output, "finding who is who"));
    tell_contradictions(found, verdicts, output);
    cases.unusable_decisions = verdicts.unusable;

    std::vector<PersonIndex> strict(cases.store.person_entities.size());
    std::iota(strict.begin(), strict.end(), PersonIndex{0});
    std::vector<PersonIndex> likely = strict;
    for (std::size_t i = 0; i < found.people.size(); ++i) {
        strict[found.people[i]] = found.strict[i];
        likely[found.people[i]] = found.likely[i];
    }
    cases.store.strict_people = std::move(strict);
    cases.store.likely_people = std::move(likely);
    cases.store.similar_people = std::exchange(found.similar, {});
    if (keep) {
        cases.resolution = std::make_shared<const algorithms::IdentityResolution>(std::move(found));
        for (const graph::PersonRow& row : cases.store.people) {
            cases.resolved_rows.push_back(row.person);
        }
    }
}

void join_identities(LoadedCases& cases,
                     const InputOptions& input,
                     const OutputOptions& output,
                     bool keep) {
    if (keep || cases.store.strict_people.empty() || !input.decisions_file.empty()) {
        resolve_identities(cases, input, output, keep);
    }
    // A mention of each keeps hold of who is who while people get other numbers.
    cases.similar.assign(cases.store.similar_people.begin(), cases.store.similar_people.end());
    for (graph::SimilarPeople& pair : cases.similar) {
        for (PersonIndex* person : {&pair.a, &pair.b}) {
            *person =
                cases.store.person_mentions[cases.store.person_entities[*person].mentions.first];
        }
    }
    const auto& chosen =
        input.identities == "likely" ? cases.store.likely_people : cases.store.strict_people;
    const std::vector<PersonIndex> joined_to(chosen.begin(), chosen.end());
    const auto is_joined = [&](std::size_t p) { return joined_to[p] != p; };
    bool any = false;
    for (std::size_t p = 0; p < joined_to.size() && !any; ++p) {
        any = is_joined(p);
    }
    if (any) {
        graph::join_resolved_people(
            cases.store, joined_to,
            graph::FuzzyDate::parse(cases.notes.as_of).value_or(graph::FuzzyDate()));
    }
    for (graph::SimilarPeople& pair : cases.similar) {
        pair.a = cases.store.people[pair.a].person;
        pair.b = cases.store.people[pair.b].person;
        if (pair.b < pair.a) {
            std::swap(pair.a, pair.b);
        }
    }
    cases.similar.erase(std::remove_if(cases.similar.begin(), cases.similar.end(),
                                       [](const auto& pair) { return pair.a == pair.b; }),
                        cases.similar.end());
    sort_strongest_first(cases.similar);
}

} // namespace sandhan::cli
