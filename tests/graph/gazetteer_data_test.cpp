// SPDX-License-Identifier: Apache-2.0
// Every row of data/gazetteer through resolve().
#include "graph/gazetteer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/gazetteer_tables.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace sandhan;
using graph::Gazetteer;
using graph::MatchStatus;
using graph::PlaceLevel;
using graph::Resolution;
using tests::for_each_row;

std::string cell(const graph::gazetteer::CsvRows& row, const char* column) {
    return std::string(row.cell(column));
}

struct District {
    std::string name, state, state_code, lgd, alt_names;
};

const std::vector<District>& districts() {
    static const std::vector<District> all = [] {
        std::vector<District> rows;
        for_each_row("india_districts.csv", [&](const auto& row) {
            rows.push_back({cell(row, "district"), cell(row, "state"), cell(row, "state_code"),
                            cell(row, "lgd_code"), cell(row, "alt_names")});
        });
        return rows;
    }();
    return all;
}

const District& district_of(const std::string& lgd) {
    static const std::map<std::string, const District*> by_code = [] {
        std::map<std::string, const District*> all;
        for (const District& d : districts()) {
            all.emplace(d.lgd, &d);
        }
        return all;
    }();
    return *by_code.at(lgd);
}

bool is_decided(const Resolution& r) {
    return r.status == MatchStatus::exact || r.status == MatchStatus::variant;
}

/// The texts that do not resolve to this code, by name or other name.
class Misses {
  public:
    void try_text(const std::string& text, const std::string& code) {
        ++m_tried;
        const Resolution r = Gazetteer::builtin().resolve(text);
        if (r.place.code != code || !is_decided(r)) {
            m_texts +=
                text + " -> " + std::string(graph::name_of(r.status)) + " " + r.place.id + "; ";
            ++m_missed;
        }
    }
    [[nodiscard]] std::size_t tried() const { return m_tried; }
    [[nodiscard]] std::size_t missed() const { return m_missed; }
    [[nodiscard]] const std::string& texts() const { return m_texts; }

  private:
    std::string m_texts;
    std::size_t m_tried = 0, m_missed = 0;
};

} // namespace

TEST_CASE("every district with its state beside it", "[graph][gazetteer][property]") {
    Misses misses;
    for (const District& d : districts()) {
        const std::string code = d.state_code.substr(3);
        for (const std::string& text :
             {d.name + ", " + d.state, d.name + " " + d.state, d.state + ", " + d.name,
              d.name + ", " + d.state_code, d.name + ", " + code,
              "Dist. " + d.name + ", " + d.state, d.name + " District, " + d.state + ", India"}) {
            misses.try_text(text, d.lgd);
        }
    }
    CHECK(misses.tried() == 786 * 7);
    CHECK(misses.texts() == "");
}

TEST_CASE("every other name of a district with its state beside it",
          "[graph][gazetteer][property]") {
    Misses misses;
    for (const District& d : districts()) {
        for (const auto name : graph::gazetteer::listed(d.alt_names)) {
            misses.try_text(std::string(name) + ", " + d.state, d.lgd);
        }
    }
    CHECK(misses.tried() > 600);
    // Two districts have the one name, and one state: Imphal East and West; Akbarpur is the seat of
    // Ambedkar Nagar and a town of Kanpur Dehat.
    CHECK(misses.texts() == "Imphal, Manipur -> ambiguous place:IN-MN; "
                            "Akbarpur, Uttar Pradesh -> ambiguous place:IN-UP; ");
}

TEST_CASE("a bare district name is that district, its territory, or ambiguous",
          "[graph][gazetteer][property]") {
    for (const District& d : districts()) {
        INFO(d.name);
        const Resolution r = Gazetteer::builtin().resolve(d.name);
        const bool listed = std::any_of(r.candidates.begin(), r.candidates.end(),
                                        [&](const graph::Place& p) { return p.code == d.lgd; });
        CHECK((r.place.code == d.lgd || r.place.code == d.state_code ||
               (r.status == MatchStatus::ambiguous && listed)));
    }
}

