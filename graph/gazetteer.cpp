// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer.hpp"

#include "graph/gazetteer/additions.hpp"
#include "graph/gazetteer/csv_rows.hpp"
#include "graph/gazetteer/decision.hpp"
#include "graph/gazetteer/embedded.hpp"
#include "graph/gazetteer/image.hpp"
#include "graph/gazetteer/image_builder.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace sandhan::graph {

using gazetteer::Image;
using gazetteer::none;

std::string_view name_of(PlaceLevel level) {
    switch (level) {
    case PlaceLevel::locality:
        return "locality";
    case PlaceLevel::district:
        return "district";
    case PlaceLevel::state:
        return "state";
    case PlaceLevel::country:
        return "country";
    }
    return {};
}

std::optional<PlaceLevel> parse_level(std::string_view text) {
    for (const PlaceLevel level :
         {PlaceLevel::locality, PlaceLevel::district, PlaceLevel::state, PlaceLevel::country}) {
        if (name_of(level) == text) {
            return level;
        }
    }
    return std::nullopt;
}

std::string_view name_of(MatchStatus status) {
    switch (status) {
    case MatchStatus::exact:
        return "exact";
    case MatchStatus::variant:
        return "variant";
    case MatchStatus::fuzzy:
        return "fuzzy";
    case MatchStatus::district_only:
        return "district_only";
    case MatchStatus::ambiguous:
        return "ambiguous";
    case MatchStatus::unknown:
        return "unknown";
    }
    return {};
}

namespace {

/// Slugs of states and countries are their codes, which are unique by themselves.
std::string id_of(const Image& image, std::uint32_t place) {
    if (image.place(place).level >= PlaceLevel::state) {
        return "place:" + std::string(image.slug(place));
    }
    return id_of(image, image.place(place).parent) + "/" + std::string(image.slug(place));
}

std::string id_of_holder(const Image& image, std::uint32_t place, PlaceLevel level) {
    const std::uint32_t holder = image.holder(place, level);
    return holder == none ? std::string() : id_of(image, holder);
}

Place place_of(const Image& image, std::uint32_t p) {
    Place place;
    place.id = id_of(image, p);
    place.label = gazetteer::label_of(image, p);
    place.name = image.name(p);
    place.level = image.place(p).level;
    place.code = image.code(p);
    if (const auto point = image.point(p)) {
        place.latitude = point->latitude;
        place.longitude = point->longitude;
    }
    place.district_id = id_of_holder(image, p, PlaceLevel::district);
    place.state_id = id_of_holder(image, p, PlaceLevel::state);
    place.country_id = id_of_holder(image, p, PlaceLevel::country);
    return place;
}

} // namespace

struct Gazetteer::Data {
    explicit Data(std::span<const std::byte> bytes) : image(bytes) { index(); }
    explicit Data(std::vector<std::byte> own)
        : owned(std::move(own)), image(std::span<const std::byte>(owned)) {
        index();
    }

    // Everything above a locality by its slug path; localities are found below their holder.
    void index() {
        for (std::uint32_t p = 0; p < image.size(); ++p) {
            if (image.place(p).level != PlaceLevel::locality) {
                by_id.emplace(id_of(image, p), p);
            }
        }
    }

    std::vector<std::byte> owned;
    Image image;
    std::unordered_map<std::string, std::uint32_t> by_id;
};

Gazetteer::Gazetteer(std::unique_ptr<const Data> data) : m_data(std::move(data)) {}
Gazetteer::Gazetteer(Gazetteer&&) noexcept = default;
Gazetteer& Gazetteer::operator=(Gazetteer&&) noexcept = default;
Gazetteer::~Gazetteer() = default;

const Gazetteer& Gazetteer::builtin() {
    static const Gazetteer data(std::make_unique<const Data>(gazetteer::embedded_image()));
    return data;
}

Gazetteer Gazetteer::with_additions(std::string_view csv) {
    gazetteer::ImageBuilder builder{Image(gazetteer::embedded_image())};
    gazetteer::Additions additions(builder);
    gazetteer::CsvRows rows(csv);
    while (rows.next()) {
        additions.add(rows);
    }
    return Gazetteer(std::make_unique<const Data>(builder.image()));
}

Resolution Gazetteer::resolve(std::string_view text) const {
    PlaceText place;
    place.text = text;
    return resolve(place);
}

Resolution Gazetteer::resolve(const PlaceText& text) const {
    const Image& image = m_data->image;
    const gazetteer::Decision decision = gazetteer::decide(image, gazetteer::parts_of(text, image));
    Resolution resolution;
    resolution.status = decision.status;
    resolution.reasons = decision.reasons;
    if (decision.place != none) {
        resolution.place = place_of(image, decision.place);
    }
    if (decision.status == MatchStatus::district_only) {
        Place& place = resolution.place;
        place.id += "/" + slug(decision.unknown_locality);
        place.label = decision.unknown_locality + ", " + place.label;
        place.name = decision.unknown_locality;
        place.level = PlaceLevel::locality;
    }
    if (text.latitude && text.longitude && !resolution.place.id.empty()) {
        resolution.place.latitude = text.latitude;
        resolution.place.longitude = text.longitude;
    }
    for (const std::uint32_t p : decision.candidates) {
        resolution.candidates.push_back(place_of(image, p));
    }
    std::sort(resolution.candidates.begin(), resolution.candidates.end(),
              [](const Place& a, const Place& b) { return a.id < b.id; });
    return resolution;
}

std::optional<Place> Gazetteer::find(std::string_view id) const {
    const Image& image = m_data->image;
    if (const auto at = m_data->by_id.find(std::string(id)); at != m_data->by_id.end()) {
        return place_of(image, at->second);
    }
    const auto slash = id.rfind('/');
    if (slash == std::string_view::npos) {
        return std::nullopt;
    }
    const auto holder = m_data->by_id.find(std::string(id.substr(0, slash)));
    if (holder == m_data->by_id.end()) {
        return std::nullopt;
    }
    const std::uint32_t p = image.child(holder->second, id.substr(slash + 1));
    return p == none ? std::nullopt : std::optional<Place>(place_of(image, p));
}

} // namespace sandhan::graph
