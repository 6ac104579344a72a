"""An invented help desk's log, the same for a seed: topics of one to nine days, some cases stuck, some reopened."""

import csv
import random
import sys
from datetime import UTC, datetime, timedelta

BEGUN = datetime(2025, 1, 5, 7, tzinfo=UTC)
# Days until solved, at the middle, by the activity that opens a case.
USUAL = {"question": 0.4, "billing": 1.5, "repair": 4.0, "parts": 9.0}
SEED, CASES = 20, 360


def rows_of_log(seed: int = SEED, cases: int = CASES) -> list[dict[str, str]]:
    """Rows of case, activity and at."""
    chance = random.Random(seed)
    rows = []
    for number in range(cases):
        at = BEGUN + timedelta(hours=11 * number + chance.uniform(0, 9))
        topic = chance.choice(list(USUAL))
        days = USUAL[topic] * chance.lognormvariate(0, 0.45) * (3 if chance.random() < 0.08 else 1)
        steps = [topic, "taken", *(["asked", "answered"] if chance.random() < 0.3 else []), "solved"]
        shares = sorted(chance.random() for _ in steps[1:-1])
        for step, share in zip(steps, [0.0, *shares, 1.0], strict=True):
            rows.append(
                {
                    "case": f"c{number}",
                    "activity": step,
                    "at": f"{at + timedelta(days=days * share):%Y-%m-%d %H:%M:%S}",
                }
            )
    return rows


if __name__ == "__main__":
    log = csv.DictWriter(sys.stdout, ("case", "activity", "at"), lineterminator="\n")
    log.writeheader()
    log.writerows(rows_of_log())
