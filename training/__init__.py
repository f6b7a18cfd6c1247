"""Makes the evidence model: `python -m training --au PATH --uk PATH --out checker/evidence.model`.

Needs the extra `[train]`. The same files give the same model, byte for byte.
"""
