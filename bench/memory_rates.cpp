// SPDX-License-Identifier: Apache-2.0
#include "bench/memory_rates.hpp"

#include <benchmark/benchmark.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_reduce.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>

namespace sandhan::bench {
namespace {

using Range = oneapi::tbb::blocked_range<std::size_t>;
using Word = std::uint64_t; // sums of whole numbers may be taken in any order, and so in lanes

constexpr int passes = 5;
constexpr std::size_t block = 1U << 16U;

double fastest(const std::function<void()>& pass) {
    double best = std::numeric_limits<double>::infinity();
    for (int i = 0; i < passes; ++i) {
        const auto start = std::chrono::steady_clock::now();
        pass();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        best = std::min(best, took.count());
    }
    return best;
}

/// The sum of value(i) over all positions below n.
template <class Value>
Word sum(std::size_t n, Value value) {
    return oneapi::tbb::parallel_reduce(
        Range(0, n, block), Word{0},
        [&](const Range& part, Word total) {
            for (std::size_t i = part.begin(); i < part.end(); ++i) {
                total += value(i);
            }
            return total;
        },
        std::plus<>(), oneapi::tbb::static_partitioner());
}

GatherRate gather_rate(std::size_t table_bytes) {
    constexpr std::size_t gathers = 1U << 24U;
    const std::size_t words = std::max<std::size_t>(1, table_bytes / sizeof(Word));
    const std::vector<Word> table(words, 1);
    std::vector<std::uint32_t> position(gathers);
    Word random = 1;
    for (std::uint32_t& at : position) {
        // Knuth's multiplier; the upper half of the word is what is random.
        random = random * 6364136223846793005U + 1442695040888963407U;
        at = static_cast<std::uint32_t>((random >> 32U) % words);
    }
    const double seconds = fastest([&] {
        benchmark::DoNotOptimize(sum(gathers, [&](std::size_t i) { return table[position[i]]; }));
    });
    return {words * sizeof(Word), static_cast<double>(gathers) / seconds};
}

} // namespace

MemoryRates memory_rates(std::size_t array_bytes, const std::vector<std::size_t>& table_bytes) {
    MemoryRates rates;
    const std::size_t n = array_bytes / sizeof(Word);
    {
        const std::vector<Word> read(n, 1);
        const double seconds = fastest(
            [&] { benchmark::DoNotOptimize(sum(n, [&](std::size_t i) { return read[i]; })); });
        rates.read_bytes_a_second = static_cast<double>(n * sizeof(Word)) / seconds;
    }
    {
        std::vector<double> a(n, 0.0);
        const std::vector<double> b(n, 1.0), c(n, 2.0);
        const double seconds = fastest([&] {
            oneapi::tbb::parallel_for(
                Range(0, n, block),
                [&](const Range& part) {
                    constexpr double scale = 3.0;
                    for (std::size_t i = part.begin(); i < part.end(); ++i) {
                        a[i] = b[i] + scale * c[i];
                    }
                },
                oneapi::tbb::static_partitioner());
            benchmark::DoNotOptimize(a.data());
        });
        rates.triad_bytes_a_second = static_cast<double>(3 * n * sizeof(double)) / seconds;
    }
    for (const std::size_t bytes : table_bytes) {
        rates.gathers.push_back(gather_rate(bytes));
    }
    return rates;
}

} // namespace sandhan::bench
