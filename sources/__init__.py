"""Readers of registers: who should have published a statement?"""
