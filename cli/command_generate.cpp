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
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <ostream>
#include <sstream>
#include <system_error>
#include <tuple>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::GeneratedEvent;
using algorithms::Generator;

/// Some 400 KB of records: enough to pack well, few enough to wait for.
constexpr std::uint64_t events_a_block = 256;
/// Blocks under way at once; the bytes do not depend on it.
constexpr std::size_t blocks_at_once = 16;

/// An element in a member of a cell's list of records, 16 bytes.
struct CellMention {
    std::uint32_t member;
    std::uint32_t event;
    std::uint16_t ref; ///< of "s7" the 7
    bool duplicate;
    friend bool operator<(const CellMention& a, const CellMention& b) {
        return std::tie(a.member, a.event, a.duplicate, a.ref) <
               std::tie(b.member, b.event, b.duplicate, b.ref);
    }
};

/// What the truth counts, gathered while the incidents are written.
struct Tally {
    std::vector<std::uint64_t> corridor_events, cell_events;
    std::vector<CellMention> mentions;
    std::vector<graph::TrueDuplicate> duplicates;
    std::uint64_t records = 0;
};

struct Block {
    std::string text;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> of; ///< corridor and cell of each event
    std::vector<CellMention> mentions;
    std::vector<std::uint64_t> duplicates; ///< events
    std::uint64_t records = 0;
};

/// Makes blocks on all threads and takes them in order.
void for_each_block(const Generator& generator,
                    const graph::RunControl& control,
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
                control.report(done_events, events);
            }));
}

/// A file, packed when its name ends in .gz.
class PackedFile {
  public:
    PackedFile(const std::string& path, io::FileReaders readers)
        : m_file(path, readers), m_packs(path.ends_with(".gz")) {}

    [[nodiscard]] bool packs() const { return m_packs; }
    /// Bytes that make(), on any thread, has packed already.
    void write_ready(const std::string& bytes) { m_file.stream() << bytes; }
    void write(const std::string& bytes) {
        m_file.stream() << (m_packs && !bytes.empty() ? io::gzip_member(bytes) : bytes);
    }
    void commit() { m_file.commit(); }

  private:
    io::OutputFile m_file;
    bool m_packs;
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
        const Generator generator(m_output.seed, m_incidents, scenario);
        Tally tally = write_incidents(generator, out, truth.has_value());
        if (truth) {
            write_truth(generator, scenario, tally, *truth);
            truth->commit();
        }
        out.commit();
        say(m_output, m_output.output + ": " + counted(m_incidents, "event") + " in " +
                          counted(tally.records, "incident") +
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

    Tally write_incidents(const Generator& generator, PackedFile& out, bool truth) {
        const std::string form = without_gz(m_output.output);
        const bool document = form.ends_with(".json");
        Tally tally;
        tally.corridor_events.resize(generator.corridors().size());
        tally.cell_events.resize(generator.cells());
        const auto make = [&](std::uint64_t first, std::uint64_t last) {
            Block block;
            for (std::uint64_t number = first; number < last; ++number) {
                const GeneratedEvent event = generator.event(number, truth);
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
                    if (record.duplicate) {
                        block.duplicates.push_back(number);
                    }
                    for (const algorithms::Mention& mention : record.mentions) {
                        if (mention.of_a_cell) {
                            block.mentions.push_back(
                                {static_cast<std::uint32_t>(mention.identity),
                                 static_cast<std::uint32_t>(number),
                                 static_cast<std::uint16_t>(std::stoul(mention.ref.substr(1))),
                                 record.duplicate});
                        }
                    }
                }
            }
            if (out.packs()) {
                block.text = io::gzip_member(block.text);
            }
            return block;
        };
        const auto take = [&](Block&& block) {
            out.write_ready(block.text);
            for (const auto& [corridor, cell] : block.of) {
                if (corridor != GeneratedEvent::none) {
                    ++tally.corridor_events[corridor];
                }
                if (cell != GeneratedEvent::none) {
                    ++tally.cell_events[cell];
                }
            }
            tally.records += block.records;
            if (truth) {
                tally.mentions.insert(tally.mentions.end(), block.mentions.begin(),
                                      block.mentions.end());
                for (const std::uint64_t event : block.duplicates) {
                    tally.duplicates.push_back({algorithms::incident_id(event, true),
                                                algorithms::incident_id(event, false)});
                }
            }
        };
        if (document) {
            out.write("{\"incidents\":[\n");
        }
        for_each_block(generator, run_control(m_output, "making incidents"), make, take);
        if (document) {
            out.write("\n]}\n");
        }
        return tally;
    }

    // --- the truth ----------------------------------------------------------------------------

