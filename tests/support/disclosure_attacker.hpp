// SPDX-License-Identifier: Apache-2.0
// Somebody who holds everything that was published and wants to know the rest: what each unknown
// can be at least and at most, by linear programming. Knows nothing of how figures were chosen.
#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace sandhan::tests {

/// Unknown numbers, none negative, and what is known of sums of them.
class DisclosureAttacker {
  public:
    explicit DisclosureAttacker(std::size_t unknowns) : m_unknowns(unknowns) {}

    void sum_is(const std::vector<std::size_t>& of, double value) { add(of, value, true); }
    void sum_is_at_most(const std::vector<std::size_t>& of, double value) { add(of, value, false); }

    /// Nothing where the knowledge contradicts itself. Call before bounds().
    [[nodiscard]] bool solve() {
        const std::size_t m = m_rows.size();
        std::size_t slacks = 0;
        for (const Row& row : m_rows) {
            slacks += row.equal ? 0U : 1U;
        }
        m_columns = m_unknowns + slacks + m; // then one artificial a row
        m_table.assign(m, std::vector<double>(m_columns + 1, 0.0));
        m_basis.resize(m);
        std::size_t slack = m_unknowns;
        for (std::size_t r = 0; r < m; ++r) {
            for (const std::size_t unknown : m_rows[r].of) {
                m_table[r][unknown] += 1.0;
            }
            m_table[r][m_columns] = m_rows[r].value;
            m_basis[r] = m_columns - m + r;
            if (!m_rows[r].equal) {
                m_table[r][slack] = 1.0;
                m_basis[r] = slack++;
            }
            m_table[r][m_columns - m + r] = 1.0;
        }
        m_first_artificial = m_columns - m;
        std::vector<double> cost(m_columns, 0.0);
        for (std::size_t c = m_first_artificial; c < m_columns; ++c) {
            cost[c] = 1.0;
        }
        auto table = m_table;
        auto basis = m_basis;
        if (minimum(table, basis, cost, m_columns) > 1e-6) {
            return false;
        }
        // An artificial that is left stands at 0; it is driven out where its row allows.
        for (std::size_t r = 0; r < m; ++r) {
            if (basis[r] < m_first_artificial) {
                continue;
            }
            for (std::size_t c = 0; c < m_first_artificial; ++c) {
                if (std::abs(table[r][c]) > 1e-7) {
                    pivot(table, basis, r, c);
                    break;
                }
            }
        }
        m_table = std::move(table);
        m_basis = std::move(basis);
        return true;
    }

    /// The least and the most that a sum of unknowns can be; whole numbers lie between them.
    [[nodiscard]] std::pair<double, double> bounds(const std::vector<std::size_t>& of) const {
        std::vector<double> cost(m_columns, 0.0);
        for (const std::size_t unknown : of) {
            cost[unknown] = 1.0;
        }
        auto table = m_table;
        auto basis = m_basis;
        const double least = minimum(table, basis, cost, m_first_artificial);
        for (double& c : cost) {
            c = -c;
        }
        const double most = -minimum(table, basis, cost, m_first_artificial);
        return {std::ceil(least - 1e-6), std::floor(most + 1e-6)};
    }

  private:
    struct Row {
        std::vector<std::size_t> of;
        double value;
        bool equal;
    };
    using Table = std::vector<std::vector<double>>;

    void add(const std::vector<std::size_t>& of, double value, bool equal) {
        m_rows.push_back({of, value, equal});
    }

    static void
    pivot(Table& table, std::vector<std::size_t>& basis, std::size_t row, std::size_t column) {
        const double by = table[row][column];
        for (double& value : table[row]) {
            value /= by;
        }
        for (std::size_t r = 0; r < table.size(); ++r) {
            const double factor = table[r][column];
            if (r != row && factor != 0.0) {
                for (std::size_t c = 0; c < table[r].size(); ++c) {
                    table[r][c] -= factor * table[row][c];
                }
            }
        }
        basis[row] = column;
    }

    /// Of the cost, by the simplex method with Bland's rule; only the first columns may enter.
    /// Minus infinity (-1e18) where it has no end.
    static double minimum(Table& table,
                          std::vector<std::size_t>& basis,
                          const std::vector<double>& cost,
                          std::size_t may_enter) {
        const std::size_t rhs = cost.size();
        while (true) {
            std::optional<std::size_t> entering;
            for (std::size_t c = 0; c < may_enter && !entering; ++c) {
                double reduced = cost[c];
                for (std::size_t r = 0; r < table.size(); ++r) {
                    reduced -= cost[basis[r]] * table[r][c];
                }
                if (reduced < -1e-7) {
                    entering = c;
                }
            }
            if (!entering) {
                break;
            }
            std::optional<std::size_t> leaving;
            double best = 0.0;
            for (std::size_t r = 0; r < table.size(); ++r) {
                if (table[r][*entering] > 1e-7) {
                    const double ratio = table[r][rhs] / table[r][*entering];
                    if (!leaving || ratio < best - 1e-9 ||
                        (ratio < best + 1e-9 && basis[r] < basis[*leaving])) {
                        leaving = r;
                        best = ratio;
                    }
                }
            }
            if (!leaving) {
                return -1e18;
            }
            pivot(table, basis, *leaving, *entering);
        }
        double value = 0.0;
        for (std::size_t r = 0; r < table.size(); ++r) {
            value += cost[basis[r]] * table[r][rhs];
        }
        return value;
    }

    std::size_t m_unknowns;
    std::size_t m_columns = 0;
    std::size_t m_first_artificial = 0;
    std::vector<Row> m_rows;
    Table m_table;
    std::vector<std::size_t> m_basis;
};

} // namespace sandhan::tests
