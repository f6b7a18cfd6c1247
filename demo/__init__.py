"""An embedded web of fictional Norfolk firms, served on loopback."""
