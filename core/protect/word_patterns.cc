// Looks at what stands between white space, and at parts of it.
#include "core/protect/word_patterns.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "core/protect/characters.h"
#include "core/protect/known_endings.h"
#include "core/text/unicode.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

using ascii::At;
using ascii::IsAlphanumeric;
using ascii::IsDigit;
using ascii::IsLetter;
using ascii::IsLower;
using ascii::IsOneOf;
using ascii::IsUpper;
using ascii::IsWord;
using ascii::RunLength;

// How far a chunk is looked at.
constexpr size_t kLongestChunk = 256;
constexpr size_t kLongestScheme = 32;
constexpr size_t kLongestName = 128;  // of a mailbox
constexpr size_t kLongestHost = 253;

// Letters of one word, from which on it is none. The longest words of the
// languages with blanks have some 50.
constexpr int kMostLetters = 60;

// Scripts before this one (Thai) put blanks between words.
constexpr char32_t kFirstWithoutBlanks = 0xE00;

// Whether a character ends a chunk: white space, quotes, angle brackets, and
// the punctuation of Chinese and Japanese.
bool EndsChunk(char32_t c) {
  return IsSpace(c) || c < 0x20 || c == '"' || c == '`' || c == '<' ||
         c == '>' || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x203A) ||
         (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF0F);
}

// The text from `at` to the next white space or quote, at most `longest` bytes.
std::string_view ChunkAt(std::string_view text, size_t at,
                         size_t longest = std::string_view::npos) {
  const std::string_view rest = text.substr(at, longest);
  size_t end = 0;
  while (end < rest.size()) {
    const CodePoint c = ReadCodePoint(rest.substr(end));
    if (EndsChunk(c.value)) break;
    end += c.bytes;
  }
  return rest.substr(0, end);
}

// A chunk without the punctuation of the sentence around it; a closing bracket
// belongs to it if it has the opening one.
std::string_view WithoutPunctuation(std::string_view chunk) {
  const auto has_more = [&chunk](char close, char open) {
    return std::count(chunk.begin(), chunk.end(), close) >
           std::count(chunk.begin(), chunk.end(), open);
  };
  while (!chunk.empty()) {
    const char last = chunk.back();
    const bool is_bracket = (last == ')' && has_more(')', '(')) ||
                            (last == ']' && has_more(']', '[')) ||
                            (last == '}' && has_more('}', '{'));
    if (!is_bracket && !IsOneOf(last, ".,;:!?'*_~|")) break;
    chunk.remove_suffix(1);
  }
  return chunk;
}

std::string Lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = IsUpper(c) ? static_cast<char>(c + 32) : c;
  return lower;
}

