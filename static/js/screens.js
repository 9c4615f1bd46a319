// A screen at a door or in the lobby. It holds its day in each language and works out by itself what is on, so that it
// stays right without a network; with one it is fetched anew every minute.

import { MINUTE, inDigits, inWords } from "./now.js";

const TURN = 15_000;
const OLD = 2 * MINUTE;
const SOON = 90; // minutes; see also papers/now.py
const FITS = [1, 0.92, 0.84, 0.77, 0.7, 0.63, 0.56, 0.5];
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const screen = document.querySelector("[data-screen]");
const { digits } = screen.dataset;
const turns = [...screen.querySelectorAll(".turn")];
const written = new Map(turns.map((turn) => [turn.lang, turn.innerHTML]));
let skew = 0; // by how much the device's clock is slow
let updated = seconds(screen.dataset.updated);
// A rehearsal goes on from its moment as a real day does.
const shift = "rehearsal" in screen.dataset ? seconds(screen.dataset.moment) - updated : 0;
let isOffline = false;
let isAsDrawn = false;

function seconds(text) {
  return Number(text) * 1000;
}

// By the clock of the host as the server knows it; the browser may know the zones of another year.
const local = (moment) => new Date(moment + seconds(screen.dataset.offset)).toISOString();

const device = () => Date.now() + skew;
const present = () => device() + shift;

function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function toggle(element, isShown) {
  if (!element || element.hidden !== isShown) return;
  element.hidden = !isShown;
  isAsDrawn = false;
}

// Whole without scrolling, on whatever hangs there; a telephone scrolls.
function fit() {
  const sizes = matchMedia("(min-width: 60rem)").matches ? FITS : [];
  screen.style.removeProperty("--fit");
  for (const size of sizes) {
    screen.style.setProperty("--fit", size);
    if (document.documentElement.scrollHeight <= innerHeight) break;
  }
  isAsDrawn = true;
}

function draw() {
  const moment = present();
  const today = local(moment).slice(0, 10);
  for (const turn of turns) {
    const say = (name, number) => inWords(turn.querySelector(".sayings").dataset[name], number, turn.lang, digits);
    write(turn.querySelector("[data-clock]"), inDigits(local(moment).slice(11, 16), turn.lang, digits));
    for (const day of turn.querySelectorAll("[data-on]")) toggle(day, day.dataset.on === today);
    for (const place of turn.querySelectorAll("[data-place]")) drawPlace(place, moment, today, say);
    drawAge(turn, say);
  }
  if (!isAsDrawn) fit();
}

// See also Place in papers/now.py.
function drawPlace(place, moment, today, say) {
  const cards = [...place.querySelectorAll("[data-role=now] [data-session]")];
  const due = cards.filter((card) => seconds(card.dataset.starts) <= moment && moment < seconds(card.dataset.ends));
  const held = (card) => !("cancelled" in card.dataset);
  const own = due.filter((card) => held(card) && !("shared" in card.dataset));
  const running = own.length ? own : due.filter(held);
  const dropped = due.filter((card) => !held(card) && !("shared" in card.dataset));
  for (const card of cards) {
    const isOn = running.includes(card);
    toggle(card, isOn || dropped.includes(card));
    if (isOn) drawRunning(card, moment, say);
  }
  toggle(place.querySelector("[data-when=nothing]"), !running.length && !dropped.length);

  const coming = [...place.querySelectorAll("[data-role=next] [data-session]")];
  const counts = (card) => card.dataset.day === today || !("everybody" in place.dataset || "shared" in card.dataset);
  const later = coming.filter((card) => held(card) && counts(card) && seconds(card.dataset.starts) > moment);
  const rank = (card) => (card.dataset.day === today ? 0 : 2) + ("shared" in card.dataset ? 1 : 0);
  const next = later.sort((one, other) => rank(one) - rank(other))[0];
  const isToday = next?.dataset.day === today;
  for (const card of coming) toggle(card, card === next);
  if (next) {
    const wait = Math.ceil((seconds(next.dataset.starts) - moment) / MINUTE);
    write(next.querySelector("[data-until]"), wait <= SOON ? say("until", wait) : "");
    toggle(next.querySelector("[data-day-name]"), !isToday);
  }
  toggle(place.querySelector("[data-when=next]"), Boolean(next));
  toggle(place.querySelector("[data-when=ended]"), Boolean(next) && !isToday && !running.length);
  toggle(place.querySelector("[data-when=over]"), !next);
  if ("everybody" in place.dataset) toggle(place, running.length > 0 || isToday);
}

