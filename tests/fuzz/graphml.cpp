// SPDX-License-Identifier: Apache-2.0
// The quick parser and expat must tell the same, or refuse alike.
#include "io/graphml_reader.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sandhan;
    const std::string_view text = fuzz::text_of(data, size);
    std::string answers[2];
    for (const bool by_expat : {false, true}) {
        std::string& answer = answers[by_expat ? 1 : 0];
        fuzz::allow_refusal([&] {
            io::GraphmlReadOptions options;
            options.whole_by_expat = by_expat;
            io::GraphDocument document = io::read_graphml(text, "f", options);
            for (const std::string& id : document.vertex_ids) {
                answer += id + '\n';
            }
            answer += std::to_string(document.edges.size());
            fuzz::check_document(std::move(document));
        });
    }
    fuzz::require(answers[0] == answers[1], "both parsers tell the same");
    return 0;
}
