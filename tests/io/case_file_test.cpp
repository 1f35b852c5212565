// SPDX-License-Identifier: Apache-2.0
#include "graph/association_graph.hpp"
#include "graph/case_graph.hpp"
#include "graph/movement_graph.hpp"
#include "graph/protection.hpp"
#include "io/case_checks.hpp"
#include "io/case_file.hpp"
#include "io/case_layout.hpp"
#include "io/checksum.hpp"
#include "io/errors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <sys/mount.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <functional>
#include <random>
#include <type_traits>

using namespace sandhan;
using namespace sandhan::io;
using namespace sandhan::tests;
using namespace sandhan::io::case_layout;

namespace {

namespace fs = std::filesystem;

// Libsodium's least: the tests need the way, not the strength.
constexpr KeyCost cheap{1, 8192};
constexpr std::string_view words = "correct horse battery staple";

CaseNotes some_notes() {
    CaseNotes notes;
    notes.files = {"b.jsonl", "a.csv"};
    notes.incidents = 7;
    notes.people = 2;
    notes.unusable = 1;
    notes.as_of = "2021-05";
    notes.mapping_file = "columns.json";
    notes.gazetteer_file = "more.csv";
    notes.gazetteer_places = "name,type\n";
    notes.strict = true;
    notes.inputs.files = {{"b.jsonl", "/x/b.jsonl", 10, -5, 77}, {"a.csv", "/x/a.csv", 0, 9, 78}};
    notes.inputs.folders = {"/x"};
    return notes;
}

std::vector<graph::Diagnostic> some_faults() {
    return {{{"b.jsonl", 3, "/id"}, "", "missing_id", graph::Severity::error, "", "give an id"},
            {{"a.csv", 9, "/places/0"},
             "X-1",
             "place_unknown",
             graph::Severity::warning,
             std::string("Nowh\0re", 7),
             "write it otherwise"}};
}

void put(const std::string& path,
         const graph::CaseStore& store,
         const Passphrase* passphrase = nullptr,
         const CaseNotes& notes = some_notes(),
         const std::vector<graph::Diagnostic>& faults = some_faults()) {
    OutputFile out(path, FileReaders::owner_only);
    write_case_file(out, store, notes, faults, {passphrase, cheap, {}});
    out.commit();
}

CaseFile get(const std::string& path, std::string_view passphrase = words) {
    return read_case_file(path, {[&] { return Passphrase(passphrase); }, {}});
}

std::string refusal(const std::string& path, std::string_view passphrase = words) {
    try {
        static_cast<void>(get(path, passphrase));
    } catch (const ParseError& error) {
        return error.what();
    } catch (const FileError& error) {
        return error.what();
    }
    return "(nothing thrown)";
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

graph::CaseStore small_store() {
    auto incidents = invented_incidents(11, 5);
    incidents.push_back(journey("Y-1", {"Howrah, West Bengal", "Rajkot, Gujarat"}));
    incidents.back().exploitation = {graph::Exploitation::sexual};
    return store_of(incidents);
}

struct Collect {
    std::string& to;
    void operator()(const char* name, const graph::StringTable& texts) {
        (*this)(name, texts.offsets());
        (*this)(name, texts.bytes());
    }
    template <class T>
    void operator()(const char* name, const graph::Table<T>& table) {
        to += std::string(name) + std::to_string(table.size()) + ":";
        if (!table.empty()) {
            to.append(reinterpret_cast<const char*>(table.data()), table.size() * sizeof(T));
        }
    }
};

/// The bytes of every table, one after the other.
std::string bytes_of(const graph::CaseStore& store) {
    std::string all;
    const Notes notes;
    each_section(store, notes, Collect{all});
    return all;
}

/// The header with its sum made right again.
void set_header(std::string& file, const std::function<void(Header&)>& change) {
    Header header;
    std::memcpy(&header, file.data(), sizeof header);
    const std::size_t begin =
        (sizeof header + header.sections * sizeof(Section) + alignment - 1) / alignment * alignment;
    change(header);
    header.sum = 0;
    std::memcpy(file.data(), &header, sizeof header);
    header.sum = checksum(std::as_bytes(std::span(file)).first(begin));
    std::memcpy(file.data(), &header, sizeof header);
}

/// The sums of the blocks made right again: what somebody who means harm would do.
void set_sums(std::string& file) {
    Header header;
    std::memcpy(&header, file.data(), sizeof header);
    const std::size_t begin =
        (sizeof header + header.sections * sizeof(Section) + alignment - 1) / alignment * alignment;
    const auto bytes = std::as_bytes(std::span(file));
    std::vector<std::uint64_t> sums;
    for (std::size_t at = 0; at < header.data_bytes; at += block_bytes) {
        sums.push_back(checksum(
            bytes.subspan(begin + at, std::min<std::size_t>(block_bytes, header.data_bytes - at))));
    }
    sums.push_back(checksum(std::as_bytes(std::span(sums))));
    REQUIRE(begin + header.data_bytes + sums.size() * sizeof sums[0] == file.size());
    std::memcpy(file.data() + begin + header.data_bytes, sums.data(), sums.size() * sizeof sums[0]);
}

/// Asks a store for all that graphs and names are made of.
std::size_t asked(const graph::CaseStore& store) {
    using namespace graph;
    std::size_t sum = 0;
    for (const Disclosure disclosure : {Disclosure::protect, Disclosure::reveal}) {
        const CaseSelection selection(store, {}, disclosure);
        for (const PlaceLevel level : {PlaceLevel::locality, PlaceLevel::state}) {
            const CaseGraph g(store, {{}, level, disclosure});
            sum += g.edge_count() + MovementGraph(selection, level).edge_count();
        }
        sum += AssociationGraph(selection, {true, true, 50}).edge_count();
        const Protection names(store, {}, disclosure);
        const auto ask = [&](std::size_t n, const auto& name) {
            for (std::uint32_t i = 0; i < n; ++i) {
                sum += name(i).size();
            }
        };
        ask(store.person_entities.size(),
            [&](auto i) { return names.person_id(i) + names.person_label(i); });
        ask(store.organisation_entities.size(),
            [&](auto i) { return names.organisation_id(i) + names.organisation_label(i); });
        ask(store.identifier_entities.size(),
            [&](auto i) { return names.identifier_id(i) + names.identifier_label(i); });
        ask(store.places.size(), [&](auto i) { return names.place_id(i) + names.place_label(i); });
        ask(store.incidents.size(),
            [&](auto i) { return names.incident_id(i) + names.incident_label(i); });
    }
    return sum;
}

} // namespace

// A row that changes its shape makes old files unreadable without anybody noticing: change
// case_layout::format_version together with these numbers.
TEST_CASE("format 2 has rows of these sizes and members at these places", "[case]") {
    REQUIRE(format_version == 2);
    CHECK(sizeof(Header) == 88);
    CHECK(offsetof(Header, sum) == 80);
    CHECK(sizeof(Section) == 24);
    CHECK(sizeof(graph::PlaceRow) == 56);
    CHECK(offsetof(graph::PlaceRow, parent) == 32);
    CHECK(sizeof(graph::IncidentRow) == 112);
    CHECK(offsetof(graph::IncidentRow, time) == 28);
    CHECK(offsetof(graph::IncidentRow, people) == 40);
    CHECK(offsetof(graph::IncidentRow, status) == 104);
    CHECK(sizeof(graph::PersonRow) == 88);
    CHECK(offsetof(graph::PersonRow, aliases) == 36);
    CHECK(offsetof(graph::PersonRow, role) == 76);
    CHECK(offsetof(graph::PersonRow, minor) == 83);
    CHECK(sizeof(graph::IdentifierRow) == 12);
    CHECK(sizeof(graph::OrganisationRow) == 32);
    CHECK(sizeof(graph::StopRow) == 40);
    CHECK(sizeof(graph::IncidentPlaceRow) == 20);
    CHECK(sizeof(graph::TieRow) == 40);
    CHECK(sizeof(graph::PersonEntity) == 16);
    CHECK(sizeof(graph::SimilarPeople) == 24);
    CHECK(sizeof(graph::OrganisationEntity) == 20);
    CHECK(sizeof(graph::IdentifierEntity) == 16);
    CHECK(sizeof(FaultRow) == 40);
    CHECK(sizeof(InputRow) == 32);
    CHECK(sizeof(NotesRow) == 48);
    CHECK(static_cast<int>(graph::PlaceLevel::country) == 3);
    CHECK(static_cast<int>(graph::MatchStatus::unknown) == 5);
    CHECK(static_cast<int>(graph::Shield::none) == 3);
}

TEST_CASE("what is written comes back, table by table and note by note", "[case][property]") {
    const auto seed = GENERATE(range(0U, 20U));
    CAPTURE(seed);
    const TemporaryFolder folder;
    const graph::CaseStore store = store_of(invented_incidents(seed, 12));
    put(folder / "c.sandhan", store);
    const CaseFile file = get(folder / "c.sandhan");

    CHECK(bytes_of(file.store) == bytes_of(store));
    const CaseNotes notes = some_notes();
    CHECK(file.notes.files == notes.files);
    CHECK(file.notes.incidents == notes.incidents);
    CHECK(file.notes.people == notes.people);
    CHECK(file.notes.unusable == notes.unusable);
    CHECK(file.notes.as_of == notes.as_of);
    CHECK(file.notes.mapping_file == notes.mapping_file);
    CHECK(file.notes.gazetteer_file == notes.gazetteer_file);
    CHECK(file.notes.gazetteer_places == notes.gazetteer_places);
    CHECK(file.notes.strict == notes.strict);
    CHECK(file.notes.inputs.files == notes.inputs.files);
    CHECK(file.notes.inputs.folders == notes.inputs.folders);
    const auto faults = some_faults();
    REQUIRE(file.faults.size() == faults.size());
    for (std::size_t i = 0; i < faults.size(); ++i) {
        CHECK(file.faults[i].where.file == faults[i].where.file);
        CHECK(file.faults[i].where.line == faults[i].where.line);
        CHECK(file.faults[i].where.pointer == faults[i].where.pointer);
        CHECK(file.faults[i].incident == faults[i].incident);
        CHECK(file.faults[i].code == faults[i].code);
        CHECK(file.faults[i].severity == faults[i].severity);
        CHECK(file.faults[i].value == faults[i].value);
        CHECK(file.faults[i].message == faults[i].message);
    }
}

TEST_CASE("an empty store comes back empty", "[case]") {
    const TemporaryFolder folder;
    put(folder / "c.sandhan", store_of({}), nullptr, {}, {});
    const CaseFile file = get(folder / "c.sandhan");
    CHECK(file.store.incidents.empty());
    CHECK(file.store.text(0).empty());
    CHECK(file.faults.size() == 0);
}

TEST_CASE("the same records in another order give the same bytes", "[case][property]") {
    const auto seed = GENERATE(range(0U, 10U));
    CAPTURE(seed);
    const TemporaryFolder folder;
    auto incidents = invented_incidents(seed, 12);
    put(folder / "a", with_threads(1, [&] { return store_of(incidents); }));
    std::reverse(incidents.begin(), incidents.end());
    put(folder / "b", with_threads(4, [&] { return store_of(incidents); }));
    CHECK(read_file(folder / "a") == read_file(folder / "b"));
}

TEST_CASE("only the owner can read a case file, whatever the umask and the file before", "[case]") {
    const TemporaryFolder folder;
    const mode_t before = ::umask(0);
    write_file(folder / "old", "x");
    REQUIRE(::chmod((folder / "old").c_str(), 0666) == 0);
    put(folder / "old", store_of({}));
    put(folder / "new", store_of({}));
    ::umask(before);
    for (const char* name : {"old", "new"}) {
        struct stat status {};
        REQUIRE(::stat((folder / name).c_str(), &status) == 0);
        CHECK((status.st_mode & 07777U) == 0600U);
    }
}

TEST_CASE("a file with any bit flipped is refused", "[case]") {
    const TemporaryFolder folder;
    const std::string path = folder / "c.sandhan";
    put(path, store_of({journey("A-1", {"Howrah, West Bengal", "Rajkot, Gujarat"})}));
    const std::string good = read_file(path);
    REQUIRE(good.size() < 20'000);
    std::string unnoticed, without_remedy;
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ (1 << (at % 8)));
        write_file(path, bad);
        const std::string message = refusal(path);
        if (message == "(nothing thrown)") {
            unnoticed += " " + std::to_string(at);
        }
        if (!contains(message, "c.sandhan: ") || !contains(message, "build")) {
            without_remedy += " " + std::to_string(at);
        }
    }
    CHECK(unnoticed.empty());
    CHECK(without_remedy.empty());
}

