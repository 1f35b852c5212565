// SPDX-License-Identifier: Apache-2.0
// Places by name: from what --from and --to say to places on the journeys at hand.
#pragma once

#include "cli/session.hpp"
#include "graph/journeys.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sandhan::cli {

/// The places that these journeys visit, ascending.
[[nodiscard]] std::vector<graph::PlaceIndex> places_on(const graph::Journeys& journeys);

/// Those of `known` (ascending) that `text` means: the place of that id or name; of a place that is
/// none of them, those it holds ("Gujarat" among districts), or else, among coarser ones
/// only, the finest that holds it ("Rajkot" among states). Empty where the gazetteer knows the
/// place and none of `known` is in or around it: that is an answer. Throws UsageError, beginning
/// with `option`, for a text that means nothing or several places, which are listed.
[[nodiscard]] std::vector<graph::PlaceIndex>
find_places(const LoadedCases& cases,
            const std::vector<graph::PlaceIndex>& known,
            const std::string& text,
            const std::string& option);

/// The only one; nothing where find_places() finds none. Throws UsageError listing them where there
/// are several.
[[nodiscard]] std::optional<graph::PlaceIndex>
find_place(const LoadedCases& cases,
           const std::vector<graph::PlaceIndex>& known,
           const std::string& text,
           const std::string& option);

/// A column of places in a table: wrapped, never cut.
[[nodiscard]] io::TableColumn
place_column(const std::string& header, const std::string& path, std::size_t widest = 44);

/// The first columns of a CSV whose rows lead from `origin` to `destination`: rank and both ends.
[[nodiscard]] std::vector<io::CsvColumn> corridor_csv_columns();

} // namespace sandhan::cli
