// SPDX-License-Identifier: Apache-2.0
// The reader's half of the promise that reader and schema agree; schema_test.py holds the other.
#include "graph/vocabulary.hpp"
#include "io/fault_codes.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace sandhan;
using namespace sandhan::graph;

namespace {

const std::string source = SANDHAN_SOURCE_DIR;

std::vector<std::string> drawer(const std::string& name) {
    std::vector<std::string> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(source + "/tests/io/records/" + name)) {
        files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string content(const std::string& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

template <class E>
void check_enum(const nlohmann::json& schema, const char* name) {
    CAPTURE(name);
    std::vector<std::string> in_reader;
    for (const auto& word : words<E>()) {
        in_reader.emplace_back(word.text);
    }
    CHECK(schema.at("$defs").at(name).at("enum").get<std::vector<std::string>>() == in_reader);
}

} // namespace

TEST_CASE("the schema lists exactly the words that the reader takes", "[schema]") {
    const auto schema = nlohmann::json::parse(content(source + "/docs/incident.schema.json"));
    check_enum<IncidentStatus>(schema, "incident_status");
    check_enum<Recruitment>(schema, "recruitment");
    check_enum<Control>(schema, "control");
    check_enum<Exploitation>(schema, "exploitation");
    check_enum<PersonRole>(schema, "person_role");
    check_enum<PersonStatus>(schema, "person_status");
    check_enum<Sex>(schema, "sex");
    check_enum<IdentifierType>(schema, "identifier_type");
    check_enum<OrganisationType>(schema, "organisation_type");
    check_enum<OrganisationRole>(schema, "organisation_role");
    check_enum<StopRole>(schema, "stop_role");
    check_enum<TransportMode>(schema, "transport_mode");
    check_enum<PlaceRole>(schema, "place_role");
    check_enum<TieType>(schema, "tie_type");
    check_enum<ReferenceType>(schema, "reference_type");
}

TEST_CASE("the reader uses every record of the drawer of valid ones", "[schema]") {
    REQUIRE(drawer("valid").size() > 10);
    for (const auto& file : drawer("valid")) {
        CAPTURE(file);
        const auto reading = tests::read_files({file});
        for (const auto& fault : reading.faults) {
            CAPTURE(io::fault_text(fault));
            CHECK(fault.severity == Severity::warning);
        }
        CHECK(reading.summary.used == 1);
    }
}

TEST_CASE("the reader refuses every record of the drawer of invalid ones", "[schema]") {
    REQUIRE(drawer("invalid").size() > 40);
    for (const auto& file : drawer("invalid")) {
        CAPTURE(file);
        const auto reading = tests::read_files({file});
        CHECK(reading.summary.used == 0);
        CHECK(reading.summary.unusable == 1);
    }
}

TEST_CASE("docs/faults.md explains every fault code with its severity, and no other", "[docs]") {
    // | `code` | severity | meaning | remedy |
    std::istringstream page(content(source + "/docs/faults.md"));
    std::set<std::string> in_docs, in_table;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("| `")) {
            in_docs.insert(line);
        }
    }
    for (const io::FaultCode& code : io::fault_codes()) {
        in_table.insert("| `" + std::string(code.code) + "` | " +
                        (code.severity == Severity::error ? "error" : "warning") + " | " +
                        std::string(code.meaning) + " | " + std::string(code.remedy) + " |");
    }
    CHECK(in_docs == in_table);
}
