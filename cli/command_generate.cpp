// SPDX-License-Identifier: Apache-2.0
// analyse generate: invented incidents, and beside them what is true of them.
#include "algorithms/generator/generator.hpp"
#include "cli/options.hpp"
#include "cli/session.hpp"
#include "io/errors.hpp"
#include "io/gzip.hpp"
#include "io/in_flight.hpp"
#include "io/incident_writer.hpp"
#include "io/nearest_word.hpp"
#include "io/number_file.hpp"
#include "io/output_file.hpp"
#include "io/truth_writer.hpp"
#include "io/version.hpp"

#include <oneapi/tbb/parallel_pipeline.h>

#include <algorithm>
#include <cassert>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <ostream>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::GeneratedEvent;
using algorithms::Generator;

/// Some 400 KB of records: enough to pack well, few enough to wait for.
constexpr std::uint64_t events_a_block = 256;
/// Blocks under way at once; the bytes do not depend on it.
constexpr std::size_t blocks_at_once = 16;

/// An element in a member of a cell's list of records. One number, since millions of them wait
/// for the end: they sort as the truth lists them, by member, event, report and ref.
class CellMention {
  public:
    /// `ref` is the 7 of "s7".
    CellMention(std::uint64_t member, std::uint64_t event, bool duplicate, std::uint64_t ref)
        : m_packed((((member << event_bits | event) << 1U | (duplicate ? 1U : 0U)) << ref_bits) |
                   ref) {
        assert(this->member() == member && this->event() == event && this->ref() == ref);
    }
    [[nodiscard]] std::uint64_t member() const { return m_packed >> (event_bits + 1 + ref_bits); }
    [[nodiscard]] std::uint64_t event() const {
        return (m_packed >> (1 + ref_bits)) & ((std::uint64_t{1} << event_bits) - 1);
    }
    [[nodiscard]] bool duplicate() const { return ((m_packed >> ref_bits) & 1U) != 0; }
    [[nodiscard]] std::uint64_t ref() const { return m_packed & ((1U << ref_bits) - 1); }
    friend bool operator<(CellMention a, CellMention b) { return a.m_packed < b.m_packed; }

  private:
    // 100 million events, half as many cells of 12 members at most.
    static constexpr unsigned event_bits = 27, ref_bits = 6;
    std::uint64_t m_packed;
};

/// Elements of one of the truth's lists that a block of events gives.
struct Elements {
    std::string text;
    std::string packed; ///< a gzip member of a separator and the text; when the truth is packed
};

struct Block {
    std::string text;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> of; ///< corridor and cell of each event
    std::uint64_t records = 0;
    // Of the truth:
    std::vector<CellMention> mentions;
    std::vector<std::uint64_t> duplicates; ///< events
    Elements singles, journeys, corruptions;
};

/// Makes blocks on all threads and takes them in order. Reports events of `total`, which may have
/// other work after them.
void for_each_block(const Generator& generator,
                    const graph::RunControl& control,
                    std::uint64_t total,
                    const std::function<Block(std::uint64_t first, std::uint64_t last)>& make,
                    const std::function<void(Block&&)>& take) {
    const std::uint64_t events = generator.events();
    std::uint64_t next = 0, done_events = 0;
    io::InFlight<Block> in_flight;
    using oneapi::tbb::filter_mode;
    oneapi::tbb::parallel_pipeline(
        blocks_at_once,
        oneapi::tbb::make_filter<void, std::uint64_t>(
            filter_mode::serial_in_order,
            [&](oneapi::tbb::flow_control& flow) -> std::uint64_t {
                if (next >= events) {
                    flow.stop();
                    return 0;
                }
                control.checkpoint();
                const std::uint64_t first = next;
                next += events_a_block;
                return first;
            }) &
            oneapi::tbb::make_filter<std::uint64_t, Block*>(
                filter_mode::parallel,
                [&](std::uint64_t first) {
                    Block* const block = in_flight.make();
                    *block = make(first, std::min(first + events_a_block, events));
                    return block;
                }) &
            oneapi::tbb::make_filter<Block*, void>(filter_mode::serial_in_order, [&](Block* block) {
                take(std::move(*block));
                in_flight.end(block);
                done_events = std::min(done_events + events_a_block, events);
                control.report(done_events, total);
            }));
}

