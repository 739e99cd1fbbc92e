// Reads, checks and writes ModelConfig as JSON.
#include "core/model/config.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <utility>

#include "core/error.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

// Bounds that no translation model comes near; they keep every later product of
// sizes inside 64 bits and a hostile file from asking for gigabytes.
constexpr int kMaxWidth = 16384;
constexpr int kMaxLayers = 256;
constexpr int kMaxVocabulary = 1 << 22;
constexpr int kMaxLength = 1 << 16;
constexpr int kDefaultMaxSourceLength = 512;
constexpr int kDefaultMaxTargetLength = 512;

constexpr std::string_view kKeys[] = {"source_language",
                                      "target_language",
                                      "d_model",
                                      "ffn",
                                      "heads",
                                      "encoder_layers",
                                      "decoder_layers",
                                      "vocab_size",
                                      "source_vocab_size",
                                      "target_vocab_size",
                                      "max_source_length",
                                      "max_target_length",
                                      "decoder_cell",
                                      "norm",
                                      "norm_keys",
                                      "final_norm",
                                      "embedding_norm",
                                      "norm_eps",
                                      "activation",
                                      "positions",
                                      "position_exponent",
                                      "position_offset",
                                      "embedding_scale",
                                      "tied_embeddings",
                                      "linear_bias",
                                      "output_bias",
                                      "unk",
                                      "bos",
                                      "eos",
                                      "pad",
                                      "source_ids",
                                      "source_bos",
                                      "source_eos",
                                      "decoder_start",
                                      "suppressed",
                                      "search"};

constexpr std::string_view kSourceIdKeys[] = {"unk", "bos", "eos"};

constexpr std::string_view kSearchKeys[] = {"beam",
                                            "length_normalization",
                                            "length_penalty",
                                            "repetition_penalty",
                                            "no_repeat_ngram",
                                            "min_length",
                                            "max_length",
                                            "max_length_factor",
                                            "replace_unknowns"};

template <typename Enum>
using Names = std::vector<std::pair<const char*, Enum>>;

const Names<NormPlacement> kNormNames = {{"pre", NormPlacement::kPre},
                                         {"post", NormPlacement::kPost}};
const Names<Activation> kActivationNames = {
    {"relu", Activation::kRelu},
    {"swish", Activation::kSwish},
    {"gelu", Activation::kGelu},
    {"gelu_tanh", Activation::kGeluTanh},
    {"gelu_sigmoid", Activation::kGeluSigmoid}};
const Names<PositionLayout> kPositionNames = {
    {"sinusoidal-concatenated", PositionLayout::kConcatenated},
    {"sinusoidal-interleaved", PositionLayout::kInterleaved},
    {"table", PositionLayout::kTable}};
const Names<DecoderCell> kCellNames = {
    {"self_attention", DecoderCell::kSelfAttention},
    {"ssru", DecoderCell::kSsru}};
const Names<LengthNormalization> kNormalizationNames = {
    {"gnmt", LengthNormalization::kGnmt},
    {"power", LengthNormalization::kPower}};
const Names<PositionExponent> kExponentNames = {
    {"2j/d", PositionExponent::kTwoJOverD},
    {"j/(d/2-1)", PositionExponent::kJOverHalfDMinus1}};
const Names<TiedEmbeddings> kTyingNames = {
    {"all", TiedEmbeddings::kAll},
    {"source_target", TiedEmbeddings::kSourceTarget},
    {"target_output", TiedEmbeddings::kTargetOutput},
    {"none", TiedEmbeddings::kNone}};

// Typed access to the keys of one JSON object; every complaint names the file
// and the key.
class ConfigReader {
 public:
  ConfigReader(std::string_view json, const std::string& where)
      : ConfigReader(Json::parse(json, nullptr, /*allow_exceptions=*/false),
                     where) {}

  ConfigReader(Json json, const std::string& where)
      : where_(where), json_(std::move(json)) {
    if (!json_.is_object()) {
      throw Error(ErrorCode::kInvalidModel,
                  where_ + ": the config is not a JSON object");
    }
  }

