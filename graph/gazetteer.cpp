// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer.hpp"

#include "graph/building/text_hash.hpp"
#include "graph/gazetteer/additions.hpp"
#include "graph/gazetteer/csv_rows.hpp"
#include "graph/gazetteer/decision.hpp"
#include "graph/gazetteer/embedded.hpp"
#include "graph/gazetteer/image.hpp"
#include "graph/gazetteer/image_builder.hpp"
#include "graph/gazetteer/nearest.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <mutex>
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

    /// Made when the first record gives coordinates: most never do.
    const gazetteer::PointGrid& grid() const {
        std::call_once(grid_made, [&] { points = std::make_unique<gazetteer::PointGrid>(image); });
        return *points;
    }

    std::vector<std::byte> owned;
    Image image;
    std::unordered_map<std::string, std::uint32_t> by_id;
    mutable std::once_flag grid_made;
    mutable std::unique_ptr<const gazetteer::PointGrid> points;
};

Gazetteer::Gazetteer(std::unique_ptr<const Data> data) : m_data(std::move(data)) {}
Gazetteer::Gazetteer(Gazetteer&&) noexcept = default;
Gazetteer& Gazetteer::operator=(Gazetteer&&) noexcept = default;
Gazetteer::~Gazetteer() = default;

const Gazetteer& Gazetteer::builtin() {
    static const Gazetteer data(std::make_unique<const Data>(gazetteer::embedded_image()));
    return data;
}

