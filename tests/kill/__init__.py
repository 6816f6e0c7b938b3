"""Ingests that are killed."""
