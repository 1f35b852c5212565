// SPDX-License-Identifier: Apache-2.0
// The quick way through a file and the one that knows faults agree, whatever the blocks and
// threads.
#include "io/bulk_record.hpp"
#include "io/errors.hpp"
#include "io/reading_tactics.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

#include <nlohmann/json.hpp>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <vector>

using namespace sandhan;
using nlohmann::json;
using tests::message_of;

namespace {

std::string file_text(const std::string& name) {
    std::ifstream in(std::string(SANDHAN_SOURCE_DIR) + "/" + name, std::ios::binary);
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

// Everything of an incident in one text, every field under its name.
class Teller {
  public:
    std::string text;

    void put(const char* name, const std::string& value) {
        text += name;
        text += '=';
        text += value;
        text += '\n';
    }
    void put(const char* name, const graph::FuzzyDate& date) {
        // to_edtf() may lose how far a date is widened; the ends that are compared with do not.
        put(name, date.to_edtf() + " " + std::to_string(date.possible_from()) + " " +
                      std::to_string(date.possible_to()));
    }
    void put(const char* name, const std::optional<double>& value) {
        std::ostringstream out;
        out.precision(17);
        value ? out << *value : out << "none";
        put(name, out.str());
    }
    void put(const char* name, const graph::PlaceText& place) {
        put(name, place.text + "|" + place.locality + "|" + place.district + "|" + place.state +
                      "|" + place.country);
        put("lat", place.latitude);
        put("lon", place.longitude);
    }
    template <class E>
    void put(const char* name, E value) requires std::is_enum_v<E> {
        put(name, std::to_string(static_cast<int>(value)));
    }
    template <class T>
    void put(const char* name, const std::vector<T>& items) {
        put(name, std::to_string(items.size()));
        for (const T& item : items) {
            put(name, item);
        }
    }
    void put(const char* name, const graph::Source& source) {
        put(name, source.name);
        put("date", source.date);
        put("grade", source.grade
                         ? std::string{source.grade->reliability, source.grade->credibility}
                         : "none");
        put("url", source.url);
    }
    void put(const char* name, const graph::Reference& reference) {
        put(name, reference.type);
        put("number", reference.number);
        put("station", reference.station);
        put("date", reference.date);
    }
    void put(const char* name, const graph::Identifier& identifier) {
        put(name, identifier.type);
        put("value", identifier.value);
    }
    void put(const char* name, const graph::Person& person) {
        put(name, person.ref);
        put("id", person.id);
        put("role", person.role);
        put("least", std::to_string(person.count.least));
        put("most", person.count.most ? std::to_string(*person.count.most) : "none");
        put("name", person.name);
        put("aliases", person.aliases);
        put("father", person.father);
        put("spouse", person.spouse);
        put("sex", person.sex);
        put("age", person.age
                       ? std::to_string(person.age->least) + "-" + std::to_string(person.age->most)
                       : "none");
        put("minor", person.minor ? std::to_string(*person.minor) : "none");
        put("birth", person.birth);
        put("nationality", person.nationality);
        put("home", person.home);
        put("status", person.status);
        put("identifiers", person.identifiers);
    }
    void put(const char* name, const graph::Organisation& organisation) {
        put(name, organisation.ref);
        put("name", organisation.name);
        put("aliases", organisation.aliases);
        put("type", organisation.type);
        put("role", organisation.role);
        put("place", organisation.place);
    }
    void put(const char* name, const graph::JourneyStop& stop) {
        put(name, stop.place);
        put("role", stop.role);
        put("arrived", stop.arrived);
        put("departed", stop.departed);
        put("mode", stop.mode);
        put("people", stop.people);
    }
    void put(const char* name, const graph::IncidentPlace& place) {
        put(name, place.place);
        put("role", place.role);
        put("date", place.date);
    }
    void put(const char* name, const graph::Tie& tie) {
        put(name, tie.from + " " + tie.to);
        put("type", tie.type);
        put("date", tie.date);
        put("confidence", tie.confidence);
    }
    void put(const char* name, const std::pair<std::string, std::string>& extra) {
        put(name, extra.first + " " + extra.second);
    }
    void put(const graph::Incident& incident) {
        put("id", incident.id);
        put("title", incident.title);
        put("reported", incident.reported);
        put("status", incident.status);
        put("sources", incident.sources);
        put("references", incident.references);
        put("sections", incident.sections);
        put("exploitation", incident.exploitation);
        put("recruitment", incident.recruitment);
        put("control", incident.control);
        put("people", incident.people);
        put("organisations", incident.organisations);
        put("journey", incident.journey);
        put("places", incident.places);
        put("ties", incident.ties);
        put("extra", incident.extra);
        put("file", incident.where.file);
        put("line", std::to_string(incident.where.line));
        put("pointer", incident.where.pointer);
    }
    void put(const graph::Diagnostic& fault) {
        put("fault",
            fault.where.file + ":" + std::to_string(fault.where.line) + ":" + fault.where.pointer);
        put("of", fault.incident);
        put("code", fault.code);
        put("severity", fault.severity);
        put("value", fault.value);
        put("message", fault.message);
    }
};

/// Tells what it takes, in order.
class TellingSink final : public io::RecordSink {
  public:
    void incident(graph::Incident&& incident) override { teller.put(incident); }
    void person(graph::Person&& person,
                const graph::RecordPlace& where,
                const std::string& list) override {
        teller.put("person of", list + " " + where.file + " " + std::to_string(where.line));
        teller.put("person", person);
    }
    void fault(graph::Diagnostic&& fault) override { teller.put(fault); }

    Teller teller;
};

class TellingBlocks final : public io::BlockSink {
  public:
    std::unique_ptr<io::RecordSink> open() override { return std::make_unique<TellingSink>(); }
    void close(io::RecordSink& block) override {
        ++blocks;
        text += dynamic_cast<TellingSink&>(block).teller.text;
    }
    std::string text;
    std::size_t blocks = 0;
};

std::string summary_text(const io::InputSummary& summary) {
    std::string text = std::to_string(summary.records) + " records, " +
                       std::to_string(summary.used) + " used, " + std::to_string(summary.unusable) +
                       " unusable of";
    for (const std::string& file : summary.files) {
        text += " " + file;
    }
    return text;
}

/// What the reading gave, to the last field, or what it threw.
std::string told(const std::vector<std::string>& inputs,
                 const io::ReadOptions& options,
                 const io::ReadingTactics& tactics) {
    TellingSink sink;
    try {
        const auto summary = io::read_incidents(inputs, options, sink, tactics);
        return sink.teller.text + summary_text(summary);
    } catch (const std::runtime_error& error) {
        return sink.teller.text + "threw " + error.what();
    }
}

std::string told_in_blocks(const std::vector<std::string>& inputs,
                           const io::ReadOptions& options,
                           const io::ReadingTactics& tactics) {
    TellingBlocks blocks;
    try {
        const auto summary = io::read_incidents(inputs, options, blocks, tactics);
        return blocks.text + summary_text(summary);
    } catch (const std::runtime_error& error) {
        return blocks.text + "threw " + error.what();
    }
}

const io::ReadingTactics by_faults{std::size_t{1} << 20U, 256, false};
const io::ReadingTactics in_bulk{};

std::string told_of_text(const std::string& text,
                         const io::ReadingTactics& tactics,
                         io::ReadOptions options = {}) {
    std::istringstream stream(text);
    options.standard_input = &stream;
    return told({"-"}, options, tactics);
}

/// "" when both tell the same, else where they part.
std::string difference(const std::string& a, const std::string& b) {
    const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (in_a == a.end() && in_b == b.end()) {
        return {};
    }
    constexpr std::ptrdiff_t before = 300, behind = 300;
    const auto at = in_a - a.begin();
    const auto from = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, at - before));
    return a.substr(from, before + behind) + "\n---- and ----\n" + b.substr(from, before + behind);
}

