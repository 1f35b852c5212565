// SPDX-License-Identifier: Apache-2.0
// compile_transport FOLDER RAIL ROAD: the tables of data/transport as arrays of the structs of
// graph/transport.hpp. Run by the build; the program holds its output.
#include "graph/gazetteer/csv_rows.hpp"
#include "graph/transport.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace {

using sandhan::graph::RailLink;
using sandhan::graph::RoadLink;
using sandhan::graph::gazetteer::CsvRows;

std::uint16_t whole(const CsvRows& row, const char* column) {
    const auto number = sandhan::graph::gazetteer::number(row.cell(column));
    if (!number || *number < 0 || *number > 65535) {
        throw std::runtime_error("line " + std::to_string(row.line()) + ": column " + column +
                                 ": not a whole number below 65536");
    }
    return static_cast<std::uint16_t>(*number);
}

template <class Link, class Read>
void compile(const std::string& from, const std::string& to, const Read& read) {
    std::ifstream file(from, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    std::vector<Link> links;
    try {
        CsvRows rows(text);
        while (rows.next()) {
            links.push_back(read(rows));
        }
    } catch (const std::exception& e) {
        throw std::runtime_error(from + ": " + e.what());
    }
    std::sort(links.begin(), links.end(),
              [](const Link& x, const Link& y) { return std::tie(x.a, x.b) < std::tie(y.a, y.b); });
    std::ofstream out(to, std::ios::binary);
    out.write(reinterpret_cast<const char*>(links.data()),
              static_cast<std::streamsize>(links.size() * sizeof(Link)));
    out.close();
    if (!out) {
        throw std::runtime_error(to + ": cannot be written");
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("usage: compile_transport FOLDER RAIL ROAD\n", stderr);
        return 2;
    }
    try {
        const std::string folder = argv[1];
        compile<RailLink>(folder + "/rail_direct.csv", argv[2], [](const CsvRows& row) {
            return RailLink{whole(row, "district_a_lgd"), whole(row, "district_b_lgd"),
                            whole(row, "minutes_est"), whole(row, "trains_per_week")};
        });
        compile<RoadLink>(folder + "/district_adjacency.csv", argv[3], [](const CsvRows& row) {
            return RoadLink{whole(row, "district_a_lgd"), whole(row, "district_b_lgd"),
                            whole(row, "km")};
        });
    } catch (const std::exception& e) {
        std::fprintf(stderr, "compile_transport: %s\n", e.what());
        return 1;
    }
    return 0;
}
