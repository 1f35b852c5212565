// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/repulsion_tree.hpp"

#include "algorithms/internal/block_sum.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace sandhan::algorithms::internal {

namespace {

// 26 bits either way: two digits of 13 bits a coordinate, four passes of sorting.
constexpr unsigned depth_bits = 26;
constexpr unsigned digit_bits = 13;
constexpr std::size_t short_input = 1024; // points not worth a second thread, or a sort by digits

using Keyed = std::pair<std::uint64_t, std::uint32_t>;

/// The bits of a 26-bit number, with a zero before each.
std::uint64_t spread(std::uint64_t v) {
    v = (v | (v << 16U)) & 0x0000FFFF0000FFFFULL;
    v = (v | (v << 8U)) & 0x00FF00FF00FF00FFULL;
    v = (v | (v << 4U)) & 0x0F0F0F0F0F0F0F0FULL;
    v = (v | (v << 2U)) & 0x3333333333333333ULL;
    v = (v | (v << 1U)) & 0x5555555555555555ULL;
    return v;
}

/// Sorts by key, equal ones as they come.
void sort_by_digits(std::vector<Keyed>& keyed, std::vector<Keyed>& spare) {
    spare.resize(keyed.size());
    constexpr std::size_t digits = std::size_t{1} << digit_bits;
    std::vector<std::uint32_t> place(digits);
    for (unsigned shift = 0; shift < 2 * depth_bits; shift += digit_bits) {
        std::fill(place.begin(), place.end(), 0);
        for (const Keyed& k : keyed) {
            ++place[(k.first >> shift) & (digits - 1)];
        }
        std::uint32_t sum = 0;
        for (std::uint32_t& p : place) {
            p = std::exchange(sum, sum + p);
        }
        for (const Keyed& k : keyed) {
            spare[place[(k.first >> shift) & (digits - 1)]++] = k;
        }
        std::swap(keyed, spare);
    }
}

/// Points that walk the tree together: always as many, so that loops over them have a length the
/// compiler knows.
struct Group {
    std::array<double, RepulsionTree::group_size> x{};
    std::array<double, RepulsionTree::group_size> y{};
    std::array<double, RepulsionTree::group_size> force_x{};
    std::array<double, RepulsionTree::group_size> force_y{};
};

using Push = void (*)(std::size_t, const double*, const double*, const double*, Group&);

// Each point adds up the list in its order, in a lane of its own: the same bytes however wide the
// registers are.
template <std::size_t lanes>
[[gnu::always_inline]] inline void push_lanes(
    std::size_t count, const double* at_x, const double* at_y, const double* mass, Group& group) {
    for (std::size_t begin = 0; begin < RepulsionTree::group_size; begin += lanes) {
        std::array<double, lanes> x;
        std::array<double, lanes> y;
        std::array<double, lanes> force_x{};
        std::array<double, lanes> force_y{};
        std::copy_n(group.x.data() + begin, lanes, x.data());
        std::copy_n(group.y.data() + begin, lanes, y.data());
        for (std::size_t k = 0; k < count; ++k) {
            for (std::size_t l = 0; l < lanes; ++l) {
                const double dx = x[l] - at_x[k];
                const double dy = y[l] - at_y[k];
                const double squares = dx * dx + dy * dy + RepulsionTree::softening;
                const double push = mass[k] / (squares * std::sqrt(squares));
                force_x[l] += push * dx;
                force_y[l] += push * dy;
            }
        }
        std::copy_n(force_x.data(), lanes, group.force_x.data() + begin);
        std::copy_n(force_y.data(), lanes, group.force_y.data() + begin);
    }
}

void push_by_128(
    std::size_t count, const double* x, const double* y, const double* mass, Group& group) {
    push_lanes<4>(count, x, y, mass, group);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void
push_by_256(std::size_t count, const double* x, const double* y, const double* mass, Group& group) {
    push_lanes<8>(count, x, y, mass, group);
}
#endif

Push widest_push() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") != 0) {
        return push_by_256;
    }
#endif
    return push_by_128;
}

