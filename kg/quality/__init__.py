"""What was understood and what was not."""
