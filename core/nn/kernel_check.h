// Checks on this machine that the products of this build are exact.
#ifndef STEPGLOT_CORE_NN_KERNEL_CHECK_H_
#define STEPGLOT_CORE_NN_KERNEL_CHECK_H_

namespace stepglot {

/// Engines have computed relaxed instructions in other ways in the code that
/// they make first than in that which replaces it once a function has run for a
/// while, so this is to be called before and after.
/// @return whether the sums of products in either arithmetic are right.
bool ProductsAreExact();

/// Computes some products of the faithful arithmetic, for the caller to time,
/// and leaves it in that form: as halves of 7 bits, or as int16. A build that
/// has one form only keeps it. Nothing may be quantized yet. It takes no time
/// itself, since a clock would be an import that the plain module lacks.
/// @param calls  0 only chooses the form.
void RunProducts(bool halves, int calls);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_KERNEL_CHECK_H_
