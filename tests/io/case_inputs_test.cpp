// SPDX-License-Identifier: Apache-2.0
#include "io/case_inputs.hpp"
#include "io/errors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <chrono>
#include <filesystem>

using namespace sandhan;
using namespace sandhan::io;
using namespace sandhan::tests;

namespace {

namespace fs = std::filesystem;

CaseInputs identified(const std::vector<std::string>& inputs,
                      const std::vector<std::string>& others = {}) {
    return identify_inputs(inputs, others, {});
}

void touch(const std::string& path) {
    fs::last_write_time(path, fs::last_write_time(path) + std::chrono::hours(1));
}

} // namespace

TEST_CASE("a file is changed when its bytes are, not when it was touched or carried away",
          "[stale]") {
    const TemporaryFolder folder;
    write_file(folder / "a.json", "[1]");
    write_file(folder / "map.json", "{}");
    const CaseInputs inputs = identified({folder / "a.json"}, {folder / "map.json", ""});
    REQUIRE(inputs.files.size() == 2);
    CHECK(inputs.files[0].bytes == 3);
    CHECK_FALSE(changed_input(inputs, {}));

    touch(folder / "a.json");
    CHECK_FALSE(changed_input(inputs, {}));
    CHECK(changed_input(inputs, {}, true) == folder / "a.json" + " changed");

    write_file(folder / "a.json", "[2]");
    touch(folder / "a.json");
    CHECK(changed_input(inputs, {}) == folder / "a.json" + " changed");

    fs::remove(folder / "a.json");
    CHECK_FALSE(changed_input(inputs, {}));

    write_file(folder / "map.json", "{ }");
    CHECK(changed_input(inputs, {}) == folder / "map.json" + " changed");
}

TEST_CASE("a file that came into a folder makes it another input", "[stale]") {
    const TemporaryFolder folder;
    fs::create_directory(folder / "records");
    write_file(folder / "records/a.json", "[1]");
    const CaseInputs inputs = identified({folder / "records"});
    REQUIRE(inputs.files.size() == 1);
    REQUIRE(inputs.folders.size() == 1);
    write_file(folder / "records/notes.txt", "no record");
    CHECK_FALSE(changed_input(inputs, {}));
    write_file(folder / "records/b.json", "[2]");
    const auto changed = changed_input(inputs, {});
    REQUIRE(changed);
    CHECK(changed->ends_with("records/b.json is new"));
    fs::remove_all(folder / "records");
    CHECK_FALSE(changed_input(inputs, {}));
}

TEST_CASE("standard input and a file named twice are looked at as often as they can be",
          "[stale]") {
    const TemporaryFolder folder;
    write_file(folder / "a.json", "[1]");
    CHECK(identified({"-"}).files.empty());
    CHECK(identified({folder / "a.json", folder / "a.json"}).files.size() == 1);
    CHECK_THROWS_AS(identified({folder / "none.json"}), FileError);
    CHECK_THROWS_AS(identified({}, {folder / "none.csv"}), FileError);
}
