"""The register, its history and its queries. The only package that speaks SQL."""
