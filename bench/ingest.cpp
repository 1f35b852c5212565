// SPDX-License-Identifier: Apache-2.0
// One step of the way from a file to a graph, in a process of its own, so that its time and its
// peak of memory are its own: sandhan_bench_ingest STEP FILE [THREADS]. Prints one line of JSON.
//
//   ingest    incidents read, places resolved, store and case graph built
//   nlohmann  each line merely parsed by nlohmann::json: the peer
//   simdjson  each line merely parsed by simdjson: what no reader of ours will undercut
//   places    a million place texts of the file resolved, one in twenty misspelt
#include "bench/cases.hpp"
#include "graph/case_graph.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/task_arena.h>
#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::bench {
namespace {

/// Of all ids, in whatever order: two readers with equal sums have read the same records.
class IdSum {
  public:
    void add(std::string_view id) {
        // FNV-1a, then a multiplication so that sums of similar ids differ.
        std::uint64_t hash = 14695981039346656037ULL;
        for (const char c : id) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
        }
        m_sum += (hash ^ (hash >> 32U)) * 0x9E3779B97F4A7C15ULL;
    }
    [[nodiscard]] std::string text() const { return fmt::format("{:016x}", m_sum); }

  private:
    std::uint64_t m_sum = 0;
};

/// Calls take(line) for each line, with simdjson's padding readable behind it. In blocks, as the
/// cheapest way to hand out lines: what is compared is parsing.
template <class Take>
void for_each_line(const std::string& path, Take take) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw std::runtime_error(path + " can't be read");
    }
    constexpr std::size_t block = std::size_t{4} << 20U;
    std::vector<char> buffer;
    std::size_t kept = 0; // bytes of a line that the block before began
    while (true) {
        buffer.resize(kept + block + simdjson::SIMDJSON_PADDING);
        in.read(buffer.data() + kept, block);
        const std::size_t end = kept + static_cast<std::size_t>(in.gcount());
        std::size_t line = 0;
        while (line < end) {
            const auto* const at =
                static_cast<const char*>(std::memchr(buffer.data() + line, '\n', end - line));
            if (at == nullptr && in) {
                break;
            }
            const std::size_t length =
                at == nullptr ? end - line : static_cast<std::size_t>(at - buffer.data()) - line;
            if (length > 0) {
                take(std::string_view(buffer.data() + line, length));
            }
            line += length + 1;
        }
        if (!in) {
            return;
        }
        kept = end - line;
        std::memmove(buffer.data(), buffer.data() + line, kept);
    }
}

std::string parsed(std::uint64_t records, const IdSum& ids) {
    return fmt::format(R"({{"records": {}, "ids": "{}"}})", records, ids.text());
}

std::string parse_with_nlohmann(const std::string& path) {
    std::uint64_t records = 0;
    IdSum ids;
    for_each_line(path, [&](std::string_view line) {
        const auto record = nlohmann::json::parse(line);
        ids.add(record.at("id").get_ref<const std::string&>());
        ++records;
    });
    return parsed(records, ids);
}

std::string parse_with_simdjson(const std::string& path) {
    std::uint64_t records = 0;
    IdSum ids;
    simdjson::dom::parser parser;
    for_each_line(path, [&](std::string_view line) {
        const simdjson::dom::element record = parser.parse(line.data(), line.size(), false);
        ids.add(std::string_view(record["id"]));
        ++records;
    });
    return parsed(records, ids);
}

std::string ingest(const std::string& path) {
    const auto now = [] { return std::chrono::steady_clock::now(); };
    const auto since = [&](auto start) {
        return std::chrono::duration<double>(now() - start).count();
    };
    auto start = now();
    (void)graph::Gazetteer::builtin();
    const double gazetteer_s = since(start);
    const LoadedStore loaded = load(path);
    start = now();
    const graph::CaseGraph g(loaded.store, {});
    const double graph_s = since(start);
    IdSum ids;
    for (const graph::IncidentRow& incident : loaded.store.incidents) {
        ids.add(loaded.store.text(incident.id));
    }
    return fmt::format(
        R"({{"records": {}, "used": {}, "ids": "{}", "vertices": {}, "edges": {}, )"
        R"("steps": {{"gazetteer": {:.3f}, "reading": {:.3f}, "store": {:.3f}, "graph": {:.3f}}}}})",
        loaded.records, loaded.store.incidents.size(), ids.text(), g.vertex_count(), g.edge_count(),
        gazetteer_s, loaded.reading_s, loaded.joining_s, graph_s);
}

