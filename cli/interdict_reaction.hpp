// SPDX-License-Identifier: Apache-2.0
// analyse interdict --react: where movement goes once a set is closed.
#pragma once

#include "cli/interdict_question.hpp"

#include <string>
#include <vector>

namespace sandhan::cli {

/// Of each leg -ln of its probability as the next step, as `routes --from --to` has it.
[[nodiscard]] std::vector<double> costs_of_going_on(const InterdictCases& all);

/// Adds to the row of a set where the routes that it closes go, over legs of these `costs`. Returns
/// a warning where most of what it closes only goes elsewhere, else nothing.
[[nodiscard]] std::string add_reaction(const InterdictCases& all,
                                       const std::vector<algorithms::ObservedRoute>& routes,
                                       const std::vector<double>& costs,
                                       const std::vector<std::uint32_t>& items,
                                       const graph::RunControl& control,
                                       io::Record& row);

} // namespace sandhan::cli
