// SPDX-License-Identifier: Apache-2.0
#include "io/case_file.hpp"

#include "graph/gazetteer.hpp"
#include "graph/string_pool.hpp"
#include "graph/vocabulary.hpp"
#include "io/case_checks.hpp"
#include "io/case_layout.hpp"
#include "io/case_sealing.hpp"
#include "io/checksum.hpp"
#include "io/errors.hpp"
#include "io/file_witness.hpp"
#include "io/version.hpp"

#include <fcntl.h>
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_reduce.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <limits>
#include <system_error>
#include <utility>

namespace sandhan::io {

using namespace case_layout;

namespace {

constexpr std::size_t data_begin(std::uint64_t sections) {
    const std::size_t end = sizeof(Header) + sections * sizeof(Section);
    return (end + alignment - 1) / alignment * alignment;
}

constexpr std::size_t aligned(std::size_t bytes) {
    return (bytes + alignment - 1) / alignment * alignment;
}

constexpr std::uint64_t blocks_of(std::uint64_t bytes) {
    return bytes / block_bytes + (bytes % block_bytes != 0 ? 1 : 0);
}

template <class T>
std::span<const std::byte> bytes_of(const graph::Table<T>& table) {
    return std::as_bytes(std::span<const T>(table));
}

template <class E>
void add_words(RunningChecksum& sum) {
    for (const graph::Word<E>& word : graph::words<E>()) {
        const auto value = static_cast<std::uint8_t>(word.value);
        sum.add(std::as_bytes(std::span(&value, 1)));
        sum.add(std::as_bytes(std::span(word.text)));
        constexpr char end = '\n';
        sum.add(std::as_bytes(std::span(&end, 1)));
    }
}

/// What the numbers in the rows mean. A version that gives another word to a number, or only knows
/// one more synonym, reads records otherwise and may not answer from the file.
std::uint64_t vocabulary_sum() {
    RunningChecksum sum;
    add_words<graph::IncidentStatus>(sum);
    add_words<graph::Recruitment>(sum);
    add_words<graph::Control>(sum);
    add_words<graph::Exploitation>(sum);
    add_words<graph::PersonRole>(sum);
    add_words<graph::PersonStatus>(sum);
    add_words<graph::Sex>(sum);
    add_words<graph::IdentifierType>(sum);
    add_words<graph::OrganisationType>(sum);
    add_words<graph::OrganisationRole>(sum);
    add_words<graph::StopRole>(sum);
    add_words<graph::TransportMode>(sum);
    add_words<graph::PlaceRole>(sum);
    add_words<graph::TieType>(sum);
    return sum.value();
}

std::uint64_t header_sum(std::span<const std::byte> before_data) {
    std::vector<std::byte> bytes(before_data.begin(), before_data.end());
    std::memset(bytes.data() + offsetof(Header, sum), 0, sizeof(Header::sum));
    return checksum(bytes);
}

// --- writing -------------------------------------------------------------------------------------

class NotesBuilder {
  public:
    Notes build(const CaseNotes& notes, std::span<const graph::Diagnostic> faults) {
        Notes rows;
        NotesRow about;
        about.incidents = notes.incidents;
        about.people = notes.people;
        about.unusable = notes.unusable;
        about.as_of = m_texts.intern(notes.as_of);
        about.mapping = m_texts.intern(notes.mapping_file);
        about.gazetteer = m_texts.intern(notes.gazetteer_file);
        about.places = m_texts.intern(notes.gazetteer_places);
        about.strict = notes.strict ? 1 : 0;
        rows.about = std::vector{about};
        rows.files = interned(notes.files);
        rows.folders = interned(notes.inputs.folders);
        std::vector<InputRow> inputs;
        for (const CaseInput& input : notes.inputs.files) {
            inputs.push_back({input.bytes, input.modified_ns, input.sum, m_texts.intern(input.name),
                              m_texts.intern(input.path)});
        }
        rows.inputs = std::move(inputs);
        std::vector<FaultRow> fault_rows;
        fault_rows.reserve(faults.size());
        for (const graph::Diagnostic& fault : faults) {
            FaultRow row;
            row.line = fault.where.line;
            row.file = m_texts.intern(fault.where.file);
            row.pointer = m_texts.intern(fault.where.pointer);
            row.incident = m_texts.intern(fault.incident);
            row.code = m_texts.intern(fault.code);
            row.value = m_texts.intern(fault.value);
            row.message = m_texts.intern(fault.message);
            row.is_warning = fault.severity == graph::Severity::warning ? 1 : 0;
            fault_rows.push_back(row);
        }
        rows.faults = std::move(fault_rows);
        std::vector<std::string_view> texts;
        for (graph::StringId id = 1; id < m_texts.size(); ++id) {
            texts.push_back(m_texts[id]);
        }
        rows.texts = graph::StringTable(texts);
        return rows;
    }

