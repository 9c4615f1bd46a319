// Stars beside sessions and papers. What a visitor chose is kept in this browser, the same in each language.

const host = document.querySelector("[data-stars]");
const place = `choice:${host.dataset.stars}`;
const KEY = /^(s:[1-9]\d{0,8}|p:[a-z0-9-]{1,16})$/; // see also papers/choices.py
const MOST = 300;
let unkept; // the choice, where the browser refuses to keep it

const keyOf = ({ dataset }) => (dataset.session ? `s:${dataset.session}` : `p:${dataset.paper}`);
const starOf = (item) => item.querySelector(`[data-star="${keyOf(item)}"]`);

export function chosen() {
  if (unkept) return new Set(unkept);
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? "[]");
    return new Set(kept.filter((key) => KEY.test(key)).slice(0, MOST));
  } catch {
    return new Set();
  }
}

// Change the choice with a function that gets it; the page is told.
export function change(how) {
  const keys = chosen();
  how(keys);
  try {
    localStorage.setItem(place, JSON.stringify([...keys]));
    unkept = undefined;
  } catch {
    unkept = keys;
    host.querySelector("[role=status]").textContent = host.dataset.refused;
  }
  tell();
}

// What of the page can be chosen gets its star, after its heading or at the end of its first line.
export function decorate(root) {
  for (const item of root.querySelectorAll("[data-session], [data-paper]")) {
    if (starOf(item)) continue;
    const key = keyOf(item);
    const heading = item.querySelector("h1, h2, h3, h4");
    const line = heading && heading.closest("[data-session], [data-paper]") === item ? heading : item.querySelector("p");
    const name = (line?.querySelector("a") ?? line)?.textContent.trim();
    if (!name) continue;
    const star = document.createElement("button");
    star.type = "button";
    star.className = "star";
    star.dataset.star = key;
    star.append(host.querySelector("svg").cloneNode(true));
    if (line.matches("h1")) {
      // The page is about nothing else, and has room for words.
      star.classList.add("star--words");
      star.append(document.createElement("span"));
    } else {
      star.setAttribute("aria-label", `${host.dataset.name} ${name}`);
    }
    star.addEventListener("click", () => change((keys) => keys.delete(key) || keys.add(key)));
    if (line.matches("h1")) {
      host.prepend(star); // where the page left room for it
    } else if (line === heading) {
      // The pencil stays where it is: beside the heading.
      (heading.nextElementSibling?.matches(".correct") ? heading.nextElementSibling : heading).after(star);
    } else {
      line.append(" ", star);
    }
  }
  show();
}

export function inDigits(number) {
  const digits = host.querySelector("[data-digits]").textContent;
  return String(number).replace(/\d/g, (digit) => digits[digit]);
}

function show() {
  const keys = chosen();
  for (const star of document.querySelectorAll("[data-star]")) {
    const isIn = keys.has(star.dataset.star);
    star.setAttribute("aria-pressed", String(isIn));
    const words = star.querySelector("span");
    if (words) words.textContent = isIn ? host.dataset.in : host.dataset.out;
  }
  host.querySelector("[data-count]").textContent = inDigits(keys.size);
  host.querySelector("a").hidden = false;
}

function tell(elsewhere = false) {
  show();
  document.dispatchEvent(new CustomEvent("choice", { detail: { elsewhere } }));
}

decorate(document);
document.addEventListener("programme:shown", () => decorate(document));
// Another tab, or this page when the reader comes back to it.
addEventListener("storage", (event) => (event.key === place || event.key === null) && tell(true));
addEventListener("pageshow", (event) => event.persisted && tell(true));
