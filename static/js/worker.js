/*
  The portal's service worker. self.PORTAL, written before this file by forum_portal/offline/views.py, has the version,
  where static files lie, and for each language its page of no connection and its line over a page that was kept.

  Kept are the pages that an edition's offline.json lists, and no other: what is not public is never asked to be here.
  Pages come from the network first, so none is trapped; files have their content in their name and never change. A new
  version fetches anew what the one before had kept, and only then takes its place.
*/
const { version, files, languages } = self.PORTAL;
const PAGES = `forum-${version}-pages`;
const FILES = `forum-${version}-files`;
const LISTS = `forum-${version}-lists`;

const WAIT = 3000; // milliseconds that a page which was kept waits for the network
const AT_ONCE = 3;
const PAUSE = 50; // milliseconds after each page, since a hall full of telephones asks for the same
const MOST_PAGES = 400;
const MOST_LISTS = 4; // an edition in a language is one
const CUT = "cut"; // the network was gone before all was here
const SETTLED = 10 * 60 * 1000; // milliseconds for which a list is not asked for again

const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const PRIVATE = /^\/(?:\w\w\/)?(?:admin|accounts|exhibit)\//;
const LIST = /^\/(?:\w\w\/)?(?:editions\/[\w-]+\/)?offline\.json$/;
// The files that a page needs, in its HTML; faces only with pages that are read.
const NEEDED = new RegExp(`(?:href|src|data-script|data-offline)="(${files}[^"#?]+)`, "g");

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  const { list, light, page } = event.data ?? {};
  if (typeof list === "string" && LIST.test(list)) event.waitUntil(inTurn(() => keep(list, { light, pages: [page] })));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith(files)) event.respondWith(file(request));
  else if (request.mode === "navigate" && !PRIVATE.test(url.pathname)) event.respondWith(page(event, url));
});

async function install() {
  for (const { offline, line } of Object.values(languages)) {
    await store(offline, { faces: false });
    await bring(line, { faces: false });
  }
  // A telephone in a hall is never left with less than it had: without a network this fails, and the old one stays.
  for (const name of await caches.keys()) {
    if (!name.startsWith("forum-") || !name.endsWith("-lists") || name === LISTS) continue;
    const old = await caches.open(name);
    for (const { url } of await old.keys()) {
      const { light } = await (await old.match(url)).json();
      const pages = light ? await pathsIn(name.replace("-lists", "-pages")) : [];
      if ((await keep(new URL(url).pathname, { light, pages })) === CUT) throw new TypeError(`no network: ${url}`);
    }
  }
  await self.skipWaiting();
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith("forum-") && !name.includes(version));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// Pages

async function page(event, url) {
  const { kept, isWhole } = await keptPage(url);
  const asked = fetch(event.request);
  const stored = asked.then(async (response) => {
    const copy = isPage(response) && (await isListed(url)) ? response.clone() : null;
    // Stored beside the answer, not before it.
    if (copy) event.waitUntil(put(pathOf(url), copy).catch(() => {}));
    return response;
  });
  event.waitUntil(stored.catch(() => {}));
  try {
    const response = await (kept ? Promise.race([stored, after(WAIT)]) : stored);
    if (response && !(kept && response.status >= 500)) return response;
  } catch {
    if (!kept) return (await (await caches.open(PAGES)).match(languageOf(url).offline)) ?? Response.error();
  }
  return withItsAge(kept, url, { isWhole });
}

function after(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, null));
}

// The page that answers ``url``, and whether it is the whole where a part was asked for: a programme can be filtered only
// by the portal, but for its days. What a shared choice asks for, its page shows by itself; a rehearsal nothing can show.
async function keptPage(url) {
  if (url.searchParams.has("at")) return {};
  const pages = await caches.open(PAGES);
  const exact = await pages.match(pathOf(url));
  if (exact || !url.search) return { kept: exact };
  const day = await pages.match(`${url.pathname}?day=${url.searchParams.get("day")}`);
  return { kept: day ?? (await pages.match(url.pathname)), isWhole: /\/programme\/$/.test(url.pathname) };
}

async function withItsAge(response, url, { isWhole }) {
  const { line, locale } = languageOf(url);
  const kept = new Date(response.headers.get("Date") ?? Date.now());
  const words = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const moment = `<bdi>${new Intl.DateTimeFormat(locale, words).format(kept)}</bdi>`;
  const said = line.replace("{moment}", moment).replace(" data-whole hidden", (words) => (isWhole ? " data-whole" : words));
  const html = (await response.text()).replace("<main", () => `${said}<main`);
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length", "ETag"]) headers.delete(name);
  return new Response(html, { headers });
}

function pathOf(url) {
  return url.pathname + url.search;
}

function languageOf(url) {
  const code = url.pathname.split("/", 2)[1];
  return Object.hasOwn(languages, code) ? languages[code] : languages.ar;
}

