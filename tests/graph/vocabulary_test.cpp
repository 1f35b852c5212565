// SPDX-License-Identifier: Apache-2.0
#include "graph/vocabulary.hpp"
#include "tests/support/catch.hpp"

#include <set>
#include <string_view>

using namespace sandhan::graph;

namespace {

/// Each value 0..last has one canonical word, which comes first among its words; no word stands for
/// two values; words are found again.
template <class E>
void check_vocabulary(E last) {
    std::set<std::string_view> texts;
    std::set<int> with_canonical;
    for (const auto& word : words<E>()) {
        CAPTURE(word.text);
        CHECK(texts.insert(word.text).second);
        CHECK(word.canonical == with_canonical.insert(static_cast<int>(word.value)).second);
        CHECK(parse_word<E>(word.text) == word.value);
        if (word.canonical) {
            CHECK(word_of(word.value) == word.text);
        }
    }
    CHECK(with_canonical.size() == static_cast<std::size_t>(last) + 1);
    CHECK_FALSE(parse_word<E>(""));
    CHECK_FALSE(parse_word<E>("no such word"));
}

} // namespace

TEST_CASE("every value of every vocabulary has exactly one canonical word", "[vocabulary]") {
    check_vocabulary(IncidentStatus::closed);
    check_vocabulary(Recruitment::other);
    check_vocabulary(Control::other);
    check_vocabulary(Exploitation::other);
    check_vocabulary(PersonRole::official);
    check_vocabulary(PersonStatus::deceased);
    check_vocabulary(Sex::other);
    check_vocabulary(IdentifierType::address);
    check_vocabulary(OrganisationType::criminal_group);
    check_vocabulary(OrganisationRole::transporting);
    check_vocabulary(StopRole::destination);
    check_vocabulary(TransportMode::foot);
    check_vocabulary(PlaceRole::rescued_at);
    check_vocabulary(TieType::paid);
    check_vocabulary(ReferenceType::other);
}

TEST_CASE("words of the standard and common ones are synonyms", "[vocabulary]") {
    CHECK(parse_word<Control>("MethodsOfControlDebtBondage") == Control::debt_bondage);
    CHECK(parse_word<PersonRole>("accused") == PersonRole::suspect);
    CHECK(parse_word<PersonRole>("survivor") == PersonRole::victim);
    CHECK(parse_word<Exploitation>("labour:domestic_work") == Exploitation::labour_domestic_work);
    CHECK(parse_word<Exploitation>("labor:domestic_work") == Exploitation::labour_domestic_work);
    CHECK(parse_word<Exploitation>("F_Construction") == Exploitation::labour_construction);
    // Letters mean different things in different registers; a mapping has to say which.
    CHECK_FALSE(parse_word<Sex>("F"));
    CHECK_FALSE(parse_word<Sex>("FEMALE"));
}

TEST_CASE("helpers, families and victims are never on the offending side", "[vocabulary]") {
    CHECK(side_of(PersonRole::victim) == Side::victim);
    CHECK(side_of(PersonRole::possible_victim) == Side::victim);
    CHECK(side_of(PersonRole::relative) == Side::family);
    CHECK(side_of(PersonRole::witness) == Side::family);
    CHECK(side_of(PersonRole::official) == Side::responder);
    CHECK(side_of(PersonRole::facilitator) == Side::offending);

    using T = OrganisationType;
    using R = OrganisationRole;
    CHECK(side_of(T::law_enforcement, R::unknown) == Side::responder);
    CHECK(side_of(T::ngo, R::recruiting_front) == Side::offending);
    CHECK(side_of(T::employer, R::unknown) == Side::responder);
    CHECK(side_of(T::employer, R::supporting) == Side::responder);
    CHECK(side_of(T::criminal_group, R::sheltering) == Side::offending);
    CHECK(side_of(T::other, R::unknown) == Side::responder);
    CHECK(side_of(T::other, R::exploiting) == Side::offending);
}

TEST_CASE("the offending side is always wanted, others where they are asked for",
          "[graph][vocabulary]") {
    for (const bool responders : {false, true}) {
        for (const bool victims : {false, true}) {
            const WantedSides also{responders, victims};
            CHECK(is_wanted(Side::offending, also));
            CHECK(is_wanted(Side::responder, also) == responders);
            CHECK(is_wanted(Side::victim, also) == victims);
            CHECK(is_wanted(Side::family, also) == victims);
        }
    }
}
