"""When a case will probably be solved: learned from the business's own history, told as a range that holds."""
