// SPDX-License-Identifier: Apache-2.0
#include "io/decision_file.hpp"
#include "io/errors.hpp"
#include "io/gzip.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace sandhan;
using namespace sandhan::tests;
using io::Verdict;

namespace {

io::DecisionsRead read(const TempFolder& folder, std::string_view text) {
    return io::read_decisions(folder.write("d.jsonl", text));
}

/// "line: pointer code value" of each fault.
std::vector<std::string> faults_of(const io::DecisionsRead& found) {
    std::vector<std::string> result;
    for (const graph::Diagnostic& fault : found.faults) {
        CHECK(fault.severity == graph::Severity::error);
        CHECK(fault.where.file.ends_with("d.jsonl"));
        CHECK_FALSE(fault.message.empty());
        result.push_back(std::to_string(fault.where.line) + ":" + fault.where.pointer + " " +
                         fault.code + " " + fault.value);
    }
    return result;
}

std::vector<std::uint64_t> lines_of(const io::DecisionsRead& found) {
    std::vector<std::uint64_t> result;
    for (const io::Decision& decision : found.decisions) {
        result.push_back(decision.line);
    }
    return result;
}

} // namespace

TEST_CASE("verdicts are read with who said them, when and why", "[io][decision_file]") {
    const TempFolder folder;
    const io::DecisionsRead found = read(
        folder, "\xEF\xBB\xBF{\"a\": \"person:WB-1/s1\", \"b\": \"GJ-2/s1\", \"verdict\": "
                "\"same\", \"by\": \"Insp. Ghoshal\", \"when\": \"2021-03-04\", \"why\": "
                "\"one photo\", \"x_case\": {\"n\": [1, null]}}\r\n"
                "\n  \t\n"
                "{\"verdict\":\"different\",\"b\":\"B/1\",\"a\":\"A/1\",\"when\":\"2021-03\"}\n"
                "{\"a\":\"A/1\",\"b\":\"C/1\",\"verdict\":\"unsure\",\"by\":\"\"}");
    CHECK(faults_of(found).empty());
    REQUIRE(found.decisions.size() == 3);
    const io::Decision& first = found.decisions[0];
    CHECK(first.a == "person:WB-1/s1");
    CHECK(first.b == "person:GJ-2/s1");
    CHECK(first.verdict == Verdict::same);
    CHECK(first.by == "Insp. Ghoshal");
    CHECK(first.when == "2021-03-04");
    CHECK(first.why == "one photo");
    CHECK(first.line == 1);
    CHECK(found.decisions[1].verdict == Verdict::different);
    CHECK(found.decisions[1].line == 4);
    CHECK(found.decisions[2].verdict == Verdict::unsure);
    CHECK(found.decisions[2].when.empty());
    CHECK(found.decisions[2].line == 5);
}

TEST_CASE("the later day counts last, and of one day the later line", "[io][decision_file]") {
    const TempFolder folder;
    const auto line = [](const char* when) {
        return std::string(R"({"a":"A/1","b":"B/1","verdict":"same")") +
               (*when == 0 ? "" : std::string(R"(,"when":")") + when + "\"") + "}\n";
    };
    CHECK(lines_of(read(folder, line("2022-01-01") + line("2020-05-05") + line("2021-01-01") +
                                    line("2020-05-05"))) == std::vector<std::uint64_t>{2, 4, 3, 1});
    // Without a day, as if on that of the line before; before any day, first.
    CHECK(lines_of(read(folder, line("") + line("2021-06-01") + line("") + line("2020-01-01") +
                                    line(""))) == std::vector<std::uint64_t>{1, 4, 5, 2, 3});
    CHECK(lines_of(read(folder, line("") + line("") + line(""))) ==
          std::vector<std::uint64_t>{1, 2, 3});
    // A month counts as its last day.
    CHECK(lines_of(read(folder, line("2021-03") + line("2021-03-30") + line("2021-04-01"))) ==
          std::vector<std::uint64_t>{2, 1, 3});
}

