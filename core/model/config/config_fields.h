// The fields of a model's config: for each its name, member, values, default
// and meaning. Reader, writer, check and documentation are made from this list.
#ifndef STEPGLOT_CORE_MODEL_CONFIG_CONFIG_FIELDS_H_
#define STEPGLOT_CORE_MODEL_CONFIG_CONFIG_FIELDS_H_

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/files/named_value.h"
#include "core/files/number_range.h"
#include "core/model/config/config.h"
#include "core/model/config/decode_bounds.h"

namespace stepglot {

// Bounds that no translation model comes near; they keep every later product of
// sizes inside 64 bits and a hostile file from asking for gigabytes.
inline constexpr int kMaxWidth = 16384;
inline constexpr int kMaxLayers = 256;
inline constexpr int kMaxVocabulary = 1 << 22;
inline constexpr int kMaxLength = 1 << 16;

/// What messages call a field, before its name in quotes.
inline constexpr const char* kConfigKeyTitle = "config key";

inline constexpr NamedValue<NormPlacement> kNormPlacements[] = {
    {"pre", NormPlacement::kPre}, {"post", NormPlacement::kPost}};
inline constexpr NamedValue<NormType> kNormTypes[] = {
    {"layer", NormType::kLayer}, {"rms", NormType::kRms}};
inline constexpr NamedValue<FeedForwardType> kFeedForwardTypes[] = {
    {"plain", FeedForwardType::kPlain}, {"gated", FeedForwardType::kGated}};
inline constexpr NamedValue<Activation> kActivations[] = {
    {"relu", Activation::kRelu},
    {"swish", Activation::kSwish},
    {"gelu", Activation::kGelu},
    {"gelu_tanh", Activation::kGeluTanh},
    {"gelu_sigmoid", Activation::kGeluSigmoid}};
inline constexpr NamedValue<PositionLayout> kPositionLayouts[] = {
    {"sinusoidal-concatenated", PositionLayout::kConcatenated},
    {"sinusoidal-interleaved", PositionLayout::kInterleaved},
    {"table", PositionLayout::kTable}};
inline constexpr NamedValue<PositionExponent> kPositionExponents[] = {
    {"2j/d", PositionExponent::kTwoJOverD},
    {"j/(d/2-1)", PositionExponent::kJOverHalfDMinus1}};
inline constexpr NamedValue<DecoderCell> kDecoderCells[] = {
    {"self_attention", DecoderCell::kSelfAttention},
    {"ssru", DecoderCell::kSsru}};
inline constexpr NamedValue<TiedEmbeddings> kTiedEmbeddings[] = {
    {"all", TiedEmbeddings::kAll},
    {"source_target", TiedEmbeddings::kSourceTarget},
    {"target_output", TiedEmbeddings::kTargetOutput},
    {"none", TiedEmbeddings::kNone}};

inline constexpr NamedValue<MarkSeries> kMarkSeries[] = {
    {"X1", MarkSeries::kX1},
    {"[1]", MarkSeries::kBrackets},
    {"XX1", MarkSeries::kXX1},
    {"1001", MarkSeries::k1001}};

/// What a field may be, beside WholeRange and RealRange.
struct AnyText {};
struct Flag {};
template <typename Enum>
struct OneOf {
  std::span<const NamedValue<Enum>> names;
};
template <typename Enum, size_t size>
OneOf(const NamedValue<Enum> (&)[size]) -> OneOf<Enum>;

/// A number of a range, or a word that stands for one.
struct RealOrWord {
  RealRange range;
  NamedValue<float> word;
};

/// An id of a vocabulary.
struct IdBelow {
  int size;           ///< of the vocabulary, in the config that is visited
  const char* whose;  ///< for people, such as "the target vocabulary"

  WholeRange range() const { return {0, size - 1}; }
};

/// An id, or a word that stands for one or for no id at all; a word without a
/// value stands for an id that the model lacks.
struct IdOrWord {
  IdBelow id;
  std::array<NamedValue<std::optional<int>>, 4> words;
  const char* text;  ///< for messages: what the field should be
};

/// Ids, ascending and each once.
struct IdList {
  IdBelow id;

