"""The paragraph itself, its case, its documents, and what it cites and tells to whom."""
