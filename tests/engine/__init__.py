"""Tests of room 2: marks, sheets, panels, results, standings."""
