// SPDX-License-Identifier: Apache-2.0
#include "io/pseudonym_key.hpp"

#include "io/errors.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>

namespace sandhan::io {
namespace {

namespace fs = std::filesystem;

fs::path default_path() {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data == '/') {
        return fs::path(data) / "sandhan" / "pseudonym.key";
    }
    if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') {
        return fs::path(home) / ".local" / "share" / "sandhan" / "pseudonym.key";
    }
    return {};
}

std::optional<graph::PseudonymKey> parse(const std::string& text) {
    graph::PseudonymKey key{};
    std::size_t length = 0;
    const char* end = nullptr;
    if (sodium_hex2bin(key.data(), key.size(), text.data(), text.size(), " \r\n", &length, &end) !=
            0 ||
        length != key.size() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return key;
}

void start_sodium() {
    if (sodium_init() < 0) {
        throw std::runtime_error("libsodium could not be started; no pseudonym can be made");
    }
}

LoadedKey read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in) {
        throw FileError(path.string() +
                        ": the pseudonym key can't be read: " + std::strerror(errno));
    }
    const auto key = parse(text);
    if (!key) {
        throw FileError(path.string() +
                        ": not a pseudonym key; it must hold 64 hexadecimal digits, as "
                        "`openssl rand -hex 32` prints them");
    }
    LoadedKey loaded{*key, path.string(), ""};
    struct stat status {};
    if (stat(path.c_str(), &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        loaded.warning = path.string() + ": others can read the pseudonym key; run chmod 600 on it";
    }
    return loaded;
}

/// Makes the file whole or not at all: it appears under its name only once it is written, and a
/// second program that does the same at the same moment leaves one key, which both then read.
bool create(const fs::path& path) {
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) {
        return false;
    }
    graph::PseudonymKey key{};
    randombytes_buf(key.data(), key.size());
    std::array<char, 2 * key.size() + 1> text{};
    sodium_bin2hex(text.data(), text.size(), key.data(), key.size());
    text.back() = '\n';

    const std::string temporary = path.string() + "." + std::to_string(getpid());
    const int file =
        open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) {
        return false;
    }
    const bool written =
        write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        fsync(file) == 0;
    close(file);
    const bool linked = written && (link(temporary.c_str(), path.c_str()) == 0 || errno == EEXIST);
    unlink(temporary.c_str());
    return linked;
}

} // namespace

graph::PseudonymKey throwaway_pseudonym_key() {
    start_sodium();
    graph::PseudonymKey key{};
    randombytes_buf(key.data(), key.size());
    return key;
}

LoadedKey load_pseudonym_key(const std::string& path) {
    start_sodium();
    if (!path.empty()) {
        return read(path);
    }
    const fs::path kept = default_path();
    std::error_code error;
    if (!kept.empty() && (fs::exists(kept, error) || create(kept))) {
        return read(kept);
    }
    LoadedKey loaded;
    loaded.key = throwaway_pseudonym_key();
    loaded.warning =
        "no pseudonym key could be kept in the data folder: the pseudonyms of this run "
        "will differ in the next; give --key-file to make them stay";
    return loaded;
}

} // namespace sandhan::io
