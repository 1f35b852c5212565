// SPDX-License-Identifier: Apache-2.0
// JSON and JSON Lines as text: where records begin and end, and what a broken one does to the rest.
#include "io/errors.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sandhan;
using tests::message_of;
using tests::read_text;
using Ids = std::vector<std::string>;
using Codes = std::vector<std::string>;

namespace {

std::string bracketed(const std::string& id) {
    return R"({"id": ")" + id + R"(", "people": [{"role": "victim", "name": "\"}]"}]})";
}

} // namespace

TEST_CASE("one incident, a list and an envelope are read alike", "[reader][json]") {
    CHECK(read_text(bracketed("A")).ids() == Ids{"A"});
    CHECK(read_text("[" + bracketed("A") + ",\n" + bracketed("B") + "]").ids() == Ids{"A", "B"});
    const auto envelope = read_text(R"({"x_made": 1, "incidents" : [)" + bracketed("A") + "," +
                                    bracketed("B") + R"(], "tool": {"name": "]"}})");
    CHECK(envelope.ids() == Ids{"A", "B"});
    CHECK(envelope.codes() == Codes{"unknown_field"});
    CHECK(read_text(bracketed("A") + "\n" + bracketed("B") + "\n\n" + bracketed("C")).ids() ==
          Ids{"A", "B", "C"});
    CHECK(read_text(bracketed("A") + bracketed("B")).ids() == Ids{"A", "B"});
    CHECK(read_text("\xEF\xBB\xBF" + bracketed("A")).ids() == Ids{"A"});
}

TEST_CASE("a fault names line and pointer of its record", "[reader][json]") {
    const auto list = read_text("[" + bracketed("A") +
                                ",\n\n  {\"id\": \"B\", \"people\": [{\"age\": -1, "
                                "\"role\": \"victim\"}]}]");
    const auto& in_list = list.fault("invalid_age");
    CHECK(in_list.where.line == 3);
    CHECK(in_list.where.pointer == "/1/people/0/age");

    const auto envelope =
        read_text("{\"incidents\": [\n{\"id\": \"B\", \"people\": [{\"age\": -1}]}]}");
    CHECK(envelope.fault("invalid_age").where.pointer == "/incidents/0/people/0/age");
    CHECK(envelope.fault("invalid_age").where.line == 2);

    const auto lines = read_text(bracketed("A") + "\n" + R"({"id": "B", "people": [{"age": -1}]})");
    CHECK(lines.fault("invalid_age").where.pointer == "/people/0/age");
    CHECK(lines.fault("invalid_age").where.line == 2);
    CHECK(io::fault_text(lines.fault("invalid_age")) ==
          "-: line 2: /people/0/age: not an age in completed years; write 14, \"14-17\" or "
          "\"18+\", at most 120");
}

TEST_CASE("a broken line of JSON Lines does not stop the others", "[reader][json]") {
    const auto reading =
        read_text(bracketed("A") + "\n{\"id\": \"B\", \"title\": Secret}\n" + bracketed("C"));
    CHECK(reading.ids() == Ids{"A", "C"});
    const auto& fault = reading.fault("not_json");
    CHECK(fault.where.line == 2);
    CHECK(fault.message.find("line 2, column 22") != std::string::npos);
    CHECK(fault.message.find("Secret") == std::string::npos);
    CHECK(fault.value.empty());
}

TEST_CASE("a record of a list that is broken within its brackets is alone lost", "[reader][json]") {
    const auto reading =
        read_text("[" + bracketed("A") + ", {\"id\": \"B\",,}, " + bracketed("C") + "]");
    CHECK(reading.ids() == Ids{"A", "C"});
    CHECK(reading.fault("not_json").where.pointer == "/1");
}

TEST_CASE("a list with a record a line survives missing brackets and quotes", "[reader][json]") {
    const std::string middle = GENERATE(
        as<std::string>{}, "{\"id\": \"B\", \"people\": [{\"role\": \"victim\"}]",
        "{\"id\": \"B\", \"people\": [{\"role\": \"victim\"]}",
        "{\"id\": \"B\", \"people\": [{\"role\": \"victim\"}}",
        "{\"id\": \"B, \"people\": [{\"role\": \"victim\"}]}",
        "{\n    \"id\": \"B\",\n    \"people\": [\n      {\"role\": \"victim\"}\n    \n  }",
        "{\"id\": \"B\", \"title\": \"cut");
    CAPTURE(middle);
    const auto reading = read_text("[\n  " + bracketed("A") + ",\n  " + middle + ",\n  " +
                                   bracketed("C") + ",\n  " + bracketed("D") + "\n]\n");
    CHECK(reading.ids() == Ids{"A", "C", "D"});
    CHECK(reading.codes() == Codes{"not_json"});
    CHECK(reading.faults[0].where.line == 3);
    CHECK(reading.summary.records == 4);
}

TEST_CASE("where a broken record's end is not clear the rest is given up, and said so",
          "[reader][json]") {
    const auto reading = read_text("[" + bracketed("A") + ", {\"id\": \"B\", \"people\": [}, " +
                                   bracketed("C") + "]");
    CHECK(reading.ids() == Ids{"A"});
    CHECK(reading.fault("not_json").message.find("nothing was read") != std::string::npos);
}

