// SPDX-License-Identifier: Apache-2.0
// Kernels beside their peers, in one process:
// sandhan_bench [--quick | --full] [SIZE=INCIDENTS.jsonl ... | --write-kernels FOLDER |
//     --write-graphml FILE | --graphml-memory FILE].
// bench/run.py runs it and gives it the incidents.
#include "bench/side_by_side.hpp"

#include <oneapi/tbb/info.h>

#include <cstdio>
#include <cstring>
#include <exception>
#include <string>
#include <utility>

int main(int argc, char** argv) {
    using namespace sandhan;
    benchmark::Initialize(&argc, argv);
    try {
        bench::Size size = bench::Size::full;
        for (const auto& [option, meant] : {std::pair{"--quick", bench::Size::quick},
                                            std::pair{"--full", bench::Size::patient}}) {
            if (argc > 1 && std::strcmp(argv[1], option) == 0) {
                size = meant;
                --argc;
                ++argv;
            }
        }
        if (argc == 3 && std::strcmp(argv[1], "--write-kernels") == 0) {
            bench::write_hub_kernels(argv[2], size);
            return 0;
        }
        if (argc == 3 && std::strcmp(argv[1], "--write-graphml") == 0) {
            bench::write_large_graphml(argv[2], size);
            return 0;
        }
        if (argc == 3 && std::strcmp(argv[1], "--graphml-memory") == 0) {
            bench::tell_graphml_memory(argv[2]);
            return 0;
        }
        bench::register_hub_kernels(size);
        bench::register_cut_kernels();
        bench::register_path_kernels();
        bench::register_timed_kernels();
        for (int i = 1; i < argc; ++i) {
            const std::string argument = argv[i];
            const std::size_t equals = argument.find('=');
            if (equals == 0 || equals == std::string::npos || argument[0] == '-') {
                std::fprintf(stderr,
                             "sandhan_bench: \"%s\" is no SIZE=FILE of incidents, nor an option\n",
                             argv[i]);
                return 2;
            }
            bench::register_pipeline(argument.substr(0, equals), argument.substr(equals + 1));
        }
        benchmark::AddCustomContext("sandhan_all_threads",
                                    std::to_string(oneapi::tbb::info::default_concurrency()));
        bench::SideBySide reporter;
        benchmark::RunSpecifiedBenchmarks(&reporter);
        benchmark::Shutdown();
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "sandhan_bench: %s\n", error.what());
        return 3;
    }
}
