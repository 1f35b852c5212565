// SPDX-License-Identifier: Apache-2.0
// The layout of a graph that has no places: how long until it can be drawn. Nobody's points are
// another's, so that both only tell how many they found; Graphviz's sfdp is a process of its own.
#include "algorithms/layout/force_layout.hpp"
#include "bench/hub_kernels.hpp"

#include <cmath>

namespace sandhan::bench {

void add_layout(std::vector<Kernel>& kernels, const SubjectPtr& subject) {
    const auto lay_out = [](const Subject& s) -> Answer {
        const auto points = algorithms::force_layout(s.graph());
        double found = 0.0;
        for (const algorithms::Point point : points) {
            found += std::isfinite(point.x) && std::isfinite(point.y) ? 1.0 : 0.0;
        }
        return [found] { return Numbers{found}; };
    };
    kernels.push_back({"layout/force/" + subject->name(), subject, lay_out, {}});
}

} // namespace sandhan::bench