  private:
    std::vector<graph::StringId> interned(const std::vector<std::string>& texts) {
        std::vector<graph::StringId> ids;
        ids.reserve(texts.size());
        for (const std::string& text : texts) {
            ids.push_back(m_texts.intern(text));
        }
        return ids;
    }

    graph::StringPool m_texts;
};

/// What stands where: the directory, and the bytes of every section.
struct Plan {
    std::vector<Section> sections;
    std::vector<std::span<const std::byte>> content;
    std::uint64_t data_bytes = 0;

    template <class T>
    void operator()(const char*, const graph::Table<T>& table) {
        sections.push_back(
            {static_cast<std::uint32_t>(sections.size()), sizeof(T), table.size(), data_bytes});
        content.push_back(bytes_of(table));
        data_bytes += aligned(content.back().size());
    }
    void operator()(const char* name, const graph::StringTable& texts) {
        (*this)(name, texts.offsets());
        (*this)(name, texts.bytes());
    }

    [[nodiscard]] std::uint64_t file_bytes() const {
        return data_begin(sections.size()) + data_bytes +
               (blocks_of(data_bytes) + 1) * sizeof(std::uint64_t);
    }
};

class ImageWriter {
  public:
    ImageWriter(OutputFile& out, Sealer* sealer, const graph::RunControl& control)
        : m_out(out), m_sealer(sealer), m_control(control) {
        m_block.reserve(block_bytes);
    }

    void write(const Plan& plan) {
        write_header(plan);
        for (const auto& content : plan.content) {
            add(content);
            constexpr std::array<std::byte, alignment> zeros{};
            add(std::span(zeros).first(aligned(content.size()) - content.size()));
            m_control.report(m_written, plan.data_bytes);
        }
        end_block();
        const std::uint64_t sum = checksum(std::as_bytes(std::span(m_sums)));
        m_sums.push_back(sum);
        put(std::as_bytes(std::span(m_sums)));
        if (m_sealer != nullptr) {
            m_sealer->finish();
        }
    }

  private:
    void write_header(const Plan& plan) {
        Header header;
        header.magic = plain_magic;
        header.data_bytes = plan.data_bytes;
        header.gazetteer = graph::Gazetteer::builtin_fingerprint();
        header.vocabulary = vocabulary_sum();
        const std::string_view tool = version;
        std::copy_n(tool.begin(), std::min(tool.size(), header.tool_version.size() - 1),
                    header.tool_version.begin());
        header.sections = static_cast<std::uint32_t>(plan.sections.size());
        std::vector<std::byte> bytes(data_begin(plan.sections.size()));
        std::memcpy(bytes.data(), &header, sizeof header);
        std::memcpy(bytes.data() + sizeof header, plan.sections.data(),
                    plan.sections.size() * sizeof(Section));
        header.sum = header_sum(bytes);
        std::memcpy(bytes.data(), &header, sizeof header);
        put(bytes);
    }

    void add(std::span<const std::byte> bytes) {
        while (!bytes.empty()) {
            const std::size_t n = std::min(bytes.size(), block_bytes - m_block.size());
            m_block.insert(m_block.end(), bytes.begin(),
                           bytes.begin() + static_cast<std::ptrdiff_t>(n));
            bytes = bytes.subspan(n);
            if (m_block.size() == block_bytes) {
                end_block();
            }
        }
    }

    void end_block() {
        if (m_block.empty()) {
            return;
        }
        m_control.checkpoint();
        m_sums.push_back(checksum(m_block));
        put(m_block);
        m_written += m_block.size();
        m_block.clear();
    }

    void put(std::span<const std::byte> bytes) {
        if (m_sealer != nullptr) {
            m_sealer->write(bytes);
        } else {
            m_out.stream().write(reinterpret_cast<const char*>(bytes.data()),
                                 static_cast<std::streamsize>(bytes.size()));
        }
    }

