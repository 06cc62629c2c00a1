"""The ways out: a mail server, the print house, or a screen that shows what would have gone. Knows no table."""
