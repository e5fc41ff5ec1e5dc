"""Records held against annotations: how much of what people found was found, field by field.

The figures are those of the reference scorer that comes with the annotation guide, to the last digit; a test
holds the two against each other on perturbed records.
"""

from __future__ import annotations

from pipeline.evaluate.gold import Gold, load_gold
from pipeline.evaluate.score import evaluate, score

__all__ = ["Gold", "evaluate", "load_gold", "score"]
