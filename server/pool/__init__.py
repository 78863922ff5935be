"""Processes that run what strangers wrote, and can be killed: queries, changes."""
