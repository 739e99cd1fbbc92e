// Finds words in the lists of a language.
#include "core/document/abbreviations.h"

#include <algorithm>
#include <utility>

#include "core/document/abbreviations/any.h"
#include "core/document/abbreviations/ca.h"
#include "core/document/abbreviations/cs.h"
#include "core/document/abbreviations/da.h"
#include "core/document/abbreviations/de.h"
#include "core/document/abbreviations/en.h"
#include "core/document/abbreviations/es.h"
#include "core/document/abbreviations/fr.h"
#include "core/document/abbreviations/hi.h"
#include "core/document/abbreviations/it.h"
#include "core/document/abbreviations/nl.h"
#include "core/document/abbreviations/pl.h"
#include "core/document/abbreviations/pt.h"
#include "core/document/abbreviations/ru.h"
#include "core/document/abbreviations/sv.h"
#include "core/document/sentence_marks.h"
#include "core/text/unicode.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

constexpr const SentenceWords* kLanguages[] = {
    &kEnglish, &kSpanish,    &kCatalan, &kGerman, &kFrench,
    &kItalian, &kPortuguese, &kDutch,   &kPolish, &kCzech,
    &kSwedish, &kDanish,     &kRussian, &kHindi};

// Calls `visit` with each word of a list until it returns true.
template <class Visitor>
bool AnyWord(std::string_view list, Visitor visit) {
  while (!list.empty()) {
    const size_t end = list.find(' ');
    if (visit(list.substr(0, end))) return true;
    if (end == std::string_view::npos) return false;
    list.remove_prefix(end + 1);
  }
  return false;
}

// The ways in which a word may be an entry.
class Spelling {
 public:
  Spelling(std::string_view word, std::string_view entry) {
    for (; !word.empty() && !entry.empty(); ++letters_) {
      const CodePoint w = ReadCodePoint(word);
      const CodePoint e = ReadCodePoint(entry);
      word.remove_prefix(w.bytes);
      entry.remove_prefix(e.bytes);
      Compare(w.value, e.value);
    }
    is_whole_ = word.empty() && entry.empty();
  }

  // One letter means different things in both cases.
  bool IsEntry(bool is_any_case) const {
    if (!is_whole_) return false;
    if (letters_ == 1) return is_as_written_;
    return is_after_first_ ||
           (is_any_case && (is_in_capitals_ || is_in_other_case_));
  }

 private:
  void Compare(char32_t word, char32_t entry) {
    const bool is_lower_entry = ToLowerCase(word) == entry;
    is_as_written_ &= word == entry;
    is_after_first_ &= word == entry || (letters_ == 0 && is_lower_entry);
    is_in_capitals_ &=
        ToLowerCase(word) == ToLowerCase(entry) && !IsLowerCase(word);
    is_in_other_case_ &= is_lower_entry;
  }

  int letters_ = 0;
  bool is_whole_ = false;
  bool is_as_written_ = true;
  bool is_after_first_ = true;  // as written, but for a capital first letter
  bool is_in_capitals_ = true;
  bool is_in_other_case_ = true;  // of an entry in small letters
};

bool IsEntry(std::string_view word, std::string_view entry, bool is_any_case) {
  if (entry.starts_with('*')) return word.ends_with(entry.substr(1));
  // Small letters and capitals of one letter take as many bytes as each other.
  if (word.size() != entry.size()) return false;
  return Spelling(word, entry).IsEntry(is_any_case);
}

}  // namespace

const SentenceWords& SentenceWordsOf(std::string_view language) {
  for (const SentenceWords* words : kLanguages) {
    const bool is_theirs =
        AnyWord(words->languages, [language](std::string_view primary) {
          return IsLanguage(language, primary);
        });
    if (is_theirs) return *words;
  }
  return kAnyLanguage;
}

bool HasWord(std::string_view list, std::string_view word) {
  return AnyWord(list, [word](std::string_view entry) {
    if (word.size() != entry.size()) return false;
    for (size_t at = 0; at < word.size();) {
      const CodePoint c = ReadCodePoint(word.substr(at));
      if (ToLowerCase(c.value) != ReadCodePoint(entry.substr(at)).value)
        return false;
      at += c.bytes;
    }
    return true;
  });
}

Binding BindingOf(const SentenceWords& words, std::string_view word,
                  bool is_any_case) {
  const std::pair<Binding, std::string_view> lists[] = {
      {Binding::kAlways, words.always},
      {Binding::kBeforeNumber, words.before_number},
      {Binding::kBeforeDigits, words.before_digits},
      {Binding::kMayEnd, words.may_end},
      {Binding::kBeforeName, words.before_name}};
  // "B.V" is rather an entry "B.V" than "b.v".
  for (const bool in_any_case : {false, true}) {
    if (word.empty() || (in_any_case && !is_any_case)) break;
    const std::string_view after_first =
        word.substr(std::min(ReadCodePoint(word).bytes, word.size()));
    for (const auto& [binding, list] : lists) {
      // Most words are in no list, which this finds out soon.
      if (!in_any_case && list.find(after_first) == std::string_view::npos)
        continue;
      const bool is_in = AnyWord(list, [&](std::string_view entry) {
        return IsEntry(word, entry, in_any_case);
      });
      if (is_in) return binding;
    }
  }
  return Binding::kNone;
}

}  // namespace stepglot