function isPage(response) {
  const { headers } = response;
  // What differs by a visitor's cookie is nobody's to keep.
  const isPersonal = /cookie/i.test(headers.get("Vary") ?? "");
  return response.status === 200 && !response.redirected && !isPersonal && /^text\/html/.test(headers.get("Content-Type"));
}

async function put(path, response) {
  await (await caches.open(PAGES)).put(path, response);
}

// Fetch a page with the files that it needs, without the visitor's cookies.
async function store(path, { faces = true } = {}) {
  const response = await fetch(path, { cache: "no-cache", credentials: "omit" });
  if (response.status === 404 || response.status === 410) return (await caches.open(PAGES)).delete(path);
  if (!isPage(response)) {
    if (response.redirected) return false;
    // A gateway without a portal behind it, or the portal without its database: as good as no network.
    throw new (response.status > 500 ? TypeError : Error)(`${response.status} ${path}`);
  }
  await bring(await response.clone().text(), { faces });
  return put(path, response);
}

// Have the files that ``html`` needs.
async function bring(html, { faces }) {
  const needed = new Set(Array.from(html.matchAll(NEEDED), (match) => match[1]));
  for (const name of needed) {
    if (faces || !name.endsWith(".woff2")) await file(new Request(name, { credentials: "omit" }));
  }
}

// Files

async function file(request) {
  const kept = await (await caches.open(FILES)).match(request.url);
  if (kept && HASHED.test(request.url)) return kept;
  try {
    const response = await fetch(request);
    if (response.status === 200) {
      const copy = response.clone();
      // A full telephone shows its page all the same.
      await (await caches.open(FILES)).put(request.url, copy).catch(() => {});
    }
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

// Lists: what is to be kept of an edition

const asked = new Map(); // when, by path; forgotten when the browser lets the worker go
let last = Promise.resolve();
function inTurn(job) {
  last = last.then(job).catch(() => {});
  return last;
}

async function lists() {
  const kept = await caches.open(LISTS);
  return Promise.all((await kept.keys()).map(async ({ url }) => (await kept.match(url)).json()));
}

async function isListed(url) {
  return (await lists()).some((list) => list.pages.includes(pathOf(url)));
}

async function remember(path, list) {
  await (await caches.open(LISTS)).put(path, new Response(JSON.stringify({ ...list, path, at: Date.now() })));
}

/*
  Keep what the list at ``path`` names. ``light``, for who saves data: only ``pages`` of it, and from then on those that
  are visited.
*/
async function keep(path, { light = false, pages = [] } = {}) {
  const known = (await lists()).find((list) => list.path === path);
  if (Date.now() - Math.max(asked.get(path) ?? 0, known?.isWhole ? known.at : 0) < SETTLED) return null;
  const response = await fetch(path, { cache: "no-cache", credentials: "omit" });
  asked.set(path, Date.now());
  if (response.status === 404) {
    await (await caches.open(LISTS)).delete(path);
    return tidy();
  }
  if (response.status !== 200) return response.status >= 500 ? CUT : null;
  const list = await response.json();
  const { pathname } = new URL(response.url); // of the edition, where the address only led there
  const before = (await lists()).find((one) => one.path === pathname);
  if (before?.isWhole && before.version === list.version) return remember(pathname, before);
  list.pages = list.pages.slice(0, MOST_PAGES);
  // From here on a page of it that is visited is kept, whatever becomes of the others.
  await remember(pathname, { ...list, light, isWhole: false });
  const outcome = await storeAll(light ? list.pages.filter((one) => pages.includes(one)) : list.pages);
  await remember(pathname, { ...list, light, isWhole: outcome === "whole" && !light });
  if (outcome === CUT) asked.delete(path);
  await tidy();
  return outcome;
}

// A few at a time. One page that fails does not keep the others out; a telephone that is full, or offline, does.
async function storeAll(paths) {
  const queue = [...paths];
  let outcome = "whole";
  const work = async () => {
    for (let path = queue.shift(); path; path = queue.shift()) {
      try {
        await store(path);
        await after(PAUSE);
      } catch (error) {
        const isCut = error instanceof TypeError;
        outcome = isCut ? CUT : "in part";
        if (isCut || error.name === "QuotaExceededError") queue.length = 0;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcome;
}

async function pathsIn(name) {
  return (await (await caches.open(name)).keys()).map(({ url }) => pathOf(new URL(url)));
}

// What no list names any more goes, such as a paper that was withdrawn, and the lists that were read longest ago.
async function tidy() {
  const newest = (await lists()).sort((one, other) => other.at - one.at);
  const kept = await caches.open(LISTS);
  for (const list of newest.splice(MOST_LISTS)) await kept.delete(list.path);
  const wanted = new Set(newest.flatMap((list) => list.pages));
  for (const { offline } of Object.values(languages)) wanted.add(offline);
  const pages = await caches.open(PAGES);
  for (const path of await pathsIn(PAGES)) if (!wanted.has(path)) await pages.delete(path);
}
