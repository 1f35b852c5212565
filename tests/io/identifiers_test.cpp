// SPDX-License-Identifier: Apache-2.0
#include "io/identifiers.hpp"
#include "io/nearest_word.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

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
