// Checks on this machine that the products of this build are exact.
#ifndef STEPGLOT_CORE_NN_KERNEL_CHECK_H_
#define STEPGLOT_CORE_NN_KERNEL_CHECK_H_

namespace stepglot {

/// Engines have computed relaxed instructions in other ways in the code that
/// they make first than in that which replaces it once a function has run for a
/// while, so this is to be called before and after.
/// @param calls  of each product.
/// @return whether the sums of all calls are right.
bool ProductsAreExact(int calls);

/// Makes the faithful arithmetic take the form of numbers that is faster here,
/// where a build has two. To be called after the products have run for a while
/// and before anything is quantized.
void ChooseFasterForm();

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_KERNEL_CHECK_H_
