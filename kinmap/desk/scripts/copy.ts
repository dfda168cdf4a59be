// A button that copies words somebody typed, so that they can be put into a form again.
//
// <textarea id="kept-1" readonly>…</textarea> <button type="button" hidden data-copy="kept-1">Copy</button>
// Without script the button stays hidden, and the words can be marked and copied by hand.
import { fresh } from "../../kit/scripts/parts.ts";

const seen = new WeakSet<Element>();

/** Marks the words and copies them; answers what the button says then. */
export async function copy(words: HTMLTextAreaElement, board: Pick<Clipboard, "writeText">): Promise<string> {
  words.focus();
  words.select();
  try {
    await board.writeText(words.value);
    return "Copied";
  } catch {
    return "Marked. Now press copy"; // the browser does not let us, so the person does it
  }
}

export function attach(root: ParentNode): void {
  for (const button of fresh<HTMLButtonElement>(root, "[data-copy]", seen)) {
    const words = document.getElementById(button.dataset.copy ?? "");
    if (!(words instanceof HTMLTextAreaElement)) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.textContent = await copy(words, navigator.clipboard);
    });
  }
}
