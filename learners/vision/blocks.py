"""What lets a small convolutional network learn fast, in the manner of airbench (Jordan 2024)."""

import torch
from torch import Tensor, nn

from learners.vision.batches import Stacks

Groups = list[dict[str, object]]  # parameters with a rate of their own, as torch's optimizers take them


def build_block(before: int, after: int) -> list[nn.Module]:
    """Two convolutions with a bend after each; between them the maximum of every 2 x 2 cells is kept.

    A filter starts by passing one channel on as it is, which is easier to change than noise.
    """
    first, second = (nn.Conv2d(channels, after, 3, padding=1, bias=False) for channels in (before, after))
    for layer in (first, second):
        nn.init.dirac_(layer.weight[:before])
    return [first, nn.MaxPool2d(2), *_bend(after), second, *_bend(after)]


def _bend(channels: int) -> list[nn.Module]:
    norm = nn.BatchNorm2d(channels, momentum=0.4)
    norm.weight.requires_grad_(False)  # the next layer's weights scale anyway; where the bend lies is what counts
    return [norm, nn.GELU()]


class Answers(nn.Linear):
    """The last layer, its answers divided by nine: small differences at the start keep the first updates calm."""

    def forward(self, features: Tensor) -> Tensor:
        """One answer a class."""
        return super().forward(features) / 9


def find_groups(network: nn.Module, rate: float, decay: float) -> Groups:
    """Lets the places of the bends (biases of the norms) learn 64 times as fast as the filters."""
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    quick = [module.bias for module in norms]
    others = [each for each in network.parameters() if each.requires_grad and all(each is not one for one in quick)]
    fast = {"params": quick, "lr": 64 * rate, "weight_decay": decay / 64}
    return [{"params": others}, fast]


def whiten(stacks: Stacks) -> nn.Conv2d:
    """Builds the first layer, which stays as it is: filters of 2 x 2 that make its answers uncorrelated.

    They are the principal directions of the patches of 5,000 pictures, each divided by its spread, and their negatives.
    """
    patches = stacks.standardize(stacks.train[:5000]).unfold(2, 2, 1).unfold(3, 2, 1).permute(0, 2, 3, 1, 4, 5)
    values, vectors = torch.linalg.eigh(torch.cov(patches.reshape(-1, 12).T))
    filters = (vectors / (values + 5e-4).sqrt()).T.reshape(-1, 3, 2, 2)
    layer = nn.Conv2d(3, 24, 2)
    layer.weight = nn.Parameter(torch.cat([filters, -filters]), requires_grad=False)
    return layer