function drawRunning(card, moment, say) {
  const [starts, ends] = [seconds(card.dataset.starts), seconds(card.dataset.ends)];
  write(card.querySelector("[data-left]"), say("left", Math.ceil((ends - moment) / MINUTE)));
  const progress = card.querySelector("progress");
  if (progress) progress.value = Math.round((100 * (moment - starts)) / (ends - starts));
  for (const paper of card.querySelectorAll("li[data-starts]")) {
    const isOn = seconds(paper.dataset.starts) <= moment && moment < seconds(paper.dataset.ends);
    if (isOn) paper.setAttribute("aria-current", "true");
    else paper.removeAttribute("aria-current");
  }
}

function drawAge(turn, say) {
  const old = Math.max(device() - updated, 0);
  const minutes = Math.floor(old / MINUTE);
  toggle(turn.querySelector("[data-fetched]"), old <= OLD);
  toggle(turn.querySelector("[data-age]"), old > OLD);
  toggle(turn.querySelector("[data-offline]"), old > OLD && isOffline);
  if (old > OLD) {
    const text = minutes < 120 ? say("minutesOld", minutes) : say("hoursOld", Math.floor(minutes / 60));
    write(turn.querySelector("[data-age]"), text);
  }
}

async function refresh() {
  const fresh = String(Math.floor(Math.random() * 1e12));
  const address = new URL(location.href);
  address.searchParams.set("fresh", fresh);
  address.hash = "";
  try {
    const response = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(20_000) });
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const newer = page.querySelector("[data-screen]");
    if (!newer) throw new Error("another page");
    const version = (part) => part.querySelector("[data-version]").getAttribute("src");
    if (version(page) !== version(document)) {
      location.reload();
      return;
    }
    take(newer, newer.dataset.fresh === fresh);
    isOffline = false;
  } catch {
    isOffline = true;
  }
  draw();
}

// What a cache kept says by itself how old it is; only what comes from the server itself may set the clock.
function take(newer, isFresh) {
  if (isFresh) {
    const difference = seconds(newer.dataset.updated) - Date.now();
    skew = Math.abs(difference) > 5000 ? difference : 0;
  }
  if (seconds(newer.dataset.updated) < updated) return;
  updated = seconds(newer.dataset.updated);
  for (const turn of turns) {
    const html = [...newer.querySelectorAll(".turn")].find((part) => part.lang === turn.lang)?.innerHTML;
    if (!html || html === written.get(turn.lang)) continue;
    written.set(turn.lang, html);
    turn.innerHTML = html;
    isAsDrawn = false;
  }
  screen.dataset.offset = newer.dataset.offset;
}

// The languages in turn.

const hold = document.querySelector("[data-hold]");
let shown = 0;

function turnOver() {
  if (hold.getAttribute("aria-pressed") === "true") return;
  shown = (shown + 1) % turns.length;
  turns.forEach((turn, place) => toggle(turn, place === shown));
  fit();
  document.documentElement.lang = turns[shown].lang;
  document.documentElement.dir = turns[shown].dir;
  if (!calm.matches) turns[shown].animate({ opacity: [0, 1] }, { duration: 600, easing: "ease-out" });
}

if (turns.length > 1) {
  hold.hidden = false;
  hold.addEventListener("click", () => {
    hold.setAttribute("aria-pressed", String(hold.getAttribute("aria-pressed") !== "true"));
  });
  setInterval(turnOver, TURN);
}

// The faces of the languages that have not been shown yet come too late by themselves.
for (const face of document.fonts) face.load().catch(() => {});
document.fonts.ready.then(fit);
addEventListener("resize", fit);

// Full screen, and awake.

const full = document.querySelector("[data-full]");
if (document.fullscreenEnabled) {
  full.hidden = false;
  full.addEventListener("click", () => document.documentElement.requestFullscreen().catch(() => {}));
  document.addEventListener("fullscreenchange", () => {
    document.body.classList.toggle("is-full", Boolean(document.fullscreenElement));
  });
}

async function stayAwake() {
  if (!document.hidden) await navigator.wakeLock?.request("screen").catch(() => {});
}
document.addEventListener("visibilitychange", stayAwake);
stayAwake();

draw();
refresh();
setInterval(draw, 1000);
setInterval(refresh, MINUTE);
addEventListener("online", refresh);
