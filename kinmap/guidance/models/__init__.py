"""What a council adds to guidance."""

from kinmap.guidance.models.own import CouncilPage, CouncilQuestion

__all__ = ["CouncilPage", "CouncilQuestion"]
