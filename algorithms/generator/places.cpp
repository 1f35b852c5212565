// SPDX-License-Identifier: Apache-2.0
#include "algorithms/generator/places.hpp"

#include "graph/gazetteer/embedded.hpp"
#include "graph/gazetteer/fold.hpp"
#include "graph/gazetteer/image.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace sandhan::algorithms::generator {
namespace {

using graph::MatchStatus;
using graph::PlaceLevel;
using graph::gazetteer::Image;
using graph::gazetteer::Kind;

/// How many localities of a district records name. Cases repeat places; more than this would make
/// each a place of one record.
constexpr std::size_t most_localities = 40;

/// States as registers also write them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> other_states{{
    {"IN-AP", "A.P."},
    {"IN-CG", "Chattisgarh"},
    {"IN-DL", "NCT of Delhi"},
    {"IN-GJ", "Gujrat"},
    {"IN-JH", "Jharkand"},
    {"IN-MH", "Maharastra"},
    {"IN-MP", "M.P."},
    {"IN-OD", "Orissa"},
    {"IN-TN", "Tamilnadu"},
    {"IN-TS", "Telengana"},
    {"IN-UK", "Uttaranchal"},
    {"IN-UP", "U.P."},
    {"IN-WB", "W.B."},
}};

bool plain(std::string_view name) {
    return name.size() > 3 && name.size() < 24 && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ';
           });
}

std::string capitalised(std::string_view folded) {
    std::string text(folded);
    bool first = true;
    for (char& c : text) {
        if (first && c >= 'a' && c <= 'z') {
            c = static_cast<char>(c - 0x20);
        }
        first = c == ' ';
    }
    return text;
}

struct Found {
    std::uint32_t image;
    PlaceForms forms;
};

std::vector<Found> districts_of_india(const Image& image) {
    std::vector<Found> found;
    for (std::uint32_t p = 0; p < image.size(); ++p) {
        if (image.place(p).level != PlaceLevel::district) {
            continue;
        }
        const std::uint32_t state = image.holder(p, PlaceLevel::state);
        const std::string_view state_code =
            state == graph::gazetteer::none ? "" : image.code(state);
        const auto point = image.point(p);
        if (state_code.substr(0, 3) != "IN-" || !point) {
            continue;
        }
        PlaceForms forms;
        forms.id = "place:" + std::string(state_code) + "/" + std::string(image.slug(p));
        forms.name = image.name(p);
        forms.state = image.name(state);
        forms.unit = state_code.substr(3);
        forms.lgd = static_cast<std::uint32_t>(std::stoul(std::string(image.code(p))));
        forms.latitude = point->latitude;
        forms.longitude = point->longitude;
        forms.text = forms.name + ", " + forms.state;
        found.push_back({p, std::move(forms)});
    }
    std::sort(found.begin(), found.end(),
              [](const Found& a, const Found& b) { return a.forms.id < b.forms.id; });
    return found;
}

bool means(const std::string& text, const std::string& id, bool or_within) {
    const auto answer = graph::Gazetteer::builtin().resolve(std::string_view(text));
    const bool sure = answer.status == MatchStatus::exact || answer.status == MatchStatus::variant;
    return sure && (answer.place.id == id || (or_within && answer.place.district_id == id));
}

void find_localities(const Image& image, Found& found) {
    std::vector<std::uint32_t> children;
    for (const std::uint32_t child : image.children(found.image)) {
        if (image.place(child).level == PlaceLevel::locality && plain(image.name(child)) &&
            image.name(child) != found.forms.name) {
            children.push_back(child);
        }
    }
    std::sort(children.begin(), children.end(), [&](std::uint32_t a, std::uint32_t b) {
        const auto& x = image.place(a);
        const auto& y = image.place(b);
        if (x.population != y.population) {
            return x.population > y.population;
        }
        return x.kind != y.kind ? x.kind < y.kind : image.slug(a) < image.slug(b);
    });
    for (const std::uint32_t child : children) {
        if (found.forms.localities.size() == most_localities) {
            break;
        }
        std::string name(image.name(child));
        if (means(name + ", " + found.forms.text, found.forms.id, true) &&
            means(name + " PS, " + found.forms.text, found.forms.id, true)) {
            found.forms.localities.push_back(std::move(name));
        }
    }
}