    OutputFile& m_out;
    Sealer* m_sealer;
    const graph::RunControl& m_control;
    std::vector<std::byte> m_block;
    std::vector<std::uint64_t> m_sums;
    std::uint64_t m_written = 0;
};

// --- reading -------------------------------------------------------------------------------------

SharedBytes mapped(const std::string& path) {
    const auto fail = [&](int error) {
        throw FileError(path + ": cannot be read: " + std::generic_category().message(error) +
                        "; check the name and your permission");
    };
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        fail(errno);
    }
    struct stat status {};
    if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(file);
        throw FileError(path +
                        ": a case file must be a file on a disk, as it is mapped into memory");
    }
    tell_reading(path);
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) {
        ::close(file);
        return {};
    }
    // Its pages come as they are looked at, each fault mapping its neighbours: MAP_POPULATE walks
    // page by page, on one thread, and takes twice the time of all that in the threads that sum.
    void* at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    const int error = errno;
    ::close(file);
    if (at == MAP_FAILED) {
        fail(error);
    }
    const std::shared_ptr<const void> owner(
        at, [size](const void* m) { ::munmap(const_cast<void*>(m), size); });
    return {{static_cast<const std::byte*>(at), size}, owner};
}

std::size_t equal_bytes(std::string_view text, const std::array<char, magic_size>& magic) {
    std::size_t equal = 0;
    for (std::size_t i = 0; i < std::min(text.size(), magic.size()); ++i) {
        equal += text[i] == magic[i] ? 1U : 0U;
    }
    return equal;
}

} // namespace

struct FaultList::Rows {
    graph::StringTable texts;
    graph::Table<FaultRow> rows;
};

FaultList::FaultList() = default;
FaultList::~FaultList() = default;
FaultList::FaultList(FaultList&&) noexcept = default;
FaultList& FaultList::operator=(FaultList&&) noexcept = default;

std::size_t FaultList::size() const { return m_rows ? m_rows->rows.size() : 0; }

graph::Severity FaultList::severity(std::size_t i) const {
    return m_rows->rows[i].is_warning != 0 ? graph::Severity::warning : graph::Severity::error;
}

graph::Diagnostic FaultList::operator[](std::size_t i) const {
    const FaultRow& row = m_rows->rows[i];
    const auto text = [&](graph::StringId id) { return std::string(m_rows->texts[id]); };
    return {{text(row.file), row.line, text(row.pointer)},
            text(row.incident),
            text(row.code),
            severity(i),
            text(row.value),
            text(row.message)};
}

class CaseFileReader {
  public:
    CaseFileReader(const std::string& path, const CaseReading& reading)
        : m_path(path), m_reading(reading) {}

    CaseFile read() {
        m_image = mapped(m_path);
        const std::string_view opening(reinterpret_cast<const char*>(m_image.bytes.data()),
                                       m_image.bytes.size());
        m_encrypted = equal_bytes(opening, sealed_magic) == magic_size;
        if (m_encrypted) {
            m_image = unsealed(m_image.bytes, m_path, m_reading);
        } else if (equal_bytes(opening, plain_magic) != magic_size) {
            throw damaged(m_image.bytes.empty() ? "there is nothing in it"
                                                : "not a case file, or damaged in its first bytes");
        }
        check_header();
        check_sums();
        CaseFile file;
        Notes notes;
        each_section(file.store, notes, *this);
        if (const auto bad = impossible_row(file.store, notes, m_reading.control)) {
            throw damaged("the numbers in it contradict each other (" + *bad + ")");
        }
        file.notes = notes_of(notes);
        file.faults.m_rows = std::make_unique<FaultList::Rows>();
        file.faults.m_rows->rows = std::move(notes.faults);
        file.faults.m_rows->texts = std::move(notes.texts);
        return file;
    }