TEST_CASE("a file cut short anywhere, or with more behind it, is refused", "[case]") {
    const TemporaryFolder folder;
    const std::string path = folder / "c.sandhan";
    put(path, store_of({journey("A-1", {"Howrah, West Bengal", "Rajkot, Gujarat"})}));
    const std::string good = read_file(path);
    std::string unnoticed;
    for (std::size_t size = 0; size < good.size(); size += 7) {
        write_file(path, good.substr(0, size));
        if (!contains(refusal(path), "build it again")) {
            unnoticed += " " + std::to_string(size);
        }
    }
    CHECK(unnoticed.empty());
    write_file(path, good.substr(0, good.size() - 1));
    CHECK(contains(refusal(path), "cut short"));
    write_file(path, good + "x");
    CHECK(contains(refusal(path), "behind the end"));
    write_file(path, "");
    CHECK(contains(refusal(path), "nothing in it"));
}

TEST_CASE("a whole file of another version, gazetteer, vocabulary or machine is told apart",
          "[case]") {
    const TemporaryFolder folder;
    const std::string path = folder / "c.sandhan";
    put(path, small_store());
    const std::string good = read_file(path);
    const auto with = [&](const std::function<void(Header&)>& change) {
        std::string changed = good;
        set_header(changed, change);
        write_file(path, changed);
        return refusal(path);
    };
    CHECK(with([](Header&) {}) == "(nothing thrown)");
    CHECK(contains(with([](Header& h) { ++h.format; }), "in format 3, and this one"));
    CHECK(contains(with([](Header& h) { ++h.gazetteer; }), "another gazetteer"));
    CHECK(contains(with([](Header& h) { ++h.vocabulary; }), "words for roles"));
    CHECK(contains(with([](Header& h) { h.byte_order = foreign_byte_order; }), "other way round"));
}