/// A file, packed when its name ends in .gz.
class PackedFile {
  public:
    PackedFile(const std::string& path, io::FileReaders readers)
        : m_file(path, readers), m_packs(path.ends_with(".gz")) {}

    [[nodiscard]] bool packs() const { return m_packs; }
    [[nodiscard]] const io::OutputFile& file() const { return m_file; }
    /// For bytes as they are; where the file is packed, end_member() must follow.
    std::ostream& stream() { return m_packs ? m_unpacked : m_file.stream(); }
    void end_member() {
        const std::string bytes = m_unpacked.str();
        if (!bytes.empty()) {
            write_ready(io::gzip_member(bytes));
            m_unpacked.str("");
        }
    }
    /// Bytes that are packed already where the file is.
    void write_ready(std::string_view bytes) { m_file.stream() << bytes; }
    void commit() { m_file.commit(); }

  private:
    io::OutputFile m_file;
    bool m_packs;
    std::ostringstream m_unpacked;
};

/// A list of the truth whose turn comes after everything is made. On the disk but for the first
/// block's elements: what stands before those in the file is not known yet.
class WaitingList {
  public:
    explicit WaitingList(const PackedFile& truth) : m_rest(truth.file()), m_packs(truth.packs()) {}

    void add(Elements&& elements) {
        if (elements.text.empty()) {
            return;
        }
        if (m_first.empty()) {
            m_first = std::move(elements.text);
        } else if (m_packs) {
            m_rest.append(elements.packed);
        } else {
            m_rest.append(io::TruthWriter::separator());
            m_rest.append(elements.text);
        }
    }
    [[nodiscard]] std::uint64_t bytes() const { return m_rest.size(); }
    /// Tells `written` how many bytes each step has written.
    void write(io::TruthWriter& writer,
               PackedFile& truth,
               const std::function<void(std::size_t)>& written) {
        writer.elements(m_first);
        truth.end_member();
        m_rest.drain([&](std::string_view bytes) {
            truth.write_ready(bytes);
            written(bytes.size());
        });
    }

  private:
    std::string m_first;
    io::ScratchFile m_rest;
    bool m_packs;
};

/// What the truth needs of the events, gathered while the incidents are written.
struct Gathered {
    explicit Gathered(const PackedFile& truth)
        : singles(truth), journeys(truth), corruptions(truth) {}

    std::vector<std::uint64_t> corridor_events, cell_events;
    std::vector<CellMention> mentions;
    std::vector<std::uint32_t> duplicates; ///< events
    WaitingList singles, journeys, corruptions;
};

std::string without_gz(const std::string& path) {
    return path.ends_with(".gz") ? path.substr(0, path.size() - 3) : path;
}

