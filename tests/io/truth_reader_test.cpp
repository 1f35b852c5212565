// SPDX-License-Identifier: Apache-2.0
#include "io/errors.hpp"
#include "io/truth_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/thrown.hpp"

#include <zlib.h>

#include <random>
#include <string>

using namespace sandhan;
using namespace sandhan::io;
using namespace sandhan::tests;

namespace {

constexpr TruthPart every[] = {TruthPart::corridors, TruthPart::cells, TruthPart::identities,
                               TruthPart::journeys, TruthPart::duplicates};

/// What came, one line an element.
class Listener : public TruthSink {
  public:
    std::string told;

    void corridor(TrueCorridor&& c, const TruthPlace&) override {
        told += "corridor " + c.id + " " + c.origin + ">" + c.destination + joined(c.stops) + "\n";
    }
    void cell(TrueCell&& c, const TruthPlace&) override {
        told += "cell " + c.id + joined(c.members) + count(c.events) + "\n";
    }
    void identity(TrueIdentity&& i, const TruthPlace& where) override {
        told += "identity " + i.id + " " + i.side + joined(i.records) + " at " +
                std::to_string(where.line) + where.pointer + "\n";
    }
    void journey(TrueJourney&& j, const TruthPlace&) override {
        told += "journey " + j.incident + joined(j.stops) + count(j.event) + "\n";
    }
    void duplicate(DuplicateReport&& d, const TruthPlace&) override {
        told += "duplicate " + d.incident + " of " + d.of + "\n";
    }

  private:
    static std::string joined(const std::vector<std::string>& texts) {
        std::string all = " [";
        for (const auto& text : texts) {
            all += (all.size() > 2 ? " " : "") + text;
        }
        return all + "]";
    }
    static std::string count(const std::optional<std::uint64_t>& n) {
        return n ? " " + std::to_string(*n) : " ?";
    }
};

constexpr std::string_view whole = R"({
"format": "sandhan-truth", "version": 1,
"generator": {"seed": 1, "scenario": {"corridors": [1, 2]}},
"corridors": [
{"id": "R-1", "origin": "place:IN-WB/nadia", "destination": "place:IN-GJ/rajkot", "stops": ["place:IN-WB/nadia", "place:IN-GJ/rajkot"], "actual": 3, "emerging": false},
{"id": "R-2", "origin": "place:IN-BR/gaya", "destination": "place:IN-RJ/jaipur"}
],
"cells": [{"id": "C-1", "members": [{"identity": "T-1", "role": "recruiter", "rank": {"x": ["core"]}}, {"identity": "T-2"}], "corridors": ["R-1"], "events": 4}],
"identities": [
{"id": "T-1", "side": "offending", "name": "Somebody Invented", "records": ["A/s1", "B/s1"]},
{"id": "T-2", "records": []}
],
"journeys": [{"incident": "A", "event": 7, "corridor": null, "stops": [{"place": "place:IN-WB/nadia", "arrived": null}, {"mode": "rail", "place": "place:IN-GJ/rajkot"}]},
{"incident": "B", "stops": []}],
"duplicates": [{"incident": "B", "of": "A"}],
"corruptions": [{"before": [[["deep"]]]}]
}
)";

std::string read(const std::string& path, TruthParts wanted, Listener& listener) {
    const TruthParts present = read_truth(path, wanted, listener);
    std::string names;
    for (const TruthPart part : every) {
        names += present.has(part) ? std::string(name_of(part)) + " " : "";
    }
    return names;
}

TruthParts all_of_them() {
    TruthParts parts;
    for (const TruthPart part : every) {
        parts.add(part);
    }
    return parts;
}

std::string truth_refusal(const std::string& text) {
    const TemporaryFolder folder;
    write_file(folder / "t.json", text);
    Listener listener;
    const std::string message = message_of<ParseError>(
        [&] { (void)read_truth(folder / "t.json", all_of_them(), listener); });
    const std::string path = folder / "t.json";
    return message.starts_with(path) ? message.substr(path.size() + 2) : message;
}

std::string after_header(const std::string& rest) {
    return "{\"format\": \"sandhan-truth\", \"version\": 1,\n" + rest + "}";
}

bool begins(const std::string& text, const std::string& with) {
    CAPTURE(text, with);
    CHECK(text.starts_with(with));
    return text.starts_with(with);
}

} // namespace

