// SPDX-License-Identifier: Apache-2.0
#include "io/audit_chain.hpp"
#include "io/audit_log.hpp"
#include "io/errors.hpp"
#include "io/sha256.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/thrown.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <thread>
#include <vector>

using namespace sandhan::io;
using namespace sandhan::tests;

namespace {

AuditEntry entry_of(const std::string& command) {
    AuditEntry entry;
    entry.command = command;
    return entry;
}

std::string append_to(const std::string& path, const std::string& command) {
    return AuditLog(path).append(entry_of(command)).hash;
}

std::string refused(const std::string& path) {
    return message_of<FileError>([&] { AuditLog log(path); });
}

bool has_part(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a log begins empty, private, and grows by a line a run", "[io][audit]") {
    const TemporaryFolder folder;
    const std::string path = folder / "audit.log";
    const mode_t before = ::umask(0);
    AuditLog log(path);
    ::umask(before);
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 07777U) == 0600);
    CHECK(status.st_size == 0);
    const AppendedEntry one = log.append(entry_of("routes"));
    const AppendedEntry two = log.append(entry_of("hubs"));
    CHECK(one.number == 1);
    CHECK(two.number == 2);
    CHECK(append_to(path, "check") != two.hash);
    const AuditReading reading = read_audit_log(path);
    CHECK(reading.entries == 3);
    CHECK(reading.broken == 0);
    CHECK(reading.lines[1].hash == two.hash);
    CHECK(reading.lines[2].entry->command == "check");
    CHECK(read_file(path).ends_with("\"}\n"));
}

TEST_CASE("a log that can't be one is refused when it is opened", "[io][audit]") {
    const TemporaryFolder folder;
    CHECK(has_part(refused(folder.path().string()), "cannot be written"));
    CHECK(has_part(refused(folder / "none/audit.log"), "cannot be written"));
    CHECK(has_part(refused("/dev/null"), "must be a file on a disk"));
    CHECK(has_part(refused("/dev/full"), "must be a file on a disk"));
    CHECK(has_part(refused(""), "cannot be written"));
    const std::string path = folder / "cases.jsonl";
    for (const char* text : {"{\"id\":\"A-1\"}\n", "x", "\n", "{\n  \"id\": \"A-1\"\n}\n",
                             "{\"sandhan_audit\":2,\"n\":1,"}) {
        write_file(path, text);
        CHECK(has_part(refused(path), "this is no audit log"));
        CHECK(read_file(path) == text);
    }
    write_file(path, "");
    CHECK(append_to(path, "routes").size() == 64); // an empty file of somebody's making will do
}

TEST_CASE("nothing is appended behind a line that was changed", "[io][audit]") {
    const TemporaryFolder folder;
    const std::string path = folder / "audit.log";
    append_to(path, "routes");
    append_to(path, "hubs");
    const std::string good = read_file(path);
    const auto with = [&](std::size_t at, char c) {
        std::string bytes = good;
        bytes[at] = c;
        write_file(path, bytes);
    };
    with(good.rfind("hubs"), 'x');
    CHECK(has_part(refused(path), "changed after it was written"));
    with(good.find('\n') + 3, 'x'); // its opening
    CHECK(has_part(refused(path), "its last line is no entry"));
    write_file(path, good + "{\"a\":1}\n");
    CHECK(refused(path) == "(nothing thrown)"); // torn, as far as can be told: said by the next
    write_file(path, good);
    CHECK(append_to(path, "check").size() == 64);
}