bool is_quick(const std::string& line) {
    io::BulkRecordReader reader;
    const std::string padded = line + std::string(io::BulkRecordReader::padding, 'x');
    graph::Incident incident;
    return reader.read(std::string_view(padded).substr(0, line.size()), {"f", 1, ""}, 64, incident);
}

template <class Work>
auto with_threads(int threads, const Work& work) {
    const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism,
                                            static_cast<std::size_t>(threads));
    oneapi::tbb::task_arena arena(threads);
    return arena.execute(work);
}

/// What records of other programs hold where ours would not expect it.
const std::vector<std::string>& odd_values() {
    static const std::vector<std::string> values{
        "null",
        "true",
        "false",
        "0",
        "-0",
        "-0.0",
        "12",
        "12.0",
        "1e2",
        "1.5",
        "-3",
        "121",
        "1e400",
        "1e-400",
        "9007199254740991",
        "9007199254740992",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "123456789012345678901234567890",
        "[]",
        "{}",
        "[null]",
        "[1]",
        "[{}]",
        "{\"a\": 1}",
        "\"\"",
        "\" \"",
        "\"\\t x \\n\"",
        "\"\\u0000\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\u0928\"",
        "\"5-10\"",
        "\"5+\"",
        "\"5\xE2\x80\x93"
        "10\"",
        "\"10-5\"",
        "\"18 +\"",
        "\"2020-02-30\"",
        "\"2020-10-12~\"",
        "\"2020-10-01/2020-10-07\"",
        "\"Unknown\"",
        "\"unknown\"",
        "\"other\"",
        "\"Victim\"",
        "\"victims\"",
        "\"B2\"",
        "\"b2\"",
        "\"A7\"",
        "\"+91 98300 12345\"",
        "\"98300-12345\"",
        "\"09830012345\"",
        "\"12345\"",
        "\"0091 98300 12345\"",
        "\"v1\"",
        "\"s1\"",
        "\"nobody\"",
        "0.8",
        "1.0000001",
        "91",
        "-181",
        "{\"lat\": 22.5}",
        "{\"lat\": 22.5, \"lon\": 88.4}",
        "{\"lat\": 0, \"lon\": -0.0, \"x_a\": [1.0, 1e3]}",
        "{\"lat\": 91, \"lon\": 88}",
        "{\"text\": \"Pune\", \"lat\": null}",
        "{\"locality\": \"Pune\", \"City\": \"Pune\"}",
        "\"\xF0\x9F\x98\x80\"",
        "\"a long text that needs memory of its own, longer than any small string\""};
    return values;
}

