// SPDX-License-Identifier: Apache-2.0
// The truth behind incidents, for who made them up or labelled them by hand (docs/evaluation.md).
#pragma once

#include "graph/run_control.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

struct TrueCorridor {
    std::string id, origin, destination; ///< places are ids of the gazetteer
    std::vector<std::string> stops;      ///< the usual way, its ends included; empty: not told
};

struct TrueCell {
    std::string id;
    std::vector<std::string> members; ///< ids of identities
    std::optional<std::uint64_t> events;
};

/// A person. The name, which the file may give, is never read.
struct TrueIdentity {
    std::string id;
    /// "offending", "victim", "family"; "" where not told: the roles in the records say.
    std::string side;
    std::vector<std::string> records; ///< "INCIDENT-ID/REF"
};

struct TrueJourney {
    std::string incident;
    std::optional<std::uint64_t> event; ///< reports of one event have the same
    std::vector<std::string> stops;     ///< place ids
};

/// An incident that tells of the same event as another.
struct DuplicateReport {
    std::string incident, of;
};

/// Where an element stands, for messages.
struct TruthPlace {
    std::string_view file;
    std::uint64_t line = 0;
    std::string pointer; ///< "/identities/3"
    /// "truth.json: line 12: /identities/3"
    [[nodiscard]] std::string text() const;
};

/// Takes the elements one by one; what it does not care for it leaves alone.
class TruthSink {
  public:
    TruthSink() = default;
    TruthSink(const TruthSink&) = delete;
    TruthSink& operator=(const TruthSink&) = delete;
    virtual ~TruthSink() = default;
    virtual void corridor(TrueCorridor&&, const TruthPlace&) {}
    virtual void cell(TrueCell&&, const TruthPlace&) {}
    virtual void identity(TrueIdentity&&, const TruthPlace&) {}
    virtual void journey(TrueJourney&&, const TruthPlace&) {}
    virtual void duplicate(DuplicateReport&&, const TruthPlace&) {}
};

enum class TruthPart : std::uint8_t { corridors, cells, identities, journeys, duplicates };
[[nodiscard]] std::string_view name_of(TruthPart part); ///< its key in the file

class TruthParts {
  public:
    TruthParts() = default;
    TruthParts(std::initializer_list<TruthPart> parts) {
        for (const TruthPart part : parts) {
            add(part);
        }
    }
    void add(TruthPart part) { m_bits |= bit(part); }
    [[nodiscard]] bool has(TruthPart part) const { return (m_bits & bit(part)) != 0; }
    [[nodiscard]] bool has_all_of(TruthParts other) const {
        return (m_bits & other.m_bits) == other.m_bits;
    }

  private:
    static unsigned bit(TruthPart part) { return 1U << static_cast<unsigned>(part); }
    unsigned m_bits = 0;
};

/// Reads a truth file (also gzipped) as a stream: one element at a time is in memory, of the parts
/// that are wanted. Returns which of them the file has. `format` and `version` must stand before
/// the arrays; every array may be missing; other keys are passed over, and nothing is read behind
/// the last array that is wanted.
///
/// Throws  ParseError naming file, line, element and remedy: no JSON, another kind of file, another
///         version, an array or a key given twice, an element without what it must have or with
///         something else in its place; FileError; graph::Cancelled. What the sink throws passes
///         through.
/// Cost    O(size) time; memory of the largest element.
[[nodiscard]] TruthParts read_truth(const std::string& path,
                                    TruthParts wanted,
                                    TruthSink& sink,
                                    const graph::RunControl& control = {});

} // namespace sandhan::io
