"""The ledger as pages of HTML that need nothing but a browser."""