TEST_CASE("a truth file tells its elements one by one", "[io][truth]") {
    const TemporaryFolder folder;
    write_file(folder / "t.json", whole);
    Listener listener;
    CHECK(read(folder / "t.json", all_of_them(), listener) ==
          "corridors cells identities journeys duplicates ");
    CHECK(listener.told == "corridor R-1 place:IN-WB/nadia>place:IN-GJ/rajkot [place:IN-WB/nadia "
                           "place:IN-GJ/rajkot]\n"
                           "corridor R-2 place:IN-BR/gaya>place:IN-RJ/jaipur []\n"
                           "cell C-1 [T-1 T-2] 4\n"
                           "identity T-1 offending [A/s1 B/s1] at 10/identities/0\n"
                           "identity T-2  [] at 11/identities/1\n"
                           "journey A [place:IN-WB/nadia place:IN-GJ/rajkot] 7\n"
                           "journey B [] ?\n"
                           "duplicate B of A\n");
}

TEST_CASE("what is not wanted is passed over, also where it is ill-formed", "[io][truth]") {
    const TemporaryFolder folder;
    write_file(folder / "t.json", after_header("\"cells\": [5], \"identities\": [],\n"
                                               "\"duplicates\": [{\"incident\": \"B\", "
                                               "\"of\": \"A\"}]"));
    Listener listener;
    CHECK(read(folder / "t.json", {TruthPart::duplicates, TruthPart::journeys}, listener) ==
          "duplicates ");
    CHECK(listener.told == "duplicate B of A\n");
}

TEST_CASE("nothing is read behind the last array that is wanted", "[io][truth]") {
    const TemporaryFolder folder;
    write_file(folder / "t.json", after_header("\"cells\": [], \"corruptions\": [{\"cut short"));
    Listener listener;
    CHECK(read(folder / "t.json", {TruthPart::cells}, listener) == "cells ");
    CHECK_THROWS_AS(read(folder / "t.json", {TruthPart::cells, TruthPart::journeys}, listener),
                    ParseError);
}

TEST_CASE("a gzipped truth file reads as the plain one", "[io][truth]") {
    const TemporaryFolder folder;
    gzFile out = gzopen((folder / "t.json.gz").c_str(), "wb");
    gzwrite(out, whole.data(), static_cast<unsigned>(whole.size()));
    gzclose(out);
    write_file(folder / "t.json", whole);
    Listener plain;
    Listener packed;
    read(folder / "t.json", all_of_them(), plain);
    read(folder / "t.json.gz", all_of_them(), packed);
    CHECK(packed.told == plain.told);
}

TEST_CASE("another kind of file is refused before anything is told", "[io][truth]") {
    const auto text = GENERATE(as<std::string>{}, "", "\n", "[]", "5", "{}", "{\"incidents\": []}",
                               "{\"version\": 1}", "{\"identities\": []}",
                               "{\"format\": \"other\", \"version\": 1}",
                               "{\"format\": {\"a\": 1}}", "[{\"format\": \"sandhan-truth\"}]");
    CAPTURE(text);
    begins(truth_refusal(text), "this is no truth file");
}

TEST_CASE("another version is refused", "[io][truth]") {
    const auto version = GENERATE(as<std::string>{}, "2", "\"1\"", "1.5", "null");
    CAPTURE(version);
    begins(truth_refusal("{\"format\": \"sandhan-truth\",\n \"version\": " + version + "}"),
           "line 2: /version: this program reads version 1");
    begins(truth_refusal("{\"format\": \"sandhan-truth\", \"cells\": []}"),
           "\"version\": 1 must stand");
}

TEST_CASE("an element that lacks something, or has it wrong, is named by line and pointer",
          "[io][truth]") {
    begins(truth_refusal(after_header("\"identities\": [\n{\"id\": \"T-1\"}]")),
           "line 3: /identities/0/records: is missing");
    begins(truth_refusal(after_header("\"identities\": [{\"id\": 5, \"records\": []}]")),
           "line 2: /identities/0/id: must be text");
    begins(truth_refusal(after_header("\"identities\": [{\"id\": \"\", \"records\": []}]")),
           "line 2: /identities/0/id: is empty");
    begins(truth_refusal(after_header("\"identities\": [{\"id\": \"a\", \"records\": \"b\"}]")),
           "line 2: /identities/0/records: must be a list");
    begins(truth_refusal(
               after_header("\"identities\": [{\"id\": \"a\", \"records\": [\"x\", null]}]")),
           "line 2: /identities/0/records/1: is missing");
    begins(truth_refusal(after_header("\"journeys\": [{\"incident\": \"a\", \"stops\": [{}]}]")),
           "line 2: /journeys/0/stops/0/place: is missing");
    begins(truth_refusal(after_header("\"journeys\": [{\"incident\": \"a\", \"stops\": [\"x\"]}]")),
           "line 2: /journeys/0/stops/0: must be an object");
    begins(truth_refusal(after_header("\"journeys\": [{\"incident\": \"a\", \"event\": -1, "
                                      "\"stops\": []}]")),
           "line 2: /journeys/0/event: must be a whole number");
    begins(truth_refusal(after_header("\"cells\": [\n{\"id\": \"a\", \"members\": []},\n7]")),
           "line 4: /cells/1: must be an object");
    begins(truth_refusal(after_header("\"cells\": [[]]")), "line 2: /cells/0: must be an object");
    begins(truth_refusal(after_header("\"cells\": {\"a\": 1}")), "line 2: /cells: must be a list");
    begins(truth_refusal(after_header("\"cells\": 5")), "line 2: /cells: must be a list");
}

