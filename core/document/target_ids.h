// Ids of targets that a caller gives, whole or as a prefix.
#ifndef STEPGLOT_CORE_DOCUMENT_TARGET_IDS_H_
#define STEPGLOT_CORE_DOCUMENT_TARGET_IDS_H_

#include <span>
#include <vector>

#include "core/document/source.h"
#include "core/model/model.h"

namespace stepglot {

/// Ids of a target that is given: text is tokenized, pieces are looked up, ids
/// are taken as they are; without bos and eos. No ids at all are allowed.
/// @param masks  of the source: in text, their marks stand for the spans.
/// @param index  the target's number, for messages.
/// @throws Error kInvalidArgument for an id out of range or an unknown piece
/// where the model has no unknown id.
std::vector<int> TargetIds(const Model& model, const Source& target, int index,
                           std::span<const Mask> masks = {});

/// Ids of a text that must not occur.
/// @param index  the text's number, for messages.
/// @throws Error kInvalidArgument as TargetIds does, and for a piece, or a text
/// with a character, that the vocabulary lacks: its unknown id stands for
/// everything else, too.
std::vector<int> SuppressedIds(const Model& model, const Source& text,
                               int index);

/// Shares the prefix of a text's translation out among the text's segments. The
/// sentences of a text go to the segments in turn, each but the last closed by
/// the end token; the last segment gets what is left. Pieces and ids all go to
/// the first segment.
/// @return [segments], each the ids that its target begins with; may be empty.
/// @throws Error kInvalidArgument as TargetIds does.
std::vector<std::vector<int>> SplitPrefix(
    const Model& model, const Source& prefix,
    std::span<const SourceSequence> segments, int index);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_TARGET_IDS_H_
