// What the map asks of htmx, which is a script of its own beside ours.

export interface Asked {
  source: Element;
  target: Element;
  swap?: string;
}

export interface Htmx {
  ajax(verb: string, path: string, asked: Asked): Promise<void>;
}

export function htmx(): Htmx {
  return (globalThis as unknown as { htmx: Htmx }).htmx;
}
