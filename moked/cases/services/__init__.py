"""Writes about cases. Each takes its actor, owns its transaction and records what happened."""

from moked.cases.services.answering import reschedule_answer, take_back_answer, write_answer
from moked.cases.services.arranging import join_message_back, merge_cases, split_message, unmerge_case
from moked.cases.services.arriving import (
    Opening,
    Words,
    case_for_reply,
    lock_where_it_goes_on,
    open_case,
    open_cases,
    receive_message,
    receive_messages,
    wake_case,
)
from moked.cases.services.closing import check_due_cases, confirm_solved, reject_solution
from moked.cases.services.drafts import attach_upload, remove_upload, save_draft
from moked.cases.services.failing import answer_failed
from moked.cases.services.gathering import follow_merge, gather_cases, join_by_itself, take_in, take_out
from moked.cases.services.handing_over import hand_over, take_hand_over_back
from moked.cases.services.handling import (
    act_by,
    assign_case,
    await_customer,
    bring_back,
    change_details,
    put_aside_until,
    resume_case,
    set_aside,
    take_up,
)
from moked.cases.services.incidents import (
    change_incident,
    end_incident,
    get_incident,
    open_incident,
    put_up_notice,
    send_to_newcomers,
    take_down_notice,
    write_update,
)
from moked.cases.services.indexing import index_anew, index_words
from moked.cases.services.joining import dismiss_join, return_join
from moked.cases.services.moving import answer_point_after_move, change_customer, take_move_back
from moked.cases.services.notes import keep_note, write_note
from moked.cases.services.pausing import pause_automatics, resume_automatics
from moked.cases.services.releasing import (
    note_told,
    release_due_messages,
    release_message,
    send_automatic,
    write_apart,
)
from moked.cases.services.renaming import tell_desks
from moked.cases.services.tasks import drop_task, end_task, get_task, give_task, open_task, sweep_tasks
from moked.cases.services.updating import send_due_letters
from moked.cases.services.weighing import raise_weight, set_matter, weigh_case

__all__ = [
    "Opening",
    "Words",
    "act_by",
    "answer_failed",
    "answer_point_after_move",
    "assign_case",
    "attach_upload",
    "await_customer",
    "bring_back",
    "case_for_reply",
    "change_customer",
    "change_details",
    "change_incident",
    "check_due_cases",
    "confirm_solved",
    "dismiss_join",
    "drop_task",
    "end_incident",
    "end_task",
    "follow_merge",
    "gather_cases",
    "get_incident",
    "get_task",
    "give_task",
    "hand_over",
    "index_anew",
    "index_words",
    "join_by_itself",
    "join_message_back",
    "keep_note",
    "lock_where_it_goes_on",
    "merge_cases",
    "note_told",
    "open_case",
    "open_cases",
    "open_incident",
    "open_task",
    "pause_automatics",
    "put_aside_until",
    "put_up_notice",
    "raise_weight",
    "receive_message",
    "receive_messages",
    "reject_solution",
    "release_due_messages",
    "release_message",
    "remove_upload",
    "reschedule_answer",
    "resume_automatics",
    "resume_case",
    "return_join",
    "save_draft",
    "send_automatic",
    "send_due_letters",
    "send_to_newcomers",
    "set_aside",
    "set_matter",
    "split_message",
    "sweep_tasks",
    "take_back_answer",
    "take_down_notice",
    "take_hand_over_back",
    "take_in",
    "take_move_back",
    "take_out",
    "take_up",
    "tell_desks",
    "unmerge_case",
    "wake_case",
    "weigh_case",
    "write_answer",
    "write_apart",
    "write_note",
    "write_update",
]
