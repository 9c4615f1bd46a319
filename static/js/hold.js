// Counts down how long a booth is held, by what the server says is left. Without it the page says how many minutes it was.

const WARN = 5 * 60; // seconds
const ASK = 15_000; // how often to ask what became of a hold that has run out
const HEARD = 60_000; // how often to ask otherwise, since another window may have changed it

function count(hold) {
  const part = (name) => hold.querySelector(`[data-hold-${name}]`);
  const { booth, wordsSoon, wordsOver } = hold.dataset;
  let end = Date.now() + hold.dataset.seconds * 1000;
  let phase = hold.dataset.seconds > WARN ? "running" : "soon";
  let asked = Date.now();
  let isDone = false;

  const say = (words) => {
    if (part("says").textContent !== words) part("says").textContent = words;
  };

  function tick() {
    if (isDone) return;
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    const minutes = Math.floor(left / 60);
    part("clock").textContent = `${minutes}:${String(left % 60).padStart(2, "0")}`;
    part("minutes").hidden = true;
    part("counted").hidden = !left;
    part("over").hidden = left > 0;
    hold.classList.toggle("notice--warning", left <= WARN);
    const now = left > WARN ? "running" : left ? "soon" : "over";
    if (now !== phase || (now === "soon" && !part("says").textContent)) say({ running: "", soon: wordsSoon, over: wordsOver }[now]);
    phase = now;
    if (Date.now() - asked > (left ? HEARD : ASK) && !document.hidden) ask();
  }

  // The server knows best: whether the booth was taken, held anew in another window, or given back.
  async function ask() {
    asked = Date.now();
    try {
      const answer = await fetch(hold.dataset.hold, { headers: { Accept: "application/json" }, redirect: "error" });
      if (!answer.ok) return;
      const { booth: there, seconds } = await answer.json();
      if (there !== booth) lose();
      else if (seconds === null) settle();
      else end = Date.now() + seconds * 1000;
    } catch {
      // Without a network it counts on; the next answer puts it right.
    }
  }

  // Sent in another window: it is held without an end.
  function settle() {
    isDone = true;
    hold.hidden = true;
  }

  function lose() {
    isDone = true;
    for (const name of ["minutes", "counted", "over"]) part(name).hidden = true;
    if (part("again").contains(document.activeElement)) part("lost").querySelector("a").focus();
    part("again").hidden = true;
    part("lost").hidden = false;
    hold.classList.add("notice--warning");
    say(part("lost").textContent.trim().replace(/\s+/g, " "));
    document.dispatchEvent(new CustomEvent("hold:lost", { detail: booth }));
  }

  document.addEventListener("visibilitychange", () => !document.hidden && ask().then(tick));
  addEventListener("pageshow", (event) => event.persisted && ask().then(tick));
  setInterval(tick, 1000);
  tick();
}

for (const hold of document.querySelectorAll("[data-hold]")) count(hold);
