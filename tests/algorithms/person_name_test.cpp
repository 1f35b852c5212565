// SPDX-License-Identifier: Apache-2.0
#include "algorithms/generator/random.hpp"
#include "algorithms/suspects/person_name.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <thread>
#include <vector>

using namespace sandhan::algorithms;
using sandhan::graph::Sex;

namespace {

/// Parts by blanks; an initial with a dot, a title with a star.
std::string shown(const PersonName& name) {
    std::string text;
    for (const NamePart& part : name.parts) {
        text += text.empty() ? "" : " ";
        text += part.text;
        text += part.kind == NamePartKind::initial      ? "."
                : part.kind == NamePartKind::title_only ? "*"
                                                        : "";
    }
    return text;
}

std::string parsed(std::string_view text) { return shown(parse_person_name(text).name); }

/// Everything that a text was found to say.
std::string all_of(std::string_view text) {
    const ParsedPerson person = parse_person_name(text);
    std::string said = shown(person.name);
    for (const PersonName& alias : person.aliases) {
        said += " @ " + shown(alias);
    }
    said += person.father.readable ? " father " + shown(person.father) : "";
    said += person.mother.readable ? " mother " + shown(person.mother) : "";
    said += person.spouse.readable ? " spouse " + shown(person.spouse) : "";
    said += person.age ? " age " + std::to_string(*person.age) : "";
    return said;
}

std::string key_of(std::string_view text) { return name_part(text, NamePartKind::name).key; }

void check_part(const NamePart& part) {
    CHECK(!part.text.empty());
    CHECK(part.text.size() <= longest_name_part);
    CHECK(part.text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos);
    CHECK(!part.sound.empty());
    CHECK(part.sound.size() <= 2 * part.text.size()); // x is ks
    CHECK(!part.key.empty());
    CHECK(part.key.size() <= part.sound.size());
}

void check_name(const PersonName& name) {
    CHECK(name.readable == !name.parts.empty());
    CHECK(name.parts.size() <= most_name_parts);
    for (const NamePart& part : name.parts) {
        check_part(part);
    }
}

void check_person(const ParsedPerson& person) {
    check_name(person.name);
    check_name(person.father);
    check_name(person.mother);
    check_name(person.spouse);
    for (const PersonName& alias : person.aliases) {
        CHECK(alias.readable);
        check_name(alias);
    }
    CHECK((!person.age || (*person.age >= 1 && *person.age <= 120)));
}

} // namespace

TEST_CASE("a record's text is shared out among a person, aliases and kin",
          "[algorithms][person_name]") {
    CHECK(all_of("Md. Rafikul Sk @ Raju s/o Abdul Sk") ==
          "rafikul sheikh* @ raju father abdul sheikh*");
    CHECK(all_of("Rafiqul Sheikh alias Raju urf Munna") == "rafiqul sheikh* @ raju @ munna");
    CHECK(all_of("Rafiqul Sheikh a.k.a. Raju, also known as Kalu") ==
          "rafiqul sheikh* @ raju @ kalu");
    CHECK(all_of("Rafiqul \"Raju\" Sheikh") == "rafiqul sheikh* @ raju");
    CHECK(all_of("Rafiqul Sheikh ('Raju')") == "rafiqul sheikh* @ raju");
    CHECK(all_of("Rafiqul Sheikh (Raju), 30, D/O Kamal") ==
          "rafiqul sheikh* @ raju father kamal age 30");
    CHECK(all_of("@ Raju") == "raju");
    CHECK(all_of("Sunita Devi W/O Ramesh Das, Vill. Domkal, P.S. Domkal") ==
          "sunita devi* spouse ramesh das*");
    CHECK(all_of("Sunita, wife of Ramesh, daughter of Gopal Das") ==
          "sunita father gopal das* spouse ramesh");
    CHECK(all_of("Raju C/O Kamal Hotel") == "raju");
    CHECK(all_of("Raju r/o Domkal") == "raju");
    CHECK(all_of("Raju s/o Kamal @ Kalu") == "raju father kamal"); // Kalu may be either
    CHECK(all_of("Raju S \\ O Late Kamal Das") == "raju father kamal das*");
    CHECK(all_of("Ahmad bin Yusuf") == "ahmad father yusuf");
    CHECK(all_of("Siti binti Yusuf") == "siti father yusuf");
    CHECK(all_of("Bin Wang") == "bin wang");
    CHECK(all_of("Wang Bin") == "wang bin");
    CHECK(all_of("Raju, father's name: Kamal Das") == "raju father kamal das*");
    CHECK(all_of("Raju son of Kamal and more words than a name has room for by far, yes") ==
          "raju father kamal and more words than a. name has");
    CHECK(all_of("S.O. Mondal") == "s. o. mondal");
}

