// SPDX-License-Identifier: Apache-2.0
#include "io/audit_log.hpp"

#include "io/errors.hpp"
#include "io/sha256.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

namespace sandhan::io {
namespace {

namespace fs = std::filesystem;

/// Of a line, and of what is looked through for the last whole one: inputs of a million files.
constexpr std::uint64_t most_looked_through = std::uint64_t{256} << 20U;

[[noreturn]] void fail(const std::string& path, int error, const char* remedy) {
    throw FileError(path + ": the audit log cannot be written: " +
                    std::generic_category().message(error) + "; " + remedy);
}

std::string bytes_between(int file, const std::string& path, std::uint64_t from, std::uint64_t to) {
    std::string bytes(static_cast<std::size_t>(to - from), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t got = ::pread(file, bytes.data() + have, bytes.size() - have,
                                    static_cast<off_t>(from + have));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            fail(path, got < 0 ? errno : EIO, "check the disk");
        }
        have += static_cast<std::size_t>(got);
    }
    return bytes;
}

struct LogEnd {
    std::uint64_t size = 0; ///< of the file
    std::uint64_t number = 0;
    std::string hash = no_previous_hash();
    std::string torn;            ///< behind the last entry
    bool lacks_line_end = false; ///< the last entry is whole, but for its line end
};

void refuse(const std::string& path, const std::string& why) {
    throw FileError(path + ": " + why +
                    ", and nothing is written behind it; look with `analyse audit " + path +
                    "`, keep the file, and begin a new one");
}

/// Whether bytes can be what a crash left of a line: no line among them ends as an entry does.
bool can_be_torn(std::string_view bytes) {
    for (std::size_t first = 0; first < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', first), bytes.size());
        if (ends_as_entry(bytes.substr(first, end - first))) {
            return false;
        }
        first = end + 1;
    }
    return true;
}

/// Whether a line, or what a crash left of one, begins as an entry does.
bool begins_as_entry(std::string_view line) {
    const std::size_t both = std::min(line.size(), audit_opening.size());
    return both > 0 && line.substr(0, both) == audit_opening.substr(0, both);
}

/// Of bytes without an entry in them: whether each line may be what a crash left of one. Another
/// file, such as JSON that begins with a brace in a line of its own, is not written to.
bool may_be_torn_log(std::string_view bytes) {
    for (std::size_t first = 0; first < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', first), bytes.size());
        if (!begins_as_entry(bytes.substr(first, end - first))) {
            return false;
        }
        first = end + 1;
    }
    return true;
}

[[noreturn]] void refuse_other_file(const std::string& path) {
    throw FileError(path + ": this is no audit log; give --audit a file of its own, such as "
                           "audit.log");
}

/// The last entry, and what lies behind it. Requires the lock.
LogEnd end_of_log(int file, const std::string& path) {
    struct stat status {};
    if (::fstat(file, &status) != 0) {
        fail(path, errno, "check the disk");
    }
    LogEnd end;
    end.size = static_cast<std::uint64_t>(status.st_size);
    if (end.size == 0) {
        return end;
    }
    const std::string opening =
        bytes_between(file, path, 0, std::min<std::uint64_t>(end.size, audit_opening.size()));
    if (!begins_as_entry(opening.substr(0, opening.find('\n')))) {
        refuse_other_file(path);
    }
    // Backwards, more and more of it, until the last line that is an entry stands within.
    for (std::uint64_t length = std::uint64_t{1} << 16U;; length *= 4) {
        const std::uint64_t from = end.size - std::min(length, end.size);
        const std::string tail = bytes_between(file, path, from, end.size);
        std::size_t line_end = tail.ends_with('\n') ? tail.size() - 1 : tail.size();
        for (;;) {
            const std::size_t newline =
                line_end == 0 ? std::string::npos : tail.rfind('\n', line_end - 1);
            if (newline == std::string::npos && from > 0) {
                break; // its beginning is not read yet
            }
            const std::size_t first = newline == std::string::npos ? 0 : newline + 1;
            const auto link =
                parse_audit_link(std::string_view(tail).substr(first, line_end - first));
            if (link && !link->is_whole) {
                refuse(path, "its last entry was changed after it was written");
            }
            if (link) {
                end.number = link->number;
                end.hash = link->hash;
                end.lacks_line_end = line_end == tail.size();
                end.torn = end.lacks_line_end ? "" : tail.substr(line_end + 1);
            } else if (first == 0) {
                end.torn = tail;
            }
            if (link || first == 0) {
                if (!link && !may_be_torn_log(end.torn)) {
                    refuse_other_file(path);
                }
                if (!can_be_torn(end.torn)) {
                    refuse(path, "its last line is no entry as it was written");
                }
                return end;
            }
            line_end = first - 1;
        }
        if (length > most_looked_through) {
            refuse(path, "no whole entry is found at its end");
        }
    }
}

void sync_folder_of(const std::string& path) {
    std::error_code error;
    const fs::path folder = fs::absolute(path, error).parent_path();
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

int write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return errno;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

} // namespace

AuditLock::AuditLock(int descriptor, const std::string& path, Kind kind)
    : m_descriptor(descriptor) {
    const int operation = (kind == Kind::shared ? LOCK_SH : LOCK_EX) | LOCK_NB;
    constexpr std::chrono::milliseconds step{10};
    constexpr int steps = 3000;
    for (int i = 0; ::flock(descriptor, operation) != 0; ++i) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            fail(path, errno, "choose a file on a disk of this machine");
        }
        if (i == steps) {
            throw FileError(path + ": another program has held the audit log for half a minute; "
                                   "end it, or give another log");
        }
        std::this_thread::sleep_for(step);
    }
}

