"""Pure helpers on Hebrew text."""

from moked.lib.hebrew.direction import Direction, isolated, paragraph_direction, strip_direction_marks
from moked.lib.hebrew.visual import is_surely_visual_order, logical_order, visual_evidence

__all__ = [
    "Direction",
    "is_surely_visual_order",
    "isolated",
    "logical_order",
    "paragraph_direction",
    "strip_direction_marks",
    "visual_evidence",
]
