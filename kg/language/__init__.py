"""What Swedish names and says, found once for a document: marks, classes of words, frames."""
