"""What channels need from outside systems."""

from typing import Protocol

from moked.channels.domain.compose import ComposedMail


class OutgoingMail(Protocol):
    """A road by which mail leaves."""

    def send(self, mail: ComposedMail) -> str:
        """Hands the mail over, once. Gives the Message-ID it was accepted under, without brackets, when the road
        replaces ours; otherwise the empty string.

        Raises NotSent when it surely was not accepted, AnswerLost when that is not known.
        """