void find_variants(const Image& image, Found& found) {
    PlaceForms& forms = found.forms;
    std::vector<std::string> names;
    std::vector<std::string> native;
    for (const auto& rated : image.names(found.image)) {
        const std::string_view key = image.key_text(rated.number());
        if (rated.quality() != graph::gazetteer::Quality::variant) {
            continue;
        }
        if (graph::gazetteer::has_indic(key)) {
            native.emplace_back(key);
        } else if (key.size() > 3) {
            names.push_back(capitalised(key));
        }
    }
    std::vector<std::string> texts;
    texts.reserve(names.size());
    for (const std::string& name : names) {
        texts.push_back(name + ", " + forms.state);
    }
    for (const auto& [code, other] : other_states) {
        if (code.substr(3) == forms.unit) {
            texts.push_back(forms.name + ", " + std::string(other));
        }
    }
    texts.push_back(forms.name + ", " + forms.unit);
    texts.push_back(forms.name + " district, " + forms.state);
    for (std::string& text : texts) {
        if (means(text, forms.id, false) && forms.variants.size() < 8) {
            forms.variants.push_back(std::move(text));
        }
    }
    for (const std::string& name : native) {
        std::string text = name + ", " + forms.state;
        if (means(text, forms.id, false) && forms.scripts.size() < 3) {
            forms.scripts.push_back(std::move(text));
        }
    }
}

PlaceForms place_abroad(std::string_view id) {
    const std::string full = "place:" + std::string(id);
    const auto place = graph::Gazetteer::builtin().find(full);
    if (!place) {
        throw std::logic_error("generator: the gazetteer has no " + full);
    }
    PlaceForms forms;
    forms.id = full;
    forms.name = place->name;
    forms.unit = id.substr(0, 2);
    forms.latitude = place->latitude.value_or(0);
    forms.longitude = place->longitude.value_or(0);
    if (place->level == PlaceLevel::country) {
        forms.state = place->name;
        forms.text = place->name;
        return forms;
    }
    const auto country = graph::Gazetteer::builtin().find(place->country_id);
    forms.state = country ? country->name : "";
    forms.text = forms.name + ", " + forms.state;
    return forms;
}

} // namespace

Places::Places() {
    const Image image(graph::gazetteer::embedded_image());
    std::vector<Found> found = districts_of_india(image);
    oneapi::tbb::parallel_for(std::size_t{0}, found.size(), [&](std::size_t i) {
        find_localities(image, found[i]);
        find_variants(image, found[i]);
    });
    for (Found& one : found) {
        m_places.push_back(std::move(one.forms));
    }
    m_indian = m_places.size();
    std::set<std::string_view> abroad;
    for (const SourceArea& area : source_areas()) {
        abroad.insert(area.id);
    }
    for (const DestinationArea& area : destination_areas()) {
        abroad.insert(area.id);
    }
    for (const std::string_view id : abroad) {
        if (id.substr(0, 3) != "IN-") {
            m_places.push_back(place_abroad(id));
        }
    }
    for (PlaceIndex p = 0; p < m_places.size(); ++p) {
        m_by_id.emplace(m_places[p].id, p);
        if (m_places[p].lgd != 0) {
            m_by_lgd.emplace(m_places[p].lgd, p);
        }
    }
}

PlaceIndex Places::at(const std::string& id) const {
    const auto found = m_by_id.find(id);
    if (found == m_by_id.end()) {
        throw std::logic_error("generator: the gazetteer has no " + id);
    }
    return found->second;
}

double rough_km(const PlaceForms& a, const PlaceForms& b) {
    // A degree of longitude at 23 degrees north, the middle of the region, is 0.92 of one of
    // latitude. No cosine: its last digit would differ between machines.
    const double north = 111.2 * (a.latitude - b.latitude);
    const double east = 111.2 * 0.92 * (a.longitude - b.longitude);
    return std::sqrt(north * north + east * east);
}

} // namespace sandhan::algorithms::generator
