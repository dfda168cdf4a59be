// "All children" ticks every child, and is ticked itself exactly when every child is.
import { fresh } from "./parts.ts";

const seen = new WeakSet<Element>();

interface Tick {
  checked: boolean;
}

/** What "all" must show for these children. */
export function allTicked(children: readonly Tick[]): boolean {
  return children.length > 0 && children.every((child) => child.checked);
}

export function attach(root: ParentNode): void {
  for (const row of fresh<HTMLElement>(root, "[data-children]", seen)) {
    const ticks = [...row.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
    const all = ticks.find((tick) => tick.hasAttribute("data-children-all"));
    const children = ticks.filter((tick) => tick !== all);
    if (all === undefined) continue;
    all.checked = allTicked(children);
    row.addEventListener("change", (event) => {
      if (event.target === all) for (const child of children) child.checked = all.checked;
      else all.checked = allTicked(children);
    });
  }
}
