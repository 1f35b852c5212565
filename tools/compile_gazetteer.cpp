// SPDX-License-Identifier: Apache-2.0
// compile_gazetteer FOLDER IMAGE: the tables of data/gazetteer as one searchable image.
//
// Run by the build; the program holds its output. What it decides, it decides from the tables
// alone, so the same tables give the same bytes.
#include "graph/gazetteer/additions.hpp"
#include "graph/gazetteer/edit_distance.hpp"
#include "graph/gazetteer/fold.hpp"
#include "graph/gazetteer/standing.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>

namespace sandhan::graph::gazetteer {
namespace {

std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw std::runtime_error(path + ": cannot be read");
    }
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

template <class Row>
void for_each_row(const std::string& path, Row&& use) {
    const std::string text = read(path);
    CsvRows rows(text);
    while (rows.next()) {
        try {
            use(rows);
        } catch (const std::exception& e) {
            throw std::runtime_error(path + ": line " + std::to_string(rows.line()) + ": " +
                                     e.what());
        }
    }
}

std::uint32_t whole(std::string_view cell) {
    return static_cast<std::uint32_t>(number(cell).value_or(0));
}

bool is_neighbour(std::string_view country) {
    static const std::set<std::string_view> codes{"NP", "BD", "BT", "MM", "LK", "PK"};
    return codes.count(country) != 0;
}

/// ISO 3166-2 lists both levels of Bangladesh (BD-A, BD-01) and Sri Lanka (LK-1, LK-11).
bool is_second_level(std::string_view code) {
    const std::string_view part = code.substr(3);
    return (code.substr(0, 2) == "BD" && part[0] >= '0' && part[0] <= '9') ||
           (code.substr(0, 2) == "LK" && part.size() == 2);
}

/// One record of a locality, from any of the three tables.
struct LocalityRow {
    std::string name;
    Kind kind = Kind::village;
    std::optional<double> latitude, longitude;
    std::uint32_t population = 0, pincode = 0;
    std::vector<std::string> alt_names;

    [[nodiscard]] auto rank() const {
        return std::tuple(kind, !latitude, ~population, pincode, latitude, longitude, name);
    }
};

Kind locality_kind(std::string_view type) {
    static const std::map<std::string_view, Kind> kinds{
        {"area_curated", Kind::curated},
        {"capital", Kind::capital},
        {"state_capital", Kind::capital},
        {"city", Kind::city},
        {"town", Kind::town},
        {"neighbourhood", Kind::neighbourhood},
        {"subdistrict", Kind::subdistrict},
        {"village", Kind::village},
        {"post_locality", Kind::post_locality},
        {"post_locality_approx", Kind::post_locality_approx}};
    const auto at = kinds.find(type);
    if (at == kinds.end()) {
        throw std::runtime_error("unknown type " + std::string(type));
    }
    return at->second;
}

class Compiler {
  public:
    explicit Compiler(std::string folder) : m_folder(std::move(folder)) {}

    std::vector<std::byte> compile() {
        add_countries();
        add_states();
        add_districts();
        add_nepal();
        add_foreign_cities();
        gather_localities();
        apply_same();
        for (const auto& [lgd, names] : m_rows) {
            add_localities(m_districts.at(lgd), names);
        }
        apply_curated();
        add_beside();
        for (const auto& [lgd, district] : m_districts) {
            join_seats(district);
            name_plainly(district);
        }
        return m_builder.image();
    }

