// Tests the cache's tables, its bytes, and that keys and values never move.
#include "core/nn/kv_cache.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/nn/decoder.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

constexpr int kLayers = 2;
constexpr int kSlots = 3;
constexpr int kPositions = 4;
constexpr int kWidth = 6;

// Keys and values, each [layers][width] floats.
constexpr size_t kEntryBytes = 2 * kLayers * kWidth * sizeof(float);

// A cache with every row full.
KvCache FullCache() {
  KvCache cache(kLayers, kSlots, kPositions, kWidth);
  for (int position = 0; position < kPositions; ++position) {
    for (int row = 0; row < kSlots; ++row) cache.Append(row);
  }
  return cache;
}

TEST(KvCache, EveryEntryHasRoomOfItsOwn) {
  KvCache cache = FullCache();
  std::set<float*> entries;
  for (int layer = 0; layer < kLayers; ++layer) {
    for (int row = 0; row < kSlots; ++row) {
      for (int position = 0; position < kPositions; ++position) {
        entries.insert(cache.Key(layer, row, position));
        entries.insert(cache.Value(layer, row, position));
      }
    }
  }
  EXPECT_EQ(entries.size(),
            static_cast<size_t>(2 * kLayers * kSlots * kPositions));
  float* previous = nullptr;
  for (float* entry : entries) {
    // Writing every entry whole shows AddressSanitizer that all lie inside the
    // arena.
    std::fill_n(entry, kWidth, 1.0F);
    if (previous != nullptr) EXPECT_GE(entry - previous, kWidth);
    previous = entry;
  }
}

TEST(KvCache, UsesAnEntryPerPosition) {
  KvCache cache(kLayers, kSlots, kPositions, kWidth);
  const size_t reserved = kEntryBytes * kSlots * kPositions;
  EXPECT_EQ(KvCache::PlanBytes(kLayers, kSlots, kPositions, kWidth), reserved);
  EXPECT_EQ(cache.bytes().used, 0U);
  size_t entries = 0;
  for (const int row : {0, 2, 2, 1, 0, 2}) {
    cache.Append(row);
    EXPECT_EQ(cache.bytes().used, kEntryBytes * ++entries);
    EXPECT_EQ(cache.bytes().reserved, reserved);
  }
  EXPECT_EQ(cache.length(0), 2);
  EXPECT_EQ(cache.length(1), 1);
  EXPECT_EQ(cache.length(2), 3);
  cache.Clear(2);
  EXPECT_EQ(cache.length(2), 0);
  EXPECT_EQ(cache.bytes().used, kEntryBytes * 3);
  EXPECT_EQ(cache.bytes().reserved, reserved);
}

// A recurrent cell keeps one vector per position where attention keeps two.
TEST(KvCache, StatesTakeHalfTheRoom) {
  KvCache cache(kLayers, kSlots, kPositions, kWidth, CacheEntry::kState);
  const size_t reserved = kEntryBytes / 2 * kSlots * kPositions;
  EXPECT_EQ(KvCache::PlanBytes(kLayers, kSlots, kPositions, kWidth,
                               CacheEntry::kState),
            reserved);
  EXPECT_EQ(cache.bytes().reserved, reserved);
  std::set<float*> states;
  for (int position = 0; position < kPositions; ++position) {
    for (int row = 0; row < kSlots; ++row) {
      cache.Append(row);
      for (int layer = 0; layer < kLayers; ++layer) {
        float* state = cache.State(layer, row, position);
        std::fill_n(state, kWidth, 1.0F);
        states.insert(state);
      }
    }
  }
  EXPECT_EQ(states.size(), static_cast<size_t>(kLayers * kSlots * kPositions));
  EXPECT_EQ(cache.bytes().used, reserved);
  cache.Reorder(std::vector<int>{2, 2, KvCache::kNoParent});
  EXPECT_EQ(cache.bytes().used, reserved / kSlots);
  EXPECT_EQ(cache.State(1, 0, 3), cache.State(1, 1, 3));
}

TEST(KvCache, StatesThatDoNotFitAreRefusedWithTheirSize) {
  EXPECT_TRUE(Throws(ErrorCode::kOutOfMemory, {"1099511627776000"}, [] {
    KvCache(256, 1000, 65536, 16384, CacheEntry::kState);
  }));
}

TEST(KvCache, ReorderMovesNoKeysOrValues) {
  KvCache cache(kLayers, kSlots, kPositions, kWidth);
  for (int row = 0; row < kSlots; ++row) cache.Append(row);
  float* key = cache.Key(1, 2, 0);
  float* value = cache.Value(1, 2, 0);
  cache.Reorder(std::vector<int>{2, 2, 1});
  EXPECT_EQ(cache.Key(1, 0, 0), key);
  EXPECT_EQ(cache.Key(1, 1, 0), key);
  EXPECT_EQ(cache.Value(1, 1, 0), value);
  // The entry of row 0 can no longer be reached; rows 0 and 1 share one.
  EXPECT_EQ(cache.bytes().used, kEntryBytes * 2);
  cache.Append(0);
  cache.Append(1);
  EXPECT_NE(cache.Key(1, 0, 1), cache.Key(1, 1, 1));
  EXPECT_EQ(cache.bytes().used, kEntryBytes * 4);
}

