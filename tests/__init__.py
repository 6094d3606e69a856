"""The tests mirror the rooms of the house: tests/engine for scoring/engine, and so on."""
