// SPDX-License-Identifier: Apache-2.0
#include "io/identifiers.hpp"

#include "io/text_input.hpp"

#include <phonenumbers/phonenumberutil.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>

namespace sandhan::io {
namespace {

std::string single_blanks(std::string_view text) {
    std::string result;
    for (const char c : trimmed(text)) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!blank) {
            result += c;
        } else if (!result.ends_with(' ')) {
            result += ' ';
        }
    }
    return result;
}

std::string case_folded(const std::string& text) {
    std::string folded;
    icu::UnicodeString::fromUTF8(text).foldCase().toUTF8String(folded);
    return folded;
}

NormalisedIdentifier phone(std::string_view text, std::string_view region) {
    using i18n::phonenumbers::PhoneNumber;
    using i18n::phonenumbers::PhoneNumberUtil;
    const PhoneNumberUtil& phones = *PhoneNumberUtil::GetInstance();
    NormalisedIdentifier result;
    PhoneNumber number;
    // Longer than any way to write a number; the parser would search it for one.
    constexpr std::size_t longest = 60;
    if (text.size() <= longest &&
        phones.Parse(std::string(text), std::string(region), &number) ==
            PhoneNumberUtil::NO_PARSING_ERROR &&
        phones.IsValidNumber(number)) {
        phones.Format(number, PhoneNumberUtil::E164, &result.value);
        return result;
    }
    result.valid = false;
    std::copy_if(text.begin(), text.end(), std::back_inserter(result.value),
                 [](char c) { return c >= '0' && c <= '9'; });
    return result;
}

std::string vehicle(std::string_view text) {
    std::string plate;
    icu::UnicodeString::fromUTF8(std::string(trimmed(text)))
        .toUpper(icu::Locale::getRoot())
        .toUTF8String(plate);
    std::erase_if(plate, [](char c) { return c == ' ' || c == '-' || c == '\t'; });
    return plate;
}

} // namespace

NormalisedIdentifier
normalised(graph::IdentifierType type, std::string_view text, std::string_view region) {
    switch (type) {
    case graph::IdentifierType::phone:
        return phone(trimmed(text), region);
    case graph::IdentifierType::vehicle:
        return {vehicle(text)};
    case graph::IdentifierType::email: {
        std::string lower;
        icu::UnicodeString::fromUTF8(single_blanks(text))
            .toLower(icu::Locale::getRoot())
            .toUTF8String(lower);
        return {lower};
    }
    default:
        return {case_folded(single_blanks(text))};
    }
}

NormalisedIdentifier
normalised_for(graph::IdentifierType type, std::string_view text, std::string_view nationality) {
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (nationality.size() == 2 && is_upper(nationality[0]) && is_upper(nationality[1])) {
        NormalisedIdentifier abroad = normalised(type, text, nationality);
        if (abroad.valid) {
            return abroad;
        }
    }
    return normalised(type, text);
}

} // namespace sandhan::io
