// Tests which marks a model is found to copy.
#include "core/translate/mark_probe.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "tests/core/support/data_file.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

// A model that copies X1 in all kinds of sentences.
TEST(MarkProbe, TheMarksThatAModelCopiesComeFirst) {
  const auto model =
      LoadBytes(ReadDataFile("../../web/models/es-ca.int8.safetensors"));
  EXPECT_EQ(MarkProbe(model).series().front(), MarkSeries::kX1);
}

TEST(MarkProbe, SaysTheSameMarksInSomeOrder) {
  for (const char* name : kFixtureNames) {
    const auto& model = Fixture::Get(name).model();
    std::vector<MarkSeries> expected = model->mark_series();
    std::vector<MarkSeries> found = MarkProbe(model).series();
    EXPECT_EQ(found, MarkProbe(model).series());
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found, expected) << name;
  }
}

TEST(MarkProbe, TheMarkOfTheConfigComesFirst) {
  ModelFile file = ModelFile::Read("tiny-pre");
  const auto any = file.Load();
  for (const MarkSeries mark : any->mark_series()) {
    file.config.mark = mark;
    const auto model = file.Load();
    EXPECT_EQ(model->mark_series().front(), mark);
    EXPECT_EQ(MarkProbe(model).series().front(), mark);
  }
}

}  // namespace
}  // namespace stepglot