TEST_CASE("what is given twice is refused", "[io][truth]") {
    begins(truth_refusal(after_header("\"cells\": [],\n\"cells\": []")),
           "line 3: /cells: is given twice");
    begins(truth_refusal(after_header("\"format\": \"sandhan-truth\"")),
           "line 2: \"format\" is given");
    begins(
        truth_refusal(after_header("\"cells\": [{\"id\": \"a\", \"id\": \"b\", \"members\": []}]")),
        "line 2: /cells/0: a field is given twice");
}

TEST_CASE("text that is no JSON, or is cut short, is refused with its place", "[io][truth]") {
    begins(truth_refusal(after_header("\"cells\": [\n{\"id\": \"a\",, ")),
           "line 3, column 12: this is not JSON");
    begins(truth_refusal("{\"format\": \"sandhan-truth\", \"version\": 1, \"cells\": ["),
           "line 1, column");
    begins(truth_refusal(after_header("\"cells\": [1e999]")), "line 2, column");
    begins(truth_refusal(after_header("\"generator\": \"\xff\"")), "line 2, column");
    begins(truth_refusal(after_header("\"cells\": []") + "x"), "line 2, column");
}

TEST_CASE("no refusal quotes the file", "[io][truth]") {
    for (const std::string rest :
         {"\"identities\": [{\"id\": \"Zorvane\", \"records\": \"Zorvane\"}]",
          "\"identities\": [{\"id\": \"Zorvane\", \"name\": Zorvane}]",
          "\"journeys\": [{\"incident\": \"Zorvane\", \"stops\": {\"Zorvane\": 1}}]"}) {
        const std::string message = truth_refusal(after_header(rest));
        CAPTURE(message);
        CHECK(message.find("Zorvane") == std::string::npos);
        CHECK(message != "(nothing thrown)");
    }
}

TEST_CASE("a spoilt file is read or refused, never anything else", "[io][truth][property]") {
    const auto seed = GENERATE(range(0U, 500U));
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::string text(whole);
    for (auto spoilt = 1 + random() % 3; spoilt > 0; --spoilt) {
        const std::size_t at = random() % text.size();
        switch (random() % 4) {
        case 0:
            text[at] = static_cast<char>(random() % 256);
            break;
        case 1:
            text.erase(at, 1 + random() % 40);
            break;
        case 2:
            text.insert(at, text.substr(random() % text.size(), random() % 40));
            break;
        default:
            text.insert(at, 1, "{}[],:\"\\0"[random() % 9]);
        }
    }
    const TemporaryFolder folder;
    write_file(folder / "t.json", text);
    Listener listener;
    try {
        (void)read_truth(folder / "t.json", all_of_them(), listener);
    } catch (const ParseError& error) {
        CHECK(std::string(error.what()).starts_with(folder / "t.json"));
    }
}

TEST_CASE("nesting without end is refused or passed over, never a crash", "[io][truth]") {
    const std::string deep(100000, '[');
    CHECK(truth_refusal(after_header("\"cells\": [{\"id\": " + deep)) != "(nothing thrown)");
    CHECK(truth_refusal(after_header("\"generator\": " + deep)) != "(nothing thrown)");
}

TEST_CASE("a missing file and a stop are told apart", "[io][truth]") {
    const TemporaryFolder folder;
    Listener listener;
    CHECK(message_of<FileError>([&] {
              (void)read_truth(folder / "none", {}, listener);
          }).find("cannot be opened") != std::string::npos);
    write_file(folder / "t.json", whole);
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(read_truth(folder / "t.json", all_of_them(), listener, control),
                    graph::Cancelled);
}
