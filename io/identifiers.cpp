// SPDX-License-Identifier: Apache-2.0
#include "io/identifiers.hpp"

#include "io/text_input.hpp"

#include <phonenumbers/phonenumberutil.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <optional>

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

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

/// A mobile number as most records write it: ten digits behind the country's code.
struct MobileNumber {
    std::size_t country = 0; ///< position in `mobile_countries`
    std::string_view digits; ///< all of the text
    std::string_view national;
};

struct MobileCountry {
    std::string_view region, code;
    int number;
    char first, last; ///< what a mobile number begins with

    [[nodiscard]] bool has(std::string_view national) const {
        // India's callers for sale, ten digits too, and what invented records use.
        return (national.front() >= first && national.front() <= last) ||
               (number == 91 && national.starts_with("140"));
    }
};
constexpr MobileCountry mobile_countries[] = {
    {"IN", "91", 91, '6', '9'}, {"BD", "880", 880, '1', '1'}, {"NP", "977", 977, '9', '9'}};

/// `+91 98300 12345`, `+880-1712-345678`, `919830012345`, and in a country of its own also
/// `98300 12345` and `098300-12345`. Anything else is for the library to take apart.
std::optional<MobileNumber>
mobile_number(std::string_view text, std::string_view region, std::array<char, 16>& digits) {
    constexpr std::size_t national_digits = 10;
    const bool plus = text.starts_with('+');
    std::size_t count = 0;
    bool after_digit = false;
    for (const char c : text.substr(plus ? 1 : 0)) {
        const bool is_digit = c >= '0' && c <= '9';
        if (is_digit ? count == digits.size() : !(after_digit && (c == ' ' || c == '-'))) {
            return std::nullopt;
        }
        if (is_digit) {
            digits[count++] = c;
        }
        after_digit = is_digit;
    }
    if (!after_digit || count < national_digits) {
        return std::nullopt;
    }
    const std::string_view all(digits.data(), count);
    const std::string_view national = all.substr(count - national_digits);
    const std::string_view before = all.substr(0, count - national_digits);
    for (std::size_t i = 0; i < std::size(mobile_countries); ++i) {
        const MobileCountry& country = mobile_countries[i];
        // Ten digits that begin with the country's code may be shorter ones behind it. India has
        // none of eight digits.
        const bool is_plain = before.empty() && (i == 0 || !national.starts_with(country.code));
        const bool is_local = is_plain || before == "0" || (i == 0 && before == country.code);
        if ((plus ? before == country.code : region == country.region && is_local) &&
            country.has(national)) {
            return MobileNumber{i, all, national};
        }
    }
    return std::nullopt;
}

/// Whether the library knows mobile numbers that begin so. Its patterns tell them apart by their
/// first digits, five at most (a test asks it for a hundred thousand others); it is asked once for
/// each beginning, as it takes 10 us.
bool is_known_valid(const MobileNumber& mobile) {
    constexpr std::size_t telling = 5;
    constexpr std::size_t beginnings = 100'000;
    enum Verdict : std::uint8_t { not_asked, valid, not_valid };
    static std::array<std::array<std::atomic<std::uint8_t>, beginnings>,
                      std::size(mobile_countries)>
        verdicts{};
    std::uint64_t number = 0;
    std::size_t beginning = 0;
    for (std::size_t i = 0; i < mobile.national.size(); ++i) {
        number = number * 10 + static_cast<std::uint64_t>(mobile.national[i] - '0');
        beginning = i + 1 == telling ? static_cast<std::size_t>(number) : beginning;
    }
    std::atomic<std::uint8_t>& verdict = verdicts[mobile.country][beginning];
    if (verdict.load(std::memory_order_relaxed) == not_asked) {
        PhoneNumber asked;
        asked.set_country_code(mobile_countries[mobile.country].number);
        asked.set_national_number(number);
        const bool answer = PhoneNumberUtil::GetInstance()->IsValidNumber(asked);
        verdict.store(answer ? valid : not_valid, std::memory_order_relaxed);
    }
    return verdict.load(std::memory_order_relaxed) == valid;
}

/// Ten digits, the first 0 and the second none of 0 and 1: how lists of other countries write
/// theirs, and none of India's, whose numbers of nine digits behind the 0 begin with 1. The library
/// takes 7 us to find nothing in one (a test asks it).
bool is_known_foreign(std::string_view text, std::string_view region) {
    constexpr std::size_t digits = 10;
    return region == "IN" && text.size() == digits && text[0] == '0' && text[1] > '1' &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

NormalisedIdentifier phone(std::string_view text, std::string_view region) {
    if (is_known_foreign(text, region)) {
        return {std::string(text), false};
    }
    std::array<char, 16> digits{};
    if (const auto mobile = mobile_number(text, region, digits)) {
        NormalisedIdentifier known;
        known.valid = is_known_valid(*mobile);
        if (known.valid) {
            known.value = '+';
            known.value += mobile_countries[mobile->country].code;
            known.value += mobile->national;
        } else {
            known.value = mobile->digits;
        }
        return known;
    }
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
