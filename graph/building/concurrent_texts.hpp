// SPDX-License-Identifier: Apache-2.0
// What is known of each of many texts, worked out once and shared by all threads.
#pragma once

#include "graph/building/text_hash.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::graph::building {

/// A map from texts to values that any thread may ask. Entries never move and are never removed.
/// Numbers are given in the order in which threads ask, so nothing that is told may depend on them.
template <class Value>
class ConcurrentTexts {
  public:
    struct Entry {
        std::string text;
        std::uint32_t number = 0; ///< 0, 1, 2, ...
        Value value;
    };

    /// The entry of a text; `make()` gives its value if there is none yet. Two threads that ask for
    /// a new text at once may both make it, so `make` must give equal values.
    template <class Make>
    const Entry& get(std::string_view text, Make make) {
        return get(text, hash_of(text), make);
    }
    /// The same for who has the hash of the text already.
    template <class Make>
    const Entry& get(std::string_view text, std::uint64_t hash, Make make) {
        Shard& shard = m_shards[hash >> (64 - shard_bits)];
        {
            const std::scoped_lock lock(shard.mutex);
            if (const Entry* found = shard.find(text, hash)) {
                return *found;
            }
        }
        Value value = make();
        const std::scoped_lock lock(shard.mutex);
        if (const Entry* found = shard.find(text, hash)) {
            return *found;
        }
        const std::uint32_t number = m_size.fetch_add(1, std::memory_order_relaxed);
        return shard.add({std::string(text), number, std::move(value)}, hash);
    }

    [[nodiscard]] std::uint32_t size() const { return m_size.load(); }

    /// All entries by their number. No thread may ask meanwhile.
    [[nodiscard]] std::vector<const Entry*> by_number() const {
        std::vector<const Entry*> all(size());
        for (const Shard& shard : m_shards) {
            for (const Entry& entry : shard.entries) {
                all[entry.number] = &entry;
            }
        }
        return all;
    }

  private:
    static constexpr unsigned shard_bits = 6;

    struct Slot {
        std::uint64_t hash = 0;
        const Entry* entry = nullptr;
    };

    struct alignas(64) Shard {
        const Entry* find(std::string_view text, std::uint64_t hash) const {
            if (slots.empty()) {
                return nullptr;
            }
            for (std::size_t at = hash & (slots.size() - 1); slots[at].entry != nullptr;
                 at = (at + 1) & (slots.size() - 1)) {
                if (slots[at].hash == hash && slots[at].entry->text == text) {
                    return slots[at].entry;
                }
            }
            return nullptr;
        }

        const Entry& add(Entry&& entry, std::uint64_t hash) {
            if (2 * (entries.size() + 1) > slots.size()) {
                constexpr std::size_t first_size = 64;
                const std::vector<Slot> old = std::move(slots);
                slots.assign(old.empty() ? first_size : 2 * old.size(), {});
                for (const Slot& slot : old) {
                    if (slot.entry != nullptr) {
                        place(slot);
                    }
                }
            }
            const Entry& kept = entries.emplace_back(std::move(entry));
            place({hash, &kept});
            return kept;
        }

        void place(const Slot& slot) {
            std::size_t at = slot.hash & (slots.size() - 1);
            while (slots[at].entry != nullptr) {
                at = (at + 1) & (slots.size() - 1);
            }
            slots[at] = slot;
        }

        mutable std::mutex mutex;
        std::deque<Entry> entries;
        std::vector<Slot> slots;
    };

    std::array<Shard, std::size_t{1} << shard_bits> m_shards;
    std::atomic<std::uint32_t> m_size{0};
};

} // namespace sandhan::graph::building
