// SPDX-License-Identifier: Apache-2.0
#include "io/run_record.hpp"
#include "io/sha256.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <sys/stat.h>

#include <thread>
#include <vector>

using namespace sandhan::io;
using namespace sandhan::tests;

TEST_CASE("files are summed once each, by path, and pipes as they pass", "[io][record]") {
    const TemporaryFolder folder;
    write_file(folder / "b", "two");
    write_file(folder / "a", std::string(3000000, 'a'));
    RunRecord record;
    record.reads(folder / "b");
    record.reads("-");
    record.reads(folder / "a");
    record.reads(folder / "b");
    record.took("-", "std");
    record.took("-", "in");
    record.wrote("out", 3, sha256_of("out"), true);
    record.wrote("-", 1, sha256_of("x"), false);
    const RecordedRun run = record.so_far();
    CHECK(run.inputs == std::vector<RecordedFile>{
                            {"-", 5, sha256_of("stdin"), ""},
                            {folder / "a", 3000000, sha256_of(std::string(3000000, 'a')), ""},
                            {folder / "b", 3, sha256_of("two"), ""},
                        });
    CHECK(run.outputs ==
          std::vector<RecordedFile>{{"out", 3, sha256_of("out"), ""},
                                    {"-", 1, sha256_of("x"), "not all of it was written"}});
    CHECK(record.so_far().inputs == run.inputs);
}

TEST_CASE("a file that changes while the run reads it is noted", "[io][record]") {
    const TemporaryFolder folder;
    const std::string path = folder / "a";
    write_file(path, "one");
    RunRecord record;
    record.reads(path);
    CHECK(record.so_far().inputs.front().note.empty());
    write_file(path, "another");
    CHECK(record.so_far().inputs.front().note == "changed while the command ran");
    CHECK(::unlink(path.c_str()) == 0);
    CHECK(record.so_far().inputs.front().note == "changed while the command ran");
}

TEST_CASE("what can't be summed says why", "[io][record]") {
    const TemporaryFolder folder;
    write_file(folder / "a", "one");
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    RunRecord stopped([] { return true; });
    stopped.reads(folder / "a");
    stopped.reads(folder / "pipe"); // and nobody reads it
    const RecordedRun run = stopped.so_far();
    CHECK(run.inputs[0].sha256.empty());
    CHECK(run.inputs[0].note == "interrupted before it was summed");
    CHECK(run.inputs[1].note == "no file on a disk, and can't be read again");

    CHECK(sum_of(folder / "none").note.find("could not be read again: ") == 0);
    CHECK(sum_of(folder / "pipe").note == "no file on a disk, and can't be read again");
    CHECK(sum_of(folder.path().string()).sha256.empty());
    CHECK(sum_of(folder / "a") == RecordedFile{folder / "a", 3, sha256_of("one"), ""});
}

TEST_CASE("many threads may tell at once", "[io][record]") {
    const TemporaryFolder folder;
    RunRecord record;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 20; ++i) {
                const std::string path = folder / (std::to_string(t) + "-" + std::to_string(i));
                write_file(path, path);
                record.reads(path);
                record.wrote(path, 1, "", true);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    const RecordedRun run = record.so_far();
    REQUIRE(run.inputs.size() == 160);
    CHECK(run.outputs.size() == 160);
    for (const RecordedFile& file : run.inputs) {
        CHECK(file.sha256 == sha256_of(file.path));
    }
}
