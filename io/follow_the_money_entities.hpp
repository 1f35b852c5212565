// SPDX-License-Identifier: Apache-2.0
// The entities of a FollowTheMoney file, gathered: links name others by id, which may come later.
#pragma once

#include "graph/run_control.hpp"
#include "io/record_faults.hpp"
#include "io/text_input.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sandhan::io {

/// {"id", "schema", "properties": {name: [text, …]}} (followthemoney.tech).
struct FtmEntity {
    std::string id;
    std::string schema;
    std::map<std::string, std::vector<std::string>, std::less<>> properties;
    std::uint64_t line = 0; ///< where it stands first
    bool is_used = false;   ///< told by a record that is made of it

    [[nodiscard]] const std::vector<std::string>& all(std::string_view property) const;
    [[nodiscard]] std::string first(std::string_view property) const; ///< or ""
};

/// Whether the text begins with an entity on a line of its own.
[[nodiscard]] bool begins_as_ftm(std::string_view opening);
/// `.ftm.json`, `.ftm.jsonl`, `.ftm.ndjson`, each also with `.gz`.
[[nodiscard]] bool is_ftm_name(std::string_view name);

class FtmEntities {
  public:
    /// Reads to the end. An entity that stands twice is one with the values of both. What is no
    /// entity goes to `faults`, one a line of the file.
    /// Throws  ParseError where the text is more than `most_bytes`; graph::Cancelled.
    FtmEntities(TextInput& input,
                std::uint64_t most_record_bytes,
                const graph::RunControl& control,
                std::vector<RecordFaults>& faults);

    /// In the order of their ids.
    [[nodiscard]] std::vector<FtmEntity>& all() { return m_entities; }
    /// Null where there is none.
    [[nodiscard]] FtmEntity* find(const std::string& id);

    /// Of text, for which up to ten times as much memory is taken until the records are made.
    static constexpr std::uint64_t most_bytes = std::uint64_t{256} << 20U;

  private:
    void take(std::string_view text, std::uint64_t line, RecordFaults& faults);
    void sort();

    std::vector<FtmEntity> m_entities;
    std::unordered_map<std::string, std::size_t> m_by_id;
};

} // namespace sandhan::io
