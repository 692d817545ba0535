"""Lines become minutes: whether they are any, their head, paragraphs, sections and annexes."""
