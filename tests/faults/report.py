"""What a campaign did and found, in words."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.faults.load.ledger import Ledger
from tests.faults.plan import Kill


@dataclass
class Report:
    """`recoveries` are seconds from a kill until its process served again, by process."""

    seed: int
    plan: list[Kill]
    recoveries: dict[str, list[float]] = field(default_factory=dict)
    found: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def faults(self) -> list[str]:
        """Everything that must not be."""
        named = [(kind, each) for kind in ("lost", "doubled", "wrong", "broken") for each in self.found[kind]]
        return [f"{kind}: {each}" for kind, each in named]

    def summary(self, ledger: Ledger) -> str:
        """A few lines for a person."""
        kills = Counter(kill.victim for kill in self.plan)
        longest = {name: max(times) for name, times in self.recoveries.items() if times}
        deliveries = self.found["deliveries"]
        lines = [
            f"seed {self.seed}: {len(self.plan)} kills in {self.seconds:.0f} s: "
            + ", ".join(f"{name} {times}" for name, times in sorted(kills.items())),
            f"acknowledged: mails {len(ledger.mails)}, chat messages {len(ledger.chats)}, answers "
            f"{len(ledger.answers)} (and {len(ledger.unsure)} whose page was lost), closings {len(ledger.closings)}",
            f"taken by the provider: {len(ledger.delivered)}, {len(ledger.left_in_doubt)} of them without a word; "
            f"deliveries: {', '.join(f'{state} {count}' for state, count in sorted(deliveries.items()))}",
            f"cases: {', '.join(f'{state} {count}' for state, count in sorted(self.found['cases'].items()))}",
            f"lost {len(self.found['lost'])}, doubled {len(self.found['doubled'])}, "
            f"wrong {len(self.found['wrong'])}, invariants broken {len(self.found['broken'])}",
            "longest recovery: " + ", ".join(f"{name} {time:.1f} s" for name, time in sorted(longest.items())),
        ]
        return "\n".join(lines)

    def plan_in_words(self) -> str:
        """The kills in order, to be read when something was found."""
        return " ".join(str(kill) for kill in self.plan)
