// Puts a model together from its parts.
#include "core/model/model.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "core/error.h"
#include "core/text/sentence_piece_tokenizer.h"
#include "core/text/vocabulary_tokenizer.h"

namespace stepglot {
namespace {

std::string NameOf(const std::vector<FilePointer>& files) {
  return files.size() == 1 ? files.front()->name() : "model";
}

void CheckSize(int pieces, int vocabulary, const std::string& where) {
  if (pieces <= vocabulary) return;
  Refuse(ErrorCode::kInvalidModel, where,
         "has " + std::to_string(pieces) +
             " pieces, the network's vocabulary only " +
             std::to_string(vocabulary));
}

// The ids of a vocabulary that are no pieces of texts.
struct SpecialIds {
  std::set<int> controls;
  std::optional<int> unk;
};

SpecialIds TargetSpecials(const ModelConfig& config) {
  std::set<int> controls = {config.eos};
  if (config.bos) controls.insert(*config.bos);
  if (config.pad) controls.insert(*config.pad);
  return {controls, config.unk};
}

SpecialIds SourceSpecials(const ModelConfig& config) {
  const SourceIds ids = config.source_ids();
  std::set<int> controls;
  if (ids.eos) controls.insert(*ids.eos);
  if (ids.bos) controls.insert(*ids.bos);
  return {controls, ids.unk};
}

std::shared_ptr<const Tokenizer> OpenTokenizer(const VocabularyParts& parts,
                                               const SpecialIds& specials,
                                               int vocabulary,
                                               const std::string& where) {
  std::shared_ptr<const SentencePieceTokenizer> spm = parts.opened;
  if (!spm && !parts.spm.empty()) {
    spm =
        std::make_shared<const SentencePieceTokenizer>(parts.spm.text(), where);
  }
  if (parts.pieces.empty()) {
    CheckSize(spm->size(), vocabulary, where + " (SentencePiece)");
    return spm;
  }
  CheckSize(static_cast<int>(parts.pieces.size()), vocabulary, where);
  return std::make_shared<const VocabularyTokenizer>(
      parts.pieces, std::move(spm), specials.controls, specials.unk);
}

void CheckNotEmpty(const VocabularyParts& parts, const std::string& side,
                   const std::string& where) {
  if (!parts.spm.empty() || !parts.pieces.empty()) return;
  Refuse(ErrorCode::kInvalidModel, where,
         "no " + side +
             " vocabulary: expected a SentencePiece model or a list of "
             "pieces, inside or beside the weights");
}

// Without the source's half of a pair the model would take pieces only, which
// nobody wants who has the other half.
void CheckSplitter(const VocabularyParts& source, const VocabularyParts& target,
                   const std::string& where) {
  if (!source.spm.empty() || target.spm.empty()) return;
  Refuse(ErrorCode::kInvalidModel, where,
         "the target's SentencePiece model is there, the source's is "
         "not: expected one of source.spm, srcvocab.*.spm or, for both "
         "sides, shared.spm");
}

// Where pieces do not mark the beginnings of words, a lexicon cannot tell what
// is a word.
void CheckMarksWords(const Tokenizer& tokenizer, const std::string& where) {
  for (int id = 0; id < tokenizer.size(); ++id) {
    if (tokenizer.Piece(id).starts_with(kWordStart)) return;
  }
  Refuse(ErrorCode::kUnsupported, where,
         "no piece of the vocabulary marks the beginning of a "
         "word (U+2581), as a lexicon needs it");
}

}  // namespace

std::shared_ptr<const Model> Model::Load(std::vector<FilePointer> files,
                                         const LoadOptions& options) {
  const std::string where = NameOf(files);
  std::shared_ptr<Model> model(new Model());
  ModelParts parts = OpenParts(std::move(files));
  model->format_ = parts.format;
  model->config_ = parts.config;
  model->arithmetic_ = options.arithmetic;
  model->threads_ = options.threads;
  const Languages& languages = options.languages;
  if (!languages.source.empty())
    model->config_.source_language = languages.source;
  if (!languages.target.empty())
    model->config_.target_language = languages.target;
  model->source_vocabulary_ = std::move(parts.source_vocabulary);
  model->target_vocabulary_ = std::move(parts.target_vocabulary);
  model->OpenTokenizers(where);
  model->OpenAlphabets();
  model->ReadWeights(parts, where);
  if (!parts.shortlist.empty()) {
    model->shortlist_bytes_ = parts.shortlist;
    model->shortlist_ = std::make_unique<const Shortlist>(
        parts.shortlist, parts.config.source_vocab_size,
        parts.config.target_vocab_size, where + " (shortlist)");
  }
  if (!parts.lexicon.empty()) model->OpenLexicon(parts.lexicon, where);
  return model;
}

void Model::ReadWeights(const ModelParts& parts, const std::string& where) {
  WeightReader reader(*parts.weights, memory_, where);
  weights_ = stepglot::ReadWeights(reader, config_);
  parts.weights->CheckAllUsed(reader.used());
  named_weights_ = reader.TakeNames();
  source_positions_ =
      std::make_shared<const PositionRows>(config_, weights_.source_positions);
  // Computed ones are the same on both sides.
  target_positions_ = weights_.target_positions == nullptr
                          ? source_positions_
                          : std::make_shared<const PositionRows>(
                                config_, weights_.target_positions);
}

void Model::OpenTokenizers(const std::string& where) {
  CheckNotEmpty(source_vocabulary_, "source", where);
  CheckNotEmpty(target_vocabulary_, "target", where);
  CheckSplitter(source_vocabulary_, target_vocabulary_, where);
  if (source_vocabulary_ == target_vocabulary_) {
    const int rows =
        std::min(config_.source_vocab_size, config_.target_vocab_size);
    source_tokenizer_ =
        OpenTokenizer(source_vocabulary_, TargetSpecials(config_), rows,
                      where + " (shared vocabulary)");
    target_tokenizer_ = source_tokenizer_;
    return;
  }
  source_tokenizer_ =
      OpenTokenizer(source_vocabulary_, SourceSpecials(config_),
                    config_.source_vocab_size, where + " (source vocabulary)");
  target_tokenizer_ =
      OpenTokenizer(target_vocabulary_, TargetSpecials(config_),
                    config_.target_vocab_size, where + " (target vocabulary)");
}

void Model::OpenAlphabets() {
  if (!source_tokenizer_->TakesText()) return;
  source_alphabet_ = std::make_shared<const Alphabet>(*source_tokenizer_,
                                                      config_.source_ids().unk);
  target_alphabet_ = source_alphabet_;
  if (!shares_vocabulary()) {
    if (!target_tokenizer_->TakesText()) return;
    target_alphabet_ =
        std::make_shared<const Alphabet>(*target_tokenizer_, config_.unk);
  }
  mark_series_ =
      UsableSeries(*source_alphabet_, *target_alphabet_, config_.mark);
}

void Model::OpenLexicon(const Bytes& bytes, const std::string& where) {
  const std::string name = where + " (lexicon)";
  lexicon_bytes_ = bytes;
  lexicon_ = std::make_unique<const Lexicon>(bytes, name);
  CheckMarksWords(*source_tokenizer_, name);
  CheckMarksWords(*target_tokenizer_, name);
  target_letters_ = std::make_shared<const PieceLetters>(
      *lexicon_, *target_tokenizer_, config_.unk, config_.target_vocab_size);
  source_letters_ = shares_vocabulary() ? target_letters_
                                        : std::make_shared<const PieceLetters>(
                                              *lexicon_, *source_tokenizer_,
                                              config_.source_ids().unk,
                                              config_.source_vocab_size);
}

}  // namespace stepglot
