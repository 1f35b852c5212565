// SPDX-License-Identifier: Apache-2.0
#include "io/character_entities.hpp"

#include "io/graph_text.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace sandhan::io {

namespace {

// Of U+00A0 to U+00FF, in order: https://www.w3.org/TR/html4/sgml/entities.html
constexpr std::array<std::string_view, 96> latin1_names{
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

std::optional<std::uint32_t> character_of(std::string_view name) {
    if (name.starts_with('#')) {
        name.remove_prefix(1);
        const bool hex = name.starts_with('x') || name.starts_with('X');
        name.remove_prefix(hex ? 1 : 0);
        std::uint32_t number = 0;
        const auto [end, error] =
            std::from_chars(name.data(), name.data() + name.size(), number, hex ? 16 : 10);
        return error == std::errc() && end == name.data() + name.size() ? std::optional(number)
                                                                        : std::nullopt;
    }
    constexpr std::array<std::string_view, 5> own{"quot", "amp", "lt", "gt", "apos"};
    constexpr std::string_view characters = "\"&<>'";
    for (std::size_t i = 0; i < own.size(); ++i) {
        if (own[i] == name) {
            return static_cast<std::uint32_t>(characters[i]);
        }
    }
    for (std::size_t i = 0; i < latin1_names.size(); ++i) {
        if (latin1_names[i] == name) {
            return static_cast<std::uint32_t>(0xA0 + i);
        }
    }
    return std::nullopt;
}

} // namespace

std::string with_characters_for_entities(std::string_view text) {
    constexpr std::size_t longest_name = 9; // #x0010FFFF without the zeros in front
    std::string out;
    std::size_t done = 0;
    for (std::size_t at = text.find('&'); at != text.npos; at = text.find('&', at + 1)) {
        const std::size_t end = text.substr(at + 1, longest_name + 1).find(';');
        if (end == text.npos) {
            continue;
        }
        out.append(text, done, at - done);
        done = at;
        const auto character = character_of(text.substr(at + 1, end));
        if (character && append_character(out, *character)) {
            done = at + end + 2;
            at = done - 1;
        }
    }
    return out.append(text, done, text.npos);
}

} // namespace sandhan::io
