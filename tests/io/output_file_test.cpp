// SPDX-License-Identifier: Apache-2.0
#include "io/errors.hpp"
#include "io/output_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

using namespace sandhan::io;
using namespace sandhan::tests;

namespace fs = std::filesystem;

namespace {

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder), fs::directory_iterator{}));
}

unsigned mode_of(const std::string& path) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 07777U;
}

std::string error_of(const std::string& path, std::string_view bytes = "text") {
    try {
        OutputFile out(path);
        out.stream() << bytes;
        out.commit();
    } catch (const FileError& e) {
        return e.what();
    }
    return "no error";
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// Runs `work` in a child process; the exit status, or minus the signal that ended it.
template <class Work>
int in_child(Work work) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::_exit(work());
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

} // namespace

TEST_CASE("a committed file holds every byte and nothing lies beside it", "[output]") {
    const TemporaryFolder folder;
    const std::string big(700'000, 'x');
    {
        OutputFile out(folder / "a.txt");
        out.stream() << "head\n" << big << '\n' << 42;
        out.commit();
    }
    CHECK(read_file(folder / "a.txt") == "head\n" + big + "\n42");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("without a commit the old file stays and the temporary goes", "[output]") {
    const TemporaryFolder folder;
    write_file(folder / "a.txt", "old");
    {
        OutputFile out(folder / "a.txt");
        out.stream() << "new" << std::flush;
        CHECK(read_file(folder / "a.txt") == "old");
        CHECK(files_in(folder.path()) == 2);
    }
    CHECK(read_file(folder / "a.txt") == "old");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a new file obeys the umask, an old one keeps its permissions", "[output]") {
    const TemporaryFolder folder;
    const mode_t before = ::umask(027);
    write_file(folder / "secret", "old");
    fs::permissions(folder / "secret", fs::perms::owner_read | fs::perms::owner_write);
    write_file(folder / "open", "old");
    REQUIRE(::chmod((folder / "open").c_str(), 0666) == 0);
    for (const char* name : {"new", "secret", "open"}) {
        OutputFile out(folder / name);
        out.commit();
    }
    ::umask(before);
    CHECK(mode_of(folder / "new") == 0640);
    CHECK(mode_of(folder / "secret") == 0600);
    CHECK(mode_of(folder / "open") == 0666);
}

TEST_CASE("a file for its owner only is so, whatever was there before", "[output]") {
    const TemporaryFolder folder;
    write_file(folder / "old", "open to all");
    fs::permissions(folder / "old", fs::perms(0666));
    for (const char* name : {"old", "new"}) {
        OutputFile out(folder / name, FileReaders::owner_only);
        for (const auto& unfinished : fs::directory_iterator(folder.path())) {
            if (unfinished.path().filename().string().ends_with(".unfinished")) {
                CHECK(mode_of(unfinished.path().string()) == 0600);
            }
        }
        out.stream() << "text";
        out.commit();
        CHECK(mode_of(folder / name) == 0600);
    }
}

TEST_CASE("a symbolic link stays one and its file is replaced", "[output]") {
    const TemporaryFolder folder;
    fs::create_directory(folder / "sub");
    write_file(folder / "sub/real", "old");
    fs::create_symlink("sub/real", folder / "link");
    {
        OutputFile out(folder / "link");
        out.stream() << "new";
        out.commit();
    }
    CHECK(fs::is_symlink(folder / "link"));
    CHECK(read_file(folder / "sub/real") == "new");
}

TEST_CASE("two files of one name being written do not meet", "[output]") {
    const TemporaryFolder folder;
    OutputFile first(folder / "a");
    OutputFile second(folder / "a");
    first.stream() << "first";
    second.stream() << "second";
    second.commit();
    first.commit();
    CHECK(read_file(folder / "a") == "first");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("what cannot be written is refused with path, reason and remedy", "[output]") {
    const TemporaryFolder folder;
    SECTION("a folder") {
        const std::string error = error_of(folder.path().string());
        CHECK(
            contains(error, folder.path().string() + ": cannot be written: Is a directory; name"));
        CHECK(contains(error_of(folder / "absent/"), "Is a directory"));
    }
    SECTION("a folder that does not exist") {
        CHECK(contains(error_of(folder / "no/a"), "No such file or directory; make the folder"));
    }
    SECTION("a folder that is a file") {
        write_file(folder / "file", "");
        CHECK(contains(error_of(folder / "file/a"), "Not a directory; make the folder"));
    }
    SECTION("no name") { CHECK(contains(error_of(""), "cannot be written")); }
    SECTION("a name that is too long") {
        CHECK(contains(error_of(folder / std::string(300, 'n')), "choose a shorter name"));
    }
}

TEST_CASE("the longest name a folder takes is written", "[output]") {
    const TemporaryFolder folder;
    CHECK(error_of(folder / std::string(255, 'n')) == "no error");
}

TEST_CASE("an unwritable folder or file is refused before the work", "[output]") {
    const TemporaryFolder folder;
    write_file(folder / "protected", "old");
    fs::permissions(folder / "protected", fs::perms::owner_read);
    fs::create_directory(folder / "shut");
    fs::permissions(folder / "shut", fs::perms::owner_read | fs::perms::owner_exec);
    REQUIRE(::chmod(folder.path().c_str(), 0777) == 0);
    // Nothing is unwritable to root.
    const int status = in_child([&] {
        if (::geteuid() == 0 && ::setuid(65534) != 0) {
            return 77;
        }
        try {
            const OutputFile out(folder / "shut/a");
            return 1;
        } catch (const FileError& e) {
            if (!contains(e.what(), "Permission denied; choose a folder")) {
                return 2;
            }
        }
        try {
            const OutputFile out(folder / "protected");
            return 3;
        } catch (const FileError&) {
            return 0;
        }
    });
    if (status == 77) {
        WARN("skipped: this user cannot become another one");
        return;
    }
    CHECK(status == 0);
    CHECK(read_file(folder / "protected") == "old");
}

TEST_CASE("a full disk leaves the old file and says so", "[output]") {
    const TemporaryFolder folder;
    if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=512k") != 0) {
        WARN("skipped: mounting a small file system needs root");
        return;
    }
    write_file(folder / "a", "old");
    const std::string error = error_of(folder / "a", std::string(4'000'000, 'x'));
    const std::string kept = read_file(folder / "a");
    const std::size_t files = files_in(folder.path());
    ::umount(folder.path().c_str());
    CHECK(contains(error, "No space left on device; free some space"));
    CHECK(kept == "old");
    CHECK(files == 1);
}

TEST_CASE("a device is written in place and its failure is told", "[output]") {
    if (!fs::exists("/dev/full") || !fs::exists("/dev/null")) {
        WARN("skipped: no such devices here");
        return;
    }
    CHECK(error_of("/dev/null") == "no error");
    CHECK(fs::is_character_file("/dev/null"));
    CHECK(contains(error_of("/dev/full"), "/dev/full: cannot be written: No space left"));
}

TEST_CASE("a failed insertion throws the FileError, and commit throws it again", "[output]") {
    if (!fs::exists("/dev/full")) {
        return;
    }
    OutputFile out("/dev/full");
    CHECK_THROWS_AS(out.stream() << std::string(1'000'000, 'x'), FileError);
    CHECK_THROWS_AS(out.commit(), FileError);
}

TEST_CASE("standard output is written, and a closed pipe is an error", "[output]") {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    CHECK(in_child([&] {
              ::dup2(ends[1], STDOUT_FILENO);
              OutputFile out("-");
              out.stream() << "answer";
              out.commit();
              return 0;
          }) == 0);
    ::close(ends[1]);
    char bytes[16];
    CHECK(::read(ends[0], bytes, sizeof bytes) == 6);
    ::close(ends[0]);

    REQUIRE(::pipe(ends) == 0);
    ::close(ends[0]);
    CHECK(in_child([&] {
              std::signal(SIGPIPE, SIG_IGN);
              ::dup2(ends[1], STDOUT_FILENO);
              const std::string error = error_of("-");
              return contains(error, "standard output: cannot be written: Broken pipe") ? 0 : 1;
          }) == 0);
    ::close(ends[1]);
}

TEST_CASE("a signal handler can remove what is unfinished", "[output]") {
    const TemporaryFolder folder;
    CHECK(in_child([&] {
              std::signal(SIGTERM, [](int) {
                  remove_unfinished_outputs();
                  ::_exit(9);
              });
              OutputFile done(folder / "done");
              done.commit();
              // More than are tracked: the rest is written as well.
              std::vector<std::unique_ptr<OutputFile>> files;
              for (std::size_t i = 0; i < max_tracked_outputs - 1; ++i) {
                  files.push_back(std::make_unique<OutputFile>(folder / std::to_string(i)));
                  files.back()->stream() << "part" << std::flush;
              }
              std::raise(SIGTERM);
              return 0;
          }) == 9);
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("more files than are tracked are written and removed all the same", "[output]") {
    const TemporaryFolder folder;
    {
        std::vector<std::unique_ptr<OutputFile>> files;
        for (std::size_t i = 0; i < max_tracked_outputs + 5; ++i) {
            files.push_back(std::make_unique<OutputFile>(folder / std::to_string(i)));
        }
        files.back()->commit();
    }
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("what waits comes back in order, and no name of it is seen", "[output]") {
    const TemporaryFolder folder;
    std::string bytes;
    for (int i = 0; bytes.size() < 9'000'000; ++i) {
        bytes += std::to_string(i) + '\n';
    }
    for (const std::string& target : {folder / "a", std::string("/dev/null")}) {
        CAPTURE(target);
        const OutputFile out(target, FileReaders::owner_only);
        const std::size_t before = files_in(folder.path());
        ScratchFile waiting(out);
        waiting.append("head\n");
        waiting.append("");
        waiting.append(bytes);
        CHECK(waiting.size() == bytes.size() + 5);
        CHECK(files_in(folder.path()) == before);
        std::string drained;
        waiting.drain([&](std::string_view some) { drained += some; });
        CHECK(drained == "head\n" + bytes);
    }
    CHECK(files_in(folder.path()) == 0);
}

TEST_CASE("what nobody appended to hands nothing over", "[output]") {
    const TemporaryFolder folder;
    const OutputFile out(folder / "a");
    ScratchFile waiting(out);
    waiting.drain([](std::string_view) { FAIL("bytes out of nothing"); });
    CHECK(waiting.size() == 0);
}

TEST_CASE("what waits gives its place on the disk to the file it becomes", "[output]") {
    const TemporaryFolder folder;
    if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=28m") != 0) {
        WARN("skipped: mounting a small file system needs root");
        return;
    }
    std::string error = "no error";
    const std::string bytes(20'000'000, 'x');
    {
        OutputFile out(folder / "a");
        ScratchFile waiting(out);
        waiting.append(bytes);
        waiting.drain([&](std::string_view some) { out.stream() << some; });
        out.commit();
        CHECK(read_file(folder / "a") == bytes);
        try {
            ScratchFile second(out);
            second.append(bytes);
        } catch (const FileError& e) {
            error = e.what();
        }
    }
    const std::size_t files = files_in(folder.path());
    const std::string a = folder / "a";
    ::umount(folder.path().c_str());
    CHECK(contains(error, a + ": cannot be written: No space left on device; free some space"));
    CHECK(files == 1);
}

TEST_CASE("a process killed at any moment leaves the old file or the new one", "[output]") {
    const TemporaryFolder folder;
    const std::string old_bytes(100'000, 'o');
    const std::string new_bytes(300'000, 'n');
    for (int moment = 0; moment < 40; ++moment) {
        CAPTURE(moment);
        write_file(folder / "a", old_bytes);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            for (;;) {
                OutputFile out(folder / "a");
                out.stream() << new_bytes;
                out.commit();
            }
        }
        std::this_thread::sleep_for(std::chrono::microseconds(137 * moment));
        ::kill(child, SIGKILL);
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        const std::string left = read_file(folder / "a");
        CHECK((left == old_bytes || left == new_bytes));
    }
}
