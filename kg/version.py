"""The version, where everything else reads it."""

VERSION = "0.1.0"
