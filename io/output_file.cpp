// SPDX-License-Identifier: Apache-2.0
#include "io/output_file.hpp"

#include "io/errors.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <streambuf>
#include <system_error>
#include <utility>
#include <vector>

namespace sandhan::io {

namespace {

namespace fs = std::filesystem;

// --- what a signal handler may read --------------------------------------------------------------

struct TrackedPath {
    std::atomic<bool> taken{false};
    std::atomic<bool> complete{false}; // the bytes of `path` may be read
    std::array<char, 4096> path{};     // PATH_MAX, the longest that unlink(2) accepts
};

std::array<TrackedPath, max_tracked_outputs> tracked_paths;
static_assert(std::atomic<bool>::is_always_lock_free);

TrackedPath* track(const std::string& path) {
    if (path.size() >= tracked_paths[0].path.size()) {
        return nullptr;
    }
    for (TrackedPath& slot : tracked_paths) {
        if (!slot.taken.exchange(true)) {
            std::memcpy(slot.path.data(), path.c_str(), path.size() + 1);
            slot.complete.store(true, std::memory_order_release);
            return &slot;
        }
    }
    return nullptr;
}

void untrack(TrackedPath* slot) {
    if (slot != nullptr) {
        slot->complete.store(false);
        slot->taken.store(false);
    }
}

// --- messages ------------------------------------------------------------------------------------

const char* remedy(int error) {
    switch (error) {
    case ENOSPC:
    case EDQUOT:
        return "free some space or choose another place";
    case EACCES:
    case EPERM:
    case EROFS:
        return "choose a folder and a file that you may write to";
    case ENOENT:
    case ENOTDIR:
        return "make the folder first, or choose one that exists";
    case EISDIR:
        return "name a file inside it";
    case ENAMETOOLONG:
        return "choose a shorter name";
    case EPIPE:
        return "the program that was reading the output ended; run it again";
    case EFBIG:
        return "raise the limit on file sizes or choose another place";
    default:
        return "choose another place";
    }
}

[[noreturn]] void fail(const std::string& path, int error) {
    const std::string name = path == "-" ? "standard output" : path;
    throw FileError(name + ": cannot be written: " + std::generic_category().message(error) + "; " +
                    remedy(error));
}

// --- bytes ---------------------------------------------------------------------------------------

/// Remembers the first failure, for commit(): the stream itself may have been told to stay silent.
class DescriptorBuffer : public std::streambuf {
  public:
    DescriptorBuffer(int descriptor, const std::string& path)
        : m_descriptor(descriptor), m_path(path), m_bytes(std::size_t{1} << 18U) {
        empty();
    }

    /// Writes what is buffered; throws FileError, also if an earlier write failed.
    void flush() {
        const char* at = pbase();
        std::size_t left = static_cast<std::size_t>(pptr() - pbase());
        empty();
        write_all(at, left);
    }

  protected:
    int_type overflow(int_type c) override {
        flush();
        if (!traits_type::eq_int_type(c, traits_type::eof())) {
            *pptr() = traits_type::to_char_type(c);
            pbump(1);
        }
        return traits_type::not_eof(c);
    }

    std::streamsize xsputn(const char* s, std::streamsize n) override {
        const auto length = static_cast<std::size_t>(n);
        if (length == 0) { // s may be null then, which memcpy does not take
            return 0;
        }
        if (length > static_cast<std::size_t>(epptr() - pptr())) {
            flush();
        }
        if (length >= m_bytes.size()) {
            write_all(s, length);
        } else {
            std::memcpy(pptr(), s, length);
            pbump(static_cast<int>(length));
        }
        return n;
    }

    int sync() override {
        flush();
        return 0;
    }

  private:
    void empty() { setp(m_bytes.data(), m_bytes.data() + m_bytes.size()); }

    void write_all(const char* at, std::size_t left) {
        if (m_error != 0) {
            fail(m_path, m_error);
        }
        while (left > 0) {
            const ssize_t written = ::write(m_descriptor, at, left);
            if (written < 0) {
                if (errno == EINTR) {
                    continue;
                }
                if (errno == EAGAIN) { // a pipe that another program set so
                    pollfd ready{m_descriptor, POLLOUT, 0};
                    ::poll(&ready, 1, -1);
                    continue;
                }
                m_error = errno;
                fail(m_path, m_error);
            }
            at += written;
            left -= static_cast<std::size_t>(written);
        }
    }

    int m_descriptor;
    const std::string& m_path;
    std::vector<char> m_bytes;
    int m_error = 0;
};

/// Brings a new name in a folder to the disk. Some file systems cannot; the rename holds anyway.
void sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

} // namespace

class OutputFile::Implementation {
  public:
    // Delegates, so that the destructor also cleans up after an open() that throws.
    Implementation(std::string path, FileReaders readers) : Implementation() {
        m_path = std::move(path);
        m_owner_only = readers == FileReaders::owner_only;
        open();
    }

    ~Implementation() {
        close();
        discard();
    }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    void commit() {
        m_buffer->flush();
        if (m_temporary.empty()) {
            return;
        }
        // EINVAL: a file system that has nothing to bring to a disk.
        if (::fsync(m_descriptor) != 0 && errno != EINVAL) {
            fail(m_path, errno);
        }
        const int descriptor = std::exchange(m_descriptor, -1);
        if (::close(descriptor) != 0) {
            fail(m_path, errno);
        }
        if (::rename(m_temporary.c_str(), m_target.c_str()) != 0) {
            fail(m_path, errno);
        }
        untrack(std::exchange(m_tracked, nullptr));
        m_temporary.clear();
        sync_folder(m_target.parent_path());
    }

