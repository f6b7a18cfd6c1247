"""A web of small fictional sites, each showing one way in which firms publish, hide or lack a statement."""
