"""Programs for those who work on protokollgraf itself."""
