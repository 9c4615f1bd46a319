// Keeps «now and next» of a page fresh. Without it the page is right at the moment at which it was loaded.

export const MINUTE = 60_000;
const EASTERN = "٠١٢٣٤٥٦٧٨٩";
const EVERY = MINUTE / 2;
const OLD = 2 * MINUTE;
const LONGEST = 10 * MINUTE;

function keepFresh(part) {
  const status = part.querySelector("[role=status]");
  const age = part.querySelector("[data-now-age]");
  const places = () => part.querySelector("[data-now-places]");
  let written = places().outerHTML;
  let refreshed = Date.now();
  let failures = 0;
  let timer;

  async function refresh() {
    clearTimeout(timer);
    if (document.hidden) return; // goes on when the page is looked at again
    try {
      const response = await fetch(part.dataset.now, { signal: AbortSignal.timeout(20_000) });
      if (!response.ok) throw new Error(response.statusText);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const newer = page.querySelector("[data-now-places]");
      if (!newer) throw new Error("another page");
      show(newer);
      refreshed = Date.now();
      failures = 0;
    } catch {
      failures += 1;
    }
    sayAge();
    clearTimeout(timer);
    timer = setTimeout(refresh, wait());
  }

  // On the half minute, when a session may begin; not all readers within the same second.
  function wait() {
    if (failures) return Math.min(EVERY * 2 ** failures, LONGEST);
    return EVERY - (Date.now() % EVERY) + Math.random() * 3000;
  }

  function show(newer) {
    if (newer.outerHTML === written) return;
    written = newer.outerHTML;
    const older = places();
    const said = older.dataset.says;
    const focused = older.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    swap(older, newer);
    if (focused && !part.contains(document.activeElement)) {
      [...part.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus({ preventScroll: true });
    }
    // The minutes that pass are no news; that something else is on is.
    if (places().dataset.says !== said) status.textContent = places().dataset.says;
  }

  function sayAge() {
    const old = Date.now() - refreshed;
    age.hidden = old <= OLD;
    if (!age.hidden) age.textContent = inWords(part.dataset.minutesOld, Math.floor(old / MINUTE), document.documentElement.lang);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) clearTimeout(timer);
    else if (Date.now() - refreshed > EVERY) refresh();
    else timer = setTimeout(refresh, wait());
  });
  addEventListener("online", refresh);
  setInterval(sayAge, EVERY);
  timer = setTimeout(refresh, wait());
}

// What stayed the same stays where it is, with what is selected or focused in it.
function swap(older, newer) {
  const before = [...older.children];
  const after = [...newer.children];
  if (before.length !== after.length || before.some((child, place) => child.tagName !== after[place].tagName)) {
    older.replaceWith(newer);
    return;
  }
  before.forEach((child, place) => {
    if (child.outerHTML === after[place].outerHTML) return;
    if (child.tagName === "UL") swap(child, after[place]);
    else child.replaceWith(after[place]);
  });
  for (const { name, value } of newer.attributes) older.setAttribute(name, value);
}

// Minutes in the words of the page's language: the forms come with the page, see papers/minutes.py.
export function inWords(forms, number, language, digits = "latin") {
  const all = JSON.parse(forms);
  const text = all[new Intl.PluralRules(language).select(number)] ?? all.other;
  return inDigits(text.replace("{n}", number), language, digits);
}

// As forum_portal/arabic/digits.py does for what the server writes.
export function inDigits(text, language, digits) {
  return language === "ar" && digits === "eastern" ? text.replace(/\d/g, (digit) => EASTERN[digit]) : text;
}

for (const part of document.querySelectorAll("[data-now]")) {
  if (part.dataset.now) keepFresh(part);
}
