// SPDX-License-Identifier: Apache-2.0
#include "tests/io/reading.hpp"

#include "tests/support/catch.hpp"

#include <unistd.h>
#include <zlib.h>

#include <fstream>
#include <sstream>

namespace sandhan::tests {
namespace {

class Keep final : public io::RecordSink {
  public:
    explicit Keep(Reading& reading) : m_reading(reading) {}

    void incident(graph::Incident&& incident) override {
        m_reading.incidents.push_back(std::move(incident));
    }
    void
    person(graph::Person&& person, const graph::RecordPlace&, const std::string& list) override {
        m_reading.people.emplace_back(list, std::move(person));
    }
    void fault(graph::Diagnostic&& fault) override { m_reading.faults.push_back(std::move(fault)); }

  private:
    Reading& m_reading;
};

} // namespace

std::vector<std::string> Reading::ids() const {
    std::vector<std::string> all;
    for (const auto& incident : incidents) {
        all.push_back(incident.id);
    }
    return all;
}

std::vector<std::string> Reading::codes() const {
    std::vector<std::string> all;
    for (const auto& one : faults) {
        all.push_back(one.code);
    }
    return all;
}

const graph::Diagnostic& Reading::fault(std::string_view code) const {
    const graph::Diagnostic* found = nullptr;
    for (const auto& one : faults) {
        if (one.code == code) {
            REQUIRE(found == nullptr);
            found = &one;
        }
    }
    CAPTURE(code, codes());
    REQUIRE(found != nullptr);
    return *found;
}

Reading read_files(const std::vector<std::string>& inputs, io::ReadOptions options) {
    Reading reading;
    Keep keep(reading);
    reading.summary = io::read_incidents(inputs, options, keep);
    return reading;
}

Reading read_text(std::string_view text, io::ReadOptions options) {
    std::istringstream stream{std::string(text)};
    options.standard_input = &stream;
    return read_files({"-"}, std::move(options));
}

Reading read_record(std::string_view json) { return read_text(json); }

TempFolder::TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "sandhan-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    m_path = name;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

std::string TempFolder::write(const std::string& name, std::string_view content) const {
    const auto path = m_path / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary)
        .write(content.data(), static_cast<std::streamsize>(content.size()));
    return path.string();
}

std::string TempFolder::path(const std::string& name) const { return (m_path / name).string(); }

std::string gzipped(std::string_view text) {
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8,
                         Z_DEFAULT_STRATEGY) == Z_OK);
    std::string packed(deflateBound(&stream, static_cast<uLong>(text.size())) + 32, '\0');
    std::string plain(text);
    stream.next_in = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

} // namespace sandhan::tests
