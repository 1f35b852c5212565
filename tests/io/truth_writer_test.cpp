// SPDX-License-Identifier: Apache-2.0
#include "io/truth_writer.hpp"
#include "tests/support/catch.hpp"

#include <nlohmann/json.hpp>

#include <sstream>
#include <string>
#include <vector>

using namespace sandhan;
using nlohmann::ordered_json;

namespace {

template <class T>
ordered_json written(const T& element) {
    std::string text;
    io::append_truth(text, element);
    CHECK(text.find('\n') == std::string::npos); // one element a line
    return ordered_json::parse(text);
}

} // namespace

TEST_CASE("elements of the truth have the fields of docs/truth.md, in its order",
          "[io][truth_writer]") {
    CHECK(written(graph::TrueCorridor{
                      "R-0001", "place:A", "place:B", {"place:A", "place:B"}, 0.125, 12, 13, true})
              .dump() ==
          R"({"id":"R-0001","origin":"place:A","destination":"place:B",)"
          R"("stops":["place:A","place:B"],"planned_share":0.125,"planned":12,"actual":13,)"
          R"("emerging":true})");
    CHECK(written(graph::TrueCell{
                      "C-0001",
                      {{"T-0000001", graph::PersonRole::recruiter, graph::CellRank::core},
                       {"T-0000002", graph::PersonRole::transporter, graph::CellRank::periphery}},
                      {"R-0001"},
                      7})
              .dump() ==
          R"({"id":"C-0001","members":[{"identity":"T-0000001","role":"recruiter","rank":"core"},)"
          R"({"identity":"T-0000002","role":"transporter","rank":"periphery"}],)"
          R"("corridors":["R-0001"],"events":7})");
    CHECK(written(
              graph::TrueIdentity{"T-0000001", graph::Side::victim, "A \"B\" C", {"EV-0000001/v1"}})
              .dump() ==
          R"({"id":"T-0000001","side":"victim","name":"A \"B\" C","records":["EV-0000001/v1"]})");
    const auto day = graph::days_from_civil(2021, 3, 2);
    CHECK(written(graph::TrueJourney{"EV-0000001",
                                     1,
                                     "R-0001",
                                     "",
                                     2,
                                     {{"place:A", graph::StopRole::origin, day, day,
                                       graph::TransportMode::unknown},
                                      {"place:B", graph::StopRole::destination, day + 1, day + 1,
                                       graph::TransportMode::rail}}})
              .dump() ==
          R"({"incident":"EV-0000001","event":1,"corridor":"R-0001","cell":null,"victims":2,)"
          R"("stops":[{"place":"place:A","role":"origin","arrived":"2021-03-02",)"
          R"("departed":"2021-03-02","mode":"unknown"},{"place":"place:B","role":"destination",)"
          R"("arrived":"2021-03-03","departed":"2021-03-03","mode":"rail"}]})");
    CHECK(written(graph::TrueDuplicate{"EV-0000001b", "EV-0000001"}).dump() ==
          R"({"incident":"EV-0000001b","of":"EV-0000001"})");
    CHECK(written(graph::TrueCorruption{"EV-0000001", "/people/0/name", "name_spelling", "a", ""})
              .dump() ==
          R"({"incident":"EV-0000001","field":"/people/0/name","kind":"name_spelling",)"
          R"("before":"a","after":""})");
}

TEST_CASE("the frame is one JSON object, with empty lists and with full ones",
          "[io][truth_writer]") {
    std::ostringstream stream;
    io::TruthWriter writer(stream);
    writer.begin({"1.2.3", 7, 100, "default", {{"corridors", 240}, {"duplicate", 0.08}}});
    writer.begin_list("corridors");
    writer.end_list();
    writer.emerging("R-0002", graph::days_from_civil(2023, 1, 1), 4);
    writer.begin_list("duplicates");
    std::string two;
    io::append_truth(two, graph::TrueDuplicate{"a", "b"});
    two += io::TruthWriter::separator();
    io::append_truth(two, graph::TrueDuplicate{"c", "d"});
    writer.elements("");
    writer.elements(two);
    std::string third;
    io::append_truth(third, graph::TrueDuplicate{"e", "f"});
    writer.elements(third);
    writer.end_list();
    writer.end();
    const auto truth = ordered_json::parse(stream.str());
    std::vector<std::string> keys;
    for (const auto& [key, value] : truth.items()) {
        keys.push_back(key);
    }
    CHECK(keys == std::vector<std::string>{"format", "version", "generator", "corridors",
                                           "emerging", "duplicates"});
    CHECK(truth["format"] == "sandhan-truth");
    CHECK(truth["version"] == 1);
    CHECK(truth["generator"].dump() ==
          R"({"tool_version":"1.2.3","seed":7,"incidents":100,"noise":"default",)"
          R"("scenario":{"corridors":240,"duplicate":0.08}})");
    CHECK(truth["corridors"].empty());
    CHECK(truth["emerging"]["start"] == "2023-01-01");
    CHECK(truth["duplicates"].size() == 3);
    // One element a line, so that readers may go line by line.
    CHECK(stream.str().find("\n{\"incident\":\"c\",\"of\":\"d\"},\n") != std::string::npos);
}
