// SPDX-License-Identifier: Apache-2.0
// Ids become vertices in the order of their first mention, by number, by hash, now or later.
#include "io/counted_ids.hpp"
#include "io/edge_ends.hpp"
#include "tests/support/catch.hpp"

#include <map>
#include <random>
#include <string>
#include <vector>

namespace sandhan::tests {
namespace {

/// What a map finds, for comparison.
struct MentionedIds {
    std::vector<std::string> ids;
    std::map<std::string, graph::Vertex> number;

    graph::Vertex operator()(const std::string& id) {
        const auto [at, added] = number.emplace(id, static_cast<graph::Vertex>(ids.size()));
        if (added) {
            ids.push_back(id);
        }
        return at->second;
    }
};

/// An id of one of the forms that files have: mostly counted, but not always by one count.
std::string invented_id(unsigned form, std::mt19937& random) {
    const std::string number = std::to_string(random() % 9000);
    switch (form) {
    case 0:
        return "person:" + number + "/s1";
    case 1:
        return "n" + number;
    case 2:
        return number;
    case 3: // two counts, and numbers that are written in two forms
        return (random() % 2 == 0 ? "n" : "m") + std::string(random() % 8 == 0 ? "0" : "") + number;
    case 4: // beyond what a table holds, until it grows
        return "n" + std::to_string(random() % 40'000 * (random() % 50 == 0 ? 100'000U : 1U));
    case 5:
        return random() % 100 == 0 ? "" : "n" + number + (random() % 9 == 0 ? "x" : "");
    default:
        return std::to_string(9'000'000'000ULL + random() % 5000);
    }
}

} // namespace

TEST_CASE("ends of edges are numbered in the order of their first mention", "[io][edge_ends]") {
    for (unsigned seed = 0; seed < 42; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        std::vector<std::string> ids;
        std::vector<graph::VertexPair> edges;
        MentionedIds expect;
        std::vector<graph::VertexPair> expected;
        io::EdgeEnds ends(ids, edges);
        const unsigned form = seed % 7;
        const unsigned other = random() % 3 == 0 ? static_cast<unsigned>(random() % 7) : form;
        // Nodes first, or edges first, or both mixed.
        const unsigned nodes_first =
            random() % 2 == 0 ? 1 + static_cast<unsigned>(random() % 9000) : 0;
        for (unsigned i = 0; i < nodes_first; ++i) {
            const std::string id =
                random() % 2 == 0 ? "n" + std::to_string(i) : invented_id(form, random);
            REQUIRE(ends.find_or_add(id) == expect(id));
        }
        const unsigned declared = 1 + static_cast<unsigned>(random() % 20'000);
        for (unsigned i = 0; i < 30'000; ++i) {
            const std::string a = invented_id(form, random);
            const std::string b = invented_id(other, random);
            if (i % declared == declared - 1) {
                REQUIRE(ends.find_or_add(a) == expect(a));
            } else {
                const graph::Vertex source = expect(a);
                expected.push_back({source, expect(b)});
                ends.add_edge(a, b);
            }
        }
        ends.settle();
        CHECK((ids == expect.ids));
        CHECK((edges == expected));
        ends.add_edge("left", "unfound"); // an error ends the reading at any moment
    }
}

TEST_CASE("an id counts if it is a prefix and a number in its one form", "[io][edge_ends]") {
    io::CountedIds counted;
    CHECK(counted.number_in("n1") == io::CountedIds::no_number);
    CHECK_FALSE(counted.learn(""));
    CHECK_FALSE(counted.learn("hub"));
    CHECK(counted.learn("n007"));
    CHECK_FALSE(counted.learn("m1"));
    CHECK(counted.number_in("n007") == 7); // of the prefix "n00"
    CHECK(counted.number_in("n000") == 0);
    CHECK(counted.id_of(12) == "n0012");
    for (const char* other :
         {"", "n", "n00", "n0007", "n00x", "n00-1", "m001", "n001 ", "n00999999999999", "n00 1"}) {
        CAPTURE(other);
        CHECK(counted.number_in(other) == io::CountedIds::no_number);
    }
    CHECK(counted.find(7) == graph::no_vertex);
    CHECK(counted.remember(7, 0));
    CHECK(counted.find(7) == 0);
    CHECK(counted.find(8) == graph::no_vertex);
    CHECK_FALSE(counted.remember(4096, 0)); // so far too high
    CHECK(counted.remember(4096, 1));
    CHECK(counted.end() <= 4098);

    io::CountedIds zero;
    CHECK(zero.learn("0"));
    CHECK(zero.number_in("0") == 0);
    CHECK(zero.number_in("10") == 10);
    CHECK(zero.number_in("01") == io::CountedIds::no_number);
    CHECK(zero.number_in("999999999") == 999'999'999);
    CHECK(zero.number_in("1000000000") == io::CountedIds::no_number);
}

} // namespace sandhan::tests
