// GOV.UK Frontend's own behaviours: the character count, focus on the error summary, showing a password …
import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  SkipLink,
} from "govuk-frontend";

const COMPONENTS = [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, SkipLink];

/** Must come first: its styles hide unchosen reveals only where a script can show them again. */
export function attach(root: ParentNode): void {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  // A swapped part may itself be a component, so look from its parent; what runs already is left alone.
  const scope = root instanceof Element ? (root.parentElement ?? root) : document;
  for (const component of COMPONENTS) {
    createAll(component, undefined, { scope, onError: () => undefined });
  }
}
