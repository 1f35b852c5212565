// SPDX-License-Identifier: Apache-2.0
#include "io/graph_export.hpp"

#include "io/cx2_writer.hpp"
#include "io/dot_writer.hpp"
#include "io/errors.hpp"
#include "io/geojson_writer.hpp"
#include "io/geopackage_writer.hpp"
#include "io/gexf_writer.hpp"
#include "io/gml_writer.hpp"
#include "io/graph_tables.hpp"
#include "io/graphml_writer.hpp"
#include "io/kml_writer.hpp"
#include "io/packed_file.hpp"
#include "io/pajek_writer.hpp"

#include <filesystem>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace sandhan::io {
namespace {

namespace fs = std::filesystem;

/// What a part of several files is called within a folder, without its ending.
std::string_view folder_name_of(std::string_view part) { return part.empty() ? "edges" : part; }

std::string_view ending_of_part(std::string_view part) { return part == "import" ? ".sh" : ".csv"; }

bool is_folder(const std::string& target) {
    std::error_code error;
    return target.ends_with('/') || fs::is_directory(target, error) ||
           !fs::path(target).has_extension();
}

void make_folder(const std::string& path) {
    std::error_code error;
    fs::create_directories(path, error);
    if (error) {
        throw FileError(path + ": cannot make this folder: " + error.message() +
                        "; name another with -o");
    }
}

void write_neo4j_script(std::ostream& out, const std::vector<std::string>& targets) {
    const auto name = [](const std::string& path) {
        std::string quoted = "'";
        for (const char c : fs::path(path).filename().string()) {
            quoted += c == '\'' ? "'\\''" : std::string(1, c);
        }
        return quoted + "'";
    };
    out << "#!/bin/sh\n"
           "# Puts the two tables beside this script into a new Neo4j database (version 5).\n"
           "#   sh SCRIPT [DATABASE]     the database must not exist yet\n"
           "set -eu\n"
           "cd \"$(dirname \"$0\")\"\n"
           "exec neo4j-admin database import full --array-delimiter=';' --multiline-fields=true "
           "\\\n"
           "    --nodes="
        << name(targets[0]) << " --relationships=" << name(targets[1]) << " \"${1:-neo4j}\"\n";
}

class GraphExport {
  public:
    GraphExport(const GraphDocument& document,
                const GraphExportOptions& options,
                const graph::RunControl& control)
        : m_document(document), m_options(options), m_control(control) {}

    std::vector<graph::Diagnostic> write(const std::vector<std::string>& targets) {
        std::vector<std::unique_ptr<PackedFile>> files;
        for (const std::string& target : targets) {
            files.push_back(std::make_unique<PackedFile>(target));
        }
        if (files.size() == 1) {
            note(single(files[0]->stream()));
        } else {
            for (std::size_t part = 0; part < files.size(); ++part) {
                note(several(part, files[part]->stream(), targets));
            }
        }
        for (const auto& file : files) {
            file->finish();
        }
        for (const auto& file : files) {
            file->commit();
        }
        return std::move(m_notes);
    }

  private:
    void note(std::vector<graph::Diagnostic> notes) {
        for (graph::Diagnostic& note : notes) {
            m_notes.push_back(std::move(note));
        }
    }

    std::vector<graph::Diagnostic> single(std::ostream& out) const {
        const std::string& comment = m_options.comment;
        switch (m_options.format) {
        case GraphFormat::graphml:
            return write_graphml(
                out, m_document,
                {comment, m_options.dialect == "yed" ? GraphmlDialect::yed : GraphmlDialect::plain},
                m_control);
        case GraphFormat::gexf:
            return write_gexf(
                out, m_document,
                {m_options.dialect == "gexf12" ? GexfVersion::v1_2 : GexfVersion::v1_3, comment},
                m_control);
        case GraphFormat::gml:
            return write_gml(
                out, m_document,
                {m_options.dialect == "utf8" ? GmlCharacters::utf8 : GmlCharacters::ascii, comment},
                m_control);
        case GraphFormat::pajek:
            return write_pajek(out, m_document, comment, m_control);
        case GraphFormat::dot:
            return write_dot(out, m_document, comment, m_control);
        case GraphFormat::cx2:
            return write_cx2(out, m_document, {"Sandhan", comment}, m_control);
        case GraphFormat::geojson:
            return write_geojson(out, m_document, comment, m_control);
        case GraphFormat::kml:
            return write_kml(out, m_document, comment, m_control);
        case GraphFormat::geopackage:
            return write_geopackage(out, m_document, m_control);
        case GraphFormat::matrix:
            return write_matrix(out, m_document, m_control);
        case GraphFormat::csv: // to standard output
            return write_edge_table(out, m_document, TableDialect::plain, m_control);
        case GraphFormat::neo4j:
        case GraphFormat::graphframes:
        case GraphFormat::i2:
            break;
        }
        throw std::logic_error("a format of several files was given one");
    }

    std::vector<graph::Diagnostic>
    several(std::size_t part, std::ostream& out, const std::vector<std::string>& targets) const {
        const auto table = [&](bool of_vertices, TableDialect dialect) {
            return of_vertices ? write_vertex_table(out, m_document, dialect, m_control)
                               : write_edge_table(out, m_document, dialect, m_control);
        };
        switch (m_options.format) {
        case GraphFormat::neo4j:
            if (part == 2) {
                write_neo4j_script(out, targets);
                return {};
            }
            return table(part == 0, TableDialect::neo4j);
        case GraphFormat::graphframes:
            return table(part == 0, TableDialect::graphframes);
        case GraphFormat::i2:
            return table(part == 0, TableDialect::i2);
        default:
            return table(part == 1, TableDialect::plain);
        }
    }

    const GraphDocument& m_document;
    const GraphExportOptions& m_options;
    const graph::RunControl& m_control;
    std::vector<graph::Diagnostic> m_notes;
};

} // namespace

std::vector<std::string> export_targets(const std::string& target, GraphFormat format) {
    const GraphFormatInfo& info = info_of(format);
    if (info.parts.empty() || (target == "-" && format == GraphFormat::csv)) {
        return {target};
    }
    if (target == "-") {
        throw std::invalid_argument("-o -: " + std::string(info.name) +
                                    " makes several files; name a folder with -o");
    }
    std::vector<std::string> targets;
    if (is_folder(target)) {
        for (const std::string_view part : info.parts) {
            std::string file(folder_name_of(part));
            file += ending_of_part(part);
            targets.push_back((fs::path(target) / file).string());
        }
        return targets;
    }
    std::string stem = target;
    std::string packed;
    if (is_packed_name(stem)) {
        packed = stem.substr(stem.size() - 3);
        stem.resize(stem.size() - 3);
    }
    stem = (fs::path(stem).parent_path() / fs::path(stem).stem()).string();
    for (const std::string_view part : info.parts) {
        std::string file = stem;
        if (!part.empty()) {
            file += '.';
            file += part;
        }
        file += ending_of_part(part);
        targets.push_back(file + (part == "import" ? "" : packed));
    }
    return targets;
}

std::vector<graph::Diagnostic> export_graph(const std::string& target,
                                            const GraphDocument& document,
                                            const GraphExportOptions& options,
                                            const graph::RunControl& control) {
    const std::vector<std::string> targets = export_targets(target, options.format);
    if (targets.size() > 1 && is_folder(target)) {
        make_folder(target);
    }
    return GraphExport(document, options, control).write(targets);
}

} // namespace sandhan::io
