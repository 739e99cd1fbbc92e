// The endings that tell names of files and of servers from two words with a
// forgotten space.
#ifndef STEPGLOT_CORE_PROTECT_KNOWN_ENDINGS_H_
#define STEPGLOT_CORE_PROTECT_KNOWN_ENDINGS_H_

#include <string_view>

namespace stepglot {

/// Of files, in small letters, without the dot.
inline constexpr std::string_view kFileEndings[] = {
    "7z",   "apk",   "avi",  "bak",   "bash",  "bat",   "bin",  "bmp",  "bz2",
    "c",    "cc",    "cfg",  "class", "conf",  "cpp",   "cs",   "css",  "csv",
    "dat",  "db",    "deb",  "dll",   "dmg",   "doc",   "docx", "eml",  "eot",
    "epub", "exe",   "flac", "gif",   "go",    "gz",    "h",    "hpp",  "htm",
    "html", "ico",   "img",  "ini",   "ipynb", "iso",   "jar",  "java", "jpeg",
    "jpg",  "js",    "json", "jsonl", "jsx",   "key",   "kt",   "lock", "log",
    "lua",  "md",    "mkv",  "mjs",   "mo",    "mov",   "mp3",  "mp4",  "msi",
    "odp",  "ods",   "odt",  "ogg",   "otf",   "pdf",   "pem",  "php",  "pl",
    "png",  "po",    "ppt",  "pptx",  "ps1",   "py",    "rar",  "rb",   "rpm",
    "rs",   "rst",   "rtf",  "sass",  "scss",  "sh",    "so",   "sql",  "srt",
    "svg",  "swift", "tar",  "tex",   "tgz",   "tif",   "tiff", "tmp",  "toml",
    "ts",   "tsv",   "tsx",  "ttf",   "txt",   "vtt",   "vue",  "wasm", "wav",
    "webm", "webp",  "woff", "woff2", "xcf",   "xhtml", "xls",  "xlsx", "xml",
    "xz",   "yaml",  "yml",  "zip",   "zst"};

/// Top-level domains, in small letters: the generic ones in use, and countries.
inline constexpr std::string_view kDomainEndings[] = {
    "ai",      "app",       "ar",   "at",  "au",      "be",     "biz", "blog",
    "br",      "ca",        "cat",  "ch",  "cl",      "cloud",  "cn",  "co",
    "com",     "cz",        "de",   "dev", "dk",      "edu",    "es",  "eu",
    "example", "fi",        "fm",   "fr",  "gal",     "gov",    "gr",  "hu",
    "ie",      "in",        "info", "int", "invalid", "io",     "it",  "jp",
    "kr",      "localhost", "lt",   "lu",  "lv",      "me",     "mil", "museum",
    "mx",      "net",       "nl",   "no",  "nz",      "online", "org", "pe",
    "pl",      "pt",        "ro",   "ru",  "se",      "shop",   "si",  "site",
    "sk",      "store",     "test", "tr",  "tv",      "ua",     "uk",  "us",
    "xyz",     "za"};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_PROTECT_KNOWN_ENDINGS_H_
