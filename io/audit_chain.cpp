// SPDX-License-Identifier: Apache-2.0
#include "io/audit_chain.hpp"

#include "io/audit_log.hpp"
#include "io/errors.hpp"
#include "io/input_bytes.hpp"
#include "io/sha256.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <utility>

namespace sandhan::io {
namespace {

constexpr char gap_line_end = '\n';
constexpr std::size_t longest_audit_line = std::size_t{256} << 20U;

/// A lock on the log where it can be had: of a pipe, or where there are no locks, none is needed.
class ReadingLock {
  public:
    explicit ReadingLock(const std::string& path) {
        if (path == "-") {
            return;
        }
        m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (m_descriptor >= 0 && can_be_read_again(m_descriptor)) {
            m_lock.emplace(m_descriptor, path, AuditLock::Kind::shared);
        }
    }
    ~ReadingLock() {
        m_lock.reset();
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
        }
    }
    ReadingLock(const ReadingLock&) = delete;
    ReadingLock& operator=(const ReadingLock&) = delete;

  private:
    int m_descriptor = -1;
    std::optional<AuditLock> m_lock;
};

/// Lines as they stand, without their ends.
class Lines {
  public:
    explicit Lines(const std::string& path) : m_bytes(path), m_block(std::size_t{1} << 16U) {}

    /// False at the end. `has_end`: a line end stands behind it.
    bool next(std::string& line, bool& has_end) {
        line.clear();
        has_end = false;
        for (;;) {
            if (m_at == m_filled) {
                m_filled = m_bytes.read(m_block.data(), m_block.size());
                m_at = 0;
                if (m_filled == 0) {
                    return !line.empty();
                }
            }
            const auto from = m_block.begin() + static_cast<std::ptrdiff_t>(m_at);
            const auto to = m_block.begin() + static_cast<std::ptrdiff_t>(m_filled);
            const auto end = std::find(from, to, '\n');
            line.append(from, end);
            m_at += static_cast<std::size_t>(end - from);
            if (line.size() > longest_audit_line) {
                throw ParseError(m_bytes.name() + ": a line is longer than 256 MiB; this is no "
                                                  "audit log of `analyse`");
            }
            if (end != to) {
                ++m_at;
                has_end = true;
                return true;
            }
        }
    }

    [[nodiscard]] const std::string& name() const { return m_bytes.name(); }

  private:
    InputBytes m_bytes;
    std::vector<char> m_block;
    std::size_t m_at = 0, m_filled = 0;
};

/// Judges lines as they come.
class Chain {
  public:
    void take(const std::string& text, bool has_end) {
        const auto link = parse_audit_link(text);
        m_looks_like_log = m_looks_like_log || link || ends_as_entry(text);
        AuditedLine line;
        line.line = m_line + 1;
        if (!link) {
            take_no_entry(std::move(line), text, has_end);
            return;
        }
        line.line += m_gap_lines;
        line.number = link->number;
        line.hash = link->hash;
        line.entry = parse_audit_entry(text);
        if (!link->is_whole || !line.entry) {
            judge(line, AuditVerdict::changed,
                  link->is_whole ? "its hash is right, but it is no entry as this program writes it"
                                 : "its bytes are not those that its hash was made of");
        } else if (link->previous != m_reading.head || link->number != m_number + 1) {
            judge_by_place(line, *link);
        }
        judge_gap(line);
        m_number = link->number;
        m_reading.head = link->hash;
        ++m_reading.entries;
        ++m_line;
        m_seen.insert(link->number);
        m_reading.lines.push_back(std::move(line));
    }

    [[nodiscard]] bool looks_like_log() const { return m_looks_like_log; }

    AuditReading finish() {
        // Entries that a later line holds were moved, not lost.
        for (const std::size_t at : m_behind_gaps) {
            AuditedLine& line = m_reading.lines[at];
            if (m_seen.count(line.number - 1) > 0) {
                line.verdict = AuditVerdict::reordered;
                line.why = "the entry before it, number " + std::to_string(line.number - 1) +
                           ", stands elsewhere";
            }
        }
        const auto is_broken = [](const AuditedLine& line) {
            return line.verdict != AuditVerdict::intact && !line.is_accounted_for;
        };
        const auto first = std::find_if(m_reading.lines.begin(), m_reading.lines.end(), is_broken);
        m_reading.first_broken = static_cast<std::size_t>(first - m_reading.lines.begin());
        m_reading.broken =
            static_cast<std::uint64_t>(std::count_if(first, m_reading.lines.end(), is_broken));
        return std::move(m_reading);
    }

  private:
    static void judge(AuditedLine& line, AuditVerdict verdict, std::string why) {
        line.verdict = verdict;
        line.why = std::move(why);
    }

