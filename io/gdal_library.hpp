// SPDX-License-Identifier: Apache-2.0
// The few functions of GDAL that we use, found in the installed library at run time.
#pragma once

namespace sandhan::io {

/// GDAL's C interface (gdal.org/api/vector_c_api.html), which has been the same since version 2.
/// Handles are opaque; the names are GDAL's.
struct GdalLibrary {
    using Handle = void*;

    void (*GDALAllRegister)() = nullptr;
    Handle (*GDALGetDriverByName)(const char*) = nullptr;
    Handle (*GDALCreate)(Handle driver, const char* name, int, int, int, int, char**) = nullptr;
    Handle (*GDALDatasetCreateLayer)(Handle, const char*, Handle srs, int type, char**) = nullptr;
    int (*GDALDatasetStartTransaction)(Handle, int force) = nullptr;
    int (*GDALDatasetCommitTransaction)(Handle) = nullptr;
    void (*GDALClose)(Handle) = nullptr;
    void (*CPLSetThreadLocalConfigOption)(const char*, const char*) = nullptr;
    void (*CPLPushErrorHandler)(void (*)(int, int, const char*)) = nullptr;
    void (*CPLPopErrorHandler)() = nullptr;
    const char* (*CPLGetLastErrorMsg)() = nullptr;
    void (*CPLQuietErrorHandler)(int, int, const char*) = nullptr;
    Handle (*OSRNewSpatialReference)(const char*) = nullptr;
    int (*OSRImportFromEPSG)(Handle, int) = nullptr;
    void (*OSRSetAxisMappingStrategy)(Handle, int) = nullptr;
    void (*OSRRelease)(Handle) = nullptr;
    Handle (*OGR_Fld_Create)(const char*, int type) = nullptr;
    void (*OGR_Fld_SetSubType)(Handle, int) = nullptr;
    void (*OGR_Fld_Destroy)(Handle) = nullptr;
    int (*OGR_L_CreateField)(Handle, Handle, int approximate) = nullptr;
    Handle (*OGR_L_GetLayerDefn)(Handle) = nullptr;
    int (*OGR_L_CreateFeature)(Handle, Handle) = nullptr;
    Handle (*OGR_F_Create)(Handle) = nullptr;
    void (*OGR_F_Destroy)(Handle) = nullptr;
    void (*OGR_F_SetFieldString)(Handle, int, const char*) = nullptr;
    void (*OGR_F_SetFieldDouble)(Handle, int, double) = nullptr;
    void (*OGR_F_SetFieldInteger64)(Handle, int, long long) = nullptr;
    int (*OGR_F_SetGeometryDirectly)(Handle, Handle) = nullptr;
    Handle (*OGR_G_CreateGeometry)(int type) = nullptr;
    void (*OGR_G_AddPoint_2D)(Handle, double, double) = nullptr;
    int (*OGR_G_AddGeometryDirectly)(Handle, Handle) = nullptr;
    unsigned char* (*VSIGetMemFileBuffer)(const char*,
                                          unsigned long long* size,
                                          int unlink) = nullptr;
    int (*VSIUnlink)(const char*) = nullptr;
    void (*VSIFree)(void*) = nullptr;
};

/// nullptr where none is installed that has them all.
[[nodiscard]] const GdalLibrary* gdal_library();

} // namespace sandhan::io
