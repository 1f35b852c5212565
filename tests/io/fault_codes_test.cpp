// SPDX-License-Identifier: Apache-2.0
#include "io/fault_codes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace sandhan;
using namespace sandhan::io;

namespace {

const std::string root = SANDHAN_SOURCE_DIR;

} // namespace

TEST_CASE("docs/faults.md tells the same codes in the same order and words", "[io][faults]") {
    std::istringstream page(tests::read_file(root + "/docs/faults.md"));
    std::vector<std::string> told, known;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("| `")) {
            told.push_back(line);
        }
    }
    for (const FaultCode& f : fault_codes()) {
        known.push_back("| `" + std::string(f.code) + "` | " +
                        (f.severity == graph::Severity::error ? "error" : "warning") + " | " +
                        std::string(f.meaning) + " | " + std::string(f.remedy) + " |");
    }
    CHECK(told == known);
}

TEST_CASE("a code is found by its name and nothing else", "[io][faults]") {
    std::set<std::string_view> seen;
    bool warnings = false;
    for (const FaultCode& f : fault_codes()) {
        CHECK(find_fault_code(f.code) == &f);
        CHECK(seen.insert(f.code).second);
        warnings = warnings || f.severity == graph::Severity::warning;
        CHECK((f.severity == graph::Severity::warning) == warnings); // errors come first
    }
    CHECK(find_fault_code("") == nullptr);
    CHECK(find_fault_code("Not_json") == nullptr);
}

TEST_CASE("every code that the sources give is known, and every known one is given",
          "[io][faults]") {
    std::string sources;
    for (const char* folder : {"/io", "/graph"}) {
        for (const auto& entry : std::filesystem::directory_iterator(root + folder)) {
            const std::string name = entry.path().filename();
            if (name.ends_with(".cpp") && name != "fault_codes.cpp") {
                sources += tests::read_file(entry.path());
            }
        }
    }
    const std::string given = ".add(\"";
    for (auto at = sources.find(given); at != std::string::npos; at = sources.find(given, at)) {
        at += given.size();
        const std::string code = sources.substr(at, sources.find('"', at) - at);
        CAPTURE(code);
        CHECK(find_fault_code(code) != nullptr);
    }
    for (const FaultCode& f : fault_codes()) {
        CAPTURE(f.code);
        CHECK(sources.find('"' + std::string(f.code) + '"') != std::string::npos);
    }
}