    /// Of an entry whose own hash is right, and that does not follow the entry before.
    void judge_by_place(AuditedLine& line, const AuditLink& link) {
        const std::uint64_t expected = m_number + 1;
        if (m_seen.count(link.number) > 0) {
            judge(line, AuditVerdict::reordered,
                  "entry " + std::to_string(link.number) + " stands in the log twice");
        } else if (link.number > expected) {
            const std::uint64_t last = link.number - 1;
            m_behind_gaps.push_back(m_reading.lines.size());
            judge(line, AuditVerdict::missing,
                  last == expected ? "entry " + std::to_string(last) + " before it is not there"
                                   : "entries " + std::to_string(expected) + " to " +
                                         std::to_string(last) + " before it are not there");
        } else if (link.number < expected) {
            judge(line, AuditVerdict::reordered,
                  "entry " + std::to_string(link.number) + " stands behind entry " +
                      std::to_string(m_number));
        } else {
            judge(line, AuditVerdict::changed,
                  m_number == 0 ? "it does not say that it is the first entry"
                                : "it names another hash than that of the line before: that line "
                                  "was written anew, or this one is forged");
        }
    }

    /// Lines that are no entries and stand together are one.
    void take_no_entry(AuditedLine line, const std::string& text, bool has_end) {
        if (m_gap_lines == 0) {
            m_gap_sum = Sha256();
            m_gap_bytes = 0;
            m_reading.lines.push_back(std::move(line));
        } else {
            m_gap_sum.add({&gap_line_end, 1});
            ++m_gap_bytes;
        }
        m_gap_sum.add(text);
        m_gap_bytes += text.size();
        ++m_gap_lines;
        const bool torn = !has_end && m_gap_lines == 1 && !ends_as_entry(text);
        judge(m_reading.lines.back(), torn ? AuditVerdict::torn : AuditVerdict::changed,
              torn ? "the log ends within an entry: what a crash or a full disk left of it; the "
                     "next entry will say so"
                   : "it is no entry, and no entry behind it says that it was torn");
    }

    /// Of the lines that are no entries before an entry: whether it knows of them.
    void judge_gap(AuditedLine& line) {
        const std::optional<TornBytes> told = line.entry ? line.entry->torn : std::nullopt;
        const bool known = told && m_gap_lines > 0 && told->bytes == m_gap_bytes &&
                           told->sha256 == m_gap_sum.value();
        if (known) {
            judge(m_reading.lines.back(), AuditVerdict::torn,
                  "a crash tore it, as the entry behind it says; what it held is lost");
            m_reading.lines.back().is_accounted_for = true;
        } else if (told && line.verdict == AuditVerdict::intact) {
            judge(line, AuditVerdict::missing,
                  "the torn bytes that it tells of are not before it as they were");
        }
        m_line += m_gap_lines;
        m_gap_lines = 0;
    }

    AuditReading m_reading{{}, 0, 0, 0, no_previous_hash()};
    std::uint64_t m_number = 0; ///< of the last entry
    std::uint64_t m_line = 0;   ///< lines before the gap
    std::set<std::uint64_t> m_seen;
    std::vector<std::size_t> m_behind_gaps; ///< lines before which numbers are left out
    bool m_looks_like_log = false;
    Sha256 m_gap_sum; ///< of the lines since the last entry, that are none
    std::uint64_t m_gap_bytes = 0, m_gap_lines = 0;
};

} // namespace

const char* name_of(AuditVerdict verdict) {
    switch (verdict) {
    case AuditVerdict::intact:
        return "intact";
    case AuditVerdict::changed:
        return "changed";
    case AuditVerdict::missing:
        return "missing";
    case AuditVerdict::reordered:
        return "reordered";
    case AuditVerdict::torn:
        return "torn";
    }
    return "";
}

AuditReading read_audit_log(const std::string& path, const graph::RunControl& control) {
    const ReadingLock lock(path);
    Lines lines(path);
    Chain chain;
    std::string line;
    bool has_end = false;
    bool may_be_log = true; // an empty one, or one whose first entry was torn
    for (bool first = true; lines.next(line, has_end); first = false) {
        control.checkpoint();
        const std::size_t both = std::min(line.size(), audit_opening.size());
        if (first) {
            may_be_log = both > 0 && line.substr(0, both) == audit_opening.substr(0, both);
        }
        chain.take(line, has_end);
    }
    if (!may_be_log && !chain.looks_like_log()) {
        throw ParseError(lines.name() + ": this is no audit log: no line is an entry as `analyse "
                                        "--audit` writes them; check the name");
    }
    return chain.finish();
}

} // namespace sandhan::io
