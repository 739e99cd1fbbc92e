// LogitRow: the logits of what follows one token.
#ifndef STEPGLOT_CORE_NN_LOGIT_ROW_H_
#define STEPGLOT_CORE_NN_LOGIT_ROW_H_

#include <algorithm>
#include <span>

#include "core/nn/kernels/negative_infinity.h"
#include "core/nn/output_ids.h"

namespace stepglot {

/// A view of logits, of all ids of the target vocabulary or of some. The other
/// ids are at minus infinity and stay there. From the product to the search
/// only the values are read, in one piece.
class LogitRow {
 public:
  LogitRow() = default;

  /// @param values  [target vocabulary].
  explicit LogitRow(std::span<float> values) : values_(values) {}

  /// @param values  [ids].
  /// @param ids     must outlive this object.
  LogitRow(std::span<float> values, const OutputIds& ids)
      : values_(values), ids_(&ids) {}

  /// The logits in the order of their ids.
  std::span<float> values() const { return values_; }
  int size() const { return static_cast<int>(values_.size()); }

  /// The id of a value.
  int IdAt(int place) const {
    return ids_ == nullptr ? place : ids_->at(place);
  }

  float operator[](int id) const {
    const int place = PlaceOf(id);
    return place == OutputIds::kNowhere ? kNegativeInfinity : values_[place];
  }

  /// Does nothing for an id that the row does not have.
  void Set(int id, float logit) const {
    const int place = PlaceOf(id);
    if (place != OutputIds::kNowhere) values_[place] = logit;
  }

  void RuleOut(int id) const { Set(id, kNegativeInfinity); }

  void RuleOutAll() const {
    std::fill(values_.begin(), values_.end(), kNegativeInfinity);
  }

  /// Copies the values.
  /// @param room  [size()], out.
  /// @return the copy, of the same ids.
  LogitRow CopyTo(float* room) const {
    LogitRow copy = *this;
    copy.values_ = {room, values_.size()};
    std::copy(values_.begin(), values_.end(), room);
    return copy;
  }

 private:
  int PlaceOf(int id) const { return ids_ == nullptr ? id : ids_->Find(id); }

  std::span<float> values_;
  const OutputIds* ids_ = nullptr;  ///< null for all
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_LOGIT_ROW_H_
