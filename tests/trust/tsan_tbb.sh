#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds oneTBB so that ThreadSanitizer sees how its threads wait for one another, as oneTBB's
# cmake/README.md tells ("Sanitizers"): without that each hand-over of work looks like a race, and
# what would suppress them would suppress ours too.
#
#   tsan_tbb.sh FOLDER [SOURCE]   FOLDER/lib/libtbb.so is made; SOURCE is oneTBB's, unpacked, of the
#                                 version whose headers are installed (else apt fetches it)
set -eu

folder=$1
source=${2:+$(cd "$2" && pwd)}
mkdir -p "$folder/work"
folder=$(cd "$folder" && pwd)

# Asks the places where the system's own packages come from, and leaves its settings as they are.
fetch() {
    version=$(dpkg-query -W -f '${source:Package}=${source:Version}' libtbb-dev)
    mkdir -p parts lists/partial cache/archives/partial
    for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ ! -f "$list" ] || sed -n 's/^deb /deb-src /p' "$list" >"parts/$(basename "$list" .list).list"
    done
    for list in /etc/apt/sources.list.d/*.sources; do
        [ ! -f "$list" ] || sed 's/^Types:.*/Types: deb-src/' "$list" >"parts/$(basename "$list")"
    done
    for verb in update "source --download-only $version"; do
        # shellcheck disable=SC2086  # a verb and its arguments
        apt-get -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$PWD/parts" \
            -o Dir::State::Lists="$PWD/lists" -o Dir::Cache="$PWD/cache" $verb </dev/null
    done
    # The distribution's changes are to tests and to machines that are not ours.
    mkdir -p source
    tar -xf ./*.orig.tar.* -C source --strip-components=1
}

cd "$folder/work"
if [ -z "$source" ]; then
    fetch
    source=$folder/work/source
fi
cmake -S "$source" -B build -G Ninja -DTBB_SANITIZE=thread -DTBB_TEST=OFF -DTBBMALLOC_BUILD=OFF \
    -DTBB_STRICT=OFF -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_FLAGS=-w \
    -DCMAKE_INSTALL_LIBDIR=lib
cmake --build build --target tbb
cmake --install build --prefix "$folder"
