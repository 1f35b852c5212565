// SPDX-License-Identifier: Apache-2.0
#include "io/identifiers.hpp"
#include "io/nearest_word.hpp"
#include "io/text_input.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

#include <phonenumbers/phonenumberutil.h>

#include <random>
#include <string>
#include <vector>

using namespace sandhan;
using graph::IdentifierType;
using io::normalised;

TEST_CASE("one telephone number is one text however it is written", "[identifiers]") {
    for (const char* text : {"9830012345", "09830012345", "+919830012345", "+91 98300-12345",
                             "0091 98300 12345", "(+91) 98300 12345", " 98300 12345 "}) {
        CAPTURE(text);
        const auto phone = normalised(IdentifierType::phone, text);
        CHECK(phone.value == "+919830012345");
        CHECK(phone.valid);
    }
    CHECK(normalised(IdentifierType::phone, "+880 1712-345678").value == "+8801712345678");
    CHECK(normalised(IdentifierType::phone, "01712345678", "BD").value == "+8801712345678");
}

namespace {

/// What libphonenumber makes of the text, asked as its manual says.
std::string by_the_library(const std::string& text, const std::string& region) {
    using i18n::phonenumbers::PhoneNumber;
    using i18n::phonenumbers::PhoneNumberUtil;
    const PhoneNumberUtil& phones = *PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    std::string e164;
    if (phones.Parse(text, region, &number) == PhoneNumberUtil::NO_PARSING_ERROR &&
        phones.IsValidNumber(number)) {
        phones.Format(number, PhoneNumberUtil::E164, &e164);
    }
    return e164;
}

} // namespace

TEST_CASE("a telephone number is what libphonenumber makes of it", "[identifiers][property]") {
    const auto round = GENERATE(range(0U, 8U));
    CAPTURE(round);
    std::mt19937 random(round);
    const auto below = [&](std::size_t most) { return random() % most; };
    const std::string before[] = {"",     "0",     "91",   "+91",   "+91 ",   "+91-",
                                  "+880", "+880 ", "+977", "+977-", "0091 ",  "+91 0",
                                  "880",  "00",    "+9",   "+",     "(+91) ", "+1 ",
                                  "977",  "091",   "-",    " ",     "+ 91"};
    std::vector<std::string> wrong;
    for (int i = 0; i < 15'000; ++i) {
        std::string text = before[below(std::size(before))];
        std::size_t size = below(4) == 0 ? 1 + below(14) : 10;
        if (size > 3 && below(6) == 0) { // those have a series of their own
            text += below(4) == 0 ? "14" : "140";
            size -= 3;
        }
        for (std::size_t digit = 0; digit < size; ++digit) {
            // First digits from all that are used; some texts are of few digits only.
            text += static_cast<char>('0' + below(10));
            const std::size_t sign = below(digit % 5 == 4 ? 6 : 40);
            if (digit + 1 < size || below(20) == 0) {
                text += sign == 0 ? " " : sign == 1 ? "-" : sign == 2 && below(20) == 0 ? "--" : "";
            }
        }
        const std::string region = below(5) == 0 ? "NP" : below(6) == 0 ? "BD" : "IN";
        const auto phone = normalised(IdentifierType::phone, text, region);
        const std::string expected = by_the_library(std::string(io::trimmed(text)), region);
        if (phone.valid != !expected.empty() || (phone.valid && phone.value != expected)) {
            wrong.push_back(text + " in " + region + " is " + expected + ", not " + phone.value);
        }
    }
    CHECK(wrong == std::vector<std::string>{});
}

TEST_CASE("libphonenumber finds none of India's in ten digits from 02 to 09",
          "[identifiers][property]") {
    std::mt19937 random(17);
    std::vector<std::string> wrong;
    for (std::size_t i = 0; i < 40'000; ++i) {
        std::string text = "0";
        text += static_cast<char>('2' + i % 8);
        for (std::size_t digits = random() % 25 == 0 ? random() % 12 : 8; digits > 0; --digits) {
            text += static_cast<char>('0' + random() % 10);
        }
        const auto phone = normalised(IdentifierType::phone, text);
        const std::string expected = by_the_library(text, "IN");
        const bool right =
            phone.valid ? phone.value == expected : expected.empty() && phone.value == text;
        if (!right || (text.size() == 10 && phone.valid)) {
            wrong.push_back(text);
        }
    }
    CHECK(wrong == std::vector<std::string>{});
    // Elsewhere it may be one.
    CHECK(normalised(IdentifierType::phone, "0412345678", "AU").value == "+61412345678");
}

TEST_CASE("a number that is none keeps its digits", "[identifiers]") {
    for (const char* text : {"12 345", "call him", "98300123456789012345678901234567890"}) {
        const auto phone = normalised(IdentifierType::phone, text);
        CHECK_FALSE(phone.valid);
        CHECK(phone.value.find_first_not_of("0123456789") == std::string::npos);
    }
}

TEST_CASE("other identifiers lose what does not tell them apart", "[identifiers]") {
    CHECK(normalised(IdentifierType::vehicle, "wb-20 a 1234").value == "WB20A1234");
    CHECK(normalised(IdentifierType::email, " Raju@Example.IN ").value == "raju@example.in");
    CHECK(normalised(IdentifierType::online_handle, "@RAJU  das").value == "@raju das");
    CHECK(normalised(IdentifierType::address, "Stra\xC3\x9F"
                                              "e 5")
              .value == "strasse 5");
    CHECK(normalised(IdentifierType::passport, "  ").value.empty());
}

TEST_CASE("a nationality tells how a number is meant, before India does", "[identifiers]") {
    const auto phone = [](const char* nationality, const char* number) {
        const auto reading = tests::read_record(
            std::string(R"({"id": "A", "people": [{"role": "suspect", "nationality": ")") +
            nationality + R"(", "identifiers": [{"type": "phone", "value": ")" + number +
            "\"}]}]}");
        return reading.incidents.at(0).people.at(0).identifiers.at(0).value;
    };
    CHECK(phone("BD", "01712345678") == "+8801712345678");
    CHECK(phone("BD", "9830012345") == "+919830012345");
    CHECK(phone("Nepal", "9830012345") == "+919830012345");
}

TEST_CASE("the nearest word is found by edit distance, and none when it is far", "[words]") {
    constexpr std::string_view words[] = {"rescued", "arrested", "victim", "buyer"};
    CHECK(io::nearest_word("resuced", words) == "rescued"); // swapped neighbours
    CHECK(io::nearest_word("VICTM", words) == "victim");
    CHECK(io::nearest_word("arested", words) == "arrested");
    CHECK_FALSE(io::nearest_word("witness", words));
    CHECK_FALSE(io::nearest_word("", words));
    CHECK_FALSE(io::nearest_word(std::string(1000, 'a'), words));
}
