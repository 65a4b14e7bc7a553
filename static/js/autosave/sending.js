// One request to the server, with the page's token and in the name of the person whose page it is; given up after ten seconds: a
// database that hangs answers neither yes nor no.

export const PATIENCE = 10000;

const place = document.querySelector("[data-kvar-hos]");
const writer = place?.dataset.kvarHos ?? "";

export async function post(url, body, { leaving = false } = {}) {
  const send = () => {
    body.set("csrfmiddlewaretoken", token());
    if (writer) body.set("skrivet_av", writer);
    return fetch(url, {
      method: "POST",
      body,
      headers: { Accept: "application/json, text/html" },
      redirect: "manual",
      keepalive: leaving,
      signal: AbortSignal.timeout(PATIENCE),
    });
  };
  const answer = await send();
  // A login in another tab changes the token: take the new one from this very page and try once more.
  return answer.status === 403 && !leaving && (await renewToken()) ? send() : answer;
}

export const isJson = (answer) => (answer.headers.get("Content-Type") ?? "").startsWith("application/json");

export const isLoggedOut = (answer) => answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

export function useToken(fresh) {
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh;
  if (document.body.hasAttribute("hx-headers")) document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": fresh }));
}

// Not of a page that has become another person's: what stands here is not hers to send.
async function renewToken() {
  const answer = await fetch(location.href, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[name=csrfmiddlewaretoken]");
  if (!fresh || (writer && page.querySelector("[data-kvar-hos]")?.dataset.kvarHos !== writer)) return false;
  useToken(fresh.value);
  return true;
}
