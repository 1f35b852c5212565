// SPDX-License-Identifier: Apache-2.0
#include "io/fault_codes.hpp"

namespace sandhan::io {
namespace {

using graph::Severity;

constexpr FaultCode known_codes[] = {
    // The text
    {"not_json", Severity::error, "the text of the record is not JSON",
     "correct the comma, quote or bracket at the line and column given"},
    {"not_utf8", Severity::error, "a byte of the record is not UTF-8",
     "save the file as UTF-8, or convert it with iconv"},
    {"too_deep", Severity::error, "lists and objects are nested deeper than any incident needs",
     "write the record as the format describes it"},
    {"record_too_long", Severity::error,
     "the record is longer than the limit, or has more than a million values",
     "split the record, or remove what is no part of it"},
    {"duplicate_key", Severity::error, "an object gives the same field twice", "keep one of them"},
    {"bad_quotes", Severity::error, "a quote in a CSV row opens or closes in the wrong place",
     "put the whole cell in quotes and double each quote within it"},
    {"wrong_cell_count", Severity::error, "a CSV row has more or fewer cells than the header",
     "put quotes around cells that hold the separator, or fill up the row"},
    // Values
    {"wrong_type", Severity::error, "the value is of another type than the field takes",
     "give the type that the message names"},
    {"missing_id", Severity::error, "the record has no id",
     "give the number under which your office keeps the case"},
    {"missing_content", Severity::error,
     "the incident has neither people nor a journey nor a place", "give people, journey or places"},
    {"missing_field", Severity::error, "a part of the record lacks a field that it needs",
     "give the field that the message names"},
    {"unknown_word", Severity::error, "the word does not belong to the field's vocabulary",
     "use a word of the vocabulary; the message names the nearest"},
    {"not_a_date", Severity::error, "the text does not have the form of a date",
     "write YYYY-MM-DD, YYYY-MM, YYYY, or an interval of two of these with a slash"},
    {"impossible_date", Severity::error,
     "the day is in no calendar, or an interval ends before it begins", "correct the date"},
    {"invalid_age", Severity::error, "the age is no age in completed years",
     "write 14, 14-17 or 18+; no more than 120"},
    {"invalid_count", Severity::error, "the count is no count of people",
     "write 12, 5-10 or 5+; null when the number is not known"},
    {"invalid_grade", Severity::error, "the source grade is not of the Admiralty code",
     "write a letter A to F and a figure 1 to 6, such as B2"},
    {"invalid_coordinate", Severity::error, "the coordinates are no point on the earth",
     "give lat from -90 to 90 and lon from -180 to 180, both or neither"},
    {"invalid_confidence", Severity::error, "the confidence is not a number from 0 to 1",
     "write 0.8 for four in five"},
    {"bad_list_item", Severity::error, "an item of a CSV list does not have the parts it needs",
     "write it as the message shows"},
    // What does not go together
    {"duplicate_incident", Severity::error, "another record has the same id; the first one is used",
     "join the two records, or give the second an id of its own"},
    {"duplicate_ref", Severity::error, "two people or organisations have the same ref",
     "give each a ref of its own"},
    {"unknown_ref", Severity::error, "the ref belongs to nobody in the record",
     "give that person or organisation, or correct the ref"},
    {"journey_back_in_time", Severity::error,
     "a later stop was certainly reached or left before an earlier one",
     "correct the dates or the order of the stops"},
    {"age_contradicts_minor", Severity::error, "the age, or the date of birth, contradicts `minor`",
     "correct one of them, or leave `minor` out"},
    {"empty_file", Severity::error,
     "there is nothing in the file; it counts as one unusable record",
     "an export may have failed: make the file again"},
    {"more_faults", Severity::error, "the record has more faults than are listed",
     "correct those that are listed first"},
    // Warnings
    {"no_records", Severity::warning, "the file holds no record",
     "look whether it is the right one"},
    {"same_file_twice", Severity::warning, "the file is named twice and was read once",
     "name it once"},
    {"unknown_field", Severity::warning, "the field is not known and was not read",
     "correct its name, or begin it with x_ to carry it along"},
    {"not_kept", Severity::warning,
     "what another format tells has no place in our records, or was read as what comes nearest",
     "nothing, if it does not matter; else write it into the records"},
    {"role_assumed", Severity::warning, "the person has no role and was taken as a suspect",
     "give the role"},
    {"phone_invalid", Severity::warning,
     "the text is no valid telephone number; its digits are kept",
     "write the number with its country code"},
    {"age_contradicts_birth", Severity::warning,
     "age and date of birth differ by more than a year at the time of the incident",
     "correct one of them"},
    {"impossible_birth", Severity::warning,
     "a date of birth in a person list is in no calendar, or not written as the mapping says; what "
     "is possible of it is kept",
     "correct the date"},
    {"impossible_age", Severity::warning,
     "an age in a person list is none; the person is kept without it", "correct the age"},
    {"birth_after_incident", Severity::warning, "the person was born after the incident",
     "correct the date of birth or the incident's dates"},
    {"rescue_before_journey", Severity::warning, "the rescue is dated before the journey begins",
     "correct the date of the rescue or of the journey"},
    {"contradicting_rows", Severity::warning,
     "a later CSV row of an incident tells one of its columns differently; the first row stands",
     "leave the column empty in all but the first row of the incident"},
    {"value_without_place", Severity::warning,
     "a CSV column belongs to a place whose column is empty, and was not read",
     "give the place, or empty the column"},
    // Of places, once the record is read
    {"place_ambiguous", Severity::warning,
     "several places have the name and nothing beside it decides; it is left unresolved",
     "write the district and state beside it"},
    {"place_unknown", Severity::warning, "no place of the name is known",
     "write the district and state beside it, or add the place with --gazetteer"},
};

} // namespace

std::span<const FaultCode> fault_codes() { return known_codes; }

const FaultCode* find_fault_code(std::string_view code) {
    for (const FaultCode& entry : known_codes) {
        if (entry.code == code) {
            return &entry;
        }
    }
    return nullptr;
}

} // namespace sandhan::io
