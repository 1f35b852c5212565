// SPDX-License-Identifier: Apache-2.0
// Who and what takes part in the events of a FollowTheMoney file, as our records hold them.
#pragma once

#include "graph/vocabulary.hpp"
#include "io/follow_the_money_entities.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace sandhan::io {

[[nodiscard]] bool is_ftm_person(const FtmEntity& entity);
[[nodiscard]] bool is_ftm_organisation(const FtmEntity& entity);

/// Whether a text is a word of a vocabulary of ours.
template <class E>
[[nodiscard]] bool is_ftm_word(std::string_view text) {
    return graph::parse_word<E>(text).has_value();
}

/// "A-1" of "incident:A-1".
[[nodiscard]] std::string without_prefix(std::string_view prefix, const std::string& id);

/// Fills a field; an empty value does not.
void put_text(nlohmann::json& to, const char* field, const std::string& value);

/// The schema of an entity, as it may be shown: a word that the standard has.
[[nodiscard]] std::string shown_schema(const FtmEntity& entity);

class FtmParties {
  public:
    explicit FtmParties(FtmEntities& entities) : m_entities(entities) { find_identifiers(); }

    /// People and organisations as records hold them, but for their ref.
    [[nodiscard]] nlohmann::json person(FtmEntity& entity);
    [[nodiscard]] nlohmann::json organisation(FtmEntity& entity);
    /// The text of an address, or the id itself where the file has no entity of it.
    [[nodiscard]] std::string place_text(const std::string& id);

    /// What is not kept, or assumed; counted by its text.
    void note(const std::string& what) { ++m_notes[what]; }
    void note_unread_properties(const FtmEntity& entity);
    [[nodiscard]] const std::map<std::string, std::uint64_t>& notes() const { return m_notes; }

  private:
    void find_identifiers();
    std::string role_of(const FtmEntity& entity);

    FtmEntities& m_entities;
    /// By who owns them: type and value.
    std::map<std::string, std::set<std::pair<std::string, std::string>>> m_identifiers;
    std::map<std::string, std::uint64_t> m_notes;
};

} // namespace sandhan::io
