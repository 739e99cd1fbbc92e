// Parses YAML as far as Marian uses it.
#include "core/model/formats/flat_yaml.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <utility>

#include "core/error.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// Cuts the first line off.
std::string_view TakeLine(std::string_view& rest) {
  const size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

void AppendUtf8(uint32_t c, std::string& text) {
  const auto byte = [&text](uint32_t value) {
    text += static_cast<char>(static_cast<uint8_t>(value));
  };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | c >> 6);
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | c >> 12);
    byte(0x80 | (c >> 6 & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | c >> 18);
    byte(0x80 | (c >> 12 & 0x3F));
    byte(0x80 | (c >> 6 & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
}

// The code point that an escape such as \n or \x41 stands for, cut off `rest`,
// which begins behind the backslash. YAML 1.2, section 5.7.
std::optional<uint32_t> TakeEscape(std::string_view& rest) {
  if (rest.empty()) return std::nullopt;
  const char letter = rest.front();
  rest.remove_prefix(1);
  constexpr std::pair<char, uint32_t> kEscapes[] = {
      {'0', 0},      {'a', 7},     {'b', 8},     {'t', 9},    {'n', 10},
      {'v', 11},     {'f', 12},    {'r', 13},    {'e', 27},   {' ', ' '},
      {'"', '"'},    {'/', '/'},   {'\\', '\\'}, {'N', 0x85}, {'_', 0xA0},
      {'L', 0x2028}, {'P', 0x2029}};
  for (const auto& [name, value] : kEscapes) {
    if (letter == name) return value;
  }
  const size_t digits = letter == 'x'   ? 2
                        : letter == 'u' ? 4
                        : letter == 'U' ? 8
                                        : 0;
  if (digits == 0 || rest.size() < digits) return std::nullopt;
  uint32_t value = 0;
  const char* end = rest.data() + digits;
  const auto parsed = std::from_chars(rest.data(), end, value, 16);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (parsed.ptr != end || value > 0x10FFFF || surrogate) return std::nullopt;
  rest.remove_prefix(digits);
  return value;
}

// A '...' or "..." scalar cut off the start of `rest`; nothing when there is
// none or it is not well formed.
std::optional<std::string> TakeQuoted(std::string_view& rest) {
  if (rest.empty()) return std::nullopt;
  const char quote = rest.front();
  if (quote != '"' && quote != '\'') return std::nullopt;
  std::string_view left = rest.substr(1);
  std::string text;
  while (!left.empty()) {
    const char c = left.front();
    left.remove_prefix(1);
    if (c == quote && quote == '\'' && left.starts_with('\'')) {
      text += '\'';
      left.remove_prefix(1);
    } else if (c == quote) {
      rest = left;
      return text;
    } else if (c == '\\' && quote == '"') {
      const std::optional<uint32_t> escaped = TakeEscape(left);
      if (!escaped) return std::nullopt;
      AppendUtf8(*escaped, text);
    } else {
      text += c;
    }
  }
  return std::nullopt;
}

// A plain or quoted scalar, without a comment behind it.
std::string Scalar(std::string_view text) {
  text = Trim(text);
  std::string_view rest = text;
  if (std::optional<std::string> quoted = TakeQuoted(rest)) {
    const std::string_view behind = Trim(rest);
    if (behind.empty() || behind.front() == '#') return *std::move(quoted);
  }
  const size_t comment = text.starts_with('#') ? 0 : text.find(" #");
  return std::string(Trim(text.substr(0, comment)));
}

// The items of `[a, "b, c"]`, without the brackets.
std::vector<std::string> FlowItems(std::string_view text) {
  std::vector<std::string> items;
  for (text = Trim(text); !text.empty(); text = Trim(text)) {
    std::string_view rest = text;
    std::optional<std::string> quoted = TakeQuoted(rest);
    if (!quoted) rest = text;
    const size_t comma = std::min(rest.find(','), rest.size());
    items.push_back(quoted ? *std::move(quoted)
                           : Scalar(rest.substr(0, comma)));
    text = rest.substr(std::min(comma + 1, rest.size()));
  }
  return items;
}

}  // namespace

FlatYaml::FlatYaml(std::string_view text, std::string where)
    : where_(std::move(where)) {
  while (!text.empty()) ReadLine(TakeLine(text));
  open_ = nullptr;
}

void FlatYaml::ReadLine(std::string_view line) {
  const std::string_view content = Trim(line);
  if (content.empty() || content.front() == '#' || content == "---") return;
  const bool is_item = content == "-" || content.starts_with("- ");
  if (line.front() == ' ' || line.front() == '\t' || is_item) {
    AddValue(content);
    return;
  }
  std::string_view rest = line;
  std::optional<std::string> quoted = TakeQuoted(rest);
  if (!quoted) rest = line;
  const size_t colon = rest.find(':');
  if (colon == std::string_view::npos) return;
  const std::string key =
      quoted ? *std::move(quoted) : std::string(Trim(rest.substr(0, colon)));
  open_ = &(values_[key] = {});
  const std::string_view value = Trim(rest.substr(colon + 1));
  if (!value.empty() && value.front() != '#') AddValue(value);
}

// What stands behind a key, or on the lines below it.
void FlatYaml::AddValue(std::string_view text) {
  if (open_ == nullptr) return;
  if (text.starts_with('-') && (text.size() == 1 || text[1] == ' ')) {
    open_->is_list = true;
    open_->items.push_back(Scalar(text.substr(1)));
  } else if (open_->is_list || !open_->items.empty()) {
    return;  // Deeper than this code looks.
  } else if (text.starts_with('[') && text.ends_with(']')) {
    open_->is_list = true;
    open_->items = FlowItems(text.substr(1, text.size() - 2));
  } else {
    open_->items = {Scalar(text)};
  }
}

bool FlatYaml::Has(std::string_view key) const {
  const auto found = values_.find(key);
  return found != values_.end() &&
         (found->second.is_list || !found->second.items.empty());
}

std::vector<std::string> FlatYaml::List(std::string_view key) const {
  return Has(key) ? values_.find(key)->second.items
                  : std::vector<std::string>();
}

std::string FlatYaml::Text(std::string_view key,
                           const std::string& fallback) const {
  if (!Has(key)) return fallback;
  const Value& value = values_.find(key)->second;
  if (value.is_list) Fail(key, "a single value");
  return value.items.front();
}

int FlatYaml::ParseInt(std::string_view key, const std::string& text) const {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end)
    Fail(key, "a whole number");
  return number;
}

