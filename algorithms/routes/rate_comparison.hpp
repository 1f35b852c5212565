// SPDX-License-Identifier: Apache-2.0
// Two counts over two periods: whether their rates differ, by how much, and what is left of many
// such findings once it is asked how many were looked at.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// Events and what they were seen in: days of a period, or any other measure of opportunity.
struct Exposed {
    std::uint64_t events = 0;
    double exposure = 0.0;
};

struct RateComparison {
    double rate_before = 0.0; ///< events by unit of exposure
    double rate_after = 0.0;
    double ratio = 0.0;   ///< after by before; infinite from nothing to something, NaN of no event
    double lower = 0.0;   ///< of the ratio's interval
    double upper = 0.0;   ///< may be infinite
    double p_value = 1.0; ///< two-sided
};

/// Whether two Poisson rates differ. Given their sum n, the later count is binomial with the
/// probability π = r t_after / (t_before + r t_after), r being the ratio of the rates: an exact
/// question about one number, whatever the rate itself is. The mid-p value counts half of the
/// outcome seen, as the plain exact test of so few outcomes is much too careful.
///
/// Requires    exposures finite and > 0; 0 < confidence < 1.
/// Returns     p_value = min(1, 2 min(P(K < k) + P(K = k) / 2, P(K > k) + P(K = k) / 2)) at r = 1;
///             the interval holds the r that this test does not refuse at 1 - confidence, so it
///             leaves out 1 exactly when p_value < 1 - confidence. No event: p 1, interval [0, ∞].
/// Throws      std::invalid_argument naming what breaks that.
/// Cost        O(√n) a tail, some twenty tails.
/// Convention  two-sided by doubling the smaller tail. Tools that add all outcomes no likelier than
///             the one seen give other p-values, which no interval agrees with. The interval is the
///             mid-p twin of Clopper and Pearson's, somewhat narrower than theirs.
/// Source      J. Przyborowski, H. Wilenski, "Homogeneity of results in testing samples from
///             Poisson series", Biometrika 31, 1940, doi:10.1093/biomet/31.3-4.313; mid-p: H. O.
///             Lancaster, JASA 56, 1961, doi:10.1080/01621459.1961.10482105; the binomial by C.
///             Loader's saddle point form, "Fast and accurate computation of binomial
///             probabilities", 2000.
[[nodiscard]] RateComparison
compare_rates(const Exposed& before, const Exposed& after, double confidence = 0.95);

/// The least p-value that so many events could have shown, however they fell: min(π, 1 - π)^n.
/// Where it is not below the level asked for, nothing could have been found and nothing was tested.
///
/// Requires, Throws  as compare_rates().
[[nodiscard]] double
least_p_value(std::uint64_t events, double exposure_before, double exposure_after);

/// Which of many tests can find anything, told by the least p-value each could have shown: those
/// whose least is below level / K, with the least K that leaves no more than K tests. A test whose
/// best outcome would drown among the others only dilutes them; leaving it out favours no finding,
/// as the outcome has no part in it.
///
/// Requires  least p-values within [0, 1]; 0 < level < 1.
/// Returns   one flag for each.
/// Throws    std::invalid_argument naming what breaks that.
/// Cost      O(m log m).
/// Source    R. E. Tarone, "A modified Bonferroni method for discrete data", Biometrics 46(2),
/// 1990,
///           doi:10.2307/2531456; for false discovery rates P. B. Gilbert, J. Royal Statistical
///           Society C 54(1), 2005, doi:10.1111/j.1467-9876.2005.00475.x
[[nodiscard]] std::vector<unsigned char> worth_testing(std::span<const double> least_p_values,
                                                       double level);

/// The q-value of each p-value: the least false discovery rate at which it is among the findings,
/// q(i) = min over j >= i of p(j) m / j with p(1) <= … <= p(m), at most 1.
///
/// Requires  p-values within [0, 1].
/// Returns   one q-value for each, in the order given.
/// Throws    std::invalid_argument naming the first that is not.
/// Cost      O(m log m).
/// Source    Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", J. Royal
///           Statistical Society B 57(1), 1995, doi:10.1111/j.2517-6161.1995.tb02031.x
[[nodiscard]] std::vector<double> benjamini_hochberg(std::span<const double> p_values);

} // namespace sandhan::algorithms
