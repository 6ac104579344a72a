"""Kills that really kill: whatever was acknowledged is there, once, whoever died. `make faults` is the long one.

MOKED_FAULT_SEED repeats a run.
"""

import os

import pytest

from tests.faults.campaign import Campaign, Load
from tests.faults.plan import WEIGHTS, plan_of

SEED = int(os.environ.get("MOKED_FAULT_SEED", "7"))
KILLS = 10


@pytest.mark.fault
def test_loses_and_doubles_nothing_while_everything_is_killed() -> None:
    campaign = Campaign(SEED, KILLS, Load(servers=2, visitors=4, agents=2))
    report = campaign.run()
    said = f"{report.summary(campaign.ledger)}\nThe plan: {report.plan_in_words()}"
    assert report.faults == [], said
    assert campaign.ledger.trouble == [], said
    # Whatever nobody said could not get lost.
    assert campaign.ledger.mails, said
    assert campaign.ledger.chats, said
    assert campaign.ledger.answers, said


def test_plans_the_same_kills_for_the_same_seed() -> None:
    assert plan_of(3, 40) == plan_of(3, 40)
    assert plan_of(3, 40) != plan_of(4, 40)


def test_plans_a_kill_for_every_process() -> None:
    assert {kill.victim for kill in plan_of(5, len(WEIGHTS))} == set(WEIGHTS)
