// SPDX-License-Identifier: Apache-2.0
#include "io/audit_chain.hpp"
#include "io/audit_log.hpp"
#include "io/errors.hpp"
#include "io/gzip.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <random>
#include <vector>

using namespace sandhan;
using namespace sandhan::io;
using namespace sandhan::tests;

namespace {

/// Lines of a good log, each with its end.
std::vector<std::string> good_lines(std::size_t entries) {
    std::vector<std::string> lines;
    std::string previous = no_previous_hash();
    for (std::size_t i = 1; i <= entries; ++i) {
        AuditEntry entry;
        entry.started = "2026-11-28T10:40:12.345Z";
        entry.command = "routes";
        entry.arguments = {"cases-" + std::to_string(i) + ".jsonl"};
        const std::string line = audit_line(entry, i, previous);
        previous = parse_audit_link(line)->hash;
        lines.push_back(line + "\n");
    }
    return lines;
}

AuditReading judged(const std::vector<std::string>& lines) {
    const TemporaryFolder folder;
    std::string bytes;
    for (const std::string& line : lines) {
        bytes += line;
    }
    write_file(folder / "audit.log", bytes);
    return read_audit_log(folder / "audit.log");
}

/// "3 changed": line and verdict of the first that is broken; "intact".
std::string first_of(const AuditReading& reading) {
    if (reading.broken == 0) {
        return "intact";
    }
    const AuditedLine& line = reading.lines[reading.first_broken];
    CHECK_FALSE(line.why.empty());
    return std::to_string(line.line) + " " + name_of(line.verdict);
}

} // namespace

TEST_CASE("a log as it was written is intact", "[io][audit]") {
    CHECK(first_of(judged({})) == "intact");
    CHECK(judged({}).head == no_previous_hash());
    for (const std::size_t n : {1U, 2U, 50U}) {
        const AuditReading reading = judged(good_lines(n));
        CHECK(first_of(reading) == "intact");
        CHECK(reading.entries == n);
        CHECK(reading.head == reading.lines.back().hash);
    }
}

TEST_CASE("each way to tamper is told by its name and line", "[io][audit]") {
    const auto good = good_lines(6);
    auto lines = good;

    lines[2][lines[2].find("cases-3")] = 'x'; // an edit
    CHECK(first_of(judged(lines)) == "3 changed");
    CHECK(judged(lines).broken == 1);

    lines = good;
    lines[2].erase(5, 1); // one that leaves no entry
    CHECK(first_of(judged(lines)) == "3 changed");

    lines = good;
    lines[0][0] = 'x'; // of the very first byte
    CHECK(first_of(judged(lines)) == "1 changed");

    lines = good;
    lines.erase(lines.begin() + 2); // a line taken out
    CHECK(first_of(judged(lines)) == "3 missing");
    CHECK(judged(lines).broken == 1);
    CHECK(judged(lines).lines[2].why == "entry 3 before it is not there");

    lines = good;
    lines.erase(lines.begin() + 1, lines.begin() + 4);
    CHECK(judged(lines).lines[1].why == "entries 2 to 4 before it are not there");

    lines = good;
    lines.erase(lines.begin()); // the beginning cut off
    CHECK(first_of(judged(lines)) == "1 missing");

    lines = good;
    std::swap(lines[2], lines[3]);
    CHECK(first_of(judged(lines)) == "3 reordered");

    lines = good;
    lines.insert(lines.begin() + 4, lines[1]); // copied
    CHECK(first_of(judged(lines)) == "5 reordered");

    lines = good;
    lines.back().resize(lines.back().size() / 2); // a crash
    CHECK(first_of(judged(lines)) == "6 torn");

    lines = good;
    lines.back().resize(lines.back().size() / 2);
    lines.back() += "\n"; // no crash puts an end behind it
    CHECK(first_of(judged(lines)) == "6 changed");

    lines = good;
    lines.insert(lines.begin() + 3, "something else\n");
    CHECK(first_of(judged(lines)) == "4 changed");

    lines = good;
    lines.push_back("\n\n\n");
    CHECK(first_of(judged(lines)) == "7 changed");

    lines = good;
    lines.pop_back(); // cut off at the end: a chain alone does not tell
    CHECK(first_of(judged(lines)) == "intact");
    CHECK(judged(lines).head != judged(good).head);
}

