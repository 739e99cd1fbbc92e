// Tests that a beam as wide as the space of all translations finds the best of
// them, by scoring every one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "core/translate/scoring.h"
#include "core/translate/session.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

// A translation of a space small enough to list.
struct Scored {
  std::vector<int> ids;
  double score = 0;
  double normalized = 0;
};

// A model that says nothing but the free ids and the end.
std::shared_ptr<const Model> FewIds(const ModelVariant& variant,
                                    const std::vector<int>& free) {
  ModelFile file = ModelFile::Read(variant.fixture);
  file.config.suppressed.clear();
  for (int id = 0; id < file.config.target_vocab_size; ++id) {
    const bool is_free = std::count(free.begin(), free.end(), id) > 0;
    if (!is_free && id != file.config.eos) file.config.suppressed.push_back(id);
  }
  return Reload(*file.Load(), variant.type);
}

// All sequences of up to `length` free ids, shorter ones first.
std::vector<std::vector<int>> Sequences(const std::vector<int>& free,
                                        size_t length) {
  std::vector<std::vector<int>> all = {{}};
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i].size() == length) continue;
    for (const int id : free) {
      std::vector<int> longer = all[i];
      longer.push_back(id);
      all.push_back(longer);
    }
  }
  return all;
}

double Normalized(double score, size_t length, const SearchOptions& options) {
  const auto tokens = static_cast<double>(length);
  const double base = options.length_normalization == LengthNormalization::kGnmt
                          ? (5 + tokens) / 6
                          : tokens;
  return score / std::pow(base, options.length_penalty);
}

// The whole space, best first: what ends by the end token within the limit, and
// what is cut off there.
std::vector<Scored> Space(const std::shared_ptr<const Model>& model,
                          const Source& source, const std::vector<int>& free,
                          const SearchOptions& options) {
  const auto limit = static_cast<size_t>(options.max_length);
  const auto sequences = Sequences(free, limit);
  std::vector<Source> targets;
  for (const std::vector<int>& ids : sequences) targets.emplace_back(Ids{ids});
  const std::vector<Translation> scored = ScoreTranslations(
      model, std::vector<Source>(targets.size(), source), targets, options);
  std::vector<Scored> space;
  for (const Translation& each : scored) {
    Scored entry = {each.tokens, 0, 0};
    const size_t tokens = std::min(limit, each.tokens.size() + 1);
    for (size_t i = 0; i < tokens; ++i)
      entry.score += each.log_probabilities[i];
    entry.normalized = Normalized(entry.score, tokens, options);
    space.push_back(entry);
  }
  std::stable_sort(space.begin(), space.end(),
                   [](const Scored& a, const Scored& b) {
                     return a.normalized > b.normalized;
                   });
  return space;
}

class ExhaustiveTest : public testing::TestWithParam<ModelVariant> {};

TEST_P(ExhaustiveTest, AWideBeamRanksTheWholeSpace) {
  const std::vector<int> free = {17, 42};
  const auto model = FewIds(GetParam(), free);
  for (const LengthNormalization kind :
       {LengthNormalization::kGnmt, LengthNormalization::kPower}) {
    for (const double alpha : {0.0, 0.6, 2.0}) {
      SearchOptions options;
      options.max_length = 5;
      options.max_length_factor = 1000;
      options.length_normalization = kind;
      options.length_penalty = alpha;
      options.beam_size = 64;
      const Source source = Ids{{9, 20, 31, model->config().eos}};
      const std::vector<Scored> space = Space(model, source, free, options);
      ASSERT_EQ(space.size(), 63U);
      for (const int n_best : {1, 5, 63}) {
        options.n_best = n_best;
        Session session(model, {source}, options);
        while (!session.done()) session.Step();
        const std::vector<Translation> found = session.NBest(0);
        ASSERT_EQ(found.size(), static_cast<size_t>(n_best));
        for (int i = 0; i < n_best; ++i) {
          EXPECT_EQ(found[i].tokens, space[i].ids) << "rank " << i;
          EXPECT_EQ(found[i].score, space[i].score);
          EXPECT_EQ(found[i].normalized, space[i].normalized);
        }
      }
    }
  }
}

// A narrow beam may miss the best, but never invents one that is better.
TEST_P(ExhaustiveTest, ANarrowBeamFindsNothingBetter) {
  const std::vector<int> free = {17, 42, 77};
  const auto model = FewIds(GetParam(), free);
  SearchOptions options;
  options.max_length = 4;
  options.max_length_factor = 1000;
  const Source source = Ids{{9, 20, 31, model->config().eos}};
  const std::vector<Scored> space = Space(model, source, free, options);
  for (const int beam_size : {1, 2, 4, 64}) {
    options.beam_size = beam_size;
    Session session(model, {source}, options);
    while (!session.done()) session.Step();
    const Translation found = session.results()[0];
    EXPECT_LE(found.normalized, space[0].normalized);
    EXPECT_TRUE(std::any_of(space.begin(), space.end(), [&](const Scored& s) {
      return s.ids == found.tokens && s.normalized == found.normalized;
    }));
    if (beam_size == 64) {
      EXPECT_EQ(found.tokens, space[0].ids);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, ExhaustiveTest,
                         testing::ValuesIn(AllModelVariants()),
                         [](const auto& info) {
                           return VariantName(info.param);
                         });

}  // namespace
}  // namespace stepglot
