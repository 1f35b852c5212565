// SPDX-License-Identifier: Apache-2.0
#include "io/passphrase.hpp"

#include "io/errors.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

namespace sandhan::io {

// sodium_malloc() would also lock the page; where that is not allowed it fails, and the words are
// needed all the same. Plain memory of a fixed size never moves, so nothing is left behind.
Passphrase::Passphrase() : m_bytes(new char[longest]) {}

Passphrase::Passphrase(std::string_view text) : Passphrase() {
    for (const char c : text) {
        append(c);
    }
}

Passphrase::Passphrase(Passphrase&& other) noexcept
    : m_bytes(std::exchange(other.m_bytes, nullptr)), m_size(std::exchange(other.m_size, 0)) {}

Passphrase& Passphrase::operator=(Passphrase&& other) noexcept {
    std::swap(m_bytes, other.m_bytes);
    std::swap(m_size, other.m_size);
    return *this;
}

Passphrase::~Passphrase() {
    if (m_bytes != nullptr) {
        sodium_memzero(m_bytes, longest);
        delete[] m_bytes;
    }
}

bool Passphrase::append(char c) {
    if (m_size == longest) {
        return false;
    }
    m_bytes[m_size++] = c;
    return true;
}

void Passphrase::remove_last() {
    if (m_size > 0) {
        m_bytes[--m_size] = '\0';
    }
}

LoadedPassphrase read_passphrase_file(const std::string& path) {
    const auto fail = [&](int error) {
        throw FileError(
            path + ": the passphrase can't be read: " + std::generic_category().message(error) +
            "; name a file that holds it and nothing else");
    };
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        fail(errno);
    }
    LoadedPassphrase loaded;
    bool too_long = false;
    int error = 0;
    for (bool more = true; more && !too_long;) {
        char c = 0;
        const ssize_t n = ::read(file, &c, 1);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        error = n < 0 ? errno : 0;
        more = n > 0;
        too_long = more && !loaded.passphrase.append(c);
    }
    struct stat status {};
    const bool known = ::fstat(file, &status) == 0;
    ::close(file);
    if (error != 0) {
        fail(error);
    }
    if (loaded.passphrase.text().ends_with('\n')) {
        loaded.passphrase.remove_last();
        if (loaded.passphrase.text().ends_with('\r')) {
            loaded.passphrase.remove_last();
        }
    }
    if (too_long || loaded.passphrase.empty()) {
        throw FileError(path +
                        (too_long ? ": too long for a passphrase, which may have " +
                                        std::to_string(Passphrase::longest) + " bytes"
                                  : ": there is no passphrase in it") +
                        "; write it on one line");
    }
    if (known && S_ISREG(status.st_mode) && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        loaded.warning = path + ": others can read the passphrase; run chmod 600 on it";
    }
    return loaded;
}

} // namespace sandhan::io