TEST(KvCache, RowsWithoutAParentBecomeEmpty) {
  KvCache cache = FullCache();
  cache.Reorder(std::vector<int>{1});
  EXPECT_EQ(cache.length(0), kPositions);
  EXPECT_EQ(cache.length(1), 0);
  EXPECT_EQ(cache.length(2), 0);
  EXPECT_EQ(cache.bytes().used, kEntryBytes * kPositions);
  cache.Reorder(std::vector<int>{KvCache::kNoParent, 0, 0});
  EXPECT_EQ(cache.length(0), 0);
  EXPECT_EQ(cache.length(1), kPositions);
  EXPECT_EQ(cache.length(2), kPositions);
  EXPECT_EQ(cache.bytes().used, kEntryBytes * kPositions);
  cache.Reorder(std::vector<int>{1});
  // Once more, as tables change places with those of the time before.
  cache.Reorder(std::vector<int>{0});
  EXPECT_EQ(cache.length(1), 0);
  EXPECT_EQ(cache.length(2), 0);
}

TEST(KvCache, WhatDoesNotFitIsRefusedWithItsSize) {
  EXPECT_TRUE(Throws(ErrorCode::kOutOfMemory,
                     {"1000 sequences", "65536 tokens", "2199023255552000"},
                     [] { KvCache(256, 1000, 65536, 16384); }));
}

// A model of the cache that copies: each row has its own floats, position by
// position.
struct CopyingCache {
  using Row = std::vector<std::vector<float>>;  // [positions][layers][2][width]
  std::vector<Row> rows;

  void Reorder(const std::vector<int>& parents) {
    std::vector<Row> reordered(rows.size());
    for (size_t i = 0; i < parents.size(); ++i)
      if (parents[i] != KvCache::kNoParent) reordered[i] = rows[parents[i]];
    rows = std::move(reordered);
  }
};

// What the cache holds of a row, read entry by entry.
CopyingCache::Row Read(KvCache& cache, int row) {
  CopyingCache::Row read(cache.length(row));
  for (int position = 0; position < cache.length(row); ++position) {
    for (int layer = 0; layer < kLayers; ++layer) {
      for (const float* entry : {cache.Key(layer, row, position),
                                 cache.Value(layer, row, position)}) {
        read[position].insert(read[position].end(), entry, entry + kWidth);
      }
    }
  }
  return read;
}

void Append(KvCache& cache, CopyingCache& copy, int row,
            const std::vector<float>& values) {
  cache.Append(row);
  copy.rows[row].push_back(values);
  const int position = cache.length(row) - 1;
  const float* from = values.data();
  for (int layer = 0; layer < kLayers; ++layer) {
    for (float* entry :
         {cache.Key(layer, row, position), cache.Value(layer, row, position)}) {
      std::copy_n(from, kWidth, entry);
      from += kWidth;
    }
  }
}

// As a search drives it: groups of rows, one per sequence, whose live rows
// advance together and are reordered within their group; groups shrink and end.
TEST(KvCache, HoldsWhatACopyingCacheHolds) {
  constexpr int kGroups = 3;
  constexpr int kBeam = 4;
  constexpr int kSteps = 40;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    KvCache cache(kLayers, kGroups * kBeam, kSteps, kWidth);
    CopyingCache copy{std::vector<CopyingCache::Row>(kGroups * kBeam)};
    std::vector<int> live(kGroups, 1);  // each begins with one row
    for (int step = 0; step < kSteps; ++step) {
      std::vector<int> parents(kGroups * kBeam, KvCache::kNoParent);
      for (int group = 0; group < kGroups; ++group) {
        const int first = group * kBeam;
        for (int i = 0; i < live[group]; ++i) {
          Append(cache, copy, first + i, random.Floats(2 * kLayers * kWidth));
        }
        if (live[group] == 0) continue;
        const bool ends = random.Below(40) == 0;
        const int next = ends ? 0 : 1 + random.Below(kBeam);
        for (int i = 0; i < next; ++i)
          parents[first + i] = first + random.Below(live[group]);
        live[group] = next;
      }
      cache.Reorder(parents);
      copy.Reorder(parents);
      for (int row = 0; row < kGroups * kBeam; ++row) {
        ASSERT_EQ(Read(cache, row), copy.rows[row])
            << "seed " << seed << " step " << step << " row " << row;
      }
    }
  }
}

// Each step of each live row takes one entry in every layer, and nothing is
// reserved on the way.
TEST(KvCache, DecoderUsesOneEntryPerTokenAndKeepsItsPlace) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    const Model& model = *fixture.model();
    const ModelConfig& config = model.config();
    const size_t entry =
        sizeof(float) * 2 * config.decoder_layers * config.d_model;
    Decoder decoder(model);
    DecoderState state = StartState(model, decoder, fixture.Sources(), 10);
    const size_t reserved = state.cache.bytes().reserved;
    EXPECT_EQ(reserved, entry * kFixtureSentences * 10);
    const float* first_key = nullptr;
    const std::vector<int> token = {5};
    for (size_t step = 1; step <= 10; ++step) {
      decoder.Forward(std::vector<RowTokens>{{0, token}, {3, token}}, state);
      if (step == 1)
        first_key = state.cache.Key(config.decoder_layers - 1, 3, 0);
      EXPECT_EQ(state.cache.bytes().used, entry * 2 * step);
      EXPECT_EQ(state.cache.bytes().reserved, reserved);
      EXPECT_EQ(state.cache.Key(config.decoder_layers - 1, 3, 0), first_key);
    }
  }
}

}  // namespace
}  // namespace stepglot
