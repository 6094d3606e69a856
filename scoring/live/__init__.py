"""ROOM 5: pushing what changed to those who watch. It reads from store, never writes, and knows no page."""
