// Tests how files are recognised, unpacked and found.
#include "core/model/formats/file_set.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/core/support/byte_writer.h"
#include "tests/core/support/deflate.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/shortlist_file.h"
#include "tests/core/support/watched_file.h"
#include "tests/core/support/zip_file.h"

namespace stepglot {
namespace {

using Content = std::vector<uint8_t>;

Content ToContent(std::string_view text) { return {text.begin(), text.end()}; }

// A ModelProto: pieces with a score, and a field that has another number.
Content SentencePieceFile() {
  ByteWriter file;
  for (const std::string piece : {"<unk>", "a", "\xE2\x96\x81the"}) {
    file.Number<uint8_t>(0x0A).Number(static_cast<uint8_t>(piece.size() + 7));
    file.Number<uint8_t>(0x0A).Number(static_cast<uint8_t>(piece.size()));
    file.Text(piece).Number<uint8_t>(0x15).Number(-1.5F);
  }
  return file.Text({"\x12\x00", 2}).bytes();
}

Content CTranslate2File(uint32_t version) {
  ByteWriter file;
  file.Number(version);
  if (version >= 2) {
    file.Number<uint16_t>(16).Text({"TransformerSpec\0", 16});
    file.Number<uint32_t>(3);
  }
  file.Number<uint32_t>(1).Number<uint16_t>(4).Text({"abc\0", 4});
  return file.Number<uint8_t>(0).Number<uint8_t>(4).bytes();
}

Content MarianFile(uint64_t tensors) {
  ByteWriter file;
  file.Number<uint64_t>(1).Number(tensors);
  for (uint64_t i = 0; i < 4 * tensors; ++i) file.Number<uint64_t>(5);
  return file.bytes();
}

Content SafetensorsFile(std::string_view header) {
  return ByteWriter().Number<uint64_t>(header.size()).Text(header).bytes();
}

FileKind KindOf(const Content& content) {
  return RecognizeFile(*Watch("file", content));
}

FileKind KindOf(std::string_view text) { return KindOf(ToContent(text)); }

TEST(RecognizeFile, KnowsFormats) {
  EXPECT_EQ(KindOf(SafetensorsFile("{}")), FileKind::kSafetensors);
  EXPECT_EQ(KindOf(SafetensorsFile("{\"a\":1}  ")), FileKind::kSafetensors);
  EXPECT_EQ(KindOf(MarianFile(1)), FileKind::kMarianBin);
  EXPECT_EQ(KindOf(ShortlistFile(0, {{}}).Write()), FileKind::kShortlist);
  EXPECT_EQ(KindOf(SentencePieceFile()), FileKind::kSentencePiece);
  EXPECT_EQ(KindOf(Gzip({})), FileKind::kGzip);
  for (const uint32_t version : {1U, 2U, 3U, 4U, 5U, 6U, 7U})
    EXPECT_EQ(KindOf(CTranslate2File(version)), FileKind::kCTranslate2)
        << version;
}

TEST(RecognizeFile, TellsZipArchivesApart) {
  const auto zip = [](const std::string& first) {
    return KindOf(ZipFile{.members = {{first, "x"}, {"b", "y"}}}.Write());
  };
  EXPECT_EQ(zip("encoder_Wemb.npy"), FileKind::kMarianNpz);
  EXPECT_EQ(zip("archive/data.pkl"), FileKind::kPickle);
  EXPECT_EQ(zip("data.pkl"), FileKind::kPickle);
  EXPECT_EQ(zip("metadata.pkl"), FileKind::kArchive);
  EXPECT_EQ(zip("metadata.json"), FileKind::kArchive);
  EXPECT_EQ(KindOf("PK\3\4 cut off"), FileKind::kArchive);
  EXPECT_EQ(KindOf("\x80\x02\x8A\x0Al\xFC"), FileKind::kPickle);
}

TEST(RecognizeFile, KnowsText) {
  EXPECT_EQ(KindOf(""), FileKind::kText);
  EXPECT_EQ(KindOf("{\"a\": \"\xC3\xA4\"}"), FileKind::kText);
  EXPECT_EQ(KindOf("\n\"\n a list of words that is no protocol buffer at all"),
            FileKind::kText);
  EXPECT_EQ(KindOf("\xEF\xBF\xBD is U+FFFD itself"), FileKind::kText);
  EXPECT_EQ(KindOf("Gr\xFC\xDF"
                   "e in Latin-1"),
            FileKind::kUnknown);
  EXPECT_EQ(KindOf(std::string_view("a\0b", 3)), FileKind::kUnknown);
  EXPECT_EQ(KindOf("cut off \xE2\x96"), FileKind::kUnknown);
}

TEST(RecognizeFile, LooksAt64KilobytesOnly) {
  // The head's last character is cut in two, and what follows is never read.
  std::string text(65'534, 'a');
  text += "\xE2\x96\x81";
  text += std::string(100'000, '\0');
  const auto file = WatchText("file", text);
  EXPECT_EQ(RecognizeFile(*file), FileKind::kText);
  EXPECT_EQ(file->bytes_read(), 65'536U);
}

// Pairs of formats with nearly the same first bytes.
TEST(RecognizeFile, IsNotDeceivedByNeighbours) {
  // 123 tensors: where a safetensors header begins with a brace.
  EXPECT_EQ(KindOf(MarianFile('{')), FileKind::kMarianBin);
  EXPECT_EQ(KindOf(MarianFile(1'000)), FileKind::kMarianBin);
  // A count that the file has no room for.
  Content marian = MarianFile(2);
  marian[8] = 200;
  EXPECT_EQ(KindOf(marian), FileKind::kUnknown);
  // A version of its own, a name without its NUL, and one that is no text.
  Content ct2 = CTranslate2File(100);
  EXPECT_EQ(KindOf(ct2), FileKind::kUnknown);
  ct2 = CTranslate2File(4);
  ct2[21] = 'x';
  EXPECT_EQ(KindOf(ct2), FileKind::kUnknown);
  ct2 = CTranslate2File(4);
  ct2[6] = 7;
  EXPECT_EQ(KindOf(ct2), FileKind::kUnknown);
  // A header longer than the file.
  Content safetensors = SafetensorsFile("{}");
  safetensors[0] = 3;
  EXPECT_EQ(KindOf(safetensors), FileKind::kUnknown);
  // Pieces without a text, or with fields that no piece has.
  EXPECT_EQ(KindOf({0x0A, 0x03, 0x18, 0x80, 0x01}), FileKind::kUnknown);
  Content pieces = SentencePieceFile();
  pieces[9] = 0x25;
  EXPECT_EQ(KindOf(pieces), FileKind::kUnknown);
}

// Every prefix of every kind is recognised as something, without a throw.
TEST(RecognizeFile, TakesAnyTruncation) {
  for (const Content& whole :
       {SentencePieceFile(), CTranslate2File(1), CTranslate2File(6),
        MarianFile(2), SafetensorsFile("{}"), Gzip(ToContent("text")),
        ZipFile{.members = {{"a.npy", "x"}}}.Write()}) {
    for (size_t size = 0; size < whole.size(); ++size) {
      KindOf(
          Content(whole.begin(), whole.begin() + static_cast<ptrdiff_t>(size)));
    }
  }
}

std::vector<std::string> NamesOf(const FileSet& files) {
  std::vector<std::string> names;
  for (const auto& [file, kind] : files.files()) names.push_back(file->name());
  return names;
}

TEST(FileSet, UnpacksArchivesAndGzipFiles) {
  const Content npz = ZipFile{.members = {{"Wemb.npy", "x"}}}.Write();
  const ZipFile zip = {.members = {{"top/model.npz", npz, true},
                                   {"top/lex.bin.gz", Gzip(ToContent("lex"))},
                                   {"__MACOSX/top/._model.npz", "fork"},
                                   {"top/._lex.bin.gz", "fork"}}};
  const FileSet files({WatchText("notes.txt", "notes"),
                       Watch("package.zip", zip.Write()),
                       Watch("words.txt.gz", Gzip(ToContent("words")))});
  EXPECT_EQ(NamesOf(files),
            (std::vector<std::string>{"notes.txt", "package.zip/top/model.npz",
                                      "package.zip/top/lex.bin", "words.txt"}));
  EXPECT_EQ(files.files()[2].file->ReadAll().text(), "lex");
  EXPECT_EQ(files.Find(FileKind::kMarianNpz), files.files()[1].file);
}

TEST(FileSet, UnpacksAnArchiveInAGzipFile) {
  const ZipFile zip = {.members = {{"a.txt", "inside"}}};
  const FileSet files({Watch("a.zip.gz", Gzip(zip.Write()))});
  EXPECT_EQ(NamesOf(files), std::vector<std::string>{"a.zip/a.txt"});
}

TEST(FileSet, LeavesDeeperArchivesAlone) {
  const ZipFile inner = {.members = {{"a.txt", "inside"}}};
  const ZipFile outer = {.members = {{"inner.zip", inner.Write()}}};
  const FileSet files({Watch("outer.zip", outer.Write()),
                       Watch("twice.gz", Gzip(Gzip(ToContent("text"))))});
  EXPECT_EQ(NamesOf(files),
            (std::vector<std::string>{"outer.zip/inner.zip", "twice"}));
  EXPECT_EQ(files.Find(FileKind::kArchive), files.files()[0].file);
  EXPECT_EQ(files.Find(FileKind::kGzip), files.files()[1].file);
}

TEST(FileSet, RefusesDamagedArchives) {
  Content zip = ZipFile{.members = {{"a.txt", "text"}}}.Write();
  zip.pop_back();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"a.zip", "not a whole zip"},
                     [&] { FileSet({Watch("a.zip", zip)}); }));
  Content gzip = Gzip(ToContent("text"));
  gzip.pop_back();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"a.gz", "cut off"},
                     [&] { FileSet({Watch("a.gz", gzip)}); }));
}

TEST(FileSet, RefusesSentencePieceModelsThatAreNone) {
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"a/Source.SPM", "not a usable SentencePiece model"},
                     [] { FileSet({WatchText("a/Source.SPM", "text")}); }));
}

