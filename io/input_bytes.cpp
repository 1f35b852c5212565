// SPDX-License-Identifier: Apache-2.0
#include "io/input_bytes.hpp"

#include "io/errors.hpp"
#include "io/file_witness.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <system_error>

namespace sandhan::io {

namespace {

const char* remedy(int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return "check the name";
    case EACCES:
    case EPERM:
        return "ask for the right to read it";
    case EISDIR:
        return "name a file inside it";
    default:
        return "copy the file to this machine again";
    }
}

[[noreturn]] void fail(const std::string& name, int error) {
    throw FileError(name + ": cannot be read: " + std::generic_category().message(error) + "; " +
                    remedy(error));
}

int open_descriptor(const std::string& path, const std::string& name) {
    const int descriptor = path == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                       : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        fail(name, errno);
    }
    struct stat status {};
    if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
        ::close(descriptor);
        fail(name, EISDIR);
    }
    tell_reading(path);
    return descriptor;
}

} // namespace

struct InputBytes::Handle {
    explicit Handle(int descriptor) {
        struct stat status {};
        if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
            size = static_cast<std::uint64_t>(status.st_size);
        }
        file = ::gzdopen(descriptor, "rb");
        if (file == nullptr) {
            ::close(descriptor);
            throw std::bad_alloc();
        }
        ::gzbuffer(file, 1U << 17U);
    }
    ~Handle() { ::gzclose(file); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    gzFile file = nullptr;
    std::optional<std::uint64_t> size; ///< of the file as it lies on the disk
};

InputBytes::InputBytes(const std::string& path)
    : m_name(path == "-" ? std::string("standard input") : path) {
    m_handle = std::make_unique<Handle>(open_descriptor(path, m_name));
}

InputBytes::~InputBytes() = default;
InputBytes::InputBytes(InputBytes&&) noexcept = default;
InputBytes& InputBytes::operator=(InputBytes&&) noexcept = default;

std::optional<std::uint64_t> InputBytes::size() const {
    return ::gzdirect(m_handle->file) == 1 ? m_handle->size : std::nullopt;
}

std::size_t InputBytes::read(char* to, std::size_t size) {
    const auto most = std::min<std::size_t>(size, std::numeric_limits<int>::max());
    errno = 0;
    const int got = ::gzread(m_handle->file, to, static_cast<unsigned>(most));
    if (got > 0) {
        return static_cast<std::size_t>(got);
    }
    int problem = Z_OK;
    ::gzerror(m_handle->file, &problem);
    switch (problem) {
    case Z_OK:
    case Z_STREAM_END:
        return 0;
    case Z_ERRNO:
        fail(m_name, errno != 0 ? errno : EIO);
    case Z_MEM_ERROR:
        throw std::bad_alloc();
    case Z_BUF_ERROR:
        throw FileError(m_name + ": the gzip stream ends early; copy the file again");
    default:
        throw FileError(m_name + ": the gzip stream is damaged; copy the file again");
    }
}

std::string InputBytes::read_all(std::uint64_t limit) {
    std::string bytes;
    std::size_t used = 0;
    for (;;) {
        bytes.resize(std::max<std::size_t>(2 * used, std::size_t{1} << 16U));
        const std::size_t got = read(bytes.data() + used, bytes.size() - used);
        if (got == 0) {
            bytes.resize(used);
            return bytes;
        }
        used += got;
        if (used > limit) {
            throw FileError(m_name + ": holds more than " + std::to_string(limit >> 20U) +
                            " MiB; split the file");
        }
    }
}

} // namespace sandhan::io
