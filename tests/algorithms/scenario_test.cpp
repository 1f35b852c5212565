// SPDX-License-Identifier: Apache-2.0
#include "algorithms/generator/scenario.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

using namespace sandhan::algorithms;
using namespace sandhan::tests;

TEST_CASE("every parameter has a name of its own and a default within its range",
          "[algorithms][generator]") {
    std::set<std::string_view> names;
    const Scenario scenario;
    for (const ParameterInfo& info : scenario_parameters()) {
        CAPTURE(info.name);
        CHECK(names.insert(info.name).second);
        CHECK(parse_parameter(info.name) == info.parameter);
        CHECK(info.least <= info.standard);
        CHECK(info.standard <= info.most);
        CHECK(scenario[info.parameter] == info.standard);
        CHECK_FALSE(info.meaning.empty());
    }
    CHECK(parse_parameter("corridor") == std::nullopt);
}

TEST_CASE("noise scales corruptions only, and never beyond what they may be",
          "[algorithms][generator]") {
    Scenario none, twice;
    none.scale_corruptions(0);
    twice.scale_corruptions(2);
    for (const ParameterInfo& info : scenario_parameters()) {
        CAPTURE(info.name);
        const bool corrupts = info.kind == ParameterKind::corruption;
        CHECK(none[info.parameter] == (corrupts ? 0 : info.standard));
        CHECK(twice[info.parameter] ==
              (corrupts ? std::min(2 * info.standard, info.most) : info.standard));
    }
}

TEST_CASE("a value out of range is refused by name, value and range", "[algorithms][generator]") {
    Scenario scenario;
    const auto refused = [&](ScenarioParameter parameter, double value) {
        return message_of<std::invalid_argument>([&] { scenario.set(parameter, value); });
    };
    CHECK(refused(ScenarioParameter::duplicate, 0.3) ==
          "duplicate: 0.3 is out of range; give 0 to 0.2");
    CHECK(refused(ScenarioParameter::years, 2.5) ==
          "years: 2.5 is no whole number; give one from 1 to 50");
    CHECK(refused(ScenarioParameter::name_alias, std::numeric_limits<double>::quiet_NaN())
              .starts_with("name_alias: nan is out of range"));
    scenario.set(ScenarioParameter::years, 3);
    CHECK(scenario[ScenarioParameter::years] == 3);
}

TEST_CASE("docs/generator.md lists every parameter with its default and range",
          "[algorithms][generator]") {
    std::ifstream file(SANDHAN_SOURCE_DIR "/docs/generator.md");
    const std::string page{std::istreambuf_iterator<char>(file), {}};
    for (const ParameterInfo& info : scenario_parameters()) {
        std::ostringstream row;
        row << "| `" << info.name << "` | " << info.standard << " | " << info.least << " to "
            << info.most << (info.whole ? ", whole" : "") << " | " << info.meaning << " |\n";
        CAPTURE(row.str());
        CHECK(page.find(row.str()) != std::string::npos);
    }
}