  /// Refuses keys that this code does not know: a misspelt switch would
  /// otherwise silently mean its default.
  void CheckKeys(std::span<const std::string_view> known) const {
    for (const auto& [key, value] : json_.items()) {
      if (std::find(known.begin(), known.end(), key) == known.end()) {
        throw Error(ErrorCode::kInvalidModel,
                    where_ + ": unknown config key \"" + key + "\"");
      }
    }
  }

  /// False for a key that is absent or null.
  bool Has(const char* key) const {
    return json_.contains(key) && !json_[key].is_null();
  }

  int Int(const char* key, int low, int high) const {
    const Json& value = Value(key);
    if (!value.is_number_integer()) Fail(key, "a whole number");
    // Unsigned values above the signed range turn negative here, and are
    // refused all the same.
    const int64_t number = value.get<int64_t>();
    if (number < low || number > high) {
      Fail(key, "a whole number from " + std::to_string(low) + " to " +
                    std::to_string(high));
    }
    return static_cast<int>(number);
  }

  int Int(const char* key, int low, int high, int fallback) const {
    return Has(key) ? Int(key, low, high) : fallback;
  }

  bool Bool(const char* key, bool fallback) const {
    if (!Has(key)) return fallback;
    if (!Value(key).is_boolean()) Fail(key, "true or false");
    return Value(key).get<bool>();
  }

  float Float(const char* key, float low, float high) const {
    return static_cast<float>(Number(key, low, high));
  }

  double Number(const char* key, double low, double high) const {
    const Json& value = Value(key);
    const double number = value.is_number() ? value.get<double>() : NAN;
    if (!(number >= low && number <= high)) {
      Fail(key, "a number from " + std::to_string(low) + " to " +
                    std::to_string(high));
    }
    return number;
  }

  std::string Text(const char* key, const std::string& fallback) const {
    if (!Has(key)) return fallback;
    if (!Value(key).is_string()) Fail(key, "a text");
    return Value(key).get<std::string>();
  }

  /// What the reading function finds under the key, or nothing.
  template <typename Read>
  auto Optional(const char* key, Read read) const
      -> std::optional<decltype(read())> {
    if (!Has(key)) return std::nullopt;
    return read();
  }

  /// The object under the key.
  ConfigReader Object(const char* key) const {
    if (!Value(key).is_object()) Fail(key, "an object");
    return {Value(key), where_};
  }

  bool IsText(const char* key) const {
    return Has(key) && Value(key).is_string();
  }

  template <typename Enum>
  Enum OneOf(const char* key, const Names<Enum>& names, Enum fallback) const {
    if (!Has(key)) return fallback;
    const std::string name = Text(key, "");
    for (const auto& [known, value] : names) {
      if (name == known) return value;
    }
    std::string expected;
    for (const auto& [known, value] : names) {
      expected += (expected.empty() ? "" : ", ") + std::string(known);
    }
    throw Error(ErrorCode::kUnsupported, where_ + ": config key \"" + key +
                                             "\" is \"" + name +
                                             "\"; known: " + expected);
  }

  const Json& Value(const char* key) const {
    if (!Has(key)) {
      throw Error(ErrorCode::kInvalidModel,
                  where_ + ": config key \"" + key + "\" is missing");
    }
    return json_[key];
  }

  [[noreturn]] void Fail(const char* key, const std::string& expected) const {
    const std::string found =
        json_.contains(key) ? Quote(json_[key]) : "nothing";
    throw Error(ErrorCode::kInvalidModel, where_ + ": config key \"" + key +
                                              "\" should be " + expected +
                                              ", found " + found);
  }

 private:
  // Writing JSON out recurses, so a hostile file's deep nesting is not quoted.
  static std::string Quote(const Json& value) {
    const bool nested =
        std::any_of(value.begin(), value.end(),
                    [](const Json& item) { return item.is_structured(); });
    if (nested) return std::string("a nested ") + value.type_name();
    return value.dump(-1, ' ', true, Json::error_handler_t::replace)
        .substr(0, 80);
  }

  std::string where_;
  Json json_;
};

