"""What is decided, clause by clause, and who is given or elected to what."""
