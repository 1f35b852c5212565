// SPDX-License-Identifier: Apache-2.0
// How read_incidents() goes about its work; none of it changes what is read. For tests.
#pragma once

#include "io/incident_reader.hpp"

#include <cstddef>

namespace sandhan::io {

struct ReadingTactics {
    /// From 64 KiB to 1 MiB the time is the same; a larger one makes fewer sinks for the caller to
    /// join, and the few that are under way still take little memory.
    std::size_t block_bytes = std::size_t{1} << 20U;
    std::size_t block_records = 256; ///< where records are cut out one by one: JSON, CSV
    bool bulk = true;                ///< false: every record goes the way that knows faults
};

InputSummary read_incidents(std::span<const std::string> inputs,
                            const ReadOptions& options,
                            BlockSink& blocks,
                            const ReadingTactics& tactics);
InputSummary read_incidents(std::span<const std::string> inputs,
                            const ReadOptions& options,
                            RecordSink& sink,
                            const ReadingTactics& tactics);

} // namespace sandhan::io