TEST_CASE("a case file is known by its content, and a damaged one by its name", "[case]") {
    const TemporaryFolder folder;
    put(folder / "plain.json", small_store());
    const Passphrase passphrase(words);
    put(folder / "secret.csv", small_store(), &passphrase);
    CHECK(case_file_kind(folder / "plain.json") == CaseFileKind::plain);
    CHECK(case_file_kind(folder / "secret.csv") == CaseFileKind::encrypted);
    CHECK(is_case_file_opening(read_file(folder / "plain.json")));
    write_file(folder / "other.sandhan", "{}");
    CHECK(case_file_kind(folder / "other.sandhan") == CaseFileKind::damaged);
    CHECK(contains(refusal(folder / "other.sandhan"), "not a case file"));
    std::string bad = read_file(folder / "plain.json");
    bad[3] = '?';
    write_file(folder / "bad.json", bad);
    CHECK(case_file_kind(folder / "bad.json") == CaseFileKind::damaged);
    write_file(folder / "records.json", "[]");
    CHECK(case_file_kind(folder / "records.json") == CaseFileKind::none);
    CHECK(case_file_kind(folder / "absent.sandhan") == CaseFileKind::none);
    CHECK(case_file_kind(folder / "") == CaseFileKind::none);
}

TEST_CASE("an encrypted file shows nothing, and comes back with its passphrase",
          "[case][encrypt]") {
    const TemporaryFolder folder;
    const graph::CaseStore store = small_store();
    const Passphrase passphrase(words);
    put(folder / "c", store, &passphrase);
    const std::string sealed = read_file(folder / "c");
    for (const char* secret : {"X-10", "Howrah", "b.jsonl", "give an id", "SandhanCase"}) {
        CHECK_FALSE(contains(sealed, secret));
    }
    CHECK(bytes_of(get(folder / "c").store) == bytes_of(store));
    CHECK(contains(refusal(folder / "c", "correct horse battery stable"),
                   "the passphrase is not the one"));
    put(folder / "again", store, &passphrase);
    CHECK(read_file(folder / "again") != sealed);
}

