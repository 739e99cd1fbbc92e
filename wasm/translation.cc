// Steps and results of a translation.
#include "wasm/translation.h"

#include "wasm/errors.h"

namespace stepglot {

using emscripten::val;

int NativeTranslation::Step() {
  return Guard([&] {
    events_ = &translator_->Step();
    return static_cast<int>(events_->size());
  });
}

void NativeTranslation::Finish() {
  Guard([&] {
    while (!translator_->done()) translator_->Step();
  });
}

val NativeTranslation::Results() const {
  return Guard([&] {
    return converter_.FromEach(translator_->results(), [this](int text) {
      return translator_->NBest(text);
    });
  });
}

}  // namespace stepglot
