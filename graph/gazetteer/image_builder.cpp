// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer/image_builder.hpp"

#include "graph/gazetteer/edit_distance.hpp"
#include "graph/gazetteer/fold.hpp"
#include "graph/gazetteer/standing.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>
#include <stdexcept>
#include <unordered_map>

namespace sandhan::graph::gazetteer {
namespace {

std::int32_t scaled(std::optional<double> degrees) {
    return degrees ? static_cast<std::int32_t>(std::lround(*degrees * 1e5)) : no_degrees;
}

class StringTable {
  public:
    std::uint32_t offset(const std::string& text) {
        const auto [at, inserted] =
            m_offsets.try_emplace(text, static_cast<std::uint32_t>(m_bytes.size()));
        if (inserted) {
            m_bytes += text;
            m_bytes += '\0';
        }
        return at->second;
    }
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

  private:
    std::unordered_map<std::string, std::uint32_t> m_offsets;
    std::string m_bytes;
};

class ImageWriter {
  public:
    ImageWriter() : m_bytes(sizeof(ImageHeader)) {
        std::memcpy(m_header.magic, image_magic, sizeof m_header.magic);
    }

    template <class T>
    void section(Section s, const T* data, std::size_t count) {
        m_bytes.resize((m_bytes.size() + 7) / 8 * 8);
        m_header.sections[static_cast<std::size_t>(s)] = {
            static_cast<std::uint32_t>(m_bytes.size()), static_cast<std::uint32_t>(count)};
        const std::size_t at = m_bytes.size();
        m_bytes.resize(at + count * sizeof(T));
        if (count != 0) {
            std::memcpy(m_bytes.data() + at, data, count * sizeof(T));
        }
    }
    template <class T>
    void section(Section s, const std::vector<T>& data) {
        section(s, data.data(), data.size());
    }

    std::vector<std::byte> finish() {
        m_header.bytes = static_cast<std::uint32_t>(m_bytes.size());
        std::memcpy(m_bytes.data(), &m_header, sizeof m_header);
        return std::move(m_bytes);
    }

  private:
    ImageHeader m_header{};
    std::vector<std::byte> m_bytes;
};

KeyRecord key_record(const std::string& key, StringTable& strings) {
    const std::string bones = has_indic(key) ? std::string() : skeleton(key, Spelling::english);
    return {strings.offset(key), static_cast<std::uint32_t>(key.size()), letters_of(key),
            bones.size() < 2 ? 0U : hash_of(bones)};
}

/// Where misspellings of each name are looked for, see Image::near() and Image::of_bones().
class NearNames {
  public:
    NearNames(const std::vector<PlaceRecord>& places, const std::vector<KeyRecord>& keys)
        : m_places(places), m_keys(keys) {
        std::size_t holders = 0; // they are numbered before the localities
        while (holders < places.size() && places[holders].level != PlaceLevel::locality) {
            ++holders;
        }
        m_near.resize(holders + 1);
        m_bones.resize(holders + 1);
    }

    void add(std::uint32_t place, std::uint32_t name, Rated rated) {
        const KeyRecord& key = m_keys[rated.number()];
        // World-wide spellings are many and short of checking: no misspellings of those.
        if (rated.quality() > Quality::variant || key.letters == 0) {
            return;
        }
        const NearRecord near{shape_of(key.letters, key.length), name};
        const BonesRecord bones{key.skeleton, name}; // 0, of too few consonants, is never asked for
        const PlaceRecord& p = m_places[place];
        if (p.standing >= standing::city) {
            m_near.back().push_back(near);
            m_bones.back().push_back(bones);
        }
        if (p.parent == none) {
            return;
        }
        const bool is_village = p.kind > Kind::subdistrict && p.standing < standing::city;
        const PlaceRecord& parent = m_places[p.parent];
        if (parent.level == PlaceLevel::district || !is_village) {
            m_near[p.parent].push_back(near);
        }
        if (parent.level != PlaceLevel::district) {
            m_bones[p.parent].push_back(bones);
        }
        if (parent.parent != none) {
            if (!is_village) {
                m_near[parent.parent].push_back(near);
            }
            m_bones[parent.parent].push_back(bones);
        }
    }

    void write(ImageWriter& writer) {
        write(writer, Section::near_begin, Section::near, m_near);
        write(writer, Section::bones_begin, Section::bones, m_bones);
    }

  private:
    template <class Record>
    static void write(ImageWriter& writer,
                      Section begins,
                      Section records,
                      std::vector<std::vector<Record>>& of_scopes) {
        std::vector<std::uint32_t> begin{0};
        std::vector<Record> flat;
        for (auto& of_scope : of_scopes) {
            std::sort(of_scope.begin(), of_scope.end());
            flat.insert(flat.end(), of_scope.begin(), of_scope.end());
            begin.push_back(static_cast<std::uint32_t>(flat.size()));
        }
        writer.section(begins, begin);
        writer.section(records, flat);
    }

