"""Tests of room 3: the database, its one writer, every write, every read, the gate."""
