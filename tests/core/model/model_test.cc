// Tests opening whole models: what they share, what they copy, and what they
// refuse.
#include "core/model/model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "tests/core/support/bits.h"
#include "tests/core/support/data_file.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/header_file.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

// The tensors that a model of this config cannot do without.
std::vector<std::string> NeededTensors(const ModelFile& file) {
  std::vector<std::string> names;
  for (const auto& [name, tensor] : file.tensors) {
    if (!name.starts_with("spm")) names.push_back(name);
  }
  return names;
}

// Opening the file is refused with a message that names the file, the tensor
// and the reason.
testing::AssertionResult Refused(const ModelFile& file,
                                 const std::string& tensor,
                                 const std::string& reason) {
  return Throws(ErrorCode::kInvalidModel,
                {"test.safetensors", "tensor \"" + tensor + "\"", reason},
                [&] { file.Load(); })
         << " for " << tensor;
}

TEST(Model, WeightsAreViewsOfTheFile) {
  for (const ModelVariant& variant : AllModelVariants()) {
    const auto fixture = Fixture::Get(variant.fixture).model();
    const Bytes file(WriteContainer(*fixture, variant.type));
    const auto model =
        Model::Load({std::make_shared<const MemoryFile>("model", file)});
    const uint8_t* begin = file.span().data();
    const uint8_t* end = begin + file.size();
    size_t kept = 0;
    size_t rows = 0;
    for (const NamedWeight& weight : model->named_weights()) {
      const auto* data =
          weight.values.quantized()
              ? reinterpret_cast<const uint8_t*>(weight.values.i8)
              : reinterpret_cast<const uint8_t*>(weight.values.f32);
      EXPECT_TRUE(data >= begin && data < end) << weight.name;
      const size_t size =
          static_cast<size_t>(weight.values.rows) * weight.values.columns;
      kept += weight.values.quantized() ? size : size * sizeof(float);
      if (!weight.values.quantized()) continue;
      const auto* scales =
          reinterpret_cast<const uint8_t*>(weight.values.scales);
      EXPECT_TRUE(scales >= begin && scales < end) << weight.name;
      kept += weight.values.rows * sizeof(float);
      rows += weight.values.rows;
    }
    // The sums of the rows of int8 matrices.
    EXPECT_EQ(model->memory().converted, rows * sizeof(int32_t));
    EXPECT_EQ(model->memory().file, kept);
  }
}

TEST(Model, KeepsItsFileAlive) {
  const std::vector<uint8_t> container = ReadDataFile("tiny-pre.safetensors");
  std::shared_ptr<const Model> model;
  {
    model = Model::Load({InMemory("model", container)});
  }
  EXPECT_EQ(Decode(*model, {{5, 6}}, {.max_length = 3})[0].steps.size(), 3U);
}

TEST(Model, ConfigAndTokenizersComeFromTheFile) {
  const Model& model = *Fixture::Get("tiny-post").model();
  EXPECT_EQ(model.config().source_language, "en");
  EXPECT_EQ(model.config().target_language, "de");
  EXPECT_EQ(model.config().d_model, 40);
  EXPECT_FALSE(model.shares_vocabulary());
  EXPECT_EQ(model.source_tokenizer().size(), 170);
  EXPECT_EQ(model.target_tokenizer().size(), 150);
  const Model& shared = *Fixture::Get("tiny-pre").model();
  EXPECT_TRUE(shared.shares_vocabulary());
  EXPECT_EQ(&shared.source_tokenizer(), &shared.target_tokenizer());
  EXPECT_EQ(shared.source_vocabulary(), shared.target_vocabulary());
}

TEST(Model, TiedMatricesAreOne) {
  const Weights& all = Fixture::Get("tiny-pre").model()->weights();
  EXPECT_EQ(all.source_embedding.f32, all.target_embedding.f32);
  EXPECT_EQ(all.source_embedding.f32, all.output.weight.f32);
  const Weights& target = Fixture::Get("tiny-marian").model()->weights();
  EXPECT_NE(target.source_embedding.f32, target.target_embedding.f32);
  EXPECT_EQ(target.target_embedding.f32, target.output.weight.f32);
  const Weights& none = Fixture::Get("tiny-post").model()->weights();
  EXPECT_NE(none.target_embedding.f32, none.output.weight.f32);
}

