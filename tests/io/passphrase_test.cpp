// SPDX-License-Identifier: Apache-2.0
#include "io/errors.hpp"
#include "io/passphrase.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/thrown.hpp"

#include <sys/stat.h>

#include <utility>

using namespace sandhan::io;
using namespace sandhan::tests;

TEST_CASE("a passphrase file may end with a line end of either kind, and no more is taken off",
          "[passphrase]") {
    const TemporaryFolder folder;
    const auto read = [&](std::string_view content) {
        write_file(folder / "p", content);
        REQUIRE(::chmod((folder / "p").c_str(), 0600) == 0);
        return std::string(read_passphrase_file(folder / "p").passphrase.text());
    };
    CHECK(read("four words\n") == "four words");
    CHECK(read("four words\r\n") == "four words");
    CHECK(read("four words") == "four words");
    CHECK(read(" four\n\n") == " four\n");
}

TEST_CASE("a passphrase file that others can read is warned about", "[passphrase]") {
    const TemporaryFolder folder;
    write_file(folder / "p", "words");
    REQUIRE(::chmod((folder / "p").c_str(), 0640) == 0);
    const std::string warning = read_passphrase_file(folder / "p").warning;
    CHECK(warning.find("chmod 600") != std::string::npos);
    REQUIRE(::chmod((folder / "p").c_str(), 0600) == 0);
    CHECK(read_passphrase_file(folder / "p").warning.empty());
}

TEST_CASE("no, an empty or an endless passphrase file is refused without its content",
          "[passphrase]") {
    const TemporaryFolder folder;
    const auto refused = [&](const std::string& path) {
        return message_of<FileError>([&] { static_cast<void>(read_passphrase_file(path)); });
    };
    CHECK(refused(folder / "none").find("can't be read: No such file") != std::string::npos);
    write_file(folder / "empty", "\n");
    CHECK(refused(folder / "empty").find("there is no passphrase in it") != std::string::npos);
    write_file(folder / "long", std::string(Passphrase::longest + 1, 'q'));
    CHECK(refused(folder / "long").find("too long") != std::string::npos);
    CHECK(refused(folder / "long").find("qq") == std::string::npos);
}

TEST_CASE("a passphrase that moves leaves nothing where it was", "[passphrase]") {
    Passphrase a("words");
    Passphrase b = std::move(a);
    CHECK(a.text().empty()); // NOLINT(bugprone-use-after-move): what is asked
    CHECK(b.text() == "words");
    b.remove_last();
    CHECK(b == Passphrase("word"));
    CHECK_FALSE(b == Passphrase("wort"));
    CHECK(Passphrase(std::string(2000, 'x')).text().size() == Passphrase::longest);
}