TEST_CASE("a list that is cut short gives what it has, and a fault", "[reader][json]") {
    const auto text = GENERATE(as<std::string>{}, "[{R}", "[{R},", "{\"incidents\": [{R}",
                               "{\"incidents\": [{R}]", "[{R}, {\"id\": \"B\"");
    auto whole = text;
    whole.replace(whole.find("{R}"), 3, bracketed("A"));
    CAPTURE(whole);
    const auto reading = read_text(whole);
    CHECK(reading.ids() == Ids{"A"});
    CHECK(reading.codes() == Codes{"not_json"});
    CHECK(reading.summary.unusable == 1);
}

TEST_CASE("commas too many or too few are faults", "[reader][json]") {
    CHECK(read_text("[" + bracketed("A") + ",]").codes() == Codes{"not_json"});
    CHECK(read_text("[," + bracketed("A") + "]").codes() == Codes{"not_json"});
    CHECK(read_text("[" + bracketed("A") + " " + bracketed("B") + "]").codes() ==
          Codes{"not_json"});
    CHECK(read_text(bracketed("A") + "]").codes() == Codes{"not_json"});
}

TEST_CASE("a record that is no object is a fault", "[reader][json]") {
    CHECK(
        read_text("[1, \"a,]\", null, " + bracketed("A") + ", [" + bracketed("B") + "]]").codes() ==
        Codes{"wrong_type", "wrong_type", "wrong_type", "wrong_type"});
    CHECK(read_text("{\"incidents\": 5}").fault("wrong_type").where.pointer == "/incidents");
}

TEST_CASE("deep nesting is a fault and no crash", "[reader][json]") {
    const auto nested = [](std::size_t depth) {
        return R"({"id": "B", "x_a": )" + std::string(depth, '[') + std::string(depth, ']') + "}";
    };
    CHECK(read_text(bracketed("A") + "\n" + nested(65) + "\n" + bracketed("C")).codes() ==
          Codes{"too_deep"});
    CHECK(read_text(bracketed("A") + "\n" + nested(10) + "\n").codes() == Codes{"missing_content"});
    CHECK(read_text("[" + nested(200000) + ", " + bracketed("A") + "]").ids() == Ids{"A"});
    CHECK(read_text(std::string(3000000, '[')).codes().size() == 1);
    CHECK(read_text("[" + std::string(3000000, '{')).codes() == Codes{"not_json"});
}

TEST_CASE("a key given twice is a fault at its place", "[reader][json]") {
    const auto reading = read_text(
        R"({"id": "A", "people": [{"role": "victim"}, {"role": "buyer", "role": "victim"}]})");
    CHECK(reading.fault("duplicate_key").where.pointer == "/people/1/role");
    CHECK(reading.incidents.empty());
}

TEST_CASE("a record longer than the limit is passed over", "[reader][json]") {
    io::ReadOptions options;
    options.max_record_bytes = 1000;
    const std::string huge = R"({"id": "B", "title": ")" + std::string(100000, 'x') + "\"}";
    CHECK(read_text(bracketed("A") + "\n" + huge + "\n" + bracketed("C"), options).ids() ==
          Ids{"A", "C"});
    const auto list =
        read_text("[" + bracketed("A") + "," + huge + "," + bracketed("C") + "]", options);
    CHECK(list.ids() == Ids{"A", "C"});
    CHECK(list.codes() == Codes{"record_too_long"});
    CHECK(list.faults[0].where.pointer == "/1");
}

TEST_CASE("bytes that are not UTF-8 are told by their place in the file", "[reader][json]") {
    const auto reading =
        read_text(bracketed("A") + "\n{\"id\": \"B\", \"title\": \"caf\xE9\"}\n" + bracketed("C"));
    CHECK(reading.ids() == Ids{"A", "C"});
    const std::size_t byte = bracketed("A").size() + 1 + 25;
    CHECK(reading.fault("not_utf8").message.find("byte " + std::to_string(byte) + " ") !=
          std::string::npos);
    // Surrogates and overlong forms.
    CHECK(read_text("{\"id\": \"\xED\xA0\x80\"}").codes() == Codes{"not_utf8"});
    CHECK(read_text("{\"id\": \"\xC0\x80\"}").codes() == Codes{"not_utf8"});
}

TEST_CASE("what is no JSON at all is refused at once", "[reader][json]") {
    tests::TempFolder folder;
    const auto file = folder.write("a.json", "\n  hello, world\n");
    CHECK(message_of<io::ParseError>([&] { (void)tests::read_files({file}); }) ==
          file + ": line 2, column 3: not JSON; incidents begin with { or [");
}

TEST_CASE("many empty lists one after another need no deep stack", "[reader][json]") {
    std::string text;
    for (int i = 0; i < 200000; ++i) {
        text += "[]";
    }
    CHECK(read_text(text).codes() == Codes{"no_records"});
}
