// SPDX-License-Identifier: Apache-2.0
#include "io/output_file.hpp"

#include "io/errors.hpp"
#include "io/file_witness.hpp"
#include "io/sha256.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <new>
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

/// All of them; 0, or what errno had.
int write_bytes(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) {
                continue;
            }
            if (errno == EAGAIN) { // a pipe that another program set so
                pollfd ready{descriptor, POLLOUT, 0};
                ::poll(&ready, 1, -1);
                continue;
            }
            return errno;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

/// The bytes that went out, for the witness of the process; nothing where there is none.
class Tap {
  public:
    Tap() {
        if (file_witness() != nullptr) {
            m_sum.emplace();
        }
    }

    void add(std::string_view bytes) {
        if (m_sum) {
            m_sum->add(bytes);
            m_bytes += bytes.size();
        }
    }

    /// Once: afterwards nothing is told.
    void tell(const std::string& path, bool whole) {
        if (FileWitness* witness = file_witness(); witness != nullptr && m_sum) {
            witness->wrote(path, m_bytes, m_sum->value(), whole);
        }
        m_sum.reset();
    }

    [[nodiscard]] bool has_bytes() const { return m_bytes > 0; }

  private:
    std::optional<Sha256> m_sum;
    std::uint64_t m_bytes = 0;
};

/// Remembers the first failure, for commit(): the stream itself may have been told to stay silent.
class DescriptorBuffer : public std::streambuf {
  public:
    DescriptorBuffer(int descriptor, const std::string& path, Tap& tap)
        : m_descriptor(descriptor), m_path(path), m_tap(tap), m_bytes(std::size_t{1} << 18U) {
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
        if (m_error == 0) {
            m_error = write_bytes(m_descriptor, {at, left});
            if (m_error == 0) {
                m_tap.add({at, left});
            }
        }
        if (m_error != 0) {
            fail(m_path, m_error);
        }
    }

    int m_descriptor;
    const std::string& m_path;
    Tap& m_tap;
    std::vector<char> m_bytes;
    int m_error = 0;
};

/// A new file beside `target`, hidden and open for `access`. It is tracked before it exists: a
/// signal in between would otherwise leave it behind. `descriptor` is -1 where there is an `error`.
struct Temporary {
    fs::path path;
    TrackedPath* tracked = nullptr;
    int descriptor = -1;
    int error = 0;
};

Temporary open_beside(const fs::path& target, int access, mode_t mode) {
    const std::string name = target.filename().string().substr(0, 200);
    const std::string start = "." + name + "." + std::to_string(::getpid()) + "-";
    static std::atomic<unsigned> count{0};
    Temporary made;
    do {
        made.path =
            target.parent_path() / (start + std::to_string(count.fetch_add(1)) + ".unfinished");
        untrack(made.tracked);
        made.tracked = track(made.path);
        made.descriptor = ::open(made.path.c_str(), access | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        made.error = made.descriptor < 0 ? errno : 0;
    } while (made.error == EEXIST);
    if (made.error != 0) {
        untrack(std::exchange(made.tracked, nullptr));
    }
    return made;
}

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
        // What went out can't be called back: also of a run that fails, somebody may have it.
        if (m_temporary.empty() && m_tap.has_bytes()) {
            try {
                m_tap.tell(m_path, false);
            } catch (const std::bad_alloc&) { // nothing is left to tell it with
            }
        }
        close();
        discard();
    }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    void finish() {
        m_buffer->flush();
        // EINVAL: a file system that has nothing to bring to a disk.
        if (!m_temporary.empty() && ::fsync(m_descriptor) != 0 && errno != EINVAL) {
            fail(m_path, errno);
        }
    }

    void commit() {
        finish();
        if (m_temporary.empty()) {
            m_tap.tell(m_path, true);
            return;
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
        m_tap.tell(m_path, true);
        sync_folder(m_target.parent_path());
    }

    /// Empty where the target is written directly.
    [[nodiscard]] const fs::path& target() const { return m_target; }

    std::string m_path;
    Tap m_tap;
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
        Temporary made = open_beside(m_target, O_WRONLY, mode);
        if (made.error != 0) {
            fail(m_path, made.error);
        }
        m_temporary = std::move(made.path);
        m_tracked = made.tracked;
        m_descriptor = made.descriptor;
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
        m_buffer.emplace(descriptor, m_path, m_tap);
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

void OutputFile::finish() { m_implementation->finish(); }

void OutputFile::commit() { m_implementation->commit(); }

ScratchFile::ScratchFile(const OutputFile& of) : m_path(of.path()) {
    fs::path target = of.m_implementation->target();
    if (target.empty()) {
        std::error_code none;
        m_path = fs::temp_directory_path(none).string();
        target = fs::path(m_path) / "sandhan";
    }
#ifdef O_TMPFILE
    m_descriptor =
        ::open(target.parent_path().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, mode_t{0600});
#endif
    // A file system that has none without a name, as NFS: it has one for a moment.
    if (m_descriptor < 0) {
        const Temporary made = open_beside(target, O_RDWR, mode_t{0600});
        if (made.error != 0) {
            fail(m_path, made.error);
        }
        m_descriptor = made.descriptor;
        ::unlink(made.path.c_str());
        untrack(made.tracked);
    }
}

ScratchFile::~ScratchFile() { ::close(m_descriptor); }

void ScratchFile::append(std::string_view bytes) {
    if (const int error = write_bytes(m_descriptor, bytes); error != 0) {
        fail(m_path, error);
    }
    m_size += bytes.size();
}

void ScratchFile::drain(const std::function<void(std::string_view)>& take) {
    constexpr std::uint64_t step = std::uint64_t{4} << 20U;
    std::vector<char> bytes(static_cast<std::size_t>(std::min(step, m_size)));
    for (std::uint64_t at = 0; at < m_size;) {
        const ssize_t got =
            ::pread(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(at));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            fail(m_path, got < 0 ? errno : EIO);
        }
        take({bytes.data(), static_cast<std::size_t>(got)});
        at += static_cast<std::uint64_t>(got);
#ifdef FALLOC_FL_PUNCH_HOLE
        [[maybe_unused]] const int refused = ::fallocate(
            m_descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(at));
#endif
    }
}

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
