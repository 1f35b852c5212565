// SPDX-License-Identifier: Apache-2.0
// Sums that tell changed bytes from unchanged ones: XXH3 of 64 bits. Against accidents, not against
// somebody who means to deceive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace sandhan::io {

[[nodiscard]] std::uint64_t checksum(std::span<const std::byte> bytes);

/// The same sum of bytes that come in pieces.
class RunningChecksum {
  public:
    RunningChecksum();
    ~RunningChecksum();
    RunningChecksum(const RunningChecksum&) = delete;
    RunningChecksum& operator=(const RunningChecksum&) = delete;

    void add(std::span<const std::byte> bytes);
    [[nodiscard]] std::uint64_t value() const;

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace sandhan::io