struct Box {
    double left = HUGE_VAL;
    double right = -HUGE_VAL;
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
};

} // namespace

/// What pushes a group.
struct RepulsionTree::List {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> mass;

    void clear() {
        x.clear();
        y.clear();
        mass.clear();
    }
    void add(double at_x, double at_y, double weight) {
        x.push_back(at_x);
        y.push_back(at_y);
        mass.push_back(weight);
    }
};

void RepulsionTree::build(std::span<const Point> at, std::span<const double> mass) {
    sort_points(at, mass);
    make_nodes();
    weigh_nodes();
}

void RepulsionTree::sort_points(std::span<const Point> at, std::span<const double> mass) {
    const std::size_t n = at.size();
    Box box;
    for (const Point& p : at) {
        box.left = std::min(box.left, p.x);
        box.right = std::max(box.right, p.x);
        box.low = std::min(box.low, p.y);
        box.high = std::max(box.high, p.y);
    }
    m_width = std::max(box.right - box.left, box.high - box.low);
    if (!(m_width > 0.0)) {
        m_width = 1.0;
    }
    constexpr double cells = static_cast<double>(std::uint64_t{1} << depth_bits);
    const double scale = cells / m_width;
    const auto cell = [&](double offset) {
        return static_cast<std::uint64_t>(std::min(offset * scale, cells - 1.0));
    };
    m_key.resize(n);
    for_blocks(n, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            m_key[i] = {spread(cell(at[i].x - box.left)) | spread(cell(at[i].y - box.low)) << 1U,
                        static_cast<std::uint32_t>(i)};
        }
    });
    if (n > short_input) {
        sort_by_digits(m_key, m_spare);
    } else {
        std::sort(m_key.begin(), m_key.end());
    }
    m_x.resize(n);
    m_y.resize(n);
    m_mass.resize(n);
    for_blocks(n, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            const std::uint32_t v = m_key[i].second;
            m_x[i] = at[v].x;
            m_y[i] = at[v].y;
            m_mass[i] = mass[v];
        }
    });
}

void RepulsionTree::make_nodes() {
    struct Part {
        std::uint32_t first;
        std::uint32_t last;
        unsigned level; ///< how many pairs of bits all keys in it share
    };
    m_node.clear();
    std::vector<Part> waiting;
    std::vector<std::uint32_t> open; // nodes whose `next` is not yet known
    if (!m_key.empty()) {
        waiting.push_back({0, static_cast<std::uint32_t>(m_key.size()), 0});
    }
    while (!waiting.empty()) {
        Part part = waiting.back();
        waiting.pop_back();
        std::array<std::uint32_t, 5> cut{};
        bool divided = false;
        while (!divided && part.last - part.first > group_size && part.level < depth_bits) {
            const unsigned shift = 2 * (depth_bits - part.level - 1);
            cut[0] = part.first;
            for (std::uint64_t quarter = 1; quarter < 4; ++quarter) {
                cut[quarter] = static_cast<std::uint32_t>(
                    std::partition_point(
                        m_key.begin() + cut[quarter - 1], m_key.begin() + part.last,
                        [&](const Keyed& k) { return ((k.first >> shift) & 3U) < quarter; }) -
                    m_key.begin());
            }
            cut[4] = part.last;
            divided = true;
            for (std::size_t quarter = 0; quarter < 4; ++quarter) {
                if (cut[quarter + 1] - cut[quarter] == part.last - part.first) {
                    divided = false; // all of them in one quarter, which is then the node
                }
            }
            ++part.level;
        }
        const auto here = static_cast<std::uint32_t>(m_node.size());
        while (!open.empty() && m_node[open.back()].last <= part.first) {
            m_node[open.back()].next = here;
            open.pop_back();
        }
        if (divided) {
            --part.level;
        }
        const double width = m_width / static_cast<double>(std::uint64_t{1} << part.level);
        m_node.push_back({{}, 0.0, width, part.first, part.last, here + 1});
        if (divided) {
            open.push_back(here);
            for (std::size_t quarter = 4; quarter-- > 0;) {
                if (cut[quarter] < cut[quarter + 1]) {
                    waiting.push_back({cut[quarter], cut[quarter + 1], part.level + 1});
                }
            }
        }
    }
    for (const std::uint32_t node : open) {
        m_node[node].next = static_cast<std::uint32_t>(m_node.size());
    }
}

