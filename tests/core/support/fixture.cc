// Reads fixtures by the project's own reader.
#include "tests/core/support/fixture.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <stdexcept>

#include "tests/core/support/data_file.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

template <typename T>
std::vector<T> Values(const TensorEntry& tensor, DType dtype) {
  if (tensor.dtype != dtype)
    throw std::runtime_error("a reference tensor has another type");
  const Bytes bytes = tensor.data.Read();
  std::vector<T> values(bytes.size() / sizeof(T));
  std::memcpy(values.data(), bytes.span().data(), bytes.size());
  return values;
}

}  // namespace

const Fixture& Fixture::Get(const std::string& name) {
  static std::map<std::string, Fixture> fixtures;
  auto found = fixtures.find(name);
  if (found == fixtures.end())
    found = fixtures.emplace(name, Fixture(name)).first;
  return found->second;
}

Fixture::Fixture(const std::string& name)
    : model_(LoadBytes(ReadDataFile(name + ".safetensors"))),
      reference_(SafetensorsFile::Parse(
          InMemory(name + ".reference",
                   ReadDataFile(name + ".reference.safetensors")))) {}

const TensorEntry& Fixture::Tensor(int i, const std::string& tensor) const {
  const TensorEntry* found =
      reference_.Find("s" + std::to_string(i) + "." + tensor);
  if (found == nullptr)
    throw std::runtime_error("the reference has no " + tensor);
  return *found;
}

std::vector<float> Fixture::Floats(int i, const std::string& tensor) const {
  return Values<float>(Tensor(i, tensor), DType::kF32);
}

std::vector<int> Fixture::Ints(int i, const std::string& tensor) const {
  return Values<int>(Tensor(i, tensor), DType::kI32);
}

std::string Fixture::Text(int i, const std::string& tensor) const {
  const std::vector<char> text = Values<char>(Tensor(i, tensor), DType::kU8);
  return {text.begin(), text.end()};
}

std::vector<std::vector<int>> Fixture::Sources() const {
  std::vector<std::vector<int>> sources;
  for (int i = 0; i < kFixtureSentences; ++i)
    sources.push_back(Ints(i, "source"));
  return sources;
}

std::shared_ptr<const Model> ModelVariant::Load() const {
  return Reload(*Fixture::Get(fixture).model(), type);
}

std::ostream& operator<<(std::ostream& out, const ModelVariant& variant) {
  return out << VariantName(variant);
}

std::vector<ModelVariant> AllModelVariants() {
  std::vector<ModelVariant> variants;
  for (const char* name : kFixtureNames) {
    variants.push_back({name, WeightType::kFloat32});
    variants.push_back({name, WeightType::kInt8});
  }
  return variants;
}

std::string VariantName(const ModelVariant& variant) {
  std::string name = variant.fixture +
                     (variant.type == WeightType::kInt8 ? "_int8" : "_float32");
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::shared_ptr<const Model> Reload(const Model& model, WeightType type) {
  return LoadBytes(WriteContainer(model, type));
}

}  // namespace stepglot
