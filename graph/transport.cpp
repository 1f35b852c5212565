// SPDX-License-Identifier: Apache-2.0
// The tables of data/transport, compiled into the program as the gazetteer is.
#include "graph/transport.hpp"

#include <cstddef>

asm(".pushsection .rodata\n"
    ".balign 8\n"
    ".globl sandhan_rail_begin\n"
    ".hidden sandhan_rail_begin\n"
    "sandhan_rail_begin:\n"
    ".incbin \"" SANDHAN_RAIL_IMAGE "\"\n"
    ".globl sandhan_rail_end\n"
    ".hidden sandhan_rail_end\n"
    "sandhan_rail_end:\n"
    ".balign 8\n"
    ".globl sandhan_road_begin\n"
    ".hidden sandhan_road_begin\n"
    "sandhan_road_begin:\n"
    ".incbin \"" SANDHAN_ROAD_IMAGE "\"\n"
    ".globl sandhan_road_end\n"
    ".hidden sandhan_road_end\n"
    "sandhan_road_end:\n"
    ".byte 0\n"
    ".popsection\n");

extern "C" {
extern const sandhan::graph::RailLink sandhan_rail_begin[];
extern const sandhan::graph::RailLink sandhan_rail_end[];
extern const sandhan::graph::RoadLink sandhan_road_begin[];
extern const sandhan::graph::RoadLink sandhan_road_end[];
}

namespace sandhan::graph {

// tools/compile_transport.cpp writes these structs as they lie in memory.
static_assert(sizeof(RailLink) == 8 && sizeof(RoadLink) == 6);

std::span<const RailLink> rail_links() { return {sandhan_rail_begin, sandhan_rail_end}; }
std::span<const RoadLink> road_links() { return {sandhan_road_begin, sandhan_road_end}; }

} // namespace sandhan::graph
