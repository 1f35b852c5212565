// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/person_name.hpp"

#include "algorithms/suspects/name_maker.hpp"
#include "algorithms/suspects/name_sounds.hpp"
#include "algorithms/suspects/name_tokens.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sandhan::algorithms {
namespace {

using graph::Sex;
using names::NameToken;
using names::TokenKind;
using names::WordUse;
using names::Writing;

static_assert(longest_name_part == names::longest_part);

std::uint32_t fnv1a(std::string_view text) {
    std::uint32_t h = 2166136261U;
    for (const char c : text) {
        h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    return h;
}

/// Shares the words of a text out among the person, what else they are called, and their kin.
class PersonParser {
  public:
    explicit PersonParser(std::vector<NameToken> tokens) : m_tokens(std::move(tokens)) {}

    ParsedPerson parse() {
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            step(i);
        }
        flush();
        if (!m_person.name.readable && !m_person.aliases.empty()) { // "@ Raju"
            m_person.name = std::move(m_person.aliases.front());
            m_person.aliases.erase(m_person.aliases.begin());
        }
        m_person.name.sex_hint = names::sex_of_both(m_person.name.sex_hint, m_told_sex);
        return std::move(m_person);
    }

  private:
    enum class Whose : std::uint8_t { person, alias, father, mother, spouse, nobody };

    void step(std::size_t i) {
        NameToken& token = m_tokens[i];
        switch (token.kind) {
        case TokenKind::word:
            word(token);
            break;
        case TokenKind::number:
            number(i);
            break;
        case TokenKind::comma:
            comma();
            break;
        case TokenKind::marker:
            marker(*token.word, i);
            break;
        case TokenKind::open:
            enclose(true);
            break;
        case TokenKind::close:
            if (m_bracket) {
                leave();
            }
            break;
        case TokenKind::quote:
            if (m_enclosed && !m_bracket) {
                leave();
            } else if (!m_enclosed) {
                enclose(false);
            }
            break;
        }
    }

    void word(NameToken& token) {
        if (token.word->use == WordUse::age) {
            return;
        }
        if (m_bracket && (token.text == "m" || token.text == "male")) {
            m_told_sex = Sex::male;
        } else if (m_bracket && (token.text == "f" || token.text == "female")) {
            m_told_sex = Sex::female;
        } else {
            m_words.push_back(std::move(token));
        }
    }

    [[nodiscard]] bool is_age_word(std::size_t i) const {
        return i < m_tokens.size() && m_tokens[i].kind == TokenKind::word &&
               m_tokens[i].word->use == WordUse::age;
    }

    void number(std::size_t i) {
        const unsigned n = m_tokens[i].number;
        const bool beside_word = is_age_word(i + 1) || (i > 0 && is_age_word(i - 1));
        const bool after_comma = i > 0 && m_tokens[i - 1].kind == TokenKind::comma;
        const bool last = i + 1 == m_tokens.size() && i > 0 && n >= 10;
        if (n >= 1 && n <= 120 && !m_person.age &&
            (beside_word || m_bracket || after_comma || last)) {
            m_person.age = n;
        }
    }

    void comma() {
        if (m_enclosed) {
            return;
        }
        if (m_whose == Whose::person && !m_family_first && !m_words.empty() &&
            m_words.size() <= 2) {
            m_family_first = m_words.size();
        } else {
            turn_to(Whose::nobody);
        }
    }

    void marker(const names::NameWord& known, std::size_t i) {
        // A name, when nothing stands before or after it: Bin Wang, Wang Bin.
        if (known.text == "bin" && (i == 0 || i + 1 == m_tokens.size())) {
            m_words.push_back(std::move(m_tokens[i]));
            m_words.back().kind = TokenKind::word;
            return;
        }
        switch (known.use) {
        case WordUse::alias_follows:
            turn_to(m_kin_named ? Whose::nobody : Whose::alias);
            return;
        case WordUse::child_follows:
            turn_to(Whose::father);
            break;
        case WordUse::spouse_follows:
            turn_to(Whose::spouse);
            break;
        case WordUse::mother_follows:
            turn_to(Whose::mother);
            break;
        default:
            turn_to(Whose::nobody);
        }
        if (!m_kin_named) {
            m_told_sex = known.sex == Sex::unknown ? m_told_sex : known.sex;
        }
        m_kin_named = true;
    }

    void enclose(bool bracket) {
        flush();
        m_outside = m_whose;
        m_whose = m_kin_named ? Whose::nobody : Whose::alias;
        m_enclosed = true;
        m_bracket = bracket;
    }

    void leave() {
        flush();
        m_whose = m_outside;
        m_enclosed = false;
        m_bracket = false;
    }

    void turn_to(Whose whose) {
        flush();
        m_whose = whose;
        m_enclosed = false;
        m_bracket = false;
    }

    /// Makes a name of the words gathered so far, of the one whose they are.
    void flush() {
        if (m_words.empty()) {
            return;
        }
        if (m_whose == Whose::person) {
            m_all.insert(m_all.end(), std::make_move_iterator(m_words.begin()),
                         std::make_move_iterator(m_words.end()));
            m_words.clear();
            std::vector<NameToken> turned(m_all);
            if (m_family_first && *m_family_first < turned.size()) {
                std::rotate(turned.begin(),
                            turned.begin() + static_cast<std::ptrdiff_t>(*m_family_first),
                            turned.end());
            }
            m_person.name = names::name_of_words(turned);
            return;
        }
        PersonName name = m_whose == Whose::nobody ? PersonName() : names::name_of_words(m_words);
        m_words.clear();
        if (!name.readable) {
            return;
        }
        if (m_whose == Whose::alias) {
            m_person.aliases.push_back(std::move(name));
            return;
        }
        PersonName& kin = m_whose == Whose::father   ? m_person.father
                          : m_whose == Whose::mother ? m_person.mother
                                                     : m_person.spouse;
        if (!kin.readable) {
            kin = std::move(name);
        }
    }

    std::vector<NameToken> m_tokens;
    std::vector<NameToken> m_words; ///< since the last turn
    std::vector<NameToken> m_all;   ///< of the person's own name, before and after an alias
    ParsedPerson m_person;
    std::optional<std::size_t> m_family_first; ///< words before the comma
    Whose m_whose = Whose::person;
    Whose m_outside = Whose::person; ///< of the brackets or quotes
    bool m_enclosed = false;
    bool m_bracket = false;
    bool m_kin_named = false;
    Sex m_told_sex = Sex::unknown;
};

} // namespace

NamePart name_part(std::string_view text, NamePartKind kind, bool vowels_unwritten) {
    NamePart part;
    part.text = text.substr(0, longest_name_part);
    part.kind = kind;
    part.vowels_unwritten = vowels_unwritten;
    names::SoundBuffer buffer;
    part.sound.assign(buffer.data(), names::write_sound(part.text, buffer));
    part.key = names::key_of(part.sound);
    part.well_known = kind == NamePartKind::name && names::is_well_known(part.sound);
    part.text_hash = fnv1a(part.text);
    part.key_hash = fnv1a(part.key);
    for (const char c : part.sound) {
        part.letters |= 1U << static_cast<unsigned>(c - 'a');
    }
    return part;
}

ParsedPerson parse_person_name(std::string_view text) {
    return PersonParser(names::name_tokens(text)).parse();
}

} // namespace sandhan::algorithms
