// Tests searches with the penalty for words that the lexicon lacks.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/search/search.h"
#include "core/search/spelling.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/lexicon_file.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

// The letters a to z of a piece.
std::string LettersOf(const std::string& piece) {
  std::string letters;
  for (const char c : piece) {
    const auto small = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (small >= 'a' && small <= 'z') letters += small;
  }
  return letters;
}

// What some pieces and pairs of them spell.
std::set<std::string> SomeWords(const Tokenizer& tokenizer) {
  std::set<std::string> words;
  for (int id = 2; id < tokenizer.size(); ++id) {
    const std::string letters = LettersOf(tokenizer.Piece(id));
    if (id % 2 == 0) words.insert(letters);
    const std::string next = LettersOf(tokenizer.Piece((id * 7 + 3) % 220));
    words.insert(letters + next);
  }
  words.erase("");
  return words;
}

struct Models {
  std::shared_ptr<const Model> plain;
  std::shared_ptr<const Model> with_lexicon;
};

const Models& TheModels() {
  static const Models models = [] {
    ModelConfig config = SmallMarianConfig();
    config.d_model = 6;
    ModelFile file = RandomModel(config, 7);
    const auto plain = file.Load();
    SetBytes(file, "lexicon",
             LexiconFile(SomeWords(plain->target_tokenizer())).Write());
    return Models{plain, file.Load()};
  }();
  return models;
}

const Model& WithLexicon() { return *TheModels().with_lexicon; }

const IdLists kSources = {
    {17, 4, 133, 0}, {9, 0}, {201, 3, 3, 77, 58, 0}, {0}, {120, 121, 0}};
const IdLists kPrefixes = {{}, {5, 215}, {111, 112, 113}, {}, {219, 0}};

SearchOptions Options(int beam_size, double penalty = 2) {
  SearchOptions options;
  options.beam_size = beam_size;
  options.n_best = beam_size;
  options.max_length = 12;
  options.max_length_factor = 100;
  options.lexicon_penalty = penalty;
  return options;
}

// The ids of what the search should have taken into account at a step, with
// their hypotheses: the whole vocabulary, judged and sorted.
std::vector<std::pair<int, int>> BestOfAll(const SearchStep& step,
                                           const HypothesisTree& tree,
                                           const Spelling& spelling,
                                           const SearchOptions& options) {
  std::vector<std::tuple<double, int, int>> all;
  for (const Prediction& prediction : step.predictions) {
    double sum = 0;
    for (const float logit : prediction.logits.values()) sum += std::exp(logit);
    const OpenWord word = spelling.After(tree, prediction.parent);
    for (int id = 0; id < prediction.logits.size(); ++id) {
      const double penalty =
          spelling.Misspells(word, id) ? options.lexicon_penalty : 0;
      all.emplace_back(-(tree.node(prediction.parent).score +
                         prediction.logits[id] - std::log(sum) - penalty),
                       prediction.parent, id);
    }
  }
  std::sort(all.begin(), all.end());
  all.resize(options.beam_size == 1 ? 1 : 2 * options.beam_size);
  std::vector<std::pair<int, int>> best;
  for (const auto& [score, parent, id] : all) best.emplace_back(parent, id);
  return best;
}

