"""Assembles the web application."""
