// One request to the server, with the page's token; given up after ten seconds: a database that hangs answers neither yes nor no.

const PATIENCE = 10000;

export async function post(url, body, { leaving = false } = {}) {
  const send = () => {
    body.set("csrfmiddlewaretoken", token());
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

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

export function useToken(fresh) {
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh;
  if (document.body.hasAttribute("hx-headers")) document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": fresh }));
}

async function renewToken() {
  const page = await fetch(location.href, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
  if (!page.ok) return false;
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
  if (fresh) useToken(fresh.value);
  return Boolean(fresh);
}