  /// For messages.
  std::string Text() const {
    return std::string("an array of ids below ") + id.whose + "'s size";
  }
};

/// What a field is when a file does not say.
struct Required {};  ///< the file has to
struct Initial {};   ///< the value of a new ModelConfig

/// What another field says for this one too; one of the two has to be there.
struct SharedBy {
  const char* key;
};

/// A value that depends on fields before this one.
template <typename Function>
struct Derived {
  Function value;
  const char* text;  ///< for people, such as "true with \"pre\""
};
template <typename Function>
Derived(Function, const char*) -> Derived<Function>;

template <typename Visitor, typename Config>
void VisitSizes(Visitor& visit, Config& c) {
  visit("source_language", c.source_language, AnyText(), Initial(),
        "BCP 47 tag, or empty");
  visit("target_language", c.target_language, AnyText(), Initial(),
        "BCP 47 tag, or empty");
  visit("d_model", c.d_model, WholeRange{2, kMaxWidth}, Required(),
        "width of a layer; even, and a multiple of `heads`");
  visit("ffn", c.ffn, WholeRange{1, kMaxWidth}, Required(),
        "inner width of the feed-forward sub-layers");
  visit("heads", c.heads, WholeRange{1, kMaxWidth}, Required(),
        "heads of each attention");
  visit("encoder_layers", c.encoder_layers, WholeRange{1, kMaxLayers},
        Required(), "layers of the encoder");
  visit("decoder_layers", c.decoder_layers, WholeRange{1, kMaxLayers},
        Required(), "layers of the decoder");
  visit.Both("vocab_size", c.source_vocab_size, c.target_vocab_size,
             WholeRange{1, kMaxVocabulary},
             "`source_vocab_size` and `target_vocab_size` in one");
  visit("source_vocab_size", c.source_vocab_size, WholeRange{1, kMaxVocabulary},
        SharedBy{"vocab_size"}, "rows of the source embedding");
  visit("target_vocab_size", c.target_vocab_size, WholeRange{1, kMaxVocabulary},
        SharedBy{"vocab_size"},
        "rows of the target embedding and of the output matrix");
  visit("max_source_length", c.max_source_length, WholeRange{2, kMaxLength},
        Initial(), "ids of one encoder run, bos and eos included");
  visit("trained_length", c.trained_length, WholeRange{2, kMaxLength},
        Initial(),
        "ids of the longest sentences that training saw enough of; longer "
        "ones are translated in parts");
  visit("max_target_length", c.max_target_length, WholeRange{1, kMaxLength},
        Initial(), "tokens of one decoder run");
}

template <typename Visitor, typename Config>
void VisitNetwork(Visitor& visit, Config& c) {
  visit("decoder_cell", c.decoder_cell, OneOf(kDecoderCells), Initial(),
        "what looks back at earlier tokens in a decoder layer");
  visit("norm", c.norm, OneOf(kNormPlacements), Initial(),
        "where the norms of the sub-layers are: `x + f(norm(x))` or "
        "`norm(x + f(x))`");
  visit("norm_type", c.norm_type, OneOf(kNormTypes), Initial(),
        "norms to mean 0 and variance 1 with a bias, or to mean square 1 "
        "without");
  visit("norm_keys", c.norm_keys, Flag(), Initial(),
        "with `norm` \"pre\": whether self-attention's keys and values come "
        "from the normed input; Marian's do not");
  visit("final_norm", c.final_norm, Flag(),
        Derived([&c] { return c.norm == NormPlacement::kPre; },
                "true with `norm` \"pre\""),
        "a norm after the last layer of each side");
  visit("embedding_norm", c.embedding_norm, Flag(), Initial(),
        "a norm after embedding plus position");
  visit("norm_eps", c.norm_eps, RealRange{0, 1}, Initial(),
        "added to the variance, or to the mean square, in norms");
  visit("feed_forward", c.feed_forward, OneOf(kFeedForwardTypes), Initial(),
        "`outer(activation(inner(x)))` or "
        "`outer(activation(gate(x)) * inner(x))`");
  visit("activation", c.activation, OneOf(kActivations), Initial(),
        "of feed-forward; \"gelu\" is by erf, "
        "\"gelu_sigmoid\" `x * sigmoid(1.702 x)`");
  visit("positions", c.position_layout, OneOf(kPositionLayouts), Initial(),
        "sines before cosines, sines and cosines in turn, or stored rows that "
        "are added as they are");
  visit("position_exponent", c.position_exponent, OneOf(kPositionExponents),
        Initial(), "the frequency of pair `j` is 10000 to minus this");
  visit("position_offset", c.position_offset, WholeRange{0, kMaxLength},
        Initial(), "added to the position, which counts from 0");
  visit("embedding_scale", c.embedding_scale,
        RealOrWord{{0, 65536},
                   {"sqrt(d_model)", std::sqrt(static_cast<float>(c.d_model))}},
        Initial(), "what an embedding is multiplied by");
  visit("tied_embeddings", c.tied_embeddings, OneOf(kTiedEmbeddings), Initial(),
        "which of source embedding, target embedding and output matrix are one "
        "tensor");
  visit("linear_bias", c.linear_bias, Flag(), Initial(),
        "biases in attention and feed-forward");
  visit("output_bias", c.output_bias, Flag(), Initial(),
        "a bias of the logits");
}

template <typename Visitor>
void VisitSourceIds(Visitor& visit, auto& ids, int size) {
  const IdBelow id = {size, "the source vocabulary"};
  visit("unk", ids.unk, id, Initial(), "the unknown piece");
  visit("bos", ids.bos, id, Initial(), "begins a source");
  visit("eos", ids.eos, id, Initial(), "ends a source");
}

template <typename Visitor, typename Config>
void VisitIds(Visitor& visit, Config& c) {
  visit.Object(
      "source_ids", c.own_source_ids,
      [&c](auto& inner, auto& ids) {
        VisitSourceIds(inner, ids, c.source_vocab_size);
      },
      "the target's", "the source vocabulary's ids, where they are different");
  // An id that both sides use must exist on both.
  const IdBelow id = {c.own_source_ids
                          ? c.target_vocab_size
                          : std::min(c.source_vocab_size, c.target_vocab_size),
                      "the target vocabulary"};
  visit("eos", c.eos, id, Required(), "ends a sequence");
  visit("unk", c.unk, id, Initial(), "the unknown piece");
  visit("bos", c.bos, id, Initial(), "begins a sequence");
  visit("pad", c.pad, id, Initial(), "fills up batches in training");
  visit("source_bos", c.source_bos, Flag(), Initial(),
        "bos before the source's ids");
  visit("source_eos", c.source_eos, Flag(), Initial(),
        "eos after the source's ids");
  const IdBelow target_id = {c.target_vocab_size, "the target vocabulary"};
  visit("decoder_start", c.decoder_start,
        IdOrWord{target_id,
                 {{{"bos", c.bos},
                   {"eos", c.eos},
                   {"pad", c.pad},
                   {"zero", kZeroEmbedding}}},
                 "bos, eos or pad (if the model has it), zero, or an id"},
        Required(), "the decoder's first input; \"zero\" is a zero vector");
  visit("suppressed", c.suppressed, IdList{target_id},
        Derived([&c] { return SpecialIds(c); }, "unk, bos and pad"),
        "ids that are never generated");
}

/// The ranges are those of the options of a call (core/search/option_list.h),
/// as far as they do not depend on it.
template <typename Visitor>
void VisitSearchDefaults(Visitor& visit, auto& s) {
  visit("beam", s.beam, kBeamSizes, Initial(),
        "hypotheses that are kept at each step");
  visit("length_normalization", s.length_normalization,
        OneOf(kLengthNormalizations), Initial(),
        "`((5 + len) / 6)^alpha` or `len^alpha`");
  visit("length_penalty", s.length_penalty, kPenalties, Initial(), "alpha");
  visit("stop_early", s.stop_early, Flag(), Initial(),
        "whether to stop as soon as `beam` hypotheses have finished");
  visit("repetition_penalty", s.repetition_penalty, kRepetitionPenalties,
        Initial(), "makes tokens that were already used less likely");
  visit("no_repeat_ngram", s.no_repeat_ngram, kNgramLengths, Initial(),
        "no sequence of this many tokens twice; 0 for any");
  visit("min_length", s.min_length, WholeRange{0, kMaxLength}, Initial(),
        "least number of tokens");
  visit("max_length", s.max_length, WholeRange{1, kMaxLength}, Initial(),
        "greatest number of tokens");
  visit("max_length_factor", s.max_length_factor, RealRange{1e-3, kMaxLength},
        Initial(), "greatest number of tokens for each id of the source");
  visit("replace_unknowns", s.replace_unknowns, Flag(), Initial(),
        "whether unknown pieces become the source's words");
}

template <typename Visitor, typename Config>
void VisitHabits(Visitor& visit, Config& c) {
  visit("capitals", c.capitals, Flag(), Initial(),
        "whether training saw sentences in capitals; else they are decoded in "
        "small letters");
  visit("mark", c.mark, OneOf(kMarkSeries), Initial(),
        "what the model copies best, to stand for what a translation has to "
        "keep; found out where it is not said");
}

/// Visits all fields in an order in which each comes after those that its
/// values and default depend on.
/// @param visit  called with (name, member, values, default, meaning); its
/// Both with (name, member, member, values, meaning) for a name that sets two
/// fields; its Object with (name, member, function, default's text, meaning)
/// for a member with fields of its own, which function(visitor, member) visits.
/// @param config  a ModelConfig, or a const one.
template <typename Visitor, typename Config>
void VisitConfig(Visitor& visit, Config& config) {
  VisitSizes(visit, config);
  VisitNetwork(visit, config);
  VisitIds(visit, config);
  VisitHabits(visit, config);
  visit.Object(
      "search", config.search,
      [](auto& inner, auto& search) { VisitSearchDefaults(inner, search); },
      "the engine's",
      "defaults of decoding that the model was published with, any of them");
}

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_CONFIG_CONFIG_FIELDS_H_