std::uint64_t Gazetteer::builtin_fingerprint() {
    const std::span<const std::byte> image = gazetteer::embedded_image();
    return building::hash_of({reinterpret_cast<const char*>(image.data()), image.size()});
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

/// Lets coordinates decide what the names left open.
void Gazetteer::decide_by_point(const PlaceText& text,
                                const gazetteer::PlaceParts& written,
                                gazetteer::Decision& decision) const {
    const Image& image = m_data->image;
    const bool nameless = written.parts.empty() && written.pincodes.empty();
    const bool unheard_of =
        decision.status == MatchStatus::unknown && (nameless || !decision.unknown_locality.empty());
    if (decision.status != MatchStatus::ambiguous && !unheard_of) {
        return;
    }
    std::vector<std::uint32_t> districts =
        m_data->grid().districts_near(*text.latitude, *text.longitude);
    if (!unheard_of) {
        std::vector<std::uint32_t> fitting = decision.candidates;
        std::erase_if(fitting, [&](std::uint32_t candidate) {
            const std::uint32_t district = image.holder(candidate, PlaceLevel::district);
            return std::find(districts.begin(), districts.end(), district) == districts.end();
        });
        if (fitting.size() == 1) {
            const bool by_name = std::any_of(
                written.parts.begin(), written.parts.end(), [&](const gazetteer::PlacePart& part) {
                    return folded(part.shown) == folded(image.name(fitting.front()));
                });
            decision.status = by_name ? MatchStatus::exact : MatchStatus::variant;
            decision.place = fitting.front();
            decision.candidates.clear();
            decision.reasons.push_back("the coordinates lie near " +
                                       gazetteer::label_of(image, decision.place));
        }
        return;
    }
    std::erase_if(districts, [&](std::uint32_t district) { // not where the text says it is
        return decision.place != none && !image.within(district, decision.place);
    });
    if (districts.size() == 1) {
        decision.status = MatchStatus::district_only;
        decision.place = districts.front();
        if (decision.unknown_locality.empty()) {
            std::array<char, 48> point{};
            std::snprintf(point.data(), point.size(), "%.5f, %.5f", *text.latitude,
                          *text.longitude);
            decision.unknown_locality = point.data();
        }
        decision.reasons.push_back("the places around the coordinates lie in " +
                                   gazetteer::label_of(image, decision.place));
    } else if (districts.size() > 1) {
        decision.status = MatchStatus::ambiguous;
        decision.candidates = districts;
        decision.reasons.emplace_back("the places around the coordinates lie in several districts");
    } else {
        decision.reasons.emplace_back("no known place lies near the coordinates");
    }
}

Resolution Gazetteer::resolve(std::string_view text) const {
    PlaceText place;
    place.text = text;
    return resolve(place);
}

PlaceMemory::PlaceMemory()
    : m_misspelt(std::make_unique<gazetteer::MisspeltMemo>(std::size_t{1} << 13U)) {}
PlaceMemory::PlaceMemory(PlaceMemory&&) noexcept = default;
PlaceMemory& PlaceMemory::operator=(PlaceMemory&&) noexcept = default;
PlaceMemory::~PlaceMemory() = default;

gazetteer::Decision
Gazetteer::decide(const PlaceText& text, bool explain, gazetteer::MisspeltMemo& memo) const {
    const gazetteer::PlaceParts written = gazetteer::parts_of(text, m_data->image);
    gazetteer::Decision decision = gazetteer::decide(
        m_data->image, written, explain ? gazetteer::Explain::yes : gazetteer::Explain::no, memo);
    if (text.latitude && text.longitude) {
        decide_by_point(text, written, decision);
    }
    return decision;
}

/// A locality that is not known, in the district that is. A known place stays where it is, whatever
/// a record says; this one lies where it says.
Place Gazetteer::kept_in_district(const PlaceText& text, gazetteer::Decision& decision) const {
    const Image& image = m_data->image;
    Place place = place_of(image, decision.place);
    place.id += "/" + slug(decision.unknown_locality);
    place.label = decision.unknown_locality + ", " + place.label;
    place.name = decision.unknown_locality;
    place.level = PlaceLevel::locality;
    if (!text.latitude || !text.longitude) {
        return place;
    }
    constexpr double widest_district_km = 200.0; // Kachchh, from its seat to its end
    const auto seat = image.point(decision.place);
    const double off =
        seat ? gazetteer::distance_km(*seat, {*text.latitude, *text.longitude, true}) : 0.0;
    if (off <= widest_district_km) {
        place.latitude = text.latitude;
        place.longitude = text.longitude;
    } else {
        decision.reasons.push_back("the coordinates lie " + std::to_string(std::lround(off)) +
                                   " km away and were not used");
    }
    return place;
}

std::vector<Place> Gazetteer::candidates(const gazetteer::Decision& decision) const {
    std::vector<Place> all;
    for (const std::uint32_t p : decision.candidates) {
        all.push_back(place_of(m_data->image, p));
    }
    std::sort(all.begin(), all.end(), [](const Place& a, const Place& b) { return a.id < b.id; });
    return all;
}

Resolution Gazetteer::resolve(const PlaceText& text) const {
    gazetteer::MisspeltMemo memo(2);
    gazetteer::Decision decision = decide(text, true, memo);
    Resolution resolution;
    resolution.status = decision.status;
    if (decision.status == MatchStatus::district_only) {
        resolution.place = kept_in_district(text, decision);
    } else if (decision.place != none) {
        resolution.place = place(decision.place);
    }
    resolution.candidates = candidates(decision);
    resolution.reasons = std::move(decision.reasons);
    return resolution;
}

PlaceMatch Gazetteer::match(const PlaceText& text, PlaceMemory& memory) const {
    static_assert(PlaceMatch::no_number == none);
    gazetteer::Decision decision = decide(text, false, *memory.m_misspelt);
    PlaceMatch match;
    match.status = decision.status;
    if (decision.status == MatchStatus::district_only) {
        match.own = kept_in_district(text, decision);
    } else {
        match.number = decision.place;
    }
    match.candidates = candidates(decision);
    return match;
}

Place Gazetteer::place(std::uint32_t number) const { return place_of(m_data->image, number); }

std::size_t Gazetteer::size() const { return m_data->image.size(); }

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
