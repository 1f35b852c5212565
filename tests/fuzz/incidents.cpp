// SPDX-License-Identifier: Apache-2.0
// Incidents as JSON, JSON Lines or a table, as the first bytes have it. What is read is written and
// read again.
#include "io/incident_reader.hpp"
#include "io/incident_writer.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <vector>

namespace {

using namespace sandhan;

class Kept : public io::RecordSink {
  public:
    void incident(graph::Incident&& incident) override { incidents.push_back(std::move(incident)); }
    void person(graph::Person&&, const graph::RecordPlace&, const std::string&) override {}
    void fault(graph::Diagnostic&& fault) override {
        fuzz::require(!fault.code.empty() && !fault.message.empty(), "a fault says what it is");
    }
    std::vector<graph::Incident> incidents;
};

void read_into(Kept& kept, const std::string& text) {
    std::istringstream input(text);
    io::ReadOptions options;
    options.standard_input = &input;
    const std::vector<std::string> inputs{"-"};
    (void)io::read_incidents(inputs, options, kept);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz::allow_refusal([&] {
        Kept kept;
        read_into(kept, std::string(fuzz::text_of(data, size)));
        if (kept.incidents.empty()) {
            return;
        }
        std::string lines;
        for (const graph::Incident& incident : kept.incidents) {
            io::append_incident(lines, incident);
            lines += '\n';
        }
        Kept again;
        read_into(again, lines);
        fuzz::require(again.incidents.size() == kept.incidents.size(), "what is written is read");
        for (std::size_t i = 0; i < kept.incidents.size(); ++i) {
            fuzz::require(again.incidents[i].id == kept.incidents[i].id &&
                              again.incidents[i].people.size() == kept.incidents[i].people.size(),
                          "it is the same incident");
        }
    });
}
