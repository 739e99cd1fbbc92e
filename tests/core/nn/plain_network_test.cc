// Tests encoder and decoder against the network written out in double
// precision, for the switches that no PyTorch reference of tests/data has.
#include "tests/core/nn/plain_network.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "core/nn/encoder.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/random.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

struct Switches {
  std::string name;
  NormPlacement norm;
  bool norm_keys;
  DecoderCell cell;
  NormType norm_type = NormType::kLayer;
  FeedForwardType feed_forward = FeedForwardType::kPlain;
};

class PlainNetworkTest : public testing::TestWithParam<Switches> {
 protected:
  // Width and head size are no multiples of a vector.
  std::shared_ptr<const Model> Load(WeightType type) const {
    ModelConfig config = SmallMarianConfig();
    config.d_model = 10;
    config.ffn = 14;
    config.encoder_layers = 2;
    config.norm = GetParam().norm;
    config.norm_keys = GetParam().norm_keys;
    config.final_norm = config.norm == NormPlacement::kPre;
    config.decoder_cell = GetParam().cell;
    config.norm_type = GetParam().norm_type;
    config.feed_forward = GetParam().feed_forward;
    config.position_layout = PositionLayout::kTable;
    config.max_source_length = config.max_target_length = 12;
    return Reload(*RandomModel(config, 3).Load(), type);
  }
};

const std::vector<int> kSource = {17, 4, 133, 9, 9, 201, 0};
const std::vector<int> kInputs = {kZeroEmbedding, 5, 77, 77, 219, 3};

TEST_P(PlainNetworkTest, TheEncoderAgrees) {
  for (const WeightType type : {WeightType::kFloat32, WeightType::kInt8}) {
    const auto model = Load(type);
    const EncodedSources encoded = Encoder(*model).Encode({kSource});
    const Rows rows = encoded.rows();
    EXPECT_TRUE(Within(type == WeightType::kInt8 ? 2e-3 : 2e-5,
                       {rows.data, rows.size()},
                       Flattened(PlainNetwork(*model).Encode(kSource))));
  }
}

TEST_P(PlainNetworkTest, TheDecoderAgrees) {
  for (const WeightType type : {WeightType::kFloat32, WeightType::kInt8}) {
    const auto model = Load(type);
    const std::vector<float> expected =
        Flattened(PlainNetwork(*model).Logits(kSource, kInputs));
    for (const int chunk : {1, 6}) {
      EXPECT_TRUE(Within(type == WeightType::kInt8 ? 5e-3 : 5e-5,
                         ForcedLogits(*model, kSource, kInputs, chunk),
                         expected))
          << chunk;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, PlainNetworkTest,
    testing::Values(
        Switches{"post", NormPlacement::kPost, true,
                 DecoderCell::kSelfAttention},
        Switches{"pre", NormPlacement::kPre, true, DecoderCell::kSelfAttention},
        Switches{"pre_without_keys", NormPlacement::kPre, false,
                 DecoderCell::kSelfAttention},
        Switches{"post_ssru", NormPlacement::kPost, true, DecoderCell::kSsru},
        Switches{"pre_ssru", NormPlacement::kPre, true, DecoderCell::kSsru},
        Switches{"pre_ssru_without_keys", NormPlacement::kPre, false,
                 DecoderCell::kSsru},
        Switches{"post_rms", NormPlacement::kPost, true,
                 DecoderCell::kSelfAttention, NormType::kRms},
        Switches{"pre_rms", NormPlacement::kPre, true,
                 DecoderCell::kSelfAttention, NormType::kRms},
        Switches{"post_gated", NormPlacement::kPost, true,
                 DecoderCell::kSelfAttention, NormType::kLayer,
                 FeedForwardType::kGated},
        Switches{"pre_rms_gated", NormPlacement::kPre, true,
                 DecoderCell::kSelfAttention, NormType::kRms,
                 FeedForwardType::kGated}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace stepglot
