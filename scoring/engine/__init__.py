"""Room 2: scoring. Pure functions over exact numbers; no names of people, no clock of its own, no chance, no database."""
