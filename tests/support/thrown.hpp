// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace sandhan::tests {

/// The message of the Exception that work throws; another exception passes through, and none gives
/// "(nothing thrown)".
template <class Exception, class Work>
[[nodiscard]] std::string message_of(Work&& work) {
    try {
        work();
    } catch (const Exception& e) {
        return e.what();
    }
    return "(nothing thrown)";
}

} // namespace sandhan::tests
