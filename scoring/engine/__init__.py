"""Room 2: scoring. Pure functions over exact numbers: no names of people, no own clock, no chance, no database."""
