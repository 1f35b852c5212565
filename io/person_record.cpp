// SPDX-License-Identifier: Apache-2.0
#include "io/identifiers.hpp"
#include "io/incident_record.hpp"
#include "io/mapping.hpp"
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

/// What is left of a day that is in no calendar: day and month swapped, if they are one then, as
/// that is the usual slip; else year and month, else the year. "" of what is none of these.
std::string possible_part(const std::string& text) {
    const auto is_possible = [](const std::string& date) {
        return graph::FuzzyDate::parse(date).has_value();
    };
    if (text.find('/') != std::string::npos) {
        return {};
    }
    const std::size_t first = text.find('-'), second = text.find('-', first + 1);
    const std::string year = text.substr(0, std::min(first, text.size()));
    if (second != std::string::npos) {
        const std::string month = text.substr(first + 1, second - first - 1);
        const std::string swapped = year + "-" + text.substr(second + 1) + "-" + month;
        for (const std::string& part : {swapped, text.substr(0, second)}) {
            if (is_possible(part)) {
                return part;
            }
        }
    }
    return is_possible(year) ? year : std::string();
}

/// A slip in a day of birth or an age is no reason to lose the person from a list: what is possible
/// of it is kept. True where the record is the one to read instead.
bool has_impossible_age(const json& record, const Path& root, RecordFaults& faults, json& mended) {
    const auto age = record.is_object() ? record.find("age") : record.end();
    RecordFaults of_age(faults.record());
    if (age == record.end() || read_age(*age, root.field("age"), of_age)) {
        return false;
    }
    faults.add("impossible_age", root.field("age"),
               age->is_string() ? age->get<std::string>() : age->dump(),
               "no age in completed years, at most 120; it was left out, correct it");
    mended = record;
    mended.erase("age");
    return true;
}

bool has_impossible_birth(const json& record,
                          const Path& root,
                          RecordFaults& faults,
                          json& mended) {
    if (!record.is_object()) {
        return false;
    }
    const auto birth = record.find("birth");
    if (birth != record.end() && birth->is_object() && birth->contains(unreadable_cell)) {
        faults.add("impossible_birth", root.field("birth"),
                   birth->at(unreadable_cell).get<std::string>(),
                   "not a date as the mapping says they are written; it was left out, correct it");
        mended = record;
        mended.erase("birth");
        return true;
    }
    if (birth == record.end() || !birth->is_string()) {
        return false;
    }
    const auto& text = birth->get_ref<const std::string&>();
    graph::FuzzyDate::Problem problem{};
    if (graph::FuzzyDate::parse(text, &problem) ||
        problem != graph::FuzzyDate::Problem::impossible) {
        return false;
    }
    const std::string kept = possible_part(text);
    faults.add("impossible_birth", root.field("birth"), text,
               kept.empty() ? "there is no such day; it was left out, correct it"
                            : "there is no such day; what is possible of it was kept, correct it");
    mended = record;
    if (!kept.empty()) {
        mended["birth"] = kept;
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
    json of_age, of_birth;
    const json& aged = has_impossible_age(record, root, faults, of_age) ? of_age : record;
    const json& born = has_impossible_birth(aged, root, faults, of_birth) ? of_birth : aged;
    graph::Person person = read_person(born, root, faults, extras);
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
