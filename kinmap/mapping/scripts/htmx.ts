// What the map asks of htmx, which is a script of its own beside ours.

export interface Asked {
  source: Element;
  target: Element;
  swap?: string;
}

interface Htmx {
  ajax(verb: string, path: string, asked: Asked): Promise<void>;
}

/** Asks, and says nothing when it fails: htmx tells that by its events, which the kit's banner hears. */
export function ask(verb: string, path: string, asked: Asked): void {
  const { htmx } = globalThis as unknown as { htmx: Htmx };
  htmx.ajax(verb, path, asked).catch(() => undefined);
}
