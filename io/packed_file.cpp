// SPDX-License-Identifier: Apache-2.0
#include "io/packed_file.hpp"

#include "io/graph_formats.hpp"

namespace sandhan::io {

PackedFile::PackedFile(const std::string& path, FileReaders readers) : m_file(path, readers) {
    if (is_packed_name(path)) {
        m_packing = std::make_unique<GzipBuffer>(m_file.stream());
        m_packed = std::make_unique<std::ostream>(m_packing.get());
        m_packed->exceptions(std::ios::badbit | std::ios::failbit);
    }
}

void PackedFile::finish() {
    if (m_packing) {
        m_packing->finish();
    }
    m_file.finish();
}

} // namespace sandhan::io