    template <class T>
    void operator()(const char* name, graph::Table<T>& table) {
        const Section& section = m_sections[m_next];
        const std::uint64_t data = m_header.data_bytes;
        if (section.number != m_next++ || section.row_bytes != sizeof(T) ||
            section.at % alignment != 0 || section.at > data ||
            section.rows > (data - section.at) / sizeof(T)) {
            throw damaged(std::string("its directory is wrong (") + name + ")");
        }
        table = graph::Table<T>({reinterpret_cast<const T*>(data_at(section.at)), section.rows},
                                m_image.owner);
    }
    void operator()(const char* name, graph::StringTable& texts) {
        graph::Table<std::uint64_t> offsets;
        graph::Table<char> bytes;
        (*this)(name, offsets);
        (*this)(name, bytes);
        texts = graph::StringTable(std::move(offsets), std::move(bytes));
    }

  private:
    [[nodiscard]] ParseError damaged(const std::string& what) const {
        return ParseError(m_path + ": " + what + "; copy it again from where it was made, or " +
                          build_again());
    }

    [[nodiscard]] std::string build_again() const {
        return std::string("build it again with `analyse build INPUT…") +
               (m_encrypted ? " --encrypt" : "") + " -o " + m_path + "`";
    }

    [[nodiscard]] const std::byte* data_at(std::uint64_t at) const {
        return m_image.bytes.data() + data_begin(m_header.sections) + at;
    }

    void check_header() {
        const std::uint64_t size = m_image.bytes.size();
        if (size < sizeof m_header) {
            throw damaged("the case file is cut short within its header");
        }
        std::memcpy(&m_header, m_image.bytes.data(), sizeof m_header);
        if (m_header.byte_order == foreign_byte_order) {
            throw ParseError(m_path + ": made on a machine that orders bytes the other way round; "
                                      "build it on this kind of machine");
        }
        constexpr std::uint32_t most_sections = 4096; // keeps the sums below in their range
        if (m_header.sections > most_sections || size < data_begin(m_header.sections)) {
            throw damaged("the header of the case file is damaged, or the file is cut short");
        }
        if (header_sum(m_image.bytes.first(data_begin(m_header.sections))) != m_header.sum ||
            m_header.byte_order != byte_order_mark) {
            throw damaged("the header of the case file is damaged");
        }
        check_origin();
        check_size(size);
        m_sections.resize(m_header.sections);
        std::memcpy(m_sections.data(), m_image.bytes.data() + sizeof m_header,
                    m_sections.size() * sizeof(Section));
        Notes notes;
        graph::CaseStore store;
        Plan expected;
        each_section(store, notes, expected);
        if (m_sections.size() != expected.sections.size()) {
            throw damaged("its directory is wrong");
        }
    }

    /// Who made it: a file that is whole and still not ours.
    void check_origin() const {
        const std::string tool(
            m_header.tool_version.begin(),
            std::find(m_header.tool_version.begin(), m_header.tool_version.end(), '\0'));
        const std::string made = m_path + ": made by analyse " + tool;
        if (m_header.format != format_version) {
            throw ParseError(made + " in format " + std::to_string(m_header.format) +
                             ", and this one (" + std::string(version) + ") reads format " +
                             std::to_string(format_version) + "; " + build_again());
        }
        if (m_header.vocabulary != vocabulary_sum()) {
            throw ParseError(made +
                             ", whose words for roles, states and kinds are not those of "
                             "this one (" +
                             std::string(version) + "); " + build_again());
        }
        if (m_header.gazetteer != graph::Gazetteer::builtin_fingerprint()) {
            throw ParseError(made + " with another gazetteer than this one (" +
                             std::string(version) + ") has: its places may lie elsewhere; " +
                             build_again());
        }
    }

    void check_size(std::uint64_t size) const {
        const std::uint64_t begin = data_begin(m_header.sections);
        const std::uint64_t data = m_header.data_bytes;
        constexpr std::uint64_t no_more = std::uint64_t{1} << 60U;
        const std::uint64_t whole =
            data > no_more ? no_more : begin + data + (blocks_of(data) + 1) * sizeof(std::uint64_t);
        if (size != whole || data % alignment != 0) {
            throw damaged(size < whole
                              ? "the case file is cut short: it has " + std::to_string(size) +
                                    " bytes of " + std::to_string(whole)
                              : "something stands behind the end of the case file");
        }
    }

