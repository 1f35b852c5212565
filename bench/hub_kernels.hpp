// SPDX-License-Identifier: Apache-2.0
// What the files of hub kernels have in common: a measure of a subject, ours and the peers' way.
#pragma once

#include "bench/side_by_side.hpp"
#include "bench/subject.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sandhan::bench {

using SubjectPtr = std::shared_ptr<const Subject>;

/// How a peer's numbers must look beside ours.
enum class Agreement {
    as_they_stand,   ///< each, relative to ours where ours is above 1
    as_sorted,       ///< the same, both sorted: numbers of parts that each side counts its own way
    as_distribution, ///< each side divided by its sum; the differences added
};

struct Comparison {
    Agreement as = Agreement::as_they_stand;
    double within = 1e-9;
};

/// What a kernel found, as numbers that can be compared. Telling them is not part of its time.
using Answer = std::function<Numbers()>;
using Work = std::function<Answer(const Subject&)>;

struct Peer {
    const char* who;
    Work work;
    std::function<void(const Subject&)> settle = {}; ///< untimed, before it, its form being there
};

struct Kernel {
    std::string name; ///< of out/bench.json: hubs/betweenness/association
    SubjectPtr subject;
    Work ours;
    std::vector<Peer> peers;
    Comparison comparison = {};
    /// What both must agree with, where ours is no exact answer.
    std::function<Numbers(const Subject&)> truth = {};
    std::function<void(const Subject&)> settle = {}; ///< of ours: untimed, before it
    bool of_pairs = false; ///< works on unsorted_pairs(), not on a graph that is there
};

/// "hubs/core/rmat".
inline std::string name_of(const std::string& measure, const Subject& subject) {
    return "hubs/" + measure + "/" + subject.name();
}

/// An answer that is a container of numbers.
template <class Container>
Answer numbers_of(Container&& found) {
    return [found = std::forward<Container>(found)] { return Numbers(found.begin(), found.end()); };
}

/// What an igraph call leaves in its result vector.
template <class Call>
Answer from_igraph(Call call) {
    igraph_vector_t result;
    igraph_vector_init(&result, 0);
    call(&result);
    Numbers numbers(VECTOR(result), VECTOR(result) + igraph_vector_size(&result));
    igraph_vector_destroy(&result);
    return numbers_of(std::move(numbers));
}

template <class Call>
Answer from_igraph_integers(Call call) {
    igraph_vector_int_t result;
    igraph_vector_int_init(&result, 0);
    call(&result);
    Numbers numbers(VECTOR(result), VECTOR(result) + igraph_vector_int_size(&result));
    igraph_vector_int_destroy(&result);
    return numbers_of(std::move(numbers));
}

/// The kernels of a measure on a subject.
void add_betweenness(std::vector<Kernel>& kernels, const SubjectPtr& subject, bool weighted);
/// Who else has it is in another process.
void add_approximate_betweenness(std::vector<Kernel>& kernels, const SubjectPtr& subject);
void add_closeness(std::vector<Kernel>& kernels, const SubjectPtr& subject, bool weighted);
void add_harmonic(std::vector<Kernel>& kernels, const SubjectPtr& subject, bool weighted);
void add_pagerank(std::vector<Kernel>& kernels, const SubjectPtr& subject, bool weighted);
void add_core(std::vector<Kernel>& kernels, const SubjectPtr& subject);
void add_components(std::vector<Kernel>& kernels, const SubjectPtr& subject);
void add_articulation(std::vector<Kernel>& kernels, const SubjectPtr& subject);
void add_clustering(std::vector<Kernel>& kernels, const SubjectPtr& subject);
/// Its answer is the modularity. Who else has it is in another process.
void add_leiden(std::vector<Kernel>& kernels, const SubjectPtr& subject);
void add_building(std::vector<Kernel>& kernels, const SubjectPtr& subject);
/// Reading and writing GraphML.
void add_graph_files(std::vector<Kernel>& kernels, const SubjectPtr& subject);
/// Reading and writing GEXF. Who else has it is in another process, as for layouts.
void add_gexf_files(std::vector<Kernel>& kernels, const SubjectPtr& subject);
void add_layout(std::vector<Kernel>& kernels, const SubjectPtr& subject);

/// The file that tell_graphml_memory() reads.
void write_graphml_of(const Subject& subject, const std::string& path);

} // namespace sandhan::bench