const std::vector<std::string>& odd_keys() {
    static const std::vector<std::string> keys{"id",
                                               "ref",
                                               "role",
                                               "place",
                                               "name",
                                               "x_note",
                                               "x_",
                                               "gender",
                                               "City",
                                               "lat",
                                               "latitude",
                                               "type",
                                               "date",
                                               "people",
                                               "ties",
                                               "tilte",
                                               "",
                                               "~/x",
                                               "status",
                                               "incidents",
                                               "source",
                                               "sources",
                                               "count",
                                               "minor",
                                               "age",
                                               "value",
                                               "X_a",
                                               "x_a/b~",
                                               "per_RoleInProcess",
                                               "org_Type",
                                               "journey",
                                               "birth",
                                               "home",
                                               "from",
                                               "to"};
    return keys;
}

class Chance {
  public:
    explicit Chance(unsigned seed) : m_random(seed) {}
    /// 0 to most - 1.
    std::size_t below(std::size_t most) { return m_random() % most; }
    template <class T>
    const T& one_of(const std::vector<T>& items) {
        return items[below(items.size())];
    }

  private:
    std::mt19937 m_random;
};

std::vector<json*> values_of(json& value) {
    std::vector<json*> all{&value};
    for (auto& child : value) {
        if (child.is_structured()) {
            const auto below = values_of(child);
            all.insert(all.end(), below.begin(), below.end());
        } else {
            all.push_back(&child);
        }
    }
    return all;
}

/// Changes the record as a value: JSON it stays.
std::string with_odd_value(const std::string& line, Chance& chance) {
    json record = json::parse(line);
    const auto values = values_of(record);
    json& at = *values[chance.below(values.size())];
    const std::string mark = "@@@";
    if (at.is_object() && chance.below(2) == 0) {
        at[chance.one_of(odd_keys())] = mark;
    } else if (at.is_array() && chance.below(2) == 0) {
        at.push_back(mark);
    } else if (at.is_structured() && !at.empty() && chance.below(2) == 0) {
        at.erase(std::next(at.begin(), static_cast<long>(chance.below(at.size()))));
    } else {
        at = mark;
    }
    std::string text = record.dump();
    if (const auto found = text.find('"' + mark + '"'); found != std::string::npos) {
        text.replace(found, mark.size() + 2, chance.one_of(odd_values()));
    }
    return text;
}

