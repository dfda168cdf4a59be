// Passkeys: asks the browser for one, and sends what it answers with the form around the button.
//
// data-passkey="create" or "get"; the question stands in the JSON named by data-passkey-options, or is fetched from
// data-passkey-ask. A browser that knows no passkeys never sees the form.
import { fresh } from "../../kit/scripts/parts.ts";

type Json = Record<string, unknown>;

const seen = new WeakSet<Element>();

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const padded = text.replaceAll("-", "+").replaceAll("_", "/") + "=".repeat((4 - (text.length % 4)) % 4);
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
}

export function toText(bytes: ArrayBuffer): string {
  const letters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The server's question as the browser wants it: bytes where JSON has text. */
export function question(told: Json, alone: boolean | undefined): Json {
  const asked: Json = { ...told, challenge: toBytes(String(told.challenge)) };
  for (const name of ["allowCredentials", "excludeCredentials"]) {
    if (Array.isArray(told[name])) {
      asked[name] = (told[name] as Json[]).map((one) => ({ ...one, id: toBytes(String(one.id)) }));
    }
  }
  if (told.user !== undefined) asked.user = { ...(told.user as Json), id: toBytes(String((told.user as Json).id)) };
  if (alone !== undefined) {
    asked.authenticatorSelection = {
      ...(told.authenticatorSelection as Json | undefined),
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      ...(alone ? { userVerification: "required" } : {}),
    };
  }
  return asked;
}

/** What the browser answered, as JSON. */
export function answer(key: PublicKeyCredential): Json {
  const response: Json = {};
  const of = key.response as unknown as Record<string, ArrayBuffer | null | undefined>;
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const bytes = of[name];
    if (bytes) response[name] = toText(bytes);
  }
  const transports = (key.response as AuthenticatorAttestationResponse).getTransports?.();
  if (transports !== undefined) response.transports = transports;
  return {
    type: key.type,
    id: key.id,
    rawId: toText(key.rawId),
    response,
    clientExtensionResults: key.getClientExtensionResults(),
  };
}

async function told(form: HTMLFormElement, kind: string): Promise<Json> {
  const place = form.dataset.passkeyOptions;
  const whole = place
    ? (JSON.parse(document.getElementById(place)?.textContent ?? "{}") as Json)
    : ((await (
        await fetch(form.dataset.passkeyAsk ?? "", { headers: { Accept: "application/json" } })
      ).json()) as Json);
  const options = whole[kind === "create" ? "creation_options" : "request_options"] as Json;
  return (options.publicKey ?? options) as Json;
}

async function use(form: HTMLFormElement): Promise<void> {
  const kind = form.dataset.passkey ?? "get";
  const alone =
    kind === "create" ? form.querySelector<HTMLInputElement>("input[name=passwordless]")?.checked : undefined;
  const publicKey = question(await told(form, kind), alone) as unknown;
  const key =
    kind === "create"
      ? await navigator.credentials.create({ publicKey: publicKey as PublicKeyCredentialCreationOptions })
      : await navigator.credentials.get({ publicKey: publicKey as PublicKeyCredentialRequestOptions });
  const hidden = form.querySelector<HTMLInputElement>("input[name=credential]");
  if (key === null || hidden === null) throw new Error("no passkey");
  hidden.value = JSON.stringify(answer(key as PublicKeyCredential));
}

function say(form: HTMLFormElement, words: string): void {
  const line = form.querySelector("[data-passkey-said]") ?? document.createElement("p");
  line.setAttribute("data-passkey-said", "");
  line.setAttribute("role", "alert");
  line.className = "govuk-error-message";
  line.textContent = words;
  form.prepend(line);
}

export function attach(root: ParentNode): void {
  if (typeof PublicKeyCredential === "undefined") return;
  for (const form of fresh<HTMLFormElement>(root, "form[data-passkey]", seen)) {
    form.hidden = false;
    form.addEventListener(
      "submit",
      (event) => {
        const hidden = form.querySelector<HTMLInputElement>("input[name=credential]");
        if (hidden?.value) return; // the browser has answered: on its way
        event.preventDefault();
        event.stopImmediatePropagation();
        use(form).then(
          () => form.requestSubmit(),
          () => say(form, "The passkey was not used. Try again, or choose another way."),
        );
      },
      true,
    );
  }
}
