// SPDX-License-Identifier: Apache-2.0
#include "io/incident_writer.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace sandhan;
using namespace sandhan::tests;

namespace {

/// Values that a record may hold, drawn with a seed; texts have no blanks at their ends, which the
/// reader would trim.
class Draw {
  public:
    explicit Draw(unsigned seed) : m_random(seed) {}

    bool maybe() { return m_random() % 2 == 0; }
    std::size_t below(std::size_t limit) { return m_random() % limit; }
    std::string text() {
        static const std::vector<std::string> pieces{
            "a",     "Quote\"d", "back\\slash", "line\nend",     "tab\t.", std::string("nul\0.", 5),
            "\x01.", "\x1F.",    "বনগাঁ",        "रक्सौल",         "é",      "\xF0\x9F\x98\x80",
            "/",     "~0",       "</x>",        "\xE2\x80\xA8.", "x"};
        std::string made = "t";
        for (std::size_t n = below(4); n > 0; --n) {
            made += pieces[below(pieces.size())];
        }
        return made;
    }
    std::string text_or_none() { return maybe() ? text() : std::string(); }
    graph::FuzzyDate date() {
        static const std::vector<std::string> forms{
            "2020-10-12",    "2020-10",       "2020",       "202X",      "2020-10-1X",
            "2020-21",       "2020-10-12~",   "2020-10?",   "2020%",     "2020-10-01/2020-10-07",
            "../2020-10-07", "2020-10-01/..", "0000-01-01", "9999-12-31"};
        return maybe() ? graph::FuzzyDate() : *graph::FuzzyDate::parse(forms[below(forms.size())]);
    }
    template <class E>
    E word() {
        const auto all = graph::words<E>();
        return all[below(all.size())].value;
    }
    template <class T, class Make>
    std::vector<T> list(const Make& make) {
        std::vector<T> made;
        for (std::size_t n = below(3); n > 0; --n) {
            made.push_back(make());
        }
        return made;
    }
    graph::PlaceText place(bool required = false) {
        graph::PlaceText made;
        const std::size_t form = below(required ? 2 : 3);
        if (form == 0) {
            made.text = text();
        } else if (form == 1) {
            made.locality = text_or_none();
            made.district = text();
            made.state = text_or_none();
            made.country = text_or_none();
            made.text = text_or_none();
            if (maybe()) {
                made.latitude = 22.1234567891;
                made.longitude = -1e-7;
            }
        }
        return made;
    }

    graph::Person person(std::size_t number) {
        graph::Person made;
        made.ref = "p" + std::to_string(number);
        made.id = text_or_none();
        made.role = word<graph::PersonRole>();
        static const std::array<graph::CountRange, 5> counts{
            {{1, 1}, {12, 12}, {5, 10}, {5, std::nullopt}, {1, std::nullopt}}};
        made.count = counts[below(counts.size())];
        made.name = text_or_none();
        made.aliases = list<std::string>([&] { return text(); });
        made.father = text_or_none();
        made.spouse = text_or_none();
        made.sex = word<graph::Sex>();
        static const std::array<graph::AgeRange, 4> ages{{{14, 14}, {14, 17}, {18, 120}, {0, 0}}};
        if (maybe()) {
            made.age = ages[below(ages.size())];
        }
        if (!made.age && maybe()) {
            made.minor = maybe();
        }
        made.nationality = text_or_none();
        made.home = place();
        made.status = word<graph::PersonStatus>();
        if (maybe()) {
            made.identifiers.push_back({graph::IdentifierType::phone, "+911401234567"});
            made.identifiers.push_back({graph::IdentifierType::vehicle, "WB00AB1234"});
        }
        return made;
    }