TEST_CASE("every state by name, code and other names", "[graph][gazetteer][property]") {
    Misses misses;
    for_each_row("india_states.csv", [&](const auto& row) {
        const std::string code = cell(row, "state_code");
        std::vector<std::string> names{cell(row, "state"), code, cell(row, "state") + ", India"};
        for (const char* column : {"alt_names", "alt_codes"}) {
            for (const auto name : graph::gazetteer::listed(row.cell(column))) {
                names.emplace_back(name);
            }
        }
        for (const std::string& name : names) {
            // Names of a district in it, too.
            if (name != "New Delhi" && name != "Old Delhi") {
                misses.try_text(name, code);
            }
        }
    });
    CHECK(misses.tried() > 150);
    CHECK(misses.texts() == "");
}

TEST_CASE("every town and sub-district with district and state beside it",
          "[graph][gazetteer][property]") {
    Misses misses;
    for_each_row("india_localities.csv", [&](const auto& row) {
        const std::string lgd = cell(row, "district_lgd_code");
        const District& d = district_of(lgd);
        misses.try_text(cell(row, "name") + ", " + d.name + ", " + d.state, lgd);
        misses.try_text(cell(row, "name") + " " + d.name + " " + d.state, lgd);
    });
    CHECK(misses.tried() > 37'000);
    // `Dul;hipur` and `Distt. Court Complex,Dwarka` are cut at what stands in their names.
    CAPTURE(misses.texts());
    CHECK(misses.missed() <= 4);
}

TEST_CASE("every post office with district and state beside it", "[graph][gazetteer][property]") {
    Misses misses;
    for (const char* table : {"india_post_localities.csv", "india_post_names.csv"}) {
        for_each_row(table, [&](const auto& row) {
            const std::string lgd = cell(row, "district_lgd_code");
            const District& d = district_of(lgd);
            misses.try_text("Vill. " + cell(row, "name") + ", Dist. " + d.name + ", " + d.state,
                            lgd);
        });
    }
    CHECK(misses.tried() > 150'000);
    CAPTURE(misses.texts());
    CHECK(misses.missed() <= 15); // names with a comma or semicolon in them
}

TEST_CASE("every country and division of a neighbour by its code", "[graph][gazetteer][property]") {
    const Gazetteer& g = Gazetteer::builtin();
    std::size_t n = 0;
    for_each_row("neighbours.csv", [&](const auto& row) {
        const std::string level = cell(row, "level");
        const std::string country = cell(row, "country_code");
        if (country == "IN" || level == "district") {
            return;
        }
        const std::string code = level == "country" ? country : cell(row, "division_code");
        const auto place = g.find("place:" + code);
        INFO(code);
        REQUIRE(place.has_value());
        CHECK(place->code == code);
        CHECK(place->level == (level == "country" ? PlaceLevel::country : PlaceLevel::state));
        ++n;
        if (level == "country") {
            CHECK(g.resolve(cell(row, "name")).place.country_id == "place:" + code);
        } else {
            CHECK(g.resolve(code).place.id == "place:" + code);
        }
    });
    CHECK(n > 3'400);
}

TEST_CASE("every id that resolve() gives is found again", "[graph][gazetteer][property]") {
    const Gazetteer& g = Gazetteer::builtin();
    std::size_t n = 0;
    for_each_row("india_localities.csv", [&](const auto& row) {
        const District& d = district_of(cell(row, "district_lgd_code"));
        for (const graph::Place& place :
             {g.resolve(cell(row, "name") + ", " + d.name + ", " + d.state).place,
              g.resolve(d.name + ", " + d.state).place}) {
            const Resolution r = g.resolve(place.label);
            const auto found = g.find(place.id);
            if (r.status == MatchStatus::district_only || place.id.empty()) {
                continue;
            }
            ++n;
            if (!found || found->id != place.id || found->code != place.code ||
                found->district_id != place.district_id) {
                FAIL_CHECK(place.id);
            }
        }
    });
    CHECK(n > 37'000);
}

TEST_CASE("every district lies in India and has a point of its own",
          "[graph][gazetteer][property]") {
    for (const District& d : districts()) {
        INFO(d.name);
        const auto place = Gazetteer::builtin().resolve(d.name + " District, " + d.state).place;
        REQUIRE(place.latitude.has_value());
        CHECK(*place.latitude > 6.5);
        CHECK(*place.latitude < 37.1);
        CHECK(*place.longitude > 68.0);
        CHECK(*place.longitude < 97.5);
        CHECK(place.country_id == "place:IN");
        CHECK(place.state_id == "place:" + d.state_code);
    }
}