  private:
    void add_countries();
    void add_states();
    void add_districts();
    void add_nepal();
    void add_foreign_cities();
    void gather_localities();
    void add_localities(std::uint32_t district,
                        const std::map<std::string, std::vector<LocalityRow>>& by_slug);
    void join_seats(std::uint32_t district);
    void name_plainly(std::uint32_t district);
    void apply_curated();
    void apply_same();
    void add_beside();
    void give_names(std::string_view name,
                    const std::vector<std::string>& alt_names,
                    std::uint32_t population,
                    std::uint32_t to,
                    Quality quality);
    [[nodiscard]] std::uint32_t same_locality(const std::vector<std::uint32_t>& kept,
                                              const LocalityRow& row) const;
    std::uint32_t add_locality(std::uint32_t district, const LocalityRow& row);
    void give_alt_name(std::uint32_t place, const std::string& name, bool by_hand);
    [[nodiscard]] bool spells_district(std::uint32_t locality, std::uint32_t district) const;

    std::string m_folder;
    ImageBuilder m_builder;
    std::uint32_t m_india = none;
    std::map<std::string, std::uint32_t> m_countries, m_states, m_districts; ///< by code
    std::map<std::uint32_t, std::string> m_headquarters; ///< key of the district's seat
    std::map<std::string, std::map<std::string, std::vector<LocalityRow>>> m_rows; ///< LGD, slug
    std::map<std::uint32_t, std::vector<std::uint32_t>> m_localities;              ///< of district
    std::map<std::uint32_t, std::vector<std::string>> m_given; ///< alt names of a locality
    std::set<std::pair<std::uint32_t, std::string>> m_same;    ///< district, slug of its town
};

void Compiler::add_countries() {
    const auto named = [this](const CsvRows& row, NewPlace place) {
        place.name = std::string(row.cell("name"));
        place.latitude = number(row.cell("latitude"));
        place.longitude = number(row.cell("longitude"));
        const std::uint32_t p = m_builder.add(std::move(place));
        for (const std::string_view name : listed(row.cell("alt_names"))) {
            // The tables give `Khulna Division` to the district BD-27 too.
            const bool of_division = folded(name).find(" division") != std::string::npos;
            if (!of_division || m_builder.place(p).kind != Kind::second_division) {
                m_builder.add_name(p, name, Quality::variant);
            }
        }
        return p;
    };
    for_each_row(m_folder + "/neighbours.csv", [&](const CsvRows& row) {
        const std::string country(row.cell("country_code"));
        NewPlace place;
        if (row.cell("level") == "country") {
            place.slug = place.code = country;
            place.level = PlaceLevel::country;
            place.kind = Kind::country;
            place.standing = standing::country;
            m_countries[country] = named(row, std::move(place));
            m_builder.add_name(m_countries[country], row.cell("country_alpha3"), Quality::weak);
        } else if (row.cell("level") == "division") {
            place.slug = place.code = std::string(row.cell("division_code"));
            place.parent = m_countries.at(country);
            place.level = PlaceLevel::state;
            place.kind = is_second_level(place.code) ? Kind::second_division : Kind::first_division;
            place.standing = is_neighbour(country) ? standing::district : standing::far_division;
            const std::string code = place.code;
            m_builder.add_name(named(row, std::move(place)), code, Quality::variant);
        }
    });
    m_india = m_countries.at("IN");
}

void Compiler::add_states() {
    std::set<std::string> taken;
    for_each_row(m_folder + "/india_states.csv", [&](const CsvRows& row) {
        NewPlace place;
        place.name = std::string(row.cell("state"));
        place.slug = place.code = std::string(row.cell("state_code"));
        place.parent = m_india;
        place.level = PlaceLevel::state;
        place.kind = Kind::state;
        place.standing = standing::country;
        place.latitude = number(row.cell("latitude"));
        place.longitude = number(row.cell("longitude"));
        const std::uint32_t p = m_builder.add(std::move(place));
        m_states[std::string(row.cell("state_code"))] = p;
        for (const std::string_view name : listed(row.cell("alt_names"))) {
            m_builder.add_name(p, name, Quality::variant);
        }
        std::vector<std::string_view> codes = listed(row.cell("alt_codes"));
        codes.push_back(row.cell("state_code"));
        for (const std::string_view code : codes) {
            m_builder.add_name(p, code, Quality::variant);
            m_builder.add_name(p, code.substr(3), Quality::weak);
        }
        for (const auto& [key, quality] : m_builder.keys(p)) {
            taken.insert(key);
        }
    });
    // `BR` beside `Patna` is Bihar, not Brazil.
    for (const auto& [code, p] : m_countries) {
        if (taken.count(folded(code)) == 0) {
            m_builder.add_name(p, code, Quality::weak);
        }
    }
}

void Compiler::add_districts() {
    for_each_row(m_folder + "/india_districts.csv", [&](const CsvRows& row) {
        NewPlace place;
        place.name = std::string(row.cell("district"));
        place.slug = slug(place.name);
        place.code = std::string(row.cell("lgd_code"));
        place.parent = m_states.at(std::string(row.cell("state_code")));
        place.level = PlaceLevel::district;
        place.kind = Kind::district;
        place.standing = standing::district;
        place.latitude = number(row.cell("latitude"));
        place.longitude = number(row.cell("longitude"));
        const std::string lgd = place.code;
        const std::uint32_t p = m_builder.add(std::move(place));
        m_districts[lgd] = p;
        m_headquarters[p] = folded(row.cell("coord_place"));
        for (const std::string_view name : listed(row.cell("alt_names"))) {
            m_builder.add_name(p, name, Quality::variant);
        }
    });
}

void Compiler::add_nepal() {
    // The provinces of the districts are in the curated table; the points in the other.
    std::map<std::string, std::uint32_t> districts;
    for_each_row(m_folder + "/curated.csv", [&](const CsvRows& row) {
        if (row.cell("type") != "district" || row.cell("country") != "Nepal") {
            return;
        }
        NewPlace place;
        place.name = std::string(row.cell("name"));
        place.slug = slug(place.name);
        for (std::uint32_t p = 0; p < m_builder.size(); ++p) {
            if (m_builder.place(p).parent == m_countries.at("NP") &&
                m_builder.place(p).name == row.cell("state")) {
                place.parent = p;
            }
        }
        if (place.parent == none) {
            throw std::runtime_error("no such province");
        }
        place.code = m_builder.place(place.parent).code;
        place.level = PlaceLevel::district;
        place.kind = Kind::district;
        place.standing = standing::district;
        const std::string key = place.slug;
        districts[key] = m_builder.add(std::move(place));
        for (const std::string_view name : listed(row.cell("alt_names"))) {
            m_builder.add_name(districts[key], name, Quality::variant);
            districts.emplace(slug(name), districts[key]);
        }
    });
    for_each_row(m_folder + "/neighbours.csv", [&](const CsvRows& row) {
        if (row.cell("level") != "district" || row.cell("country_code") != "NP") {
            return;
        }
        NewPlace& place = m_builder.place(districts.at(slug(row.cell("name"))));
        place.latitude = number(row.cell("latitude"));
        place.longitude = number(row.cell("longitude"));
    });
    // Besisahar of Lamjung stands in the table for Salyan, 230 km to its west.
    NewPlace& salyan = m_builder.place(districts.at("salyan"));
    salyan.latitude.reset();
    salyan.longitude.reset();
}

// Where people are taken to abroad: capitals, the Gulf, border towns, the compounds of South-East
// Asia.
void Compiler::add_foreign_cities() {
    for_each_row(m_folder + "/foreign_cities.csv", [&](const CsvRows& row) {
        NewPlace place;
        place.name = std::string(row.cell("name"));
        place.slug = slug(place.name);
        place.parent = m_countries.at(std::string(row.cell("country_code")));
        if (!row.cell("division_code").empty()) {
            place.parent = m_builder.find(place.parent, row.cell("division_code")).value();
        }
        place.code = m_builder.place(place.parent).code;
        place.level = PlaceLevel::locality;
        place.kind = Kind::city;
        place.standing = standing::city;
        place.latitude = number(row.cell("latitude"));
        place.longitude = number(row.cell("longitude"));
        place.population = whole(row.cell("population"));
        const std::uint32_t p = m_builder.add(std::move(place));
        for (const std::string_view name : listed(row.cell("alt_names"))) {
            m_builder.add_name(p, name, Quality::variant);
        }
    });
}

void Compiler::gather_localities() {
    const auto keep = [this](std::string_view lgd, LocalityRow row) {
        const std::string key = slug(row.name);
        m_rows[std::string(lgd)][key].push_back(std::move(row));
    };
    for_each_row(m_folder + "/india_localities.csv", [&](const CsvRows& row) {
        LocalityRow l;
        l.name = std::string(row.cell("name"));
        l.kind = locality_kind(row.cell("type"));
        l.latitude = number(row.cell("latitude"));
        l.longitude = number(row.cell("longitude"));
        l.population = whole(row.cell("population"));
        l.pincode = whole(row.cell("pincode"));
        for (const std::string_view name : listed(row.cell("alt_names"))) {
            l.alt_names.emplace_back(name);
        }
        keep(row.cell("district_lgd_code"), std::move(l));
    });
    for_each_row(m_folder + "/india_post_localities.csv", [&](const CsvRows& row) {
        LocalityRow l;
        l.name = std::string(row.cell("name"));
        l.kind = row.cell("precision") == "p" ? Kind::post_locality : Kind::post_locality_approx;
        l.latitude = number(row.cell("latitude"));
        l.longitude = number(row.cell("longitude"));
        l.pincode = whole(row.cell("pincode"));
        keep(row.cell("district_lgd_code"), std::move(l));
    });
    for_each_row(m_folder + "/india_post_names.csv", [&](const CsvRows& row) {
        LocalityRow l;
        l.name = std::string(row.cell("name"));
        l.kind = Kind::post_name;
        l.pincode = whole(row.cell("pincode"));
        // Its sub-district's headquarters is nearer than the district's.
        const auto& in_district = m_rows[std::string(row.cell("district_lgd_code"))];
        const auto same = in_district.find(slug(row.cell("subdistrict")));
        if (same != in_district.end()) {
            for (const LocalityRow& other : same->second) {
                if (other.kind == Kind::subdistrict) {
                    l.latitude = other.latitude;
                    l.longitude = other.longitude;
                }
            }
        }
        keep(row.cell("district_lgd_code"), std::move(l));
    });
}

std::uint8_t standing_of(Kind kind) {
    return kind == Kind::curated || kind == Kind::capital || kind == Kind::city
               ? standing::city
               : standing::locality;
}

// The tables hold many places twice, under two spellings: Naugachhia and Naugachia. Names of one
// sound in one district are one place unless they lie apart.
void Compiler::add_localities(std::uint32_t district,
                              const std::map<std::string, std::vector<LocalityRow>>& by_slug) {
    std::map<std::string, std::vector<LocalityRow>> by_sound;
    for (const auto& [key, rows] : by_slug) {
        auto& all = by_sound[sounded(folded(rows.front().name))];
        all.insert(all.end(), rows.begin(), rows.end());
    }
    for (auto& [sound, rows] : by_sound) {
        std::sort(rows.begin(), rows.end(),
                  [](const LocalityRow& a, const LocalityRow& b) { return a.rank() < b.rank(); });
        std::vector<std::uint32_t> kept;
        for (const LocalityRow& row : rows) {
            std::uint32_t p = same_locality(kept, row);
            if (p == none) {
                p = add_locality(district, row);
                kept.push_back(p);
            } else {
                m_builder.add_name(p, row.name, Quality::variant);
            }
            if (row.pincode != 0) {
                m_builder.add_pin(p, row.pincode);
            }
            NewPlace& place = m_builder.place(p);
            place.population = std::max(place.population, row.population);
            for (const std::string& name : row.alt_names) {
                m_given[p].push_back(name);
                give_alt_name(p, name, row.kind == Kind::curated);
            }
        }
    }
}

std::uint32_t Compiler::same_locality(const std::vector<std::uint32_t>& kept,
                                      const LocalityRow& row) const {
    // Records further apart than this are two places. The approximate points of the post offices
    // are off by up to about 20 km; two spellings need a better reason than one name does.
    constexpr double apart_km = 25;
    constexpr double spellings_apart_km = 8;
    std::uint32_t nearest = none;
    double least = apart_km;
    for (const std::uint32_t other : kept) {
        const NewPlace& o = m_builder.place(other);
        const bool same_name = slug(o.name) == slug(row.name);
        if (!row.latitude || !o.latitude) {
            if (nearest == none || same_name) {
                nearest = other;
                least = 0;
            }
            continue;
        }
        const double km =
            distance_km({*o.latitude, *o.longitude, true}, {*row.latitude, *row.longitude, true});
        const bool same_pin = row.pincode != 0 && o.pincode == row.pincode;
        if (km <= (same_name || same_pin ? least : std::min(least, spellings_apart_km))) {
            nearest = other;
            least = km;
        }
    }
    return nearest;
}

std::uint32_t Compiler::add_locality(std::uint32_t district, const LocalityRow& row) {
    NewPlace place;
    place.name = row.name;
    place.slug = slug(row.name);
    const bool taken = m_builder.find(district, place.slug).has_value();
    if (taken) {
        place.slug += "-" + std::to_string(row.pincode);
        if (const auto with_pin = m_builder.find(district, place.slug)) {
            return *with_pin;
        }
    }
    place.code = m_builder.place(district).code;
    place.parent = district;
    place.level = PlaceLevel::locality;
    place.kind = row.kind;
    place.standing = standing_of(row.kind);
    place.latitude = row.latitude;
    place.longitude = row.longitude;
    place.population = row.population;
    place.pincode = row.pincode;
    const std::uint32_t p = m_builder.add(std::move(place));
    m_localities[district].push_back(p);
    if (taken) {
        // The name alone means the preferred record: this one answers to name and pin.
        m_builder.remove_key(p, index_key(row.name));
        m_builder.remove_key(p, squeezed(index_key(row.name)));
        m_builder.add_name(p, row.name + " " + std::to_string(row.pincode), Quality::variant);
    }
    return p;
}

// GeoNames calls the town Banka also Bhagalpur, which is the district beside it.
void Compiler::give_alt_name(std::uint32_t place, const std::string& name, bool by_hand) {
    const std::string key = index_key(name);
    const std::uint32_t district = m_builder.place(place).level == PlaceLevel::district
                                       ? place
                                       : m_builder.place(place).parent;
    const bool of_another =
        std::any_of(m_districts.begin(), m_districts.end(), [&](const auto& entry) {
            return entry.second != district && index_key(m_builder.place(entry.second).name) == key;
        });
    if (!of_another) {
        m_builder.add_name(place, name,
                           has_indic(name) || by_hand ? Quality::variant : Quality::weak);
    }
}

/// One name in two spellings; Kanpur of Kanpur Nagar, Leh of Leh Ladakh; but Medinipur is not
/// Paschim Medinipur.
bool is_spelling_of(const std::string& name, const std::string& of) {
    return skeleton(name, Spelling::english) == skeleton(of, Spelling::english) ||
           distance_within(name, of, bound_for(name)) || of.rfind(name + " ", 0) == 0;
}

bool Compiler::spells_district(std::uint32_t locality, std::uint32_t district) const {
    const std::string of = index_key(m_builder.place(district).name);
    return m_builder.keys(locality).count(of) != 0 ||
           is_spelling_of(index_key(m_builder.place(locality).name), of);
}

void Compiler::give_names(std::string_view name,
                          const std::vector<std::string>& alt_names,
                          std::uint32_t population,
                          std::uint32_t to,
                          Quality quality) {
    m_builder.add_name(to, name, quality);
    for (const std::string& alt : alt_names) {
        give_alt_name(to, alt, false);
    }
    m_builder.place(to).population = std::max(m_builder.place(to).population, population);
}

// A district and the town it is named after coincide at every level that is ranked: a bare name
// means the district, which therefore takes over the town's names. A seat of another name (Silchar
// of Cachar) keeps its own, and the district loses it.
void Compiler::join_seats(std::uint32_t district) {
    std::uint32_t namesake = none;
    for (const std::uint32_t p : m_localities[district]) {
        const NewPlace& place = m_builder.place(p);
        if (place.kind > Kind::town || place.kind == Kind::curated) {
            continue;
        }
        if (spells_district(p, district) &&
            (namesake == none || place.population > m_builder.place(namesake).population)) {
            namesake = p;
        }
    }
    if (namesake != none) {
        const NewPlace& town = m_builder.place(namesake);
        // GeoNames' Rajpur is the town of Alirajpur: other Rajpurs go before it.
        const bool spelling =
            is_spelling_of(index_key(town.name), index_key(m_builder.place(district).name));
        give_names(std::string(town.name), m_given[namesake], town.population, district,
                   spelling ? Quality::variant : Quality::weak);
    }
    const auto names = m_builder.keys(district);
    for (const std::uint32_t p : m_localities[district]) {
        NewPlace& place = m_builder.place(p);
        if (place.kind > Kind::subdistrict || place.kind == Kind::curated) {
            continue;
        }
        const std::string key = index_key(place.name);
        if (key == m_headquarters[district]) {
            place.standing = std::max(place.standing, standing::city);
        }
        if (p == namesake || m_same.count({district, place.slug}) != 0 ||
            spells_district(p, district)) {
            continue;
        }
        for (const auto& [name, quality] : m_builder.keys(p)) {
            const auto at = names.find(name);
            if (at != names.end() && at->second == Quality::variant && !has_indic(name) &&
                (quality == Quality::exact || name == m_headquarters[district] ||
                 place.standing == standing::city)) {
                m_builder.remove_key(district, name);
                m_builder.add_key(p, name, Quality::variant);
                place.standing = std::max(place.standing, standing::city);
            }
        }
    }
}

// Where nothing is called Canning, Canning - I answers to it before Canning - II; so does the first
// of Pipli (A) and Pipli (B) to Pipli. Canning 2 is Canning - II.
void Compiler::name_plainly(std::uint32_t district) {
    std::set<std::string> names;
    for (const std::uint32_t p : m_localities[district]) {
        for (const auto& [key, quality] : m_builder.keys(p)) {
            names.insert(key);
        }
    }
    const auto give = [&](std::uint32_t p, const std::string& key) {
        if (key.size() > 2 && names.insert(key).second) {
            m_builder.add_key(p, key, Quality::variant);
        }
    };
    for (const std::uint32_t p : m_localities[district]) {
        const std::string& name = m_builder.place(p).name;
        const std::string key = index_key(name);
        const std::size_t bracket = name.find('(');
        if (bracket != std::string::npos && bracket != 0) {
            give(p, index_key(name.substr(0, bracket)));
        }
        const std::size_t blank = key.rfind(' ');
        const std::string_view last =
            blank == std::string::npos ? std::string_view() : std::string_view(key).substr(blank);
        constexpr std::array<std::string_view, 5> roman{" i", " ii", " iii", " iv", " v"};
        const auto at = std::find(roman.begin(), roman.end(), last);
        if (at != roman.end()) {
            const auto number = at - roman.begin() + 1;
            give(p, key.substr(0, blank + 1) + std::to_string(number));
            if (number == 1 && m_builder.place(p).kind == Kind::subdistrict) {
                give(p, key.substr(0, blank));
            }
        }
    }
}

// Rows of type `same`: a town that is a district (or state) under another name. The table lists
// Delhi in Central Delhi and Mumbai in Mumbai Suburban, though the whole is meant: a town listed
// elsewhere is no place of its own.
void Compiler::apply_same() {
    for_each_row(m_folder + "/curated.csv", [&](const CsvRows& row) {
        if (row.cell("type") != "same") {
            return;
        }
        const std::string_view id = row.cell("alt_names"); // place:IN-HR/gurugram
        const std::size_t slash = id.find('/');
        std::uint32_t target = m_states.at(std::string(id.substr(6, slash - 6)));
        if (slash != std::string_view::npos) {
            target = m_builder.find(target, id.substr(slash + 1)).value();
        }
        const std::uint32_t district =
            m_builder.find(m_states.at(std::string(row.cell("state"))), slug(row.cell("district")))
                .value();
        const std::string name = slug(row.cell("name"));
        auto& by_slug = m_rows.at(m_builder.place(district).code);
        auto& rows = by_slug.at(name);
        for (const LocalityRow& town : rows) {
            if (town.kind <= Kind::town) {
                give_names(town.name, town.alt_names, town.population, target, Quality::variant);
            }
        }
        if (target == district) {
            m_same.emplace(district, name);
            return;
        }
        rows.erase(std::remove_if(rows.begin(), rows.end(),
                                  [](const LocalityRow& r) { return r.kind <= Kind::town; }),
                   rows.end());
        if (rows.empty()) {
            by_slug.erase(name);
        }
    });
}

// Districts were split, 146 of them since 2011, and records keep the district of their day; a
// suburb is written with its city.
void Compiler::add_beside() {
    for_each_row(m_folder + "/also_in.csv", [&](const CsvRows& row) {
        const std::uint32_t state = m_states.at(std::string(row.cell("state_code")));
        const auto district = [&](std::string_view name) {
            const std::size_t slash = name.find('/'); // Thane/Navi Mumbai: a city of a district
            const std::uint32_t d = m_builder.find(state, slug(name.substr(0, slash))).value();
            return slash == std::string_view::npos
                       ? d
                       : m_builder.find(d, slug(name.substr(slash + 1))).value();
        };
        if (row.cell("district") == "*") { // Hyderabad, Andhra Pradesh
            for (const auto& [lgd, d] : m_districts) {
                if (m_builder.place(d).parent == state) {
                    m_builder.add_beside({d, m_states.at(std::string(row.cell("also_in"))), 1U});
                }
            }
            return;
        }
        for (const std::string_view other : listed(row.cell("also_in"))) {
            const auto elsewhere = m_states.find(std::string(other));
            m_builder.add_beside({district(row.cell("district")),
                                  elsewhere != m_states.end() ? elsewhere->second : district(other),
                                  row.cell("why") == "split" ? 0U : 1U});
        }
    });
}

void Compiler::apply_curated() {
    Additions additions(m_builder);
    for_each_row(m_folder + "/curated.csv", [&](const CsvRows& row) {
        if (row.cell("type") != "same" && row.cell("type") != "district") {
            additions.add(row);
        }
    });
}

} // namespace
} // namespace sandhan::graph::gazetteer

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: compile_gazetteer FOLDER IMAGE\n", stderr);
        return 2;
    }
    try {
        const auto image = sandhan::graph::gazetteer::Compiler(argv[1]).compile();
        std::ofstream out(argv[2], std::ios::binary);
        out.write(reinterpret_cast<const char*>(image.data()),
                  static_cast<std::streamsize>(image.size()));
        out.close();
        if (!out) {
            throw std::runtime_error(std::string(argv[2]) + ": cannot be written");
        }
    } catch (const std::exception& e) {
        std::fprintf(stderr, "compile_gazetteer: %s\n", e.what());
        return 1;
    }
    return 0;
}
