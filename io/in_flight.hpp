// SPDX-License-Identifier: Apache-2.0
// What is on its way through a pipeline of oneTBB.
#pragma once

#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace sandhan::io {

/// Owns the items that filters hand to each other as plain pointers. A pipeline that an exception
/// ends forgets what its filters have in hand, so it must not be its owner.
template <class T>
class InFlight {
  public:
    /// A new item. Any thread may ask.
    T* make() {
        auto item = std::make_unique<T>();
        T* const pointer = item.get();
        const std::scoped_lock lock(m_mutex);
        m_items.emplace(pointer, std::move(item));
        return pointer;
    }
    /// Ends an item that has come through.
    void end(T* item) {
        std::unique_ptr<T> ended; // outlives the lock
        const std::scoped_lock lock(m_mutex);
        const auto at = m_items.find(item);
        ended = std::move(at->second);
        m_items.erase(at);
    }

  private:
    std::mutex m_mutex;
    std::unordered_map<T*, std::unique_ptr<T>> m_items;
};

} // namespace sandhan::io
