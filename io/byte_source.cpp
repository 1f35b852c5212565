// SPDX-License-Identifier: Apache-2.0
#include "io/byte_source.hpp"

#include "io/errors.hpp"
#include "io/file_witness.hpp"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <functional>
#include <istream>
#include <utility>
#include <vector>

namespace sandhan::io {
namespace {

class File final : public ByteSource {
  public:
    File(std::FILE* file, std::string name) : m_file(file), m_name(std::move(name)) {
        struct stat status {};
        if (::fstat(::fileno(file), &status) == 0 && S_ISREG(status.st_mode)) {
            m_size = static_cast<std::uint64_t>(status.st_size);
        } else {
            m_once = file_witness();
        }
    }
    ~File() override {
        std::fclose(m_file); // read only: nothing can be lost
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    std::size_t read(char* to, std::size_t size) override {
        errno = 0;
        const std::size_t got = std::fread(to, 1, size, m_file);
        if (got == 0 && std::ferror(m_file) != 0) {
            throw FileError(m_name + ": cannot be read: " + std::strerror(errno));
        }
        m_taken += got;
        if (m_once != nullptr) {
            m_once->took(m_name, {to, got});
        }
        if (got == 0 && m_taken < m_size) {
            throw FileError(m_name + ": the file became shorter while it was read: it had " +
                            std::to_string(m_size) + " bytes, and " + std::to_string(m_taken) +
                            " could be read; read it again when nothing writes to it");
        }
        return got;
    }
    [[nodiscard]] std::uint64_t taken() const override { return m_taken; }

  private:
    std::FILE* m_file;
    std::string m_name;
    std::uint64_t m_size = 0;      ///< when it was opened; it may grow
    FileWitness* m_once = nullptr; ///< to be told of bytes that can't be read again
    std::uint64_t m_taken = 0;
};

/// Waits for bytes a moment at a time: a signal may be handled by another thread, and the read that
/// waits would never hear of it.
class StandardInput final : public ByteSource {
  public:
    explicit StandardInput(std::function<void()> while_waiting)
        : m_while_waiting(std::move(while_waiting)) {}

    std::size_t read(char* to, std::size_t size) override {
        for (;;) {
            constexpr int moment_ms = 100;
            pollfd waiting{STDIN_FILENO, POLLIN, 0};
            if (m_while_waiting && ::poll(&waiting, 1, moment_ms) <= 0) {
                m_while_waiting();
                continue;
            }
            const ssize_t got = ::read(STDIN_FILENO, to, size);
            if (got >= 0) {
                m_taken += static_cast<std::size_t>(got);
                if (FileWitness* witness = file_witness()) {
                    witness->took("-", {to, static_cast<std::size_t>(got)});
                }
                return static_cast<std::size_t>(got);
            }
            if (errno != EINTR && errno != EAGAIN) {
                throw FileError(std::string("standard input: cannot be read: ") +
                                std::strerror(errno));
            }
        }
    }
    [[nodiscard]] std::uint64_t taken() const override { return m_taken; }

  private:
    std::function<void()> m_while_waiting;
    std::uint64_t m_taken = 0;
};

class Stream final : public ByteSource {
  public:
    explicit Stream(std::istream& stream) : m_stream(stream) {}

    std::size_t read(char* to, std::size_t size) override {
        m_stream.read(to, static_cast<std::streamsize>(size));
        const auto got = static_cast<std::size_t>(m_stream.gcount());
        m_taken += got;
        return got;
    }
    [[nodiscard]] std::uint64_t taken() const override { return m_taken; }

  private:
    std::istream& m_stream;
    std::uint64_t m_taken = 0;
};

constexpr std::size_t block = std::size_t{64} * 1024;

class Unpacked final : public ByteSource {
  public:
    Unpacked(std::unique_ptr<ByteSource> source, std::string name)
        : m_source(std::move(source)), m_name(std::move(name)), m_block(block) {
        while (m_filled < 2 && refill_behind()) {
        }
        m_packed = starts_member();
        if (m_packed && inflateInit2(&m_zlib, gzip_window) != Z_OK) {
            throw std::bad_alloc();
        }
    }
    ~Unpacked() override {
        if (m_packed) {
            inflateEnd(&m_zlib);
        }
    }
    Unpacked(const Unpacked&) = delete;
    Unpacked& operator=(const Unpacked&) = delete;

