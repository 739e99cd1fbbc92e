// Translates the settings of Hugging Face Marian models.
#include "core/model/formats/hugging_face_config.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

// PyTorch's default, which the library takes; Marian itself has 1e-6.
constexpr float kNormEps = 1e-5F;

// Rows of the position table when the config does not say.
constexpr int kDefaultPositions = 1024;
constexpr int kMaxLength = 1024;

// The library bounds a translation by max_length alone; a word of one piece may
// become one of many. The factor still bounds what is reserved for a batch.
constexpr double kMaxLengthFactor = 10;

void CheckType(const JsonReader& config) {
  const std::string type = config.Text("model_type").value_or("");
  if (type == "marian") return;
  Refuse(ErrorCode::kUnsupported, config.where(),
         "a Hugging Face model of type \"" + type +
             "\"; of those, only \"marian\" is supported");
}

// A size that the library lets differ between the sides, which the network here
// does not.
int BothSides(const JsonReader& config, const char* of_encoder,
              const char* of_decoder) {
  const int size = config.RequiredInt(of_encoder);
  const int other = config.RequiredInt(of_decoder);
  if (other != size) {
    Refuse(ErrorCode::kUnsupported, config.where(),
           std::string(of_encoder) + " " + std::to_string(size) + " and " +
               of_decoder + " " + std::to_string(other) +
               ": sides of different widths");
  }
  return size;
}

Activation ReadActivation(const JsonReader& config) {
  const std::pair<const char*, Activation> known[] = {
      {"swish", Activation::kSwish},
      {"silu", Activation::kSwish},
      {"relu", Activation::kRelu},
      {"gelu", Activation::kGelu},
      {"gelu_new", Activation::kGeluTanh},
      {"gelu_pytorch_tanh", Activation::kGeluTanh},
      {"quick_gelu", Activation::kGeluSigmoid}};
  const std::string name = config.Text("activation_function").value_or("gelu");
  for (const auto& [text, activation] : known) {
    if (name == text) return activation;
  }
  Refuse(ErrorCode::kUnsupported, config.where(),
         "activation_function \"" + name + "\"");
}

TiedEmbeddings ReadTying(const JsonReader& config) {
  const bool one_table =
      config.Bool("share_encoder_decoder_embeddings").value_or(true);
  const bool tied_output = config.Bool("tie_word_embeddings").value_or(true);
  if (one_table)
    return tied_output ? TiedEmbeddings::kAll : TiedEmbeddings::kSourceTarget;
  return tied_output ? TiedEmbeddings::kTargetOutput : TiedEmbeddings::kNone;
}

// One table for both sides has one size.
void CheckOneTable(const JsonReader& config, const ModelConfig& result) {
  const bool is_one = result.tied_embeddings == TiedEmbeddings::kAll ||
                      result.tied_embeddings == TiedEmbeddings::kSourceTarget;
  if (!is_one || result.source_vocab_size == result.target_vocab_size) return;
  Refuse(ErrorCode::kInvalidModel, config.where(),
         "decoder_vocab_size " + std::to_string(result.target_vocab_size) +
             " and vocab_size " + std::to_string(result.source_vocab_size) +
             ": one table for both sides "
             "(share_encoder_decoder_embeddings) has one size");
}

void ReadNetwork(const JsonReader& config, ModelConfig& result) {
  result.d_model = config.RequiredInt("d_model");
  result.encoder_layers = config.RequiredInt("encoder_layers");
  result.decoder_layers = config.RequiredInt("decoder_layers");
  result.heads =
      BothSides(config, "encoder_attention_heads", "decoder_attention_heads");
  result.ffn = BothSides(config, "encoder_ffn_dim", "decoder_ffn_dim");
  result.activation = ReadActivation(config);
  result.tied_embeddings = ReadTying(config);
  result.source_vocab_size = config.RequiredInt("vocab_size");
  result.target_vocab_size =
      config.Int("decoder_vocab_size").value_or(result.source_vocab_size);
  CheckOneTable(config, result);
  result.norm = NormPlacement::kPost;
  result.norm_eps = kNormEps;
  result.position_layout = PositionLayout::kConcatenated;
  if (config.Bool("scale_embedding").value_or(false))
    result.embedding_scale = std::sqrt(static_cast<float>(result.d_model));
  // The formula knows no limit, but the networks have seen no longer texts.
  result.max_source_length = result.max_target_length = std::min(
      kMaxLength,
      config.Int("max_position_embeddings").value_or(kDefaultPositions));
}