TEST_CASE("relations and aliases are read in other scripts", "[algorithms][person_name]") {
    CHECK(all_of("মোঃ রফিকুল ইসলাম ওরফে রাজু পিতা- আব্দুল রহমান") ==
          "rafikul islam @ raju father abdul* rahman");
    CHECK(all_of("সুনীতা দেবী স্বামী রমেশ দাস") == "sunita devi* spouse ramesh das*");
    CHECK(all_of("রাজু পিতার নাম কমল") == "raju father kamal");
    CHECK(all_of("राकेश कुमार उर्फ राजू पुत्र श्री सुरेश सिंह") ==
          "rakesh kumar* @ raju father suresh singh*");
    CHECK(all_of("सुनीता देवी पत्नी रमेश (३०)") == "sunita devi* spouse ramesh age 30");
    CHECK(all_of("राजू पिता का नाम अज्ञात") == "raju"); // who is not known
    CHECK(all_of("محمد رفیق ولد عبدالرحمن") == "rfiq father abdul* rahmn");
    CHECK(all_of("Pati Ramesh") == "pati ramesh"); // a family's name in Latin letters
}

TEST_CASE("ages are read where they cannot be anything else", "[algorithms][person_name]") {
    CHECK(all_of("Raju (30)") == "raju age 30");
    CHECK(all_of("Raju (30 yrs)") == "raju age 30");
    CHECK(all_of("Raju (M/30)") == "raju age 30");
    CHECK(all_of("Raju, 30") == "raju age 30");
    CHECK(all_of("Raju aged 30 years") == "raju age 30");
    CHECK(all_of("Raju Age-30") == "raju age 30");
    CHECK(all_of("রাজু (৩০)") == "raju age 30");
    CHECK(all_of("Raju 30") == "raju age 30");
    CHECK(all_of("Raju 2") == "raju");
    CHECK(all_of("Raju (9876543210)") == "raju");
    CHECK(all_of("Raju (0)") == "raju");
    CHECK(all_of("Raju (121)") == "raju");
    CHECK(parse_person_name("Raju (M/30)").name.sex_hint == Sex::male);
    CHECK(parse_person_name("Kiran (30/F)").name.sex_hint == Sex::female);
}

TEST_CASE("titles, initials and particles are told from names", "[algorithms][person_name]") {
    CHECK(parsed("SHARMA, Rakesh") == "rakesh sharma");
    CHECK(parsed("de Souza, Maria") == "maria souza");
    CHECK(parsed("Van Nguyen") == "van nguyen");
    CHECK(parsed("Maria de Souza") == "maria souza");
    CHECK(parsed("R. K. Sharma") == "r. k. sharma");
    CHECK(parsed("R.K.Sharma") == "r. k. sharma");
    CHECK(parsed("RK Sharma") == "r. k. sharma");
    CHECK(parsed("SK SALIM") == "sheikh* salim");
    CHECK(parsed("Kumar Das") == "kumar das*");
    CHECK(parsed("Rakesh Kr. Das") == "rakesh kumar* das*");
    CHECK(parsed("Abdul Sk") == "abdul sheikh*");
    CHECK(parsed("Abdurrahim") == "abdul* rahim");
    CHECK(parsed("Abdurahman") == "abdul* rahman");
    CHECK(parsed("Abdullah") == "abdullah");
    CHECK(parsed("Abdullatif") == "abdul* latif");
    CHECK(parsed("Rafiq ul Islam") == "rafiqul islam");
    CHECK(parsed("Mohammad") == "mohammad");
    CHECK(parsed("Md Sk") == "mohammad sheikh*");
    CHECK(parsed("Ali Mohammad") == "ali mohammad");
    CHECK(parsed("Late Smt. Kamala") == "kamala");
    CHECK(parsed("Master") == "master");
    CHECK(parsed("Gopal Master") == "gopal master*");
    CHECK(parsed("John Smith MD") == "john smith");
    CHECK(parsed("John Smith, MD") == "john smith");
    CHECK(parsed("John Smith Jr.") == "john smith jr*");
    CHECK(parsed("Mia Schmidt") == "mia schmidt");
    CHECK(parsed("Schmidt, Mia") == "mia schmidt");
    CHECK(parsed("Mr") == "");
    CHECK(parsed("O'Brien") == "obrien");
    CHECK(parsed("Jean-Pierre") == "jean pierre");
    CHECK(parse_person_name("Smt Kiran").name.sex_hint == Sex::female);
    CHECK(parse_person_name("Kiran Devi").name.sex_hint == Sex::female);
    CHECK(parse_person_name("Md Kiran").name.sex_hint == Sex::male);
    CHECK(parse_person_name("Kiran").name.sex_hint == Sex::unknown);
    CHECK(parse_person_name("Kiran w/o Ramesh").name.sex_hint == Sex::female);
    CHECK(parse_person_name("Shri Kiran Devi").name.sex_hint == Sex::unknown); // who can tell
}

