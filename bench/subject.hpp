// SPDX-License-Identifier: Apache-2.0
// One graph in the forms of all the libraries that are measured on it.
#pragma once

#include "algorithms/simple_graph.hpp"
#include "bench/lemon_form.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <igraph/igraph.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::bench {

using Numbers = std::vector<double>;

struct Cost {
    double cost = 1.0;
};

/// Boost Graph's general form of an undirected graph, the slower of the two.
using BoostList =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, Cost>;

/// Boost's compressed rows. They know no undirected graphs: an edge stands there both ways.
using BoostRows = boost::
    compressed_sparse_row_graph<boost::directedS, boost::no_property, Cost, boost::no_property>;

/// igraph's, with one cost and one strength an edge.
struct IgraphForm {
    igraph_t graph{};
    igraph_vector_t cost{}, strength{};

    IgraphForm(const algorithms::SimpleGraph& simple, const Numbers& costs);
    IgraphForm(const IgraphForm&) = delete;
    IgraphForm& operator=(const IgraphForm&) = delete;
    ~IgraphForm();
};

/// The graph is made when it is first asked for, and a library's form of it by prepare(): a filter
/// may leave out all that runs on it.
class Subject {
  public:
    /// `name` tells it from others of the same size: "association".
    Subject(std::string name, std::function<algorithms::SimpleGraph()> make)
        : m_name(std::move(name)), m_make(std::move(make)) {}

    [[nodiscard]] const std::string& name() const { return m_name; }
    /// "undirected, 4000 vertices, 19861 edges".
    [[nodiscard]] std::string input() const;

    [[nodiscard]] const algorithms::SimpleGraph& simple() const;
    [[nodiscard]] const graph::CompressedGraph& graph() const { return simple().graph; }
    [[nodiscard]] bool is_directed() const { return graph().is_directed(); }
    [[nodiscard]] const Numbers& cost() const; ///< 60 / strength, as a whole number
    [[nodiscard]] const Numbers& strength() const { return simple().strength; }

    /// Makes the form of a library, by its name in bench/side_by_side.hpp.
    void prepare(std::string_view who) const;
    [[nodiscard]] const IgraphForm& igraph() const { return *m_igraph; }
    [[nodiscard]] const LemonForm& lemon() const { return *m_lemon; }
    [[nodiscard]] const BoostList& boost_list() const { return *m_boost_list; }
    [[nodiscard]] const BoostRows& boost_rows() const { return *m_boost_rows; }
    /// The same with every edge turned: searches in it give incoming distances.
    [[nodiscard]] const BoostRows& boost_rows_turned() const {
        return m_boost_turned ? *m_boost_turned : *m_boost_rows;
    }

  private:
    [[nodiscard]] std::unique_ptr<BoostRows> rows_of_boost(bool turned) const;

    std::string m_name;
    std::function<algorithms::SimpleGraph()> m_make;
    mutable std::unique_ptr<algorithms::SimpleGraph> m_simple;
    mutable Numbers m_cost;
    mutable std::unique_ptr<IgraphForm> m_igraph;
    mutable std::unique_ptr<LemonForm> m_lemon;
    mutable std::unique_ptr<BoostList> m_boost_list;
    mutable std::unique_ptr<BoostRows> m_boost_rows, m_boost_turned;
};

} // namespace sandhan::bench
