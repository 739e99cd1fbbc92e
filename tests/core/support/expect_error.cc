// Checks errors.
#include "tests/core/support/expect_error.h"

namespace stepglot {

testing::AssertionResult Throws(ErrorCode code,
                                const std::vector<std::string>& parts,
                                const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    const std::string message = error.what();
    if (error.code() != code) {
      return testing::AssertionFailure()
             << "code " << ErrorCodeName(error.code()) << " instead of "
             << ErrorCodeName(code) << ": " << message;
    }
    for (const std::string& part : parts) {
      if (message.find(part) == std::string::npos) {
        return testing::AssertionFailure()
               << "no '" << part << "' in: " << message;
      }
    }
    return testing::AssertionSuccess();
  }
  return testing::AssertionFailure() << "nothing was thrown";
}

}  // namespace stepglot
