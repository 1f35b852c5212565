// SPDX-License-Identifier: Apache-2.0
// The table form of a result: aligned by display width, fitted to the terminal.
#include "io/result_document.hpp"
#include "io/value_text.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace sandhan::io {
namespace {

constexpr std::string_view bold = "\033[1m";
constexpr std::string_view dim = "\033[2m";
constexpr std::string_view warn = "\033[33m";
constexpr std::string_view plain = "\033[0m";
constexpr std::size_t gap = 2;
constexpr std::size_t listed = 3; // items of a list shown before "+n"

/// Cells a code point takes: none for marks and invisible ones, two for wide East Asian ones.
std::size_t cells_of(UChar32 c) {
    const auto type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) {
        return 0;
    }
    const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

/// As ICU's macros want them.
const std::uint8_t* bytes(const std::string& text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

/// Line ends and other control characters would break the table, or the terminal.
std::string one_line(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            c = ' ';
        }
    }
    return text;
}

std::string cut(const std::string& text, std::size_t widest) {
    if (display_width(text) <= widest || widest == 0) {
        return text;
    }
    std::size_t cells = 0;
    std::int32_t at = 0;
    const auto length = static_cast<std::int32_t>(text.size());
    while (at < length) {
        std::int32_t next = at;
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(bytes(text), next, length, c);
        if (cells + cells_of(c) + 1 > widest) {
            break;
        }
        cells += cells_of(c);
        at = next;
    }
    return text.substr(0, static_cast<std::size_t>(at)) + "…";
}

/// The text in lines of at most `widest` cells, broken at blanks where there is one.
std::vector<std::string> wrapped(const std::string& text, std::size_t widest) {
    std::vector<std::string> lines;
    std::string line;
    std::size_t from = 0;
    while (from <= text.size()) {
        const std::size_t blank = std::min(text.find(' ', from), text.size());
        std::string word = text.substr(from, blank - from);
        from = blank + 1;
        const std::string longer = line.empty() ? word : line + " " + word;
        if (display_width(longer) <= widest) {
            line = longer;
        } else {
            if (!line.empty()) {
                lines.push_back(std::move(line));
            }
            line = cut(word, widest);
        }
    }
    lines.push_back(std::move(line));
    return lines;
}

std::string cell_text(const Value& value, const TableColumn& column) {
    if (const auto* d = value.get<double>()) {
        return fixed_text(*d, column.digits);
    }
    if (const auto* list = value.get<List>(); list != nullptr && list->size() > listed) {
        const List head(list->begin(), list->begin() + listed);
        return one_line(plain_text(Value(head))) + "; +" + std::to_string(list->size() - listed);
    }
    if (const auto* b = value.get<bool>()) {
        return *b ? "yes" : "no";
    }
    return one_line(plain_text(value));
}

class Table {
  public:
    Table(std::vector<TableColumn> columns,
          const List& rows,
          std::size_t shown,
          const TableStyle& style)
        : m_columns(std::move(columns)), m_style(style) {
        for (const TableColumn& column : m_columns) {
            m_headers.push_back(column.header);
        }
        for (std::size_t r = 0; r < shown; ++r) {
            auto& cells = m_cells.emplace_back();
            for (const TableColumn& column : m_columns) {
                std::string text = cell_text(rows[r].at_path(column.path), column);
                cells.push_back(column.wraps ? std::move(text) : cut(text, column.widest));
            }
        }
        measure();
        while (!fits() && leave_one_out()) {
            measure();
        }
        fold();
    }

    void write(std::ostream& out) const {
        std::vector<std::string> rules;
        for (const std::size_t width : m_widths) {
            std::string rule;
            for (std::size_t i = 0; i < width; ++i) {
                rule += "─";
            }
            rules.push_back(rule);
        }
        for (std::size_t b = 0; b < m_blocks.size(); ++b) {
            out << (b == 0 ? "" : "\n") << (m_style.colour ? bold : std::string_view());
            row(out, m_headers, m_blocks[b]);
            out << (m_style.colour ? plain : std::string_view())
                << (m_style.colour ? dim : std::string_view());
            row(out, rules, m_blocks[b]);
            out << (m_style.colour ? plain : std::string_view());
            for (const auto& cells : m_cells) {
                row(out, cells, m_blocks[b]);
            }
        }
    }

    /// Headers of the columns that the terminal is too narrow for.
    [[nodiscard]] const std::vector<std::string>& left_out() const { return m_left_out; }

  private:
    void measure() {
        m_widths.assign(m_columns.size(), 0);
        for (std::size_t c = 0; c < m_columns.size(); ++c) {
            for (const auto& cells : m_cells) {
                m_widths[c] = std::max(m_widths[c], display_width(cells[c]));
            }
            m_widths[c] =
                std::max(std::min(m_widths[c], m_columns[c].widest), display_width(m_headers[c]));
        }
    }

    /// Narrows the texts, the widest first, none below its least.
    bool fits() {
        if (m_style.width == 0) {
            return true;
        }
        const auto total = [&] {
            return std::accumulate(m_widths.begin(), m_widths.end(), std::size_t{0}) +
                   gap * (m_widths.empty() ? 0 : m_widths.size() - 1);
        };
        while (total() > m_style.width) {
            std::size_t widest = m_widths.size();
            for (std::size_t c = 0; c < m_widths.size(); ++c) {
                if (m_columns[c].alignment == Alignment::left &&
                    m_widths[c] > std::max(m_columns[c].least, display_width(m_headers[c])) &&
                    (widest == m_widths.size() || m_widths[c] > m_widths[widest])) {
                    widest = c;
                }
            }
            if (widest == m_widths.size()) {
                return false;
            }
            --m_widths[widest];
        }
        return true;
    }

