"""What guidance puts on the shelves of lower rooms."""

from kinmap.kit.navigation import Link, navigation

navigation.put(Link(name="Guidance", order=40, url_name="guidance:index"))
