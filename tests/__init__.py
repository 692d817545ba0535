"""Tests: each file is named for the module whose rules it states."""
