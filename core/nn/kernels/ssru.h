// The simpler simple recurrent unit (Kim et al. 2019, "From Research to
// Production and Back"), which small models have in place of self-attention.
#ifndef STEPGLOT_CORE_NN_KERNELS_SSRU_H_
#define STEPGLOT_CORE_NN_KERNELS_SSRU_H_

namespace stepglot {

/// One step of every unit of a layer:
/// f = sigmoid(forget), c = f * c_prev + (1 - f) * candidate, y = relu(c).
/// @param candidate  [width], W x.
/// @param forget     [width], W_f x + b_f.
/// @param previous   [width], the state before, or null for zeros.
/// @param state      [width], out.
/// @param output     [width], out.
void AdvanceSsru(const float* candidate, const float* forget,
                 const float* previous, int width, float* state, float* output);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_KERNELS_SSRU_H_