void ReadSizes(const ConfigReader& reader, ModelConfig& config) {
  config.d_model = reader.Int("d_model", 2, kMaxWidth);
  config.ffn = reader.Int("ffn", 1, kMaxWidth);
  config.heads = reader.Int("heads", 1, config.d_model);
  config.encoder_layers = reader.Int("encoder_layers", 1, kMaxLayers);
  config.decoder_layers = reader.Int("decoder_layers", 1, kMaxLayers);
  if (config.d_model % 2 != 0)
    reader.Fail("d_model", "an even number (sines and cosines in pairs)");
  if (config.d_model % config.heads != 0)
    reader.Fail("heads", "a divisor of d_model");

  const int shared = reader.Int("vocab_size", 1, kMaxVocabulary, 0);
  config.source_vocab_size =
      reader.Int("source_vocab_size", 1, kMaxVocabulary, shared);
  config.target_vocab_size =
      reader.Int("target_vocab_size", 1, kMaxVocabulary, shared);
  if (config.source_vocab_size == 0) reader.Value("source_vocab_size");
  if (config.target_vocab_size == 0) reader.Value("target_vocab_size");
  config.max_source_length =
      reader.Int("max_source_length", 2, kMaxLength, kDefaultMaxSourceLength);
  config.max_target_length =
      reader.Int("max_target_length", 1, kMaxLength, kDefaultMaxTargetLength);
}

void ReadSwitches(const ConfigReader& reader, ModelConfig& config) {
  config.decoder_cell =
      reader.OneOf("decoder_cell", kCellNames, DecoderCell::kSelfAttention);
  config.norm = reader.OneOf("norm", kNormNames, NormPlacement::kPost);
  config.norm_keys = reader.Bool("norm_keys", true);
  if (!config.norm_keys && config.norm != NormPlacement::kPre)
    reader.Fail("norm_keys", "true, as the norms come after the sub-layers");
  config.final_norm =
      reader.Bool("final_norm", config.norm == NormPlacement::kPre);
  config.embedding_norm = reader.Bool("embedding_norm", false);
  if (reader.Has("norm_eps")) config.norm_eps = reader.Float("norm_eps", 0, 1);
  config.activation =
      reader.OneOf("activation", kActivationNames, Activation::kRelu);
  config.position_layout =
      reader.OneOf("positions", kPositionNames, PositionLayout::kInterleaved);
  config.position_exponent = reader.OneOf("position_exponent", kExponentNames,
                                          PositionExponent::kTwoJOverD);
  config.position_offset = reader.Int("position_offset", 0, kMaxLength, 0);
  if (config.position_layout != PositionLayout::kTable &&
      config.position_exponent == PositionExponent::kJOverHalfDMinus1 &&
      config.d_model < 4) {
    reader.Fail("d_model", "at least 4 with the exponent j/(d/2-1)");
  }
  config.tied_embeddings =
      reader.OneOf("tied_embeddings", kTyingNames, TiedEmbeddings::kAll);
  config.linear_bias = reader.Bool("linear_bias", true);
  config.output_bias = reader.Bool("output_bias", false);
  if (reader.IsText("embedding_scale")) {
    reader.OneOf("embedding_scale", Names<bool>{{"sqrt(d_model)", true}}, true);
    config.embedding_scale = std::sqrt(static_cast<float>(config.d_model));
  } else if (reader.Has("embedding_scale")) {
    config.embedding_scale = reader.Float("embedding_scale", 0, 65536);
  }
  const bool shared_table =
      config.tied_embeddings == TiedEmbeddings::kAll ||
      config.tied_embeddings == TiedEmbeddings::kSourceTarget;
  if (shared_table && config.source_vocab_size != config.target_vocab_size) {
    reader.Fail("source_vocab_size",
                "equal to target_vocab_size when both share a table");
  }
}

std::optional<int> ReadId(const ConfigReader& reader, const char* key,
                          int vocabulary) {
  if (!reader.Has(key)) return std::nullopt;
  return reader.Int(key, 0, vocabulary - 1);
}

int ReadDecoderStart(const ConfigReader& reader, const ModelConfig& config) {
  if (!reader.IsText("decoder_start")) {
    return reader.Int("decoder_start", 0, config.target_vocab_size - 1);
  }
  const std::string name = reader.Text("decoder_start", "");
  if (name == "zero") return kZeroEmbedding;
  if (name == "eos") return config.eos;
  if (name == "bos" && config.bos) return *config.bos;
  if (name == "pad" && config.pad) return *config.pad;
  reader.Fail("decoder_start",
              "bos, eos or pad (if the model has it), zero, or an id");
}

