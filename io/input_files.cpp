// SPDX-License-Identifier: Apache-2.0
#include "io/input_files.hpp"

#include "io/errors.hpp"
#include "io/text_input.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

namespace sandhan::io {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

std::vector<std::string> files_below(const std::string& folder) {
    std::vector<std::string> files;
    try {
        fs::recursive_directory_iterator entry(folder), end;
        for (; entry != end; ++entry) {
            if (is_hidden(entry->path())) {
                entry.disable_recursion_pending();
            } else if (entry->is_regular_file() &&
                       format_of_name(entry->path().string()) != InputFormat::unknown) {
                files.push_back(entry->path().string());
            }
        }
    } catch (const fs::filesystem_error& error) {
        throw FileError(folder + ": cannot be read: " + error.code().message());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::uint64_t size_of(const std::string& path) {
    std::error_code ignored;
    const bool regular = fs::is_regular_file(path, ignored);
    const auto size = regular ? fs::file_size(path, ignored) : 0;
    return ignored ? 0 : static_cast<std::uint64_t>(size);
}

/// A name by which the same file is known again however it is written.
std::string identity(const std::string& path) {
    std::error_code error;
    const fs::path canonical = fs::canonical(path, error);
    return error ? path : canonical.string();
}

} // namespace

InputFormat format_of_name(std::string_view name) {
    std::string lower(name);
    for (char& c : lower) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (lower.ends_with(".gz")) {
        lower.resize(lower.size() - 3);
    }
    if (lower.ends_with(".json")) {
        return InputFormat::json;
    }
    if (lower.ends_with(".jsonl") || lower.ends_with(".ndjson")) {
        return InputFormat::json_lines;
    }
    if (lower.ends_with(".csv") || lower.ends_with(".tsv")) {
        return InputFormat::csv;
    }
    return InputFormat::unknown;
}

InputFormat format_of_text(std::string_view opening) {
    const std::string_view text = trimmed(opening);
    if (text.starts_with('[')) {
        return InputFormat::json;
    }
    if (text.starts_with('{')) {
        // One object a line, and more than one line of them, is JSON Lines.
        const auto line_end = text.find('\n');
        if (line_end != std::string_view::npos &&
            trimmed(text.substr(0, line_end)).ends_with('}') &&
            trimmed(text.substr(line_end)).starts_with('{')) {
            return InputFormat::json_lines;
        }
        return InputFormat::json;
    }
    const std::string_view first_line = text.substr(0, text.find('\n'));
    return first_line.find_first_of(",;\t|") != std::string_view::npos &&
                   !first_line.starts_with('<')
               ? InputFormat::csv
               : InputFormat::unknown;
}

std::vector<InputFile> expand_inputs(std::span<const std::string> inputs) {
    std::vector<InputFile> files;
    std::set<std::string> seen;
    const auto add = [&](const std::string& path) {
        files.push_back(
            {path, format_of_name(path), size_of(path), !seen.insert(identity(path)).second});
    };
    for (const std::string& input : inputs) {
        std::error_code error;
        if (input == "-") {
            files.push_back({input, InputFormat::unknown, 0, !seen.insert(input).second});
        } else if (fs::is_directory(input, error)) {
            const auto below = files_below(input);
            if (below.empty()) {
                throw FileError(input + ": the folder holds no file that ends in .json, .jsonl, "
                                        ".ndjson, .csv or .tsv (or these with .gz); name the "
                                        "files themselves if they end otherwise");
            }
            for (const std::string& path : below) {
                add(path);
            }
        } else if (!fs::exists(input, error)) {
            throw FileError(input + ": " +
                            (error ? error.message() : "there is no such file or folder") +
                            "; check the name");
        } else {
            add(input);
        }
    }
    return files;
}

} // namespace sandhan::io