TEST_CASE("an encrypted file of several chunks comes back, and its chunks keep their order",
          "[case][encrypt]") {
    const TemporaryFolder folder;
    CaseNotes notes;
    notes.gazetteer_places.assign(3'500'000, 'p');
    const Passphrase passphrase(words);
    put(folder / "c", small_store(), &passphrase, notes, {});
    CHECK(get(folder / "c").notes.gazetteer_places == notes.gazetteer_places);

    std::string swapped = read_file(folder / "c");
    constexpr std::size_t chunk = (std::size_t{1} << 20U) + 17;
    const std::size_t header = 120;
    REQUIRE(swapped.size() > header + 3 * chunk);
    std::swap_ranges(swapped.begin() + header + chunk, swapped.begin() + header + 2 * chunk,
                     swapped.begin() + header + 2 * chunk);
    write_file(folder / "c", swapped);
    CHECK(contains(refusal(folder / "c"), "damaged or was changed"));
}

TEST_CASE("an encrypted file with any bit flipped is refused, and not for its passphrase",
          "[case][encrypt]") {
    const TemporaryFolder folder;
    const std::string path = folder / "c.sandhan";
    const Passphrase passphrase(words);
    put(path, store_of({}), &passphrase, {}, {});
    const std::string good = read_file(path);
    std::string unnoticed;
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ (1 << (at % 8)));
        write_file(path, bad);
        const std::string message = refusal(path);
        if (!contains(message, "build it again") || contains(message, "passphrase is not")) {
            unnoticed += " " + std::to_string(at);
        }
    }
    CHECK(unnoticed.empty());
    for (const std::size_t size : {std::size_t{40}, std::size_t{130}, good.size() - 1}) {
        write_file(path, good.substr(0, size));
        CHECK(contains(refusal(path), "cut short"));
    }
    write_file(path, good + good);
    CHECK(contains(refusal(path), "behind the end"));
}