// The special ids of the source vocabulary, where they are not the target's.
SourceIds ReadSourceIds(const ConfigReader& reader, int vocabulary) {
  reader.CheckKeys(kSourceIdKeys);
  SourceIds ids;
  ids.unk = ReadId(reader, "unk", vocabulary);
  ids.bos = ReadId(reader, "bos", vocabulary);
  ids.eos = ReadId(reader, "eos", vocabulary);
  return ids;
}

void ReadIds(const ConfigReader& reader, ModelConfig& config) {
  // An id that both sides use must exist on both.
  const bool has_source_ids = reader.Has("source_ids");
  const int vocabulary = has_source_ids ? config.target_vocab_size
                                        : std::min(config.source_vocab_size,
                                                   config.target_vocab_size);
  config.unk = ReadId(reader, "unk", vocabulary);
  config.bos = ReadId(reader, "bos", vocabulary);
  config.pad = ReadId(reader, "pad", vocabulary);
  config.eos = reader.Int("eos", 0, vocabulary - 1);
  if (has_source_ids) {
    config.own_source_ids =
        ReadSourceIds(reader.Object("source_ids"), config.source_vocab_size);
  }
  config.source_bos = reader.Bool("source_bos", false);
  config.source_eos = reader.Bool("source_eos", true);
  if (config.source_bos && !config.source_ids().bos)
    reader.Fail("source_bos", "false, as the model has no bos");
  if (config.source_eos && !config.source_ids().eos)
    reader.Fail("source_eos", "false, as the source has no eos");
  // Longer texts are split into parts, each of which holds at least an id.
  const int specials =
      (config.source_bos ? 1 : 0) + (config.source_eos ? 1 : 0);
  if (config.max_source_length <= specials)
    reader.Fail("max_source_length", "room for an id beside bos and eos");
  config.decoder_start = ReadDecoderStart(reader, config);

  if (reader.Has("suppressed")) {
    const Json& list = reader.Value("suppressed");
    if (!list.is_array()) reader.Fail("suppressed", "an array of ids");
    for (const Json& id : list) {
      if (!id.is_number_integer() || id.get<int64_t>() < 0 ||
          id.get<int64_t>() >= config.target_vocab_size) {
        reader.Fail("suppressed",
                    "an array of ids below the target vocabulary's size");
      }
      config.suppressed.push_back(id.get<int>());
    }
  } else {
    for (const std::optional<int>& id : {config.unk, config.bos, config.pad}) {
      if (id && *id != config.eos) config.suppressed.push_back(*id);
    }
  }
  std::sort(config.suppressed.begin(), config.suppressed.end());
  auto last = std::unique(config.suppressed.begin(), config.suppressed.end());
  config.suppressed.erase(last, config.suppressed.end());
  if (std::binary_search(config.suppressed.begin(), config.suppressed.end(),
                         config.eos)) {
    reader.Fail("suppressed",
                "a list without eos, or no translation could end");
  }
}

// The ranges are those of the options themselves, as far as they are known
// before a request.
SearchDefaults ReadSearchDefaults(const ConfigReader& reader) {
  reader.CheckKeys(kSearchKeys);
  const auto whole = [&](const char* key, int low, int high) {
    return reader.Optional(key, [&] { return reader.Int(key, low, high); });
  };
  const auto number = [&](const char* key, double low, double high) {
    return reader.Optional(key, [&] { return reader.Number(key, low, high); });
  };
  SearchDefaults search;
  search.beam = whole("beam", 1, 64);
  search.length_normalization = reader.Optional("length_normalization", [&] {
    return reader.OneOf("length_normalization", kNormalizationNames,
                        LengthNormalization::kGnmt);
  });
  search.length_penalty = number("length_penalty", 0, 10);
  search.repetition_penalty = number("repetition_penalty", 0.1, 10);
  search.no_repeat_ngram = whole("no_repeat_ngram", 0, 64);
  search.min_length = whole("min_length", 0, kMaxLength);
  search.max_length = whole("max_length", 1, kMaxLength);
  search.max_length_factor = number("max_length_factor", 1e-3, kMaxLength);
  search.replace_unknowns = reader.Optional("replace_unknowns", [&] {
    return reader.Bool("replace_unknowns", false);
  });
  return search;
}

