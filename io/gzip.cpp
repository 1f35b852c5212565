// SPDX-License-Identifier: Apache-2.0
#include "io/gzip.hpp"

#include <zlib.h>

#include <cstddef>
#include <new>

namespace sandhan::io {

std::string gzip_member(std::string_view bytes) {
    z_stream packer{};
    constexpr int gzip_window = 15 + 16;
    constexpr int usual_memory = 8;
    // Level 4 packs incidents a tenth larger than the default 6, in half the time.
    constexpr int level = 4;
    if (deflateInit2(&packer, level, Z_DEFLATED, gzip_window, usual_memory, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        throw std::bad_alloc();
    }
    std::string packed(deflateBound(&packer, static_cast<uLong>(bytes.size())), '\0');
    // zlib takes what it reads as non-const unless ZLIB_CONST is defined, and does not write it.
    packer.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
    packer.avail_in = static_cast<uInt>(bytes.size());
    packer.next_out = reinterpret_cast<Bytef*>(packed.data());
    packer.avail_out = static_cast<uInt>(packed.size());
    deflate(&packer, Z_FINISH); // the bound leaves room for all of it
    packed.resize(packer.total_out);
    deflateEnd(&packer);
    return packed;
}

GzipBuffer::GzipBuffer(std::ostream& out) : m_out(out), m_bytes(std::size_t{1} << 20U, '\0') {
    setp(m_bytes.data(), m_bytes.data() + m_bytes.size());
}

void GzipBuffer::finish() { pack(); }

GzipBuffer::int_type GzipBuffer::overflow(int_type c) {
    pack();
    if (!traits_type::eq_int_type(c, traits_type::eof())) {
        sputc(traits_type::to_char_type(c));
    }
    return traits_type::not_eof(c);
}

void GzipBuffer::pack() {
    const auto size = static_cast<std::size_t>(pptr() - pbase());
    const std::string packed = gzip_member({m_bytes.data(), size});
    setp(m_bytes.data(), m_bytes.data() + m_bytes.size());
    m_out.write(packed.data(), static_cast<std::streamsize>(packed.size()));
}

} // namespace sandhan::io
