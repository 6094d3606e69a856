"""What is laid out on sheets and in workbooks."""
