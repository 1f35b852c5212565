// SPDX-License-Identifier: Apache-2.0
#include "bench/generated.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

namespace sandhan::bench {

using graph::Vertex;

algorithms::SimpleGraph
power_law_graph(graph::Directedness directedness, Vertex n, std::size_t m, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<graph::VertexPair> edges;
    std::vector<double> strength;
    edges.reserve(m);
    const auto end = [&]() -> Vertex {
        if (edges.empty() || random() % 2 == 0) {
            return static_cast<Vertex>(random() % n);
        }
        const auto [s, t] = edges[random() % edges.size()];
        return random() % 2 == 0 ? s : t;
    };
    while (edges.size() < m) {
        const Vertex s = end();
        edges.push_back({s, end()});
        strength.push_back(static_cast<double>(1 + random() % 6));
    }
    return algorithms::simplified(graph::CompressedGraph(directedness, n, std::move(edges)),
                                  strength);
}

namespace {

constexpr std::array<std::string_view, 24> districts{"South 24 Parganas, West Bengal",
                                                     "Murshidabad, West Bengal",
                                                     "Rajkot, Gujarat",
                                                     "Surat, Gujarat",
                                                     "Pune, Maharashtra",
                                                     "Thane, Maharashtra",
                                                     "Jaipur, Rajasthan",
                                                     "Alwar, Rajasthan",
                                                     "Patna, Bihar",
                                                     "Kishanganj, Bihar",
                                                     "Ranchi, Jharkhand",
                                                     "Dumka, Jharkhand",
                                                     "Kamrup, Assam",
                                                     "Dhubri, Assam",
                                                     "Agra, Uttar Pradesh",
                                                     "Varanasi, Uttar Pradesh",
                                                     "Khordha, Odisha",
                                                     "Ganjam, Odisha",
                                                     "Chennai, Tamil Nadu",
                                                     "Madurai, Tamil Nadu",
                                                     "Ernakulam, Kerala",
                                                     "Idukki, Kerala",
                                                     "Ludhiana, Punjab",
                                                     "Indore, Madhya Pradesh"};

constexpr std::array<std::string_view, 12> syllables{"ra", "mi", "su",  "ta",  "de", "vi",
                                                     "ka", "lo", "pra", "sha", "na", "ji"};

constexpr std::uint32_t villages = 100'000;

} // namespace

std::string IncidentSource::name() {
    std::string text;
    for (int word = 0; word < 2; ++word) {
        text += word == 0 ? "" : " ";
        for (int i = 0; i < 3; ++i) {
            text += syllables[below(syllables.size())];
        }
    }
    return text;
}

graph::PlaceText IncidentSource::district() {
    graph::PlaceText place;
    place.text = districts[below(districts.size())];
    return place;
}

graph::PlaceText IncidentSource::village() {
    const std::uint32_t number = below(villages);
    graph::PlaceText place;
    place.text = fmt::format("Palli {}, {}", number, districts[number % districts.size()]);
    return place;
}

graph::Person IncidentSource::person(const char* ref, graph::PersonRole role) {
    graph::Person person;
    person.ref = ref;
    person.role = role;
    person.name = name();
    person.sex = below(2) == 0 ? graph::Sex::female : graph::Sex::male;
    return person;
}

graph::Incident IncidentSource::next() {
    using namespace graph;
    Incident incident;
    const std::uint32_t number = m_number++;
    incident.id = fmt::format("SYN-{:07}", number);
    incident.status = IncidentStatus::reported;
    const auto day = static_cast<FuzzyDate::Days>(16000 + below(3650)); // from October 2013
    incident.reported = FuzzyDate(day, day);
    Source source;
    source.name = "Generated";
    source.grade = parse_grade(below(2) == 0 ? "B2" : "C3");
    incident.sources.push_back(std::move(source));
    incident.recruitment.push_back(Recruitment::job_offer);
    incident.exploitation.push_back(Exploitation::sexual);

    Person victim = person("v1", PersonRole::victim);
    const auto age = static_cast<std::uint8_t>(12 + below(14));
    victim.age = AgeRange{age, age};
    victim.home = village();
    Person suspect = person("s1", PersonRole::suspect);
    suspect.home = village();
    // One suspect in eight is known to an agency, and comes back about four times in ten years.
    if (below(8) == 0) {
        suspect.id = fmt::format("P-{:06}", below(m_number / 32 + 1));
    }
    suspect.identifiers.push_back(
        {IdentifierType::phone, fmt::format("+9198{:08}", below(20'000'000))});
    Person recruiter = person("s2", PersonRole::recruiter);
    if (below(4) == 0) {
        recruiter.identifiers.push_back(
            {IdentifierType::phone, fmt::format("+9197{:08}", below(500'000))});
    }
    incident.people = {std::move(victim), std::move(suspect), std::move(recruiter)};

    JourneyStop origin;
    origin.place = incident.people[0].home;
    origin.role = StopRole::origin;
    origin.departed = FuzzyDate(day - 30, day - 24);
    JourneyStop destination;
    destination.place = district();
    destination.role = StopRole::destination;
    destination.mode = TransportMode::rail;
    const PlaceText there = destination.place;
    incident.journey = {std::move(origin), std::move(destination)};
    incident.places.push_back({there, PlaceRole::rescued_at, FuzzyDate(day, day)});

    Organisation station;
    station.ref = "o1";
    station.name = fmt::format("Station {}", below(5000));
    station.type = OrganisationType::law_enforcement;
    station.role = OrganisationRole::reported_to;
    incident.organisations.push_back(std::move(station));
    Tie tie;
    tie.from = "s2";
    tie.to = "s1";
    tie.type = TieType::contacted;
    incident.ties.push_back(std::move(tie));
    return incident;
}

std::string json_line(const graph::Incident& incident) {
    std::string line;
    const auto out = std::back_inserter(line);
    const std::string grade{incident.sources[0].grade->reliability,
                            incident.sources[0].grade->credibility};
    fmt::format_to(out,
                   R"({{"id":"{}","reported":"{}","status":"reported",)"
                   R"("source":{{"name":"Generated","grade":"{}"}},)"
                   R"("recruitment":["job_offer"],"exploitation":["sexual"],"people":[)",
                   incident.id, incident.reported.to_edtf(), grade);
    for (const graph::Person& person : incident.people) {
        fmt::format_to(out, R"({}{{"ref":"{}","role":"{}","name":"{}","sex":"{}")",
                       &person == incident.people.data() ? "" : ",", person.ref,
                       graph::word_of(person.role), person.name, graph::word_of(person.sex));
        if (!person.id.empty()) {
            fmt::format_to(out, R"(,"id":"{}")", person.id);
        }
        if (person.age) {
            fmt::format_to(out, R"(,"age":{})", person.age->least);
        }
        if (!person.home.empty()) {
            fmt::format_to(out, R"(,"home":"{}")", person.home.text);
        }
        if (!person.identifiers.empty()) {
            fmt::format_to(out, R"(,"identifiers":[{{"type":"phone","value":"{}"}}])",
                           person.identifiers[0].value);
        }
        line += '}';
    }
    fmt::format_to(out,
                   R"(],"organisations":[{{"ref":"o1","name":"{}","type":"law_enforcement",)"
                   R"("role":"reported_to"}}],"journey":[{{"place":"{}","role":"origin",)"
                   R"("departed":"{}"}},{{"place":"{}","role":"destination","mode":"rail"}}],)"
                   R"("places":[{{"place":"{}","role":"rescued_at","date":"{}"}}],)"
                   R"("ties":[{{"from":"s2","to":"s1","type":"contacted"}}]}})",
                   incident.organisations[0].name, incident.journey[0].place.text,
                   incident.journey[0].departed.to_edtf(), incident.journey[1].place.text,
                   incident.places[0].place.text, incident.places[0].date.to_edtf());
    line += '\n';
    return line;
}

} // namespace sandhan::bench
