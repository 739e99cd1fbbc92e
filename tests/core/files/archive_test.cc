// Tests of zip archives and gzip files, sound and damaged.
#include "core/files/archive.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "core/files/inflater.h"
#include "tests/core/support/deflate.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/random.h"
#include "tests/core/support/watched_file.h"
#include "tests/core/support/zip_file.h"

namespace stepglot {
namespace {

using Content = std::vector<uint8_t>;

Content ToVector(const Bytes& bytes) {
  return {bytes.span().begin(), bytes.span().end()};
}

// Bytes with runs, of which some reach over several windows of deflate.
Content SomeBytes(size_t size) {
  Random random(size);
  Content bytes;
  while (bytes.size() < size) {
    const size_t run = random.Below(3) == 0 ? 700 : 1;
    bytes.insert(bytes.end(), std::min(run, size - bytes.size()),
                 static_cast<uint8_t>(random.Below(256)));
  }
  return bytes;
}

std::vector<ArchiveMember> Open(const ZipFile& zip) {
  return OpenZip(Watch("test.zip", zip.Write()));
}

testing::AssertionResult Refuses(const ZipFile& zip,
                                 const std::vector<std::string>& parts) {
  return Throws(ErrorCode::kInvalidModel, parts, [&] { Open(zip); });
}

ZipFile SmallZip() {
  return {.members = {{"a.txt", "stored"},
                      {"folder/", ""},
                      {"folder/b.txt", "deflated deflated", true},
                      {"empty", "", true}}};
}

class ZipTest : public testing::TestWithParam<bool> {};

TEST_P(ZipTest, GivesMembersAsFiles) {
  ZipFile zip = SmallZip();
  zip.zip64 = GetParam();
  zip.members[0].local_extra = "any bytes";
  zip.comment = "PK\5\6 in a comment is no end record";
  const std::vector<ArchiveMember> members = Open(zip);
  ASSERT_EQ(members.size(), 3U);
  EXPECT_EQ(members[0].member, "a.txt");
  EXPECT_EQ(members[0].file->name(), "test.zip/a.txt");
  EXPECT_EQ(members[0].file->ReadAll().text(), "stored");
  EXPECT_EQ(members[0].file->Read(1, 3).text(), "tor");
  EXPECT_EQ(members[1].member, "folder/b.txt");
  EXPECT_EQ(members[1].file->size(), 17U);
  EXPECT_EQ(members[1].file->ReadAll().text(), "deflated deflated");
  EXPECT_EQ(members[1].file->Read(9, 5).text(), "defla");
  EXPECT_EQ(members[2].file->size(), 0U);
  EXPECT_EQ(members[2].file->ReadAll().text(), "");
}

INSTANTIATE_TEST_SUITE_P(Sizes, ZipTest, testing::Bool(), [](const auto& info) {
  return info.param ? "Of64Bits" : "Of32Bits";
});

TEST(Zip, OpensWithoutMembers) { EXPECT_TRUE(Open({}).empty()); }

TEST(Zip, KeepsNamesThatPointElsewhere) {
  const std::vector<ArchiveMember> members =
      Open({.members = {{"../a", "1"}, {"/b", "2"}, {"c\\d", "3"}}});
  ASSERT_EQ(members.size(), 3U);
  EXPECT_EQ(members[0].member, "../a");
  EXPECT_EQ(members[1].file->name(), "test.zip//b");
  EXPECT_EQ(members[2].member, "c\\d");
}

TEST(Zip, ReadsStoredMembersOnlyWhereAsked) {
  const auto file = Watch(
      "test.zip", ZipFile{.members = {{"big", SomeBytes(1 << 20)}}}.Write());
  const std::vector<ArchiveMember> members = OpenZip(file);
  members[0].file->Read(500'000, 10);
  EXPECT_LT(file->bytes_read(), 100'000U);
}

TEST(Zip, UnpacksTheHeadAlone) {
  // Bytes that no match shortens, so that the head is a part of the packed
  // bytes, which are read a megabyte at a time.
  Content bytes(3 << 20);
  std::iota(bytes.begin(), bytes.end(), uint8_t{0});
  const auto file =
      Watch("test.zip", ZipFile{.members = {{"big", bytes, true}}}.Write());
  const FilePointer member = OpenZip(file)[0].file;
  EXPECT_EQ(member->Read(65'000, 1).span()[0], bytes[65'000]);
  const uint64_t for_head = file->bytes_read();
  EXPECT_LT(for_head, file->size() / 2);
  member->Read(0, 65'536);
  EXPECT_EQ(file->bytes_read(), for_head);
  EXPECT_EQ(ToVector(member->ReadAll()), bytes);
  const uint64_t for_all = file->bytes_read();
  EXPECT_LE(for_all - for_head, file->size());
  member->Read(1 << 20, 1 << 20);
  member->Read(0, 16);
  EXPECT_EQ(file->bytes_read(), for_all);
}

TEST(Zip, UnpacksLargeMembers) {
  for (const size_t size :
       {size_t{65'536}, size_t{65'537}, size_t{2'000'000}}) {
    const Content bytes = SomeBytes(size);
    const auto members = Open({.members = {{"large", bytes, true}}});
    EXPECT_EQ(ToVector(members[0].file->ReadAll()), bytes) << size;
  }
}

TEST(Zip, RefusesWhatIsNotDeflatedOrStored) {
  ZipFile zip = SmallZip();
  zip.members[2].method = 14;
  EXPECT_TRUE(Throws(ErrorCode::kUnsupported,
                     {"test.zip/folder/b.txt", "method 14"},
                     [&] { Open(zip); }));
  zip = SmallZip();
  zip.members[0].flags = 1;
  EXPECT_TRUE(Throws(ErrorCode::kUnsupported, {"test.zip/a.txt", "encrypted"},
                     [&] { Open(zip); }));
  for (const bool zip64 : {false, true}) {
    zip = SmallZip();
    zip.zip64 = zip64;
    zip.disk = 1;
    EXPECT_TRUE(Throws(ErrorCode::kUnsupported, {"in several parts"},
                       [&] { Open(zip); }));
  }
}

TEST(Zip, RefusesWrongPlaces) {
  ZipFile zip = SmallZip();
  zip.directory_offset = 1'000'000;
  EXPECT_TRUE(Refuses(zip, {"its directory lies outside"}));
  zip = SmallZip();
  zip.directory_size = 0xFFFFFFF0;
  EXPECT_TRUE(Refuses(zip, {"its directory lies outside"}));
  zip = SmallZip();
  zip.directory_offset = 7;
  EXPECT_TRUE(Refuses(zip, {"test.zip", "its directory is damaged"}));
  zip = SmallZip();
  zip.members[0].offset = 100'000;
  EXPECT_TRUE(Refuses(zip, {"test.zip/a.txt", "outside of the archive"}));
  zip = SmallZip();
  zip.members[0].offset = 3;
  EXPECT_TRUE(Refuses(zip, {"test.zip/a.txt", "its header is damaged"}));
  zip = SmallZip();
  zip.members[0].packed_size = 5'000;
  zip.members[0].size = 5'000;
  EXPECT_TRUE(Refuses(zip, {"test.zip", "5000 bytes expected"}));
}

TEST(Zip, RefusesWrongPlacesOf64Bits) {
  ZipFile zip = SmallZip();
  zip.zip64 = true;
  zip.directory_offset = ~uint64_t{0};
  EXPECT_TRUE(Refuses(zip, {"its directory lies outside"}));
  zip = SmallZip();
  zip.zip64 = true;
  zip.members[0].packed_size = zip.members[0].size = ~uint64_t{0};
  EXPECT_TRUE(Refuses(zip, {"18446744073709551615 bytes expected"}));
  zip.members[0].packed_size = zip.members[0].size = 6;
  zip.end_record64 = ~uint64_t{0};
  EXPECT_TRUE(Refuses(zip, {"zip64 end record lies outside"}));
  zip.end_record64 = 0;
  EXPECT_TRUE(Refuses(zip, {"zip64 end record is damaged"}));
}

TEST(Zip, RefusesWrongCounts) {
  ZipFile zip = SmallZip();
  zip.entries = 3;
  EXPECT_TRUE(Refuses(zip, {"more members than it counts"}));
  zip.entries = 5;
  EXPECT_TRUE(Refuses(zip, {"truncated"}));
  // 65535 stands for a number elsewhere, where there is a zip64 record.
  zip.entries = 0xFFFF;
  EXPECT_TRUE(Refuses(zip, {"truncated"}));
}

TEST(Zip, RefusesANameTwice) {
  EXPECT_TRUE(
      Refuses({.members = {{"a", "1"}, {"a", "2"}}}, {"holds a twice"}));
}

TEST(Zip, RefusesMembersThatShareBytes) {
  ZipFile zip = {.members = {{"a", SomeBytes(2000)}, {"b", SomeBytes(2000)}}};
  zip.members[1].packed = Content{};
  zip.members[1].packed_size = 2000;
  zip.members[1].offset = 0;
  EXPECT_TRUE(Refuses(zip, {"its members overlap"}));
}

TEST(Zip, RefusesClaimsThatNothingUnpacksTo) {
  ZipFile zip = SmallZip();
  zip.zip64 = true;
  zip.members[2].size = uint64_t{1} << 40;
  EXPECT_TRUE(Refuses(zip, {"folder/b.txt", "claims to unpack"}));
  zip = SmallZip();
  zip.members[0].size = 7;
  EXPECT_TRUE(Refuses(zip, {"a.txt", "its two sizes differ"}));
}

TEST(Zip, RefusesMembersThatAreNotWhatItSays) {
  const auto read = [](const ZipFile& zip) {
    const FilePointer member = Open(zip)[1].file;
    return [member] { member->ReadAll(); };
  };
  const auto refuses = [&](const ZipFile& zip, const std::string& reason) {
    return Throws(ErrorCode::kInvalidModel, {"test.zip/folder/b.txt", reason},
                  read(zip));
  };
  ZipFile zip = SmallZip();
  zip.members[2].size = 16;
  EXPECT_TRUE(refuses(zip, "unpacks to another size"));
  zip.members[2].size = 18;
  EXPECT_TRUE(refuses(zip, "unpacks to another size"));
  zip = SmallZip();
  zip.members[2].crc = 1;
  EXPECT_TRUE(refuses(zip, "checksum"));
  zip = SmallZip();
  zip.members[2].packed = Content(10, 0xFF);
  EXPECT_TRUE(refuses(zip, "damaged"));
  zip = SmallZip();
  Content packed = Deflate(zip.members[2].bytes);
  packed.push_back(0);
  zip.members[2].packed = packed;
  EXPECT_TRUE(refuses(zip, "unpacks to another size"));
  packed.resize(packed.size() - 4);
  zip.members[2].packed = packed;
  EXPECT_TRUE(refuses(zip, "cut off"));
}

TEST(Zip, RefusesAHeadThatIsShorterThanItSays) {
  ZipFile zip = {.members = {{"a", Content(60'000), true}}};
  zip.members[0].size = 70'000;
  const FilePointer member = Open(zip)[0].file;
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"test.zip/a", "less than"},
                     [&] { member->Read(0, 1); }));
}

// Opens the archive and reads it all; whatever is wrong with it, that ends in
// members or in an Error.
bool OpensAndReads(const Content& archive) {
  try {
    for (const ArchiveMember& member : OpenZip(Watch("test.zip", archive)))
      member.file->ReadAll();
    return true;
  } catch (const Error&) {
    return false;
  }
}

TEST(DamagedZip, EveryTruncationIsRefused) {
  for (const bool zip64 : {false, true}) {
    ZipFile zip = SmallZip();
    zip.zip64 = zip64;
    const Content whole = zip.Write();
    for (size_t size = 0; size < whole.size(); ++size) {
      const Content cut(whole.begin(),
                        whole.begin() + static_cast<ptrdiff_t>(size));
      ASSERT_TRUE(Throws(ErrorCode::kInvalidModel, {"no end record"}, [&] {
        OpenZip(Watch("test.zip", cut));
      })) << size;
    }
    EXPECT_TRUE(OpensAndReads(whole));
  }
}

TEST(DamagedZip, FlippedBitsAreFoundOrHarmless) {
  Random random(1);
  int opened = 0, refused = 0;
  for (const bool zip64 : {false, true}) {
    ZipFile zip = SmallZip();
    zip.zip64 = zip64;
    const Content whole = zip.Write();
    for (int round = 0; round < 3000; ++round) {
      Content damaged = whole;
      for (int flips = 1 + random.Below(3); flips > 0; --flips) {
        damaged[static_cast<size_t>(
            random.Below(static_cast<int>(damaged.size())))] ^=
            static_cast<uint8_t>(1 << random.Below(8));
      }
      (OpensAndReads(damaged) ? opened : refused) += 1;
    }
  }
  EXPECT_GT(opened, 0);
  EXPECT_GT(refused, 0);
}

FilePointer Unpack(const Content& file, const std::string& name = "a.bin.gz") {
  return OpenGzip(Watch(name, file));
}

TEST(Gzip, Unpacks) {
  for (const size_t size : {0U, 1U, 5'000U, 1'500'000U}) {
    const Content bytes = SomeBytes(size);
    const FilePointer file = Unpack(Gzip(bytes));
    EXPECT_EQ(file->name(), "a.bin");
    EXPECT_EQ(ToVector(file->ReadAll()), bytes) << size;
  }
}

TEST(Gzip, UnpacksRunsBeyondTheFirstGuess) {
  // The trailer of the last member speaks of that one only.
  Content file = Gzip(Content(300'000));
  const Content second = Gzip(Content(3, 7));
  file.insert(file.end(), second.begin(), second.end());
  const Content content = ToVector(Unpack(file)->ReadAll());
  ASSERT_EQ(content.size(), 300'003U);
  EXPECT_EQ(content[299'999], 0);
  EXPECT_EQ(content[300'000], 7);
}

TEST(Gzip, NamesTheContent) {
  EXPECT_EQ(Unpack(Gzip({}), "B.GZ")->name(), "B");
  EXPECT_EQ(Unpack(Gzip({}), "packed")->name(), "packed");
  EXPECT_EQ(Unpack(Gzip({}), "gz")->name(), "gz");
}

TEST(Gzip, RefusesDamage) {
  const Content sound = Gzip(SomeBytes(100));
  const auto refuses = [](const Content& file, const std::string& reason) {
    return Throws(ErrorCode::kInvalidModel, {"a.bin.gz", reason},
                  [&] { Unpack(file); });
  };
  EXPECT_TRUE(refuses({1, 2, 3}, "not a gzip file"));
  Content damaged = sound;
  damaged[sound.size() - 8] ^= 1;
  EXPECT_TRUE(refuses(damaged, "incorrect data check"));
  damaged = sound;
  damaged[sound.size() - 4] ^= 1;
  EXPECT_TRUE(refuses(damaged, "incorrect length check"));
  damaged = sound;
  damaged.push_back(0);
  EXPECT_TRUE(refuses(damaged, "something else follows"));
  for (size_t size = 2; size < sound.size(); ++size) {
    damaged.assign(sound.begin(), sound.begin() + static_cast<ptrdiff_t>(size));
    EXPECT_TRUE(refuses(damaged, "cut off")) << size;
  }
}

}  // namespace
}  // namespace stepglot
