// SPDX-License-Identifier: Apache-2.0
#include "graph/incident.hpp"

#include <algorithm>

namespace sandhan::graph {

double confidence(const Incident& incident) {
    double best = -1;
    for (const Source& source : incident.sources) {
        if (source.grade) {
            best = std::max(best, confidence(*source.grade));
        }
    }
    return best < 0 ? ungraded_confidence : best;
}

FuzzyDate time_of(const Incident& incident) {
    FuzzyDate time = incident.reported;
    for (const JourneyStop& stop : incident.journey) {
        time = time.hull(stop.arrived).hull(stop.departed);
    }
    for (const IncidentPlace& place : incident.places) {
        time = time.hull(place.date);
    }
    for (const Tie& tie : incident.ties) {
        time = time.hull(tie.date);
    }
    for (const Reference& reference : incident.references) {
        if (reference.type == ReferenceType::fir ||
            reference.type == ReferenceType::missing_report) {
            time = time.hull(reference.date);
        }
    }
    return time;
}

} // namespace sandhan::graph