TEST(LexiconSearch, RanksTheWholeVocabularyByPenalisedScores) {
  int misspelt = 0, spelt = 0;
  for (const int beam_size : {1, 4}) {
    for (const double penalty : {0.01, 0.1, 10.0}) {
      const SearchOptions options = Options(beam_size, penalty);
      for (const std::vector<int>& source : kSources) {
        const Spelling spelling(WithLexicon(), source);
        Search search(WithLexicon(), Encoder(WithLexicon()).Encode({source}),
                      SequencesOf({source}), options);
        while (!search.done()) {
          const SearchStep step = search.Step().at(0);
          const HypothesisTree& tree = search.beam(0).tree();
          std::vector<std::pair<int, int>> found;
          for (const NewNode& each : step.nodes) {
            const Node& node = tree.node(each.node);
            found.emplace_back(node.parent, node.id);
            EXPECT_EQ(
                node.misspells,
                spelling.Misspells(spelling.After(tree, node.parent), node.id));
            EXPECT_NEAR(node.score,
                        tree.node(node.parent).score + node.log_probability -
                            (node.misspells ? penalty : 0),
                        1e-6);
            (node.misspells ? misspelt : spelt) += 1;
          }
          EXPECT_EQ(found, BestOfAll(step, tree, spelling, options));
        }
      }
    }
  }
  EXPECT_GT(misspelt, 100);
  EXPECT_GT(spelt, 100);
}

TEST(LexiconSearch, IsTheSameToTheBitHoweverItIsComputed) {
  for (const int beam_size : {1, 4}) {
    SearchOptions options = Options(beam_size);
    const auto batched = RunSearch(WithLexicon(), kSources, options, kPrefixes);
    options.cache = false;
    const auto uncached =
        RunSearch(WithLexicon(), kSources, options, kPrefixes);
    options.cache = true;
    for (size_t i = 0; i < kSources.size(); ++i) {
      EXPECT_TRUE(SameSearch(uncached[i], batched[i])) << i;
      const auto alone =
          RunSearch(WithLexicon(), {kSources[i]}, options, {kPrefixes[i]});
      EXPECT_TRUE(SameSearch(alone[0], batched[i])) << i;
    }
  }
}

TEST(LexiconSearch, WithoutPenaltyTheLexiconIsOfNoAccount) {
  SearchOptions sampling = Options(1);
  sampling.n_best = 3;
  sampling.sampling = Sampling{.temperature = 2, .seed = 4};
  for (const SearchOptions& options :
       {Options(1, 0), Options(4, 0), sampling}) {
    const auto with = RunSearch(WithLexicon(), kSources, options, kPrefixes);
    const auto without =
        RunSearch(*TheModels().plain, kSources, options, kPrefixes);
    for (size_t i = 0; i < kSources.size(); ++i)
      EXPECT_TRUE(SameSearch(with[i], without[i])) << i;
  }
}

TEST(LexiconSearch, AForcedTokenPaysNothing) {
  const auto found = RunSearch(WithLexicon(), kSources, Options(4), kPrefixes);
  int forced = 0;
  for (const SearchedSequence& each : found) {
    for (int number = 1; number < each.tree.size(); ++number) {
      const Node& node = each.tree.node(number);
      if (node.state != NodeState::kForced) continue;
      ++forced;
      EXPECT_FALSE(node.misspells);
      EXPECT_EQ(node.score,
                each.tree.node(node.parent).score + node.log_probability);
    }
  }
  EXPECT_GT(forced, 3);
}

TEST(LexiconSearch, CandidatesSayWhetherTheyMisspell) {
  SearchOptions options = Options(2);
  options.candidates = 20;
  const std::vector<int>& source = kSources[0];
  const Spelling spelling(WithLexicon(), source);
  Search search(WithLexicon(), Encoder(WithLexicon()).Encode({source}),
                SequencesOf({source}), options);
  int misspelt = 0;
  while (!search.done()) {
    for (const Prediction& prediction : search.Step().at(0).predictions) {
      const OpenWord word =
          spelling.After(search.beam(0).tree(), prediction.parent);
      float last = 0;
      for (const Candidate& candidate : prediction.candidates) {
        EXPECT_EQ(candidate.misspells, spelling.Misspells(word, candidate.id));
        misspelt += candidate.misspells ? 1 : 0;
        // They are in the model's own order.
        EXPECT_LE(candidate.log_probability, last);
        last = candidate.log_probability;
      }
    }
  }
  EXPECT_GT(misspelt, 10);
}

}  // namespace
}  // namespace stepglot