// One table for both sides with an output of its own, which no fixture has.
TEST(Model, SourceAndTargetMayShareATable) {
  ModelFile file = ModelFile::Read("tiny-pre");
  file.config.tied_embeddings = TiedEmbeddings::kSourceTarget;
  EXPECT_TRUE(
      Refused(file, "output.weight", "missing, expected shape [420, 32]"));
  file.tensors["output.weight"] = file.tensors["embedding.weight"];
  const auto model = file.Load();
  EXPECT_EQ(model->weights().source_embedding.f32,
            model->weights().target_embedding.f32);
  EXPECT_NE(model->weights().output.weight.f32,
            model->weights().target_embedding.f32);
  const SearchOptions options = {.max_length = 5};
  EXPECT_TRUE(SameDecoding(
      Decode(*model, {{5, 6}}, options)[0],
      Decode(*Fixture::Get("tiny-pre").model(), {{5, 6}}, options)[0]));
}

TEST(Model, MisalignedFloatsAreCopiedAndGiveTheSameBits) {
  const std::vector<uint8_t> aligned = ReadDataFile("tiny-marian.safetensors");
  const auto parsed = SafetensorsFile::Parse(InMemory("aligned", aligned));
  uint64_t length = 0;
  std::memcpy(&length, aligned.data(), sizeof(length));
  const std::string header(
      aligned.begin() + 8,
      aligned.begin() + 8 + static_cast<ptrdiff_t>(length));
  const std::span<const uint8_t> data = std::span(aligned).subspan(8 + length);
  const SearchOptions options = {.max_length = 6};
  const auto expected =
      Decode(*Fixture::Get("tiny-marian").model(), {{5, 6, 7}}, options)[0];
  for (int blanks = 1; blanks <= 4; ++blanks) {
    const auto model =
        LoadBytes(FileWithHeader(header + std::string(blanks, ' '), data));
    EXPECT_EQ(model->memory().converted > 0, blanks != 4);
    EXPECT_TRUE(SameDecoding(Decode(*model, {{5, 6, 7}}, options)[0], expected))
        << blanks;
  }
}

TEST(Model, HalfPrecisionIsWidened) {
  for (const DType dtype : {DType::kF16, DType::kBF16}) {
    ModelFile file = ModelFile::Read("tiny-pre");
    const double relative = dtype == DType::kF16 ? 0x1p-10 : 0x1p-7;
    for (const std::string& name : NeededTensors(file))
      file.Narrow(name, dtype);
    const auto model = file.Load();
    const std::vector<NamedWeight>& exact =
        Fixture::Get("tiny-pre").model()->named_weights();
    size_t bytes = 0;
    for (size_t i = 0; i < exact.size(); ++i) {
      const Matrix& values = model->named_weights()[i].values;
      const int size = values.rows * values.columns;
      bytes += size * sizeof(float);
      for (int k = 0; k < size; ++k) {
        const float whole = exact[i].values.f32[k];
        // Narrow cuts off, and below 2^-14 float16 has steps of 2^-24.
        ASSERT_NEAR(values.f32[k], whole, std::abs(whole) * relative + 0x1p-24)
            << exact[i].name;
      }
    }
    EXPECT_EQ(model->memory().converted, bytes);
  }
}

TEST(Model, EveryMissingTensorIsNamed) {
  for (const ModelFile& whole :
       {SmallestModel(), ModelFile::Read("tiny-marian")}) {
    for (const std::string& name : NeededTensors(whole)) {
      ModelFile file = whole;
      file.tensors.erase(name);
      EXPECT_TRUE(Refused(file, name, "missing, expected shape ["));
    }
  }
}

TEST(Model, EveryWrongShapeIsNamed) {
  const ModelFile whole = ModelFile::Read("tiny-marian");
  for (const std::string& name : NeededTensors(whole)) {
    ModelFile file = whole;
    StoredTensor& tensor = file.tensors[name];
    tensor.shape.push_back(1);
    EXPECT_TRUE(Refused(file, name, "expected shape ["));
    tensor.shape.pop_back();
    tensor.shape[0] += 1;
    tensor.bytes.resize(tensor.bytes.size() / (tensor.shape[0] - 1) *
                        tensor.shape[0]);
    EXPECT_TRUE(
        Refused(file, name, "found [" + std::to_string(tensor.shape[0])));
  }
}

