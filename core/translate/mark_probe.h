// MarkProbe: finds out which marks a model copies.
#ifndef STEPGLOT_CORE_TRANSLATE_MARK_PROBE_H_
#define STEPGLOT_CORE_TRANSLATE_MARK_PROBE_H_

#include <memory>
#include <utility>
#include <vector>

#include "core/model/model.h"

namespace stepglot {

/// The marks of a model, the one that it copies best first: the one that its
/// config names, or else what a few short translations say, which are made when
/// somebody asks for the first time. They depend on the model alone.
class MarkProbe {
 public:
  explicit MarkProbe(std::shared_ptr<const Model> model)
      : model_(std::move(model)) {}

  const std::vector<MarkSeries>& series();

 private:
  std::shared_ptr<const Model> model_;
  bool is_done_ = false;
  std::vector<MarkSeries> series_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_MARK_PROBE_H_
