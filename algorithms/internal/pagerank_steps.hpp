// SPDX-License-Identifier: Apache-2.0
// What is missing from scores that do not satisfy PageRank's equation yet, to a few digits. Not
// installed.
#pragma once

#include "algorithms/internal/walk_rows.hpp"

#include <memory>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// A walker's equation x = F(x), places as in `rows`.
struct WalkEquation {
    WalkRows rows;
    std::vector<double> out_strength; ///< by place; 0: nowhere to go but where `teleport` leads
    std::vector<double> teleport;     ///< by place; sums to 1
    double damping = 0.0;
};

/// How far a correction is to go, and how far it went.
struct StepLimit {
    double residual = 0.0;    ///< at which it stops: the sum of all that is still missing
    unsigned most_rounds = 0; ///< > 0
};

/// Solves e = F'(e) + r for the correction e and adds it to x, where F' is F without the constant
/// part and r = F(x) - x. Numbers are of type Real within. Returns the rounds it took, at least 1.
///
/// By conjugate gradients, for rows that are their own transpose. Requires that nothing is missing
/// at the places set apart, and leaves x there as it was: what follows there from what their
/// neighbours have now is for the caller to work out. The next correction goes on in the directions
/// of the last one.
template <class Real>
class Gradients {
  public:
    explicit Gradients(const WalkEquation& walk); // which must outlive it
    ~Gradients();
    unsigned correct(std::span<const double> r, const StepLimit& limit, std::span<double> x);

  private:
    class Columns;
    std::unique_ptr<Columns> m_columns;
};

/// The same for any rows.
/// By adding what the walker makes of r, and of that, and so on.
template <class Real>
unsigned correct_by_walking(const WalkEquation& walk,
                            std::span<const double> r,
                            const StepLimit& limit,
                            std::span<double> x);

} // namespace sandhan::algorithms::internal