// A setting of generation.
const JsonReader& Holder(const HuggingFaceSettings& settings, const char* key) {
  return settings.generation.Find(key) != nullptr ? settings.generation
                                                  : settings.config;
}

const Json* FindSetting(const HuggingFaceSettings& settings, const char* key) {
  return Holder(settings, key).Find(key);
}

[[noreturn]] void RefuseSetting(const HuggingFaceSettings& settings,
                                const char* key, const std::string& reason) {
  const JsonReader& holder = Holder(settings, key);
  Refuse(ErrorCode::kUnsupported, holder.where(),
         std::string(key) + " " + holder.Find(key)->dump() + ": " + reason);
}

// Settings that change what comes out and that the search here does not have,
// with the values that change nothing.
void CheckOtherSettings(const HuggingFaceSettings& settings) {
  const std::pair<const char*, Json> neutral[] = {
      {"forced_bos_token_id", nullptr},
      {"forced_decoder_ids", Json::array()},
      {"begin_suppress_tokens", Json::array()},
      {"sequence_bias", Json::object()},
      {"exponential_decay_length_penalty", nullptr},
      {"encoder_no_repeat_ngram_size", 0},
      {"encoder_repetition_penalty", 1},
      {"num_beam_groups", 1},
      {"diversity_penalty", 0}};
  for (const auto& [key, value] : neutral) {
    const Json* found = FindSetting(settings, key);
    if (found == nullptr || *found == value) continue;
    RefuseSetting(settings, key,
                  "Stepglot does not support this setting of generation");
  }
}

// The end token may be forced where a translation is cut off, which changes
// nothing that is read; any other token would.
void CheckEnds(const HuggingFaceSettings& settings, int eos) {
  const auto is_end = [eos](const Json& id) { return id == eos; };
  const std::string expected = "only the end token of config.json, " +
                               std::to_string(eos) + ", is supported";
  for (const char* key : {"forced_eos_token_id", "eos_token_id"}) {
    const Json* ids = FindSetting(settings, key);
    if (ids == nullptr) continue;
    const bool are_ends = ids->is_array()
                              ? std::all_of(ids->begin(), ids->end(), is_end)
                              : is_end(*ids);
    if (!are_ends) RefuseSetting(settings, key, expected);
  }
}

// An id of the target in a list of them.
int TargetId(const JsonReader& holder, const char* key, const Json& id,
             const char* expected, int vocabulary) {
  if (!id.is_number_integer()) holder.Fail(key, expected);
  if (id.get<int64_t>() < 0 || id.get<int64_t>() >= vocabulary) {
    Refuse(ErrorCode::kInvalidModel, holder.where(),
           std::string(key) + " has id " + id.dump() +
               ", but the target vocabulary " + std::to_string(vocabulary) +
               " (decoder_vocab_size, or vocab_size without it)");
  }
  return id.get<int>();
}

// Words that must not be generated, of one id each.
std::vector<int> BadWords(const HuggingFaceSettings& settings, int vocabulary) {
  constexpr const char* kKey = "bad_words_ids";
  constexpr const char* kExpected = "a list of lists of ids";
  std::vector<int> ids;
  const JsonReader& holder = Holder(settings, kKey);
  const Json* words = holder.Find(kKey);
  if (words == nullptr) return ids;
  if (!words->is_array()) holder.Fail(kKey, kExpected);
  for (const Json& word : *words) {
    if (!word.is_array()) holder.Fail(kKey, kExpected);
    if (word.size() != 1) {
      RefuseSetting(settings, kKey,
                    "only words of one id are supported; take the others out, "
                    "and name them where you translate (suppress)");
    }
    ids.push_back(TargetId(holder, kKey, word.front(), kExpected, vocabulary));
  }
  return ids;
}

// Ids that must not be generated.
std::vector<int> SuppressedTokens(const HuggingFaceSettings& settings,
                                  int vocabulary) {
  constexpr const char* kKey = "suppress_tokens";
  constexpr const char* kExpected = "a list of ids";
  std::vector<int> ids;
  const JsonReader& holder = Holder(settings, kKey);
  const Json* tokens = holder.Find(kKey);
  if (tokens == nullptr) return ids;
  if (!tokens->is_array()) holder.Fail(kKey, kExpected);
  for (const Json& id : *tokens)
    ids.push_back(TargetId(holder, kKey, id, kExpected, vocabulary));
  return ids;
}

