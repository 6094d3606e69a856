"""Benchmarks: real server processes, real HTTP, real sockets; one module a question, run as `python3 -m benchmarks.NAME`."""
