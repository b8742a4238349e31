"""Alembic's folder: the steps from each format of the ledger to the next."""
