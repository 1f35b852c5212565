// SPDX-License-Identifier: Apache-2.0
#include "io/geopackage_writer.hpp"

#include "graph/fuzzy_date.hpp"
#include "io/errors.hpp"
#include "io/gdal_library.hpp"
#include "io/map_features.hpp"
#include "io/writable_document.hpp"

#include <array>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace sandhan::io {
namespace {

using Handle = GdalLibrary::Handle;

// OGRwkbGeometryType, OGRFieldType, OGRFieldSubType of ogr_core.h.
constexpr int wkb_point = 1;
constexpr int wkb_line = 2;
constexpr int wkb_lines = 5;
constexpr int of_text = 4;
constexpr int of_real = 2;
constexpr int of_day = 9;
constexpr int of_whole = 12;
constexpr int of_truth = 0;
constexpr int subtype_truth = 1;

constexpr auto geopackage_own = std::to_array<std::string_view>(
    {"fid", "geom", "id", "source", "target", "from", "to", "distance_km"});

/// Whether each text is a day or nothing, and one is a day.
bool is_column_of_days(const Column& column) {
    const auto* texts = std::get_if<Texts>(&column.values);
    bool any = false;
    for (std::size_t i = 0; texts != nullptr && i < texts->size(); ++i) {
        const std::string& text = (*texts)[i];
        if (text.empty()) {
            continue;
        }
        if (text.size() != 10 || text[4] != '-' || !graph::FuzzyDate::parse(text)) {
            return false;
        }
        any = true;
    }
    return any;
}

int field_type_of(const NamedColumn& field, bool is_day) {
    if (std::holds_alternative<Reals>(field.column->values)) {
        return of_real;
    }
    if (std::holds_alternative<Integers>(field.column->values)) {
        return of_whole;
    }
    if (std::holds_alternative<Booleans>(field.column->values)) {
        return of_truth;
    }
    return is_day ? of_day : of_text;
}

class GeopackageWriter {
  public:
    GeopackageWriter(const GdalLibrary& gdal,
                     const GraphDocument& document,
                     const graph::RunControl& control)
        : m_gdal(gdal), m_document(document), m_control(control), m_features(document),
          m_vertex_fields(named_columns(m_features.vertex_columns(), geopackage_own)),
          m_edge_fields(named_columns(m_features.edge_columns(), geopackage_own)) {
        m_gdal.CPLPushErrorHandler(m_gdal.CPLQuietErrorHandler);
        // Else the file would hold the time at which it was made.
        m_gdal.CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
    }
    ~GeopackageWriter() {
        close();
        m_gdal.VSIUnlink(path);
        m_gdal.CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nullptr);
        m_gdal.CPLPopErrorHandler();
    }
    GeopackageWriter(const GeopackageWriter&) = delete;
    GeopackageWriter& operator=(const GeopackageWriter&) = delete;

    std::vector<graph::Diagnostic> write(std::ostream& out) {
        open();
        places();
        lines();
        require(m_gdal.GDALDatasetCommitTransaction(m_dataset) == 0);
        close();
        unsigned long long size = 0;
        const std::unique_ptr<unsigned char, void (*)(void*)> bytes(
            m_gdal.VSIGetMemFileBuffer(path, &size, 1), m_gdal.VSIFree);
        require(bytes != nullptr);
        out.write(reinterpret_cast<const char*>(bytes.get()), static_cast<std::streamsize>(size));
        std::vector<graph::Diagnostic> notes = m_features.notes();
        note_renamed(m_vertex_fields, notes);
        note_renamed(m_edge_fields, notes);
        return notes;
    }

  private:
    static constexpr const char* path = "/vsimem/sandhan.gpkg"; // memory, not a folder

    void require(bool done) const {
        if (!done) {
            throw FileError(std::string("GeoPackage: GDAL failed: ") + m_gdal.CPLGetLastErrorMsg() +
                            "; write .geojson instead");
        }
    }

    void open() {
        const Handle driver = m_gdal.GDALGetDriverByName("GPKG");
        require(driver != nullptr);
        constexpr int no_raster = 0;
        m_dataset = m_gdal.GDALCreate(driver, path, 0, 0, 0, no_raster, nullptr);
        require(m_dataset != nullptr);
        m_wgs84 = m_gdal.OSRNewSpatialReference(nullptr);
        constexpr int wgs84 = 4326;
        require(m_gdal.OSRImportFromEPSG(m_wgs84, wgs84) == 0);
        constexpr int longitude_first = 0; // OAMS_TRADITIONAL_GIS_ORDER
        m_gdal.OSRSetAxisMappingStrategy(m_wgs84, longitude_first);
        require(m_gdal.GDALDatasetStartTransaction(m_dataset, 0) == 0);
    }

    void close() {
        if (m_dataset != nullptr) {
            m_gdal.GDALClose(std::exchange(m_dataset, nullptr));
        }
        if (m_wgs84 != nullptr) {
            m_gdal.OSRRelease(std::exchange(m_wgs84, nullptr));
        }
    }

    /// A layer with the fields of ours, by name and type, and then those of the columns.
    Handle layer(const char* name,
                 int geometry,
                 const std::vector<std::pair<const char*, int>>& own,
                 const std::vector<NamedColumn>& columns) {
        const Handle made =
            m_gdal.GDALDatasetCreateLayer(m_dataset, name, m_wgs84, geometry, nullptr);
        require(made != nullptr);
        const auto field = [&](const char* field_name, int type) {
            const std::unique_ptr<void, void (*)(Handle)> definition(
                m_gdal.OGR_Fld_Create(field_name, type), m_gdal.OGR_Fld_Destroy);
            if (type == of_truth) {
                m_gdal.OGR_Fld_SetSubType(definition.get(), subtype_truth);
            }
            require(m_gdal.OGR_L_CreateField(made, definition.get(), 0) == 0);
        };
        for (const auto& [field_name, type] : own) {
            field(field_name, type);
        }
        for (const NamedColumn& column : columns) {
            field(column.name.c_str(), field_type_of(column, is_column_of_days(*column.column)));
        }
        return made;
    }

