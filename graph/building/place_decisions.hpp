// SPDX-License-Identifier: Apache-2.0
// What each place text of the records means, decided once a text for all threads.
#pragma once

#include "graph/building/concurrent_texts.hpp"
#include "graph/gazetteer.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::graph::building {

[[nodiscard]] inline bool is_unresolved(MatchStatus match) {
    return match == MatchStatus::ambiguous || match == MatchStatus::unknown;
}

struct PlaceDecision {
    MatchStatus match = MatchStatus::exact;
    /// Many texts share one place of the gazetteer.
    const Place* place = nullptr;
    /// What is none of the gazetteer's: a locality kept in its district or, of a text that could
    /// not be decided, `place:unresolved/…` with the text as its name.
    std::unique_ptr<const Place> own;
    std::vector<std::string> candidates; ///< labels at district level, for the fault
    /// The text gives the point of a place that the gazetteer does not know.
    bool gives_point = false;
    /// Whether some record places something there: set by any thread, read when all are done.
    mutable bool is_used = false;

    [[nodiscard]] bool is_unresolved() const { return building::is_unresolved(match); }
};

/// The text as a whole, or its parts joined. "" for coordinates alone.
[[nodiscard]] std::string written_text(const PlaceText& text);

class PlaceDecisions {
  public:
    using Entry = ConcurrentTexts<PlaceDecision>::Entry;

    /// `gazetteer` must outlive this.
    explicit PlaceDecisions(const Gazetteer& gazetteer)
        : m_gazetteer(&gazetteer), m_places(gazetteer.size()) {}
    PlaceDecisions(const PlaceDecisions&) = delete;
    PlaceDecisions& operator=(const PlaceDecisions&) = delete;
    ~PlaceDecisions();

    struct Known {
        std::uint32_t number = 0; ///< of the entry
        MatchStatus match = MatchStatus::exact;
        const Entry* entry = nullptr; ///< of what is unresolved; others are not asked for more
    };

    /// What a thread asked for lately, so that a text that comes again costs one look at memory of
    /// its own. Grows with what it misses, to four megabytes.
    class Recent {
      public:
        /// Nothing when the text is not here.
        [[nodiscard]] std::optional<Known> find(std::string_view text, std::uint64_t hash) const {
            const Slot& slot = m_slots[hash & (m_slots.size() - 1)];
            if (slot.hash != hash || slot.size != text.size() ||
                std::memcmp(slot.text.data(), text.data(), text.size()) != 0) {
                return std::nullopt;
            }
            return Known{slot.number, slot.match, nullptr};
        }
        void put(std::uint64_t hash, const Entry& entry);
        void fetch(std::uint64_t hash) const {
            __builtin_prefetch(&m_slots[hash & (m_slots.size() - 1)]);
        }
        [[nodiscard]] PlaceMemory& memory() { return m_memory; }

      private:
        /// One line of the processor's cache.
        struct alignas(64) Slot {
            std::uint64_t hash = 0;
            std::uint32_t number = 0;
            MatchStatus match = MatchStatus::exact;
            std::uint8_t size = 0; ///< 0: free
            std::array<char, 50> text{};
        };
        static_assert(sizeof(Slot) == 64);
        static constexpr std::size_t first_size = std::size_t{1} << 8U;
        static constexpr std::size_t last_size = std::size_t{1} << 16U;

        std::vector<Slot> m_slots = std::vector<Slot>(first_size);
        std::size_t m_missed = 0;
        PlaceMemory m_memory;
    };

    /// Of a text that is not empty; it counts as used. Any thread may ask, with a Recent of its
    /// own.
    [[nodiscard]] Known of(const PlaceText& text, Recent& recent);
    /// Has what of() will look at fetched from memory meanwhile.
    static void fetch(const PlaceText& text, const Recent& recent);
    /// Where a police station of this name stands: nullptr unless that is beyond doubt.
    [[nodiscard]] const Entry* of_station(std::string_view name, Recent& recent);

    [[nodiscard]] const Gazetteer& gazetteer() const { return *m_gazetteer; }
    [[nodiscard]] std::vector<const Entry*> by_number() const { return m_texts.by_number(); }

  private:
    [[nodiscard]] PlaceDecision decide(const PlaceText& text, PlaceMemory& memory);
    [[nodiscard]] PlaceDecision decided(PlaceMatch&& match);
    [[nodiscard]] const Place* place(std::uint32_t number);

    const Gazetteer* m_gazetteer;
    std::vector<std::atomic<const Place*>> m_places; ///< of the gazetteer, those that were met
    ConcurrentTexts<PlaceDecision> m_texts;
};

} // namespace sandhan::graph::building
