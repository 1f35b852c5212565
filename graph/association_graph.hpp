// SPDX-License-Identifier: Apache-2.0
// Who is linked with whom, and why: people and organisations of the offending side.
#pragma once

#include "graph/case_selection.hpp"
#include "graph/compressed_graph.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::graph {

enum class ReasonKind : std::uint8_t {
    stated_tie,
    shared_identifier,
    shared_incident,
    shared_organisation,
    similar_identity, ///< two records that may be one person
    same_place,       ///< different incidents at one scene: no tie of this graph, but what weighs
    same_route,       ///< different incidents on one corridor: likewise
};
inline constexpr std::size_t reason_kinds = 7;
[[nodiscard]] std::string_view name_of(ReasonKind kind);

/// A set of kinds of reasons.
class ReasonKinds {
  public:
    ReasonKinds() = default;
    void add(ReasonKind kind) { m_bits |= bit(kind); }
    [[nodiscard]] bool has(ReasonKind kind) const { return (m_bits & bit(kind)) != 0; }
    [[nodiscard]] bool empty() const { return m_bits == 0; }

  private:
    static std::uint32_t bit(ReasonKind kind) {
        return std::uint32_t{1} << static_cast<unsigned>(kind);
    }
    std::uint32_t m_bits = 0;
};

/// One reason for a tie, with the incidents behind it.
struct Reason {
    ReasonKind kind = ReasonKind::shared_incident;
    /// TieType of a stated tie, IdentifierIndex, OrganisationIndex, place in
    /// AssociationOptions::similar; no_index for a shared incident.
    std::uint32_t detail = no_index;
    double weight = 0.0;
    std::span<const IncidentIndex> evidence; ///< ascending; lives as long as the graph
};

struct AssociationOptions {
    bool include_responders = false;
    bool include_victims = false; ///< victims, their families and witnesses
    /// What more entities than this share (a helpline's number, say) links nobody.
    std::uint32_t max_sharers = 50;
    /// Reasons of these kinds support a tie that others make, and make none themselves.
    ReasonKinds supporting = {};
    /// People who may be one, each pair once, in any order; must outlive who is made of it.
    std::span<const SimilarPeople> similar = {};
    /// Two who may be one with less than this probability: that supports a tie and makes none.
    double least_similar = 0.0;
};

/// Who is asked about.
struct AssociationSeed {
    bool is_person = true;
    std::uint32_t entity = no_index; ///< PersonIndex or OrganisationIndex
};

/// Undirected, at most one edge a pair. Vertices are sorted: people by id, then organisations by
/// id.
///
/// The strength of a tie is the sum of its reasons' weights. A shared incident, identifier or
/// organisation that k entities share weighs 1/(k-1) (Newman's collaboration weight, so that each
/// entity gains 1 from it in all); a stated tie weighs its confidence, two who may be one person
/// the probability that they are.
///
/// Memory  about 12 bytes a vertex and 4 for each of its incidents, 32 an edge, 32 a reason and 4 a
///         piece of evidence.
/// Cost    O(links log d), where two who share an incident, and two of those who share something
///         else, are a link, and d is the most links of one; on all threads.
/// Source  M. E. J. Newman, "Scientific collaboration networks. II", Phys. Rev. E 64, 016132, 2001.
///         doi:10.1103/PhysRevE.64.016132
class AssociationGraph : public UndirectedGraph {
  public:
    explicit AssociationGraph(const CaseSelection& selection,
                              const AssociationOptions& options = {});
    AssociationGraph(AssociationGraph&&) = default;
    AssociationGraph& operator=(AssociationGraph&&) = default;
    AssociationGraph(const AssociationGraph&) = delete; // reasons point to the graph's evidence
    AssociationGraph& operator=(const AssociationGraph&) = delete;
    ~AssociationGraph() = default;

    /// The part of the graph within `steps` ties of the seeds, found from them outward without the
    /// rest: the same entities in the same order, numbered anew, with all ties among them as in the
    /// whole graph. Its skipped() names what links nobody of those reached. Seeds that take no
    /// part are left out. With supporting kinds it may reach somewhat farther.
    /// Cost  O(entities) bytes to clear, and what lies within steps + 1 ties.
    [[nodiscard]] static AssociationGraph around(const CaseSelection& selection,
                                                 const AssociationOptions& options,
                                                 std::span<const AssociationSeed> seeds,
                                                 unsigned steps);

