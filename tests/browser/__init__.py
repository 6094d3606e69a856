"""Tests that look at the running application with a real browser."""
