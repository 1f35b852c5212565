# Headers, libraries, the program and find_package(Sandhan).
include(CMakePackageConfigHelpers)

install(TARGETS sandhan_graph sandhan_algorithms sandhan_io
    EXPORT SandhanTargets
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
    FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/sandhan")
install(TARGETS analyse RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(EXPORT SandhanTargets
    NAMESPACE sandhan::
    DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/Sandhan")

configure_package_config_file(
    "${PROJECT_SOURCE_DIR}/cmake/SandhanConfig.cmake.in"
    "${PROJECT_BINARY_DIR}/SandhanConfig.cmake"
    INSTALL_DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/Sandhan")
write_basic_package_version_file(
    "${PROJECT_BINARY_DIR}/SandhanConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES
    "${PROJECT_BINARY_DIR}/SandhanConfig.cmake"
    "${PROJECT_BINARY_DIR}/SandhanConfigVersion.cmake"
    DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/Sandhan")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