TEST_CASE("an entry torn at any byte is left, named by the next, and no break", "[io][audit]") {
    const TemporaryFolder folder;
    const std::string path = folder / "audit.log";
    append_to(path, "routes");
    append_to(path, "hubs");
    const std::string good = read_file(path);
    const std::size_t second = good.find('\n') + 1;
    for (std::size_t size = 1; size < good.size(); ++size) {
        CAPTURE(size);
        write_file(path, good.substr(0, size));
        const bool is_end = size == second || size == second - 1 || size == good.size() - 1;
        const AuditReading before = read_audit_log(path);
        REQUIRE(before.broken == (is_end ? 0 : 1));
        if (!is_end) {
            REQUIRE(before.lines.back().verdict == AuditVerdict::torn);
        }
        const AppendedEntry next = AuditLog(path).append(entry_of("check"));
        const std::size_t torn = size < second ? size : size - second;
        REQUIRE(next.torn == (is_end ? 0 : torn));
        const AuditReading after = read_audit_log(path);
        REQUIRE(after.broken == 0);
        REQUIRE(after.head == next.hash);
        REQUIRE(after.lines.size() == after.entries + (is_end ? 0 : 1));
        // And torn once more, as a crash within that append leaves it.
        const std::string twice = read_file(path);
        write_file(path, twice.substr(0, good.substr(0, size).size() + 1 + size % 40));
        append_to(path, "check");
        REQUIRE(read_audit_log(path).broken == 0);
    }
}

TEST_CASE("torn bytes that somebody takes away or edits break the chain", "[io][audit]") {
    const TemporaryFolder folder;
    const std::string path = folder / "audit.log";
    append_to(path, "routes");
    const std::string whole = read_file(path);
    write_file(path, whole + "{\"sandhan_audit\":1,\"n\":2,\"prev");
    append_to(path, "hubs");
    const std::string good = read_file(path);
    CHECK(read_audit_log(path).broken == 0);
    std::string edited = good;
    edited[whole.size() + 5] = 'x';
    write_file(path, edited);
    CHECK(read_audit_log(path).broken == 2);
    write_file(path, whole + good.substr(good.find('\n', whole.size()) + 1));
    const AuditReading reading = read_audit_log(path);
    CHECK(reading.broken == 1);
    CHECK(reading.lines[1].verdict == AuditVerdict::missing);
}

TEST_CASE("many that append at once leave one chain", "[io][audit]") {
    const TemporaryFolder folder;
    const std::string path = folder / "audit.log";
    std::vector<pid_t> children;
    for (int i = 0; i < 8; ++i) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            for (int k = 0; k < 10; ++k) {
                append_to(path, "routes");
            }
            ::_exit(0);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    const AuditReading reading = read_audit_log(path);
    CHECK(reading.entries == 80);
    CHECK(reading.broken == 0);
}

TEST_CASE("an append that does not fit leaves the log as it was", "[io][audit]") {
    const TemporaryFolder folder;
    const std::string path = folder / "audit.log";
    append_to(path, "routes");
    const std::string good = read_file(path);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{good.size() + 100, good.size() + 100};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        ::_exit(message_of<FileError>([&] { append_to(path, "hubs"); }).find("cannot be written") !=
                        std::string::npos
                    ? 0
                    : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
    CHECK(read_file(path) == good);
}

TEST_CASE("a log that is replaced while a run works is not written to", "[io][audit]") {
    const TemporaryFolder folder;
    const std::string path = folder / "audit.log";
    AuditLog log(path);
    std::filesystem::rename(path, folder / "moved.log");
    CHECK(has_part(message_of<FileError>([&] { log.append(entry_of("routes")); }),
                   "removed or replaced"));
    write_file(path, "");
    CHECK(has_part(message_of<FileError>([&] { log.append(entry_of("routes")); }),
                   "removed or replaced"));
}

TEST_CASE("a last line longer than a block is found, and one before it", "[io][audit]") {
    const TemporaryFolder folder;
    const std::string path = folder / "audit.log";
    AuditEntry large = entry_of("build");
    large.arguments.assign(30000, "some/path/to/records.jsonl");
    AuditLog(path).append(large);
    AuditLog(path).append(large);
    append_to(path, "routes");
    const std::string good = read_file(path);
    write_file(path, good + audit_line(large, 4, sha256_of("x")).substr(0, 500000));
    CHECK(AuditLog(path).append(entry_of("hubs")).torn == 500000);
    const AuditReading reading = read_audit_log(path);
    CHECK(reading.entries == 4);
    CHECK(reading.broken == 0);
}
