// SourceReader: turns what is to be translated into what the encoder takes.
#ifndef STEPGLOT_CORE_DOCUMENT_SOURCE_READER_H_
#define STEPGLOT_CORE_DOCUMENT_SOURCE_READER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/document/protection.h"
#include "core/document/source.h"
#include "core/model/model.h"

namespace stepglot {

/// The token that tells a multilingual model the target language of a text.
struct TargetToken {
  std::string piece;  ///< such as ">>deu<<"; empty for none
  size_t bytes = 0;   ///< of the text that it takes, at its start; 0 when the
                      ///< text does not say it
};

/// Reads the sources of one call for one model.
class SourceReader {
 public:
  /// Not explicit: a model alone says how its sources are read.
  /// @param target_token  a piece of the source vocabulary that is put before
  /// every sequence, after the model's bos, unless a text begins with one of
  /// its own; empty for none.
  SourceReader(std::shared_ptr<const Model> model,
               std::string target_token = "", Protection protection = {});

  const std::shared_ptr<const Model>& model() const { return model_; }

  /// Whether texts go to the tokenizer as they are.
  bool is_raw() const { return !protection_.is_on; }

  const Protection& protection() const { return protection_; }

  /// The spans of a text that its translation has to keep.
  /// @param index  the text's number.
  std::vector<Span> SpansOf(std::string_view text, int index) const;

  /// A source as one sequence, whatever its length: text is prepared, with its
  /// spans masked, and tokenized, but for a target token at its start, which is
  /// one piece; pieces are looked up (an
  /// unknown one becomes the unknown id); both get the model's bos and eos; ids
  /// are taken as they are.
  /// @param index  the source's number, for messages.
  /// @throws Error kInvalidArgument for an id out of range, an unknown piece
  /// where the model has no unknown id, a source with no ids at all, or a
  /// target token that the vocabulary lacks.
  SourceSequence Read(const Source& source, int index) const;

  /// The target token of a text: the one that it begins with, if the vocabulary
  /// has that, or else the reader's.
  TargetToken TargetTokenOf(std::string_view text) const;

  /// Wraps tokens of a text in the model's bos and eos, with a target token
  /// before them.
  /// @param target_token  empty for none.
  /// @throws Error kInvalidArgument when the vocabulary lacks it.
  std::vector<SourceToken> Wrap(std::vector<SourceToken> tokens,
                                const std::string& target_token) const;

  /// How many tokens Wrap adds.
  size_t WrapSize(const std::string& target_token) const;

 private:
  SourceSequence ReadText(const std::string& text, size_t begin,
                          int index) const;
  std::vector<SourceToken> OfPieces(const Pieces& pieces, int index) const;
  std::vector<SourceToken> OfIds(const Ids& ids) const;
  void AddTargetToken(const std::string& piece,
                      std::vector<SourceToken>& tokens) const;

  std::shared_ptr<const Model> model_;
  std::string target_token_;
  Protection protection_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_SOURCE_READER_H_
