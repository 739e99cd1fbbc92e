// Reads the wire format of protocol buffers, which SentencePiece's models and
// results are in.
#ifndef STEPGLOT_CORE_TEXT_PROTOBUF_H_
#define STEPGLOT_CORE_TEXT_PROTOBUF_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stepglot {

/// A field of a message.
struct ProtobufField {
  uint32_t number = 0;
  std::string_view bytes;  ///< of a length-delimited field, else empty
  uint64_t varint = 0;     ///< of a varint field, else 0
};

/// Reads the fields of one message in turn.
class ProtobufMessage {
 public:
  /// @param bytes  the message; must outlive this object.
  /// @param where  name of the file or tensor, for messages.
  ProtobufMessage(std::string_view bytes, const std::string& where)
      : rest_(bytes), where_(where) {}

  /// The next field, or nothing at the end.
  /// @throws Error kInvalidModel when the message is damaged.
  std::optional<ProtobufField> Next();

 private:
  [[noreturn]] void Fail() const;
  std::string_view Take(uint64_t size);
  uint64_t Varint();

  std::string_view rest_;
  std::string where_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TEXT_PROTOBUF_H_
