"""The back door: turns outbox rows into work. Imports service; nothing imports workers. No Flask."""
