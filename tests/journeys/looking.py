"""What a browser is asked about a page: does it fit, can a finger hit it, does it show where the keyboard is."""

#: What sticks out of the screen to the right.
FIT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("main *")]
    .filter(one => one.getBoundingClientRect().right > width + 1 && one.children.length === 0)
    .slice(0, 5).map(one => one.outerHTML.slice(0, 120));
}"""

#: Controls lower or narrower than 44 px. A link within running text is as high as its line (WCAG 2.5.8 allows it);
#: a tick box or radio button is as large as itself with its label.
SMALL_TARGETS = """() => {
  const least = 43.5;
  const asked = "button, select, summary, textarea, input:not([type=hidden]), a[role=button], nav a, .kit-button-quiet";
  const unseen = ".govuk-visually-hidden, .govuk-skip-link";
  const shown = one => one.checkVisibility({visibilityProperty: true}) && !one.closest(unseen);
  const small = one => {
    const boxes = [one, ...(one.type === "checkbox" || one.type === "radio" ? one.labels : [])]
      .map(each => each.getBoundingClientRect());
    const width = Math.max(...boxes.map(box => box.width)), height = Math.max(...boxes.map(box => box.height));
    return width > 0 && (width < least || height < least) ? `${Math.round(width)}x${Math.round(height)}` : "";
  };
  const found = [...document.querySelectorAll(asked)].filter(shown).filter(small);
  return [...new Set(found.map(one => `${small(one)} ${one.className || one.outerHTML.slice(0, 80)}`))];
}"""

#: Is the keyboard at this element; and did the stop before show that it had the focus, in view and uncovered?
FOCUS = """there => {
  const signs = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "borderBottomColor",
    "borderBottomWidth", "textDecorationLine", "textDecorationThickness", "color"];
  const sign = (one, part) => {
    const style = getComputedStyle(one, part);
    return signs.map(name => style[name]).join();
  };
  const look = one => {
    const near = [one, one.nextElementSibling, one.closest("label"), one.parentElement].filter(Boolean);
    return near.flatMap(each => [null, "::before", "::after"].map(part => sign(each, part))).join("|");
  };
  const here = document.activeElement;
  let wrong = "";
  const before = window.kinmapFocus;
  const operable = one => one.tabIndex >= 0;  // a heading to which a script moves the focus is read, not operated
  if (before && operable(before.one) && before.one !== here && before.one.isConnected
      && look(before.one) === before.look)
    wrong = "no sign of focus on " + before.one.outerHTML.slice(0, 160);
  if (here && here !== document.body) {
    const box = here.getBoundingClientRect();
    if (box.bottom <= 0 || box.top >= innerHeight) wrong ||= "focus out of view on " + here.outerHTML.slice(0, 160);
    window.kinmapFocus = {one: here, look: look(here)};
  } else window.kinmapFocus = null;
  return {there: here === there, wrong};
}"""

#: Where Tab stops in a group of radio buttons: at the chosen one, or at the first.
GROUP_STOP = """radio => {
  const group = [...radio.form.querySelectorAll(`input[type=radio][name="${radio.name}"]`)];
  return group.find(one => one.checked) || group[0];
}"""