class Generate : public Command {
  public:
    explicit Generate(CLI::App& app) {
        m_incidents_option = app.add_option("--incidents", m_incidents,
                                            "events to make; reports of one event by "
                                            "two agencies come on top")
                                 ->type_name("N")
                                 ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{100'000'000}));
        app.add_option("--truth", m_truth,
                       "write what is true of them to FILE (.json, .json.gz), readable by you only")
            ->type_name("FILE");
        app.add_option("--noise", m_noise,
                       "rates at which records tell other than the truth: none, default, double")
            ->capture_default_str()
            ->check(CLI::IsMember({"none", "default", "double"}));
        app.add_option("--scenario", m_scenario,
                       "JSON object of parameters and their values; docs/generator.md lists them")
            ->type_name("FILE");
        add_run_options(app, m_output);
        app.footer("Example:  analyse generate --incidents 1000 --seed 7 -o train.jsonl "
                   "--truth truth.json\n"
                   "The ending of -o tells the form: .jsonl, .ndjson or .json, each also .gz.\n"
                   "Everybody in it is invented. The same seed gives the same incidents anywhere.");
    }

    ExitStatus run() override {
        check_options();
        const algorithms::Scenario scenario = read_scenario();
        // Opened first: a place that cannot be written to is known before the work.
        PackedFile out(m_output.output, io::FileReaders::by_umask);
        std::optional<PackedFile> truth;
        if (!m_truth.empty()) {
            truth.emplace(m_truth, io::FileReaders::owner_only);
        }
        std::optional<Gathered> gathered;
        if (truth) {
            gathered.emplace(*truth);
        }
        const graph::RunControl control = run_control(m_output, "making incidents");
        const Generator generator(m_output.seed, m_incidents, scenario);
        const std::uint64_t records = write_incidents(generator, control, out, truth, gathered);
        if (truth) {
            write_truth(generator, scenario, control, *gathered, *truth);
            truth->commit();
        }
        out.commit();
        say(m_output, m_output.output + ": " + counted(m_incidents, "event") + " in " +
                          counted(records, "incident") +
                          (m_truth.empty() ? "" : "; the truth is in " + m_truth));
        return done;
    }

  private:
    void check_options() const {
        if (m_incidents_option->count() == 0) {
            throw UsageError("--incidents N is missing: how many events to make");
        }
        if (m_output.output.empty()) {
            throw UsageError("-o FILE is missing; its ending tells the form: .jsonl, .ndjson or "
                             ".json, each also .gz");
        }
        const std::string form = without_gz(m_output.output);
        if (form != "-" && !form.ends_with(".jsonl") && !form.ends_with(".ndjson") &&
            !form.ends_with(".json") && !is_device(m_output.output)) {
            throw UsageError("-o " + m_output.output +
                             ": give a name that ends in .jsonl, .ndjson or .json, each also .gz");
        }
        if (m_truth.empty()) {
            return;
        }
        if (!without_gz(m_truth).ends_with(".json") && !is_device(m_truth)) {
            throw UsageError("--truth " + m_truth + ": give a name that ends in .json or .json.gz");
        }
        if (m_output.output != "-" && whole_path(m_truth) == whole_path(m_output.output)) {
            throw UsageError("--truth and -o name the same file; give two");
        }
    }

    /// With links followed as far as the path exists.
    static std::filesystem::path whole_path(const std::string& path) {
        std::error_code unknown;
        return std::filesystem::weakly_canonical(std::filesystem::absolute(path, unknown), unknown);
    }

    /// /dev/null and its like have no ending.
    static bool is_device(const std::string& path) {
        std::error_code unknown;
        const auto status = std::filesystem::status(path, unknown);
        return std::filesystem::is_character_file(status) || std::filesystem::is_fifo(status);
    }

    [[nodiscard]] algorithms::Scenario read_scenario() const {
        algorithms::Scenario scenario;
        scenario.scale_corruptions(m_noise == "none" ? 0 : m_noise == "double" ? 2 : 1);
        if (m_scenario.empty()) {
            return scenario;
        }
        std::vector<std::string_view> names;
        for (const algorithms::ParameterInfo& info : algorithms::scenario_parameters()) {
            names.push_back(info.name);
        }
        for (const auto& [name, value] : io::read_number_file(m_scenario)) {
            const auto parameter = algorithms::parse_parameter(name);
            if (!parameter) {
                const auto near = io::nearest_word(name, names);
                throw io::ParseError(m_scenario + ": /" + name + ": no parameter has this name; " +
                                     (near ? "the nearest is `" + std::string(*near) + "`"
                                           : "docs/generator.md lists them all"));
            }
            try {
                scenario.set(*parameter, value);
            } catch (const std::invalid_argument& error) {
                throw io::ParseError(m_scenario + ": /" + error.what());
            }
        }
        return scenario;
    }

    /// What the progress counts up to: events, and with a truth the tenth of the time that goes
    /// into putting its lists one behind the other.
    [[nodiscard]] std::uint64_t whole_work() const {
        return m_incidents + (m_truth.empty() ? 0 : m_incidents / 10 + 1);
    }

    /// The number of incidents.
    std::uint64_t write_incidents(const Generator& generator,
                                  const graph::RunControl& control,
                                  PackedFile& out,
                                  const std::optional<PackedFile>& truth,
                                  std::optional<Gathered>& gathered) {
        const std::string form = without_gz(m_output.output);
        const bool document = form.ends_with(".json");
        const auto make = [&](std::uint64_t first, std::uint64_t last) {
            Block block;
            for (std::uint64_t number = first; number < last; ++number) {
                const GeneratedEvent event = generator.event(number, truth.has_value());
                block.of.emplace_back(event.corridor, event.cell);
                for (const auto& record : event.records) {
                    if (document && block.records + number > 0) {
                        block.text += ",\n";
                    }
                    io::append_incident(block.text, record.incident);
                    if (!document) {
                        block.text += '\n';
                    }
                    ++block.records;
                }
                if (truth) {
                    add_truth(block, number, event);
                }
            }
            if (out.packs()) {
                block.text = io::gzip_member(block.text);
            }
            if (truth && truth->packs()) {
                pack(block.singles);
                pack(block.journeys);
                pack(block.corruptions);
            }
            return block;
        };
        std::uint64_t records = 0;
        const auto take = [&](Block&& block) {
            out.write_ready(block.text);
            records += block.records;
            if (gathered) {
                gather(std::move(block), *gathered);
            }
        };
        if (gathered) {
            gathered->corridor_events.resize(generator.corridors().size());
            gathered->cell_events.resize(generator.cells());
        }
        if (document) {
            out.stream() << "{\"incidents\":[\n";
            out.end_member();
        }
        for_each_block(generator, control, whole_work(), make, take);
        if (document) {
            out.stream() << "\n]}\n";
            out.end_member();
        }
        return records;
    }

    // --- the truth ----------------------------------------------------------------------------

    template <class T>
    static void add(std::string& to, const T& element) {
        if (!to.empty()) {
            to += io::TruthWriter::separator();
        }
        io::append_truth(to, element);
    }

    static void add_truth(Block& block, std::uint64_t number, const GeneratedEvent& event) {
        for (const auto& record : event.records) {
            if (record.duplicate) {
                block.duplicates.push_back(number);
            }
            for (const algorithms::Mention& mention : record.mentions) {
                if (mention.of_a_cell) {
                    block.mentions.emplace_back(mention.identity, number, record.duplicate,
                                                std::stoul(mention.ref.substr(1)));
                }
            }
            add(block.journeys.text, record.journey);
            for (const auto& corruption : record.corruptions) {
                add(block.corruptions.text, corruption);
            }
        }
        add_singles(block.singles.text, number, event);
    }

    static void pack(Elements& elements) {
        if (!elements.text.empty()) {
            elements.packed =
                io::gzip_member(std::string(io::TruthWriter::separator()) + elements.text);
        }
    }

    static void gather(Block&& block, Gathered& gathered) {
        for (const auto& [corridor, cell] : block.of) {
            if (corridor != GeneratedEvent::none) {
                ++gathered.corridor_events[corridor];
            }
            if (cell != GeneratedEvent::none) {
                ++gathered.cell_events[cell];
            }
        }
        gathered.mentions.insert(gathered.mentions.end(), block.mentions.begin(),
                                 block.mentions.end());
        gathered.duplicates.insert(gathered.duplicates.end(), block.duplicates.begin(),
                                   block.duplicates.end());
        gathered.singles.add(std::move(block.singles));
        gathered.journeys.add(std::move(block.journeys));
        gathered.corruptions.add(std::move(block.corruptions));
    }

    void write_truth(const Generator& generator,
                     const algorithms::Scenario& scenario,
                     const graph::RunControl& control,
                     Gathered& gathered,
                     PackedFile& file) {
        io::TruthWriter writer(file.stream());
        io::TruthHeader header{std::string(io::version), m_output.seed, m_incidents, m_noise, {}};
        for (const algorithms::ParameterInfo& info : algorithms::scenario_parameters()) {
            header.scenario.emplace_back(info.name, scenario[info.parameter]);
        }
        writer.begin(header);

        writer.begin_list("corridors");
        std::vector<graph::TrueCorridor> corridors = generator.corridors();
        for (std::size_t i = 0; i < corridors.size(); ++i) {
            corridors[i].actual = gathered.corridor_events[i];
            std::string text;
            io::append_truth(text, corridors[i]);
            writer.elements(text);
        }
        writer.end_list();
        writer.emerging(corridors[generator.emerging()].id, generator.emerging_start(),
                        gathered.corridor_events[generator.emerging()]);
        file.end_member();

        writer.begin_list("cells");
        for (std::uint32_t i = 0; i < generator.cells(); ++i) {
            graph::TrueCell cell = generator.cell(i);
            cell.events = gathered.cell_events[i];
            std::string text;
            io::append_truth(text, cell);
            writer.elements(text);
            if (i % 1024 == 0) {
                control.checkpoint();
                file.end_member();
            }
        }
        writer.end_list();

        const std::uint64_t bytes =
            gathered.singles.bytes() + gathered.journeys.bytes() + gathered.corruptions.bytes();
        std::uint64_t done_bytes = 0;
        const auto written = [&](std::size_t more) {
            control.checkpoint();
            done_bytes += more;
            control.report(m_incidents + (whole_work() - m_incidents) * done_bytes / bytes,
                           whole_work());
        };
        writer.begin_list("identities");
        write_members(generator, control, gathered.mentions, writer, file);
        gathered.singles.write(writer, file, written);
        writer.end_list();

        writer.begin_list("journeys");
        gathered.journeys.write(writer, file, written);
        writer.end_list();

        writer.begin_list("duplicates");
        for (const std::uint64_t event : gathered.duplicates) {
            std::string text;
            io::append_truth(text, graph::TrueDuplicate{algorithms::incident_id(event, true),
                                                        algorithms::incident_id(event, false)});
            writer.elements(text);
        }
        writer.end_list();

        writer.begin_list("corruptions");
        gathered.corruptions.write(writer, file, written);
        writer.end_list();
        writer.end();
        file.end_member();
    }

    static std::string record_ref(std::uint64_t event, bool duplicate, const std::string& ref) {
        return algorithms::incident_id(event, duplicate) + "/" + ref;
    }

    /// Members of cells, by identity, with all their records.
    static void write_members(const Generator& generator,
                              const graph::RunControl& control,
                              std::vector<CellMention>& mentions,
                              io::TruthWriter& writer,
                              PackedFile& file) {
        std::sort(mentions.begin(), mentions.end());
        for (auto at = mentions.begin(); at != mentions.end();) {
            graph::TrueIdentity identity;
            const std::uint64_t member = at->member();
            identity.id = algorithms::identity_id(member);
            identity.name = generator.name_of_member(member);
            for (; at != mentions.end() && at->member() == member; ++at) {
                identity.records.push_back(
                    record_ref(at->event(), at->duplicate(), "s" + std::to_string(at->ref())));
            }
            std::string text;
            io::append_truth(text, identity);
            writer.elements(text);
            if (member % 1024 == 0) {
                control.checkpoint();
                file.end_member();
            }
        }
    }

    /// Everybody else of an event: one record each, or two with a second report.
    static void add_singles(std::string& to, std::uint64_t number, const GeneratedEvent& event) {
        std::map<std::uint64_t, graph::TrueIdentity> people;
        for (const auto& record : event.records) {
            for (const algorithms::Mention& mention : record.mentions) {
                if (mention.of_a_cell) {
                    continue;
                }
                graph::TrueIdentity& identity = people[mention.identity];
                identity.id = algorithms::identity_id(mention.identity);
                identity.side = mention.side;
                identity.name = mention.name;
                identity.records.push_back(record_ref(number, record.duplicate, mention.ref));
            }
        }
        for (const auto& [number_of, identity] : people) {
            add(to, identity);
        }
    }

    OutputOptions m_output;
    CLI::Option* m_incidents_option = nullptr;
    std::uint64_t m_incidents = 0;
    std::string m_truth;
    std::string m_noise = "default";
    std::string m_scenario;
};

} // namespace

std::unique_ptr<Command> make_generate(CLI::App& app) { return std::make_unique<Generate>(app); }

} // namespace sandhan::cli
