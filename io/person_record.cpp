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

/// A slip in a day of birth is no reason to lose the person from a list: the year is kept of it,
/// and nothing of an interval. True where the record is the one to read instead.
bool has_impossible_birth(const json& record,
                          const Path& root,
                          RecordFaults& faults,
                          json& mended) {
    const auto birth = record.find("birth");
    if (!record.is_object() || birth == record.end() || !birth->is_string()) {
        return false;
    }
    const auto& text = birth->get_ref<const std::string&>();
    graph::FuzzyDate::Problem problem{};
    if (graph::FuzzyDate::parse(text, &problem) ||
        problem != graph::FuzzyDate::Problem::impossible) {
        return false;
    }
    const std::string year = text.substr(0, std::min(text.find('-'), text.size()));
    const bool keeps_year =
        text.find('/') == std::string::npos && graph::FuzzyDate::parse(year).has_value();
    faults.add("impossible_birth", root.field("birth"), text,
               keeps_year ? "there is no such day; the year is kept, correct the day and month"
                          : "there is no such day; it was left out, correct it");
    mended = record;
    if (keeps_year) {
        mended["birth"] = year;
    } else {
        mended.erase("birth");
    }
    return true;
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
    json mended;
    const bool is_mended = has_impossible_birth(record, root, faults, mended);
    graph::Person person = read_person(is_mended ? mended : record, root, faults, extras);
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
