"""Kinmap: casework for a strengths-based, safety-organised child protection practice."""

VERSION = "0.1.0"
