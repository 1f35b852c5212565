// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/transit_gaps.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace sandhan::algorithms {

using graph::PlaceIndex;

std::string_view name_of(Similarity similarity) {
    switch (similarity) {
    case Similarity::corridor:
        return "corridor";
    case Similarity::ends:
        return "ends";
    case Similarity::one_end:
        return "one_end";
    case Similarity::states:
        return "states";
    case Similarity::none:
        return "none";
    }
    return {};
}

std::vector<TransitRow> transit_rows(const std::vector<TransitGap>& gaps, double least) {
    struct Sums {
        TransitRow row;
        std::map<std::pair<PlaceIndex, std::uint32_t>, TransitGuess> guesses;
        double gaps = 0.0;
    };
    std::map<std::pair<PlaceIndex, PlaceIndex>, Sums> by_ends;
    for (const TransitGap& gap : gaps) {
        Sums& sums = by_ends[{gap.origin, gap.destination}];
        const auto times = static_cast<double>(gap.journeys.size());
        sums.gaps += times;
        sums.row.similarity = std::min(sums.row.similarity, gap.similarity);
        sums.row.no_stop += times * gap.no_stop;
        sums.row.journeys.insert(sums.row.journeys.end(), gap.journeys.begin(), gap.journeys.end());
        for (const TransitGuess& guess : gap.guesses) {
            TransitGuess& sum = sums.guesses[{guess.place, guess.vertex}];
            sum.place = guess.place;
            sum.vertex = guess.vertex;
            sum.probability += times * guess.probability;
            sum.by_network += times * guess.by_network;
            sum.similar.insert(sum.similar.end(), guess.similar.begin(), guess.similar.end());
        }
    }
    const auto unique = [](std::vector<std::uint32_t>& list) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    };
    std::vector<TransitRow> rows;
    for (auto& [ends, sums] : by_ends) {
        TransitRow& row = sums.row;
        row.origin = ends.first;
        row.destination = ends.second;
        row.no_stop /= sums.gaps;
        unique(row.journeys);
        for (auto& [place, guess] : sums.guesses) {
            guess.probability /= sums.gaps;
            guess.by_network /= sums.gaps;
            unique(guess.similar);
            if (guess.probability >= least) {
                row.guesses.push_back(std::move(guess));
            }
        }
        std::stable_sort(row.guesses.begin(), row.guesses.end(),
                         [](const TransitGuess& a, const TransitGuess& b) {
                             return a.probability > b.probability;
                         });
        rows.push_back(std::move(row));
    }
    const auto stopped = [](const TransitRow& row) {
        return (1.0 - row.no_stop) * static_cast<double>(row.journeys.size());
    };
    std::stable_sort(rows.begin(), rows.end(), [&](const TransitRow& a, const TransitRow& b) {
        return stopped(a) > stopped(b);
    });
    return rows;
}

} // namespace sandhan::algorithms
