// SPDX-License-Identifier: Apache-2.0
// A column of plain rows, made once and then only read: owned, or a view of memory that another
// owns, such as a mapped file.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

namespace sandhan::graph {

/// Memory whose values are not set yet, from the beginning of a line of 64 bytes. Where it fills
/// large pages and the system has them, it is asked for them: what is read at random is found
/// sooner, and what is written first costs a fault for 2 MiB and not for each 4 KiB.
/// Throws std::bad_alloc.
[[nodiscard]] std::shared_ptr<void> unset_memory(std::size_t bytes);

/// Rows of a plain type. Movable and not copyable, as columns are large.
template <class T>
class Table {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

  public:
    using value_type = T;

    Table() = default;
    Table(Table&& other) noexcept { swap(other); }
    Table& operator=(Table&& other) noexcept {
        Table(std::move(other)).swap(*this);
        return *this;
    }
    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;
    ~Table() = default;

    /// Takes the rows of a vector.
    Table(std::vector<T> rows) { // NOLINT(google-explicit-constructor): a vector is a table
        const auto kept = std::make_shared<std::vector<T>>(std::move(rows));
        m_writable = kept->data();
        m_rows = kept->data();
        m_size = kept->size();
        m_owner = kept;
    }

    /// A view of rows that `owner` keeps alive.
    Table(std::span<const T> rows, std::shared_ptr<const void> owner)
        : m_rows(rows.data()), m_size(rows.size()), m_owner(std::move(owner)) {}

    /// `size` rows whose values are not set yet; several threads may set them through writable().
    [[nodiscard]] static Table unset(std::size_t size) {
        Table table;
        if (size > 0) {
            const auto memory = unset_memory(size * sizeof(T));
            table.m_owner = memory;
            table.m_writable = static_cast<T*>(memory.get());
            table.m_rows = table.m_writable;
            table.m_size = size;
        }
        return table;
    }

    /// The same over rows that `owner` keeps alive.
    [[nodiscard]] static Table owned(std::span<T> rows, const std::shared_ptr<const void>& owner) {
        Table table;
        table.m_writable = rows.data();
        table.m_rows = rows.data();
        table.m_size = rows.size();
        table.m_owner = owner;
        return table;
    }

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] const T* data() const { return m_rows; }
    [[nodiscard]] const T* begin() const { return m_rows; }
    [[nodiscard]] const T* end() const { return m_rows + m_size; }
    [[nodiscard]] const T& operator[](std::size_t i) const { return m_rows[i]; }
    [[nodiscard]] const T& front() const { return m_rows[0]; }
    [[nodiscard]] const T& back() const { return m_rows[m_size - 1]; }
    operator std::span<const T>() const { // NOLINT(google-explicit-constructor)
        return {m_rows, m_size};
    }

    /// For whoever makes the table, before anybody reads it.
    /// Throws std::logic_error when the rows are another's.
    [[nodiscard]] std::span<T> writable() {
        if (m_size > 0 && m_writable == nullptr) {
            throw std::logic_error("table: the rows of a mapped file can't be changed");
        }
        return {m_writable, m_size};
    }

    /// Leaves the first `size` rows: for a table made when only an upper bound was known. What lies
    /// behind them stays reserved, which costs no memory but of a page that was touched.
    void truncate(std::size_t size) { m_size = std::min(m_size, size); }

    void swap(Table& other) noexcept {
        std::swap(m_rows, other.m_rows);
        std::swap(m_writable, other.m_writable);
        std::swap(m_size, other.m_size);
        m_owner.swap(other.m_owner);
    }

  private:
    const T* m_rows = nullptr;
    T* m_writable = nullptr;
    std::size_t m_size = 0;
    std::shared_ptr<const void> m_owner;
};

/// The rows of a finished table. Copies share them and cost nothing.
template <class T>
class SharedRows {
  public:
    SharedRows() = default;
    SharedRows(Table<T>&& table) // NOLINT(google-explicit-constructor): it becomes one
        : m_owner(std::make_shared<const Table<T>>(std::move(table))), m_rows(*m_owner) {}

    [[nodiscard]] std::size_t size() const { return m_rows.size(); }
    [[nodiscard]] const T* data() const { return m_rows.data(); }
    [[nodiscard]] const T* begin() const { return m_rows.data(); }
    [[nodiscard]] const T* end() const { return m_rows.data() + m_rows.size(); }
    [[nodiscard]] const T& operator[](std::size_t i) const { return m_rows[i]; }

  private:
    std::shared_ptr<const Table<T>> m_owner;
    std::span<const T> m_rows;
};

} // namespace sandhan::graph