TEST_CASE("a disk that fills is told, and nothing is left on it", "[case]") {
    const graph::CaseStore store = small_store();
    CaseNotes notes;
    notes.gazetteer_places.assign(1'000'000, 'p');
    CHECK(contains(message_of<FileError>([&] { put("/dev/full", store, nullptr, notes); }),
                   "/dev/full: cannot be written"));
    const TemporaryFolder folder;
    if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=512k") != 0) {
        WARN("skipped: mounting a small file system needs root");
        return;
    }
    const std::string message =
        message_of<FileError>([&] { put(folder / "c.sandhan", store, nullptr, notes); });
    const bool empty = fs::is_empty(folder.path());
    ::umount(folder.path().c_str());
    CHECK(contains(message, "c.sandhan: cannot be written: No space left"));
    CHECK(contains(message, "free some space"));
    CHECK(empty);
}

TEST_CASE("writing and reading stop when they are told to", "[case]") {
    const TemporaryFolder folder;
    put(folder / "c", small_store());
    graph::RunControl stopped;
    stopped.stop_requested = [] { return true; };
    CHECK_THROWS_AS(read_case_file(folder / "c", {{}, stopped}), graph::Cancelled);
    OutputFile out(folder / "d");
    CHECK_THROWS_AS(write_case_file(out, small_store(), {}, {}, {nullptr, cheap, stopped}),
                    graph::Cancelled);
}

