"""Which questions are asked and what answers come to, without a database or a clock."""