    /// A list of the truth that is made event by event: `append` adds an event's elements.
    void write_event_list(
        const Generator& generator,
        const std::string& list,
        PackedFile& file,
        io::TruthWriter& writer,
        std::ostringstream& framed,
        const std::function<void(std::string&, std::uint64_t, const GeneratedEvent&)>& append) {
        const auto make = [&](std::uint64_t first, std::uint64_t last) {
            Block block;
            for (std::uint64_t number = first; number < last; ++number) {
                append(block.text, number, generator.event(number, true));
            }
            return block;
        };
        const auto take = [&](Block&& block) {
            writer.elements(block.text);
            flush(framed, file);
        };
        for_each_block(generator, run_control(m_output, "writing the truth: " + list), make, take);
    }

    static void flush(std::ostringstream& framed, PackedFile& file) {
        file.write(framed.str());
        framed.str("");
    }

    template <class T>
    static void add(std::string& to, const T& element) {
        if (!to.empty()) {
            to += io::TruthWriter::separator();
        }
        io::append_truth(to, element);
    }

    void write_truth(const Generator& generator,
                     const algorithms::Scenario& scenario,
                     Tally& tally,
                     PackedFile& file) {
        std::ostringstream framed;
        io::TruthWriter writer(framed);
        io::TruthHeader header{std::string(io::version), m_output.seed, m_incidents, m_noise, {}};
        for (const algorithms::ParameterInfo& info : algorithms::scenario_parameters()) {
            header.scenario.emplace_back(info.name, scenario[info.parameter]);
        }
        writer.begin(header);

        writer.begin_list("corridors");
        std::vector<graph::TrueCorridor> corridors = generator.corridors();
        for (std::size_t i = 0; i < corridors.size(); ++i) {
            corridors[i].actual = tally.corridor_events[i];
            std::string text;
            io::append_truth(text, corridors[i]);
            writer.elements(text);
        }
        writer.end_list();
        writer.emerging(corridors[generator.emerging()].id, generator.emerging_start(),
                        tally.corridor_events[generator.emerging()]);
        flush(framed, file);

        const graph::RunControl control = run_control(m_output, "writing the truth: cells");
        writer.begin_list("cells");
        for (std::uint32_t i = 0; i < generator.cells(); ++i) {
            graph::TrueCell cell = generator.cell(i);
            cell.events = tally.cell_events[i];
            std::string text;
            io::append_truth(text, cell);
            writer.elements(text);
            if (i % 1024 == 0) {
                control.checkpoint();
                control.report(i, generator.cells());
                flush(framed, file);
            }
        }
        writer.end_list();

        writer.begin_list("identities");
        write_members(generator, tally, writer, framed, file);
        write_event_list(generator, "identities", file, writer, framed, append_singles);
        writer.end_list();

        writer.begin_list("journeys");
        write_event_list(generator, "journeys", file, writer, framed,
                         [](std::string& to, std::uint64_t, const GeneratedEvent& event) {
                             for (const auto& record : event.records) {
                                 add(to, record.journey);
                             }
                         });
        writer.end_list();

        writer.begin_list("duplicates");
        for (const graph::TrueDuplicate& duplicate : tally.duplicates) {
            std::string text;
            io::append_truth(text, duplicate);
            writer.elements(text);
        }
        writer.end_list();

        writer.begin_list("corruptions");
        write_event_list(generator, "corruptions", file, writer, framed,
                         [](std::string& to, std::uint64_t, const GeneratedEvent& event) {
                             for (const auto& record : event.records) {
                                 for (const auto& corruption : record.corruptions) {
                                     add(to, corruption);
                                 }
                             }
                         });
        writer.end_list();
        writer.end();
        flush(framed, file);
    }

    static std::string record_ref(std::uint64_t event, bool duplicate, const std::string& ref) {
        return algorithms::incident_id(event, duplicate) + "/" + ref;
    }

    /// Members of cells, by identity, with all their records.
    static void write_members(const Generator& generator,
                              Tally& tally,
                              io::TruthWriter& writer,
                              std::ostringstream& framed,
                              PackedFile& file) {
        std::sort(tally.mentions.begin(), tally.mentions.end());
        for (auto at = tally.mentions.begin(); at != tally.mentions.end();) {
            graph::TrueIdentity identity;
            const std::uint32_t member = at->member;
            identity.id = algorithms::identity_id(member);
            identity.name = generator.name_of_member(member);
            for (; at != tally.mentions.end() && at->member == member; ++at) {
                identity.records.push_back(
                    record_ref(at->event, at->duplicate, "s" + std::to_string(at->ref)));
            }
            std::string text;
            io::append_truth(text, identity);
            writer.elements(text);
            if (member % 1024 == 0) {
                flush(framed, file);
            }
        }
    }

    /// Everybody else of an event: one record each, or two with a second report.
    static void append_singles(std::string& to, std::uint64_t number, const GeneratedEvent& event) {
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
