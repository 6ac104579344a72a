"""A model as a plain document, and back."""

from typing import Any

import numpy as np

from .calibration import STRENGTHS, Levels, Tuning
from .model import FORMAT, Model, ModelUnreadable

NUMBERS = ("took", "is_solved", "weight", "log_age", "log_load")


def document_of(model: Model) -> dict[str, Any]:
    """The model for JSON."""
    return {
        "format": FORMAT,
        "trained_at": model.trained_at,
        "names": list(model.names),
        "words": [list(each) for each in model.words],
        "tunings": {
            stage: {"levels": [each.levels.below, each.levels.above], "losses": list(each.losses)}
            for stage, each in model.tunings.items()
        },
        "stage": model.stage.tolist(),
        "labels": model.labels.tolist(),
        **{name: getattr(model, name).tolist() for name in NUMBERS},
    }


def read_model(document: object) -> Model:
    """The model of a document. Raises ModelUnreadable, on which callers use `estimate_from_target`."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ModelUnreadable("no model of this format")
    try:
        columns = {name: np.array(document[name], dtype=np.float64) for name in NUMBERS}
        stage = np.array(document["stage"], dtype=np.int32)
        labels = np.array(document["labels"], dtype=np.int32).reshape(len(document["names"]), len(stage))
        if any(column.shape != stage.shape for column in columns.values()):
            raise ModelUnreadable("its columns differ in length")
        return Model(
            trained_at=float(document["trained_at"]),
            names=tuple(document["names"]),
            words=tuple(tuple(each) for each in document["words"]),
            stage=stage,
            labels=labels,
            tunings={name: _read_tuning(each) for name, each in document["tunings"].items()},
            **columns,
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ModelUnreadable(str(error)) from error


def _read_tuning(document: dict[str, list[float]]) -> Tuning:
    if len(document["losses"]) != len(STRENGTHS):
        raise ModelUnreadable("a tuning of other strengths")
    return Tuning(Levels(*document["levels"]), tuple(document["losses"]))
