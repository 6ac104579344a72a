import htmx from "htmx.org";

/** The part of htmx's extension interface used here; its own types leave it open. */
interface InternalApi {
  initSecurity(trustedTypes: undefined, evaluate: () => never, evaluateAsync: () => never): void;
}

/**
 * htmx can evaluate text in attributes (`hx-on`, `js:` values, trigger filters). The content policy already forbids
 * it; this makes every attempt fail with a sentence instead of a policy report, in browsers and tests alike.
 */
export function forbidEvaluation(): void {
  const refuse = function (): never {
    throw new Error("Attributes that need evaluation are not used here.");
  };
  htmx.registerExtension("no-eval", {
    init(api: InternalApi): void {
      api.initSecurity(undefined, refuse, refuse);
    },
  });
}