    void places() {
        const Handle made = layer("places", wkb_point, {{"id", of_text}}, m_vertex_fields);
        for (std::size_t v = 0; v < m_document.vertex_ids.size(); ++v) {
            if (!m_features.point(v)) {
                continue;
            }
            const Handle geometry = m_gdal.OGR_G_CreateGeometry(wkb_point);
            m_gdal.OGR_G_AddPoint_2D(geometry, m_features.point(v)->longitude,
                                     m_features.point(v)->latitude);
            put(made, geometry, [&](Handle feature) {
                m_gdal.OGR_F_SetFieldString(feature, 0, m_document.vertex_ids[v].c_str());
                values(feature, 1, m_vertex_fields, v);
            });
        }
    }

    void lines() {
        const Handle made = layer("lines", wkb_lines,
                                  {{"source", of_text},
                                   {"target", of_text},
                                   {"from", of_text},
                                   {"to", of_text},
                                   {"distance_km", of_real}},
                                  m_edge_fields);
        for (std::size_t e = 0; e < m_document.edges.size(); ++e) {
            if (!m_features.has_line(e)) {
                continue;
            }
            const graph::Vertex s = m_document.edges[e].source;
            const graph::Vertex t = m_document.edges[e].target;
            const MapPoint from = *m_features.point(s);
            const MapPoint to = *m_features.point(t);
            const Handle geometry = m_gdal.OGR_G_CreateGeometry(wkb_lines);
            for (const auto& line : great_circle(from, to)) {
                const Handle part = m_gdal.OGR_G_CreateGeometry(wkb_line);
                for (const MapPoint p : line) {
                    m_gdal.OGR_G_AddPoint_2D(part, p.longitude, p.latitude);
                }
                m_gdal.OGR_G_AddGeometryDirectly(geometry, part);
            }
            put(made, geometry, [&](Handle feature) {
                const GraphDrawing& drawing = m_features.drawing();
                m_gdal.OGR_F_SetFieldString(feature, 0, m_document.vertex_ids[s].c_str());
                m_gdal.OGR_F_SetFieldString(feature, 1, m_document.vertex_ids[t].c_str());
                m_gdal.OGR_F_SetFieldString(feature, 2, drawing.label(s).c_str());
                m_gdal.OGR_F_SetFieldString(feature, 3, drawing.label(t).c_str());
                m_gdal.OGR_F_SetFieldDouble(feature, 4,
                                            std::round(great_circle_km(from, to) * 10.0) / 10.0);
                values(feature, 5, m_edge_fields, e);
            });
        }
    }

    template <class Fill>
    void put(Handle made, Handle geometry, Fill fill) {
        const std::unique_ptr<void, void (*)(Handle)> feature(
            m_gdal.OGR_F_Create(m_gdal.OGR_L_GetLayerDefn(made)), m_gdal.OGR_F_Destroy);
        fill(feature.get());
        require(m_gdal.OGR_F_SetGeometryDirectly(feature.get(), geometry) == 0);
        require(m_gdal.OGR_L_CreateFeature(made, feature.get()) == 0);
        constexpr unsigned often = 1024;
        if (++m_written % often == 0) {
            m_control.checkpoint();
        }
    }

    void values(Handle feature,
                int first,
                const std::vector<NamedColumn>& fields,
                std::size_t row) const {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const int at = first + static_cast<int>(i);
            const Column& column = *fields[i].column;
            const std::string text = text_at(&column, row);
            if (text.empty()) {
                continue; // null
            }
            if (const auto* truths = std::get_if<Booleans>(&column.values)) {
                m_gdal.OGR_F_SetFieldInteger64(feature, at, *(*truths)[row] ? 1 : 0);
            } else if (const auto* whole = std::get_if<Integers>(&column.values)) {
                m_gdal.OGR_F_SetFieldInteger64(feature, at, *(*whole)[row]);
            } else if (std::holds_alternative<Reals>(column.values)) {
                m_gdal.OGR_F_SetFieldDouble(feature, at, number_at(&column, row));
            } else {
                m_gdal.OGR_F_SetFieldString(feature, at, text.c_str());
            }
        }
    }

    const GdalLibrary& m_gdal;
    const GraphDocument& m_document;
    const graph::RunControl& m_control;
    MapFeatures m_features;
    std::vector<NamedColumn> m_vertex_fields;
    std::vector<NamedColumn> m_edge_fields;
    Handle m_dataset = nullptr;
    Handle m_wgs84 = nullptr;
    unsigned m_written = 0;
};

} // namespace

bool has_geopackage() {
    const GdalLibrary* gdal = gdal_library();
    return gdal != nullptr && gdal->GDALGetDriverByName("GPKG") != nullptr;
}

std::vector<graph::Diagnostic> write_geopackage(std::ostream& out,
                                                const GraphDocument& document,
                                                const graph::RunControl& control) {
    require_writable(document, "GeoPackage");
    if (!has_geopackage()) {
        throw std::invalid_argument("GeoPackage: GDAL is not installed");
    }
    return GeopackageWriter(*gdal_library(), document, control).write(out);
}

} // namespace sandhan::io