    graph::Incident incident() {
        graph::Incident made;
        made.id = text();
        made.title = text_or_none();
        made.reported = date();
        made.status = word<graph::IncidentStatus>();
        made.sources = list<graph::Source>([&] {
            graph::Source source{text_or_none(), date(), std::nullopt, text_or_none()};
            if (maybe()) {
                source.grade = graph::Grade{'B', '2'};
            }
            return source;
        });
        made.references = list<graph::Reference>([&] {
            return graph::Reference{word<graph::ReferenceType>(), text_or_none(), text_or_none(),
                                    date()};
        });
        made.sections = list<std::string>([&] { return text(); });
        made.exploitation = list<graph::Exploitation>([&] { return word<graph::Exploitation>(); });
        made.recruitment = list<graph::Recruitment>([&] { return word<graph::Recruitment>(); });
        made.control = list<graph::Control>([&] { return word<graph::Control>(); });
        made.people.push_back(person(0));
        made.people.push_back(person(1));
        made.organisations.push_back(
            {"o1", text_or_none(), list<std::string>([&] { return text(); }),
             word<graph::OrganisationType>(), word<graph::OrganisationRole>(), place()});
        // One stop with a date: the reader refuses journeys that go back in time.
        bool dated = false;
        made.journey = list<graph::JourneyStop>([&] {
            const graph::FuzzyDate arrived =
                std::exchange(dated, true) ? graph::FuzzyDate() : date();
            return graph::JourneyStop{place(true),
                                      word<graph::StopRole>(),
                                      arrived,
                                      {},
                                      word<graph::TransportMode>(),
                                      maybe() ? std::vector<std::string>{"p1"}
                                              : std::vector<std::string>{}};
        });
        made.places = list<graph::IncidentPlace>([&] {
            return graph::IncidentPlace{place(true), word<graph::PlaceRole>(), date()};
        });
        made.ties = list<graph::Tie>([&] {
            graph::Tie tie{"p0", "o1", word<graph::TieType>(), date(), std::nullopt};
            if (maybe()) {
                tie.confidence = 0.1 + 0.2;
            }
            return tie;
        });
        if (maybe()) {
            made.extra.emplace_back("/people/1/x_evidence", R"({"span":[3,9]})");
            made.extra.emplace_back("/x_note", R"("kept")");
            made.extra.emplace_back("/x_b~1c~0d", "[1,null]");
            if (!made.journey.empty()) {
                made.extra.emplace_back("/journey/0/place/x_pin", "743329");
            }
            if (!made.sources.empty()) {
                made.extra.emplace_back(maybe() ? "/source/x_s" : "/sources/0/x_s", "true");
            }
        }
        return made;
    }

  private:
    std::mt19937 m_random;
};

// One tuple a struct, so that a field forgotten here is the only way to miss a difference.
auto parts(const graph::Source& s) { return std::tie(s.name, s.date, s.grade, s.url); }
auto parts(const graph::Reference& r) { return std::tie(r.type, r.number, r.station, r.date); }
auto parts(const graph::Identifier& i) { return std::tie(i.type, i.value); }
auto parts(const graph::Person& p) {
    return std::tie(p.ref, p.id, p.role, p.count, p.name, p.aliases, p.father, p.spouse, p.sex,
                    p.age, p.minor, p.birth, p.nationality, p.home, p.status);
}
auto parts(const graph::Organisation& o) {
    return std::tie(o.ref, o.name, o.aliases, o.type, o.role, o.place);
}
auto parts(const graph::JourneyStop& s) {
    return std::tie(s.place, s.role, s.arrived, s.departed, s.mode, s.people);
}
auto parts(const graph::IncidentPlace& p) { return std::tie(p.place, p.role, p.date); }
auto parts(const graph::Tie& t) { return std::tie(t.from, t.to, t.type, t.date, t.confidence); }

template <class T>
void check_same(const std::vector<T>& written, const std::vector<T>& read) {
    REQUIRE(written.size() == read.size());
    for (std::size_t i = 0; i < written.size(); ++i) {
        CAPTURE(i);
        CHECK((parts(written[i]) == parts(read[i])));
    }
}

void check_same(const graph::Incident& written, const graph::Incident& read) {
    CHECK(written.id == read.id);
    CHECK(written.title == read.title);
    CHECK(written.reported == read.reported);
    CHECK((written.status == read.status));
    check_same(written.sources, read.sources);
    check_same(written.references, read.references);
    CHECK(written.sections == read.sections);
    CHECK((written.exploitation == read.exploitation));
    CHECK((written.recruitment == read.recruitment));
    CHECK((written.control == read.control));
    check_same(written.people, read.people);
    for (std::size_t i = 0; i < written.people.size() && i < read.people.size(); ++i) {
        check_same(written.people[i].identifiers, read.people[i].identifiers);
    }
    check_same(written.organisations, read.organisations);
    check_same(written.journey, read.journey);
    check_same(written.places, read.places);
    check_same(written.ties, read.ties);
    auto extras = written.extra;
    auto read_extras = read.extra;
    std::sort(extras.begin(), extras.end());
    std::sort(read_extras.begin(), read_extras.end());
    CHECK(extras == read_extras);
}

std::string line(const graph::Incident& incident) {
    std::string text;
    io::append_incident(text, incident);
    return text;
}

} // namespace

