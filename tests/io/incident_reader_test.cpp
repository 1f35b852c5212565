// SPDX-License-Identifier: Apache-2.0
// Files, folders and standard input; what is no text; options.
#include "io/errors.hpp"
#include "io/incident_reader.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sandhan;
using tests::mentions;
using tests::message_of;
using tests::read_files;
using tests::read_text;
using Ids = std::vector<std::string>;
using Codes = std::vector<std::string>;

namespace {

std::string record(const std::string& id) {
    return R"({"id": ")" + id + R"(", "people": [{"role": "victim"}]})";
}

} // namespace

TEST_CASE("files, folders and standard input are read in order", "[reader]") {
    tests::TempFolder folder;
    folder.write("cases/b.jsonl", record("B"));
    folder.write("cases/a/x.json", record("X"));
    folder.write("cases/a/y.CSV", "id,role\nY,victim\n");
    folder.write("cases/a/notes.txt", "nothing of ours");
    folder.write("cases/.hidden.json", "broken");
    folder.write("cases/c.ndjson.gz", tests::gzipped(record("C")));
    const auto odd = folder.write("odd.dat", record("O"));
    std::istringstream standard(record("S"));
    io::ReadOptions options;
    options.standard_input = &standard;
    const auto reading = read_files({odd, folder.path("cases"), "-"}, options);
    CHECK(reading.ids() == Ids{"O", "X", "Y", "B", "C", "S"});
    CHECK(reading.summary.files.size() == 6);
    CHECK(reading.summary.files.back() == "-");
    CHECK(reading.summary.used == 6);
}

TEST_CASE("a file named twice is read once", "[reader]") {
    tests::TempFolder folder;
    const auto file = folder.write("a.json", record("A"));
    const auto reading = read_files({file, folder.path("./a.json"), folder.path("")});
    CHECK(reading.ids() == Ids{"A"});
    CHECK(reading.codes() == Codes{"same_file_twice", "same_file_twice"});
}

TEST_CASE("the first of two records with one id is used", "[reader]") {
    tests::TempFolder folder;
    const auto a = folder.write("a.jsonl", "\n" + record("A") + "\n" + record("B"));
    const auto b = folder.write("b.json", "[" + record("A") + "]");
    const auto reading = read_files({a, b});
    CHECK(reading.ids() == Ids{"A", "B"});
    const auto& fault = reading.fault("duplicate_incident");
    CHECK(fault.where.file == b);
    CHECK(fault.where.pointer == "/0/id");
    CHECK(mentions(fault.message, a + ", line 2"));
    CHECK(reading.summary.unusable == 1);
}

TEST_CASE("a record that could not be used does not take its id", "[reader]") {
    const auto reading = read_text("{\"id\": \"A\", \"people\": [1]}\n" + record("A"));
    CHECK(reading.ids() == Ids{"A"});
    CHECK(reading.codes() == Codes{"wrong_type"});
}

TEST_CASE("gzip is recognised by content, members are one text, cut ones an error", "[reader]") {
    const std::string two = tests::gzipped(record("A") + "\n") + tests::gzipped(record("B"));
    CHECK(read_text(two).ids() == Ids{"A", "B"});
    CHECK(read_text(two + std::string(512, '\0')).ids() == Ids{"A", "B"});

    std::string long_text;
    for (int i = 0; i < 5000; ++i) {
        long_text += record(std::to_string(i * 7919)) + "\n";
    }
    const std::string packed = tests::gzipped(long_text);
    CHECK(read_text(packed).ids().size() == 5000);
    for (const std::size_t size : {packed.size() - 1, packed.size() - 9, packed.size() / 2,
                                   std::size_t{11}, std::size_t{2}}) {
        CAPTURE(size);
        const auto message =
            message_of<io::ParseError>([&] { (void)read_text(packed.substr(0, size)); });
        CHECK(mentions(message, "ends too early"));
    }
    std::string damaged = packed;
    damaged[packed.size() / 2] = static_cast<char>(damaged[packed.size() / 2] ^ 0x55);
    CHECK(mentions(message_of<io::ParseError>([&] { (void)read_text(damaged); }), "damaged"));
    CHECK(mentions(message_of<io::ParseError>([&] { (void)read_text(two + "tail"); }),
                   "behind the end"));
}

