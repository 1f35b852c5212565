// SPDX-License-Identifier: Apache-2.0
#include "io/file_witness.hpp"

#include <sys/stat.h>

#include <atomic>

namespace sandhan::io {
namespace {

std::atomic<FileWitness*> present_witness{nullptr};

} // namespace

FileWitness* file_witness() noexcept { return present_witness.load(std::memory_order_acquire); }

Witnessed::Witnessed(FileWitness& witness) { present_witness.store(&witness); }

Witnessed::~Witnessed() { present_witness.store(nullptr); }

void tell_reading(const std::string& path) {
    if (FileWitness* witness = file_witness()) {
        witness->reads(path);
    }
}

bool can_be_read_again(int descriptor) noexcept {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

} // namespace sandhan::io