// The sums of a file that somebody makes to harm us are right; only the rows can tell.
TEST_CASE("a row that leads out of its tables is found wherever it is", "[case][property]") {
    using namespace graph;
    const CaseStore whole = store_of([] {
        std::vector<Incident> all;
        for (unsigned seed = 0; seed < 12; ++seed) {
            for (Incident incident : invented_incidents(seed, 8)) {
                incident.id += "-" + std::to_string(seed);
                incident.people.front().aliases = {"Other Name"};
                incident.control = {Control::threats};
                all.push_back(std::move(incident));
            }
        }
        return all;
    }());
    Notes notes;
    notes.about = std::vector<NotesRow>(1);
    notes.files = std::vector<StringId>{0};
    notes.folders = std::vector<StringId>{0};
    notes.inputs = std::vector<InputRow>(1);
    notes.faults = std::vector<FaultRow>(1);
    REQUIRE_FALSE(impossible_row(whole, notes, {}));

    const TemporaryFolder folder;
    put(folder / "c", whole, nullptr, {}, {});
    CaseFile file = get(folder / "c");
    CaseStore& store = file.store;
    const auto is_found = [&](auto& table, auto change) {
        using Rows = std::remove_reference_t<decltype(table)>;
        using Row = typename Rows::value_type;
        REQUIRE(table.size() > 0);
        std::vector<Row> rows(table.begin(), table.end());
        change(rows[rows.size() / 2]);
        Rows kept = std::move(table);
        table = Rows(std::move(rows));
        const bool found = impossible_row(store, notes, {}).has_value();
        table = std::move(kept);
        return found;
    };
    constexpr std::uint32_t far = 0x7FFFFFFF;
    const auto bad_truth = [](bool& truth) {
        const unsigned char two = 2;
        std::memcpy(&truth, &two, 1);
    };
    CHECK(is_found(store.places, [](PlaceRow& r) { r.id = far; }));
    CHECK(is_found(store.places, [](PlaceRow& r) { r.label = far; }));
    CHECK(is_found(store.places, [](PlaceRow& r) { r.name = far; }));
    CHECK(is_found(store.places, [](PlaceRow& r) { r.code = far; }));
    CHECK(is_found(store.places, [](PlaceRow& r) { r.parent[3] = far; }));
    CHECK(is_found(store.places, [](PlaceRow& r) { r.level = static_cast<PlaceLevel>(4); }));
    CHECK(is_found(store.places, [](PlaceRow& r) { r.status = static_cast<MatchStatus>(6); }));
    CHECK(is_found(store.places, [](PlaceRow& r) { r.latitude = 1e300; }));
    CHECK(is_found(store.incidents, [](IncidentRow& r) { r.confidence = -0.5; }));
    CHECK(is_found(store.incidents, [](IncidentRow& r) { r.id = far; }));
    CHECK(is_found(store.incidents, [](IncidentRow& r) { r.title = far; }));
    CHECK(is_found(store.incidents, [](IncidentRow& r) { r.people.count = far; }));
    CHECK(is_found(store.incidents, [](IncidentRow& r) { r.people.first += 1; }));
    CHECK(is_found(store.incidents, [](IncidentRow& r) { r.organisations.first = far; }));
    CHECK(is_found(store.incidents, [](IncidentRow& r) { r.stops.count = 0xFFFFFFFF; }));
    CHECK(is_found(store.incidents, [](IncidentRow& r) { r.places.first = far; }));
    CHECK(is_found(store.incidents, [](IncidentRow& r) { r.ties.first = far; }));
    CHECK(is_found(store.incidents, [](IncidentRow& r) { r.control.count = far; }));
    CHECK(is_found(store.incidents, [](IncidentRow& r) { r.time = FuzzyDate(9, 8); }));
    CHECK(is_found(store.incidents,
                   [](IncidentRow& r) { r.time = FuzzyDate(2'000'000'000, 2'000'000'001); }));
    CHECK(is_found(store.incidents, [&](IncidentRow& r) { bad_truth(r.graded); }));
    CHECK(is_found(store.words, [](std::uint8_t& word) { word = 200; }));
    CHECK(is_found(store.people, [](PersonRow& r) { r.incident = no_index; }));
    CHECK(is_found(store.people, [](PersonRow& r) { r.incident = far; }));
    CHECK(is_found(store.people, [](PersonRow& r) { r.incident += 1; }));
    CHECK(is_found(store.people, [](PersonRow& r) { r.person = far; }));
    CHECK(is_found(store.people, [](PersonRow& r) { r.name = far; }));
    CHECK(is_found(store.people, [](PersonRow& r) { r.aliases = {far, 1}; }));
    CHECK(is_found(store.people, [](PersonRow& r) { r.identifiers = {far, 1}; }));
    CHECK(is_found(store.people, [](PersonRow& r) { r.home = far; }));
    CHECK(is_found(store.people, [](PersonRow& r) { r.role = static_cast<PersonRole>(99); }));
    CHECK(is_found(store.people, [&](PersonRow& r) { bad_truth(r.age.known); }));
    CHECK(is_found(store.people, [&](PersonRow& r) { bad_truth(r.minor.value); }));
    CHECK(is_found(store.organisations, [](OrganisationRow& r) { r.organisation = far; }));
    CHECK(is_found(store.organisations, [](OrganisationRow& r) { r.incident = no_index; }));
    CHECK(is_found(store.identifier_rows, [](IdentifierRow& r) { r.identifier = far; }));
    CHECK(is_found(store.identifier_rows, [](IdentifierRow& r) { r.value = far; }));
    CHECK(is_found(store.stops, [](StopRow& r) { r.place = far; }));
    CHECK(is_found(store.stops, [](StopRow& r) { r.mode = static_cast<TransportMode>(6); }));
    CHECK(is_found(store.stops, [](StopRow& r) { r.people = {1, far}; }));
    CHECK(is_found(store.incident_places, [](IncidentPlaceRow& r) { r.place = far; }));
    CHECK(is_found(store.ties, [](TieRow& r) { r.from.row = far; }));
    CHECK(is_found(store.ties, [&](TieRow& r) { bad_truth(r.to.is_person); }));
    CHECK(is_found(store.ties, [](TieRow& r) { r.confidence = 2.0; }));
    CHECK(is_found(store.texts, [](StringId& id) { id = far; }));
    CHECK(is_found(store.stop_people, [](std::uint32_t& row) { row = far; }));
    CHECK(is_found(store.person_entities, [](PersonEntity& r) { r.mentions.count = 0; }));
    CHECK(is_found(store.person_entities,
                   [](PersonEntity& r) { r.shield = static_cast<Shield>(4); }));
    CHECK(is_found(store.person_mentions, [](std::uint32_t& row) { row = far; }));
    CHECK(is_found(store.person_mentions, [](std::uint32_t& row) { ++row; })); // another's
    CHECK(is_found(store.person_entities, [](PersonEntity& r) { ++r.mentions.count; }));
    CHECK(is_found(store.organisation_entities, [](OrganisationEntity& r) { r.place = far; }));
    CHECK(is_found(store.organisation_entities, [](OrganisationEntity& r) { r.mentions = {}; }));
    CHECK(is_found(store.organisation_mentions, [](std::uint32_t& row) { row = far; }));
    CHECK(is_found(store.organisation_mentions, [](std::uint32_t& row) { row = row == 0; }));
    CHECK(is_found(store.identifier_entities, [](IdentifierEntity& r) { r.value = far; }));
    CHECK(is_found(store.identifier_entities, [](IdentifierEntity& r) { r.holders.first = far; }));
    CHECK(is_found(store.identifier_holders, [](std::uint32_t& row) { row = far; }));
    CHECK(is_found(notes.faults, [](FaultRow& r) { r.message = far; }));
    CHECK(is_found(notes.inputs, [](InputRow& r) { r.path = far; }));
    CHECK(is_found(notes.files, [](StringId& id) { id = far; }));
    CHECK(is_found(notes.about, [](NotesRow& r) { r.places = far; }));

    // Texts that reach beyond their bytes, and ids of fewer organisations than there are.
    std::vector<std::uint64_t> offsets(whole.strings.offsets().begin(),
                                       whole.strings.offsets().end());
    std::swap(offsets[offsets.size() / 2], offsets[offsets.size() / 2 + 1]);
    store.strings = StringTable(
        Table<std::uint64_t>(offsets),
        Table<char>(std::vector<char>(whole.strings.bytes().begin(), whole.strings.bytes().end())));
    CHECK(impossible_row(store, notes, {}).has_value());
    CaseFile other = get(folder / "c");
    other.store.organisation_ids = StringTable();
    CHECK(impossible_row(other.store, notes, {}).has_value());
}