TEST_CASE("what is no text we read is refused with the way out", "[reader]") {
    struct Bad {
        std::string bytes, says;
    };
    const auto bad = GENERATE(values<Bad>({
        {std::string("\xFF\xFE{\0", 4), "UTF-16"},
        {std::string("\xFE\xFF\0{", 4), "UTF-16"},
        {std::string("{\0\"\0i\0", 6), "zero byte"},
        {std::string("\x7F"
                     "ELF\0\0",
                     6),
         "zero byte stands at byte 4"},
        {"PK\x03\x04 rest", "CSV"},
        {"<graphml/>", "neither JSON"},
        {"just a word", "neither JSON"},
    }));
    CAPTURE(bad.says);
    CHECK(mentions(message_of<io::ParseError>([&] { (void)read_text(bad.bytes); }), bad.says));
}

TEST_CASE("a file without records is a warning", "[reader]") {
    tests::TempFolder folder;
    const std::string text =
        GENERATE(as<std::string>{}, "[]", "\xEF\xBB\xBF[]\n", "{\"incidents\": []}");
    CAPTURE(text);
    const auto file = folder.write("a.json", text);
    const auto reading = read_files({file});
    CHECK(reading.codes() == Codes{"no_records"});
    CHECK(reading.faults[0].where.file == file);
    CHECK(reading.summary.records == 0);
    CHECK(read_text("id,title\n").codes() == Codes{"no_records"});
}

TEST_CASE("a file with nothing in it is an error, and the others are read", "[reader]") {
    tests::TempFolder folder;
    const auto empty = folder.write(GENERATE(as<std::string>{}, "a.json", "a.jsonl", "a.csv"),
                                    GENERATE(as<std::string>{}, "", " \n\n", "\xEF\xBB\xBF"));
    CAPTURE(empty);
    const auto reading = read_files({empty, folder.write("b.jsonl", record("B"))});
    CHECK(reading.codes() == Codes{"empty_file"});
    CHECK(reading.faults[0].where.file == empty);
    CHECK(reading.summary.unusable == 1);
    CHECK(reading.summary.used == 1);
}

TEST_CASE("what is not there or cannot be read is an error of files", "[reader]") {
    tests::TempFolder folder;
    CHECK(mentions(message_of<io::FileError>([&] { (void)read_files({folder.path("no.json")}); }),
                   "no.json"));
    folder.write("empty/readme.txt", "x");
    CHECK(mentions(message_of<io::FileError>([&] { (void)read_files({folder.path("empty")}); }),
                   "no file that ends in .json"));
    CHECK(mentions(message_of<io::FileError>([&] {
                       io::ReadOptions options;
                       options.mapping_file = folder.path("no.map");
                       (void)read_text("id\nA\n", options);
                   }),
                   "no.map"));
}

TEST_CASE("with strict the first error ends the reading, warnings do not", "[reader]") {
    io::ReadOptions options;
    options.strict = true;
    const std::string text = R"({"id": "A", "tilte": 1, "people": [{"role": "victim"}]})"
                             "\n"
                             R"({"id": "B", "people": [{"role": "victim", "name": 1.5}]})";
    CHECK(message_of<io::ParseError>([&] { (void)read_text(text, options); }) ==
          "-: line 2: /people/0/name: this is a number; give a string");
}

TEST_CASE("reading stops when it is asked to, and tells how far it is", "[reader]") {
    io::ReadOptions options;
    options.control.stop_requested = [] { return true; };
    CHECK_THROWS_AS((void)read_text(record("A"), options), graph::Cancelled);
}

TEST_CASE("a hundred thousand records are read, each once", "[reader]") {
    std::string text;
    for (int i = 0; i < 100000; ++i) {
        text += record(std::to_string(i)) + "\n";
    }
    CHECK(read_text(text).summary.used == 100000);
}

TEST_CASE("a list whose records all lack a bracket is read to its end", "[reader]") {
    std::string text = "[\n";
    for (int i = 0; i < 20000; ++i) {
        text += "{\"id\": \"" + std::to_string(i) + "\", \"people\": [{\"role\": \"victim\"}],\n";
    }
    // A reader that began anew behind each would need hours, and the test's limit ends it.
    CHECK(read_text(text + "]").summary.unusable >= 19999);
}