TEST_CASE("a forged entry is told unless all behind it is forged too", "[io][audit]") {
    const auto good = good_lines(5);
    AuditEntry forged = *parse_audit_entry(good[2].substr(0, good[2].size() - 1));
    forged.user = "somebody else";
    const std::string previous = parse_audit_link(good[1].substr(0, good[1].size() - 1))->hash;

    auto lines = good;
    lines[2] = audit_line(forged, 3, previous) + "\n"; // its own hash is right
    CHECK(first_of(judged(lines)) == "4 changed");

    lines = good;
    lines.push_back(audit_line(forged, 6, previous) + "\n"); // hangs on the wrong line
    CHECK(first_of(judged(lines)) == "6 changed");
    lines.back() = audit_line(forged, 3, previous) + "\n";
    CHECK(first_of(judged(lines)) == "6 reordered");

    lines = good;
    const std::string head = parse_audit_link(good[4].substr(0, good[4].size() - 1))->hash;
    lines.push_back(audit_line(forged, 6, head) + "\n"); // as good as written: only --expect tells
    CHECK(first_of(judged(lines)) == "intact");
}

TEST_CASE("whatever is done to a log, it is told or nothing changed", "[io][audit][property]") {
    const auto good = good_lines(6);
    std::string all;
    for (const std::string& line : good) {
        all += line;
    }
    const TemporaryFolder folder;
    std::mt19937_64 random(7); // NOLINT: a test repeats itself
    for (int seed = 0; seed < 3000; ++seed) {
        std::string bytes = all;
        const std::size_t at = random() % bytes.size();
        switch (random() % 4) {
        case 0:
            bytes[at] = static_cast<char>(random() % 256);
            break;
        case 1:
            bytes.erase(at, 1 + random() % 400);
            break;
        case 2:
            bytes.insert(at, all.substr(random() % all.size(), random() % 400));
            break;
        default:
            std::swap(bytes[at], bytes[random() % bytes.size()]);
        }
        CAPTURE(seed, at);
        write_file(folder / "audit.log", bytes);
        const AuditReading reading = read_audit_log(folder / "audit.log");
        const bool is_beginning = std::any_of(good.begin(), good.end(), [&](const auto&) {
            return all.starts_with(bytes) && reading.broken == 0;
        });
        REQUIRE((reading.broken > 0 || bytes == all || is_beginning || bytes + "\n" == all));
    }
}

TEST_CASE("what is no log is refused, a packed log is read", "[io][audit]") {
    const TemporaryFolder folder;
    const std::string path = folder / "audit.log";
    for (const char* text : {"{\"id\":\"A-1\"}\n", "\n", "a,b\n1,2\n"}) {
        write_file(path, text);
        CHECK(message_of<ParseError>([&] {
                  static_cast<void>(read_audit_log(path));
              }).find("this is no audit log") != std::string::npos);
    }
    CHECK(message_of<FileError>([&] {
              static_cast<void>(read_audit_log(folder / "none"));
          }).find("cannot be read") != std::string::npos);
    write_file(folder / "audit.log.gz", gzip_member(good_lines(1)[0]));
    CHECK(read_audit_log(folder / "audit.log.gz").entries == 1);
}

TEST_CASE("a reading can be stopped", "[io][audit]") {
    const TemporaryFolder folder;
    write_file(folder / "audit.log", good_lines(1)[0]);
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(read_audit_log(folder / "audit.log", control), graph::Cancelled);
}
