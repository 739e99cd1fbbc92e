// Tokenizes given targets and splits prefixes at sentences.
#include "core/document/target_ids.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/document/given_ids.h"
#include "core/document/sentences.h"

namespace stepglot {

std::vector<int> TargetIds(const Model& model, const Source& target, int index,
                           std::span<const Mask> masks) {
  const Tokenizer& tokenizer = model.target_tokenizer();
  const GivenIds given("target", tokenizer, model.config().unk,
                       model.config().target_vocab_size);
  std::vector<int> ids;
  if (const auto* text = std::get_if<std::string>(&target)) {
    ids = tokenizer.Encode(MaskTarget(*text, masks));
  } else if (const auto* pieces = std::get_if<Pieces>(&target)) {
    for (const std::string& piece : pieces->pieces)
      ids.push_back(given.Id(piece, index));
  } else {
    ids = std::get<Ids>(target).ids;
  }
  for (const int id : ids) given.Check(id, index);
  return ids;
}

std::vector<int> SuppressedIds(const Model& model, const Source& text,
                               int index) {
  const Tokenizer& tokenizer = model.target_tokenizer();
  const GivenIds given("text to suppress", tokenizer, std::nullopt,
                       model.config().target_vocab_size);
  const auto refuse = [&](std::string_view lacking) {
    given.Refuse(
        index, "the target vocabulary lacks \"" + std::string(lacking) + "\"");
  };
  if (const auto* pieces = std::get_if<Pieces>(&text)) {
    for (const std::string& piece : pieces->pieces)
      if (tokenizer.Id(piece) < 0) refuse(piece);
  } else if (const auto* plain = std::get_if<std::string>(&text)) {
    for (const LocatedId& located : tokenizer.EncodeLocated(*plain)) {
      if (located.id == model.config().unk)
        refuse(plain->substr(located.range.begin, located.range.size()));
    }
  }
  return TargetIds(model, text, index);
}

std::vector<std::vector<int>> SplitPrefix(
    const Model& model, const Source& prefix,
    std::span<const SourceSequence> segments, int index) {
  std::vector<std::vector<int>> prefixes(segments.size());
  if (segments.empty()) return prefixes;
  const auto* text = std::get_if<std::string>(&prefix);
  if (text == nullptr) {
    prefixes.front() = TargetIds(model, prefix, index);
    return prefixes;
  }
  const std::vector<TextRange> sentences = SplitSentences(*text);
  for (size_t i = 0; i < sentences.size() && i < segments.size(); ++i) {
    const bool takes_rest = i + 1 == segments.size();
    const size_t end = takes_rest ? text->size() : sentences[i].end;
    const size_t begin = sentences[i].begin;
    prefixes[i] = model.target_tokenizer().Encode(
        MaskTarget(text->substr(begin, end - begin), segments[i].masks));
    const bool is_whole = !takes_rest && i + 1 < sentences.size();
    if (is_whole) prefixes[i].push_back(model.config().eos);
  }
  return prefixes;
}

}  // namespace stepglot
