// SPDX-License-Identifier: Apache-2.0
// How agencies write down what happened: what they leave out, spell otherwise or know vaguely.
#pragma once

#include "algorithms/generator/event.hpp"
#include "algorithms/generator/generator.hpp"

namespace sandhan::algorithms::generator {

/// The first or second report of an event. The two share nothing but the event.
[[nodiscard]] GeneratedRecord
make_record(const Plan& plan, const Event& event, bool duplicate, bool truth);

} // namespace sandhan::algorithms::generator
