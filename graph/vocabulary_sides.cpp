// SPDX-License-Identifier: Apache-2.0
// On which side people and organisations stand. In doubt nobody is put on the offending side.
#include "graph/vocabulary.hpp"

namespace sandhan::graph {

Side side_of(PersonRole role) {
    switch (role) {
    case PersonRole::victim:
    case PersonRole::possible_victim:
        return Side::victim;
    // A complainant is nearly always the victim's kin; a witness is a private person too, and stays
    // out of the responders so that widening a view to helpers shows neither.
    case PersonRole::relative:
    case PersonRole::complainant:
    case PersonRole::witness:
        return Side::family;
    case PersonRole::official:
        return Side::responder;
    case PersonRole::suspect:
    case PersonRole::recruiter:
    case PersonRole::transporter:
    case PersonRole::harbourer:
    case PersonRole::broker:
    case PersonRole::exploiter:
    case PersonRole::buyer:
    case PersonRole::facilitator:
        return Side::offending;
    }
    return Side::family;
}

Side side_of(OrganisationType type, OrganisationRole role) {
    switch (role) {
    case OrganisationRole::recruiting_front:
    case OrganisationRole::exploiting:
    case OrganisationRole::transporting:
        return Side::offending;
    case OrganisationRole::reported_to:
    case OrganisationRole::investigating:
    case OrganisationRole::rescuing:
    case OrganisationRole::supporting:
    case OrganisationRole::sheltering:
        return type == OrganisationType::criminal_group ? Side::offending : Side::responder;
    case OrganisationRole::unknown:
        break;
    }
    return type == OrganisationType::criminal_group ? Side::offending : Side::responder;
}

bool is_wanted(Side side, WantedSides also) {
    switch (side) {
    case Side::offending:
        return true;
    case Side::responder:
        return also.responders;
    case Side::victim:
    case Side::family:
        return also.victims;
    }
    return false;
}

} // namespace sandhan::graph
