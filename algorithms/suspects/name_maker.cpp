// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/name_maker.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace sandhan::algorithms::names {
namespace {

using graph::Sex;

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

    void learn_sex(Sex told) {
        const Sex both = sex_of_both(m_name.sex_hint, told);
        m_contradicted =
            m_contradicted || (both == Sex::unknown && m_name.sex_hint != Sex::unknown);
        m_name.sex_hint = m_contradicted ? Sex::unknown : both;
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
        const NameWord& known = *token.word;
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
            learn_sex(known.sex);
            m_dropped = &token;
            if (!first && i + 1 == m_words.size()) { // Gopal Master
                add(text, NamePartKind::title_only, token);
            }
            return;
        case WordUse::prophet:
            learn_sex(known.sex);
            // John Smith, MD, is a doctor.
            if (!name_follows(i) && (first || token.text.size() > 4)) {
                add(text, NamePartKind::name, token);
            }
            return;
        case WordUse::leading_title:
            learn_sex(known.sex);
            add(text, NamePartKind::title_only, token);
            return;
        case WordUse::title:
            if (first && i + 1 < m_words.size()) {
                add(text, NamePartKind::name, token);
            } else {
                learn_sex(known.sex);
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
            learn_sex(Sex::male);
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

} // namespace

PersonName name_of_words(const std::vector<NameToken>& words) { return NameMaker(words).make(); }

Sex sex_of_both(Sex a, Sex b) {
    if (a == Sex::unknown || a == b) {
        return b;
    }
    return b == Sex::unknown ? a : Sex::unknown;
}

} // namespace sandhan::algorithms::names
