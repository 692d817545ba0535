"""The meeting, those present and those who adjust the minutes."""
