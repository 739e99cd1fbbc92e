// Checks that code throws the core's Error with the right code and a message
// that says enough.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_EXPECT_ERROR_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_EXPECT_ERROR_H_

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "core/error.h"

namespace stepglot {

/// Succeeds when `action` throws an Error of this code whose message holds
/// every one of `parts`.
testing::AssertionResult Throws(ErrorCode code,
                                const std::vector<std::string>& parts,
                                const std::function<void()>& action);

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_EXPECT_ERROR_H_
