// StreamDecoder: text of tokens as they arrive.
#ifndef STEPGLOT_CORE_TEXT_STREAM_DECODER_H_
#define STEPGLOT_CORE_TEXT_STREAM_DECODER_H_

#include <string>
#include <vector>

#include "core/text/tokenizer.h"

namespace stepglot {

/// Turns ids into text one by one. The texts that Push returns, with that of
/// Finish, joined, are exactly what Tokenizer::Decode makes of all ids: what
/// has been returned never changes.
class StreamDecoder {
 public:
  /// @param tokenizer  must outlive this object.
  explicit StreamDecoder(const Tokenizer& tokenizer) : tokenizer_(&tokenizer) {}

  /// Adds an id.
  /// @return the text that is now certain; empty while a character's bytes are
  /// incomplete.
  std::string Push(int id) { return Push(id, tokenizer_->Piece(id)); }

  /// Adds an id that is to be decoded as another piece than its own, such as
  /// what the unknown id stands for.
  std::string Push(int id, const std::string& piece);

  /// The text still held back.
  std::string Finish();

 private:
  std::string Flush();

  const Tokenizer* tokenizer_;
  /// Pieces from the last one whose text was visible and returned. Decoding
  /// them anew with their successors gives each successor its true context, at
  /// a cost that does not grow with the text.
  std::vector<std::string> window_;
  std::string window_text_;  ///< what has been returned of the window
  bool ends_in_byte_ = false;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TEXT_STREAM_DECODER_H_
