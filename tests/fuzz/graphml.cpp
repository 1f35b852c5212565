// SPDX-License-Identifier: Apache-2.0
// The quick parser and expat must tell the same, or refuse alike.
#include "io/graphml_reader.hpp"
#include "io/xml_parser.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sandhan;
    const std::string_view text = fuzz::text_of(data, size);
    std::vector<std::string> answers;
    for (const auto parsing :
         {io::XmlParsing::here, io::XmlParsing::ahead, io::XmlParsing::expat}) {
        std::string& answer = answers.emplace_back();
        fuzz::allow_refusal([&] {
            io::GraphmlReadOptions options;
            options.parsing = parsing;
            io::GraphDocument document = io::read_graphml(text, "f", options);
            for (const std::string& id : document.vertex_ids) {
                answer += id + '\n';
            }
            answer += std::to_string(document.edges.size());
            fuzz::check_document(std::move(document));
        });
    }
    fuzz::require(answers[0] == answers[2], "both parsers tell the same");
    fuzz::require(answers[1] == answers[2], "the parser that reads ahead tells the same");
    return 0;
}
