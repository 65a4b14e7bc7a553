// What is typed is kept in this browser until the server has it: written within a quarter of a second, and on the disk when that is
// said (durability: strict). It is encrypted with a key that no script can read out, apart for each person, and gone when the server
// has answered. Only where the page allows it (never for an ärende with sekretess) and the browser has what it takes. What was kept
// before is read and thrown away all the same. Why: docs/adr/0024.

const WITHIN = 150;
const DAYS = 30; // What nobody has come back to is not kept for ever.
const place = document.querySelector("[data-kvar-hos]");
const can = Boolean(place && globalThis.crypto?.subtle && globalThis.indexedDB && navigator.locks);

const page = can ? crypto.randomUUID() : "";
const timers = new WeakMap();
let allowed = can && place.dataset.lokalt === "ja";
let opened = null;
let queue = Promise.resolve(); // One after another, so that what was typed last is what is kept.

const answered = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

const ended = (transaction) =>
  new Promise((done, failed) => {
    transaction.oncomplete = () => done();
    transaction.onabort = transaction.onerror = () => failed(transaction.error);
  });

function open() {
  opened ??= (async () => {
    const request = indexedDB.open(`remiss-skrivet-${place.dataset.kvarHos}`, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("skrivet", { keyPath: "id" }).createIndex("url", "url");
      request.result.createObjectStore("nyckel");
    };
    const db = await answered(request);
    const before = Date.now() - DAYS * 24 * 3600 * 1000;
    const rows = db.transaction("skrivet", "readwrite").objectStore("skrivet");
    for (const { id, at } of await answered(rows.getAll())) if (at < before) rows.delete(id);
    // Whether the page lives is seen by others: what a living page has kept is not offered in another.
    navigator.locks.request(`remiss-sida-${page}`, () => new Promise(() => {}));
    return { db, key: await keyOf(db) };
  })();
  return opened;
}

async function keyOf(db) {
  const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const transaction = db.transaction("nyckel", "readwrite", { durability: "strict" });
  const store = transaction.objectStore("nyckel");
  const found = await answered(store.get("nyckel"));
  if (!found) store.put(fresh, "nyckel");
  await ended(transaction);
  return found ?? fresh;
}

async function change(act) {
  const { db } = await open();
  const transaction = db.transaction("skrivet", "readwrite", { durability: "strict" });
  act(transaction.objectStore("skrivet"));
  await ended(transaction);
}

const idOf = ({ id, url }) => id ?? `${page} ${url}`;

async function rowOf(words) {
  const { key } = await open();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  // What it was made of goes along, so that it cannot be used over another's words later on.
  const { url, texts, bas, version, at = Date.now() } = words;
  const plain = new TextEncoder().encode(JSON.stringify({ texts, bas, version }));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
  return { id: idOf(words), url, page, at, iv, sealed };
}

async function write(section) {
  const row = await rowOf(section);
  await change((store) => allowed && store.put(row));
}

// A browser that cannot keep it (a full disk, a private window) says so once; the server's copy is what counts.
function inTurn(act) {
  queue = queue.then(act).catch((error) => {
    if (allowed) console.warn("Det som skrivs kan inte sparas i webbläsaren.", error);
    allowed = false;
  });
  return queue;
}

// Keeps the texts of a section: anything with {url, texts, bas, version}.
export function keep(section) {
  if (!allowed || timers.has(section)) return;
  const timer = setTimeout(() => {
    timers.delete(section);
    inTurn(() => write(section));
  }, WITHIN);
  timers.set(section, timer);
}

export function forget(section) {
  clearTimeout(timers.get(section));
  timers.delete(section);
  return forgetKept([idOf(section)]);
}

export const forgetKept = (ids) => (can ? inTurn(() => change((store) => ids.forEach((id) => store.delete(id)))) : Promise.resolve());

// A row more of this page's for an address: never that of another, which a living page may be showing and throw away.
export const rowBeside = (url) => `${page} ${url} ${crypto.randomUUID()}`;

// What `kept` held is `section`'s from now on, and `instead`, if anything, is kept in a row beside it: in one step, so that no words
// are without a row in between.
export const takeOver = (section, kept, instead) =>
  inTurn(async () => {
    const rows = await Promise.all([section, instead].filter(Boolean).map(rowOf));
    await change((store) => {
      store.delete(kept.id);
      if (allowed) rows.forEach((row) => store.put(row));
    });
  });

// The ärende was marked since the page was opened: nothing more is kept, and what this page has kept is thrown away.
export function keepNoMore() {
  if (!allowed) return;
  allowed = false;
  place.dataset.lokalt = "nej";
  inTurn(() => change((store) => store.delete(IDBKeyRange.bound(`${page} `, `${page} \uffff`))));
}

async function read({ id, url, at, iv, sealed }) {
  const { key } = await open();
  const words = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);
  return { id, url, at, ...JSON.parse(new TextDecoder().decode(words)) };
}

// What other pages have kept, of the rows that `isMeant`: what those that are gone have left, newest first
// [{id, url, at, texts, bas, version}], and a promise for each that lives, kept when it is gone too. A row that cannot be read, of a
// browser that was cleared in part, hides no other.
export async function keptOf(isMeant) {
  if (!can) return { left: [], living: [] };
  const { db } = await open();
  const rows = await answered(db.transaction("skrivet").objectStore("skrivet").getAll());
  const { held } = await navigator.locks.query();
  const names = new Set(held.map((lock) => lock.name));
  const others = rows.filter((row) => row.page !== page && isMeant(row.url));
  const lives = (row) => names.has(`remiss-sida-${row.page}`);
  const living = others.filter(lives).map((row) => navigator.locks.request(`remiss-sida-${row.page}`, { mode: "shared" }, () => {}));
  const tried = await Promise.allSettled(others.filter((row) => !lives(row)).map(read));
  const left = tried.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
  return { left: left.sort((a, b) => b.at - a.at), living };
}
