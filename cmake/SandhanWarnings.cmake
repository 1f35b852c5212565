# Warnings and sanitizers, linked PRIVATE by every target of ours and never installed.
add_library(sandhan_warnings INTERFACE)
target_compile_options(sandhan_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
    -Woverloaded-virtual -Wold-style-cast -Werror)

# GCC 12 warns of overlapping copies in std::string that cannot happen (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(sandhan_warnings INTERFACE -Wno-restrict)
endif()

# a*b+c must round the same way on every machine: no contraction to fused multiply-add.
target_compile_options(sandhan_warnings INTERFACE -ffp-contract=off)

if(SANDHAN_SANITIZE)
    target_compile_options(sandhan_warnings INTERFACE
        -fsanitize=${SANDHAN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    if(SANDHAN_SANITIZE_NOT)
        target_compile_options(sandhan_warnings INTERFACE -fno-sanitize=${SANDHAN_SANITIZE_NOT})
    endif()
    add_link_options(-fsanitize=${SANDHAN_SANITIZE})
endif()