    std::size_t read(char* to, std::size_t size) override {
        if (!m_packed) {
            return copy_some(to, size);
        }
        if (m_failure) {
            std::rethrow_exception(m_failure);
        }
        const std::size_t before = m_given;
        try {
            inflate_some(to, size);
        } catch (const ParseError&) {
            // What was unpacked before the damage is text all the same, however much is asked for.
            if (m_given == before) {
                throw;
            }
            m_failure = std::current_exception();
        }
        return m_given - before;
    }
    [[nodiscard]] std::uint64_t taken() const override { return m_source->taken(); }

  private:
    static constexpr int gzip_window = 15 + 16; // largest window; +16: gzip frame only

    /// Reads more behind what is there; false at the end of the source.
    bool refill_behind() {
        if (m_at == m_filled) {
            m_at = m_filled = 0;
        }
        if (m_filled == m_block.size()) {
            return false;
        }
        const std::size_t got =
            m_source->read(m_block.data() + m_filled, m_block.size() - m_filled);
        m_filled += got;
        return got != 0;
    }

    [[nodiscard]] bool starts_member() const {
        return m_filled - m_at >= 2 && m_block[m_at] == '\x1f' && m_block[m_at + 1] == '\x8b';
    }

    std::size_t copy_some(char* to, std::size_t size) {
        if (m_at == m_filled) {
            return m_source->read(to, size);
        }
        const std::size_t count = std::min(size, m_filled - m_at);
        std::memcpy(to, m_block.data() + m_at, count);
        m_at += count;
        return count;
    }

    void inflate_some(char* to, std::size_t size) {
        m_zlib.next_out = reinterpret_cast<Bytef*>(to);
        m_zlib.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1U << 30));
        const uInt wanted = m_zlib.avail_out;
        while (!m_finished && m_zlib.avail_out == wanted) {
            const bool at_end = m_at == m_filled && !refill_behind();
            m_zlib.next_in = reinterpret_cast<Bytef*>(m_block.data() + m_at);
            m_zlib.avail_in = static_cast<uInt>(m_filled - m_at);
            const uInt room = m_zlib.avail_out;
            const int status = inflate(&m_zlib, Z_NO_FLUSH);
            m_at = m_filled - m_zlib.avail_in;
            m_given += room - m_zlib.avail_out;
            if (status == Z_STREAM_END) {
                next_member();
            } else if (at_end && m_zlib.avail_out == room) {
                // zlib holds back text when it is asked for little; now it has none left.
                throw ParseError(m_name + ": the gzip data ends too early, after " +
                                 std::to_string(taken()) +
                                 " bytes; the file was cut short: copy or download it again");
            } else if (status != Z_OK && status != Z_BUF_ERROR) {
                throw ParseError(m_name + ": the gzip data is damaged within its first " +
                                 std::to_string(taken()) +
                                 " bytes; copy or download the file again");
            }
        }
    }

    void next_member() {
        while (m_filled - m_at < 2) {
            if (m_at > 0) {
                std::memmove(m_block.data(), m_block.data() + m_at, m_filled - m_at);
                m_filled -= m_at;
                m_at = 0;
            }
            if (!refill_behind()) {
                break;
            }
        }
        if (starts_member()) {
            inflateReset(&m_zlib);
            return;
        }
        m_finished = true;
        // Tapes and some tools pad with zeros; anything else is no part of the text.
        do {
            for (; m_at < m_filled; ++m_at) {
                if (m_block[m_at] != '\0') {
                    throw ParseError(m_name + ": there is something behind the end of the gzip "
                                              "data; unpack the file with gzip and look");
                }
            }
        } while (refill_behind());
    }

    std::unique_ptr<ByteSource> m_source;
    std::string m_name;
    std::vector<char> m_block;
    std::size_t m_at = 0, m_filled = 0;
    bool m_packed = false, m_finished = false;
    std::size_t m_given = 0; ///< bytes unpacked
    std::exception_ptr m_failure;
    z_stream m_zlib{};
};

} // namespace

std::unique_ptr<ByteSource> open_file(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) {
        throw FileError(path + ": cannot be opened: " + std::strerror(errno));
    }
    tell_reading(path);
    return std::make_unique<File>(file, path);
}

std::unique_ptr<ByteSource> open_standard_input(std::function<void()> while_waiting) {
    tell_reading("-");
    return std::make_unique<StandardInput>(std::move(while_waiting));
}

std::unique_ptr<ByteSource> open_stream(std::istream& stream) {
    return std::make_unique<Stream>(stream);
}

std::unique_ptr<ByteSource> unpacked(std::unique_ptr<ByteSource> source, std::string name) {
    return std::make_unique<Unpacked>(std::move(source), std::move(name));
}

} // namespace sandhan::io
