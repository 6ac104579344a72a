"""The routing engine: pure decisions about who is offered what.

A pool's state is a value. `apply` folds one change (an input or a decision) into it, `decide` says what
should happen at `now`, `next_check_at` says when to ask again. The shell around it reads facts, calls
`step`, writes the entry to the router's log and carries the decisions out.
"""
