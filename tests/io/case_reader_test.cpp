// SPDX-License-Identifier: Apache-2.0
#include "io/case_reader.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/threads.hpp"

#include <sstream>
#include <string>
#include <vector>

using namespace sandhan;
using namespace sandhan::tests;

namespace {

/// What the store holds, by ids, and every fault.
std::string told(const io::CasesRead& read) {
    std::ostringstream out;
    out << read.summary.used << ' ' << read.summary.unusable << ' ' << read.people << '\n';
    for (const graph::Diagnostic& fault : read.faults) {
        out << fault.where.file << ':' << fault.where.line << fault.where.pointer << ' '
            << fault.code << ' ' << fault.value << '\n';
    }
    const graph::CaseStore& store = read.store;
    for (const graph::IncidentRow& incident : store.incidents) {
        out << store.text(incident.id);
        for (const graph::PersonRow& person : store.people_of(incident)) {
            out << ' ' << store.person_id(person.person);
        }
        for (const graph::StopRow& stop : store.stops_of(incident)) {
            out << ' ' << store.text(store.places[stop.place].id);
        }
        out << '\n';
    }
    out << store.strings.size() << ' ' << store.places.size();
    return out.str();
}

} // namespace

TEST_CASE("reading gives the same store and faults with any number of threads", "[io][cases]") {
    TempFolder folder;
    std::string path = SANDHAN_SOURCE_DIR;
    path += "/samples/incidents.jsonl";
    std::string text = read_file(path);
    text += "{\"id\": \"X-1\", \"journey\": [{\"place\": \"Wexoblutz\"}, {\"place\": 7}]}\n";
    text += "{\"id\": \"X-2\", \"journey\": [{\"place\": \"Wexoblutz\", \"colour\": 1}]}\n";
    const std::vector<std::string> inputs{folder.write("cases.jsonl", text)};
    const auto read = [&] { return told(io::read_cases(inputs, {}, graph::Gazetteer::builtin())); };
    const std::string wanted = with_threads(1, read);
    CHECK(wanted.find("place_unknown Wexoblutz") != std::string::npos);
    CHECK(wanted.find("unknown_field") < wanted.rfind("place_unknown")); // the record's own first
    CHECK(with_threads(2, read) == wanted);
    CHECK(with_threads(7, read) == wanted);
}

TEST_CASE("people of a list are counted among the records used", "[io][cases]") {
    TempFolder folder;
    const std::string map = folder.write(
        "map.json", R"({"record": "person", "fields": {"/ref": "{No}", "/name": "{Name}"}})");
    const std::vector<std::string> inputs{
        folder.write("wanted.csv", "No,Name\n1,Zorvane\n2,Quillimba\n")};
    io::ReadOptions options;
    options.mapping_file = map;
    const io::CasesRead read = io::read_cases(inputs, options, graph::Gazetteer::builtin());
    CHECK(read.people == 2);
    CHECK(read.summary.used == 2);
    REQUIRE(read.store.people.size() == 2);
    CHECK(read.store.person_id(1) == "person:wanted/2");
}

// Records go to their block's rows before ids are compared; a block with a taken id is read again.
TEST_CASE("of records with one id the first is in the store, within a file and across files",
          "[io][cases]") {
    TempFolder folder;
    const std::vector<std::string> inputs{
        folder.write(
            "a.jsonl",
            "{\"id\": \"X-1\", \"people\": [{\"name\": \"Zorvane\", \"role\": \"suspect\"}]}\n"
            "{\"id\": \"X-2\", \"journey\": [{\"place\": \"Wexoblutz\"}]}\n"
            "{\"id\": \"X-2\", \"people\": [{\"name\": \"Quillimba\", \"role\": \"suspect\"}]}\n"),
        folder.write(
            "b.jsonl",
            "{\"id\": \"X-3\", \"people\": [{\"role\": \"broker\"}]}\n"
            "{\"id\": \"X-1\", \"people\": [{\"name\": \"Later\", \"role\": \"suspect\"}]}\n")};
    for (const int threads : {1, 2, 7}) {
        CAPTURE(threads);
        const io::CasesRead read = with_threads(
            threads, [&] { return io::read_cases(inputs, {}, graph::Gazetteer::builtin()); });
        CHECK(read.summary.used == 3);
        CHECK(read.summary.unusable == 2);
        REQUIRE(read.store.incidents.size() == 3);
        REQUIRE(read.store.people.size() == 2);
        CHECK(read.store.text(read.store.people[0].name) == "Zorvane");
        REQUIRE(read.faults.size() == 3); // the place is told once, though its block is read twice
        CHECK(read.faults[0].code == "place_unknown");
        CHECK(read.faults[1].code == "duplicate_incident");
        CHECK(read.faults[1].where.line == 3);
        CHECK(read.faults[2].code == "duplicate_incident");
        CHECK(read.faults[2].where.file.ends_with("b.jsonl"));
        CHECK(read.faults[2].where.line == 2);
    }
}
