// SPDX-License-Identifier: Apache-2.0
// analyse export: the case graph or a view of it to a file that Gephi and its kin open ready-made.
#include "cli/certificate.hpp"
#include "cli/exported_records.hpp"
#include "cli/graph_columns.hpp"
#include "cli/graph_input.hpp"
#include "cli/laid_out.hpp"
#include "cli/published_view.hpp"
#include "cli/transit.hpp"
#include "io/geopackage_writer.hpp"
#include "io/graph_export.hpp"
#include "io/graph_tables.hpp"
#include "io/writable_document.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace sandhan::cli {
namespace {

class Export : public Command {
  public:
    explicit Export(CLI::App& app) {
        app.add_option("INPUT", m_input.inputs, "incident files or folders, or one graph file");
        m_view_option = app.add_option("--view", m_view, "case, movement or association")
                            ->capture_default_str()
                            ->check(CLI::IsMember({"case", "movement", "association"}));
        app.add_option("--to", m_to,
                       "the format, where the ending of -o does not tell it: " + names())
            ->type_name("FORMAT");
        app.add_option(
               "--dialect", m_dialect,
               "yed: GraphML that yEd draws; gexf12: GEXF for NetworkX; utf8: GML for igraph;\n"
               "trips: FollowTheMoney with a Trip a leg")
            ->type_name("NAME");
        app.add_option("--layout", m_layout,
                       "where things stand: map (places on the map, the rest amid them), force (by "
                       "their ties), none")
            ->check(CLI::IsMember({"map", "force", "none"}));
        app.add_option("--include", m_include, "widen the association view to responders, victims")
            ->type_name("LIST");
        app.add_flag("--infer-transit", m_infer_transit,
                     "movement view: put in likely transit stops, grey and marked as inferred");
        m_publish_option =
            app.add_option("--publish", m_publish,
                           "movement in figures that may leave the unit: each rests on K people")
                ->type_name("K (11)")
                ->expected(0, 1);
        add_graph_file_options(app, m_file);
        add_certificate_option(app);
        add_filter_options(app, m_input);
        add_decisions_option(app, m_input);
        add_input_options(app, m_input);
        add_output_options(app, m_output);
        app.footer(
            "The ending of -o tells the format: .graphml, .gexf, .gml, .net (Pajek), .dot or .gv,\n"
            ".cx2 (Cytoscape), .geojson, .kml, .gpkg (QGIS; by GDAL), .csv (edges, and the nodes "
            "beside them), most also\n"
            "with .gz; .json or .jsonl (the incidents themselves, as they may be shown), "
            ".ftm.json\n"
            "(FollowTheMoney, for Aleph). --to names those that no ending tells: matrix (origins "
            "by destinations);\n"
            "neo4j, graphframes and i2 make several files in the folder -o.\n"
            "Example:  analyse export samples/incidents.jsonl -o samples.graphml\n"
            "          analyse export samples/incidents.jsonl -o routes.kml\n"
            "          analyse export samples/incidents.jsonl --to neo4j -o neo4j/\n"
            "Opens ready-made: names, colours, sizes, positions, days. docs/graph-files.md");
    }

