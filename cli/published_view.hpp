// SPDX-License-Identifier: Apache-2.0
// export --publish K: movement in figures that may leave the unit.
#pragma once

#include "cli/entities.hpp"
#include "io/graph_document.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sandhan::cli {

/// What of an export's options decides whether its file may be published.
struct PublishedExport {
    std::string people; ///< the K of --publish as typed; "" or "true" where none was
    bool is_graph = true;
    std::string view; ///< empty where none was asked for
    bool infers_transit = false;
    bool includes = false; ///< --include
    bool reveals = false;
};

/// K. Throws UsageError that tells why what was asked for can't be published.
[[nodiscard]] std::uint64_t published_people(const PublishedExport& asked);

struct PublishedView {
    io::GraphDocument document;
    std::string comment;            ///< for the file
    std::vector<std::string> notes; ///< for who publishes it, and for nobody else
};

/// The movement view of these cases at a level, made of figures that rest on `people` people each,
/// whatever other levels are published too.
[[nodiscard]] PublishedView published_view(const LoadedCases& cases,
                                           const graph::CaseGraph& g,
                                           graph::PlaceLevel level,
                                           std::uint64_t people,
                                           const graph::RunControl& control);

/// What is to be said where filters make a part of the data: another part can be subtracted.
[[nodiscard]] std::string note_of_filters(const InputOptions& input);

} // namespace sandhan::cli
