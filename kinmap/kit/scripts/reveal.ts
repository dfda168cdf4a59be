// Shows the fields under a chosen radio button and hides the others'. Ours, because GOV.UK Frontend says
// aria-expanded on radio buttons, which ARIA does not allow there.
import { fresh } from "./parts.ts";

const seen = new WeakSet<Element>();
const HIDDEN = "govuk-radios__conditional--hidden";

export interface Answer {
  checked: boolean;
  under: { classList: { toggle(name: string, on: boolean): unknown } };
}

/** Only what lies under the chosen answer is in sight. */
export function sync(answers: readonly Answer[]): void {
  for (const { checked, under } of answers) under.classList.toggle(HIDDEN, !checked);
}

function answersOf(group: Element): Answer[] {
  return [...group.querySelectorAll<HTMLInputElement>(":scope > .govuk-radios__item > [data-aria-controls]")].flatMap(
    (radio) => {
      const under = document.getElementById(radio.dataset.ariaControls ?? "");
      if (under === null) return [];
      radio.setAttribute("aria-controls", under.id);
      return [{ checked: radio.checked, under }];
    },
  );
}

export function attach(root: ParentNode): void {
  for (const group of fresh<HTMLElement>(root, "[data-module=govuk-radios]", seen)) {
    const show = (): void => sync(answersOf(group));
    group.addEventListener("change", show);
    // Going back in history brings the choice back after the page was shown.
    addEventListener("pageshow", show);
    show();
  }
}
