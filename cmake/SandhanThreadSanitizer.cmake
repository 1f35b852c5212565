# ThreadSanitizer believes only in what it sees: the system's oneTBB hands work from thread to thread
# unseen, so each hand-over is reported as a race, 404 of them in a program that has none. Linked here
# is the one that tests/trust/tsan_tbb.sh builds, of the version whose headers are included.
find_library(SANDHAN_TSAN_TBB tbb PATHS "${PROJECT_SOURCE_DIR}/build/tsan-tbb/lib" NO_DEFAULT_PATH)
if(NOT SANDHAN_TSAN_TBB)
    message(FATAL_ERROR "Under ThreadSanitizer oneTBB must be built with it too; once: "
        "tests/trust/tsan_tbb.sh build/tsan-tbb (./run races does it)")
endif()
get_target_property(tbb_builds TBB::tbb IMPORTED_CONFIGURATIONS)
foreach(build IN LISTS tbb_builds)
    get_target_property(of_system TBB::tbb IMPORTED_LOCATION_${build})
    foreach(library of_system SANDHAN_TSAN_TBB)
        file(REAL_PATH "${${library}}" ${library}_file)
        get_filename_component(${library}_name "${${library}_file}" NAME)
    endforeach()
    if(NOT of_system_name STREQUAL SANDHAN_TSAN_TBB_name)
        message(FATAL_ERROR "${SANDHAN_TSAN_TBB_file} is not of the version of the headers, which is "
            "that of ${of_system_name}: remove build/tsan-tbb and make it again")
    endif()
    set_target_properties(TBB::tbb PROPERTIES IMPORTED_LOCATION_${build} "${SANDHAN_TSAN_TBB}")
endforeach()
