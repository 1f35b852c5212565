// SPDX-License-Identifier: Apache-2.0
#include "io/decision_file.hpp"

#include "graph/fuzzy_date.hpp"
#include "io/byte_source.hpp"
#include "io/text_input.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace sandhan::io {
namespace {

using nlohmann::json;

constexpr std::array<std::pair<std::string_view, Verdict>, 3> verdicts{
    {{"same", Verdict::same}, {"different", Verdict::different}, {"unsure", Verdict::unsure}}};

class DecisionReader {
  public:
    explicit DecisionReader(std::string path) : m_path(std::move(path)) {}

    DecisionsRead read() {
        TextInput text(unpacked(open_file(m_path), m_path), m_path);
        constexpr std::uint64_t longest = 1U << 20U;
        std::string line;
        bool too_long = false;
        std::vector<std::pair<graph::FuzzyDate::Days, Decision>> dated;
        graph::FuzzyDate::Days day = graph::FuzzyDate::open_start;
        for (m_line = 1; text.get_line(line, longest, too_long); ++m_line) {
            if (line.find_first_not_of(" \t\r") == std::string::npos) {
                continue;
            }
            if (too_long) {
                fault("", "not_a_decision", "",
                      "the line is longer than 1 MiB; write one decision a line");
                continue;
            }
            if (std::optional<Decision> decision = decision_of(line)) {
                if (!decision->when.empty()) {
                    day = graph::FuzzyDate::parse(decision->when)->latest();
                }
                dated.emplace_back(day, std::move(*decision));
            }
        }
        std::stable_sort(dated.begin(), dated.end(),
                         [](const auto& x, const auto& y) { return x.first < y.first; });
        for (auto& [when, decision] : dated) {
            m_result.decisions.push_back(std::move(decision));
        }
        return std::move(m_result);
    }

  private:
    void fault(std::string pointer, std::string code, std::string value, std::string message) {
        graph::Diagnostic fault;
        fault.severity = graph::Severity::error;
        fault.where.file = m_path;
        fault.where.line = m_line;
        fault.where.pointer = std::move(pointer);
        fault.code = std::move(code);
        fault.value = std::move(value);
        fault.message = std::move(message);
        m_result.faults.push_back(std::move(fault));
    }

    std::optional<Decision> decision_of(const std::string& line) {
        const json value = json::parse(line, nullptr, false);
        if (!value.is_object()) {
            fault("", "not_a_decision", "",
                  "not a JSON object on one line; write {\"a\": …, \"b\": …, \"verdict\": "
                  "\"same\"}");
            return std::nullopt;
        }
        Decision decision;
        decision.line = m_line;
        std::string verdict;
        const std::array<std::pair<const char*, std::string*>, 6> fields{{{"a", &decision.a},
                                                                          {"b", &decision.b},
                                                                          {"verdict", &verdict},
                                                                          {"by", &decision.by},
                                                                          {"when", &decision.when},
                                                                          {"why", &decision.why}}};
        for (const auto& item : value.items()) {
            const std::string& key = item.key();
            const auto& text = item.value();
            const auto known = std::find_if(fields.begin(), fields.end(),
                                            [&](const auto& f) { return key == f.first; });
            if (known == fields.end()) {
                if (!key.starts_with("x_")) {
                    fault("/" + key, "unknown_field", key,
                          "no field of a decision; they are a, b, verdict, by, when, why");
                    return std::nullopt;
                }
            } else if (!text.is_string()) {
                fault("/" + key, "not_text", "", "must be text");
                return std::nullopt;
            } else {
                *known->second = text.get<std::string>();
            }
        }
        for (std::string* end : {&decision.a, &decision.b}) {
            if (end->empty()) {
                fault(end == &decision.a ? "/a" : "/b", "missing_field", "",
                      "is missing; give the id of a person as `analyse identities` prints it");
                return std::nullopt;
            }
            if (!end->starts_with("person:")) {
                end->insert(0, "person:");
            }
        }
        const auto word = std::find_if(verdicts.begin(), verdicts.end(),
                                       [&](const auto& v) { return v.first == verdict; });
        if (word == verdicts.end()) {
            fault("/verdict", "unknown_word", verdict,
                  "must be \"same\", \"different\" or \"unsure\"");
            return std::nullopt;
        }
        decision.verdict = word->second;
        if (!decision.when.empty() && !graph::FuzzyDate::parse(decision.when)) {
            fault("/when", "not_a_date", decision.when, "is not a date; write YYYY-MM-DD");
            return std::nullopt;
        }
        return decision;
    }

    std::string m_path;
    std::uint64_t m_line = 0;
    DecisionsRead m_result;
};

} // namespace

DecisionsRead read_decisions(const std::string& path) { return DecisionReader(path).read(); }

} // namespace sandhan::io
