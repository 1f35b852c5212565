// SPDX-License-Identifier: Apache-2.0
// Which records are the same person: probable, explained, and never more than a view of the
// records.
#pragma once

#include "algorithms/suspects/identity_model.hpp"
#include "graph/case_selection.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace sandhan::algorithms {

enum class IdentityDecision : std::uint8_t { same, review, different };
[[nodiscard]] std::string_view name_of(IdentityDecision decision);

/// What an analyst said of two people, as persons of the store.
struct IdentityVerdict {
    enum class Kind : std::uint8_t { same, different, unsure };
    graph::PersonIndex a = graph::no_index, b = graph::no_index;
    Kind kind = Kind::unsure;
};

struct IdentityOptions {
    bool victims = false;    ///< victims and their families too
    bool responders = false; ///< officials too
    /// By person row, 1 where it is of the first input: only pairs between it and the rest.
    std::vector<unsigned char> first_rows;
    bool one_to_one = false;    ///< of linked inputs: each with one of the other at most
    bool all = false;           ///< also the pairs called different
    bool keep_compared = false; ///< tell which pairs were compared; eight bytes and more each
    std::uint64_t seed = 1;
    /// The latest verdict on a pair supersedes those before it: in the order they were given.
    std::vector<IdentityVerdict> verdicts;
    /// Who each person is, by PersonIndex, or no_index: trains the model instead of its guesses.
    std::vector<std::uint32_t> labels;
    /// Bits from which two are the same, and below which different; by the estimated error rates
    /// where they are not given.
    std::optional<double> same_bits, review_bits;
};

struct IdentityPair {
    graph::PersonIndex a = graph::no_index, b = graph::no_index; ///< a < b
    IdentityLevels levels;
    IdentityEvidence evidence;
    IdentityDecision decision = IdentityDecision::review;
    bool decided = false;    ///< by an analyst
    bool kept_apart = false; ///< called the same by itself; what else is known stands against it
    graph::PersonIndex cluster = graph::no_index; ///< of both, where they are the same
};

/// Two who were compared. By key: they share one, and were not brought together only by whom the
/// incidents name beside them, or by an analyst.
struct ComparedPeople {
    graph::PersonIndex a = graph::no_index, b = graph::no_index; ///< a < b
    bool by_key = false;
};

/// What the model expects of its own decisions; nothing where there is nothing to be wrong about.
struct IdentityErrors {
    std::optional<double> wrong;  ///< share of the pairs called same that are not
    std::optional<double> missed; ///< share of the true pairs that are not called same
};

struct IdentityResolution {
    IdentityModel model;
    int iterations = 0;
    bool converged = false;
    double same_bits = 0.0, review_bits = 0.0;
    IdentityErrors errors;
    double matches = 0.0; ///< pairs expected to be one person

    /// Within a cluster or for review, and those called different where all are asked for; the
    /// most certain first, then by a and b.
    std::vector<IdentityPair> pairs;
    /// The people compared, ascending; and of each the least person of its cluster, as decided
    /// strictly and by what is likely.
    std::vector<graph::PersonIndex> people, strict, likely;
    /// Verdicts `same` that a `different` stands against, directly or through others; by their
    /// place in the options.
    std::vector<std::size_t> contradicted;

    /// Two, each as decided strictly and by its least person, who may be one: by all that their
    /// records say of each other, where a pair of review is what two records say.
    std::vector<graph::SimilarPeople> similar;

    std::vector<ComparedPeople> compared; ///< all, by a and b, where they are asked for

    std::uint64_t candidates = 0;   ///< pairs compared
    std::uint64_t large_blocks = 0; ///< blocks too large to compare all their pairs
    std::uint64_t unreadable = 0;   ///< names no alphabet of ours can read
    bool all_pairs = false;         ///< whether every pair was compared
};

/// Compares records that share a key, learns how much each agreement and contradiction says, and
/// puts together those who are the same person. docs/identities.md tells the method step by step.
///
/// Convention  the same records give the same answer in any order and with any number of threads.
/// Cost        O(n log n) and the candidates, at about a microsecond each; 40 bytes a candidate.
[[nodiscard]] IdentityResolution resolve_identities(const graph::CaseSelection& selection,
                                                    const IdentityOptions& options,
                                                    const graph::RunControl& control = {});

} // namespace sandhan::algorithms