/// Changes the record as bytes: often it is no JSON any more.
std::string with_odd_bytes(std::string line, Chance& chance) {
    static const std::vector<std::string> pieces{"\"",
                                                 ",",
                                                 ":",
                                                 "{",
                                                 "}",
                                                 "[",
                                                 "]",
                                                 "\\",
                                                 "\\u",
                                                 "\\ud83d",
                                                 "\r",
                                                 "\t",
                                                 " ",
                                                 "\x01",
                                                 std::string(1, '\0'),
                                                 "\xFF",
                                                 "\xC0\xAF",
                                                 "\xED\xA0\x80",
                                                 "\xE0\xA4",
                                                 "\xEF\xBB\xBF",
                                                 "0",
                                                 "-",
                                                 ".",
                                                 "e",
                                                 "null",
                                                 "\"id\":\"A\",",
                                                 "\"x_b\":1,",
                                                 "\"x_b\":[2,{\"c\":1.50}],"};
    const std::size_t at = chance.below(line.size());
    switch (chance.below(4)) {
    case 0:
        line.erase(at, 1 + chance.below(3));
        break;
    case 1:
        line.insert(at, chance.one_of(pieces));
        break;
    case 2:
        line[at] = static_cast<char>(chance.below(256));
        break;
    default:
        line.resize(at);
    }
    std::replace(line.begin(), line.end(), '\n', ' ');
    return line;
}

} // namespace

TEST_CASE("both readers agree on the samples, and the quick one reads them", "[reader][bulk]") {
    const std::string text = file_text("samples/incidents.jsonl");
    CHECK(difference(told_of_text(text, in_bulk), told_of_text(text, by_faults)) == "");
    const auto lines = lines_of(text);
    const auto quick = std::count_if(lines.begin(), lines.end(), is_quick);
    CHECK(quick == static_cast<std::ptrdiff_t>(lines.size()));
    const std::string rajkot = std::string(SANDHAN_SOURCE_DIR) + "/samples/rajkot-2020.json";
    CHECK(difference(told({rajkot}, {}, in_bulk), told({rajkot}, {}, by_faults)) == "");
    CHECK(is_quick(file_text("samples/rajkot-2020.json")));
}

TEST_CASE("both readers agree on the records kept for the schema", "[reader][bulk]") {
    const std::string folder = std::string(SANDHAN_SOURCE_DIR) + "/tests/io/records";
    CHECK(difference(told({folder}, {}, in_bulk), told({folder}, {}, by_faults)) == "");
}

TEST_CASE("both readers agree on records with an odd value, to the last fault",
          "[reader][bulk][property]") {
    const auto lines = lines_of(file_text("samples/incidents.jsonl"));
    const auto round = GENERATE(range(0U, 20U));
    std::string text;
    for (unsigned i = 0; i < 200; ++i) {
        Chance chance(round * 200 + i);
        std::string line = chance.one_of(lines);
        for (std::size_t changes = 1 + chance.below(2); changes > 0; --changes) {
            const std::string before = line;
            line = with_odd_value(line, chance);
            if (!json::accept(line)) { // a number beyond all, half a pair
                break;
            }
        }
        text += line + "\n";
    }
    CAPTURE(round);
    CHECK(difference(told_of_text(text, in_bulk), told_of_text(text, by_faults)) == "");
}