int FlatYaml::Int(std::string_view key) const {
  if (!Has(key)) Fail(key, "a whole number");
  return ParseInt(key, Text(key, ""));
}

int FlatYaml::Int(std::string_view key, int fallback) const {
  return Has(key) ? Int(key) : fallback;
}

std::vector<int> FlatYaml::Ints(std::string_view key) const {
  std::vector<int> numbers;
  for (const std::string& item : List(key))
    numbers.push_back(ParseInt(key, item));
  return numbers;
}

double FlatYaml::Number(std::string_view key, double fallback) const {
  if (!Has(key)) return fallback;
  const std::string text = Text(key, "");
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0') Fail(key, "a number");
  return number;
}

bool FlatYaml::Bool(std::string_view key, bool fallback) const {
  const std::string text = Text(key, fallback ? "true" : "false");
  if (text == "true") return true;
  if (text != "false") Fail(key, "true or false");
  return false;
}

void FlatYaml::Fail(std::string_view key, const std::string& expected) const {
  std::string found;
  for (const std::string& item : List(key))
    found += (found.empty() ? "" : ", ") + item;
  Refuse(ErrorCode::kInvalidModel, where_,
         "setting \"" + std::string(key) + "\" should be " + expected +
             ", found " +
             (Has(key) ? "\"" + found.substr(0, 80) + "\"" : "nothing"));
}

namespace {

// Reads the lines of a vocabulary.
class VocabularyLines {
 public:
  VocabularyLines(int size, const std::string& where)
      : size_(size), where_(where) {}

  void Read(std::string_view line) {
    ++number_;
    const std::string_view content = Trim(line);
    if (content.empty() || content == "---" || content.front() == '#') return;
    if (content == "?" || content.starts_with("? ")) {
      key_ = Scalar(content.substr(1));
    } else if (key_) {
      if (!content.starts_with(':')) Fail("expected \": id\"");
      Add(*std::exchange(key_, std::nullopt), content.substr(1));
    } else {
      ReadPair(content);
    }
  }

  std::vector<std::string> TakePieces() {
    if (key_) Fail("ends within an entry");
    return std::move(pieces_);
  }

 private:
  void ReadPair(std::string_view line) {
    std::string_view rest = line;
    const std::optional<std::string> quoted = TakeQuoted(rest);
    if (quoted && Trim(rest).starts_with(':')) {
      Add(*quoted, Trim(rest).substr(1));
      return;
    }
    const size_t colon = line.rfind(':');
    if (colon == std::string_view::npos) Fail("expected \"piece: id\"");
    Add(std::string(Trim(line.substr(0, colon))), line.substr(colon + 1));
  }

  void Add(const std::string& piece, std::string_view id_text) {
    id_text = Trim(id_text);
    size_t id = 0;
    const char* end = id_text.data() + id_text.size();
    const auto parsed = std::from_chars(id_text.data(), end, id);
    if (id_text.empty() || parsed.ec != std::errc() || parsed.ptr != end)
      Fail("expected a whole number as id");
    if (id >= static_cast<size_t>(size_)) {
      Fail("id " + std::to_string(id) + ", but the network's vocabulary has " +
           std::to_string(size_));
    }
    if (!IsUtf8(piece)) Fail("the piece is not valid UTF-8");
    if (pieces_.size() <= id) pieces_.resize(id + 1);
    if (!pieces_[id].empty()) Fail("id " + std::to_string(id) + " again");
    pieces_[id] = piece;
  }

  [[noreturn]] void Fail(const std::string& reason) const {
    Refuse(ErrorCode::kInvalidModel, where_,
           "line " + std::to_string(number_) + ": " + reason);
  }

  int size_;
  std::string where_;
  size_t number_ = 0;
  std::optional<std::string> key_;  ///< of a "? key" line, until its id comes
  std::vector<std::string> pieces_;
};

}  // namespace

std::vector<std::string> ParseYamlVocabulary(std::string_view text, int size,
                                             const std::string& where) {
  VocabularyLines lines(size, where);
  while (!text.empty()) lines.Read(TakeLine(text));
  return lines.TakePieces();
}

}  // namespace stepglot
