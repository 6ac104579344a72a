/** What proves that a request comes from our own page; the body carries it for htmx, so scripts read it there too. */
export function tokenHeaders(): Record<string, string> {
  const headers: unknown = JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}");
  return { ...(headers as Record<string, string>), "HX-Request": "true" };
}
