// SPDX-License-Identifier: Apache-2.0
// What is measured, beside its peers: ./run bench.
#include "bench/side_by_side.hpp"

#include <oneapi/tbb/info.h>

#include <string>

int main(int argc, char** argv) {
    using namespace sandhan;
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
        return 2;
    }
    benchmark::AddCustomContext("sandhan_all_threads",
                                std::to_string(tbb::info::default_concurrency()));
    bench::register_hub_kernels();
    bench::register_pipeline();
    bench::SideBySide reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    benchmark::Shutdown();
    return 0;
}
