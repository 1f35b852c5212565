// SPDX-License-Identifier: Apache-2.0
// Whether every number in the tables of a case file may stand where it stands.
#pragma once

#include "graph/run_control.hpp"
#include "io/case_layout.hpp"

#include <optional>
#include <string>

namespace sandhan::io {

/// "people, row 17": the first row that names a row or text which is not there, holds a value
/// outside its vocabulary, a day no calendar has or a truth that is neither; nothing when all is
/// well. The sums of a file tell accidents; this keeps a file that was made to deceive from leading
/// out of its tables.
/// Cost  one pass over all rows, on all threads
[[nodiscard]] std::optional<std::string> impossible_row(const graph::CaseStore& store,
                                                        const case_layout::Notes& notes,
                                                        const graph::RunControl& control);

} // namespace sandhan::io
