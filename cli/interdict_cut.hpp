// SPDX-License-Identifier: Apache-2.0
// analyse interdict without --budget: the least that separates all, and its certificate.
#pragma once

#include "cli/interdict_question.hpp"

namespace sandhan::cli {

/// Adds rows, tables and notes to an answer that has its parameters and columns.
void answer_whole_cut(const InterdictCases& all, io::ResultDocument& result);

} // namespace sandhan::cli
