// SPDX-License-Identifier: Apache-2.0
#include "io/audit_entry.hpp"
#include "io/sha256.hpp"
#include "tests/support/catch.hpp"

using namespace sandhan::io;

namespace {

AuditEntry sample_entry() {
    AuditEntry entry;
    entry.started = "2026-11-28T10:40:12.345Z";
    entry.ended = "2026-11-28T10:40:13.000Z";
    entry.user = "analyst";
    entry.uid = 1000;
    entry.host = "unit-7";
    entry.version = "0.6.0";
    entry.command = "routes";
    entry.arguments = {"cases.jsonl", "--format", "json", "--note=\"\\\xE0\xA6\x95\n"};
    entry.folder = "/home/analyst";
    entry.inputs = {{"cases.jsonl", 12, sha256_of("x"), ""},
                    {"pipe", std::nullopt, "", "can't be read again"}};
    entry.outputs = {{"-", 0, sha256_of(""), ""}};
    entry.victims_revealed = true;
    entry.status = 130;
    return entry;
}

} // namespace

TEST_CASE("an entry reads back as it was written", "[io][audit]") {
    AuditEntry entry = sample_entry();
    const std::string line = audit_line(entry, 7, sha256_of("before"));
    CHECK(line.find('\n') == std::string::npos);
    CHECK(parse_audit_entry(line) == entry);
    const auto link = parse_audit_link(line);
    REQUIRE(link);
    CHECK(link->number == 7);
    CHECK(link->previous == sha256_of("before"));
    CHECK(link->is_whole);
    CHECK(ends_as_entry(line));

    entry.torn = TornBytes{5, sha256_of("torn!")};
    CHECK(parse_audit_entry(audit_line(entry, 1, no_previous_hash())) == entry);
}

TEST_CASE("the hash is that of the line without it, as other tools compute it", "[io][audit]") {
    const std::string line = audit_line(sample_entry(), 1, no_previous_hash());
    const std::size_t at = line.rfind(",\"hash\":\"");
    CHECK(sha256_of(line.substr(0, at) + "}") == line.substr(at + 9, 64));
    CHECK(line.substr(at + 9 + 64) == "\"}");
    CHECK(line.starts_with(audit_opening));
}

TEST_CASE("a changed byte is seen, whichever it is", "[io][audit]") {
    const std::string line = audit_line(sample_entry(), 12, sha256_of("before"));
    for (std::size_t i = 0; i < line.size(); ++i) {
        for (const char other : {'0', '"', '}', 'x', '\0'}) {
            std::string changed = line;
            if (changed[i] == other) {
                continue;
            }
            changed[i] = other;
            CAPTURE(i, other);
            const auto link = parse_audit_link(changed);
            REQUIRE_FALSE((link && link->is_whole));
        }
        std::string shorter = line;
        shorter.erase(i, 1);
        const auto link = parse_audit_link(shorter);
        REQUIRE_FALSE((link && link->is_whole));
    }
}

TEST_CASE("every beginning of a line is no entry, and does not end as one", "[io][audit]") {
    const std::string line = audit_line(sample_entry(), 3, sha256_of("before"));
    for (std::size_t size = 0; size < line.size(); ++size) {
        CAPTURE(size);
        REQUIRE_FALSE(parse_audit_link(line.substr(0, size)));
        REQUIRE_FALSE(ends_as_entry(line.substr(0, size)));
    }
}

TEST_CASE("what is no UTF-8 in a path makes no broken line", "[io][audit]") {
    AuditEntry entry = sample_entry();
    entry.arguments = {"\xFF\xFE"};
    const std::string line = audit_line(entry, 1, no_previous_hash());
    CHECK(parse_audit_link(line)->is_whole);
    CHECK(parse_audit_entry(line)->arguments == std::vector<std::string>{"\uFFFD\uFFFD"});
}

TEST_CASE("a line with other members than ours tells no entry", "[io][audit]") {
    for (const char* text : {"", "{", "[]", "{}", "null", "{\"started\":1}",
                             "{\"sandhan_audit\":1,\"n\":1}", "\xFF"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_audit_entry(text));
    }
    CHECK_FALSE(parse_audit_entry(std::string(100000, '[')));
    CHECK_FALSE(parse_audit_link("{\"sandhan_audit\":1,\"n\":0,\"previous\":\""));
    CHECK_FALSE(parse_audit_link("{\"sandhan_audit\":1,\"n\":99999999999999999999999,"));
}