AuditLock::~AuditLock() { ::flock(m_descriptor, LOCK_UN); }

AuditLog::AuditLog(std::string path) : m_path(std::move(path)) {
    const char* elsewhere = "choose a folder and a file that you may write to";
    constexpr int access = O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK;
    m_descriptor = ::open(m_path.c_str(), access | O_CREAT | O_EXCL, mode_t{0600});
    const bool is_new = m_descriptor >= 0;
    if (!is_new && errno == EEXIST) {
        m_descriptor = ::open(m_path.c_str(), access);
    }
    if (m_descriptor < 0) {
        fail(m_path, errno, elsewhere);
    }
    try {
        struct stat status {};
        if (::fstat(m_descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
            throw FileError(m_path + ": an audit log must be a file on a disk; " + elsewhere);
        }
        if (is_new) {
            ::fchmod(m_descriptor, 0600); // whatever the umask left of it
            sync_folder_of(m_path);
        }
        const AuditLock lock(m_descriptor, m_path, AuditLock::Kind::shared);
        end_of_log(m_descriptor, m_path);
    } catch (...) {
        ::close(m_descriptor);
        throw;
    }
}

AuditLog::~AuditLog() { ::close(m_descriptor); }

AppendedEntry AuditLog::append(AuditEntry entry) {
    const AuditLock lock(m_descriptor, m_path, AuditLock::Kind::exclusive);
    struct stat opened {
    }, named{};
    if (::fstat(m_descriptor, &opened) != 0 || ::stat(m_path.c_str(), &named) != 0 ||
        opened.st_dev != named.st_dev || opened.st_ino != named.st_ino) {
        throw FileError(m_path + ": the audit log was removed or replaced while the command ran, "
                                 "and the run is not in it; look who did that, and run it again");
    }
    const LogEnd end = end_of_log(m_descriptor, m_path);
    std::string bytes;
    entry.torn.reset();
    if (!end.torn.empty()) {
        std::string_view torn = end.torn;
        if (torn.ends_with('\n')) {
            torn.remove_suffix(1);
        } else {
            bytes = "\n";
        }
        entry.torn = TornBytes{torn.size(), sha256_of(torn)};
    } else if (end.lacks_line_end) {
        bytes = "\n";
    }
    const std::string line = audit_line(entry, end.number + 1, end.hash);
    bytes.append(line).append("\n");
    const int error = write_all(m_descriptor, bytes);
    if (error != 0) {
        [[maybe_unused]] const int refused =
            ::ftruncate(m_descriptor, static_cast<off_t>(end.size));
        fail(m_path, error, "free some space or choose another place, and run it again");
    }
    if (::fsync(m_descriptor) != 0 && errno != EINVAL) {
        fail(m_path, errno, "check the disk, and run it again");
    }
    return {end.number + 1, parse_audit_link(line)->hash, entry.torn ? entry.torn->bytes : 0};
}

} // namespace sandhan::io