    void check_sums() const {
        const std::uint64_t data = m_header.data_bytes;
        std::vector<std::uint64_t> sums(blocks_of(data) + 1);
        std::memcpy(sums.data(), data_at(data), sums.size() * sizeof(std::uint64_t));
        const auto of_blocks = std::as_bytes(std::span(sums).first(sums.size() - 1));
        if (checksum(of_blocks) != sums.back()) {
            throw damaged("the sums at the end of the case file are damaged");
        }
        constexpr std::uint64_t none = std::numeric_limits<std::uint64_t>::max();
        const std::uint64_t bad = tbb::parallel_reduce(
            tbb::blocked_range<std::uint64_t>(0, sums.size() - 1), none,
            [&](const auto& range, std::uint64_t first) {
                for (std::uint64_t b = range.begin(); b != range.end() && b < first; ++b) {
                    m_reading.control.checkpoint();
                    const std::uint64_t at = b * block_bytes;
                    const auto size = std::min<std::uint64_t>(block_bytes, data - at);
                    if (checksum({data_at(at), size}) != sums[b]) {
                        return b;
                    }
                }
                return first;
            },
            [](std::uint64_t a, std::uint64_t b) { return std::min(a, b); });
        if (bad != none) {
            const std::uint64_t from = data_begin(m_header.sections) + bad * block_bytes;
            throw damaged(
                "the case file is damaged within bytes " + std::to_string(from) + " to " +
                std::to_string(from +
                               std::min<std::uint64_t>(block_bytes, data - bad * block_bytes) - 1));
        }
    }

    [[nodiscard]] static CaseNotes notes_of(const Notes& rows) {
        const auto text = [&](graph::StringId id) { return std::string(rows.texts[id]); };
        const NotesRow& about = rows.about[0];
        CaseNotes notes;
        notes.incidents = about.incidents;
        notes.people = about.people;
        notes.unusable = about.unusable;
        notes.as_of = text(about.as_of);
        notes.mapping_file = text(about.mapping);
        notes.gazetteer_file = text(about.gazetteer);
        notes.gazetteer_places = text(about.places);
        notes.strict = about.strict != 0;
        for (const graph::StringId file : rows.files) {
            notes.files.push_back(text(file));
        }
        for (const graph::StringId folder : rows.folders) {
            notes.inputs.folders.push_back(text(folder));
        }
        for (const InputRow& input : rows.inputs) {
            notes.inputs.files.push_back(
                {text(input.name), text(input.path), input.bytes, input.modified_ns, input.sum});
        }
        return notes;
    }

    const std::string& m_path;
    const CaseReading& m_reading;
    SharedBytes m_image;
    bool m_encrypted = false;
    Header m_header;
    std::vector<Section> m_sections;
    std::size_t m_next = 0;
};

bool is_case_file_opening(std::string_view text) {
    return equal_bytes(text, plain_magic) == magic_size ||
           equal_bytes(text, sealed_magic) == magic_size;
}

CaseFileKind case_file_kind(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return CaseFileKind::none;
    }
    std::array<char, magic_size> bytes{};
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const ssize_t n = file < 0 ? 0 : ::read(file, bytes.data(), bytes.size());
    if (file >= 0) {
        ::close(file);
    }
    const std::string_view opening(bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    const std::size_t plain = equal_bytes(opening, plain_magic);
    const std::size_t sealed = equal_bytes(opening, sealed_magic);
    if (plain == magic_size) {
        return CaseFileKind::plain;
    }
    if (sealed == magic_size) {
        return CaseFileKind::encrypted;
    }
    constexpr std::size_t nearly = magic_size - 2;
    return std::max(plain, sealed) >= nearly || path.ends_with(".sandhan") ? CaseFileKind::damaged
                                                                           : CaseFileKind::none;
}

void write_case_file(OutputFile& out,
                     const graph::CaseStore& store,
                     const CaseNotes& notes,
                     std::span<const graph::Diagnostic> faults,
                     const CaseWriting& writing) {
    const Notes rows = NotesBuilder().build(notes, faults);
    Plan plan;
    each_section(store, rows, plan);
    std::unique_ptr<Sealer> sealer;
    if (writing.passphrase != nullptr) {
        sealer =
            std::make_unique<Sealer>(out, *writing.passphrase, writing.cost, plan.file_bytes());
    }
    ImageWriter(out, sealer.get(), writing.control).write(plan);
}

CaseFile read_case_file(const std::string& path, const CaseReading& reading) {
    return CaseFileReader(path, reading).read();
}

} // namespace sandhan::io