    const std::vector<PlaceRecord>& m_places;
    const std::vector<KeyRecord>& m_keys;
    std::vector<std::vector<NearRecord>> m_near; ///< by scope, the majors last
    std::vector<std::vector<BonesRecord>> m_bones;
};

} // namespace

ImageBuilder::ImageBuilder(const Image& image) {
    const auto degrees = [](std::int32_t value) {
        return value == no_degrees ? std::optional<double>() : value / 1e5;
    };
    m_places.reserve(image.size());
    m_keys.resize(image.size());
    for (std::uint32_t p = 0; p < image.size(); ++p) {
        const PlaceRecord& r = image.place(p);
        m_places.push_back({std::string(image.name(p)), std::string(image.slug(p)),
                            std::string(image.code(p)), r.parent, r.level, r.kind, r.standing,
                            degrees(r.latitude), degrees(r.longitude), r.population, r.pincode});
        for (const Rated k : image.names(p)) {
            m_keys[p].emplace(image.key_text(k.number()), k.quality());
        }
        m_by_slug.emplace(std::pair(r.parent, std::string(image.slug(p))), p);
    }
    for (const PinRecord& pin : image.all_pins()) {
        m_pins.emplace_back(pin.pincode, pin.place);
    }
    m_beside.assign(image.all_beside().begin(), image.all_beside().end());
}

std::uint32_t ImageBuilder::add(NewPlace place) {
    const std::uint32_t p = size();
    if (!m_by_slug.emplace(std::pair(place.parent, place.slug), p).second) {
        throw std::logic_error("gazetteer: two places " + place.slug + " in one parent");
    }
    m_places.push_back(std::move(place));
    m_keys.emplace_back();
    add_name(p, m_places[p].name, Quality::exact);
    if (m_places[p].pincode != 0) {
        add_pin(p, m_places[p].pincode);
    }
    return p;
}

std::optional<std::uint32_t> ImageBuilder::find(std::uint32_t parent, std::string_view slug) const {
    const auto at = m_by_slug.find(std::pair(parent, std::string(slug)));
    return at == m_by_slug.end() ? std::nullopt : std::optional(at->second);
}

void ImageBuilder::add_name(std::uint32_t place, std::string_view name, Quality quality) {
    const std::string key = index_key(name);
    add_key(place, key, quality);
    // `Bara Banki` and `Barabanki`; but Canning - II is not `canningii`.
    const std::size_t last = key.rfind(' ') + 1;
    const bool numbered = !numbers_of("x " + key.substr(last)).substr(1).empty();
    if (!numbered && quality != Quality::weak && key.find(' ') != std::string::npos &&
        !has_indic(key)) {
        add_key(place, squeezed(key), std::max(quality, Quality::variant));
    }
}

void ImageBuilder::add_key(std::uint32_t place, const std::string& key, Quality quality) {
    if (key.empty()) {
        return;
    }
    const auto [at, inserted] = m_keys[place].emplace(key, quality);
    if (!inserted) {
        at->second = std::min(at->second, quality);
    }
}

void ImageBuilder::remove_key(std::uint32_t place, const std::string& key) {
    m_keys[place].erase(key);
}

void ImageBuilder::add_pin(std::uint32_t place, std::uint32_t pincode) {
    m_pins.emplace_back(pincode, place);
}

std::vector<std::byte> ImageBuilder::image() const {
    const std::uint32_t n = size();

    // Coarse levels first, then by parent, then by slug: parents have been numbered before, and
    // the names of one district lie side by side.
    std::vector<std::uint32_t> order(n);
    std::vector<std::uint32_t> number(n, none);
    std::iota(order.begin(), order.end(), 0U);
    auto done = order.begin();
    for (const PlaceLevel level :
         {PlaceLevel::country, PlaceLevel::state, PlaceLevel::district, PlaceLevel::locality}) {
        const auto end = std::stable_partition(
            done, order.end(), [&](std::uint32_t p) { return m_places[p].level == level; });
        std::sort(done, end, [&](std::uint32_t a, std::uint32_t b) {
            const auto holder = [&](std::uint32_t p) {
                return m_places[p].parent == none ? none : number[m_places[p].parent];
            };
            return std::pair(holder(a), std::string_view(m_places[a].slug)) <
                   std::pair(holder(b), std::string_view(m_places[b].slug));
        });
        for (; done != end; ++done) {
            number[*done] = static_cast<std::uint32_t>(done - order.begin());
        }
    }

    StringTable strings;
    std::vector<PlaceRecord> places;
    std::vector<std::uint32_t> majors;
    std::vector<KeyRecord> keys;
    std::vector<std::uint32_t> names_begin{0};
    std::vector<Rated> names;
    std::vector<std::vector<Rated>> bearers;
    std::unordered_map<std::string_view, std::uint32_t> key_number;
    std::vector<std::vector<std::uint32_t>> children(n);
    places.reserve(n);
    for (const std::uint32_t old : order) {
        const NewPlace& from = m_places[old];
        const auto p = static_cast<std::uint32_t>(places.size());
        const std::uint32_t parent = from.parent == none ? none : number[from.parent];
        places.push_back({strings.offset(from.name), strings.offset(from.slug),
                          strings.offset(from.code), parent, scaled(from.latitude),
                          scaled(from.longitude), from.population, from.pincode, from.level,
                          from.kind, from.standing, 0});
        if (parent != none) {
            children[parent].push_back(p);
        }
        if (from.standing >= standing::city) {
            majors.push_back(p);
        }
        for (const auto& [key, quality] : m_keys[old]) {
            const auto [at, inserted] =
                key_number.try_emplace(key, static_cast<std::uint32_t>(keys.size()));
            if (inserted) {
                keys.push_back(key_record(key, strings));
                bearers.emplace_back();
            }
            names.emplace_back(at->second, quality);
            bearers[at->second].emplace_back(p, quality);
        }
        names_begin.push_back(static_cast<std::uint32_t>(names.size()));
    }

    NearNames near(places, keys);
    std::vector<std::uint32_t> name_places(names.size());
    for (std::uint32_t p = 0; p < n; ++p) {
        for (std::uint32_t name = names_begin[p]; name < names_begin[p + 1]; ++name) {
            name_places[name] = p;
            near.add(p, name, names[name]);
        }
    }

    std::vector<std::uint32_t> bearers_begin{0};
    std::vector<Rated> bearers_flat;
    for (const auto& of_key : bearers) {
        bearers_flat.insert(bearers_flat.end(), of_key.begin(), of_key.end());
        bearers_begin.push_back(static_cast<std::uint32_t>(bearers_flat.size()));
    }
    if (keys.size() > KeySlot::most_keys) {
        throw std::length_error("gazetteer: more than 16777215 names");
    }
    std::vector<std::uint32_t> slots(std::bit_ceil(keys.size() * 2 + 1), 0U);
    const std::size_t mask = slots.size() - 1;
    for (std::uint32_t k = 0; k < keys.size(); ++k) {
        const std::string_view key(strings.bytes().data() + keys[k].text, keys[k].length);
        const std::uint64_t hash = hash_of(key);
        std::size_t slot = hash & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = KeySlot::of(hash, k);
    }
    std::vector<std::uint32_t> children_begin{0};
    std::vector<std::uint32_t> children_flat;
    for (auto& of_place : children) {
        std::sort(of_place.begin(), of_place.end(), [&](std::uint32_t a, std::uint32_t b) {
            return m_places[order[a]].slug < m_places[order[b]].slug;
        });
        children_flat.insert(children_flat.end(), of_place.begin(), of_place.end());
        children_begin.push_back(static_cast<std::uint32_t>(children_flat.size()));
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pins;
    for (const auto& [pincode, place] : m_pins) {
        pins.emplace_back(pincode, number[place]);
    }
    std::sort(pins.begin(), pins.end());
    pins.erase(std::unique(pins.begin(), pins.end()), pins.end());
    std::vector<PinRecord> pin_records;
    pin_records.reserve(pins.size());
    for (const auto& [pincode, place] : pins) {
        pin_records.push_back({pincode, place});
    }

    std::vector<BesideRecord> beside;
    for (const BesideRecord& one : m_beside) {
        beside.push_back({number[one.district], number[one.other], one.towns_only});
    }
    std::sort(beside.begin(), beside.end());
    for (const BesideRecord& one : beside) {
        places[one.district].has_beside = 1;
    }

    ImageWriter writer;
    writer.section(Section::places, places);
    writer.section(Section::children_begin, children_begin);
    writer.section(Section::children, children_flat);
    writer.section(Section::names_begin, names_begin);
    writer.section(Section::names, names);
    writer.section(Section::keys, keys);
    writer.section(Section::bearers_begin, bearers_begin);
    writer.section(Section::bearers, bearers_flat);
    writer.section(Section::slots, slots);
    writer.section(Section::pins, pin_records);
    writer.section(Section::majors, majors);
    writer.section(Section::beside, beside);
    writer.section(Section::name_places, name_places);
    near.write(writer);
    writer.section(Section::strings, strings.bytes().data(), strings.bytes().size());
    return writer.finish();
}

} // namespace sandhan::graph::gazetteer
