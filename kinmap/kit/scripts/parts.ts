// Runs each behaviour on the page once, and again on every part that htmx swaps in.

export type Attach = (root: ParentNode) => void;

/** What htmx tells with its events, as far as we listen. */
export interface HtmxDetail {
  elt: Element;
  target?: Element;
  xhr?: XMLHttpRequest;
  requestConfig?: { verb: string; path: string };
  verb?: string;
  headers?: Record<string, string>;
  parameters?: Record<string, unknown>;
  shouldSwap?: boolean;
}

export function detailOf(event: Event): HtmxDetail {
  return (event as CustomEvent<HtmxDetail>).detail;
}

export function start(page: Document, behaviours: readonly Attach[]): void {
  for (const attach of behaviours) attach(page);
  // htmx says "load" for the whole body at the start too; that part has been attached already.
  page.addEventListener("htmx:load", (event) => {
    const part = detailOf(event).elt;
    if (part === page.body) return;
    for (const attach of behaviours) attach(part);
  });
}

/** Elements in or at `root` that match, each given out once for this behaviour. */
export function fresh<E extends Element>(root: ParentNode, selector: string, seen: WeakSet<Element>): E[] {
  const found = [...root.querySelectorAll<E>(selector)];
  if ("matches" in root && (root as Element).matches(selector)) found.unshift(root as unknown as E);
  const unseen = found.filter((element) => !seen.has(element));
  for (const element of unseen) seen.add(element);
  return unseen;
}