TEST(FileSet, FindsFilesByName) {
  const FileSet files(
      {WatchText("a/b/Config.JSON", "1"), WatchText("a/config.json", "2"),
       WatchText("c\\config.json", "3"), WatchText("vocab.json", "4")});
  EXPECT_EQ(files.Named("config.json"), files.files()[1].file);
  EXPECT_EQ(files.Named("vocab.json"), files.files()[3].file);
  EXPECT_EQ(files.Named("json"), nullptr);
  EXPECT_EQ(files.Find(FileKind::kText), files.files()[0].file);
  EXPECT_EQ(files.Find(FileKind::kPickle), nullptr);
}

TEST(FileSet, KnowsTheFolderOfAFile) {
  const FileSet files({WatchText("a/model/x", "1"), WatchText("a/y", "2"),
                       WatchText("a/model/vocab/z", "3")});
  EXPECT_EQ(NamesOf(files.FolderOf(files.files()[0].file)),
            (std::vector<std::string>{"a/model/x", "a/model/vocab/z"}));
  EXPECT_EQ(files.FolderOf(files.files()[0].file).Find(FileKind::kText),
            files.files()[0].file);
  EXPECT_EQ(NamesOf(files.FolderOf(files.files()[1].file)), NamesOf(files));
}

TEST(FileSet, ListsNames) {
  EXPECT_EQ(FileSet(std::vector<FilePointer>{}).Names(), "nothing");
  EXPECT_EQ(FileSet({WatchText("a", ""), WatchText("b/c", "")}).Names(),
            "a, b/c");
  EXPECT_TRUE(FileSet(std::vector<FilePointer>(23, WatchText("a", "")))
                  .Names()
                  .ends_with("a, a and 3 more"));
}

