// SPDX-License-Identifier: Apache-2.0
#include "io/errors.hpp"
#include "io/pseudonym_key.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/thrown.hpp"

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <optional>

using namespace sandhan::io;
using namespace sandhan::tests;

namespace {

/// Sets a variable, or unsets it, until the end of the scope.
class Variable {
  public:
    Variable(const char* name, const std::optional<std::string>& value) : m_name(name) {
        if (const char* old = std::getenv(name)) {
            m_old = old;
        }
        set(value);
    }
    ~Variable() { set(m_old); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

  private:
    void set(const std::optional<std::string>& value) const {
        if (value) {
            ::setenv(m_name, value->c_str(), 1);
        } else {
            ::unsetenv(m_name);
        }
    }
    const char* m_name;
    std::optional<std::string> m_old;
};

unsigned mode_of(const std::string& path) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777U;
}

const std::string digits = "00112233445566778899aabbccddeeff0123456789ABCDEF0123456789abcdef";

LoadedKey load(const std::string& content, ::mode_t mode = 0600) {
    const TemporaryFolder folder;
    write_file(folder / "key", content);
    ::chmod((folder / "key").c_str(), mode);
    return load_pseudonym_key(folder / "key");
}

} // namespace

TEST_CASE("a key file is 64 hexadecimal digits, blanks around them allowed", "[io][key]") {
    const LoadedKey key = load(digits + "\n");
    CHECK(key.key[0] == 0x00);
    CHECK(key.key[1] == 0x11);
    CHECK(key.key[31] == 0xef);
    CHECK(key.warning.empty());
    CHECK(load(digits + "\r\n").key == key.key);
    CHECK(load(digits).key == key.key);
}

TEST_CASE("what is no key is refused, and its content is not told", "[io][key]") {
    for (const std::string& bad :
         {std::string(), std::string("secret"), digits.substr(1), digits + "0", digits + "00",
          digits + " x", std::string(64, 'g'), std::string(100'000, 'a')}) {
        const std::string message = message_of<FileError>([&] { load(bad); });
        CAPTURE(message);
        CHECK(message.find("not a pseudonym key") != std::string::npos);
        CHECK(message.find("secret") == std::string::npos);
    }
    const TemporaryFolder folder;
    CHECK(message_of<FileError>([&] {
              (void)load_pseudonym_key(folder / "none");
          }).find("can't be read") != std::string::npos);
}

TEST_CASE("a key that others can read is used with a warning", "[io][key]") {
    CHECK(load(digits, 0600).warning.empty());
    CHECK(load(digits, 0640).warning.find("chmod 600") != std::string::npos);
}

TEST_CASE("the user's own key is made once, for the user alone", "[io][key]") {
    const TemporaryFolder folder;
    const Variable data("XDG_DATA_HOME", folder / "data");
    const LoadedKey made = load_pseudonym_key("");
    CHECK(made.path == folder / "data/sandhan/pseudonym.key");
    CHECK(made.warning.empty());
    CHECK(mode_of(made.path) == 0600);
    CHECK(load_pseudonym_key("").key == made.key);
    CHECK(std::distance(std::filesystem::directory_iterator(folder / "data/sandhan"),
                        std::filesystem::directory_iterator{}) == 1); // nothing left beside it

    const Variable other("XDG_DATA_HOME", folder / "other");
    CHECK(load_pseudonym_key("").key != made.key);
}

TEST_CASE("without XDG_DATA_HOME the key lies below the home folder", "[io][key]") {
    const TemporaryFolder folder;
    const Variable data("XDG_DATA_HOME", "not/absolute");
    const Variable home("HOME", folder.path().string());
    CHECK(load_pseudonym_key("").path == folder / ".local/share/sandhan/pseudonym.key");
}

TEST_CASE("where no folder can be written the key holds for one run, and that is told",
          "[io][key]") {
    const Variable data("XDG_DATA_HOME", std::nullopt);
    const Variable home("HOME", "/dev/null");
    const LoadedKey one = load_pseudonym_key("");
    CHECK(one.path.empty());
    CHECK(one.warning.find("--key-file") != std::string::npos);
    CHECK(load_pseudonym_key("").key != one.key);
}
