// SPDX-License-Identifier: Apache-2.0
#include "io/identifiers.hpp"
#include "io/incident_record.hpp"
#include "io/record_fields.hpp"

#include <algorithm>

namespace sandhan::io {
namespace {

using nlohmann::json;

void read_identifier(const json& item,
                     const Path& path,
                     graph::Person& person,
                     RecordFaults& faults,
                     Extras& extras) {
    const ObjectReader fields(item, path, identifier_shape(), faults, extras);
    if (!fields.is_object()) {
        return;
    }
    const auto type = fields.word<graph::IdentifierType>("type");
    const std::string value = fields.text("value");
    if (fields.find("type") == nullptr) {
        fields.missing("type", "say what it is: phone, email, vehicle, ...");
    }
    if (const json* given = fields.find("value");
        given == nullptr || (given->is_string() && value.empty())) {
        fields.missing("value", "give the number or name itself, or leave the identifier out");
    }
    if (!type || value.empty()) {
        return;
    }
    NormalisedIdentifier identifier = normalised_for(*type, value, person.nationality);
    if (!identifier.valid) {
        faults.add("phone_invalid", path.field("value"), value,
                   "not a valid telephone number, so only its digits are kept; write it with its "
                   "country code, +91 for India");
    }
    if (!identifier.value.empty()) {
        person.identifiers.push_back({*type, std::move(identifier.value)});
    }
}

} // namespace

graph::Person
read_person(const json& value, const Path& path, RecordFaults& faults, Extras& extras) {
    graph::Person person;
    const ObjectReader fields(value, path, person_shape(), faults, extras);
    if (!fields.is_object()) {
        return person;
    }
    person.ref = fields.text("ref");
    person.id = fields.text("id");
    person.role = fields.word<graph::PersonRole>("role").value_or(graph::PersonRole::suspect);
    if (const json* count = fields.find("count")) {
        person.count = read_count(*count, path.field("count"), faults);
    } else if (fields.is_null("count")) {
        person.count.most.reset();
    }
    person.name = fields.text("name");
    person.aliases = fields.texts("aliases");
    person.father = fields.text("father");
    person.spouse = fields.text("spouse");
    person.sex = fields.word<graph::Sex>("sex").value_or(graph::Sex::unknown);
    if (const json* age = fields.find("age")) {
        person.age = read_age(*age, path.field("age"), faults);
    }
    person.minor = fields.flag("minor");
    person.birth = fields.date("birth");
    person.nationality = fields.text("nationality");
    person.home = fields.place("home");
    person.status =
        fields.word<graph::PersonStatus>("status").value_or(graph::PersonStatus::unknown);
    fields.for_each("identifiers", [&](const json& item, const Path& at) {
        read_identifier(item, at, person, faults, extras);
    });
    return person;
}

std::optional<graph::Person> read_person_record(const json& record, RecordFaults& faults) {
    Extras extras;
    const Path root;
    graph::Person person = read_person(record, root, faults, extras);
    if (record.is_object() && person.ref.empty()) {
        faults.add("missing_field", root.field("ref"), "",
                   "a person needs `ref`; give the number under which the list keeps the person");
    }
    check_age(person, {}, root, faults);
    if (faults.has_error()) {
        return std::nullopt;
    }
    return person;
}

} // namespace sandhan::io
