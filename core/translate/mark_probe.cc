// Has a model translate texts that are all marks.
#include "core/translate/mark_probe.h"

#include <algorithm>
#include <string>

#include "core/model/extras/target_tokens.h"
#include "core/translate/session.h"

namespace stepglot {
namespace {

// A text of marks and signs, which is the same in all languages.
struct ProbeText {
  std::string text;
  std::vector<Mask> masks;
};

// Copies are as long as the text; what goes on beyond is none.
constexpr int kMaxTokens = 32;

std::vector<ProbeText> TextsOf(MarkSeries series) {
  const std::vector<std::vector<std::string>> around = {
      {"", ", ", "."}, {"(", ")"}, {"", ": ", " ", "?"}, {"", " - ", "!"}};
  std::vector<ProbeText> texts;
  int number = 0;
  for (const std::vector<std::string>& signs : around) {
    ProbeText& probe = texts.emplace_back();
    probe.text = signs.front();
    for (size_t i = 1; i < signs.size(); ++i) {
      Mask mask;
      mask.mark = MarkOf(series, ++number);
      mask.text = mask.mark;
      probe.text += mask.mark + signs[i];
      probe.masks.push_back(std::move(mask));
    }
  }
  return texts;
}

// How many of the texts keep their marks.
int CopiesOf(const std::shared_ptr<const Model>& model, MarkSeries series) {
  const std::vector<std::string> tokens =
      TargetTokens(model->source_tokenizer());
  const SourceReader reader(model, tokens.empty() ? "" : tokens.front());
  const std::vector<ProbeText> texts = TextsOf(series);
  std::vector<Source> sources;
  for (const ProbeText& probe : texts) sources.emplace_back(probe.text);
  SearchOptions options;
  options.beam_size = 1;
  options.max_length = std::min(kMaxTokens, model->config().max_target_length);
  Session session(reader, sources, options);
  while (!session.done()) session.Step();
  const std::vector<Translation> found = session.results();
  int copies = 0;
  for (size_t i = 0; i < texts.size(); ++i) {
    const Restored restored =
        RestoreSpans(found[i].text, texts[i].masks, texts[i].text);
    copies += restored.is_faithful ? 1 : 0;
  }
  return copies;
}

}  // namespace

const std::vector<MarkSeries>& MarkProbe::series() {
  if (is_done_) return series_;
  is_done_ = true;
  series_ = model_->mark_series();
  if (model_->config().mark || series_.size() < 2) return series_;
  std::vector<std::pair<int, MarkSeries>> counted;
  for (const MarkSeries series : series_)
    counted.emplace_back(CopiesOf(model_, series), series);
  std::stable_sort(
      counted.begin(), counted.end(),
      [](const auto& a, const auto& b) { return a.first > b.first; });
  for (size_t i = 0; i < counted.size(); ++i) series_[i] = counted[i].second;
  return series_;
}

}  // namespace stepglot