TEST_CASE("both readers agree on damaged bytes, to the last fault", "[reader][bulk][property]") {
    const auto lines = lines_of(file_text("samples/incidents.jsonl"));
    const auto round = GENERATE(range(0U, 20U));
    // The first line tells the format, so it stays.
    std::string text = lines[0] + "\n";
    for (unsigned i = 0; i < 200; ++i) {
        Chance chance(100'000 + round * 200 + i);
        std::string line = chance.one_of(lines);
        for (std::size_t changes = 1 + chance.below(2); changes > 0; --changes) {
            line = with_odd_bytes(line, chance);
            line += line.empty() ? " " : "";
        }
        // A zero byte near the beginning makes it another kind of file.
        text += (text.size() < 100'000 ? lines[i % lines.size()] : line) + "\n";
    }
    CAPTURE(round);
    CHECK(difference(told_of_text(text, in_bulk), told_of_text(text, by_faults)) == "");
}

TEST_CASE("both readers agree on every odd value in every field", "[reader][bulk]") {
    const std::string around[] = {
        R"({"id": "A", "people": [{"role": "victim", "ref": "v1", "@K": @V}]})",
        R"({"id": "A", "people": [{"role": "victim", "ref": "v1"}], "@K": @V})",
        R"({"id": "A", "journey": [{"place": "Pune", "@K": @V}]})",
        R"({"id": "A", "places": [{"place": "Pune", "role": "rescued_at", "@K": @V}]})",
        R"({"id": "A", "people": [{"role": "victim", "identifiers": [{"type": "phone", "@K": @V}]}]})",
        R"({"id": "A", "people": [{"ref": "v1"}], "ties": [{"from": "v1", "to": "v1", "@K": @V}]})",
        R"({"id": "A", "people": [{"role": "victim"}], "organisations": [{"name": "X", "@K": @V}]})",
        R"({"id": "A", "people": [{"role": "victim", "home": {"district": "Pune", "@K": @V}}]})",
        R"({"id": "A", "people": [{"role": "victim"}], "source": {"name": "X", "@K": @V}})",
        R"({"id": "A", "people": [{"role": "victim"}], "references": [{"@K": @V}]})",
        R"({"@K": @V, "people": [{"role": "victim"}]})",
    };
    static const std::vector<std::string> keys = [] {
        std::vector<std::string> all = odd_keys();
        for (const char* key :
             {"title",   "reported",      "references",  "sections", "exploitation", "recruitment",
              "control", "organisations", "places",      "aliases",  "father",       "spouse",
              "sex",     "nationality",   "identifiers", "number",   "station",      "grade",
              "url",     "arrived",       "departed",    "mode",     "locality",     "district",
              "state",   "country",       "lon",         "text",     "confidence"}) {
            all.emplace_back(key);
        }
        return all;
    }();
    for (const std::string& frame : around) {
        std::string text;
        for (const std::string& key : keys) {
            for (const std::string& value : odd_values()) {
                std::string line = frame;
                line.replace(line.find("@V"), 2, value);
                line.replace(line.find("@K"), 2, key);
                text += line + "\n";
            }
        }
        CAPTURE(frame);
        CHECK(difference(told_of_text(text, in_bulk), told_of_text(text, by_faults)) == "");
    }
}

TEST_CASE("fields that begin with x_ are kept as the other reader keeps them", "[reader][bulk]") {
    const std::string line =
        R"({"x_z": {"b": 1, "a": [1.50, 1e3, -0, 1E-7, 0.1, 100000000000000000000.0]}, "id": "A", )"
        R"("x_a/b~c": "\u0041\"\\\u0928", "people": [{"role": "victim", "x_p": 18446744073709551615, )"
        R"("home": {"district": "Pune", "x_h": -9223372036854775808}, "x_a": {"k": [[], {}, null]}}], )"
        R"("x_t": true, "x_n": null, "x_d": 2.0, "x_e": 5e-324, "x_m": 1.7976931348623157e308})";
    CHECK(is_quick(line));
    CHECK(difference(told_of_text(line, in_bulk), told_of_text(line, by_faults)) == "");
    for (
        const char* odd :
        {R"({"id": "A", "people": [{"role": "victim"}], "x_a": 1, "x_a": 1})",
         R"({"id": "A", "people": [{"role": "victim"}], "x_a": {"b": 1, "b": 1}})",
         R"({"id": "A", "people": [{"role": "victim"}], "x_a": 123456789012345678901234567890})"}) {
        CAPTURE(odd);
        CHECK_FALSE(is_quick(odd));
        CHECK(difference(told_of_text(odd, in_bulk), told_of_text(odd, by_faults)) == "");
    }
    // As deep as is allowed, and one deeper: the record counts as one, the list as another.
    for (const std::size_t depth : {62U, 63U, 64U, 65U, 2000U}) {
        CAPTURE(depth);
        const std::string deep = R"({"id": "A", "people": [{"role": "victim"}], "x_a": )" +
                                 std::string(depth, '[') + std::string(depth, ']') + "}";
        CHECK(is_quick(deep) == (depth <= 63));
        CHECK(difference(told_of_text(deep, in_bulk), told_of_text(deep, by_faults)) == "");
        io::ReadOptions shallow;
        shallow.max_depth = 4;
        CHECK(difference(told_of_text(deep, in_bulk, shallow),
                         told_of_text(deep, by_faults, shallow)) == "");
    }
}

TEST_CASE("a record of thousands of people takes no longer a person", "[reader][bulk]") {
    json record = {{"id", "A"}, {"people", json::array()}, {"journey", json::array()}};
    json travellers = json::array();
    for (int i = 0; i < 20'000; ++i) {
        const std::string ref = "p-" + std::to_string(i);
        record["people"].push_back({{"ref", ref}, {"role", "victim"}});
        travellers.push_back(ref);
    }
    for (int day = 1; day < 4; ++day) {
        record["journey"].push_back({{"place", "Pune"},
                                     {"arrived", "2020-01-0" + std::to_string(day)},
                                     {"people", travellers}});
    }
    // The test's limit of time ends a search of all for each.
    CHECK(is_quick(record.dump()));
    CHECK(difference(told_of_text(record.dump() + "\n\n", in_bulk),
                     told_of_text(record.dump() + "\n\n", by_faults)) == "");
}

TEST_CASE("neither the size of blocks nor the number of threads moves anything", "[reader][bulk]") {
    // Multi-byte characters, CRLF, escapes, blank lines, faults, an id again, no newline at the
    // end.
    const std::string text =
        "\xEF\xBB\xBF \r\n  {\"id\": \"A\", \"title\": "
        "\"\xE0\xA4\xA8\xF0\x9F\x98\x80\\\"\\u0928\", "
        "\"people\": [{\"role\": \"victim\"}]}\r\n"
        "\n \t \n"
        "{\"id\": \"B\", \"people\": [{\"role\": \"victim\", \"age\": \"old\"}]}\n"
        "{\"id\": \"A\", \"people\": [{\"role\": \"victim\"}]}\r\n"
        "{\"id\": \"C\", \"title\": \"\xE0\xA4\", \"people\": [{\"role\": \"victim\"}]}\n"
        "{\"id\": \"D\", \"people\": [{\"role\": \"victim\"}]\r\r\n"
        "{\"id\": \"E\", \"people\": [{}]}\n"
        "{\"id\": \"F\", \"people\": [{\"role\": \"victim\"}]}";
    tests::TempFolder folder;
    const std::vector<std::string> inputs{
        folder.write("a.jsonl", text), folder.write("b.jsonl", "\n\n" + text),
        folder.write("c.ndjson.gz", tests::gzipped(text)),
        folder.write("d.json", "[" + std::string(R"({"id": "G"})") + "]"),
        folder.write("e.csv", "id,role\nH,victim\nA,victim\nI\n")};
    const std::string expected = told(inputs, {}, by_faults);
    REQUIRE(expected.find("code=not_utf8") != std::string::npos);
    REQUIRE(expected.find("code=duplicate_incident") != std::string::npos);
    for (std::size_t block = 1; block <= 64; ++block) {
        for (const bool bulk : {true, false}) {
            CAPTURE(block, bulk);
            const io::ReadingTactics tactics{block, 1 + block % 3, bulk};
            CHECK(difference(told(inputs, {}, tactics), expected) == "");
            CHECK(difference(told_in_blocks(inputs, {}, tactics), expected) == "");
        }
    }
    const int threads = GENERATE(1, 2, 7);
    CAPTURE(threads);
    for (const std::size_t block : {std::size_t{7}, std::size_t{100}, std::size_t{1} << 20U}) {
        const io::ReadingTactics tactics{block, 2, true};
        CHECK(difference(with_threads(threads, [&] { return told(inputs, {}, tactics); }),
                         expected) == "");
        CHECK(difference(with_threads(threads, [&] { return told_in_blocks(inputs, {}, tactics); }),
                         expected) == "");
    }
}

TEST_CASE("a line that is too long is one fault and does not take its length in memory",
          "[reader][bulk]") {
    const std::string record = R"({"id": "A", "people": [{"role": "victim"}]})";
    const std::string longer = R"({"id": "B", "title": ")" + std::string(500, 'x') + "\"";
    io::ReadOptions options;
    options.max_record_bytes = 100;
    const std::string blanks(300, ' ');
    for (const std::string& text :
         {record + "\n" + longer + "}\n" + record + "\n", longer + "\n" + record,
          record + "\n" + longer, record + "\n" + blanks + "\n" + longer + "\nbroken",
          record + "\n" + std::string(99, 'x') + "\r\n",
          record + "\n" + std::string(100, 'x') + "\r\n",
          record + "\n" + std::string(101, 'x') + "\r\n", record + "\n" + std::string(100, 'x'),
          record + "\n" + std::string(101, 'x')}) {
        std::istringstream whole(text);
        tests::TempFolder folder;
        const auto file = folder.write("a.jsonl", text);
        const std::string expected = told({file}, options, by_faults);
        for (const std::size_t block :
             {1U, 2U, 50U, 64U, 99U, 100U, 101U, 102U, 103U, 150U, 10'000U}) {
            CAPTURE(text, block);
            CHECK(difference(told({file}, options, {block, 1, true}), expected) == "");
            CHECK(difference(told({file}, options, {block, 1, false}), expected) == "");
        }
    }
    // 80 MB of one line, of which no more than the limit of 64 MiB is ever held.
    std::string text = record + "\n{\"id\": \"L\", \"title\": \"";
    text.resize(80'000'000, 'x');
    text += "\"}\n{\"id\": \"C\", \"people\": [{\"role\": \"victim\"}]}\n";
    const auto reading = tests::read_text(text);
    CHECK(reading.ids() == std::vector<std::string>{"A", "C"});
    CHECK(reading.fault("record_too_long").where.line == 2);
    CHECK(reading.incidents[1].where.line == 3);
}

TEST_CASE("a file that grows while it is read is read to its new end", "[reader][bulk]") {
    tests::TempFolder folder;
    std::string text;
    for (int i = 0; i < 20'000; ++i) {
        text += R"({"id": ")" + std::to_string(i) + R"(", "people": [{"role": "victim"}]})" + "\n";
    }
    const auto file = folder.write("a.jsonl", text);
    class Appending final : public io::RecordSink {
      public:
        explicit Appending(std::string name) : m_name(std::move(name)) {}
        void incident(graph::Incident&& incident) override {
            last = incident.id;
            if (incident.id == "0") {
                std::ofstream(m_name, std::ios::app | std::ios::binary)
                    << R"({"id": "new", "people": [{"role": "victim"}]})"
                    << "\n";
            }
        }
        void person(graph::Person&&, const graph::RecordPlace&, const std::string&) override {}
        void fault(graph::Diagnostic&&) override { ++faults; }
        std::string last;
        int faults = 0;

      private:
        std::string m_name;
    } sink(file);
    const bool bulk = GENERATE(true, false);
    const std::vector<std::string> inputs{file};
    with_threads(2, [&] {
        io::read_incidents(inputs, {}, sink, {4096, 256, bulk});
        return 0;
    });
    CHECK(sink.last == "new");
    CHECK(sink.faults == 0);
}

TEST_CASE("a file that shrinks while it is read is an error that says so", "[reader][bulk]") {
    tests::TempFolder folder;
    std::string text;
    for (int i = 0; i < 20'000; ++i) {
        text += R"({"id": ")" + std::to_string(i) + R"(", "people": [{"role": "victim"}]})" + "\n";
    }
    const auto file = folder.write("a.jsonl", text);
    class Cutting final : public io::RecordSink {
      public:
        explicit Cutting(std::string name) : m_name(std::move(name)) {}
        void incident(graph::Incident&& incident) override {
            if (incident.id == "0") {
                std::filesystem::resize_file(m_name, 1000);
            }
        }
        void person(graph::Person&&, const graph::RecordPlace&, const std::string&) override {}
        void fault(graph::Diagnostic&&) override {}

      private:
        std::string m_name;
    } sink(file);
    const bool bulk = GENERATE(true, false);
    const std::vector<std::string> inputs{file};
    const auto message = message_of<io::FileError>([&] {
        with_threads(2, [&] {
            io::read_incidents(inputs, {}, sink, {4096, 256, bulk});
            return 0;
        });
    });
    CHECK(message.find("became shorter while it was read") != std::string::npos);
    CHECK(message.find(file) == 0);
}

TEST_CASE("records before damaged gzip data are told before the damage", "[reader][bulk]") {
    std::string text;
    for (int i = 0; i < 3000; ++i) {
        text += R"({"id": ")" + std::to_string(i * 7919) + R"(", "people": [{"role": "victim"}]})" +
                "\n";
    }
    tests::TempFolder folder;
    const std::string packed = tests::gzipped(text);
    const std::vector<std::string> inputs{
        folder.write("members.jsonl.gz",
                     packed + tests::gzipped("{\"id\": \"Z\", \"people\": [1]}")),
        folder.write("a.jsonl.gz",
                     GENERATE_COPY(packed.substr(0, packed.size() / 2), packed + "rubbish"))};
    const std::string expected = told(inputs, {}, by_faults);
    CHECK(expected.find("threw ") != std::string::npos);
    io::ReadOptions strict;
    strict.strict = true;
    const std::string first = told(inputs, strict, by_faults);
    CHECK(first.find("line 3001: /people/0: this is a number") != std::string::npos);
    for (const std::size_t block : {10U, 1000U, 1U << 20U}) {
        for (const int threads : {1, 2, 7}) {
            CAPTURE(block, threads);
            const io::ReadingTactics tactics{block, 1, true};
            CHECK(difference(with_threads(threads, [&] { return told(inputs, {}, tactics); }),
                             expected) == "");
            CHECK(difference(with_threads(threads, [&] { return told(inputs, strict, tactics); }),
                             first) == "");
        }
    }
}

TEST_CASE("reading in blocks stops when it is asked to", "[reader][bulk]") {
    std::string text;
    for (int i = 0; i < 50'000; ++i) {
        text += R"({"id": ")" + std::to_string(i) + R"(", "people": [{"role": "victim"}]})" + "\n";
    }
    std::istringstream stream(text);
    std::atomic<int> asked = 0;
    io::ReadOptions options;
    options.standard_input = &stream;
    options.control.stop_requested = [&] { return ++asked > 20; };
    TellingBlocks blocks;
    const std::vector<std::string> inputs{"-"};
    CHECK_THROWS_AS(with_threads(2,
                                 [&] {
                                     io::read_incidents(inputs, options, blocks, {4096, 256, true});
                                     return 0;
                                 }),
                    graph::Cancelled);
    CHECK(blocks.blocks < 40);
}

TEST_CASE("progress tells bytes and records, and ends with all of them", "[reader][bulk]") {
    tests::TempFolder folder;
    std::string text;
    for (int i = 0; i < 1000; ++i) {
        text += R"({"id": ")" + std::to_string(i) + R"(", "people": [{"role": "victim"}]})" + "\n";
    }
    const std::vector<std::string> inputs{
        folder.write("a.jsonl", text), folder.write("b.jsonl.gz", tests::gzipped("{\"id\": 7}"))};
    const auto total = text.size() + std::filesystem::file_size(inputs[1]);
    std::vector<io::ReadingProgress> heard;
    io::ReadOptions options;
    options.progress = [&](const io::ReadingProgress& progress) { heard.push_back(progress); };
    TellingBlocks blocks;
    (void)io::read_incidents(inputs, options, blocks, {1000, 256, true});
    REQUIRE(heard.size() > 20);
    for (std::size_t i = 1; i < heard.size(); ++i) {
        CHECK(heard[i].bytes >= heard[i - 1].bytes);
        CHECK(heard[i].records >= heard[i - 1].records);
    }
    CHECK(heard.back().bytes == total);
    CHECK(heard.back().total_bytes == total);
    CHECK(heard.back().records == 1001);
}
