"""Pages from the web, fetched politely, within bounds, and from no address that is not public."""
