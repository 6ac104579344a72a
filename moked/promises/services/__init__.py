"""Writes about promises, by what they are about."""

from moked.promises.services.clocks import begin_next_round, follow_case, retarget_case, retarget_clocks_of
from moked.promises.services.commitments import (
    get_commitment,
    keep_commitment,
    keep_the_next_step,
    keep_what_was_said,
    make_commitment,
    move_commitment,
    release_commitment,
    release_with_case,
    sweep_commitments,
    withdraw_with_answer,
)
from moked.promises.services.emergencies import switch_emergency_off, switch_emergency_on
from moked.promises.services.escalating import (
    confirm_call,
    follow_words,
    raise_ladder,
    raise_when_not_kept,
    raise_when_predicted,
    raise_when_reopened,
    sweep_calls,
)
from moked.promises.services.estimating import ask_estimate, make_due_estimates
from moked.promises.services.following import cases_following, follow_switches
from moked.promises.services.holders import follow_segment, set_profile_of
from moked.promises.services.ladders import change_ladder, create_ladder
from moked.promises.services.noticing import forget_with_answer, forget_with_case, need_no_commitment, notice_promise
from moked.promises.services.recovering import call_for_task, end_calls_for_task, open_recovery
from moked.promises.services.silence import sweep_silence
from moked.promises.services.statutes import Written, set_statute, set_statutes
from moked.promises.services.sweeping import sweep_clocks
from moked.promises.services.terms import (
    change_calendar,
    change_package,
    create_calendar,
    create_package,
    set_profile,
    write_profile,
)
from moked.promises.services.training import NightlyTraining, train_estimates

__all__ = [
    "NightlyTraining",
    "Written",
    "ask_estimate",
    "begin_next_round",
    "call_for_task",
    "cases_following",
    "change_calendar",
    "change_ladder",
    "change_package",
    "confirm_call",
    "create_calendar",
    "create_ladder",
    "create_package",
    "end_calls_for_task",
    "follow_case",
    "follow_segment",
    "follow_switches",
    "follow_words",
    "forget_with_answer",
    "forget_with_case",
    "get_commitment",
    "keep_commitment",
    "keep_the_next_step",
    "keep_what_was_said",
    "make_commitment",
    "make_due_estimates",
    "move_commitment",
    "need_no_commitment",
    "notice_promise",
    "open_recovery",
    "raise_ladder",
    "raise_when_not_kept",
    "raise_when_predicted",
    "raise_when_reopened",
    "release_commitment",
    "release_with_case",
    "retarget_case",
    "retarget_clocks_of",
    "set_profile",
    "set_profile_of",
    "set_statute",
    "set_statutes",
    "sweep_calls",
    "sweep_clocks",
    "sweep_commitments",
    "sweep_silence",
    "switch_emergency_off",
    "switch_emergency_on",
    "train_estimates",
    "withdraw_with_answer",
    "write_profile",
]
