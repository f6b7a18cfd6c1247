"""What the published model reaches: AIMSCheck's fine-tuned Llama-3.2-3B (ACL 2025), by sentence, in F1.

Measured on the 25 AIMS.uk statements of our development file, with the 100 words around each sentence in view.
"""

from __future__ import annotations

PEER = {
    "approval": 0.645,
    "signature": 0.621,
    "structure": 0.811,
    "risk": 0.643,
    "effectiveness": 0.533,
    "mitigation": 0.655,
}

PEER_MACRO = sum(PEER.values()) / len(PEER)
"""The mean over the six."""
