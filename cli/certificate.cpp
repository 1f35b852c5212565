// SPDX-License-Identifier: Apache-2.0
#include "cli/certificate.hpp"

#include "cli/audit.hpp"
#include "cli/audit_arguments.hpp"
#include "cli/command.hpp"
#include "io/pseudonym_key.hpp"
#include "io/version.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string_view>
#include <utility>

namespace sandhan::cli {
namespace {

constexpr std::int64_t ist_ahead_s = 5 * 3600 + 30 * 60; ///< UTC+05:30, all year

/// Now, or the moment that a reproducible build sets.
std::int64_t seconds_now() {
    if (const char* set = std::getenv("SOURCE_DATE_EPOCH"); set != nullptr && *set != '\0') {
        char* end = nullptr;
        const long long seconds = std::strtoll(set, &end, 10);
        constexpr long long year_9999 = 253402300799;
        if (*end == '\0' && seconds >= 0 && seconds <= year_9999) {
            return seconds;
        }
        throw UsageError(std::string("SOURCE_DATE_EPOCH is set to \"") + set +
                         "\", which is no number of seconds since 1970; correct or unset it");
    }
    return milliseconds_now() / 1000;
}

std::string escaped(std::string_view text) {
    std::string html;
    for (const char c : text) {
        switch (c) {
        case '&':
            html += "&amp;";
            break;
        case '<':
            html += "&lt;";
            break;
        case '>':
            html += "&gt;";
            break;
        case '"':
            html += "&quot;";
            break;
        default:
            html += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return html;
}

/// "12/11/2020, 23:05:09" of seconds in the zone that they were moved to.
std::string day_and_time(std::int64_t seconds) {
    const std::string iso = utc_text(seconds * 1000);
    return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4) + ", " +
           iso.substr(11, 8);
}

std::string both_times(std::int64_t seconds) {
    return day_and_time(seconds + ist_ahead_s) +
           " hours IST (UTC+05:30) = " + day_and_time(seconds) + " UTC";
}

std::string table_of(const std::vector<io::RecordedFile>& files) {
    std::string html = "<table><tr><th>File</th><th>Bytes</th><th>SHA-256</th></tr>\n";
    for (const io::RecordedFile& file : files) {
        const std::string name = file.path == "-"
                                     ? std::string("(standard input or output)")
                                     : std::filesystem::path(file.path).filename().string();
        html += fmt::format("<tr><td>{}</td><td class=\"n\">{}</td><td class=\"h\">{}</td></tr>\n",
                            escaped(name), file.bytes ? std::to_string(*file.bytes) : "",
                            file.sha256.empty() ? "<b>not known: " + escaped(file.note) + "</b>"
                            : file.note.empty()
                                ? file.sha256
                                : file.sha256 + "<br><b>" + escaped(file.note) + "</b>");
    }
    return html + "</table>\n";
}

/// A label and a line to write on.
std::string field(std::string_view label) {
    return fmt::format("<div class=\"f\"><span>{}</span><i></i></div>\n", label);
}

std::string boxes(std::string_view label, std::initializer_list<const char*> choices) {
    std::string html = fmt::format("<p class=\"b\">{}:", label);
    for (const char* choice : choices) {
        html += fmt::format(" <span>☐ {}</span>", choice);
    }
    return html + "</p>\n";
}

std::string signature(bool expert) {
    std::string html = field("Signature") + field("Name");
    html += expert ? field("Designation and department") : field("Designation");
    return html + field("Date (DD/MM/YYYY)") + field("Time (IST, 24 hours)") + field("Place");
}

constexpr const char* algorithm_ticked =
    "<p class=\"b\">Algorithm: <span>☐ SHA1</span> <span>☑ SHA256</span> <span>☐ MD5</span> "
    "<span>☐ other: ____________</span></p>\n";

constexpr const char* head =
    R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Hash values of an electronic record</title>
<style>
@page { size: A4; margin: 18mm }
body { font: 10.5pt/1.4 "Noto Serif", "Liberation Serif", serif; color: #000; max-width: 174mm; margin: 8mm auto }
h1 { font-size: 15pt; margin: 0 0 2mm } h2 { font-size: 12pt; margin: 6mm 0 2mm; break-after: avoid }
table { border-collapse: collapse; width: 100% } th, td { border: .3mm solid #666; padding: 1mm 2mm; text-align: left; vertical-align: top }
tr { break-inside: avoid } .n { text-align: right } .h, code { font-family: "Noto Sans Mono", "Liberation Mono", monospace; font-size: 8.5pt; overflow-wrap: anywhere }
.aid { border: .6mm solid #000; padding: 2mm 3mm } .f { display: flex; gap: 2mm; margin: 3mm 0; break-inside: avoid } .f i { flex: 1; border-bottom: .3mm solid #000; min-height: 5mm }
.b span { white-space: nowrap; margin-left: 2mm } .part { break-before: page } li { margin: 1mm 0 }
</style>
</head>
<body>
<h1>Hash values of an electronic record</h1>
<p>To go with a certificate under section 63(4)(c) of the Bharatiya Sakshya Adhiniyam, 2023 (India)</p>
<p class="aid"><b>An aid, not legal advice, and not a certificate until it is checked and signed.</b>
The program has filled in names, sizes, hash values, times, its version and its command. Everything
left blank only the person who signs can know. Whoever signs must compare this page with the Schedule
to the Act as it now stands, check every line, strike out what is not true, and compute the hash values
again on the files that are handed over.</p>
)";

} // namespace

void add_certificate_option(CLI::App& app) {
    app.add_flag("--certificate")
        ->description("also write FILE.certificate.html: hashes and the fields of a certificate of "
                      "electronic records (BSA 2023, s.63(4)(c)), to check and sign")
        ->group("Output");
}

bool wants_certificate(const CLI::App& options) {
    const CLI::Option* option = options.get_option_no_throw("--certificate");
    return option != nullptr && option->count() > 0 && option->as<bool>();
}

std::string certificate_page(const CertifiedRun& run) {
    std::string html = head;
    html += "<h2>1. The record that was produced</h2>\n" + table_of(run.outputs);
    html += "<p>Hash values computed " + both_times(run.ended_s) +
            ", of the bytes as they were written.</p>\n";
    if (run.victims_revealed) {
        html += "<p class=\"aid\"><b>The record names victims or children.</b> Indian law forbids "
                "disclosing it (POCSO s.23, JJ Act s.74, BNS s.72): hand it over sealed, to the "
                "court only.</p>\n";
    }
    html += "<h2>2. What it was made from</h2>\n" + table_of(run.inputs);
    html += "<h2>3. How it was made</h2>\n<p>By <code>analyse</code> " + escaped(run.version) +
            " (Sandhan), begun " + both_times(run.started_s) + ", with the command</p>\n<p><code>" +
            escaped(run.command) +
            "</code></p>\n<p>The same version, files and command give the same bytes again. To "
            "compare a file with its value: <code>sha256sum FILE</code> (Linux), <code>certutil "
            "-hashfile FILE SHA256</code> (Windows). <code>withheld</code> stands for text that "
            "might name someone.</p>\n";

    html += "<h2 class=\"part\">Part A: the party</h2>\n<p>Fields in the order of Part A of the "
            "Schedule, in words of this program.</p>\n";
    html +=
        field("I, (name)") + field("Son, daughter or spouse of") + field("Living or employed at") +
        "<p>affirm and state that the record listed under 1 was taken from this device or "
        "source:</p>\n" +
        boxes("Kind (tick)", {"computer or storage medium", "DVR", "mobile", "flash drive",
                              "CD or DVD", "server", "cloud", "other: ____________"}) +
        field("Make and model") + field("Colour") + field("Serial number") +
        field("IMEI, UIN, UID, MAC or cloud ID, as applicable") +
        field("Anything else that tells the device or record apart") +
        "<p>To be affirmed, each only if it is true:</p>\n<ul>\n"
        "<li>☐ The device or source was lawfully under control, and regularly used to make, keep "
        "or process information for activities regularly carried on.</li>\n"
        "<li>☐ Throughout that time it worked properly, and such information was regularly fed "
        "into it in the ordinary course of those activities.</li>\n"
        "<li>☐ If at any time it did not work, or was out of use, that touched neither the record "
        "nor its accuracy.</li>\n</ul>\n" +
        boxes("The device or source is, by me", {"owned", "maintained", "managed", "operated"}) +
        "<p>The hash values of the record are those under 1.</p>\n" + algorithm_ticked +
        "<p>Enclosed as hash report: the page before this one.</p>\n" + signature(false);

    html +=
        "<h2 class=\"part\">Part B: the expert</h2>\n<p>Fields in the order of Part B of the "
        "Schedule, in words of this program. To be filled in by an expert who has computed the "
        "values anew, not copied from this page.</p>\n" +
        field("I, (name)") + field("Son, daughter or spouse of") + field("Living or employed at") +
        "<p>affirm and state that the record was obtained from this device or source:</p>\n" +
        boxes("Kind (tick)", {"computer or storage medium", "DVR", "mobile", "flash drive",
                              "CD or DVD", "server", "cloud", "other: ____________"}) +
        field("Make and model") + field("Colour") + field("Serial number") +
        field("IMEI, UIN, UID, MAC or cloud ID, as applicable") +
        "<p>and that the hash values of the record, computed by me, are:</p>\n" +
        field("File and hash value") + field("File and hash value") +
        "<p class=\"b\">Algorithm: <span>☐ SHA1</span> <span>☐ SHA256</span> <span>☐ MD5</span> "
        "<span>☐ other: ____________</span></p>\n" +
        signature(true);
    return html + "</body>\n</html>\n";
}

Certificate::Certificate(const CLI::App& options)
    : m_quiet(options.count("--quiet") > 0), m_file([&] {
          std::string target = option_text(options, "--output");
          while (target.size() > 1 && target.ends_with('/')) { // a folder of several files
              target.pop_back();
          }
          if (target.empty() || target == "-") {
              throw UsageError("--certificate needs -o FILE: it certifies a file");
          }
          return target + ".certificate.html";
      }()) {
    m_run.version = io::version;
    m_run.started_s = seconds_now();
    const CLI::Option* reveal = options.get_option_no_throw("--reveal-victims");
    m_run.victims_revealed = reveal != nullptr && reveal->count() > 0;
    m_run.command = "analyse " + options.get_name();
    // Not by the key, which another machine has not: the page is to be the same there.
    for (const std::string& argument :
         told_arguments(options, true, [](const std::string&) { return "withheld"; })) {
        const bool quoted = argument.find_first_of(" '\"\\$`;&|<>()*?#~") != std::string::npos;
        m_run.command += quoted ? " '" + argument + "'" : " " + argument;
    }
}

void Certificate::write(const io::RecordedRun& run) {
    m_run.ended_s = seconds_now();
    m_run.inputs = run.inputs;
    m_run.outputs = run.outputs;
    m_file.stream() << certificate_page(m_run);
    m_file.commit();
    if (!m_quiet) {
        std::cerr << "analyse: " << m_file.path()
                  << ": hash values and the fields of a certificate; an aid to check and sign, no "
                     "legal advice\n";
    }
}

} // namespace sandhan::cli