    ExitStatus run() override {
        const RecordFormat records = record_format_of(m_output.output, m_to);
        const std::uint64_t publish = asked_publication(records == RecordFormat::none);
        if (records != RecordFormat::none) {
            return write_records(records);
        }
        const io::GraphExportOptions target = asked_target();
        if (m_input.inputs.empty()) {
            throw UsageError("no input; give incident files, or one graph file");
        }
        if (m_infer_transit) {
            if (m_view != "movement") {
                throw UsageError("--infer-transit is for --view movement");
            }
            require_districts(m_input);
        }
        if (auto file = load_graph_file(m_input.inputs, m_file, m_output)) {
            if (publish > 0) {
                throw UsageError("--publish is for incidents; a graph file does not tell how many "
                                 "people stand behind a figure");
            }
            if (m_view_option->count() > 0) {
                throw UsageError("--view is for incidents; a graph file holds the one graph");
            }
            for (const auto& note : io::fit_for_viewers(file->document)) {
                say(m_output, note.message);
            }
            if (m_layout.empty() && is_drawn(target.format) && !is_laid_out(file->document)) {
                lay_out_foreign(file->document);
            }
            return write(std::move(file->document), target, done);
        }
        if (publish == 0) {
            choose_view(target.format);
        }
        const graph::PlaceLevel level = m_input.place_level();
        const graph::IncidentFilter filter = m_input.filter();
        const Included included = parse_include(m_include);
        const LoadedCases cases = load_cases(m_input, m_output, {.identities = true});
        const graph::CaseGraph g(cases.store, {filter, level, m_input.disclosure()});
        if (publish > 0) {
            return write_published(cases, g, target, publish);
        }
        if (m_infer_transit) {
            const graph::Journeys told(g, level);
            const CompletedJourneys completed = with_inferred_stops(told, m_output);
            say(m_output, "guessed: " + counted(completed.stops, "transit stop") + " of " +
                              counted(completed.incidents, "incident"));
            return write(movement_document_with_guesses(cases, g, told, completed.journeys), target,
                         cases.status());
        }
        if (m_view == "movement") {
            return write(movement_document(cases, g, level), target, cases.status());
        }
        if (m_view == "association") {
            return write(association_document(cases, g, included), target, cases.status());
        }
        return write(case_document(cases, g), target, cases.status());
    }

  private:
    /// Whether viewers of the format take positions from it.
    static bool is_drawn(io::GraphFormat format) {
        const io::GraphFormatInfo& info = io::info_of(format);
        return info.parts.empty() && !info.is_map && format != io::GraphFormat::matrix;
    }

    /// A graph from another program that has no positions.
    void lay_out_foreign(io::GraphDocument& document) {
        constexpr std::size_t most_vertices = 200'000; // some ten seconds
        if (document.vertex_ids.size() > most_vertices) {
            say(m_output, "no positions were computed, as there are more than 200,000 nodes; "
                          "--layout force computes them");
            return;
        }
        const bool has_map = io::find_column(document.vertex_columns, "lat") != nullptr &&
                             io::find_column(document.vertex_columns, "lon") != nullptr;
        lay_out(document, has_map ? Layout::map : Layout::force, m_output);
    }

    /// K of --publish; 0 without it. Throws UsageError where what is asked for can't be published.
    [[nodiscard]] std::uint64_t asked_publication(bool is_graph) const {
        return m_publish_option->count() == 0
                   ? 0
                   : published_people({m_publish, is_graph,
                                       m_view_option->count() > 0 ? m_view : "", m_infer_transit,
                                       !m_include.empty(), m_input.reveal});
    }

    ExitStatus write_published(const LoadedCases& cases,
                               const graph::CaseGraph& g,
                               io::GraphExportOptions target,
                               std::uint64_t people) {
        PublishedView view = published_view(cases, g, m_input.place_level(), people,
                                            run_control(m_output, "disclosure control"));
        target.comment = view.comment;
        const ExitStatus status = write(std::move(view.document), target, cases.status());
        for (const std::string& note : view.notes) {
            say(m_output, note);
        }
        if (target.format == io::GraphFormat::matrix) {
            say(m_output,
                "0 in the matrix means that no figure is published, not that nobody moved");
        }
        if (const std::string note = note_of_filters(m_input); !note.empty()) {
            say(m_output, note);
        }
        return status;
    }

    static std::string names() {
        std::string names;
        for (const io::GraphFormatInfo& info : io::graph_formats()) {
            names += (names.empty() ? "" : ", ") + std::string(info.name);
        }
        return names + ", incidents, ftm";
    }

    ExitStatus write_records(RecordFormat format) {
        const bool is_ftm = format == RecordFormat::follow_the_money;
        if (m_view_option->count() > 0 || !m_layout.empty()) {
            throw UsageError("--view and --layout are for graphs; this format holds the records");
        }
        if (!m_dialect.empty() && (!is_ftm || m_dialect != "trips")) {
            throw UsageError("--dialect " + m_dialect + ": not of this format; trips is for ftm");
        }
        if (m_input.inputs.empty()) {
            throw UsageError("no input; give incident files");
        }
        if (load_graph_file(m_input.inputs, m_file, m_output)) {
            throw UsageError(m_input.inputs.front() +
                             ": a graph file holds no incidents; write it as a graph, such as "
                             ".graphml");
        }
        if (!is_ftm) {
            require_records(m_input);
        }
        const graph::PlaceLevel level = m_input.place_level();
        const graph::IncidentFilter filter = m_input.filter();
        const LoadedCases cases = load_cases(m_input, m_output, {.identities = is_ftm});
        const graph::CaseGraph g(cases.store, {filter, level, m_input.disclosure()});
        if (is_ftm) {
            export_follow_the_money(m_input, m_output, cases, g, !m_dialect.empty());
        } else {
            export_incidents(m_input, m_output, cases, g);
        }
        return cases.status();
    }

