// SPDX-License-Identifier: Apache-2.0
// How likely each way through one gap is. Not installed.
#pragma once

#include "algorithms/internal/told_stops.hpp"
#include "algorithms/internal/transit_map.hpp"
#include "algorithms/routes/transit_inference.hpp"

#include <vector>

namespace sandhan::algorithms::internal {

struct TransitPosterior {
    std::vector<TransitStops> ways; ///< the first one without a stop
    std::vector<double> probability, by_network;
    Similarity similarity = Similarity::none;
};

/// By the definition of infer_transit(), where records leave a stop out with probability
/// `left_out`. Requires  the ends of the question searched for in `map`.
[[nodiscard]] TransitPosterior transit_posterior(const TransitMap& map,
                                                 const ToldStops& told,
                                                 const TransitQuestion& question,
                                                 double left_out,
                                                 const TransitOptions& options);

} // namespace sandhan::algorithms::internal
