"""Conversations of the last sixty days, from one-liners to long ones, in the order their topics are listed."""

from demo.content.stories.changes import CHANGES
from demo.content.stories.faults import FAULTS
from demo.content.stories.home_network import HOME_NETWORK
from demo.content.stories.money import MONEY
from demo.content.stories.not_a_case import NOT_A_CASE

STORIES = FAULTS + HOME_NETWORK + MONEY + CHANGES + NOT_A_CASE
