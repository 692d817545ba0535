"""A source's text becomes lines, rows and sentences: how a text is set, not what it says."""