template <typename Enum>
const char* NameOf(const Names<Enum>& names, Enum value) {
  return std::find_if(
             names.begin(), names.end(),
             [value](const auto& name) { return name.second == value; })
      ->first;
}

// The double with the fewest digits that is this float: 1e-05 rather than
// 9.999999747378752e-06.
double Shortest(float value) {
  constexpr int kExactDigits = std::numeric_limits<float>::max_digits10;
  char text[32];
  for (int digits = 1; digits < kExactDigits; ++digits) {
    std::snprintf(text, sizeof(text), "%.*g", digits, value);
    if (std::strtof(text, nullptr) == value) return std::strtod(text, nullptr);
  }
  return value;
}

Json IdOrNull(const std::optional<int>& id) {
  return id ? Json(*id) : Json(nullptr);
}

}  // namespace

ModelConfig ParseModelConfig(std::string_view json, const std::string& where) {
  const ConfigReader reader(json, where);
  reader.CheckKeys(kKeys);
  ModelConfig config;
  config.source_language = reader.Text("source_language", "");
  config.target_language = reader.Text("target_language", "");
  ReadSizes(reader, config);
  ReadSwitches(reader, config);
  ReadIds(reader, config);
  if (reader.Has("search"))
    config.search = ReadSearchDefaults(reader.Object("search"));
  return config;
}

namespace {

Json SearchDefaultsToJson(const SearchDefaults& search) {
  Json json = Json::object();
  const auto add = [&json](const char* key, const auto& value) {
    if (value) json[key] = *value;
  };
  add("beam", search.beam);
  if (search.length_normalization) {
    json["length_normalization"] =
        NameOf(kNormalizationNames, *search.length_normalization);
  }
  add("length_penalty", search.length_penalty);
  add("repetition_penalty", search.repetition_penalty);
  add("no_repeat_ngram", search.no_repeat_ngram);
  add("min_length", search.min_length);
  add("max_length", search.max_length);
  add("max_length_factor", search.max_length_factor);
  add("replace_unknowns", search.replace_unknowns);
  return json;
}

}  // namespace

std::string ModelConfigToJson(const ModelConfig& config) {
  Json json = {
      {"source_language", config.source_language},
      {"target_language", config.target_language},
      {"d_model", config.d_model},
      {"ffn", config.ffn},
      {"heads", config.heads},
      {"encoder_layers", config.encoder_layers},
      {"decoder_layers", config.decoder_layers},
      {"source_vocab_size", config.source_vocab_size},
      {"target_vocab_size", config.target_vocab_size},
      {"max_source_length", config.max_source_length},
      {"max_target_length", config.max_target_length},
      {"decoder_cell", NameOf(kCellNames, config.decoder_cell)},
      {"norm", NameOf(kNormNames, config.norm)},
      {"norm_keys", config.norm_keys},
      {"final_norm", config.final_norm},
      {"embedding_norm", config.embedding_norm},
      {"norm_eps", Shortest(config.norm_eps)},
      {"activation", NameOf(kActivationNames, config.activation)},
      {"positions", NameOf(kPositionNames, config.position_layout)},
      {"position_exponent", NameOf(kExponentNames, config.position_exponent)},
      {"position_offset", config.position_offset},
      {"embedding_scale", Shortest(config.embedding_scale)},
      {"tied_embeddings", NameOf(kTyingNames, config.tied_embeddings)},
      {"linear_bias", config.linear_bias},
      {"output_bias", config.output_bias},
      {"unk", IdOrNull(config.unk)},
      {"bos", IdOrNull(config.bos)},
      {"eos", config.eos},
      {"pad", IdOrNull(config.pad)},
      {"source_bos", config.source_bos},
      {"source_eos", config.source_eos},
      {"suppressed", config.suppressed},
  };
  if (const std::optional<SourceIds>& source = config.own_source_ids) {
    json["source_ids"] = {{"unk", IdOrNull(source->unk)},
                          {"bos", IdOrNull(source->bos)},
                          {"eos", IdOrNull(source->eos)}};
  }
  if (const Json search = SearchDefaultsToJson(config.search); !search.empty())
    json["search"] = search;
  if (config.decoder_start == kZeroEmbedding) {
    json["decoder_start"] = "zero";
  } else {
    json["decoder_start"] = config.decoder_start;
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace stepglot
