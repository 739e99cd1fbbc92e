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
  std::string Push(int id);

  /// The text still held back.
  std::string Finish();

 private:
  std::string Flush();

  const Tokenizer* tokenizer_;
  /// Ids from the last one whose text was visible and returned. Decoding them
  /// anew with their successors gives each successor its true context, at a
  /// cost that does not grow with the text.
  std::vector<int> window_;
  std::string window_text_;  ///< what has been returned of the window
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TEXT_STREAM_DECODER_H_
