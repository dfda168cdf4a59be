// A button that copies words somebody typed, so that they can be put into a form again.
//
// <textarea id="kept-1" readonly>…</textarea> <button type="button" hidden data-copy="kept-1">Copy</button>
// Without script the button stays hidden, and the words can be marked and copied by hand.
import { fresh } from "../../kit/scripts/parts.ts";

const seen = new WeakSet<Element>();

export function attach(root: ParentNode): void {
  for (const button of fresh<HTMLButtonElement>(root, "[data-copy]", seen)) {
    button.hidden = false;
    button.addEventListener("click", () => void copy(button));
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const words = document.getElementById(button.dataset.copy ?? "");
  if (!(words instanceof HTMLTextAreaElement)) return;
  words.focus();
  words.select();
  try {
    await navigator.clipboard.writeText(words.value);
    button.textContent = "Copied";
  } catch {
    // The browser does not let us: the words are marked, so that the person can copy them.
    button.textContent = "Marked. Now press copy";
  }
}
