"""What a council adds to guidance."""

from kinmap.guidance.models.own import CouncilPage, CouncilQuestion
from kinmap.guidance.plain.models import CouncilSwap
from kinmap.guidance.prompts.models import PromptCount, PromptSetting

__all__ = ["CouncilPage", "CouncilQuestion", "CouncilSwap", "PromptCount", "PromptSetting"]
