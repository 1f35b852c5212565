// SPDX-License-Identifier: Apache-2.0
// What each place text of the records means, decided once a text for all threads.
#pragma once

#include "graph/building/concurrent_texts.hpp"
#include "graph/gazetteer.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::graph::building {

struct PlaceDecision {
    MatchStatus match = MatchStatus::exact;
    /// Of a text that could not be decided: `place:unresolved/…`, with the text as its name.
    Place place;
    std::vector<std::string> candidates; ///< labels at district level, for the fault
    /// The text gives the point of a place that the gazetteer does not know.
    bool gives_point = false;
    /// Whether some record places something there: set by any thread, read when all are done.
    mutable bool is_used = false;

    [[nodiscard]] bool is_unresolved() const {
        return match == MatchStatus::ambiguous || match == MatchStatus::unknown;
    }
};

/// The text as a whole, or its parts joined. "" for coordinates alone.
[[nodiscard]] std::string written_text(const PlaceText& text);

class PlaceDecisions {
  public:
    using Entry = ConcurrentTexts<PlaceDecision>::Entry;

    /// `gazetteer` must outlive this.
    explicit PlaceDecisions(const Gazetteer& gazetteer) : m_gazetteer(&gazetteer) {}

    /// What a thread asked for lately. Others' caches are left alone when a text comes again.
    using Recent = std::array<const Entry*, 512>;

    /// Of a text that is not empty; it counts as used. Any thread may ask, with a Recent of its
    /// own.
    [[nodiscard]] const Entry& of(const PlaceText& text, Recent& recent);
    /// Where a police station of this name stands: nullptr unless that is beyond doubt.
    [[nodiscard]] const Entry* of_station(std::string_view name);

    [[nodiscard]] const Gazetteer& gazetteer() const { return *m_gazetteer; }
    [[nodiscard]] std::vector<const Entry*> by_number() const { return m_texts.by_number(); }

  private:
    [[nodiscard]] PlaceDecision decide(const PlaceText& text) const;

    const Gazetteer* m_gazetteer;
    ConcurrentTexts<PlaceDecision> m_texts;
};

} // namespace sandhan::graph::building
