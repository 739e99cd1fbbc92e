// One function for each mark.
#include "core/protect/marked_patterns.h"

#include <algorithm>

#include "core/protect/characters.h"

namespace stepglot {
namespace {

using ascii::At;
using ascii::IsAlphanumeric;
using ascii::IsDigit;
using ascii::IsLetter;
using ascii::IsOneOf;
using ascii::IsWord;
using ascii::RunLength;

// The longest span in one line of code, in a tag or in a placeholder. More is a
// mark that was never closed.
constexpr size_t kLongest = 2000;

bool IsAfterWord(std::string_view text, size_t at) {
  return at > 0 && IsWord(text[at - 1]);
}

// Whether what is before a place opens something: white space, a bracket or a
// quote, or nothing at all.
bool IsAfterOpening(std::string_view text, size_t at) {
  return at == 0 || ascii::IsSpace(text[at - 1]) ||
         IsOneOf(text[at - 1], "([{\"'");
}

// The bytes from `at` up to and with the first `close` in the same line.
size_t Until(std::string_view text, size_t at, std::string_view close) {
  const std::string_view rest = text.substr(at, kLongest);
  const size_t end = rest.find(close);
  if (end == std::string_view::npos) return 0;
  const size_t line = rest.find('\n');
  return line < end ? 0 : end + close.size();
}

// The bytes from an opening bracket up to and with the one that closes it.
size_t Balanced(std::string_view text, size_t at, char open, char close) {
  int depth = 0;
  const size_t end = std::min(text.size(), at + kLongest);
  for (size_t i = at; i < end; ++i) {
    if (text[i] == open) ++depth;
    if (text[i] == close && --depth == 0) return i + 1 - at;
  }
  return 0;
}

// With the one-byte mark before it.
size_t Marked(size_t bytes) { return bytes == 0 ? 0 : bytes + 1; }

std::optional<Match> Found(size_t bytes, SpanKind kind) {
  if (bytes == 0) return std::nullopt;
  return Match{bytes, kind};
}

// `code`, ``code with ` in it``.
std::optional<Match> Backticks(std::string_view text, size_t at) {
  constexpr size_t kMost = 8;
  if (at > 0 && text[at - 1] == '`') return std::nullopt;
  const size_t ticks =
      RunLength(text.substr(at, kMost + 1), 0, [](char c) { return c == '`'; });
  if (ticks > kMost) return std::nullopt;
  const size_t code = Until(text, at + ticks, text.substr(at, ticks));
  return Found(code > ticks ? ticks + code : 0, SpanKind::kCode);
}

// {name}, {{ user.name }}, {0}, {count, plural, one {# file} other {# files}}.
// Braces around words are text.
std::optional<Match> Braces(std::string_view text, size_t at) {
  const size_t bytes = Balanced(text, at, '{', '}');
  if (bytes < 3) return std::nullopt;
  const std::string_view inner = text.substr(at + 1, bytes - 2);
  const bool is_double = inner.front() == '{' || inner.front() == '%';
  const bool is_name = inner.find_first_of(" \t\n") == std::string_view::npos;
  const bool is_argument = inner.find(',') < inner.find_first_of(" \t\n");
  if (!is_double && !is_name && !is_argument) return std::nullopt;
  return Found(bytes, SpanKind::kPlaceholder);
}

// [[x]].
std::optional<Match> DoubleBrackets(std::string_view text, size_t at) {
  if (At(text, at + 1) != '[') return std::nullopt;
  return Found(Until(text, at, "]]"), SpanKind::kPlaceholder);
}

// The marks around the text of a Markdown link, [text](address) or
// ![text](address).
std::optional<Match> Link(std::string_view text, size_t at) {
  if (text[at] == '!') {
    if (At(text, at + 1) != '[') return std::nullopt;
    const std::optional<Match> rest = Link(text, at + 1);
    return Found(rest ? rest->bytes + 1 : 0, SpanKind::kMarkup);
  }
  if (text[at] == ']') {
    if (At(text, at + 1) != '(') return std::nullopt;
    const size_t address = Balanced(text, at + 1, '(', ')');
    return Found(Marked(address), SpanKind::kMarkup);
  }
  const size_t label = Until(text, at, "](");
  return Found(label > 3 ? 1 : 0, SpanKind::kMarkup);
}

// **text**, *text*, __text__, ~~text~~: marks that touch a word on one side.
std::optional<Match> Emphasis(std::string_view text, size_t at) {
  constexpr size_t kMost = 3;
  const char mark = text[at];
  if (at > 0 && text[at - 1] == mark) return std::nullopt;
  const size_t bytes =
      RunLength(text, at, [mark](char c) { return c == mark; });
  const char next = At(text, at + bytes);
  const bool opens =
      IsAfterOpening(text, at) && next != '\0' && !ascii::IsSpace(next);
  const bool closes = at > 0 && !ascii::IsSpace(text[at - 1]) && !IsWord(next);
  return Found(bytes <= kMost && opens != closes ? bytes : 0,
               SpanKind::kMarkup);
}

// ${x}, $(x), $name, $1; also an amount, $5.99.
std::optional<Match> Dollar(std::string_view text, size_t at) {
  const char next = At(text, at + 1);
  if (next == '{')
    return Found(Marked(Balanced(text, at + 1, '{', '}')),
                 SpanKind::kPlaceholder);
  if (next == '(')
    return Found(Marked(Balanced(text, at + 1, '(', ')')),
                 SpanKind::kPlaceholder);
  if (IsDigit(next)) {
    size_t bytes = 1 + RunLength(text, at + 1, [](char c) {
                     return IsDigit(c) || c == '.' || c == ',';
                   });
    while (!IsDigit(text[at + bytes - 1])) --bytes;
    return Found(bytes, SpanKind::kPlaceholder);
  }
  if (!IsLetter(next) && next != '_') return std::nullopt;
  const size_t name = RunLength(
      text, at + 1, [](char c) { return IsAlphanumeric(c) || c == '_'; });
  return Found(1 + name, SpanKind::kPlaceholder);
}

// The conversion of a printf format after its '%', "1$05.2lf"; 0 if there is
// none.
size_t Conversion(std::string_view text, size_t at) {
  size_t i = at;
  if (At(text, i) == '(') {
    const size_t name = Until(text, i, ")");
    if (name == 0) return 0;
    i += name;
  }
  i += RunLength(text, i, IsDigit);
  if (At(text, i) == '$') ++i;
  i += RunLength(text, i, [](char c) { return IsOneOf(c, "-+#0123456789.*"); });
  i += RunLength(text, i, [](char c) { return IsOneOf(c, "hlLqjzt"); });
  const bool converts = IsOneOf(At(text, i), "diouxXeEfFgGaAcsp@") &&
                        At(text, i) != '\0' && !IsWord(At(text, i + 1));
  return converts ? i + 1 - at : 0;
}

// %s, %1$s, %(name)s, %{name}, %1, %NAME%.
std::optional<Match> Percent(std::string_view text, size_t at) {
  if (at > 0 && IsDigit(text[at - 1])) return std::nullopt;  // 100%
  constexpr SpanKind kKind = SpanKind::kPlaceholder;
  if (At(text, at + 1) == '{')
    return Found(Marked(Balanced(text, at + 1, '{', '}')), kKind);
  if (const size_t bytes = Conversion(text, at + 1))
    return Found(1 + bytes, kKind);
  const size_t name = RunLength(text, at + 1, [](char c) {
    return ascii::IsUpper(c) || IsDigit(c) || c == '_';
  });
  if (name == 0) return std::nullopt;
  if (At(text, at + 1 + name) == '%') return Found(name + 2, kKind);
  const bool is_number = RunLength(text, at + 1, IsDigit) == name;
  return Found(is_number && !IsWord(At(text, at + 1 + name)) ? name + 1 : 0,
               kKind);
}

// :name and :smile:.
std::optional<Match> Colon(std::string_view text, size_t at) {
  const size_t name = RunLength(text, at + 1, [](char c) {
    return IsAlphanumeric(c) || c == '_' || c == '+' || c == '-';
  });
  if (IsAfterWord(text, at) || name == 0) return std::nullopt;
  if (At(text, at + 1 + name) == ':' && !IsWord(At(text, at + 2 + name)))
    return Found(name + 2, SpanKind::kPicture);
  if (!IsAfterOpening(text, at) || !ascii::IsLower(text[at + 1]) || name < 2 ||
      IsWord(At(text, at + 1 + name)))
    return std::nullopt;
  return Found(name + 1, SpanKind::kPlaceholder);
}

// <b>, </b>, <br/>, <!-- x -->, <?x ?>, <%= x %>.
std::optional<Match> Tag(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at, kLongest);
  if (rest.starts_with("<!--")) {
    const size_t end = rest.find("-->");
    return Found(end == std::string_view::npos ? 0 : end + 3,
                 SpanKind::kMarkup);
  }
  const char next = At(rest, 1);
  if (!IsLetter(next) && !IsOneOf(next, "/!?%")) return std::nullopt;
  if (next == '/' && !IsLetter(At(rest, 2)) && At(rest, 2) != '>')
    return std::nullopt;
  const size_t end = rest.find_first_of("<>", 1);
  const bool is_closed = end != std::string_view::npos && rest[end] == '>';
  return Found(is_closed ? end + 1 : 0, SpanKind::kMarkup);
}

// &amp;, &#233;, &#xE9;.
std::optional<Match> Entity(std::string_view text, size_t at) {
  size_t i = at + 1;
  if (At(text, i) == '#') ++i;
  const size_t name = RunLength(text, i, IsAlphanumeric);
  const bool is_entity =
      name >= 2 - (i - at - 1) && name <= 31 && At(text, i + name) == ';';
  return Found(is_entity ? i + name + 1 - at : 0, SpanKind::kMarkup);
}

// @name, @scope/package, #tag, #123.
std::optional<Match> Handle(std::string_view text, size_t at) {
  if (IsAfterWord(text, at)) return std::nullopt;
  const bool is_tag = text[at] == '#';
  size_t bytes = RunLength(text, at + 1, [is_tag](char c) {
    return is_tag ? IsWord(c) : IsAlphanumeric(c) || IsOneOf(c, "_.-/");
  });
  while (bytes > 0 && IsOneOf(text[at + bytes], ".-/")) --bytes;
  return Found(bytes == 0 ? 0 : bytes + 1, SpanKind::kHandle);
}

// --option, --option=value; `-x` is too much like a dash.
std::optional<Match> Option(std::string_view text, size_t at) {
  if (!IsAfterOpening(text, at) || At(text, at + 1) != '-' ||
      !IsLetter(At(text, at + 2)))
    return std::nullopt;
  return Found(
      RunLength(text, at,
                [](char c) { return IsAlphanumeric(c) || IsOneOf(c, "-_=/"); }),
      SpanKind::kCode);
}

// :-) ;) :D <3 and the like, alone between white space.
std::optional<Match> Emoticon(std::string_view text, size_t at) {
  if (!IsAfterOpening(text, at)) return std::nullopt;
  size_t i = at + 1;
  if (IsOneOf(At(text, i), "-'") && At(text, i) != '\0') ++i;
  const bool is_face = IsOneOf(text[at], ":;") && At(text, i) != '\0' &&
                       IsOneOf(At(text, i), ")(][DPpOo/\\|*3");
  const bool is_heart = text[at] == '<' && At(text, at + 1) == '3';
  if (!is_face && !is_heart) return std::nullopt;
  const size_t end = is_heart ? at + 2 : i + 1;
  const bool is_alone = end >= text.size() || ascii::IsSpace(text[end]) ||
                        IsOneOf(text[end], ".,!?");
  return Found(is_alone ? end - at : 0, SpanKind::kPicture);
}

std::optional<Match> ByMark(std::string_view text, size_t at) {
  switch (text[at]) {
    case '`':
      return Backticks(text, at);
    case '{':
      return Braces(text, at);
    case '[':
      if (const std::optional<Match> link = DoubleBrackets(text, at))
        return link;
      return Link(text, at);
    case '!':
    case ']':
      return Link(text, at);
    case '*':
    case '_':
    case '~':
      return Emphasis(text, at);
    case '$':
      return Dollar(text, at);
    case '%':
      return Percent(text, at);
    case ':':
      return Colon(text, at);
    case '<':
      return Tag(text, at);
    case '&':
      return Entity(text, at);
    case '@':
    case '#':
      return Handle(text, at);
    case '-':
      return Option(text, at);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Match> MatchMarked(std::string_view text, size_t at) {
  if (const std::optional<Match> emoticon = Emoticon(text, at)) return emoticon;
  return ByMark(text, at);
}

}  // namespace stepglot