    std::string m_path;
    std::optional<DescriptorBuffer> m_buffer;
    std::optional<std::ostream> m_stream;

  private:
    Implementation() = default;

    void open() {
        if (m_path.empty()) {
            fail(m_path, ENOENT);
        }
        if (m_path == "-") {
            use(STDOUT_FILENO);
            return;
        }
        struct stat old {};
        const bool exists = ::stat(m_path.c_str(), &old) == 0;
        if (!exists && errno != ENOENT) {
            fail(m_path, errno);
        }
        if ((exists && S_ISDIR(old.st_mode)) || (!exists && m_path.back() == '/')) {
            fail(m_path, EISDIR);
        }
        if (exists && !S_ISREG(old.st_mode)) {
            m_descriptor = ::open(m_path.c_str(), O_WRONLY | O_CLOEXEC);
            if (m_descriptor < 0) {
                fail(m_path, errno);
            }
            use(m_descriptor);
            return;
        }
        // A file that its owner protected is not ours to replace, though rename(2) would.
        if (exists && ::access(m_path.c_str(), W_OK) != 0) {
            fail(m_path, errno);
        }
        std::error_code unresolved;
        m_target = exists ? fs::canonical(m_path, unresolved) : fs::absolute(m_path, unresolved);
        if (unresolved) {
            fail(m_path, unresolved.value());
        }
        open_temporary(exists ? &old : nullptr);
        use(m_descriptor);
    }

    /// The mode is given to open(2), so that the kernel applies the umask or the folder's default
    /// access list, and the bytes are at no moment more readable than the finished file.
    void open_temporary(const struct stat* old) {
        const mode_t mode = m_owner_only     ? mode_t{0600}
                            : old != nullptr ? old->st_mode & mode_t{0777}
                                             : mode_t{0666};
        const std::string name = m_target.filename().string().substr(0, 200);
        const std::string start = "." + name + "." + std::to_string(::getpid()) + "-";
        static std::atomic<unsigned> count{0};
        do {
            m_temporary = m_target.parent_path() /
                          (start + std::to_string(count.fetch_add(1)) + ".unfinished");
            // Tracked before it exists: a signal in between would otherwise leave it behind.
            untrack(m_tracked);
            m_tracked = track(m_temporary);
            m_descriptor =
                ::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        } while (m_descriptor < 0 && errno == EEXIST);
        if (m_descriptor < 0) {
            const int error = errno;
            untrack(std::exchange(m_tracked, nullptr));
            m_temporary.clear();
            fail(m_path, error);
        }
        if (m_owner_only) {
            make_private();
        } else if (old != nullptr) {
            // A group or owner that we may not give away is no reason to refuse the file.
            if (old->st_uid != ::geteuid() || old->st_gid != ::getegid()) {
                [[maybe_unused]] const int refused =
                    ::fchown(m_descriptor, old->st_uid, old->st_gid);
            }
            ::fchmod(m_descriptor, mode);
        }
    }

    /// A umask may also take from the owner what the owner needs; and there are file systems that
    /// know no permissions, on which nothing private may be left.
    void make_private() {
        struct stat now {};
        if (::fchmod(m_descriptor, 0600) != 0 || ::fstat(m_descriptor, &now) != 0 ||
            (now.st_mode & mode_t{0777}) != 0600) {
            throw FileError(m_path + ": others could read it there, as that file system keeps no "
                                     "permissions; choose another place");
        }
    }

    void use(int descriptor) {
        m_buffer.emplace(descriptor, m_path);
        m_stream.emplace(&*m_buffer);
        // A failed insertion rethrows the FileError instead of setting a bit nobody reads.
        m_stream->exceptions(std::ios::badbit);
    }

    void close() {
        if (m_descriptor >= 0) {
            ::close(std::exchange(m_descriptor, -1));
        }
    }

    void discard() {
        if (!m_temporary.empty()) {
            ::unlink(m_temporary.c_str());
            untrack(std::exchange(m_tracked, nullptr));
        }
    }

    bool m_owner_only = false;
    int m_descriptor = -1; // ours to close; -1 for standard output
    fs::path m_target;     // absolute, links followed
    fs::path m_temporary;  // empty when the target is written directly
    TrackedPath* m_tracked = nullptr;
};

OutputFile::OutputFile(std::string path, FileReaders readers)
    : m_implementation(std::make_unique<Implementation>(std::move(path), readers)) {}

OutputFile::~OutputFile() = default;

std::ostream& OutputFile::stream() { return *m_implementation->m_stream; }

const std::string& OutputFile::path() const { return m_implementation->m_path; }

void OutputFile::commit() { m_implementation->commit(); }

void remove_unfinished_outputs() noexcept {
    const int error = errno;
    for (const TrackedPath& slot : tracked_paths) {
        if (slot.complete.load(std::memory_order_acquire)) {
            ::unlink(slot.path.data());
        }
    }
    errno = error;
}

} // namespace sandhan::io