void RepulsionTree::weigh_nodes() {
    for (std::size_t i = m_node.size(); i-- > 0;) {
        Node& node = m_node[i];
        double mass = 0.0;
        double x = 0.0;
        double y = 0.0;
        if (node.next == i + 1) {
            for (std::size_t k = node.first; k < node.last; ++k) {
                mass += m_mass[k];
                x += m_mass[k] * m_x[k];
                y += m_mass[k] * m_y[k];
            }
        } else {
            for (std::size_t child = i + 1; child < node.next; child = m_node[child].next) {
                mass += m_node[child].mass;
                x += m_node[child].mass * m_node[child].centre.x;
                y += m_node[child].mass * m_node[child].centre.y;
            }
        }
        node.mass = mass;
        node.centre = {x / mass, y / mass};
        if (node.next == i + 1 && node.is_one_spot()) {
            // Not the mean, whose last digits would push what is on the very spot.
            node.centre = {m_x[node.first], m_y[node.first]};
        }
    }
}

void RepulsionTree::list_for(std::size_t first, std::size_t last, double theta, List& list) const {
    list.clear();
    Box box;
    for (std::size_t k = first; k < last; ++k) {
        box.left = std::min(box.left, m_x[k]);
        box.right = std::max(box.right, m_x[k]);
        box.low = std::min(box.low, m_y[k]);
        box.high = std::max(box.high, m_y[k]);
    }
    const double theta_squared = theta * theta;
    for (std::size_t i = 0; i < m_node.size();) {
        const Node& node = m_node[i];
        const bool leaf = node.next == i + 1;
        const double dx = std::max({box.left - node.centre.x, 0.0, node.centre.x - box.right});
        const double dy = std::max({box.low - node.centre.y, 0.0, node.centre.y - box.high});
        const bool apart = node.last <= first || last <= node.first;
        if ((apart && node.width * node.width < theta_squared * (dx * dx + dy * dy)) ||
            (leaf && node.is_one_spot())) {
            list.add(node.centre.x, node.centre.y, node.mass);
            i = node.next;
        } else {
            if (leaf) {
                for (std::size_t k = node.first; k < node.last; ++k) {
                    list.add(m_x[k], m_y[k], m_mass[k]);
                }
            }
            ++i;
        }
    }
}

void RepulsionTree::repulsion(double theta, std::span<Point> force) const {
    const std::size_t n = m_key.size();
    const Push push = widest_push();
    const auto push_group = [&](std::size_t first, std::size_t last, List& list) {
        list_for(first, last, theta, list);
        Group group;
        std::copy(m_x.data() + first, m_x.data() + last, group.x.begin());
        std::copy(m_y.data() + first, m_y.data() + last, group.y.begin());
        push(list.x.size(), list.x.data(), list.y.data(), list.mass.data(), group);
        for (std::size_t k = first; k < last; ++k) {
            force[m_key[k].second] = {group.force_x[k - first], group.force_y[k - first]};
        }
    };
    const auto push_block = [&](std::size_t first, std::size_t last) {
        List list;
        for (std::size_t k = first; k < last; k += group_size) {
            push_group(k, std::min(last, k + group_size), list);
        }
    };
    if (n <= short_input) {
        push_block(0, n);
        return;
    }
    constexpr std::size_t block = 32 * group_size;
    tbb::parallel_for(std::size_t{0}, (n + block - 1) / block,
                      [&](std::size_t b) { push_block(b * block, std::min(n, (b + 1) * block)); });
}

} // namespace sandhan::algorithms::internal
