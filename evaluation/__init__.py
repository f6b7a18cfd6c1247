"""How right the evidence model is, against annotated statements. Only ever reads; nothing here trains."""
