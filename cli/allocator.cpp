// SPDX-License-Identifier: Apache-2.0
// How the programs' allocator, jemalloc, works: with large pages, since a million incidents fill
// gigabytes, and looking up addresses and clearing pages would else take a fifth of the time.

/// Read by jemalloc when a program starts. Without jemalloc nobody reads it.
extern "C" {
extern const char* const malloc_conf;
const char* const malloc_conf = "thp:always,metadata_thp:always,narenas:1";
}
