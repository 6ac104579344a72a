"""Writes about guides and joint diagnoses."""

from moked.diagnosis.services.findings import agree_finding, propose_finding, question_finding
from moked.diagnosis.services.guides import change_guide, create_guide
from moked.diagnosis.services.walking import (
    answer_as_agent,
    answer_as_customer,
    set_aside,
    start_diagnosis,
    take_step_back,
)

__all__ = [
    "agree_finding",
    "answer_as_agent",
    "answer_as_customer",
    "change_guide",
    "create_guide",
    "propose_finding",
    "question_finding",
    "set_aside",
    "start_diagnosis",
    "take_step_back",
]