TEST_CASE("names of other scripts are read as registers spell them", "[algorithms][person_name]") {
    CHECK(parsed("राम") == "ram");
    CHECK(parsed("राजकुमार") == "rajkumar");
    CHECK(parsed("ममता") == "mamta");
    CHECK(parsed("चन्द्र कृष्ण") == "chandra krishna");
    CHECK(parsed("सिंह") == "singh");
    CHECK(parsed("চাঁদ") == "chand");
    CHECK(parsed("রমেশ") == "ramesh");
    CHECK(parsed("রহমান") == "rahman");
    CHECK(parsed("কমলা") == "kamala");
    CHECK(parsed("যাদব") == "jadab");
    CHECK(parsed("মায়া") == "maya");
    CHECK(parsed("বিদ্যা") == "bidya");
    CHECK(parsed("স্বপন") == "swapan");
    CHECK(parsed("சிவகாமி") == "sivagami");
    CHECK(parsed("Шевченко") == "shevchenko");
    CHECK(parsed("Юлия") == "yuliya");
    CHECK(parsed("Müller") == "muller");
    CHECK(parsed("Strauß") == "strauss");
    CHECK(parsed("Øystein Ægir") == "oystein aegir");
    CHECK(parsed("Muller\xCC\x88") == "muller"); // a combining diaeresis
    CHECK(parsed("张伟") == "zhang wei");
    CHECK(parsed("রা\xE2\x80\x8Dজু") == "raju"); // a joiner within
}

TEST_CASE("keys are equal for what spellings vary", "[algorithms][person_name]") {
    const std::vector<std::pair<std::string, std::string>> alike{
        {"vijay", "bijay"},     {"bikash", "vikas"},      {"pooja", "puja"},
        {"zakir", "jakir"},     {"khan", "kan"},          {"phulmani", "fulmani"},
        {"rafiqul", "rafikul"}, {"lakshmi", "laxmi"},     {"schmidt", "shmidt"},
        {"chhaya", "chaya"},    {"dhiraj", "dheeraj"},    {"jadav", "yadav"},
        {"sara", "sarah"},      {"mueller", "muller"},    {"bijoy", "vijay"},
        {"mollah", "mola"},     {"choudhury", "chaudhri"}};
    for (const auto& [a, b] : alike) {
        INFO(a << ' ' << b);
        CHECK(key_of(a) == key_of(b));
    }
    const std::vector<std::pair<std::string, std::string>> unlike{
        {"anna", "nina"}, {"mina", "nina"},    {"paul", "faul"},   {"rahman", "raman"},
        {"carl", "gary"}, {"chand", "kand"},   {"peter", "veter"}, {"schmidt", "shmit"},
        {"amit", "mit"},  {"tanish", "danish"}};
    for (const auto& [a, b] : unlike) {
        INFO(a << ' ' << b);
        CHECK(key_of(a) != key_of(b));
    }
}