void ReadIds(const HuggingFaceSettings& settings, ModelConfig& result) {
  result.eos = settings.config.RequiredInt("eos_token_id");
  CheckEnds(settings, result.eos);
  result.decoder_start = Holder(settings, "decoder_start_token_id")
                             .RequiredInt("decoder_start_token_id");
  const int pad =
      settings.config.Int("pad_token_id").value_or(result.decoder_start);
  // Tables of different sizes may have it on one side only.
  if (pad < std::min(result.source_vocab_size, result.target_vocab_size))
    result.pad = pad;
  std::vector<int> suppressed = BadWords(settings, result.target_vocab_size);
  const std::vector<int> tokens =
      SuppressedTokens(settings, result.target_vocab_size);
  suppressed.insert(suppressed.end(), tokens.begin(), tokens.end());
  // Its logit is exactly 0, often above all others: the row was added when the
  // network was converted and has never been trained.
  if (pad < result.target_vocab_size) suppressed.push_back(pad);
  std::erase(suppressed, result.eos);
  result.suppressed = AscendingIds(std::move(suppressed));
  result.source_eos = true;
}

// The library counts the token that the decoder starts with, but for "new"
// tokens, whose limit comes first.
void ReadLengths(const HuggingFaceSettings& settings, ModelConfig& result) {
  const auto whole = [&](const char* key) {
    return Holder(settings, key).Int(key);
  };
  SearchDefaults& search = result.search;
  search.max_length_factor = kMaxLengthFactor;
  const int most = std::max(1, result.max_target_length);
  if (const std::optional<int> tokens = whole("max_new_tokens")) {
    search.max_length = std::clamp(*tokens, 1, most);
  } else if (const std::optional<int> length = whole("max_length")) {
    search.max_length = std::clamp(*length - 1, 1, most);
  }
  const int least = std::max(whole("min_length").value_or(0) - 1,
                             whole("min_new_tokens").value_or(0));
  if (least > 0)
    search.min_length = std::min(least, search.max_length.value_or(most));
}

// False and "never" are the same here: a search goes on until nothing open can
// become better.
std::optional<bool> StopEarly(const HuggingFaceSettings& settings) {
  constexpr const char* kKey = "early_stopping";
  const Json* value = FindSetting(settings, kKey);
  if (value == nullptr || *value == "never") return std::nullopt;
  if (!value->is_boolean())
    Holder(settings, kKey).Fail(kKey, "true, false or \"never\"");
  return *value == true ? std::optional<bool>(true) : std::nullopt;
}

void ReadSearch(const HuggingFaceSettings& settings, ModelConfig& result) {
  const auto number = [&](const char* key) {
    return Holder(settings, key).Number(key);
  };
  const auto whole = [&](const char* key) {
    return Holder(settings, key).Int(key);
  };
  SearchDefaults& search = result.search;
  search.beam = whole("num_beams");
  search.length_normalization = LengthNormalization::kPower;
  search.length_penalty = number("length_penalty").value_or(1);
  search.repetition_penalty = number("repetition_penalty");
  search.no_repeat_ngram = whole("no_repeat_ngram_size");
  ReadLengths(settings, result);
  search.stop_early = StopEarly(settings);
  CheckOtherSettings(settings);
}

// A code such as "en", "deu" or "zh_CN"; empty for what stands for several
// languages, such as "eng+deu", "ROMANCE" or a list.
std::string Language(const JsonReader& tokenizer, const char* key) {
  const Json* value = tokenizer.Find(key);
  if (value == nullptr || !value->is_string()) return "";
  std::string code = value->get<std::string>();
  std::replace(code.begin(), code.end(), '_', '-');
  const std::string primary = code.substr(0, code.find('-'));
  const bool is_code =
      (primary.size() == 2 || primary.size() == 3) && primary != "mul" &&
      std::all_of(primary.begin(), primary.end(),
                  [](char c) { return c >= 'a' && c <= 'z'; }) &&
      std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               (c >= '0' && c <= '9') || c == '-';
      });
  return is_code ? code : "";
}

}  // namespace

ModelConfig HuggingFaceConfig(const HuggingFaceSettings& settings) {
  CheckType(settings.config);
  ModelConfig result;
  ReadNetwork(settings.config, result);
  ReadIds(settings, result);
  ReadSearch(settings, result);
  result.source_language = Language(settings.tokenizer, "source_lang");
  result.target_language = Language(settings.tokenizer, "target_lang");
  return result;
}

}  // namespace stepglot
