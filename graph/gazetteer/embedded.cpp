// SPDX-License-Identifier: Apache-2.0
// The compiled tables as bytes of the program. Assembler rather than an array in C++: compiling
// 19 MB of initialisers takes minutes, this takes none.
#include "graph/gazetteer/embedded.hpp"

asm(".pushsection .rodata\n"
    ".balign 64\n"
    ".globl sandhan_gazetteer_begin\n"
    ".hidden sandhan_gazetteer_begin\n"
    "sandhan_gazetteer_begin:\n"
    ".incbin \"" SANDHAN_GAZETTEER_IMAGE "\"\n"
    ".globl sandhan_gazetteer_end\n"
    ".hidden sandhan_gazetteer_end\n"
    "sandhan_gazetteer_end:\n"
    ".byte 0\n"
    ".popsection\n");

extern "C" {
extern const std::byte sandhan_gazetteer_begin[];
extern const std::byte sandhan_gazetteer_end[];
}

namespace sandhan::graph::gazetteer {

std::span<const std::byte> embedded_image() {
    return {sandhan_gazetteer_begin, sandhan_gazetteer_end};
}

} // namespace sandhan::graph::gazetteer