TEST_CASE("what is written reads back equal", "[io][incident_writer][property]") {
    const auto seed = GENERATE(range(0U, 500U));
    CAPTURE(seed);
    const graph::Incident written = Draw(seed).incident();
    const std::string text = line(written);
    CAPTURE(text);
    CHECK(text.find('\n') == std::string::npos);
    const Reading reading = read_text(text + "\n");
    REQUIRE(reading.incidents.size() == 1);
    check_same(written, reading.incidents.front());
}

TEST_CASE("an incident is written in the order of the format, without empty fields",
          "[io][incident_writer]") {
    graph::Incident incident;
    incident.id = "A-1";
    graph::Source source;
    source.name = "FIR";
    source.grade = graph::Grade{'B', '2'};
    incident.sources.push_back(source);
    graph::Person person;
    person.ref = "v1";
    person.role = graph::PersonRole::victim;
    person.count = {12, 12};
    person.age = graph::AgeRange{14, 17};
    incident.people.push_back(person);
    graph::JourneyStop stop;
    stop.place.text = "Pune, Maharashtra";
    stop.arrived = *graph::FuzzyDate::parse("2020-10~");
    incident.journey.push_back(stop);
    CHECK(line(incident) ==
          R"({"id":"A-1","source":{"name":"FIR","grade":"B2"},"people":[{"ref":"v1",)"
          R"("role":"victim","count":12,"age":"14-17"}],"journey":[{"place":"Pune, Maharashtra",)"
          R"("arrived":"2020-10~"}]})");
}

TEST_CASE("the samples are the same after writing and reading", "[io][incident_writer]") {
    const std::string samples = std::string(SANDHAN_SOURCE_DIR) + "/samples/";
    const Reading first = read_files({samples + "incidents.jsonl", samples + "rajkot-2020.json"});
    REQUIRE(first.incidents.size() == 123);
    std::string text;
    for (const graph::Incident& incident : first.incidents) {
        io::append_incident(text, incident);
        text += '\n';
    }
    const Reading second = read_text(text);
    REQUIRE(second.incidents.size() == 123);
    for (std::size_t i = 0; i < first.incidents.size(); ++i) {
        CAPTURE(first.incidents[i].id);
        check_same(first.incidents[i], second.incidents[i]);
    }
}

TEST_CASE("bytes that are no UTF-8 become replacement characters, and all else stays",
          "[io][incident_writer]") {
    const auto string_of = [](std::string_view bytes) {
        std::string text;
        io::append_json_string(text, bytes);
        return nlohmann::json::parse(text).get<std::string>();
    };
    const std::string replacement = "\xEF\xBF\xBD";
    CHECK(string_of("a\xFF"
                    "b") == "a" + replacement + "b");
    CHECK(string_of("caf\xE9") == "caf" + replacement);
    CHECK(string_of("\xE0\xA4") == replacement);
    CHECK(string_of("\xED\xA0\x80").find("\xED") == std::string::npos); // a surrogate
    std::string all;
    for (int c = 0; c < 0x80; ++c) {
        all += static_cast<char>(c);
    }
    CHECK(string_of(all) == all);
    CHECK(string_of("") == "");
}
