"""Tests of the pushing room, against a real server process."""
