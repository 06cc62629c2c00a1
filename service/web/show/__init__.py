"""What each screen says: rows turned into frozen view models with Dutch words. Templates decide nothing."""