    bool leave_one_out() {
        const auto most = std::max_element(
            m_columns.begin(), m_columns.end(),
            [](const TableColumn& a, const TableColumn& b) { return a.spare < b.spare; });
        if (most == m_columns.end() || most->spare == 0) {
            return false;
        }
        const auto c = most - m_columns.begin();
        m_left_out.insert(m_left_out.begin(), most->header);
        m_columns.erase(most);
        m_headers.erase(m_headers.begin() + c);
        for (auto& cells : m_cells) {
            cells.erase(cells.begin() + c);
        }
        return true;
    }

    /// What is still too wide goes on below, with its first columns again: those up to the first
    /// text, which says whom a row is about.
    void fold() {
        std::size_t lead = 0;
        while (lead < m_columns.size() && m_columns[lead].alignment != Alignment::left) {
            ++lead;
        }
        lead = std::min(lead + 1, m_columns.size());
        std::vector<std::size_t> first(lead);
        std::iota(first.begin(), first.end(), std::size_t{0});
        const std::size_t first_width =
            std::accumulate(m_widths.begin(), m_widths.begin() + static_cast<std::ptrdiff_t>(lead),
                            gap * (lead - 1));
        m_blocks.push_back(first);
        std::size_t width = first_width;
        for (std::size_t c = lead; c < m_columns.size(); ++c) {
            width += gap + m_widths[c];
            if (m_style.width != 0 && width > m_style.width && m_blocks.back().size() > lead) {
                m_blocks.push_back(first);
                width = first_width + gap + m_widths[c];
            }
            m_blocks.back().push_back(c);
        }
    }

    void row(std::ostream& out,
             const std::vector<std::string>& cells,
             const std::vector<std::size_t>& columns) const {
        std::vector<std::vector<std::string>> lines(cells.size());
        std::size_t height = 1;
        for (const std::size_t c : columns) {
            lines[c] = m_columns[c].wraps ? wrapped(cells[c], m_widths[c])
                                          : std::vector<std::string>{cut(cells[c], m_widths[c])};
            height = std::max(height, lines[c].size());
        }
        for (std::size_t l = 0; l < height; ++l) {
            std::string text;
            for (const std::size_t c : columns) {
                const std::string cell = l < lines[c].size() ? lines[c][l] : std::string();
                const std::string pad(m_widths[c] - std::min(m_widths[c], display_width(cell)),
                                      ' ');
                text += m_columns[c].alignment == Alignment::right ? pad + cell : cell + pad;
                text += std::string(gap, ' ');
            }
            text.resize(text.find_last_not_of(' ') + 1);
            out << text << '\n';
        }
    }

    std::vector<TableColumn> m_columns;
    const TableStyle& m_style;
    std::vector<std::string> m_headers;
    std::vector<std::vector<std::string>> m_cells;
    std::vector<std::size_t> m_widths;
    std::vector<std::vector<std::size_t>> m_blocks; ///< columns side by side; mostly one block
    std::vector<std::string> m_left_out;
};

void write_section(std::ostream& out,
                   const std::string& heading,
                   const std::vector<TableColumn>& columns,
                   const List& rows,
                   std::uint64_t found,
                   const std::vector<std::string>& notes,
                   const TableStyle& style) {
    if (!heading.empty()) {
        out << (style.colour ? bold : std::string_view()) << heading
            << (style.colour ? plain : std::string_view()) << "\n\n";
    }
    const std::size_t shown = columns.empty()  ? 0
                              : style.top == 0 ? rows.size()
                                               : std::min(style.top, rows.size());
    std::string left_out;
    if (shown > 0) {
        const Table table(columns, rows, shown, style);
        table.write(out);
        for (const std::string& header : table.left_out()) {
            left_out += (left_out.empty() ? "" : ", ") + header;
        }
    }
    if (const std::uint64_t all = std::max<std::uint64_t>(found, rows.size());
        shown < all && !columns.empty()) {
        out << (style.colour ? dim : std::string_view()) << "… " << all - shown
            << " more rows; --top 0 shows all" << (style.colour ? plain : std::string_view())
            << '\n';
    }
    if (!left_out.empty()) {
        out << (style.colour ? dim : std::string_view())
            << "A wider terminal also shows: " << left_out
            << (style.colour ? plain : std::string_view()) << '\n';
    }
    for (const std::string& note : notes) {
        out << note << '\n';
    }
}

} // namespace

std::size_t display_width(const std::string& text) {
    std::size_t cells = 0;
    std::int32_t at = 0;
    const auto length = static_cast<std::int32_t>(text.size());
    while (at < length) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(bytes(text), at, length, c);
        cells += cells_of(c);
    }
    return cells;
}

void write_table(std::ostream& out, const ResultDocument& result, const TableStyle& style) {
    if (result.revealed) {
        out << (style.colour ? warn : std::string_view())
            << "VICTIMS' DATA IS SHOWN (--reveal-victims): do not pass this on."
            << (style.colour ? plain : std::string_view()) << "\n\n";
    }
    write_section(out, result.heading, result.columns, result.rows, result.found, result.notes,
                  style);
    for (const TableSection& section : result.more_tables) {
        out << '\n';
        TableStyle section_style = style;
        section_style.top = section.obeys_top ? style.top : 0;
        write_section(out, section.heading, section.columns,
                      List(section.rows.begin(), section.rows.end()), section.found, section.notes,
                      section_style);
    }
}

} // namespace sandhan::io
