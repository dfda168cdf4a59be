"""Fields that take words or a number typed in one go."""

from decimal import Decimal
from typing import Any, Unpack

from django import forms

from kinmap.kit.forms.look import KitField, Look
from kinmap.kit.forms.words import LONGEST_LINE, LONGEST_STATEMENT, check_length, clean_words


def _enter(look: Look) -> str:
    """ "Full name" is entered; "What happened?" is answered."""
    label = str(look.get("label") or "this")
    return f"Answer “{label}”" if label.endswith("?") else f"Enter {_lower_first(label)}"


def _lower_first(words: str) -> str:
    """ "Full name" → "full name"; "NHS number" and "GP" stay as they are."""
    return words[0].lower() + words[1:] if words[:1] and not words[1:2].isupper() else words


class TextField(KitField, forms.CharField):
    """One line of text. ``width`` is in characters (2, 3, 4, 5, 10, 20, 30) or 0 for the full column."""

    kind = "text"

    def __init__(
        self,
        *,
        longest: int = LONGEST_LINE,
        width: int = 0,
        autocomplete: str = "",
        spellcheck: bool | None = None,
        inputmode: str = "",
        prefix: str = "",
        suffix: str = "",
        **look: Unpack[Look],
    ) -> None:
        self.longest, self.prefix, self.suffix = longest, prefix, suffix
        given = {"type": self.kind, "autocomplete": autocomplete, "inputmode": inputmode}
        attrs = {name: value for name, value in given.items() if value}
        if spellcheck is not None:
            attrs["spellcheck"] = "true" if spellcheck else "false"
        if width:
            attrs["class"] = f"govuk-input--width-{width}"
        super().__init__(widget=forms.TextInput(attrs=attrs), **self.told(look, _enter(look)))
        self.widget.input_type = self.kind

    def to_python(self, value: Any) -> str:
        words = clean_words(str(value)) if value is not None else ""
        return str(super().to_python(words.replace("\n", " ")))

    def validate(self, value: str) -> None:
        super().validate(value)
        check_length(value, self.longest)


class TextAreaField(KitField, forms.CharField):
    """Words of any length: the box grows with them.

    ``count`` tells how many characters are left once three quarters of ``longest`` are used.
    """

    def __init__(
        self,
        *,
        rows: int = 4,
        longest: int = LONGEST_STATEMENT,
        count: bool = False,
        threshold: int = 75,
        **look: Unpack[Look],
    ) -> None:
        self.longest, self.count, self.threshold = longest, count, threshold
        attrs: dict[str, Any] = {"rows": rows, "cols": False, "data-grow": True}
        if count:
            attrs["class"] = "govuk-js-character-count"
            self.group_class = "govuk-character-count"
        super().__init__(widget=forms.Textarea(attrs=attrs), **self.told(look, _enter(look)))
        # Not the browser's maxlength: it cuts pasted words off without saying so.
        self.template = "kit/fields/character_count.html" if count else ""

    def group_data(self) -> dict[str, str]:
        if not self.count:
            return {}
        data = {"module": "govuk-character-count", "maxlength": str(self.longest)}
        return data | ({"threshold": str(self.threshold)} if self.threshold else {})

    def to_python(self, value: Any) -> str:
        return str(super().to_python(clean_words(str(value)) if value is not None else ""))

    def validate(self, value: str) -> None:
        super().validate(value)
        check_length(value, self.longest)


class EmailField(KitField, forms.EmailField):
    """An e-mail address."""

    def __init__(self, *, autocomplete: str = "email", **look: Unpack[Look]) -> None:
        attrs = {"autocomplete": autocomplete, "spellcheck": "false"}
        says = "Enter an e-mail address in the form name@example.com"
        super().__init__(widget=forms.EmailInput(attrs=attrs), **self.told(look, says))
        self.error_messages["invalid"] = says

    def to_python(self, value: Any) -> str:
        return str(super().to_python(clean_words(str(value)) if value is not None else ""))


class PasswordField(KitField, forms.CharField):
    """A password with a "Show" button; ``autocomplete`` is ``current-password`` or ``new-password``."""

    def __init__(self, *, autocomplete: str = "current-password", **look: Unpack[Look]) -> None:
        attrs = {"autocomplete": autocomplete}
        told = self.told(look, _enter(look))
        super().__init__(widget=forms.PasswordInput(attrs=attrs), strip=False, **told)


class NumberField(KitField, forms.DecimalField):
    """A number; whole unless ``decimals`` says otherwise. Limits are named in the message."""

    def __init__(
        self,
        *,
        lowest: int | None = None,
        highest: int | None = None,
        decimals: int = 0,
        width: int = 4,
        suffix: str = "",
        prefix: str = "",
        **look: Unpack[Look],
    ) -> None:
        self.prefix, self.suffix, self.decimals = prefix, suffix, decimals
        attrs = {
            "inputmode": "decimal" if decimals else "numeric",
            "class": f"govuk-input--width-{width}",
        }
        super().__init__(
            min_value=lowest,
            max_value=highest,
            decimal_places=decimals,
            widget=forms.TextInput(attrs=attrs),
            **self.told(look, _enter(look)),
        )
        wrong = "Enter a number, such as 7.5" if decimals else "Enter a whole number, such as 7"
        self.error_messages |= {"invalid": wrong, "max_decimal_places": wrong}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        return int(cleaned) if isinstance(cleaned, Decimal) and not self.decimals else cleaned


class TickField(KitField, forms.BooleanField):
    """One box to tick. Not required unless told: ``True`` when ticked."""

    template = "kit/fields/tick.html"

    def __init__(self, **look: Unpack[Look]) -> None:
        look.setdefault("required", False)
        super().__init__(**self.told(look, f"Tick “{look.get('label', '')}”"))
        self.mark = False
