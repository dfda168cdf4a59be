// "Who may see this": choosing a level that speaks of named people opens the list of people.
//
// <div data-guard-names="network sealed"> radios named "sharing" … <details data-guard-named> … </details></div>
// Without script both lists can be opened by hand.
import { fresh } from "../../kit/scripts/parts.ts";

const seen = new WeakSet<Element>();

/** Whether what was just chosen is a level that speaks of named people. */
export function opens(chosen: EventTarget | null, wanted: readonly string[]): boolean {
  const box = chosen as HTMLInputElement | null;
  return box?.type === "radio" && wanted.includes(box.value);
}

export function attach(root: ParentNode): void {
  for (const block of fresh<HTMLElement>(root, "[data-guard-names]", seen)) {
    const wanted = (block.dataset.guardNames ?? "").split(" ");
    const list = block.querySelector<HTMLDetailsElement>("[data-guard-named]");
    block.addEventListener("change", (event) => {
      // Never closed again by us: somebody may have ticked a person already.
      if (list !== null && opens(event.target, wanted)) list.open = true;
    });
  }
}
