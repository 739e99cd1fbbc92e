// Reads word lists.
#include "core/model/formats/ctranslate2_vocabulary.h"

#include <algorithm>

#include "core/error.h"
#include "core/files/json_reader.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

FilePointer FindFile(const FileSet& files, Side side) {
  const std::string own = side == Side::kSource ? "source" : "target";
  for (const std::string& name : {own, std::string("shared")}) {
    for (const char* suffix : {".json", ".txt"}) {
      if (FilePointer file = files.Named(name + "_vocabulary" + suffix))
        return file;
    }
  }
  if (files.Named(own + "_1_vocabulary.json") ||
      files.Named(own + "_1_vocabulary.txt")) {
    throw Error(ErrorCode::kUnsupported,
                "a network with several inputs (" + own + "_1_vocabulary)");
  }
  throw Error(ErrorCode::kInvalidModel,
              "no " + own + " vocabulary of CTranslate2: expected " + own +
                  "_vocabulary or shared_vocabulary, .json or .txt; found: " +
                  files.Names());
}

std::vector<std::string> JsonTokens(std::string_view text,
                                    const std::string& where) {
  const Json json = ParseJson(text);
  const bool is_list = json.is_array() &&
                       std::all_of(json.begin(), json.end(),
                                   [](const Json& t) { return t.is_string(); });
  if (!is_list) {
    Refuse(ErrorCode::kInvalidModel, where, "expected a JSON array of tokens");
  }
  return json.get<std::vector<std::string>>();
}

// One token a line. Tokens may hold any other white space, even a CR, unless
// all lines end in one.
std::vector<std::string> LineTokens(std::string_view text,
                                    const std::string& where) {
  if (!IsUtf8(text))
    Refuse(ErrorCode::kInvalidModel, where, "not a list in UTF-8");
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const bool all_cr =
      std::all_of(lines.begin(), lines.end(),
                  [](const std::string& line) { return line.ends_with('\r'); });
  if (all_cr) {
    for (std::string& line : lines) line.pop_back();
  }
  return lines;
}

}  // namespace

CTranslate2Vocabulary::CTranslate2Vocabulary(const FileSet& files, Side side,
                                             const std::string& unk) {
  const FilePointer file = FindFile(files, side);
  where_ = file->name();
  const Bytes bytes = file->ReadAll();
  tokens_ = where_.ends_with(".json") ? JsonTokens(bytes.text(), where_)
                                      : LineTokens(bytes.text(), where_);
  if (!Id(unk)) tokens_.push_back(unk);
}

std::optional<int> CTranslate2Vocabulary::Id(std::string_view token) const {
  const auto found = std::find(tokens_.begin(), tokens_.end(), token);
  if (found == tokens_.end()) return std::nullopt;
  return static_cast<int>(found - tokens_.begin());
}

}  // namespace stepglot
