// SPDX-License-Identifier: Apache-2.0
// The questions of `analyse routes`, one file each: corridors unless options ask another.
#pragma once

#include "cli/session.hpp"
#include "graph/journeys.hpp"

#include <memory>
#include <string>
#include <vector>

namespace sandhan::cli {

/// Options that several questions of `analyse routes` read.
struct RoutesOptions {
    InputOptions input;
    OutputOptions output;
    std::string from, to;            ///< as typed
    std::uint64_t min_incidents = 0; ///< 0: not given
    std::uint64_t k = 0;             ///< 0: not given
    bool include_inferred = false;   ///< the journeys hold guessed stops
};

/// What a question is asked of.
struct RoutesCases {
    const LoadedCases& cases;
    const graph::CaseSelection& selection;
    const graph::Journeys& journeys;
};

class RoutesQuestion {
  public:
    RoutesQuestion() = default;
    RoutesQuestion(const RoutesQuestion&) = delete;
    RoutesQuestion& operator=(const RoutesQuestion&) = delete;
    virtual ~RoutesQuestion() = default;

    /// Whether the options ask this. Corridors are asked where no other question is.
    [[nodiscard]] virtual bool asked() const = 0;
    /// Whether it gives way to another question that is asked too: of one that only shared options,
    /// such as --from, ask.
    [[nodiscard]] virtual bool yields() const { return false; }
    /// The option that asks it, "--patterns", for the message where two are asked.
    [[nodiscard]] virtual std::string asked_by() const = 0;
    /// The shared options it reads beside those of input, filter and output, as typed: any other
    /// that was given is a mistake.
    [[nodiscard]] virtual std::vector<std::string> reads() const = 0;
    /// Throws UsageError for options that don't fit together; called before anything is read.
    virtual void check() const {}
    /// Adds rows, columns, parameters and notes to an answer that has its input.
    virtual void answer(const RoutesCases& all, io::ResultDocument& result) const = 0;
};

/// Each adds its own options to `app`; `options` outlives it.
[[nodiscard]] std::unique_ptr<RoutesQuestion> make_corridors_question(CLI::App& app,
                                                                      const RoutesOptions& options);
[[nodiscard]] std::unique_ptr<RoutesQuestion>
make_likely_routes_question(CLI::App& app, const RoutesOptions& options);
[[nodiscard]] std::unique_ptr<RoutesQuestion> make_patterns_question(CLI::App& app,
                                                                     const RoutesOptions& options);
[[nodiscard]] std::unique_ptr<RoutesQuestion> make_circuits_question(CLI::App& app,
                                                                     const RoutesOptions& options);
[[nodiscard]] std::unique_ptr<RoutesQuestion> make_timed_question(CLI::App& app,
                                                                  const RoutesOptions& options);

[[nodiscard]] std::unique_ptr<RoutesQuestion> make_transit_question(CLI::App& app,
                                                                    const RoutesOptions& options);

} // namespace sandhan::cli