/// Every place that a record writes as a text, in the order of the file.
std::vector<std::string> place_texts(const std::string& path, std::size_t at_most) {
    std::vector<std::string> texts;
    const auto note = [&](const nlohmann::json& holder, const char* key) {
        const auto at = holder.find(key);
        if (at != holder.end() && at->is_string() && texts.size() < at_most) {
            texts.push_back(at->get<std::string>());
        }
    };
    for_each_line(path, [&](std::string_view line) {
        if (texts.size() >= at_most) {
            return;
        }
        const auto record = nlohmann::json::parse(line);
        for (const auto& [list, key] : {std::pair("people", "home"),
                                        {"organisations", "place"},
                                        {"journey", "place"},
                                        {"places", "place"}}) {
            if (const auto entries = record.find(list); entries != record.end()) {
                for (const nlohmann::json& entry : *entries) {
                    note(entry, key);
                }
            }
        }
    });
    return texts;
}

/// Drops, doubles or swaps a letter within the place's own name: what stands before the first
/// comma. False where that is too short to be told from another name.
bool misspell(std::string& text, std::mt19937& random) {
    constexpr std::size_t shortest = 5;
    const std::size_t name = std::min(text.find(','), text.size());
    const auto is_letter = [&](std::size_t i) {
        return (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z');
    };
    std::vector<std::size_t> places; // of a letter before another one, that differs
    for (std::size_t i = 1; name >= shortest && i + 1 < name; ++i) {
        if (is_letter(i) && is_letter(i + 1) && text[i] != text[i + 1]) {
            places.push_back(i);
        }
    }
    if (places.empty()) {
        return false;
    }
    const std::size_t at = places[random() % places.size()];
    switch (random() % 3) {
    case 0:
        text.erase(at, 1);
        break;
    case 1:
        text.insert(at, 1, text[at]);
        break;
    default:
        std::swap(text[at], text[at + 1]);
        break;
    }
    return true;
}

std::string resolve_places(const std::string& path) {
    constexpr std::size_t most = 1'000'000;
    std::vector<std::string> texts = place_texts(path, most);
    std::mt19937 random(1);
    std::uint64_t misspelt = 0;
    std::uint64_t owed = 0; // a text that bears no misspelling hands it to the next
    for (std::string& text : texts) {
        constexpr unsigned one_in = 20;
        owed += random() % one_in == 0 ? 1U : 0U;
        if (owed > 0 && misspell(text, random)) {
            --owed;
            ++misspelt;
        }
    }
    (void)graph::Gazetteer::builtin();
    const ResolvedPlaces resolved = resolve(texts);
    std::string statuses;
    for (std::size_t s = 0; s < resolved.by_status.size(); ++s) {
        statuses +=
            fmt::format(R"({}"{}": {})", s == 0 ? "" : ", ",
                        graph::name_of(static_cast<graph::MatchStatus>(s)), resolved.by_status[s]);
    }
    return fmt::format(R"({{"texts": {}, "different": {}, "misspelt": {}, "seconds": {:.6f}, )"
                       R"("statuses": {{{}}}}})",
                       resolved.count, resolved.different, misspelt, resolved.seconds, statuses);
}

std::string run(const std::string& step, const std::string& path) {
    if (step == "ingest") {
        return ingest(path);
    }
    if (step == "nlohmann") {
        return parse_with_nlohmann(path);
    }
    if (step == "simdjson") {
        return parse_with_simdjson(path);
    }
    if (step == "places") {
        return resolve_places(path);
    }
    throw std::runtime_error("no step \"" + step + "\": ingest, nlohmann, simdjson or places");
}

} // namespace
} // namespace sandhan::bench

int main(int argc, char** argv) {
    if (argc != 3 && argc != 4) {
        std::fputs("usage: sandhan_bench_ingest ingest|nlohmann|simdjson|places FILE [THREADS]\n",
                   stderr);
        return 2;
    }
    const int threads = argc == 4 ? std::atoi(argv[3]) : oneapi::tbb::info::default_concurrency();
    if (threads < 1) {
        std::fprintf(stderr, "sandhan_bench_ingest: %s threads: give 1 or more\n", argv[3]);
        return 2;
    }
    try {
        const oneapi::tbb::global_control limit(
            oneapi::tbb::global_control::max_allowed_parallelism,
            static_cast<std::size_t>(threads));
        oneapi::tbb::task_arena arena(threads);
        const std::string line =
            arena.execute([&] { return sandhan::bench::run(argv[1], argv[2]); });
        std::puts(line.c_str());
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "sandhan_bench_ingest: %s\n", error.what());
        return 3;
    }
}