    [[nodiscard]] const CaseStore& store() const { return *m_store; }
    [[nodiscard]] bool is_person(Vertex v) const { return v < m_people; }
    /// PersonIndex or OrganisationIndex.
    [[nodiscard]] std::uint32_t entity(Vertex v) const { return m_entity[v]; }
    [[nodiscard]] Vertex find(bool person, std::uint32_t entity) const;
    /// Incidents in which the entity stands on a side that is in the graph, ascending.
    [[nodiscard]] std::span<const IncidentIndex> incidents(Vertex v) const {
        return std::span<const IncidentIndex>(m_incidents_of)
            .subspan(m_incidents_offset[v], m_incidents_offset[v + 1] - m_incidents_offset[v]);
    }

    /// Reasons of a tie, the weightiest first.
    [[nodiscard]] std::span<const Reason> reasons(Edge e) const {
        return std::span<const Reason>(m_reasons).subspan(
            m_reason_offset[e], m_reason_offset[e + 1] - m_reason_offset[e]);
    }
    [[nodiscard]] std::vector<double> strengths() const;
    [[nodiscard]] double strength(Edge e) const;
    /// Identifiers and organisations that more than max_sharers share, and that link nobody.
    [[nodiscard]] std::span<const Reason> skipped() const { return m_skipped; }

  private:
    friend class AssociationGroups;
    struct Parts;
    AssociationGraph(const CaseStore& store, Parts&& parts);
    [[nodiscard]] static Parts assemble(const CaseSelection& selection,
                                        const AssociationOptions& options);

    const CaseStore* m_store;
    Vertex m_people;
    std::vector<std::uint32_t> m_entity;
    std::vector<std::uint32_t> m_incidents_offset;
    std::vector<IncidentIndex> m_incidents_of;
    std::vector<std::size_t> m_reason_offset;
    std::vector<Reason> m_reasons;
    std::vector<std::vector<IncidentIndex>> m_evidence; ///< what reasons point to
    std::vector<Reason> m_skipped;
};

/// The connected components of the AssociationGraph of the same selection and options, found
/// without its ties: enough to rank them by size and to ask for the ties of the few that are shown,
/// at a small part of the cost.
///
/// Memory  about 9 bytes a vertex and 4 for each listed person and incident, while it is made.
/// Cost    O(mentions α), α the inverse of Ackermann's function; on all threads.
class AssociationGroups {
  public:
    struct Group {
        Vertex first = no_vertex; ///< its least vertex, which names it
        std::uint32_t people = 0;
        std::uint32_t organisations = 0;
        std::uint32_t incidents = 0; ///< in which its members stand
    };

    /// The selection must outlive it.
    /// Throws  std::invalid_argument where kinds only support: which ties they make is known only
    ///         when all are; ask the graph.
    explicit AssociationGroups(const CaseSelection& selection,
                               const AssociationOptions& options = {});

    /// Of the whole graph.
    [[nodiscard]] Vertex vertex_count() const { return static_cast<Vertex>(m_entity.size()); }
    /// Components of two vertices or more, by their first.
    [[nodiscard]] std::span<const Group> groups() const { return m_groups; }
    /// What links nobody, as AssociationGraph::skipped() tells it.
    [[nodiscard]] std::span<const Reason> skipped() const { return m_skipped; }

    /// The part of the graph that is these groups, given by their first vertices: the same
    /// entities in the same order, numbered anew, with the same ties. Its skipped() is empty.
    [[nodiscard]] AssociationGraph graph_of(std::span<const Vertex> firsts) const;

  private:
    const CaseSelection* m_selection;
    AssociationOptions m_options;
    Vertex m_people = 0;
    std::vector<std::uint32_t> m_entity; ///< by vertex of the whole graph
    std::vector<Vertex> m_first;         ///< of the group, by vertex
    std::vector<Group> m_groups;
    std::vector<std::vector<IncidentIndex>> m_evidence; ///< what skipped reasons point to
    std::vector<Reason> m_skipped;
};

} // namespace sandhan::graph