template <size_t kSize>
bool Contains(const std::string_view (&list)[kSize], std::string_view text) {
  return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

// scheme://…, mailto:…, www.….
size_t Address(std::string_view text, size_t at) {
  const std::string_view start = text.substr(at, kLongestScheme);
  const size_t scheme = RunLength(
      start, 0, [](char c) { return IsAlphanumeric(c) || IsOneOf(c, "+.-"); });
  const std::string_view after = text.substr(at + scheme);
  const std::string_view name = text.substr(at, scheme);
  const bool is_address =
      (scheme >= 2 && after.starts_with("://")) ||
      (after.starts_with(":") && (name == "mailto" || name == "tel")) ||
      (name.starts_with("www.") && name.size() > 4);
  if (!is_address) return 0;
  return WithoutPunctuation(ChunkAt(text, at)).size();
}

// The bytes from `at`, at most `longest`, of letters and digits of any script
// and of some marks.
size_t WordLength(std::string_view text, size_t at, size_t longest,
                  std::string_view marks) {
  const std::string_view rest = text.substr(at, longest);
  size_t end = 0;
  while (end < rest.size()) {
    const CodePoint c = ReadCodePoint(rest.substr(end));
    const bool is_mark =
        c.value < 0x80 && IsOneOf(static_cast<char>(c.value), marks);
    if (!is_mark && !stepglot::IsAlphanumeric(c.value)) break;
    end += c.bytes;
  }
  return end;
}

// The bytes of a host's name with at least one dot, or of "localhost".
size_t Host(std::string_view text, size_t at) {
  std::string_view host =
      text.substr(at, WordLength(text, at, kLongestHost, ".-"));
  while (!host.empty() && IsOneOf(host.back(), ".-")) host.remove_suffix(1);
  const bool has_dot = host.find('.') != std::string_view::npos;
  return has_dot || host == "localhost" ? host.size() : 0;
}

// name@host.
size_t MailAddress(std::string_view text, size_t at) {
  const size_t name = WordLength(text, at, kLongestName, "_.%+-");
  if (name == 0 || At(text, at + name) != '@') return 0;
  const size_t host = Host(text, at + name + 1);
  return host == 0 ? 0 : name + 1 + host;
}

// example.org, example.org:8080/path?query.
size_t BareHost(std::string_view text, size_t at) {
  const size_t host = Host(text, at);
  if (host == 0) return 0;
  const std::string_view name = text.substr(at, host);
  const size_t dot = name.rfind('.');
  const bool is_known = dot != std::string_view::npos && dot >= 2 &&
                        Contains(kDomainEndings, name.substr(dot + 1));
  if (!is_known && name != "localhost") return 0;
  const char next = At(text, at + host);
  if (next != '/' && next != ':') return host;
  if (next == ':' && !IsDigit(At(text, at + host + 1))) return host;
  return WithoutPunctuation(ChunkAt(text, at)).size();
}

// /etc/hosts, ~/x, ./x, ../x, C:\x, \\server\x.
bool IsRootedPath(std::string_view chunk) {
  const auto begins = [chunk](std::string_view with, size_t size) {
    return chunk.starts_with(with) && chunk.size() > size &&
           IsWord(chunk[size]);
  };
  const bool has_drive = chunk.size() > 3 && IsLetter(chunk[0]) &&
                         chunk[1] == ':' && IsOneOf(chunk[2], "\\/");
  return has_drive || begins("/", 1) || begins("~/", 2) || begins("./", 2) ||
         begins("../", 3) || begins("\\\\", 2) || begins("/.", 2);
}

// report.pdf, src/main.cc, archive.tar.gz, *.txt.
bool IsFileName(std::string_view chunk) {
  const size_t dot = chunk.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  if (!IsWord(chunk[dot - 1]) && !IsOneOf(chunk[dot - 1], ")]*")) return false;
  const bool is_name = std::all_of(chunk.begin(), chunk.end(), [](char c) {
    return IsWord(c) || IsOneOf(c, ".-/\\+()[]@~");
  });
  return is_name && Contains(kFileEndings, Lowered(chunk.substr(dot + 1)));
}

// some_name, getName(), a::b, fooBar.
bool IsIdentifier(std::string_view chunk) {
  const bool is_name = std::all_of(chunk.begin(), chunk.end(), [](char c) {
    return IsAlphanumeric(c) || IsOneOf(c, "_.:()-/");
  });
  if (!is_name || chunk.size() < 3) return false;
  const size_t underscore = chunk.find('_');
  if (underscore != std::string_view::npos) return true;
  if (chunk.ends_with("()") || chunk.find("::") != std::string_view::npos)
    return true;
  const bool has_hump =
      std::adjacent_find(chunk.begin(), chunk.end(), [](char a, char b) {
        return IsLower(a) && IsUpper(b);
      }) != chunk.end();
  return has_hump && IsLower(chunk.front()) && chunk.size() >= 5 &&
         std::all_of(chunk.begin(), chunk.end(), IsAlphanumeric);
}

// 1.2.3, v10.0.19045, 192.168.0.1: more than one dot, and not all groups of
// three digits, which are those of one large number.
bool IsVersion(std::string_view chunk) {
  if (chunk.starts_with("v") || chunk.starts_with("V")) chunk.remove_prefix(1);
  size_t groups = 0;
  bool is_one_number = true;
  size_t at = 0;
  while (at < chunk.size() && IsDigit(chunk[at])) {
    const size_t digits = RunLength(chunk, at, IsDigit);
    if (groups > 0 && digits != 3) is_one_number = false;
    ++groups;
    at += digits;
    if (At(chunk, at) != '.') break;
    ++at;
  }
  const bool is_whole = at >= chunk.size() || IsOneOf(chunk[at], "-+/:abr");
  return groups >= 3 && !is_one_number && is_whole;
}

// AB-1234-XY, 2024/000111, UUIDs, hashes; and numbers of at least six digits
// without a separator.
bool IsSerialNumber(std::string_view chunk) {
  size_t digits = 0;
  size_t capitals = 0;
  size_t letters = 0;
  for (const char c : chunk) {
    if (!IsAlphanumeric(c) && !IsOneOf(c, "-/.:_")) return false;
    digits += IsDigit(c) ? 1 : 0;
    capitals += IsUpper(c) ? 1 : 0;
    letters += IsLetter(c) ? 1 : 0;
  }
  const size_t size = digits + letters;
  if (letters == 0) {
    const size_t longest_run =
        RunLength(chunk, chunk.find_last_not_of("0123456789") + 1, IsDigit);
    return longest_run >= 6;
  }
  const bool has_capitals = capitals > 0 && digits > 0 && size >= 5;
  const bool is_hash = digits >= 3 && letters >= 3 && size >= 12;
  return has_capitals || is_hash;
}

// 1e-10, 6.02e23: what changes greatly when a sign is lost.
bool IsScientific(std::string_view chunk) {
  size_t at = RunLength(chunk, 0, IsDigit);
  if (at == 0) return false;
  if (IsOneOf(At(chunk, at), ".,")) at += 1 + RunLength(chunk, at + 1, IsDigit);
  if (!IsOneOf(At(chunk, at), "eE")) return false;
  ++at;
  if (IsOneOf(At(chunk, at), "+-")) ++at;
  return at < chunk.size() &&
         at + RunLength(chunk, at, IsDigit) == chunk.size();
}

// 2024-03-15.
bool IsDate(std::string_view chunk) {
  constexpr size_t kSize = 10;
  if (chunk.size() != kSize || chunk[4] != '-' || chunk[7] != '-') return false;
  return RunLength(chunk, 0, IsDigit) == 4 &&
         RunLength(chunk, 5, IsDigit) == 2 && RunLength(chunk, 8, IsDigit) == 2;
}

// +34 600 123 456, +49 (0)30 1234-567.
size_t PhoneNumber(std::string_view text, size_t at) {
  if (text[at] != '+' || !IsDigit(At(text, at + 1))) return 0;
  size_t bytes = 1 + RunLength(text, at + 1, [](char c) {
                   return IsDigit(c) || IsOneOf(c, " ()-./");
                 });
  while (!IsDigit(text[at + bytes - 1])) --bytes;
  return bytes >= 8 ? bytes : 0;
}

// 200 km/h, 5 kg/m: a number and a unit over another.
size_t Measure(std::string_view text, size_t at) {
  constexpr size_t kLongestUnit = 4;
  size_t end = at + RunLength(text, at, IsDigit);
  if (end == at) return 0;
  end += RunLength(text, end,
                   [](char c) { return IsDigit(c) || IsOneOf(c, ".,"); });
  if (At(text, end) == ' ') ++end;
  const size_t unit = RunLength(text, end, IsLetter);
  if (unit == 0 || unit > kLongestUnit || At(text, end + unit) != '/') return 0;
  const size_t per = RunLength(text, end + unit + 1, IsLetter);
  end += unit + 1 + per;
  return per == 0 || per > kLongestUnit || IsWord(At(text, end)) ? 0 : end - at;
}

// The bytes of what has too many letters without a blank.
size_t LongWord(std::string_view text, size_t at) {
  int letters = 0;
  size_t end = at;
  while (end < text.size()) {
    const CodePoint c = ReadCodePoint(text.substr(end));
    const bool is_alphanumeric = stepglot::IsAlphanumeric(c.value);
    if (EndsChunk(c.value) ||
        (is_alphanumeric && c.value >= kFirstWithoutBlanks))
      break;
    letters += is_alphanumeric ? 1 : 0;
    end += c.bytes;
  }
  if (letters <= kMostLetters) return 0;
  return WithoutPunctuation(text.substr(at, end - at)).size();
}

std::optional<SpanKind> KindOfChunk(std::string_view chunk) {
  if (IsRootedPath(chunk) || IsFileName(chunk)) return SpanKind::kPath;
  if (IsVersion(chunk) || IsSerialNumber(chunk) || IsScientific(chunk) ||
      IsDate(chunk))
    return SpanKind::kNumber;
  if (IsIdentifier(chunk)) return SpanKind::kCode;
  return std::nullopt;
}

}  // namespace

std::optional<Match> MatchWord(std::string_view text, size_t at) {
  if (const size_t bytes = Address(text, at))
    return Match{bytes, SpanKind::kAddress};
  if (const size_t bytes = MailAddress(text, at))
    return Match{bytes, SpanKind::kAddress};
  if (const size_t bytes = PhoneNumber(text, at))
    return Match{bytes, SpanKind::kNumber};
  if (const size_t bytes = Measure(text, at))
    return Match{bytes, SpanKind::kNumber};
  if (const size_t bytes = BareHost(text, at))
    return Match{bytes, SpanKind::kAddress};
  const std::string_view whole = ChunkAt(text, at, kLongestChunk);
  const std::string_view chunk = WithoutPunctuation(whole);
  if (!chunk.empty() && whole.size() < kLongestChunk) {
    if (const std::optional<SpanKind> kind = KindOfChunk(chunk))
      return Match{chunk.size(), *kind};
  }
  if (const size_t bytes = LongWord(text, at))
    return Match{bytes, SpanKind::kLongWord};
  return std::nullopt;
}

}  // namespace stepglot
