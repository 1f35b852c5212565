// SPDX-License-Identifier: Apache-2.0
// How a name in Latin letters sounds: one spelling for what South Asian registers write in many.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace sandhan::algorithms::names {

/// Longer parts are cut.
constexpr std::size_t longest_part = 32;

/// Room for the sound of two joined parts.
using SoundBuffer = std::array<char, 2 * longest_part>;

/// Writes how a text of a to z sounds, and returns the length: at most twice that of the text,
/// for x is two sounds; what the buffer cannot hold is cut.
/// Aspiration after a consonant, doubling and a last h go; sh, sch and ś become s, ph f, q and hard
/// c k, x ks, ch stays as c. ee is i, oo u; ai, ei, oi and ay before a
/// consonant e; au, ou, ow before a consonant o; ae, oe, ue there e, o, u (ä, ö, ü written out).
/// Vowels stay, and so do b, v and w, j and z and y, which sounds_alike() lets stand for each
/// other.
std::size_t write_sound(std::string_view text, SoundBuffer& out);
[[nodiscard]] std::string sound_of(std::string_view text);

/// The consonants of a sound, with `a` for a vowel at the start: v and w are b, z and an initial y
/// j, other y are dropped. Names that sound alike have equal keys; equal keys alone say little
/// (Salim, Salma).
///
/// Source  After the consonant classes of Bangla double metaphone: N. UzZaman, M. Khan, "A Bangla
///         phonetic encoding for better spelling suggestions", ICCIT 2004, and "A double metaphone
///         encoding for Bangla and its application in spelling checker", IEEE NLP-KE 2005;
///         vowels but the first go as in L. Philips, "Hanging on the metaphone", Computer Language
///         7(12), 1990. We differ: one key rather than two, read from Latin letters whatever the
///         script was, m and n apart, f apart from p, and a second look at the vowels.
[[nodiscard]] std::string key_of(std::string_view sound);

/// Whether two sounds with equal keys are one name spelt in two ways: vowel by vowel i and e, u and
/// o, a and o, a and e may stand for each other; an `a` within, a y after a consonant and a last
/// e may be missing. A last `a` is heard, b and w at the start are two (Bill, Will), a vowel
/// of three letters is itself (Dan, Den), and one of four no a but an a (Rama, Roma).
/// `vowels_unwritten`: one of the two comes from Arabic letters, so a missing vowel says nothing.
[[nodiscard]] bool sounds_alike(std::string_view a, std::string_view b, bool vowels_unwritten);

/// Whether two sounds differ in an ending that tells women's names from men's, and else agree:
/// Francisco and Francisca, Anil and Anila, Mangra and Mangri, Gabriel and Gabrielle. The rest must
/// have three letters or more.
[[nodiscard]] bool differ_by_sex(std::string_view a, std::string_view b);

} // namespace sandhan::algorithms::names
