// SPDX-License-Identifier: Apache-2.0
#include "io/case_inputs.hpp"

#include "io/checksum.hpp"
#include "io/errors.hpp"
#include "io/input_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <set>
#include <system_error>

namespace sandhan::io {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& name, int error) {
    throw FileError(name + ": cannot be read: " + std::generic_category().message(error) +
                    "; check the name and your permission");
}

std::int64_t modified_ns(const struct stat& status) {
    constexpr std::int64_t second = 1'000'000'000;
    return second * status.st_mtim.tv_sec + status.st_mtim.tv_nsec;
}

std::string absolute(const std::string& name) {
    std::error_code error;
    const fs::path path = fs::canonical(name, error);
    return error ? fs::absolute(name).string() : path.string();
}

std::uint64_t
sum_of_file(const std::string& path, const std::string& name, const graph::RunControl& control) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        fail(name, errno);
    }
    constexpr std::size_t block = std::size_t{1} << 20U;
    std::vector<std::byte> bytes(block);
    RunningChecksum sum;
    int error = 0;
    bool stopped = false;
    for (bool more = true; more && error == 0 && !stopped;) {
        const ssize_t n = ::read(file, bytes.data(), bytes.size());
        if (n > 0) {
            sum.add(std::span(bytes).first(static_cast<std::size_t>(n)));
        }
        more = n != 0;
        error = n < 0 && errno != EINTR ? errno : 0;
        stopped = control.stop_requested && control.stop_requested();
    }
    ::close(file);
    if (stopped) {
        throw graph::Cancelled();
    }
    if (error != 0) {
        fail(name, error);
    }
    return sum.value();
}

/// As it was named where that still means this file, else its whole path.
const std::string& shown_name(const CaseInput& input) {
    std::error_code error;
    return fs::equivalent(input.name, input.path, error) && !error ? input.name : input.path;
}

/// One that can't be read now is not known to be what it was.
bool has_sum(const CaseInput& input, const graph::RunControl& control) {
    try {
        return sum_of_file(input.path, input.name, control) == input.sum;
    } catch (const FileError&) {
        return false;
    }
}

} // namespace

CaseInputs identify_inputs(std::span<const std::string> inputs,
                           std::span<const std::string> others,
                           const graph::RunControl& control) {
    CaseInputs found;
    const auto add = [&](const std::string& name) {
        struct stat status {};
        if (::stat(name.c_str(), &status) != 0) {
            fail(name, errno);
        }
        if (!S_ISREG(status.st_mode)) { // a pipe can be read only once
            return;
        }
        const std::string path = absolute(name);
        found.files.push_back({name, path, static_cast<std::uint64_t>(status.st_size),
                               modified_ns(status), sum_of_file(path, name, control)});
    };
    for (const InputFile& file : expand_inputs(inputs)) {
        if (file.path != "-" && !file.is_again) {
            add(file.path);
        }
    }
    for (const std::string& name : others) {
        if (!name.empty()) {
            add(name);
        }
    }
    for (const std::string& input : inputs) {
        std::error_code error;
        if (input != "-" && fs::is_directory(input, error)) {
            found.folders.push_back(absolute(input));
        }
    }
    return found;
}

std::optional<std::string>
changed_input(const CaseInputs& inputs, const graph::RunControl& control, bool by_time) {
    std::set<std::string> known;
    for (const CaseInput& input : inputs.files) {
        known.insert(input.path);
        struct stat status {};
        if (::stat(input.path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
            continue;
        }
        const bool same_size = static_cast<std::uint64_t>(status.st_size) == input.bytes;
        if (same_size && modified_ns(status) == input.modified_ns) {
            continue;
        }
        if (!same_size || by_time || !has_sum(input, control)) {
            return shown_name(input) + " changed";
        }
    }
    for (const std::string& folder : inputs.folders) {
        std::error_code error;
        if (!fs::is_directory(folder, error)) {
            continue;
        }
        std::vector<InputFile> files;
        try {
            files = expand_inputs(std::span(&folder, 1));
        } catch (const FileError&) { // emptied or closed to us: as if it were not there
            continue;
        }
        for (const InputFile& file : files) {
            if (!known.contains(absolute(file.path))) {
                return file.path + " is new";
            }
        }
    }
    return std::nullopt;
}

} // namespace sandhan::io
