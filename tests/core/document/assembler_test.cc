// Tests how translated segments become a text again.
#include "core/document/assembler.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace stepglot {
namespace {

// A segment's translation, word by word with a space between words: the k-th
// word comes from source word k, which begins at byte `source` + 3 k.
TranslatedText Translated(const std::vector<std::string>& words, size_t source,
                          double score) {
  TranslatedText part;
  for (size_t k = 0; k < words.size(); ++k) {
    if (k > 0) part.text += " ";
    AlignedToken token;
    token.range = {part.text.size(), part.text.size() + words[k].size()};
    token.source = static_cast<int>(k);
    token.weights.assign(words.size(), 0.5F);
    part.alignment.target.push_back(token);
    SourceToken from;
    from.id = static_cast<int>(source + k);
    from.range = {source + 3 * k, source + 3 * k + 2};
    part.alignment.source.push_back(from);
    part.text += words[k];
    part.tokens.push_back(static_cast<int>(10 * source + k));
  }
  const size_t end = source + 3 * words.size();
  part.sentences = {
      {{source, end}, {0, part.text.size()}, 0, words.size(), score}};
  return part;
}

std::string Part(const std::string& text, const TextRange& range) {
  return text.substr(range.begin, range.size());
}

TEST(Assemble, JoinsTextsAndTokens) {
  const TranslatedText first = Translated({"Grüße", "an", "Zoë"}, 2, -1);
  const TranslatedText second = Translated({"zwei"}, 20, -2);
  const std::vector<std::string> gaps = {"\n", "  ", "!"};
  const TranslatedText whole =
      Assemble(gaps, std::vector<const TranslatedText*>{&first, &second});
  EXPECT_EQ(whole.text, "\nGrüße an Zoë  zwei!");
  EXPECT_EQ(whole.tokens, (std::vector<int>{20, 21, 22, 200}));
}

TEST(Assemble, SentencesSayWhereTheirTextsAre) {
  const TranslatedText first = Translated({"Grüße", "an", "Zoë"}, 2, -1);
  const TranslatedText empty = Translated({}, 12, -0.5);
  const TranslatedText last = Translated({"zwei", "drei"}, 20, -2);
  const std::vector<std::string> gaps = {"\n", "  ", "", "!"};
  const TranslatedText whole =
      Assemble(gaps, std::vector<const TranslatedText*>{&first, &empty, &last});
  ASSERT_EQ(whole.sentences.size(), 3U);
  const std::string targets[] = {"Grüße an Zoë", "", "zwei drei"};
  const size_t tokens[] = {0, 3, 3, 5};
  const TranslatedText* parts[] = {&first, &empty, &last};
  for (size_t i = 0; i < 3; ++i) {
    const Sentence& sentence = whole.sentences[i];
    EXPECT_EQ(sentence.source, parts[i]->sentences[0].source);
    EXPECT_EQ(Part(whole.text, sentence.target), targets[i]);
    EXPECT_EQ(sentence.tokens_begin, tokens[i]);
    EXPECT_EQ(sentence.tokens_end, tokens[i + 1]);
    EXPECT_EQ(sentence.score, parts[i]->sentences[0].score);
  }
}

TEST(Assemble, AlignmentsPointIntoTheWhole) {
  const TranslatedText first = Translated({"eins", "Zoë"}, 2, 0);
  TranslatedText second = Translated({"zwei", "drei"}, 20, 0);
  second.alignment.target[1].source = -1;
  const std::vector<std::string> gaps = {"", "  ", ""};
  const Alignment& alignment =
      Assemble(gaps, std::vector<const TranslatedText*>{&first, &second})
          .alignment;
  ASSERT_EQ(alignment.source.size(), 4U);
  EXPECT_EQ(alignment.source[2].range, (TextRange{20, 22}));
  ASSERT_EQ(alignment.target.size(), 4U);
  const int sources[] = {0, 1, 2, -1};
  const int firsts[] = {0, 0, 2, 2};
  const std::string words[] = {"eins", "Zoë", "zwei", "drei"};
  for (size_t i = 0; i < 4; ++i) {
    const AlignedToken& token = alignment.target[i];
    EXPECT_EQ(token.source, sources[i]);
    EXPECT_EQ(token.first, firsts[i]);
    EXPECT_EQ(token.weights, (std::vector<float>{0.5F, 0.5F}));
    EXPECT_EQ(Part("eins Zoë  zwei drei", token.range), words[i]);
  }
}

TEST(Assemble, WithoutSegmentsTheGapIsTheText) {
  const std::vector<std::string> gaps = {" \n"};
  const TranslatedText whole = Assemble(gaps, {});
  EXPECT_EQ(whole.text, " \n");
  EXPECT_TRUE(whole.sentences.empty());
  EXPECT_TRUE(whole.tokens.empty());
}

}  // namespace
}  // namespace stepglot
