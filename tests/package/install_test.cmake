# cmake -DBUILD=… -DSOURCE=… -DCXX=… [-DSANITIZE=…] [-DBUILD_TYPE=…] -P install_test.cmake
# Installs into a temporary prefix, builds a consumer that sees nothing else, and runs it.
cmake_minimum_required(VERSION 3.25)

string(RANDOM LENGTH 12 suffix)
set(scratch "${BUILD}/package-test-${suffix}")
set(prefix "${scratch}/prefix")

function(finish)
    file(REMOVE_RECURSE "${scratch}")
endfunction()

function(run what)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out)
    if(NOT status EQUAL 0)
        finish()
        message(FATAL_ERROR "${what} failed (${status}):\n${out}")
    endif()
    set(output "${out}" PARENT_SCOPE)
endfunction()

run("installing" "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${prefix}")

# What is installed may not lead back to where it was made.
file(GLOB_RECURSE package_files "${prefix}/*.cmake")
file(GLOB_RECURSE headers "${prefix}/include/*")
if(NOT package_files OR NOT headers)
    finish()
    message(FATAL_ERROR "no package files or no headers below ${prefix}")
endif()
foreach(file IN LISTS package_files headers)
    file(READ "${file}" text)
    string(FIND "${text}" "${SOURCE}" at)
    if(NOT at EQUAL -1)
        finish()
        message(FATAL_ERROR "${file} names the source tree")
    endif()
    # The one header that is there for the sake of Boost; every other must cost its reader no second.
    if(text MATCHES "#include <boost/" AND NOT file MATCHES "/graph/boost_graph\\.hpp$")
        finish()
        message(FATAL_ERROR "${file} includes Boost")
    endif()
endforeach()

foreach(file share/man/man1/analyse.1 share/bash-completion/completions/analyse
        share/zsh/site-functions/_analyse share/fish/vendor_completions.d/analyse.fish)
    if(NOT EXISTS "${prefix}/${file}")
        finish()
        message(FATAL_ERROR "${file} is not installed")
    endif()
endforeach()

# The static libraries of a sanitizer build need its run time, so the consumer takes the same flag.
set(flags "")
if(SANITIZE)
    set(flags "-fsanitize=${SANITIZE}")
endif()
run("configuring the consumer" "${CMAKE_COMMAND}" -G Ninja
    -S "${CMAKE_CURRENT_LIST_DIR}/consumer" -B "${scratch}/build"
    "-DCMAKE_PREFIX_PATH=${prefix}" "-DSandhan_INCLUDE=${prefix}/include/sandhan" "-DCMAKE_CXX_COMPILER=${CXX}" "-DCMAKE_CXX_FLAGS=${flags}"
    -DCMAKE_BUILD_TYPE=Debug)
run("building the consumer" "${CMAKE_COMMAND}" --build "${scratch}/build")
run("running the consumer" "${scratch}/build/consumer" "${SOURCE}/samples/rajkot-2020.json")
set(said "${output}")
run("running the installed program" "${prefix}/bin/analyse" routes --format csv --key-file
    "${SOURCE}/tests/golden/test.key" "${SOURCE}/samples/rajkot-2020.json")
finish()

set(wanted "place:IN-WB/south-24-parganas -> place:IN-GJ/rajkot: 1\n2 places\n")
if(NOT said STREQUAL wanted)
    message(FATAL_ERROR "the consumer printed\n${said}instead of\n${wanted}")
endif()
if(NOT output MATCHES "place:IN-WB/south-24-parganas")
    message(FATAL_ERROR "the installed program printed\n${output}")
endif()
