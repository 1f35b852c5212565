// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sandhan::algorithms {

enum class Normalisation {
    none,    ///< the plain sum or count
    by_size, ///< divided by the largest value a vertex of so large a graph could have
};

} // namespace sandhan::algorithms