TEST(SideOf, ReadsWords) {
  for (const char* name : {"source.spm", "x/SRC.txt", "srcvocab.ende.spm",
                           "opus.src.spm", "my_source_vocabulary.json"})
    EXPECT_EQ(SideOf(name), Side::kSource) << name;
  for (const char* name : {"target.spm", "trgvocab.ende.spm", "a.tgt", "trg"})
    EXPECT_EQ(SideOf(name), Side::kTarget) << name;
  for (const char* name : {"source/vocab.spm", "resource.spm", "spm.model",
                           "shared_vocabulary.txt", ""})
    EXPECT_EQ(SideOf(name), Side::kShared) << name;
}

class SentencePieceFilesTest : public testing::Test {
 protected:
  // What is found for a side among files of these names; empty for nothing.
  static std::string Found(const std::vector<std::string>& names, Side side) {
    std::vector<FilePointer> files = {WatchText("source.txt", "no model")};
    for (const std::string& name : names)
      files.push_back(Watch(name, SentencePieceFile()));
    const FilePointer found = FileSet(std::move(files)).SentencePiece(side);
    return found ? found->name() : "";
  }
};

TEST_F(SentencePieceFilesTest, AreFoundBySide) {
  const std::vector<std::string> both = {"source.spm", "target.spm"};
  EXPECT_EQ(Found(both, Side::kSource), "source.spm");
  EXPECT_EQ(Found(both, Side::kTarget), "target.spm");
  EXPECT_EQ(Found(both, Side::kShared), "");
  const std::vector<std::string> shared = {"vocab.spm"};
  EXPECT_EQ(Found(shared, Side::kSource), "vocab.spm");
  EXPECT_EQ(Found(shared, Side::kTarget), "vocab.spm");
  EXPECT_EQ(Found(shared, Side::kShared), "vocab.spm");
}

TEST_F(SentencePieceFilesTest, AreFoundWhereOneSaysNoSide) {
  const std::vector<std::string> three = {"a.spm", "src.spm", "trg.spm"};
  EXPECT_EQ(Found(three, Side::kShared), "a.spm");
  EXPECT_EQ(Found(three, Side::kTarget), "trg.spm");
  EXPECT_EQ(Found({"a.spm", "src.spm"}, Side::kTarget), "a.spm");
  EXPECT_EQ(Found({"src.spm"}, Side::kTarget), "");
  EXPECT_EQ(Found({"a.spm", "b.spm"}, Side::kSource), "");
  EXPECT_EQ(Found({}, Side::kSource), "");
}

}  // namespace
}  // namespace stepglot
