// SPDX-License-Identifier: Apache-2.0
#include "io/incident_record.hpp"

#include "io/record_fields.hpp"

#include <algorithm>

namespace sandhan::io {
namespace {

using nlohmann::json;

struct Reading {
    RecordFaults& faults;
    Extras& extras;
};

graph::Source read_source(const json& value, const Path& path, Reading reading) {
    graph::Source source;
    const ObjectReader fields(value, path, source_shape(), reading.faults, reading.extras);
    source.name = fields.text("name");
    source.date = fields.date("date");
    source.url = fields.text("url");
    if (const json* grade = fields.find("grade")) {
        if (!grade->is_string()) {
            wrong_type(*grade, path.field("grade"), "a grade as a string, such as \"B2\"",
                       reading.faults);
        } else {
            source.grade = graph::parse_grade(grade->get_ref<const std::string&>());
            if (!source.grade) {
                reading.faults.add("invalid_grade", path.field("grade"), shown(*grade),
                                   "not a grade of the Admiralty code; write a letter A to F and "
                                   "a figure 1 to 6, such as B2");
            }
        }
    }
    return source;
}

graph::Reference read_reference(const json& value, const Path& path, Reading reading) {
    graph::Reference reference;
    const ObjectReader fields(value, path, reference_shape(), reading.faults, reading.extras);
    reference.type =
        fields.word<graph::ReferenceType>("type").value_or(graph::ReferenceType::other);
    reference.number = fields.text("number");
    reference.station = fields.text("station");
    reference.date = fields.date("date");
    return reference;
}

graph::Organisation read_organisation(const json& value, const Path& path, Reading reading) {
    graph::Organisation organisation;
    const ObjectReader fields(value, path, organisation_shape(), reading.faults, reading.extras);
    organisation.ref = fields.text("ref");
    organisation.name = fields.text("name");
    organisation.aliases = fields.texts("aliases");
    organisation.type =
        fields.word<graph::OrganisationType>("type").value_or(graph::OrganisationType::other);
    organisation.role =
        fields.word<graph::OrganisationRole>("role").value_or(graph::OrganisationRole::unknown);
    organisation.place = fields.place("place");
    return organisation;
}

/// Whether a place is given at all; what is wrong with it has faults of its own.
bool says_where(const json& place) {
    if (!place.is_object()) {
        return !place.is_string();
    }
    for (const auto& [key, value] : place.items()) {
        const FieldShape* field = place_shape().find(key);
        if (field != nullptr && field->kind == FieldKind::number && !value.is_null()) {
            return true;
        }
    }
    return false;
}

void require_place(const ObjectReader& fields, const graph::PlaceText& place) {
    const json* given = fields.find("place");
    if (fields.is_object() && place.empty() && (given == nullptr || !says_where(*given))) {
        fields.missing("place", "name it as the record does, or leave the entry out");
    }
}

graph::JourneyStop read_stop(const json& value, const Path& path, Reading reading) {
    graph::JourneyStop stop;
    const ObjectReader fields(value, path, stop_shape(), reading.faults, reading.extras);
    stop.place = fields.place("place");
    require_place(fields, stop.place);
    stop.role = fields.word<graph::StopRole>("role").value_or(graph::StopRole::unknown);
    stop.arrived = fields.date("arrived");
    stop.departed = fields.date("departed");
    stop.mode = fields.word<graph::TransportMode>("mode").value_or(graph::TransportMode::unknown);
    stop.people = fields.texts("people");
    return stop;
}

graph::IncidentPlace read_incident_place(const json& value, const Path& path, Reading reading) {
    graph::IncidentPlace place;
    const ObjectReader fields(value, path, incident_place_shape(), reading.faults, reading.extras);
    place.place = fields.place("place");
    require_place(fields, place.place);
    place.role = fields.word<graph::PlaceRole>("role").value_or(graph::PlaceRole::exploited_at);
    if (fields.is_object() && fields.find("role") == nullptr) {
        fields.missing("role", "say what happened there: recruited_at, exploited_at, reported_at "
                               "or rescued_at");
    }
    place.date = fields.date("date");
    return place;
}

graph::Tie read_tie(const json& value, const Path& path, Reading reading) {
    graph::Tie tie;
    const ObjectReader fields(value, path, tie_shape(), reading.faults, reading.extras);
    tie.from = fields.text("from");
    tie.to = fields.text("to");
    for (const std::string_view end : {"from", "to"}) {
        const json* given = fields.find(end);
        if (fields.is_object() &&
            (given == nullptr || (given->is_string() && fields.text(end).empty()))) {
            fields.missing(end, "give the ref of a person or organisation of the record");
        }
    }
    tie.type = fields.word<graph::TieType>("type").value_or(graph::TieType::associate);
    tie.date = fields.date("date");
    if (const json* confidence = fields.find("confidence")) {
        if (!confidence->is_number()) {
            wrong_type(*confidence, path.field("confidence"), "a number from 0 to 1",
                       reading.faults);
        } else if (const double number = confidence->get<double>(); !(number >= 0 && number <= 1)) {
            reading.faults.add("invalid_confidence", path.field("confidence"), shown(*confidence),
                               "a confidence lies between 0 and 1; write 0.8 for four in five");
        } else {
            tie.confidence = number;
        }
    }
    return tie;
}

template <class T, class Read>
void read_list(const ObjectReader& fields,
               std::string_view name,
               std::vector<T>& list,
               Reading reading,
               const Read& read) {
    fields.for_each(name, [&](const json& item, const Path& path) {
        list.push_back(read(item, path, reading));
    });
}

void require_content(const ObjectReader& fields, RecordFaults& faults) {
    for (const std::string_view name : {"people", "journey", "places"}) {
        const json* list = fields.find(name);
        // A list of the wrong type has its own fault.
        if (list != nullptr && (!list->is_array() || !list->empty())) {
            return;
        }
    }
    faults.add("missing_content", fields.path(), "",
               "the incident has neither people nor a journey nor places; give one of them");
}

} // namespace

std::optional<graph::Incident> read_incident(const json& record, RecordFaults& faults) {
    graph::Incident incident;
    const Path root;
    const Reading reading{faults, incident.extra};
    const ObjectReader fields(record, root, incident_shape(), faults, incident.extra);
    if (!fields.is_object()) {
        return std::nullopt;
    }
    incident.where = faults.record();
    incident.id = fields.text("id");
    faults.set_incident(incident.id);
    if (const json* id = fields.find("id");
        id == nullptr || (id->is_string() && incident.id.empty())) {
        faults.add("missing_id", root.field("id"), "",
                   "the record has no id; give the number under which the case is kept");
    }
    require_content(fields, faults);
    incident.title = fields.text("title");
    incident.reported = fields.date("reported");
    incident.status =
        fields.word<graph::IncidentStatus>("status").value_or(graph::IncidentStatus::unknown);
    if (const json* source = fields.find("source")) {
        incident.sources.push_back(read_source(*source, root.field("source"), reading));
    }
    read_list(fields, "sources", incident.sources, reading, read_source);
    read_list(fields, "references", incident.references, reading, read_reference);
    incident.sections = fields.texts("sections");
    incident.exploitation = fields.words<graph::Exploitation>("exploitation");
    incident.recruitment = fields.words<graph::Recruitment>("recruitment");
    incident.control = fields.words<graph::Control>("control");
    fields.for_each("people", [&](const json& item, const Path& path) {
        incident.people.push_back(read_person(item, path, faults, incident.extra));
        if (item.is_object() && !item.contains("role") && !item.contains("RoleInProcess") &&
            !item.contains("per_RoleInProcess")) {
            faults.add("role_assumed", path.field("role"), "",
                       "the person has no role and was taken as a suspect; give the role");
        }
    });
    read_list(fields, "organisations", incident.organisations, reading, read_organisation);
    read_list(fields, "journey", incident.journey, reading, read_stop);
    read_list(fields, "places", incident.places, reading, read_incident_place);
    read_list(fields, "ties", incident.ties, reading, read_tie);

    check_together(incident, faults);
    if (faults.has_error()) {
        return std::nullopt;
    }
    return incident;
}

} // namespace sandhan::io
