// A text box as tall as its words, where the style sheet cannot do it (field-sizing).
import { fresh } from "./parts.ts";

const seen = new WeakSet<Element>();

export function fit(box: HTMLTextAreaElement): void {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

export function attach(root: ParentNode): void {
  if (CSS.supports("field-sizing", "content")) return;
  for (const box of fresh<HTMLTextAreaElement>(root, "textarea[data-grow]", seen)) {
    box.addEventListener("input", () => fit(box));
    fit(box);
  }
}