TEST_CASE("a name that nobody bears is not readable", "[algorithms][person_name]") {
    for (const char* text :
         {"", " ", "...", "12345", "Unknown", "NOT KNOWN", "N.A.", "N/A", "unknown male", "नामालूम",
          "अज्ञात", "\xFF\xFE", "\xF0\x9F\x98\x80", "@", "s/o", "()"}) {
        INFO(text);
        CHECK_FALSE(parse_person_name(text).name.readable);
    }
    CHECK(all_of("Unknown s/o Kamal") == " father kamal");
}

TEST_CASE("long names are cut, and say so", "[algorithms][person_name]") {
    const PersonName many = parse_person_name("aa bb cc dd ee ff gg hh ii jj").name;
    CHECK(many.cut);
    CHECK(many.parts.size() == most_name_parts);
    std::string endless;
    endless.append(10'000, 'a');
    const PersonName one = parse_person_name(endless).name;
    REQUIRE(one.parts.size() == 1);
    CHECK(one.parts[0].text.size() == longest_name_part);
    CHECK_FALSE(parse_person_name("aa bb cc dd ee ff gg hh").name.cut);
}

TEST_CASE("letter case says nothing but of initials", "[algorithms][person_name]") {
    for (const char* text : {"Rafikul Islam @ Raju s/o Abdul Karim", "SHARMA, Rakesh", "O'Brien"}) {
        std::string lower(text);
        std::string upper(text);
        for (std::size_t i = 0; i < lower.size(); ++i) {
            const bool letter = (text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z';
            lower[i] = static_cast<char>(letter ? text[i] | 0x20 : text[i]);
            upper[i] = static_cast<char>(letter ? text[i] & ~0x20 : text[i]);
        }
        CHECK(all_of(lower) == all_of(text));
        CHECK(all_of(upper) == all_of(text));
    }
}

TEST_CASE("any bytes are read without harm", "[algorithms][person_name][fuzz]") {
    generator::Random random(7, generator::Purpose::event, 0);
    const std::vector<std::string> pieces{"s/o",
                                          "@",
                                          "(",
                                          ")",
                                          "\"",
                                          ",",
                                          "alias ",
                                          "Md ",
                                          "abdur",
                                          "30",
                                          "\xE0\xA4",
                                          "\xE0\xA5\x8D",
                                          "রা",
                                          "क्",
                                          "ं",
                                          "়",
                                          "ولد ",
                                          "ع",
                                          "ь",
                                          "张",
                                          "\xED\xA0\x80",
                                          "\xF4\x90\x80\x80",
                                          "a.k.a ",
                                          "known as",
                                          "R.",
                                          " ",
                                          "ae",
                                          "yy",
                                          "hh",
                                          "cc",
                                          "sch",
                                          "\xE2\x80\x8D",
                                          "ൻ",
                                          "ੱ",
                                          "'"};
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        const auto n = random.next() % 24;
        for (std::uint64_t k = 0; k < n; ++k) {
            const std::uint64_t draw = random.next();
            if (draw % 3 == 0) {
                text += static_cast<char>(draw >> 8U);
            } else if (draw % 3 == 1) {
                text += pieces[(draw >> 8U) % pieces.size()];
            } else {
                text += static_cast<char>('a' + (draw >> 8U) % 26);
            }
        }
        INFO(round);
        check_person(parse_person_name(text));
    }
}

TEST_CASE("several threads read the same of the same names", "[algorithms][person_name]") {
    const std::vector<std::string> texts{"Md. Rafikul Sk @ Raju s/o Abdul Sk", "রফিকুল শেখ", "张伟",
                                         "Γιώργος Παπαδόπουλος", "محمد رفیق"};
    std::vector<std::string> expected;
    for (const std::string& text : texts) {
        expected.push_back(all_of(text));
    }
    std::vector<std::thread> threads;
    std::vector<int> same(8, 0);
    for (std::size_t t = 0; t < same.size(); ++t) {
        threads.emplace_back([&, t] {
            for (int round = 0; round < 50; ++round) {
                for (std::size_t i = 0; i < texts.size(); ++i) {
                    same[t] += all_of(texts[i]) == expected[i] ? 1 : 0;
                }
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    CHECK(same == std::vector<int>(8, 50 * static_cast<int>(texts.size())));
}
