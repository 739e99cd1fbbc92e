"""Cross-entropy with label smoothing, computed together with the output layer in slices of rows."""

import torch
import torch.nn.functional as F

SLICE = 1024  # rows of logits that exist at a time: 32 MB with 8,000 pieces


class _SmoothedCrossEntropy(torch.autograd.Function):
    """Neither the label distribution nor all logits exist at any time: the gradient is taken on the way."""

    @staticmethod
    def forward(context, hidden, weight, bias, targets, smoothing):
        """Has six parameters because autograd passes each tensor that gets a gradient separately."""
        grad_hidden = torch.empty_like(hidden)
        grad_weight = torch.zeros(weight.shape, dtype=_sum_type(weight))
        grad_bias = None if bias is None else torch.zeros(bias.shape, dtype=_sum_type(bias))
        losses = torch.zeros(2, dtype=_sum_type(hidden))
        for begin in range(0, len(hidden), SLICE):
            rows = hidden[begin : begin + SLICE]
            logits = F.linear(rows, weight, bias)
            grad, sums = _slice(logits, targets[begin : begin + SLICE], smoothing)
            losses += sums
            torch.mm(grad, weight, out=grad_hidden[begin : begin + SLICE])
            grad_weight += grad.t() @ rows
            if bias is not None:
                grad_bias += grad.sum(0, dtype=grad_bias.dtype)
        context.save_for_backward(grad_hidden, grad_weight, grad_bias)
        context.types = hidden.dtype, weight.dtype
        context.count = len(hidden)
        smoothed, plain = losses / len(hidden)
        context.mark_non_differentiable(plain)
        return smoothed, plain

    @staticmethod
    def backward(context, gradient, _):
        scale = gradient / context.count
        hidden, weight, bias = context.saved_tensors
        hidden_type, weight_type = context.types
        bias = None if bias is None else (bias * scale).to(weight_type)
        return (hidden * scale).to(hidden_type), (weight * scale).to(weight_type), bias, None, None


def smoothed_cross_entropy(hidden, output_layer, targets, smoothing):
    """(loss with label smoothing, plain cross-entropy without gradient), both means per target in nats.

    `hidden` is [N, d], `output_layer` (weight [V, d], bias [V] or None), `targets` [N]. The smoothed label is
    1 - smoothing for the target and smoothing / V more for every id, as in torch's cross_entropy.
    """
    return _SmoothedCrossEntropy.apply(hidden, *output_layer, targets, smoothing)


def _slice(logits, targets, smoothing):
    """The gradient of the summed smoothed loss by the logits [N, V], and the sums of the two losses."""
    size = logits.shape[1]
    grad = torch.softmax(logits, 1, dtype=_sum_type(logits))
    columns = targets[:, None]
    log_probs = grad.gather(1, columns).clamp_min(torch.finfo(grad.dtype).tiny).log_()
    best = logits.gather(1, columns).to(grad.dtype)
    mean = logits.mean(1, keepdim=True, dtype=grad.dtype)
    plain = -log_probs.sum()
    smoothed = plain + smoothing * (best - mean).sum()
    grad.sub_(smoothing / size)
    grad.scatter_add_(1, columns, torch.full_like(best, smoothing - 1))
    return grad.to(logits.dtype), torch.stack([smoothed, plain])


def _sum_type(tensor):
    return torch.float64 if tensor.dtype == torch.float64 else torch.float32
