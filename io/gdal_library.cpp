// SPDX-License-Identifier: Apache-2.0
#include "io/gdal_library.hpp"

#include <dlfcn.h>

#include <array>
#include <cstring>
#include <optional>

namespace sandhan::io {
namespace {

template <class Function>
bool find(void* library, const char* name, Function& function) {
    void* symbol = dlsym(library, name);
    static_assert(sizeof symbol == sizeof function);
    std::memcpy(&function, &symbol, sizeof function); // POSIX: dlsym gives functions too
    return symbol != nullptr;
}

std::optional<GdalLibrary> load() {
    // Debian 12 has .32, Ubuntu 24.04 .34; the plain name is of the development package.
    constexpr std::array names{"libgdal.so.32", "libgdal.so.34", "libgdal.so.36", "libgdal.so.35",
                               "libgdal.so.33", "libgdal.so.31", "libgdal.so"};
    void* library = nullptr;
    for (const char* name : names) {
        library = dlopen(name, RTLD_LAZY | RTLD_LOCAL);
        if (library != nullptr) {
            break;
        }
    }
    if (library == nullptr) {
        return std::nullopt;
    }
    GdalLibrary gdal;
#define SANDHAN_FIND(function) find(library, #function, gdal.function)
    const bool complete =
        SANDHAN_FIND(GDALAllRegister) && SANDHAN_FIND(GDALGetDriverByName) &&
        SANDHAN_FIND(GDALCreate) && SANDHAN_FIND(GDALDatasetCreateLayer) &&
        SANDHAN_FIND(GDALDatasetStartTransaction) && SANDHAN_FIND(GDALDatasetCommitTransaction) &&
        SANDHAN_FIND(GDALClose) && SANDHAN_FIND(CPLSetThreadLocalConfigOption) &&
        SANDHAN_FIND(CPLPushErrorHandler) && SANDHAN_FIND(CPLPopErrorHandler) &&
        SANDHAN_FIND(CPLGetLastErrorMsg) && SANDHAN_FIND(CPLQuietErrorHandler) &&
        SANDHAN_FIND(OSRNewSpatialReference) && SANDHAN_FIND(OSRImportFromEPSG) &&
        SANDHAN_FIND(OSRSetAxisMappingStrategy) && SANDHAN_FIND(OSRRelease) &&
        SANDHAN_FIND(OGR_Fld_Create) && SANDHAN_FIND(OGR_Fld_SetSubType) &&
        SANDHAN_FIND(OGR_Fld_Destroy) && SANDHAN_FIND(OGR_L_CreateField) &&
        SANDHAN_FIND(OGR_L_GetLayerDefn) && SANDHAN_FIND(OGR_L_CreateFeature) &&
        SANDHAN_FIND(OGR_F_Create) && SANDHAN_FIND(OGR_F_Destroy) &&
        SANDHAN_FIND(OGR_F_SetFieldString) && SANDHAN_FIND(OGR_F_SetFieldDouble) &&
        SANDHAN_FIND(OGR_F_SetFieldInteger64) && SANDHAN_FIND(OGR_F_SetGeometryDirectly) &&
        SANDHAN_FIND(OGR_G_CreateGeometry) && SANDHAN_FIND(OGR_G_AddPoint_2D) &&
        SANDHAN_FIND(OGR_G_AddGeometryDirectly) && SANDHAN_FIND(VSIGetMemFileBuffer) &&
        SANDHAN_FIND(VSIUnlink) && SANDHAN_FIND(VSIFree);
#undef SANDHAN_FIND
    if (!complete) {
        dlclose(library);
        return std::nullopt;
    }
    gdal.GDALAllRegister();
    return gdal;
}

} // namespace

const GdalLibrary* gdal_library() {
    static const std::optional<GdalLibrary> gdal = load();
    return gdal ? &*gdal : nullptr;
}

} // namespace sandhan::io
