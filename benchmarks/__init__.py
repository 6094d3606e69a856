"""Benchmarks: real server processes, real HTTP, real sockets; one module a question: `python3 -m benchmarks.NAME`."""
