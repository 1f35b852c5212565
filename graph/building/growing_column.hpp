// SPDX-License-Identifier: Apache-2.0
// Columns of which nobody knows yet how long they become, and whose rows never move.
#pragma once

#include "graph/table.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <stdexcept>
#include <type_traits>

namespace sandhan::graph::building {

/// Addresses that nobody else gets. They cost no memory until they are made usable and touched.
class AddressRange {
  public:
    /// Room for `before` bytes in front of a position and for `behind` after it; less of both where
    /// the process may have few addresses (RLIMIT_AS) or no more of them are to be had.
    /// Throws std::bad_alloc.
    AddressRange(std::size_t before, std::size_t behind);
    AddressRange(const AddressRange&) = delete;
    AddressRange& operator=(const AddressRange&) = delete;
    ~AddressRange();

    /// The position: as aligned as large pages are.
    [[nodiscard]] std::byte* begin() const { return m_begin; }
    /// Bytes of addresses in front of it.
    [[nodiscard]] std::size_t before() const {
        return static_cast<std::size_t>(m_begin - m_memory);
    }
    /// Bytes from `begin() - before` to `begin() + behind`: may be touched from now on.
    /// Throws std::bad_alloc.
    void make_usable(std::size_t before, std::size_t behind);

  private:
    std::byte* m_memory = nullptr;
    std::size_t m_size = 0;
    std::byte* m_begin = nullptr;
    std::size_t m_usable_before = 0;
    std::size_t m_usable = 0;
};

/// Rows of a plain type. One thread makes it longer; any may set rows that are there.
template <class T>
class GrowingColumn {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

  public:
    /// As many as row numbers tell apart, or as an address of 40 bits reaches.
    static constexpr std::size_t most_rows =
        sizeof(T) == 1 ? std::size_t{1} << 40U : std::numeric_limits<std::uint32_t>::max();

    /// `most_in_front`: see finish().
    explicit GrowingColumn(std::size_t most_in_front = 0) : m_most_in_front(most_in_front) {}

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::span<T> rows() { return {m_rows, m_size}; }
    [[nodiscard]] std::span<const T> rows() const { return {m_rows, m_size}; }
    /// The first row; may be asked while others make the column longer.
    [[nodiscard]] T* data() { return m_rows; }
    [[nodiscard]] T& operator[](std::size_t row) { return m_rows[row]; }
    [[nodiscard]] const T& operator[](std::size_t row) const { return m_rows[row]; }

    /// As many more rows, not set yet. Throws std::length_error, std::bad_alloc.
    void extend(std::size_t rows) {
        if (rows > most_rows - m_size) {
            throw std::length_error("case store: more rows in one table than it has numbers for");
        }
        reserve();
        m_range->make_usable(0, (m_size + rows) * sizeof(T));
        m_size += rows;
    }

    /// How many rows finish() can put before those of the column.
    [[nodiscard]] std::size_t room_in_front() {
        reserve();
        return std::min(m_most_in_front, m_range->before() / sizeof(T));
    }
    /// The rows as a table, with `front` more before them that are not set yet. Empty afterwards.
    [[nodiscard]] Table<T> finish(std::size_t front = 0) {
        if (front > room_in_front()) {
            throw std::length_error("case store: more rows before a column than there is room for");
        }
        m_range->make_usable(front * sizeof(T), m_size * sizeof(T));
        auto table = Table<T>::owned({m_rows - front, front + m_size}, m_range);
        *this = GrowingColumn(m_most_in_front);
        return table;
    }

  private:
    void reserve() {
        if (m_range == nullptr) {
            m_range =
                std::make_shared<AddressRange>(m_most_in_front * sizeof(T), most_rows * sizeof(T));
            m_rows = reinterpret_cast<T*>(m_range->begin());
        }
    }

    std::size_t m_most_in_front;
    std::shared_ptr<AddressRange> m_range;
    T* m_rows = nullptr;
    std::size_t m_size = 0;
};

} // namespace sandhan::graph::building
