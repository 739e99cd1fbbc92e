// Checks the fields of a config one by one, then against each other.
#include "core/model/config/config_check.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/files/json_reader.h"
#include "core/model/config/config_fields.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

// Refuses the value of a field.
[[noreturn]] void RefuseField(const std::string& where, const char* key,
                              const std::string& expected, const Json& found) {
  RefuseValue(where, MemberTitle(kConfigKeyTitle, key), expected, &found);
}

// A visitor that refuses values outside their ranges.
class RangeCheck {
 public:
  explicit RangeCheck(const std::string& where) : where_(where) {}

  template <typename Value, typename Rule, typename Default>
  void operator()(const char* key, const Value& value, const Rule& rule,
                  const Default&, const char*) const {
    Check(key, value, rule);
  }

  // The two fields come on their own as well.
  template <typename... Rest>
  void Both(const Rest&...) const {}

  template <typename Value, typename Function>
  void Object(const char*, const Value& value, Function visit_fields,
              const char*, const char*) const {
    visit_fields(*this, value);
  }

  template <typename Value, typename Function>
  void Object(const char*, const std::optional<Value>& value,
              Function visit_fields, const char*, const char*) const {
    if (value) visit_fields(*this, *value);
  }

 private:
  template <typename Value, typename Rule>
  void Check(const char* key, const std::optional<Value>& value,
             const Rule& rule) const {
    if (value) Check(key, *value, rule);
  }

  // Texts, flags and words have no values outside their type.
  template <typename Value, typename Rule>
  void Check(const char*, const Value&, const Rule&) const {}

  void Check(const char* key, int value, const WholeRange& range) const {
    if (!range.Contains(value)) RefuseField(where_, key, range.Text(), value);
  }

  void Check(const char* key, double value, const RealRange& range) const {
    if (!range.Contains(value)) RefuseField(where_, key, range.Text(), value);
  }

  void Check(const char* key, float value, const RealRange& range) const {
    Check(key, static_cast<double>(value), range);
  }

  void Check(const char* key, float value, const RealOrWord& rule) const {
    Check(key, value, rule.range);
  }

  void Check(const char* key, int value, const IdBelow& id) const {
    Check(key, value, id.range());
  }

  void Check(const char* key, int value, const IdOrWord& rule) const {
    const bool is_word =
        std::any_of(rule.words.begin(), rule.words.end(),
                    [value](const auto& word) { return word.value == value; });
    if (!is_word) Check(key, value, rule.id);
  }

  void Check(const char* key, const std::vector<int>& ids,
             const IdList& list) const {
    if (ids != AscendingIds(ids))
      RefuseField(where_, key, "ids in ascending order, each once", ids);
    for (const int id : ids) {
      if (!list.id.range().Contains(id))
        RefuseField(where_, key, list.Text(), ids);
    }
  }

  const std::string& where_;
};

void CheckSizes(const ModelConfig& config, const std::string& where) {
  if (config.d_model % 2 != 0) {
    RefuseField(where, "d_model", "an even number (sines and cosines in pairs)",
                config.d_model);
  }
  if (config.d_model % config.heads != 0)
    RefuseField(where, "heads", "a divisor of d_model", config.heads);
  if (config.position_layout != PositionLayout::kTable &&
      config.position_exponent == PositionExponent::kJOverHalfDMinus1 &&
      config.d_model < 4) {
    RefuseField(where, "d_model", "at least 4 with the exponent j/(d/2-1)",
                config.d_model);
  }
  const bool shared_table =
      config.tied_embeddings == TiedEmbeddings::kAll ||
      config.tied_embeddings == TiedEmbeddings::kSourceTarget;
  if (shared_table && config.source_vocab_size != config.target_vocab_size) {
    RefuseField(where, "source_vocab_size",
                "equal to target_vocab_size when both share a table",
                config.source_vocab_size);
  }
}

void CheckIds(const ModelConfig& config, const std::string& where) {
  if (config.source_bos && !config.source_ids().bos)
    RefuseField(where, "source_bos", "false, as the model has no bos", true);
  if (config.source_eos && !config.source_ids().eos)
    RefuseField(where, "source_eos", "false, as the source has no eos", true);
  // Longer texts are split into parts, each of which holds at least an id.
  const int specials =
      (config.source_bos ? 1 : 0) + (config.source_eos ? 1 : 0);
  if (config.max_source_length <= specials) {
    RefuseField(where, "max_source_length", "room for an id beside bos and eos",
                config.max_source_length);
  }
  if (std::binary_search(config.suppressed.begin(), config.suppressed.end(),
                         config.eos)) {
    RefuseField(where, "suppressed",
                "a list without eos, or no translation could end",
                config.suppressed);
  }
}

}  // namespace

void CheckModelConfig(const ModelConfig& config, const std::string& where) {
  const RangeCheck check(where);
  VisitConfig(check, config);
  CheckSizes(config, where);
  if (!config.norm_keys && config.norm != NormPlacement::kPre) {
    RefuseField(where, "norm_keys",
                "true, as the norms come after the sub-layers", false);
  }
  CheckIds(config, where);
}

}  // namespace stepglot
