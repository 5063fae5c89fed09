"""A company's history from one seed: the plan of it, played by the use cases or loaded whole.

``planning.plan`` yields what happens, as the plain data of ``happenings``; ``playing`` does it
as the people of the company would, ``loading`` writes the same rows at once.
"""
