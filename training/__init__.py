"""Makes the evidence model: `python -m training --au PATH --uk PATH --out checker/model.json.gz`.

Needs the extra `[train]`. The same files give the same model, byte for byte.
"""
