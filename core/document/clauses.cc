// Weighs the places between words.
#include "core/document/clauses.h"

#include <algorithm>
#include <iterator>

#include "core/protect/characters.h"

namespace stepglot {
namespace {

// Words that begin a clause or the last item of a list.
constexpr std::string_view kConjunctions[] = {
    "aber",   "although", "and",     "aunque", "because",  "but",  "car",
    "dass",   "die",      "donde",   "e",      "encara",   "et",   "i",
    "ma",     "mais",     "mas",     "mentre", "mientras", "o",    "oder",
    "or",     "ou",       "per",     "perché", "però",     "pero", "porque",
    "quando", "que",      "quan",    "sino",   "sondern",  "und",  "weil",
    "wenn",   "when",     "whereas", "which",  "while",    "y"};

// How well a sentence can be cut before a word.
enum Fitness {
  kNone,
  kAnywhere,
  kWord,
  kConjunction,
  kComma,
  kClause,
  kColon,
  kSemicolon
};

bool BeginsWord(const Tokenizer& tokenizer, int id) {
  return tokenizer.Piece(id).starts_with(kWordStart);
}

bool IsConjunction(std::string_view word) {
  return std::find(std::begin(kConjunctions), std::end(kConjunctions), word) !=
         std::end(kConjunctions);
}

// The last character before a place that is no blank.
char MarkBefore(std::string_view text, size_t place) {
  while (place > 0 && ascii::IsSpace(text[place - 1])) --place;
  return place > 0 ? text[place - 1] : '\0';
}

Fitness FitnessBefore(std::string_view text, const Tokenizer& tokenizer,
                      const std::vector<SourceToken>& tokens, size_t i) {
  const TextRange& range = tokens[i].range;
  // Tokens of one span or one character have the same range.
  if (range == tokens[i - 1].range) return kNone;
  if (!BeginsWord(tokenizer, tokens[i].id)) return kAnywhere;
  const size_t begin = range.begin;
  const bool is_conjunction = IsConjunction(
      text.substr(begin, ascii::RunLength(text, begin, ascii::IsWord)));
  switch (MarkBefore(text, begin)) {
    case ';':
      return kSemicolon;
    case ':':
      return kColon;
    case ',':
      return is_conjunction ? kClause : kComma;
    default:
      return is_conjunction ? kConjunction : kWord;
  }
}

}  // namespace

std::vector<size_t> CutLongSentence(std::string_view text,
                                    const Tokenizer& tokenizer,
                                    const SourceSequence& sentence,
                                    size_t limit) {
  const std::vector<SourceToken>& tokens = sentence.tokens;
  std::vector<size_t> cuts = {0};
  while (tokens.size() - cuts.back() > limit) {
    const size_t begin = cuts.back();
    const size_t rest = tokens.size() - begin;
    const size_t parts = (rest + limit - 1) / limit;
    const size_t ideal = begin + rest / parts;
    size_t best = begin + limit;
    int best_fitness = kNone;
    const auto distance = [ideal](size_t i) {
      return i > ideal ? i - ideal : ideal - i;
    };
    for (size_t i = begin + std::max<size_t>(1, limit / 3); i <= begin + limit;
         ++i) {
      const int fitness = FitnessBefore(text, tokenizer, tokens, i);
      if (fitness > best_fitness ||
          (fitness == best_fitness && distance(i) < distance(best))) {
        best = i;
        best_fitness = fitness;
      }
    }
    cuts.push_back(best);
  }
  return cuts;
}

}  // namespace stepglot
