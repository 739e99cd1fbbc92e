// Incremental detokenisation.
#include "core/text/stream_decoder.h"

#include <algorithm>

namespace stepglot {

std::string StreamDecoder::Push(int id, const std::string& piece) {
  // Such an id may stand between two bytes of one character.
  if (!tokenizer_->IsText(id)) return {};
  window_.push_back(piece);
  // More bytes may follow that complete a character.
  ends_in_byte_ = tokenizer_->IsByte(id);
  if (ends_in_byte_) return {};
  return Flush();
}

std::string StreamDecoder::Finish() { return Flush(); }

std::string StreamDecoder::Flush() {
  if (window_.empty()) return {};
  const std::string text = tokenizer_->DecodePieces(window_).text;
  const std::string added =
      text.substr(std::min(window_text_.size(), text.size()));
  window_text_ = text;
  const std::vector<std::string> last_only = {window_.back()};
  const std::string last_text = tokenizer_->DecodePieces(last_only).text;
  const bool visible = last_text.find_first_not_of(' ') != std::string::npos;
  if (window_.size() > 1 && visible && !ends_in_byte_) {
    window_ = last_only;
    window_text_ = last_text;
  }
  return added;
}

}  // namespace stepglot