    /// What --to, --dialect and the ending of -o ask for. Throws UsageError.
    [[nodiscard]] io::GraphExportOptions asked_target() const {
        const std::string& path = m_output.output;
        if (path.empty()) {
            throw UsageError("-o FILE is missing; its ending tells the format, such as .graphml, "
                             ".gexf or .csv, or name one with --to");
        }
        io::GraphExportOptions asked;
        if (!m_to.empty()) {
            const auto format = io::format_named(m_to);
            if (!format) {
                throw UsageError("--to " + m_to + ": not a format; give one of " + names());
            }
            asked.format = *format;
        } else if (const auto format = io::format_of_ending(path)) {
            asked.format = *format;
        } else if (path != "-") {
            throw UsageError(
                "-o " + path +
                ": the ending tells no format; end the name in .graphml, .gexf, .gml, "
                ".net, .dot, .cx2, .geojson, .kml, .gpkg or .csv, or name one with --to");
        }
        if (asked.format == io::GraphFormat::geopackage && !io::has_geopackage()) {
            throw UsageError(
                "a GeoPackage is written by GDAL, which is not installed here (Debian: "
                "libgdal32); write .geojson, which QGIS opens too");
        }
        const io::GraphFormatInfo& info = io::info_of(asked.format);
        if (!m_dialect.empty() && std::find(info.dialects.begin(), info.dialects.end(),
                                            m_dialect) == info.dialects.end()) {
            throw UsageError(
                "--dialect " + m_dialect + ": " + std::string(info.name) +
                " has no such dialect; yed is for .graphml, gexf12 for .gexf, utf8 for .gml");
        }
        asked.dialect = m_dialect;
        if (m_input.reveal) {
            asked.comment = "Victims' data is shown (reveal-victims): do not pass this on.";
        }
        return asked;
    }

    /// What has no point is not on a map: of incidents that are the legs, unless another view was
    /// asked for. A matrix tells who went where.
    void choose_view(io::GraphFormat format) {
        if (m_view_option->count() == 0 &&
            (io::info_of(format).is_map || format == io::GraphFormat::matrix)) {
            m_view = "movement";
        }
    }

    ExitStatus
    write(io::GraphDocument document, const io::GraphExportOptions& options, ExitStatus status) {
        if (!m_layout.empty()) {
            lay_out(document, *layout_named(m_layout), m_output);
        }
        if (options.format == io::GraphFormat::matrix &&
            io::matrix_size(document) > io::most_matrix_columns) {
            throw UsageError("--to matrix: more places than a spreadsheet has columns; ask for "
                             "--level state, or write .csv");
        }
        std::vector<std::string> targets;
        try {
            targets = io::export_targets(m_output.output, options.format);
        } catch (const std::invalid_argument& error) {
            throw UsageError(error.what());
        }
        for (const auto& note : io::export_graph(m_output.output, document, options,
                                                 run_control(m_output, "writing"))) {
            say(m_output, note.message);
        }
        std::string names;
        for (const std::string& name : targets) {
            names += (names.empty() ? "" : ", ") + name;
        }
        say(m_output, names + ": " + counted(document.vertex_ids.size(), "node") + ", " +
                          counted(document.edges.size(), "edge"));
        return status;
    }

    InputOptions m_input;
    OutputOptions m_output;
    CLI::Option* m_view_option = nullptr;
    CLI::Option* m_publish_option = nullptr;
    std::string m_publish;
    std::string m_view = "case";
    std::string m_include;
    std::string m_to;
    std::string m_dialect;
    std::string m_layout;
    GraphFileOptions m_file;
    bool m_infer_transit = false;
};

} // namespace

std::unique_ptr<Command> make_export(CLI::App& app) { return std::make_unique<Export>(app); }

} // namespace sandhan::cli
