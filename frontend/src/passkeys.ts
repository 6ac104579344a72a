// Passkeys: a form with `data-passkey` asks the device before it is sent, and carries the answer in `credential`.
//   data-passkey="get" | "create"
//   data-passkey-options="<id of a JSON script>" or data-passkey-options-url="<address>"
// The browser itself turns the options and the answer between JSON and bytes.

type Options = { creation_options?: CredentialCreationOptionsJSON; request_options?: CredentialRequestOptionsJSON };
type CredentialCreationOptionsJSON = { publicKey: PublicKeyCredentialCreationOptionsJSON };
type CredentialRequestOptionsJSON = { publicKey: PublicKeyCredentialRequestOptionsJSON };

export function startPasskeys(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void askDevice(form);
    });
  }
}

async function askDevice(form: HTMLFormElement): Promise<void> {
  if (!isSupported()) return showProblem(form, "unsupported");
  try {
    const options = await readOptions(form);
    const credential = form.dataset["passkey"] === "create" ? await create(form, options) : await get(options);
    if (!credential) return showProblem(form, "cancelled");
    const field = form.elements.namedItem("credential") as HTMLInputElement;
    field.value = JSON.stringify((credential as PublicKeyCredential).toJSON());
    // Unlike requestSubmit, this does not come back here.
    form.submit();
  } catch {
    showProblem(form, "cancelled");
  }
}

function isSupported(): boolean {
  return "PublicKeyCredential" in window && "parseCreationOptionsFromJSON" in PublicKeyCredential;
}

async function readOptions(form: HTMLFormElement): Promise<Options> {
  const address = form.dataset["passkeyOptionsUrl"];
  if (!address) return JSON.parse(document.getElementById(form.dataset["passkeyOptions"] ?? "")?.textContent ?? "{}");
  const response = await fetch(address, { headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`no options: ${response.status}`);
  return (await response.json()) as Options;
}

async function get(options: Options): Promise<Credential | null> {
  if (!options.request_options) throw new Error("no request options");
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.request_options.publicKey);
  return navigator.credentials.get({ publicKey });
}

async function create(form: HTMLFormElement, options: Options): Promise<Credential | null> {
  if (!options.creation_options) throw new Error("no creation options");
  const isAlone = form.querySelector<HTMLInputElement>("[name=passwordless]")?.checked ?? false;
  const asked = options.creation_options.publicKey;
  // A passkey that signs in alone must be found by the device itself and must know its owner.
  asked.authenticatorSelection = {
    ...asked.authenticatorSelection,
    residentKey: isAlone ? "required" : "discouraged",
    requireResidentKey: isAlone,
    ...(isAlone ? { userVerification: "required" } : {}),
  };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) });
}

function showProblem(form: HTMLFormElement, kind: "cancelled" | "unsupported"): void {
  const area = form.querySelector("[data-passkey-problem]") ? form : form.closest("[data-passkey-area]");
  const notice = area?.querySelector<HTMLElement>("[data-passkey-problem]");
  if (!notice) return;
  for (const each of notice.querySelectorAll<HTMLElement>("span")) each.hidden = true;
  const words = notice.querySelector<HTMLElement>(`[data-passkey-${kind}]`);
  if (words) words.hidden = false;
  notice.hidden = false;
}
