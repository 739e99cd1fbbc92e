// The one exception type that the core throws.
#ifndef STEPGLOT_CORE_ERROR_H_
#define STEPGLOT_CORE_ERROR_H_

#include <stdexcept>
#include <string>
#include <string_view>

namespace stepglot {

/// What kind of mistake an Error reports; its name is stable and part of the
/// JavaScript API.
enum class ErrorCode {
  kInvalidArgument,  ///< the caller passed something out of range
  kInvalidModel,     ///< a model file is truncated, corrupt or inconsistent
  kUnsupported,  ///< a model file is sound but needs a feature that Stepglot
                 ///< lacks
  kOutOfMemory,  ///< a request was planned and does not fit into memory
};

/// The code's name as users see it, for example "invalid_model".
inline const char* ErrorCodeName(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "invalid_argument";
    case ErrorCode::kInvalidModel:
      return "invalid_model";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kOutOfMemory:
      return "out_of_memory";
  }
  return "internal";
}

/// Thrown while loading a model and on bad arguments; the message says what was
/// expected, what was found, and where. A decode step on a valid session does
/// not throw it.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message)
      : std::runtime_error(message), code_(code) {}

  ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

/// Throws an Error with the message "where: reason".
/// @param where  the file, tensor or key that the complaint is about.
[[noreturn]] inline void Refuse(ErrorCode code, std::string_view where,
                                const std::string& reason) {
  throw Error(code, std::string(where) + ": " + reason);
}

}  // namespace stepglot

#endif  // STEPGLOT_CORE_ERROR_H_
