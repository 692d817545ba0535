"""How a matter moves from one body to another."""
