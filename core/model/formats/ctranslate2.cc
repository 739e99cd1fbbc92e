// Puts together a CTranslate2 model: its network, its vocabularies and how it
// is used.
#include "core/model/formats/ctranslate2.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/error.h"
#include "core/files/json_reader.h"
#include "core/model/config/config_check.h"
#include "core/model/formats/ctranslate2_file.h"
#include "core/model/formats/ctranslate2_network.h"
#include "core/model/formats/ctranslate2_vocabulary.h"
#include "core/model/formats/ctranslate2_weights.h"

namespace stepglot {
namespace {

// What files say of the special tokens: config.json, or attributes in model.bin
// before there was one.
class Facts {
 public:
  Facts(const CTranslate2File& file, const FileSet& files) : file_(file) {
    if (const FilePointer settings = files.Named("config.json"))
      settings_ = JsonReader(*settings);
  }

  bool IsNull(const char* key) const { return settings_.IsNull(key); }

  std::string Text(const char* key, const std::string& fallback) const {
    if (auto text = settings_.Text(key)) return *text;
    return file_.Text(key).value_or(fallback);
  }

  /// @param attribute  the flag's name in model.bin.
  bool Flag(const char* key, const char* attribute, bool fallback) const {
    if (const auto flag = settings_.Bool(key)) return *flag;
    return file_.Number(attribute).value_or(fallback) != 0;
  }

  float Number(const char* key, float fallback) const {
    return static_cast<float>(settings_.Number(key).value_or(fallback));
  }

 private:
  const CTranslate2File& file_;
  JsonReader settings_;
};

// Both vocabularies, and the ids of tokens in them.
struct Vocabularies {
  CTranslate2Vocabulary source;
  CTranslate2Vocabulary target;

  /// The target's id of a token that the network needs there.
  int Needed(const std::string& token) const {
    const std::optional<int> id = target.Id(token);
    if (id) return *id;
    Refuse(ErrorCode::kInvalidModel, target.where(),
           "lacks the token " + token);
  }

  /// The source's ids, where they are others than the target's.
  std::optional<SourceIds> SourceSpecials(const std::string& unk,
                                          const std::string& bos,
                                          const std::string& eos) const {
    const SourceIds ids = {source.Id(unk), source.Id(bos), source.Id(eos)};
    const SourceIds same = {target.Id(unk), target.Id(bos), target.Id(eos)};
    return ids == same ? std::nullopt : std::optional(ids);
  }

  /// A token's id where both sides have the same for it.
  std::optional<int> Common(const std::string& token) const {
    const std::optional<int> id = target.Id(token);
    return id == source.Id(token) ? id : std::nullopt;
  }
};

void CheckSize(const CTranslate2Vocabulary& vocabulary, int rows) {
  if (vocabulary.tokens().size() == static_cast<size_t>(rows)) return;
  Refuse(ErrorCode::kInvalidModel, vocabulary.where(),
         std::to_string(vocabulary.tokens().size()) +
             " tokens (the unknown one among them), the network has " +
             std::to_string(rows));
}

int DecoderStart(const CTranslate2File& file, const Facts& facts,
                 const Vocabularies& vocabularies, const std::string& bos,
                 const std::string& eos) {
  if (file.Number("decoder/start_from_zero_embedding").value_or(0) != 0)
    return kZeroEmbedding;
  constexpr const char* kStart = "decoder_start_token";
  if (facts.IsNull(kStart) ||
      file.Number("user_decoder_start_tokens").value_or(0) != 0) {
    Refuse(ErrorCode::kUnsupported, file.where(),
           "a model whose caller gives the decoder's first token");
  }
  const bool starts_with_bos = file.Number("with_target_bos").value_or(1) != 0;
  return vocabularies.Needed(facts.Text(kStart, starts_with_bos ? bos : eos));
}

// Whether the source ends in the end token.
//
// Where the library adds it, the model says so. Models converted from Hugging
// Face's Marian do not: there the tokenizer adds it, so whoever calls the
// library has to. Who gives us text has SentencePiece split it here and would
// add nothing; such a model is known by its start from a zero vector, which is
// Marian's. Who gives pieces gives all of them.
bool EndsSource(const Facts& facts, const ModelConfig& config,
                const ModelParts& parts) {
  if (facts.Flag("add_source_eos", "with_source_eos", false)) return true;
  return config.decoder_start == kZeroEmbedding &&
         !parts.source_vocabulary.spm.empty();
}

void ReadTokens(const CTranslate2File& file, const Facts& facts,
                const Vocabularies& vocabularies, const ModelParts& parts,
                ModelConfig& config) {
  const std::string bos = facts.Text("bos_token", "<s>");
  const std::string eos = facts.Text("eos_token", "</s>");
  config.eos = vocabularies.Needed(eos);
  const std::string unk = facts.Text("unk_token", "<unk>");
  config.unk = vocabularies.Needed(unk);
  config.bos = vocabularies.target.Id(bos);
  config.own_source_ids = vocabularies.SourceSpecials(unk, bos, eos);
  config.pad = vocabularies.Common("<blank>");
  if (!config.pad) config.pad = vocabularies.Common("<pad>");
  config.decoder_start = DecoderStart(file, facts, vocabularies, bos, eos);
  config.source_bos = facts.Flag("add_source_bos", "with_source_bos", false);
  config.source_eos = EndsSource(facts, config, parts);
}

Bytes SentencePieceOf(const FileSet& files, Side side) {
  const FilePointer file = files.SentencePiece(side);
  return file ? file->ReadAll() : Bytes();
}

SearchDefaults DefaultSearch() {
  SearchDefaults search;
  search.beam = 2;
  search.length_normalization = LengthNormalization::kPower;
  search.length_penalty = 1;
  search.min_length = 1;
  search.max_length = 256;
  // The library knows no such bound: a source of one piece, to which nothing is
  // added, may well take several. It still bounds what is reserved for a batch.
  search.max_length_factor = 10;
  return search;
}

}  // namespace

ModelParts OpenCTranslate2(const FileSet& files) {
  const FilePointer model = files.Find(FileKind::kCTranslate2);
  if (!model) {
    throw Error(
        ErrorCode::kInvalidModel,
        "no model.bin of CTranslate2 among these files: " + files.Names());
  }
  CTranslate2File file = CTranslate2File::Parse(model);
  ModelConfig config = CTranslate2Network(file);
  const FileSet folder = files.FolderOf(model);
  const Facts facts(file, folder);
  const std::string unk = facts.Text("unk_token", "<unk>");
  const Vocabularies vocabularies = {
      CTranslate2Vocabulary(folder, Side::kSource, unk),
      CTranslate2Vocabulary(folder, Side::kTarget, unk)};
  CheckSize(vocabularies.source, config.source_vocab_size);
  CheckSize(vocabularies.target, config.target_vocab_size);

  ModelParts parts;
  parts.format = "CTranslate2 (version " + std::to_string(file.version()) + ")";
  parts.source_vocabulary = {SentencePieceOf(files, Side::kSource),
                             vocabularies.source.tokens()};
  parts.target_vocabulary = {SentencePieceOf(files, Side::kTarget),
                             vocabularies.target.tokens()};
  ReadTokens(file, facts, vocabularies, parts, config);
  config.norm_eps = facts.Number("layer_norm_epsilon", config.norm_eps);
  config.search = DefaultSearch();
  CheckModelConfig(config, model->name());
  parts.config = std::move(config);
  parts.weights =
      std::make_unique<CTranslate2Weights>(std::move(file), parts.config);
  return parts;
}

}  // namespace stepglot
