"""Pure decisions about joint diagnoses: what a guide may say, and what is asked of whom."""
