// SPDX-License-Identifier: Apache-2.0
#include "io/audit_entry.hpp"

#include "io/sha256.hpp"

#include <nlohmann/json.hpp>

#include <charconv>
#include <limits>
#include <system_error>

namespace sandhan::io {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view before_previous = ",\"previous\":\"";
constexpr std::string_view before_hash = ",\"hash\":\"";
constexpr std::string_view after_hash = "\"}";
constexpr std::size_t tail_size = before_hash.size() + sha256_digits + after_hash.size();

Json json_of(const std::vector<RecordedFile>& files) {
    Json list = Json::array();
    for (const RecordedFile& file : files) {
        Json one = {{"path", file.path}, {"bytes", nullptr}, {"sha256", nullptr}};
        if (file.bytes) {
            one["bytes"] = *file.bytes;
        }
        if (!file.sha256.empty()) {
            one["sha256"] = file.sha256;
        }
        if (!file.note.empty()) {
            one["note"] = file.note;
        }
        list.push_back(std::move(one));
    }
    return list;
}

std::vector<RecordedFile> files_of(const Json& list) {
    std::vector<RecordedFile> files;
    for (const Json& one : list) {
        RecordedFile file;
        file.path = one.at("path").get<std::string>();
        if (!one.at("bytes").is_null()) {
            file.bytes = one.at("bytes").get<std::uint64_t>();
        }
        if (!one.at("sha256").is_null()) {
            file.sha256 = one.at("sha256").get<std::string>();
        }
        if (one.contains("note")) {
            file.note = one.at("note").get<std::string>();
        }
        files.push_back(std::move(file));
    }
    return files;
}

/// The number at the beginning of the text, which is taken off; nothing where there is none.
std::optional<std::uint64_t> take_number(std::string_view& text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || text.front() == '0') {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

} // namespace

std::string no_previous_hash() { return std::string(sha256_digits, '0'); }

std::string audit_line(const AuditEntry& entry, std::uint64_t number, const std::string& previous) {
    Json told = {{"started", entry.started},
                 {"ended", entry.ended},
                 {"user", entry.user},
                 {"uid", entry.uid},
                 {"host", entry.host},
                 {"tool", "analyse"},
                 {"version", entry.version},
                 {"command", entry.command},
                 {"arguments", entry.arguments},
                 {"folder", entry.folder},
                 {"inputs", json_of(entry.inputs)},
                 {"outputs", json_of(entry.outputs)},
                 {"victims_revealed", entry.victims_revealed},
                 {"status", entry.status}};
    if (entry.torn) {
        told["torn"] = {{"bytes", entry.torn->bytes}, {"sha256", entry.torn->sha256}};
    }
    std::string line(audit_opening);
    line += std::to_string(number);
    line.append(before_previous).append(previous).append("\",");
    // The other members, their brace taken off. A name of a file need not be UTF-8.
    line += told.dump(-1, ' ', false, Json::error_handler_t::replace).substr(1);
    const std::string hash = sha256_of(line);
    line.pop_back();
    return line.append(before_hash).append(hash).append(after_hash);
}

bool ends_as_entry(std::string_view line) {
    if (line.size() < tail_size) {
        return false;
    }
    const std::string_view tail = line.substr(line.size() - tail_size);
    return tail.starts_with(before_hash) && tail.ends_with(after_hash) &&
           is_sha256(tail.substr(before_hash.size(), sha256_digits));
}

std::optional<AuditLink> parse_audit_link(std::string_view line) {
    if (!line.starts_with(audit_opening) || !ends_as_entry(line)) {
        return std::nullopt;
    }
    std::string_view rest = line.substr(audit_opening.size());
    AuditLink link;
    const auto number = take_number(rest);
    if (!number || !rest.starts_with(before_previous)) {
        return std::nullopt;
    }
    link.number = *number;
    rest.remove_prefix(before_previous.size());
    link.previous = rest.substr(0, sha256_digits);
    if (!is_sha256(link.previous) || !rest.substr(sha256_digits).starts_with("\",")) {
        return std::nullopt;
    }
    const std::string_view hashed = line.substr(0, line.size() - tail_size);
    link.hash = line.substr(hashed.size() + before_hash.size(), sha256_digits);
    Sha256 sum;
    sum.add(hashed);
    sum.add(after_hash.substr(1)); // the brace
    link.is_whole = sum.value() == link.hash;
    return link;
}

std::optional<AuditEntry> parse_audit_entry(std::string_view line) {
    const Json told = Json::parse(line, nullptr, false);
    if (!told.is_object()) {
        return std::nullopt;
    }
    try {
        AuditEntry entry;
        entry.started = told.at("started").get<std::string>();
        entry.ended = told.at("ended").get<std::string>();
        entry.user = told.at("user").get<std::string>();
        entry.uid = told.at("uid").get<std::uint64_t>();
        entry.host = told.at("host").get<std::string>();
        entry.version = told.at("version").get<std::string>();
        entry.command = told.at("command").get<std::string>();
        entry.arguments = told.at("arguments").get<std::vector<std::string>>();
        entry.folder = told.at("folder").get<std::string>();
        entry.inputs = files_of(told.at("inputs"));
        entry.outputs = files_of(told.at("outputs"));
        entry.victims_revealed = told.at("victims_revealed").get<bool>();
        entry.status = told.at("status").get<int>();
        if (told.contains("torn")) {
            entry.torn = TornBytes{told.at("torn").at("bytes").get<std::uint64_t>(),
                                   told.at("torn").at("sha256").get<std::string>()};
        }
        return entry;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

} // namespace sandhan::io
