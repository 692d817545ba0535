"""Bytes become a Source: one reader a format, which knows no Swedish but the headings."""
