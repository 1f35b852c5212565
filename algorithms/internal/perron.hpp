// SPDX-License-Identifier: Apache-2.0
// The largest eigenvalue of a non-negative matrix and its positive vector. Not installed.
#pragma once

#include "algorithms/internal/weighted_rows.hpp"
#include "graph/run_control.hpp"

#include <vector>

namespace sandhan::algorithms::internal {

struct PerronOptions {
    double tolerance = 1e-12; ///< of the residual
    unsigned max_rounds = 1000;
    bool symmetric = false; ///< the matrix is
};

struct Perron {
    std::vector<double> vector; ///< length 1, non-negative
    double value = 0.0;
    double residual = 0.0; ///< |M x - value x| / value
    unsigned rounds = 0;   ///< products of the matrix with a vector
    bool converged = true;
};

/// Of the matrix whose rows are those of positions first..last-1, their neighbours among them and
/// strongly connected: then the vector is unique and positive. Starts from all ones.
///
/// A restarted Krylov method: fifteen products span a small space, and the best vector in it and in
/// the one before is where the next fifteen start, so that a small gap below the largest eigenvalue
/// costs far fewer rounds than in the power iteration; which takes over where the small space
/// misleads, as it may for a matrix far from normal.
///
/// Cost    O(m) a round and O(n) memory, 18 vectors; the same bytes for any number of threads.
/// Source  Y. Saad, "Variations on Arnoldi's method for computing eigenelements of large
///         unsymmetric matrices", Linear Algebra Appl. 34, 1980. doi:10.1016/0024-3795(80)90169-X;
///         the vector before: A. Knyazev, "Toward the optimal preconditioned eigensolver", SIAM J.
///         Sci. Comput. 23(2), 2001. doi:10.1137/S1064827500366124
[[nodiscard]] Perron perron_vector(const WeightedRows& rows,
                                   graph::Vertex first,
                                   graph::Vertex last,
                                   const PerronOptions& options,
                                   const graph::RunControl& control);

} // namespace sandhan::algorithms::internal
