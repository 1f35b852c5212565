// SPDX-License-Identifier: Apache-2.0
#include "algorithms/generator/names.hpp"

#include <array>
#include <utility>
#include <vector>

namespace sandhan::algorithms::generator {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 56> men{
    "Raju",    "Suresh",  "Ramesh",  "Vijay",    "Ajay",     "Sanjay",  "Manoj",   "Dilip",
    "Ashok",   "Anil",    "Sunil",   "Mukesh",   "Rakesh",   "Naresh",  "Santosh", "Bishnu",
    "Shankar", "Gopal",   "Hari",    "Krishna",  "Laxman",   "Mahesh",  "Mohan",   "Nitai",
    "Pradip",  "Prakash", "Rabi",    "Shyam",    "Subhash",  "Tapan",   "Uttam",   "Vikram",
    "Bikash",  "Deepak",  "Jagdish", "Kailash",  "Dinesh",   "Ganesh",  "Umesh",   "Arjun",
    "Bhola",   "Chandan", "Dhiraj",  "Govind",   "Jitendra", "Kishore", "Lalit",   "Manik",
    "Nirmal",  "Om",      "Pawan",   "Rajendra", "Sachin",   "Tarun",   "Vinod",   "Yogesh"};
constexpr std::array<std::string_view, 52> women{
    "Sunita",  "Anita",   "Geeta",   "Meena",   "Reena",  "Seema",   "Pooja",  "Kavita",  "Laxmi",
    "Durga",   "Parvati", "Sabita",  "Rekha",   "Asha",   "Usha",    "Maya",   "Pushpa",  "Shanti",
    "Mamata",  "Kajal",   "Priya",   "Rupa",    "Soma",   "Tuli",    "Jyoti",  "Kiran",   "Lalita",
    "Malati",  "Sarita",  "Sushila", "Basanti", "Bina",   "Champa",  "Deepa",  "Gouri",   "Indu",
    "Juthika", "Kamala",  "Lata",    "Manju",   "Neelam", "Padma",   "Radha",  "Sadhana", "Tara",
    "Uma",     "Vandana", "Archana", "Babita",  "Chhaya", "Nandini", "Sangita"};
constexpr std::array<std::string_view, 36> muslim_men{
    "Abdul",  "Rahim", "Karim", "Salim",  "Iqbal",  "Jamal", "Kamal",   "Nazrul", "Rafiq",
    "Shafiq", "Sajid", "Zakir", "Aziz",   "Habib",  "Hasan", "Hussain", "Imran",  "Javed",
    "Liton",  "Mizan", "Nasir", "Rezaul", "Saiful", "Selim", "Shahid",  "Yusuf",  "Anwar",
    "Babul",  "Faruk", "Golam", "Hanif",  "Khalil", "Monir", "Quddus",  "Tariq",  "Zahid"};
constexpr std::array<std::string_view, 28> muslim_women{
    "Fatima",   "Ayesha",  "Rashida", "Salma",     "Nazma",   "Shabnam", "Rehana",
    "Rubina",   "Sabina",  "Shirin",  "Tahmina",   "Yasmin",  "Zarina",  "Hasina",
    "Jahanara", "Khadija", "Marium",  "Noorjahan", "Parveen", "Rokeya",  "Amina",
    "Bilkis",   "Farida",  "Halima",  "Kulsum",    "Momtaz",  "Sufia",   "Zeenat"};
constexpr std::array<std::string_view, 24> adivasi_men{
    "Budhu", "Somra", "Mangra", "Sukra",  "Birsa",   "Lakhan",    "Kanhu",  "Sidhu",
    "Jhari", "Etwa",  "Charo",  "Dubraj", "Gandur",  "Jagarnath", "Karma",  "Mahadev",
    "Phagu", "Ratia", "Sanika", "Turia",  "Bandhan", "Johan",     "Paulus", "Silas"};
constexpr std::array<std::string_view, 24> adivasi_women{
    "Phulmani", "Budhni", "Somari",   "Mangri",    "Sukhmani", "Jauni", "Etwari",  "Karmi",
    "Lalmuni",  "Salomi", "Birsmuni", "Chandmuni", "Dulari",   "Gango", "Jhano",   "Mukta",
    "Nagi",     "Phulo",  "Rahil",    "Sanjhi",    "Susanna",  "Agnes", "Elizaba", "Tersa"};

constexpr std::array<std::string_view, 30> man_begins{
    "Ba", "Bi", "Cha", "Da", "De", "Dhi", "Ga", "Go", "Ha", "Ja",  "Jo", "Ka", "Ke", "Kri", "La",
    "Ma", "Mi", "Na",  "Ni", "Pa", "Pra", "Ra", "Ro", "Sa", "Shi", "Su", "Ta", "Ti", "U",   "Vi"};
constexpr std::array<std::string_view, 22> man_ends{
    "bhesh", "dhan",   "drul", "jan",   "josh",  "khil",  "lesh",   "mesh",
    "nath",  "rajan",  "ran",  "rojit", "sheel", "tosh",  "tuljit", "vat",
    "veer",  "vindra", "yan",  "zaran", "kesh",  "nooram"};
constexpr std::array<std::string_view, 22> woman_ends{
    "jori",  "kina",  "lomi",  "mesha",  "mila",   "nisha", "ntari", "phuli",
    "rvika", "santi", "shari", "shmita", "tumi",   "vanti", "yari",  "zina",
    "deepa", "lunee", "rooma", "bhani",  "sreeja", "dhika"};
constexpr std::array<std::string_view, 40> family_begins{
    "Ash", "Bal", "Ban",  "Bel",   "Bhar", "Bij", "Cher", "Dal",  "Dhar", "Dor",
    "Dum", "Gaz", "Ghat", "Gor",   "Hal",  "Hes", "Jal",  "Jhum", "Jum",  "Kal",
    "Kan", "Ket", "Kor",  "Lam",   "Mal",  "Mor", "Nar",  "Nok",  "Pal",  "Pun",
    "Rab", "Sar", "Sel",  "Sheel", "Tam",  "Tir", "Ud",   "Vel",  "Vish", "Zor"};
constexpr std::array<std::string_view, 14> family_middles{
    "", "", "", "", "a", "am", "an", "ar", "eem", "il", "in", "oo", "u", "ush"};
constexpr std::array<std::string_view, 30> family_ends{
    "bandi", "chura", "dhara", "eshta", "gachi", "garia", "hatia",  "jhora",  "kandi", "kheda",
    "khol",  "kuria", "lavi",  "magri", "mundi", "nathi", "ondi",   "pahari", "purel", "sarkha",
    "shola", "tari",  "tolia", "vadi",  "wadia", "zari",  "bhoomi", "deeha",  "peth",  "shee"};

constexpr std::array<std::string_view, 6> man_middles{"Kumar", "Chandra", "Lal",
                                                      "Nath",  "Prasad",  "Singh"};
constexpr std::array<std::string_view, 5> woman_middles{"Bala", "Devi", "Kumari", "Rani", "Mala"};
constexpr std::array<std::string_view, 4> muslim_woman_middles{"Khatun", "Bibi", "Begum", "Parvin"};
constexpr std::array<std::string_view, 3> muslim_man_middles{"Ali", "Alam", "Uddin"};

constexpr std::array<std::string_view, 24> men_called{
    "Bapi",  "Raja",   "Thekedar", "Munna", "Kalu",   "Pappu",  "Guddu", "Bablu",
    "Lambu", "Chhotu", "Bhai",     "Dada",  "Mama",   "Sardar", "Rinku", "Tinku",
    "Montu", "Mithun", "Master",   "Seth",  "Driver", "Babu",   "Ustad", "Netaji"};
constexpr std::array<std::string_view, 12> women_called{"Didi",  "Mausi", "Bhabhi", "Madam",
                                                        "Rani",  "Aunty", "Khala",  "Chhoti",
                                                        "Guddi", "Munni", "Mami",   "Nani"};

std::string given_name(Random& random, graph::Sex sex, Custom custom) {
    const bool woman = sex == graph::Sex::female;
    const std::uint32_t composed_share = 350'000;
    if (random.chance(composed_share)) {
        std::string name(random.pick(man_begins));
        name += woman ? random.pick(woman_ends) : random.pick(man_ends);
        return name;
    }
    const auto of = [&](Words words) { return std::string(words[random.skewed(words.size())]); };
    switch (custom) {
    case Custom::bengali_muslim:
        return woman ? of(muslim_women) : of(muslim_men);
    case Custom::adivasi:
        return woman ? of(adivasi_women) : of(adivasi_men);
    default:
        return woman ? of(women) : of(men);
    }
}

bool replace_first(std::string& text, std::string_view from, std::string_view to) {
    // Not the first letter: a register looks a name up by it, and clerks get it right.
    auto at = text.empty() ? std::string::npos : text.find(from, 1);
    while (at != std::string::npos && from.size() == 1 && text.compare(at + 1, 1, "h") == 0) {
        at = text.find(from, at + 1); // bh is not b
    }
    if (at == std::string::npos) {
        return false;
    }
    text.replace(at, from.size(), to);
    return true;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 24> spellings{{
    {"ee", "i"}, {"oo", "u"},   {"i", "ee"}, {"u", "oo"}, {"sh", "s"}, {"s", "sh"},
    {"v", "b"},  {"b", "v"},    {"z", "j"},  {"j", "z"},  {"ph", "f"}, {"kh", "k"},
    {"bh", "b"}, {"dh", "d"},   {"th", "t"}, {"gh", "g"}, {"jh", "j"}, {"aa", "a"},
    {"a", "aa"}, {"ia", "iya"}, {"o", "a"},  {"a", "o"},  {"y", "i"},  {"w", "v"},
}};

/// False when no rule fits.
bool respell(Random& random, std::string& word) {
    std::array<std::size_t, spellings.size()> fitting{};
    std::size_t n = 0;
    for (std::size_t k = 0; k < spellings.size(); ++k) {
        std::string trial = word;
        if (replace_first(trial, spellings[k].first, spellings[k].second)) {
            fitting[n++] = k;
        }
    }
    if (n == 0) {
        return false;
    }
    const auto& [from, to] = spellings[fitting[random.below(n)]];
    return replace_first(word, from, to);
}

void retitle(Random& random, std::string& title) {
    static constexpr std::array<std::string_view, 5> mohammad{"Md", "Mohd", "Md.", "Mohammad",
                                                              "Mohammed"};
    static constexpr std::array<std::string_view, 5> sheikh{"Sk", "Sheikh", "Shaikh", "Sk.",
                                                            "Shekh"};
    const std::string before = title;
    while (title == before) {
        title = before.front() == 'M' ? random.pick(mohammad) : random.pick(sheikh);
    }
}

} // namespace

std::string Name::full() const {
    std::string text = title;
    for (const std::string* part : {&given, &middle, &family}) {
        if (!part->empty()) {
            if (!text.empty()) {
                text += ' ';
            }
            text += *part;
        }
    }
    return text;
}

std::string compose_family(Random& random) {
    std::string family(family_begins[random.skewed(family_begins.size())]);
    family += random.pick(family_middles);
    family += family_ends[random.skewed(family_ends.size())];
    return family;
}

Name compose_name(Random& random, graph::Sex sex, Custom custom) {
    Name name;
    name.given = given_name(random, sex, custom);
    name.family = compose_family(random);
    const bool woman = sex == graph::Sex::female;
    if (custom == Custom::bengali_muslim) {
        if (woman) {
            name.middle = random.chance(600'000) ? random.pick(muslim_woman_middles) : "";
        } else if (random.chance(500'000)) {
            name.title = random.chance(600'000) ? "Md" : "Sk";
        } else if (random.chance(400'000)) {
            name.middle = random.pick(muslim_man_middles);
        }
    } else if (random.chance(350'000)) {
        name.middle = woman ? random.pick(woman_middles) : random.pick(man_middles);
    }
    return name;
}

std::string_view pick_alias(Random& random, graph::Sex sex) {
    return sex == graph::Sex::female ? random.pick(women_called) : random.pick(men_called);
}

Name respelt(Random& random, Name name) {
    const std::uint32_t way = random.below(10U);
    if (way < 3 && !name.title.empty()) {
        retitle(random, name.title);
        return name;
    }
    if (way < 5 && !name.middle.empty()) {
        if (way == 4) {
            name.middle.clear();
        } else if (name.middle == "Kumar") {
            name.middle = random.chance(500'000) ? "Kr" : "Kr.";
        } else { // joined: Ram Chandra, Ramchandra
            name.given += static_cast<char>(name.middle.front() | 0x20);
            name.given.append(name.middle, 1);
            name.middle.clear();
        }
        return name;
    }
    const bool family_first = random.chance(500'000);
    const bool one = respell(random, family_first ? name.family : name.given);
    if (!one || random.chance(250'000)) {
        if (!respell(random, family_first ? name.given : name.family) && !one) {
            name.family += 'a';
        }
    }
    return name;
}

std::string reordered(Random& random, const Name& name) {
    if (random.chance(400'000)) {
        std::string text(1, name.given.front());
        text += ". ";
        if (!name.middle.empty()) {
            text += name.middle.front();
            text += ". ";
        }
        return text + name.family;
    }
    std::string text = name.family + (random.chance(500'000) ? ", " : " ");
    text += name.title.empty() ? "" : name.title + " ";
    text += name.given;
    return name.middle.empty() ? text : text + " " + name.middle;
}

namespace {

struct Letter {
    std::string_view latin;
    char32_t sign, mark; ///< a vowel on its own and on a consonant; mark 0: a consonant
};

// Code points of Devanagari; Bengali's are 0x80 further on.
constexpr std::array<Letter, 43> letters{{
    {"chh", 0x91B, 0},    {"aa", 0x906, 0x93E}, {"ai", 0x910, 0x948}, {"au", 0x914, 0x94C},
    {"ou", 0x914, 0x94C}, {"ee", 0x908, 0x940}, {"oo", 0x90A, 0x942}, {"kh", 0x916, 0},
    {"gh", 0x918, 0},     {"ch", 0x91A, 0},     {"jh", 0x91D, 0},     {"th", 0x925, 0},
    {"dh", 0x927, 0},     {"ph", 0x92B, 0},     {"bh", 0x92D, 0},     {"sh", 0x936, 0},
    {"ng", 0x902, 0},     {"a", 0x905, 1},      {"e", 0x90F, 0x947},  {"i", 0x907, 0x93F},
    {"o", 0x913, 0x94B},  {"u", 0x909, 0x941},  {"k", 0x915, 0},      {"q", 0x915, 0},
    {"g", 0x917, 0},      {"c", 0x915, 0},      {"j", 0x91C, 0},      {"z", 0x91C, 0},
    {"t", 0x924, 0},      {"d", 0x926, 0},      {"n", 0x928, 0},      {"p", 0x92A, 0},
    {"f", 0x92B, 0},      {"b", 0x92C, 0},      {"m", 0x92E, 0},      {"y", 0x92F, 0},
    {"r", 0x930, 0},      {"l", 0x932, 0},      {"v", 0x935, 0},      {"w", 0x935, 0},
    {"s", 0x938, 0},      {"h", 0x939, 0},      {"x", 0x915, 0},
}};

void append_utf8(std::string& text, char32_t c) { // U+0900 to U+09FF: three bytes
    text += static_cast<char>(0xE0U | (c >> 12U));
    text += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    text += static_cast<char>(0x80U | (c & 0x3FU));
}

char32_t in_script(char32_t c, Script script) {
    if (script == Script::devanagari) {
        return c;
    }
    return (c == 0x935 ? 0x92C : c) + 0x80; // Bengali writes v as b
}

} // namespace

std::string transliterated(std::string_view latin, Script script) {
    std::string text;
    bool after_consonant = false;
    std::size_t at = 0;
    while (at < latin.size()) {
        const char c = latin[at];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter) {
            if (c != '.') {
                text += c;
            }
            after_consonant = false;
            ++at;
            continue;
        }
        for (const Letter& known : letters) {
            const std::size_t n = known.latin.size();
            bool fits = at + n <= latin.size();
            for (std::size_t k = 0; fits && k < n; ++k) {
                fits = static_cast<char>(latin[at + k] | 0x20) == known.latin[k];
            }
            if (!fits) {
                continue;
            }
            const bool vowel = known.mark != 0;
            const bool word_ends = at + n == latin.size() || latin[at + n] == ' ';
            if (!vowel || !after_consonant) {
                append_utf8(text, in_script(known.sign, script));
            } else if (known.mark != 1) {
                append_utf8(text, in_script(known.mark, script));
            } else if (word_ends) { // an a that is heard: Sunita
                append_utf8(text, in_script(0x93E, script));
            }
            after_consonant = !vowel && known.sign != 0x902;
            at += n;
            break;
        }
    }
    return text;
}

std::string misspelt(Random& random, std::string_view text) {
    std::string wrong(text);
    const auto lower = [&](std::size_t i) { return wrong[i] >= 'a' && wrong[i] <= 'z'; };
    std::vector<std::size_t> places; // a small letter before a small letter
    for (std::size_t i = 1; i + 1 < wrong.size(); ++i) {
        if (lower(i) && lower(i + 1)) {
            places.push_back(i);
        }
    }
    if (places.empty()) {
        return wrong;
    }
    const std::size_t at = random.pick(places);
    switch (random.below(4U)) {
    case 0:
        if (wrong[at] != wrong[at + 1]) {
            std::swap(wrong[at], wrong[at + 1]);
            break;
        }
        [[fallthrough]];
    case 1:
        wrong.erase(at, 1);
        break;
    case 2:
        wrong.insert(at, 1, wrong[at]);
        break;
    default: {
        static constexpr std::string_view vowels = "aeiou";
        const char before = wrong[at];
        while (wrong[at] == before) {
            wrong[at] = vowels.find(before) != std::string_view::npos
                            ? random.pick(vowels)
                            : static_cast<char>('a' + static_cast<int>(random.below(26U)));
        }
    }
    }
    return wrong;
}

} // namespace sandhan::algorithms::generator
