// Incremental detokenisation.
#include "core/text/stream_decoder.h"

#include <algorithm>

namespace stepglot {

std::string StreamDecoder::Push(int id) {
  // Such an id may stand between two bytes of one character.
  if (!tokenizer_->IsText(id)) return {};
  window_.push_back(id);
  // More bytes may follow that complete a character.
  if (tokenizer_->IsByte(id)) return {};
  return Flush();
}

std::string StreamDecoder::Finish() { return Flush(); }

std::string StreamDecoder::Flush() {
  const std::string text = tokenizer_->Decode(window_);
  const std::string added =
      text.substr(std::min(window_text_.size(), text.size()));
  window_text_ = text;
  const int last = window_.empty() ? -1 : window_.back();
  const std::vector<int> last_only = {last};
  const std::string last_text = tokenizer_->Decode(last_only);
  const bool visible = last_text.find_first_not_of(' ') != std::string::npos;
  if (window_.size() > 1 && visible && !tokenizer_->IsByte(last)) {
    window_ = last_only;
    window_text_ = last_text;
  }
  return added;
}

}  // namespace stepglot
