// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/person_name.hpp"

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

void learn_sex(Sex& known, bool& contradicted, Sex told) {
    if (told == Sex::unknown || contradicted) {
        return;
    }
    if (known != Sex::unknown && known != told) {
        contradicted = true;
        known = Sex::unknown;
    } else {
        known = told;
    }
}

/// The name that Abdul, in one word with it, belongs to: `rahim` of `abdurrahim`; "" for none.
std::string served_name(std::string_view text) {
    static constexpr std::array<std::string_view, 8> servants{"abdoul", "abdool", "abdul", "abdur",
                                                              "abdus",  "abdal",  "abdel", "abdud"};
    for (const std::string_view servant : servants) {
        if (!text.starts_with(servant)) {
            continue;
        }
        const std::string_view rest = text.substr(servant.size());
        if (rest.size() < 3 || rest == "lah" || rest == "llah" || rest == "lahi") {
            return "";
        }
        std::string served(rest);
        // Before r, s and d the l of the article becomes that letter, which may be written once.
        const char article = servant.back();
        const bool lost = article != 'l' &&
                          std::string_view("aeiou").find(rest.front()) != std::string_view::npos;
        return lost ? article + served : served;
    }
    return "";
}

/// RK in RK Sharma.
bool is_initials(const NameToken& token) {
    return token.capitals && token.text.size() <= 3 && token.word->use == WordUse::plain &&
           token.text != "ng" && token.text.find_first_of("aeiouy") == std::string::npos;
}

/// Makes parts of the words of one name.
class NameMaker {
  public:
    explicit NameMaker(const std::vector<NameToken>& words) : m_words(words) {}

    PersonName make() {
        const bool nobody = std::all_of(m_words.begin(), m_words.end(), [](const NameToken& w) {
            return w.word->use == WordUse::nobody;
        });
        const bool not_available =
            m_words.size() == 2 && m_words[0].text == "n" && m_words[1].text == "a";
        if (nobody || not_available) {
            return {};
        }
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            word(i);
        }
        if (m_name.parts.empty() && m_dropped != nullptr && m_dropped->text.size() > 3) {
            add(m_dropped->text, NamePartKind::name, *m_dropped); // called Master, and no more
        }
        settle_titles();
        m_name.readable = !m_name.parts.empty();
        return std::move(m_name);
    }

  private:
    [[nodiscard]] bool name_follows(std::size_t i) const {
        return std::any_of(m_words.begin() + static_cast<std::ptrdiff_t>(i) + 1, m_words.end(),
                           [](const NameToken& w) {
                               return w.word->use == WordUse::plain ||
                                      w.word->use == WordUse::nobody ||
                                      w.word->use == WordUse::compound;
                           });
    }

    void add(std::string_view text, NamePartKind kind, const NameToken& from) {
        if (m_name.parts.size() == most_name_parts) {
            m_name.cut = true;
            return;
        }
        m_name.parts.push_back(name_part(text, kind, from.writing == Writing::abjad));
    }

    void word(std::size_t i) {
        const NameToken& token = m_words[i];
        const names::NameWord& known = *token.word;
        const std::string_view text = known.written_as.empty() ? token.text : known.written_as;
        const bool first = m_name.parts.empty();
        if (token.one_letter) {
            const bool joins = !first && !token.capitals && (text == "e" || text == "y");
            if (!joins) {
                add(text.substr(0, 1), NamePartKind::initial, token);
            }
            return;
        }
        if (is_initials(token)) {
            for (std::size_t k = 0; k < text.size(); ++k) {
                add(text.substr(k, 1), NamePartKind::initial, token);
            }
            return;
        }
        switch (known.use) {
        case WordUse::honorific:
            learn_sex(m_name.sex_hint, m_contradicted, known.sex);
            m_dropped = &token;
            return;
        case WordUse::prophet:
            learn_sex(m_name.sex_hint, m_contradicted, known.sex);
            if (!name_follows(i)) {
                add(text, NamePartKind::name, token);
            }
            return;
        case WordUse::leading_title:
            learn_sex(m_name.sex_hint, m_contradicted, known.sex);
            add(text, NamePartKind::title_only, token);
            return;
        case WordUse::title:
            if (first && i + 1 < m_words.size()) {
                add(text, NamePartKind::name, token);
            } else {
                learn_sex(m_name.sex_hint, m_contradicted, known.sex);
                add(text, NamePartKind::title_only, token);
            }
            return;
        case WordUse::particle:
            if (first || i + 1 == m_words.size()) {
                add(text, NamePartKind::name, token);
            }
            return;
        case WordUse::compound:
            if (first || m_name.parts.back().kind != NamePartKind::name) {
                add(text, NamePartKind::name, token);
            } else {
                NamePart& before = m_name.parts.back();
                before = name_part(before.text + std::string(text), before.kind,
                                   before.vowels_unwritten);
            }
            return;
        default:
            break;
        }
        const std::string served = served_name(text);
        if (served.empty()) {
            add(text, NamePartKind::name, token);
        } else {
            learn_sex(m_name.sex_hint, m_contradicted, Sex::male);
            add("abdul", NamePartKind::title_only, token);
            add(served, NamePartKind::name, token);
        }
    }

    /// Somebody of whom only titles are known is called by the first: Abdul Sheikh, Rani Devi.
    void settle_titles() {
        const bool named =
            std::any_of(m_name.parts.begin(), m_name.parts.end(),
                        [](const NamePart& part) { return part.kind == NamePartKind::name; });
        if (named) {
            return;
        }
        for (NamePart& part : m_name.parts) {
            if (part.kind == NamePartKind::title_only) {
                part.kind = NamePartKind::name;
                return;
            }
        }
    }

    const std::vector<NameToken>& m_words;
    PersonName m_name;
    const NameToken* m_dropped = nullptr; ///< the last honorific
    bool m_contradicted = false;
};

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
        bool contradicted = false;
        learn_sex(m_person.name.sex_hint, contradicted, m_told_sex);
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
        const bool alone = i == 0 && known.text == "bin"; // a name, when nothing is before it
        if (alone) {
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
            m_person.name = NameMaker(turned).make();
            return;
        }
        PersonName name = m_whose == Whose::nobody ? PersonName() : NameMaker(m_words).make();
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
