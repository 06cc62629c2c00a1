"""The law, held against cases, an oracle written apart, and the calendar. Nothing here needs a database or a broker."""