TEST(Model, EveryWrongTypeAndNanIsNamed) {
  const ModelFile whole = SmallestModel();
  for (const std::string& name : NeededTensors(whole)) {
    ModelFile file = whole;
    file.tensors[name].dtype = DType::kI32;
    EXPECT_TRUE(Refused(file, name, "found I32"));
    file = whole;
    std::vector<float> values = file.Floats(name);
    values.back() = std::numeric_limits<float>::quiet_NaN();
    file.SetFloats(name, whole.tensors.at(name).shape, values);
    EXPECT_TRUE(Refused(file, name, "infinities or NaN"));
  }
}

TEST(Model, TensorsThatNothingUsesAreRefused) {
  ModelFile file = SmallestModel();
  file.tensors["training.step"] = {DType::kI64, {}, std::vector<uint8_t>(8)};
  EXPECT_TRUE(Refused(file, "training.step", "calls for no such tensor"));
  file = SmallestModel();
  const std::string scale = "encoder.layers.0.ffn.inner.weight.scale";
  file.tensors[scale] = {DType::kF32, {4}, std::vector<uint8_t>(16)};
  EXPECT_TRUE(Refused(file, scale, "calls for no such tensor"));
}

TEST(Model, WithoutAConfigItIsNoModel) {
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"test.safetensors", "no \"config\"", "__metadata__"}, [] {
                       LoadBytes(FileWithHeader("{\"__metadata__\":{}}", 0));
                     }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"no \"config\""}, [] {
    LoadBytes(ReadDataFile("tiny-pre.reference.safetensors"));
  }));
}

TEST(Model, AConfigOfOtherSizesIsRefused) {
  for (int ModelConfig::* size :
       {&ModelConfig::d_model, &ModelConfig::ffn, &ModelConfig::encoder_layers,
        &ModelConfig::source_vocab_size}) {
    ModelFile file = SmallestModel();
    file.config.*size *= 2;
    EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                       {"test.safetensors", "tensor \"", "expected shape"},
                       [&] { file.Load(); }));
  }
}

TEST(Model, MissingAndWrongVocabulariesAreRefused) {
  ModelFile file = SmallestModel();
  const StoredTensor spm = file.tensors["spm.source"];
  file.tensors.erase("spm.source");
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"test.safetensors", "no source vocabulary"},
                     [&] { file.Load(); }));
  file.tensors["spm.source"] = {DType::kI8, spm.shape, spm.bytes};
  EXPECT_TRUE(Refused(file, "spm.source", "expected U8 of rank 1, found I8"));
  file.tensors["spm.source"] = {DType::kU8, {1, spm.shape[0]}, spm.bytes};
  EXPECT_TRUE(Refused(file, "spm.source", "rank 1"));
  file.tensors["spm.source"] = {DType::kU8, {0}, {}};
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"test.safetensors", "no source vocabulary"},
                     [&] { file.Load(); }));
  file.tensors["spm.source"] = {
      DType::kU8, {7}, {'n', 'o', 'n', 'e', 'n', 's', 'e'}};
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"source vocabulary", "not a usable SentencePiece"},
                     [&] { file.Load(); }));
}

TEST(Model, VocabulariesWithMorePiecesThanRowsAreRefused) {
  ModelFile file = SmallestModel();
  file.tensors["spm.target"] = file.tensors["spm.source"];
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"shared vocabulary", "170 pieces", "only 150"},
                     [&] { file.Load(); }));
  file.tensors["spm"] = file.tensors["spm.source"];
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"shared vocabulary", "170 pieces", "only 150"},
                     [&] { file.Load(); }));
}

TEST(Model, VocabulariesMayComeFromFilesBesideTheWeights) {
  const Model& whole = *Fixture::Get("tiny-post").model();
  ModelFile file = ModelFile::Read("tiny-post");
  file.tensors.erase("spm.source");
  file.tensors.erase("spm.target");
  const FilePointer weights = InMemory("model.safetensors", file.Write());
  const auto spm = [](const std::string& name, const VocabularyParts& parts) {
    return std::make_shared<const MemoryFile>(name, parts.spm);
  };
  const auto source = spm("source.spm", whole.source_vocabulary());
  const auto target = spm("target.spm", whole.target_vocabulary());
  const auto separate = Model::Load({weights, source, target});
  EXPECT_FALSE(separate->shares_vocabulary());
  EXPECT_EQ(separate->target_vocabulary(), whole.target_vocabulary());
  const auto shared = spm("shared.spm", whole.target_vocabulary());
  EXPECT_TRUE(Model::Load({weights, shared})->shares_vocabulary());
}

}  // namespace
}  // namespace stepglot