TEST_CASE("a file with numbers changed and right sums is refused or answers, and never breaks",
          "[case][property]") {
    const TemporaryFolder folder;
    const std::string path = folder / "c.sandhan";
    put(path, small_store());
    const std::string good = read_file(path);
    Header header;
    std::memcpy(&header, good.data(), sizeof header);
    const std::size_t begin =
        (sizeof header + header.sections * sizeof(Section) + alignment - 1) / alignment * alignment;
    std::mt19937 random(5);
    constexpr std::array<std::uint32_t, 6> values{0, 1, 2, 255, 0x7FFFFFFF, 0xFFFFFFFF};
    unsigned refused = 0;
    unsigned answered = 0;
    for (unsigned run = 0; run < 1500; ++run) {
        std::string bad = good;
        for (auto n = 1 + random() % 3; n > 0; --n) {
            const std::size_t at = begin + random() % (header.data_bytes / 4) * 4;
            std::uint32_t value = 0;
            std::memcpy(&value, bad.data() + at, sizeof value);
            value = random() % 2 == 0 ? value + 1 - static_cast<std::uint32_t>(random() % 3)
                                      : values[random() % values.size()];
            std::memcpy(bad.data() + at, &value, sizeof value);
        }
        set_sums(bad);
        write_file(path, bad);
        CAPTURE(run);
        try {
            const CaseFile file = get(path);
            answered += asked(file.store) > 0 ? 1U : 0U;
        } catch (const ParseError&) {
            ++refused;
        }
    }
    CHECK(refused > 100);
    CHECK(answered > 100);
}
