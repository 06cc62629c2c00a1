"""One module per article per version; the date in the name is the first day the service applies that version."""
