"""Deliveries: many signals in one go. What reads files (`body`, `csv_*`, `mapping`) is pure, so a client has it too."""
