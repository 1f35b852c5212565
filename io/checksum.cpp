// SPDX-License-Identifier: Apache-2.0
#include "io/checksum.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace sandhan::io {

std::uint64_t checksum(std::span<const std::byte> bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

struct RunningChecksum::State {
    XXH3_state_t sum;
};

RunningChecksum::RunningChecksum() : m_state(std::make_unique<State>()) {
    XXH3_64bits_reset(&m_state->sum);
}

RunningChecksum::~RunningChecksum() = default;

void RunningChecksum::add(std::span<const std::byte> bytes) {
    XXH3_64bits_update(&m_state->sum, bytes.data(), bytes.size());
}

std::uint64_t RunningChecksum::value() const { return XXH3_64bits_digest(&m_state->sum); }

} // namespace sandhan::io
