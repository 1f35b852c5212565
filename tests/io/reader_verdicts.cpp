// SPDX-License-Identifier: Apache-2.0
// For schema_test.py: reads JSON Lines from standard input and prints, for each line with an error,
// its number and the codes of its errors.
#include "io/incident_reader.hpp"

#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

class Verdicts final : public sandhan::io::RecordSink {
  public:
    void incident(sandhan::graph::Incident&&) override {}
    void person(sandhan::graph::Person&&,
                const sandhan::graph::RecordPlace&,
                const std::string&) override {}
    void fault(sandhan::graph::Diagnostic&& fault) override {
        if (fault.severity == sandhan::graph::Severity::error) {
            codes[fault.where.line].insert(fault.code);
        }
    }

    std::map<std::uint64_t, std::set<std::string>> codes;
};

} // namespace

int main() {
    Verdicts verdicts;
    const std::vector<std::string> inputs{"-"};
    sandhan::io::read_incidents(inputs, {}, verdicts);
    for (const auto& [line, codes] : verdicts.codes) {
        std::cout << line;
        for (const auto& code : codes) {
            std::cout << ' ' << code;
        }
        std::cout << '\n';
    }
}
