"""Streets, places and neighbourhoods by postcode and house number, as a municipality makes them from the BAG."""