TEST_CASE("a line that is no verdict is told by line and field, and the others count",
          "[io][decision_file]") {
    const TempFolder folder;
    const std::string good = "{\"a\":\"A/1\",\"b\":\"B/1\",\"verdict\":\"same\"}\n";
    const auto fault = [&](const std::string& line) {
        const io::DecisionsRead found = read(folder, good + line + "\n" + good);
        CHECK(lines_of(found) == std::vector<std::uint64_t>{1, 3});
        const std::vector<std::string> faults = faults_of(found);
        return faults.size() == 1 ? faults[0] : std::to_string(faults.size()) + " faults";
    };
    CHECK(fault("same") == "2: not_a_decision ");
    CHECK(fault("[1, 2]") == "2: not_a_decision ");
    CHECK(fault("null") == "2: not_a_decision ");
    CHECK(fault("{\"a\":\"A/1\"") == "2: not_a_decision ");
    CHECK(fault("{\"a\":\"A/1\"}{}") == "2: not_a_decision ");
    CHECK(fault("{\"a\":\"\xFF\xFE\"}") == "2: not_a_decision ");
    CHECK(fault(std::string(500'000, '[')) == "2: not_a_decision ");
    CHECK(fault("{\"b\":\"B/1\",\"verdict\":\"same\"}") == "2:/a missing_field ");
    CHECK(fault("{\"a\":\"\",\"b\":\"B/1\",\"verdict\":\"same\"}") == "2:/a missing_field ");
    CHECK(fault("{\"a\":\"A/1\",\"verdict\":\"same\"}") == "2:/b missing_field ");
    CHECK(fault("{\"a\":\"A/1\",\"b\":\"B/1\"}") == "2:/verdict unknown_word ");
    CHECK(fault("{\"a\":\"A/1\",\"b\":\"B/1\",\"verdict\":\"Same\"}") ==
          "2:/verdict unknown_word Same");
    CHECK(fault("{\"a\":\"A/1\",\"b\":\"B/1\",\"verdict\":true}") == "2:/verdict not_text ");
    CHECK(fault("{\"a\":7,\"b\":\"B/1\",\"verdict\":\"same\"}") == "2:/a not_text ");
    CHECK(fault("{\"a\":\"A/1\",\"b\":\"B/1\",\"verdict\":\"same\",\"whom\":\"x\"}") ==
          "2:/whom unknown_field whom");
    CHECK(fault("{\"a\":\"A/1\",\"b\":\"B/1\",\"verdict\":\"same\",\"when\":\"13.11.20\"}") ==
          "2:/when not_a_date 13.11.20");
    CHECK(fault("{\"a\":\"A/1\",\"b\":\"B/1\",\"verdict\":\"same\",\"when\":\"2021-02-30\"}") ==
          "2:/when not_a_date 2021-02-30");
    CHECK(fault("{\"a\":\"A/1\",\"b\":\"B/1\",\"verdict\":\"same\",\"why\":\"" +
                std::string(1U << 20U, 'x') + "\"}") == "2: not_a_decision ");
}

TEST_CASE("an empty file decides nothing, a packed one the same, another thing is refused",
          "[io][decision_file]") {
    const TempFolder folder;
    for (const char* text : {"", "\n\n", " \r\n"}) {
        const io::DecisionsRead found = read(folder, text);
        CHECK(found.decisions.empty());
        CHECK(found.faults.empty());
    }
    const std::string text = "{\"a\":\"A/1\",\"b\":\"B/1\",\"verdict\":\"same\"}\n";
    const auto packed = io::read_decisions(folder.write("d.jsonl.gz", io::gzip_member(text)));
    CHECK(lines_of(packed) == std::vector<std::uint64_t>{1});
    CHECK_THROWS_AS(io::read_decisions(folder.write("m", "") + "issing"), io::FileError);
    CHECK_THROWS_AS(io::read_decisions(folder.write("u.jsonl", std::string("\xFF\xFE{\0", 4))),
                    io::ParseError);
}

TEST_CASE("damaged decisions are verdicts or faults, line by line, and nothing else",
          "[io][decision_file][fuzz]") {
    const TempFolder folder;
    const std::string whole =
        "{\"a\":\"person:A/1\",\"b\":\"B/1\",\"verdict\":\"different\",\"when\":\"2021-03-04\"}\n"
        "{\"a\":\"C/1\",\"b\":\"B/1\",\"verdict\":\"same\",\"x_n\":[1,{\"y\":null}]}\n";
    std::mt19937 random(23);
    std::size_t verdicts = 0, faults = 0;
    for (int turn = 0; turn < 3000; ++turn) {
        std::string text = whole;
        if (turn % 5 == 0) {
            text.assign(random() % 200, ' ');
            for (char& c : text) {
                c = static_cast<char>(random());
            }
        } else {
            for (std::size_t n = 1 + random() % 4; n > 0 && !text.empty(); --n) {
                const std::size_t at = random() % text.size();
                switch (random() % 4) {
                case 0:
                    text[at] = static_cast<char>(random());
                    break;
                case 1:
                    text.erase(at, 1 + random() % 5);
                    break;
                case 2:
                    text.insert(at, text.substr(random() % text.size(), random() % 9));
                    break;
                default:
                    text.resize(at);
                }
            }
        }
        CAPTURE(turn, text);
        try {
            const io::DecisionsRead found = read(folder, text);
            const auto lines =
                static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
            REQUIRE(found.decisions.size() + found.faults.size() <= lines);
            for (const io::Decision& decision : found.decisions) {
                REQUIRE(decision.a.starts_with("person:"));
                REQUIRE(decision.b.starts_with("person:"));
            }
            verdicts += found.decisions.size();
            faults += found.faults.size();
        } catch (const io::ParseError&) {
            ++faults; // no text at all
        }
    }
    CHECK(verdicts > 500);
    CHECK(faults > 500);
}
