// Tests length normalisation and the coverage penalty against their formulas.
#include "core/search/score.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace stepglot {
namespace {

HypothesisScore Score(LengthNormalization normalization, double alpha,
                      double beta = 0) {
  return HypothesisScore({.length_normalization = normalization,
                          .length_penalty = alpha,
                          .coverage_penalty = beta});
}

constexpr LengthNormalization kBoth[] = {LengthNormalization::kGnmt,
                                         LengthNormalization::kPower};

TEST(HypothesisScore, DividesByTheFormulaOfItsKind) {
  for (const double alpha : {0.0, 0.2, 0.6, 1.0, 2.0, 10.0}) {
    for (const int length : {1, 2, 7, 100, 4096}) {
      EXPECT_DOUBLE_EQ(Score(LengthNormalization::kGnmt, alpha)
                           .Normalized(-12.5, length, {}),
                       -12.5 / std::pow((5.0 + length) / 6.0, alpha));
      EXPECT_DOUBLE_EQ(Score(LengthNormalization::kPower, alpha)
                           .Normalized(-12.5, length, {}),
                       -12.5 / std::pow(length, alpha));
    }
  }
}

TEST(HypothesisScore, KnownValues) {
  // ((5 + 7) / 6)^1 = 2 and 7^1 = 7; a single token is divided by 1.
  EXPECT_DOUBLE_EQ(Score(LengthNormalization::kGnmt, 1).Normalized(-3, 7, {}),
                   -1.5);
  EXPECT_DOUBLE_EQ(
      Score(LengthNormalization::kPower, 1).Normalized(-3.5, 7, {}), -0.5);
  for (const LengthNormalization kind : kBoth) {
    EXPECT_EQ(Score(kind, 2).Normalized(-3, 1, {}), -3);
    EXPECT_EQ(Score(kind, 0).Normalized(-3, 50, {}), -3);
  }
}

TEST(HypothesisScore, CoverageAddsTheLogarithmsOfWhatIsBelowOne) {
  const HypothesisScore score = Score(LengthNormalization::kPower, 1, 0.25);
  const std::vector<float> coverage = {0.5F, 1.0F, 3.0F, 0.125F};
  EXPECT_NEAR(score.Normalized(-8, 4, coverage),
              -2 + 0.25 * (std::log(0.5) + std::log(0.125)), 1e-6);
  // What nothing attended to counts as one millionth.
  EXPECT_NEAR(score.Normalized(-8, 4, std::vector<float>{0.0F, 1e-9F}),
              -2 + 0.25 * 2 * std::log(1e-6), 1e-6);
  EXPECT_EQ(score.Normalized(-8, 4, std::vector<float>{1.0F, 2.0F}), -2);
  EXPECT_EQ(score.Normalized(-8, 4, {}), -2);
}

TEST(HypothesisScore, CoverageIsNotReadWithoutThePenalty) {
  EXPECT_EQ(Score(LengthNormalization::kGnmt, 0)
                .Normalized(-8, 4, std::vector<float>{0.0F}),
            -8);
}

// However a hypothesis goes on, its sum only falls, its length ends at the
// limit at the latest, and coverage takes from it.
TEST(HypothesisScore, NothingPassesTheBound) {
  constexpr int kLimit = 60;
  const std::vector<float> coverage = {0.9F, 1.5F};
  for (const LengthNormalization kind : kBoth) {
    for (const double alpha : {0.0, 0.6, 1.0, 2.0, 10.0}) {
      for (const double beta : {0.0, 0.2}) {
        const HypothesisScore score = Score(kind, alpha, beta);
        for (const double sum : {-0.0, -1e-3, -3.0, -200.0}) {
          const double bound = score.Bound(sum, kLimit);
          for (int length = 1; length <= kLimit; ++length) {
            for (const double more : {0.0, -0.5}) {
              EXPECT_GE(bound, score.Normalized(sum + more, length, coverage));
            }
          }
        }
      }
      // It is reached: a looser bound would go on for longer than needed.
      EXPECT_EQ(Score(kind, alpha).Bound(-3, kLimit),
                Score(kind, alpha).Normalized(-3, kLimit, {}));
    }
  }
}

TEST(HypothesisScore, ImpossibleHypothesesStayImpossible) {
  const double impossible = -std::numeric_limits<double>::infinity();
  for (const LengthNormalization kind : kBoth) {
    EXPECT_EQ(Score(kind, 0.6).Normalized(impossible, 5, {}), impossible);
    EXPECT_EQ(Score(kind, 0.6).Bound(impossible, 5), impossible);
  }
}

}  // namespace
}  // namespace stepglot
