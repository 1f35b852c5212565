// SPDX-License-Identifier: Apache-2.0
// How long work is stopped and how it tells how far it is, without knowing who asks.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>

namespace sandhan::graph {

/// Thrown by work that was asked to stop. Nothing it was building is returned.
class Cancelled : public std::exception {
  public:
    [[nodiscard]] const char* what() const noexcept override { return "interrupted"; }
};

/// Handed to every kernel that may take longer than a moment. A default one never stops the work
/// and hears nothing. Both callbacks may be called from any thread.
struct RunControl {
    std::function<bool()> stop_requested;
    std::function<void(std::uint64_t done, std::uint64_t total)> progress;

    /// Throws Cancelled when the work is to stop. Cheap enough for once a source or a block.
    void checkpoint() const {
        if (stop_requested && stop_requested()) {
            throw Cancelled();
        }
    }
    void report(std::uint64_t done, std::uint64_t total) const {
        if (progress) {
            progress(done, total);
        }
    }
};

} // namespace sandhan::graph
