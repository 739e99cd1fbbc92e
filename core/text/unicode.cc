// Asks utf8proc.
#include "core/text/unicode.h"

#include <utf8proc.h>

#include <cstdint>
#include <cstdlib>
#include <memory>

#include "core/text/utf8.h"

namespace stepglot {
namespace {

constexpr char32_t kSharpS = 0xDF;

utf8proc_category_t CategoryOf(char32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

bool IsBetween(utf8proc_category_t category, utf8proc_category_t first,
               utf8proc_category_t last) {
  return category >= first && category <= last;
}

struct Free {
  void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
};

std::string Map(std::string_view text, int options) {
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                   static_cast<utf8proc_option_t>(options | UTF8PROC_STABLE));
  const std::unique_ptr<utf8proc_uint8_t, Free> owner(mapped);
  if (size < 0) return std::string(text);
  return {reinterpret_cast<const char*>(mapped), static_cast<size_t>(size)};
}

std::string Encoded(utf8proc_int32_t c) {
  utf8proc_uint8_t bytes[4];
  const utf8proc_ssize_t size = utf8proc_encode_char(c, bytes);
  return {reinterpret_cast<const char*>(bytes), static_cast<size_t>(size)};
}

}  // namespace

bool IsLetter(char32_t c) {
  return IsBetween(CategoryOf(c), UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO);
}

bool IsMark(char32_t c) {
  return IsBetween(CategoryOf(c), UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_ME);
}

bool IsDigit(char32_t c) { return CategoryOf(c) == UTF8PROC_CATEGORY_ND; }

bool IsAlphanumeric(char32_t c) {
  return IsBetween(CategoryOf(c), UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_NO);
}

bool IsUpperCase(char32_t c) {
  const utf8proc_category_t category = CategoryOf(c);
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool IsLowerCase(char32_t c) {
  const bool is_georgian = c >= 0x10D0 && c <= 0x10FF;
  return CategoryOf(c) == UTF8PROC_CATEGORY_LL && !is_georgian;
}

char32_t ToLowerCase(char32_t c) {
  return static_cast<char32_t>(
      utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

bool IsSymbol(char32_t c) {
  return IsBetween(CategoryOf(c), UTF8PROC_CATEGORY_SM, UTF8PROC_CATEGORY_SO);
}

bool IsPictograph(char32_t c) {
  const auto* property = utf8proc_get_property(static_cast<int32_t>(c));
  return c > 0xFF &&
         (property->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC ||
          property->boundclass == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR);
}

bool IsInvisible(char32_t c) {
  const bool is_selector = (c >= 0xFE00 && c <= 0xFE0F) ||
                           (c >= 0xE0100 && c <= 0xE01EF) || c == 0x34F;
  const utf8proc_category_t category = CategoryOf(c);
  const bool is_control =
      category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF;
  return is_selector || (is_control && !IsSpace(c));
}

std::string Composed(std::string_view text) {
  return Map(text, UTF8PROC_COMPOSE);
}

std::string CompatibilityForm(std::string_view text) {
  return Map(text, UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
}

bool IsCompatibilityForm(char32_t c) {
  const std::string character = Encoded(static_cast<utf8proc_int32_t>(c));
  return CompatibilityForm(character) != Composed(character);
}

std::string WithoutMarks(std::string_view text) {
  return Map(text, UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK);
}

std::string UpperCase(char32_t c) {
  if (c == kSharpS) return "SS";
  return Encoded(utf8proc_toupper(static_cast<utf8proc_int32_t>(c)));
}

std::string LowerCase(char32_t c) {
  return Encoded(static_cast<utf8proc_int32_t>(ToLowerCase(c)));
}

}  // namespace stepglot
