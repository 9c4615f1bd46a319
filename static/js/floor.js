// Keeps the booths of a page fresh, on the plan and in the list, and shows beside the plan which one was chosen on it.
// Without this script the page is right at the moment at which it was loaded, and the plan leads to the list.

const EVERY = 4000;
const LONGEST = 60_000;
const SVG = "http://www.w3.org/2000/svg";

function watch(floor) {
  const part = (name) => floor.querySelector(`[data-${name}]`);
  const drawn = new Map([...floor.querySelectorAll(".plan [data-code]")].map((link) => [link.dataset.code, link]));
  const rows = new Map([...floor.querySelectorAll("[data-stand]")].map((row) => [row.dataset.stand, row]));
  const { wordsYours, wordsGone, wordsOld } = floor.dataset;
  let { yours } = floor.dataset;
  let chosen = null;
  let before = new Map();
  let refreshed = new Date();
  let failures = 0;
  let timer;

  async function refresh() {
    clearTimeout(timer);
    if (document.hidden) return; // goes on when the page is looked at again
    try {
      // What the browser has kept may be older than the page, and would offer again what was refused just now.
      const options = { cache: "no-cache", credentials: "omit", signal: AbortSignal.timeout(15_000) };
      const answer = await fetch(floor.dataset.floor, options);
      if (!answer.ok) throw new Error(answer.statusText);
      show(await answer.json());
      refreshed = new Date();
      failures = 0;
    } catch {
      failures += 1;
    }
    sayAge();
    clearTimeout(timer);
    timer = setTimeout(refresh, Math.min(EVERY * 2 ** failures, LONGEST) + Math.random() * 500);
  }

  function sayAge() {
    const old = part("old");
    old.hidden = failures < 2;
    const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" }).format(refreshed);
    if (!old.hidden) old.textContent = wordsOld.replace("{time}", `\u2068${time}\u2069`);
  }

  function show({ free, stands }) {
    write(part("free"), free);
    const now = new Map(stands.map((stand) => [stand.code, stand]));
    for (const stand of stands) {
      const old = before.get(stand.code);
      if (JSON.stringify(stand) === JSON.stringify(old)) continue;
      if (drawn.has(stand.code)) draw(drawn.get(stand.code), stand);
      if (rows.has(stand.code)) list(rows.get(stand.code), stand);
      if (stand.code === chosen) tellOfChosen(stand, old);
    }
    // A booth that was removed from the plan is nobody's to choose.
    for (const code of before.size ? before.keys() : rows.keys()) if (!now.has(code)) remove(code);
    before = now;
  }

  const signOf = (stand) => `#sign-${stand.code === yours ? "yours" : stand.standing}`;

  function draw(link, stand) {
    const was = [...link.classList].find((name) => name === `booth--${stand.standing}`);
    link.classList.remove("booth--free", "booth--held", "booth--reserved", "booth--taken", "booth--kept");
    link.classList.add(`booth--${stand.standing}`);
    link.setAttribute("aria-label", stand.code === yours ? `${stand.name} (${wordsYours})` : stand.name);
    link.querySelector("use").setAttribute("href", signOf(stand));
    link.querySelector("[data-head]").setAttribute("transform", stand.head);
    letter(link.querySelector("[data-name]"), stand.company);
    title(link, stand.company?.name);
    if (!was) turn(link);
  }

  function letter(group, company) {
    const lines = (company?.lines ?? []).map(([y, words]) => {
      const text = document.createElementNS(SVG, "text");
      text.setAttribute("y", y);
      text.textContent = words;
      return text;
    });
    group.replaceChildren(...lines);
    if (!company) return;
    for (const [name, value] of [["direction", company.dir], ["font-size", company.size], ["lang", company.lang]]) {
      group.setAttribute(name, value);
    }
  }

  function title(link, name) {
    link.querySelector("title")?.remove();
    if (!name) return;
    const element = document.createElementNS(SVG, "title");
    element.textContent = name;
    link.prepend(element);
  }

  // Seen for a moment that it is another now; less motion is a matter of the style sheet.
  function turn(link) {
    link.dataset.turned = "";
    setTimeout(() => delete link.dataset.turned, 1500);
  }

  function list(row, stand) {
    row.querySelector("[data-colour]").className = `booth booth--${stand.standing}`;
    row.querySelector("[data-colour] use").setAttribute("href", signOf(stand));
    const state = row.querySelector("[data-state]");
    const isFree = stand.standing === "free" && stand.code !== yours;
    if (stand.code === yours) write(state, wordsYours);
    else if (stand.company) linkTo(state, stand.company);
    else write(state, stand.state);
    // What turns free is shown, if it is of the kind that is looked for; what is taken stays, so that nothing jumps.
    if (isFree && "kind" in row.dataset) row.classList.remove("stand--out");
    offer(row.querySelector("[data-take]"), isFree, () => row.querySelector("[data-locate]"));
  }

  function linkTo(state, { name, lang, url }) {
    if (state.querySelector("a")?.getAttribute("href") === url) return;
    const link = document.createElement("a");
    const words = document.createElement("bdi");
    link.href = url;
    words.textContent = name;
    if (lang !== document.documentElement.lang) Object.assign(words, { lang, dir: lang === "ar" ? "rtl" : "ltr" });
    link.append(words);
    state.replaceChildren(link);
  }

  function write(element, words) {
    if (element.textContent.trim() !== words) element.textContent = words;
  }

  // The focus is not lost with the button that has it.
  function offer(button, isFree, instead) {
    if (!button || button.hidden === !isFree) return;
    if (!isFree && button === document.activeElement) instead()?.focus({ preventScroll: true });
    button.hidden = !isFree;
  }

  function remove(code) {
    if (code === chosen) close({ back: false });
    const link = drawn.get(code);
    if (link?.contains(document.activeElement)) part("frame").focus({ preventScroll: true });
    link?.remove();
    rows.get(code)?.remove();
    drawn.delete(code);
    rows.delete(code);
  }

  // What was chosen on the plan

  const one = part("chosen-one");
  const actions = part("chosen-actions");

  function choose(code, { focus = true } = {}) {
    const row = rows.get(code);
    if (!row) return false;
    mark(code);
    part("chosen-none").hidden = true;
    one.hidden = false;
    const name = document.createElement("bdi");
    name.dir = "ltr";
    name.textContent = code;
    part("chosen-name").replaceChildren(name);
    fill(row);
    if (focus) part("chosen-name").focus();
    return true;
  }

  // The cells of the row in the list, and its button.
  function fill(row) {
    const facts = [...row.querySelectorAll("[data-label]")].flatMap((cell) => {
      const [term, said] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = cell.dataset.label;
      said.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
      return [term, said];
    });
    part("chosen-facts").replaceChildren(...facts);
    const shown = actions.querySelector("[data-take]");
    const wanted = row.querySelector("[data-take]");
    if (!shown && wanted) {
      const button = wanted.cloneNode(true);
      button.classList.remove("button--quiet");
      actions.prepend(button);
    } else if (shown && shown.value !== wanted.value) {
      shown.replaceWith(Object.assign(wanted.cloneNode(true), { className: "button" }));
    } else if (shown) {
      offer(shown, !wanted.hidden, () => part("chosen-name"));
    }
  }

  function tellOfChosen(stand, old) {
    fill(rows.get(stand.code));
    const isLost = old?.standing === "free" && stand.standing !== "free" && stand.code !== yours;
    const said = wordsGone.replace("{booth}", `\u2068${stand.code}\u2069`).replace("{state}", `\u2068${stand.state}\u2069`);
    if (isLost) part("says").textContent = said;
  }

  function mark(code) {
    for (const element of [drawn.get(chosen), rows.get(chosen)]) element?.removeAttribute("data-current");
    chosen = code;
    for (const element of [drawn.get(chosen), rows.get(chosen)]) element?.setAttribute("data-current", "");
  }

  function close({ back = true } = {}) {
    const link = drawn.get(chosen);
    mark(null);
    one.hidden = true;
    part("chosen-none").hidden = false;
    if (back) link?.focus();
  }

  floor.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest(".plan [data-code]");
    if (link && !event.defaultPrevented && choose(link.dataset.code)) event.preventDefault();
    if (event.target.closest("[data-chosen-close]")) close();
  });
  part("chosen").addEventListener("keydown", (event) => event.key === "Escape" && chosen && close());
  document.addEventListener("hold:lost", ({ detail }) => {
    if (detail !== yours) return;
    yours = "";
    drawn.get(detail)?.classList.remove("booth--yours");
    before.delete(detail);
    refresh();
  });

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) clearTimeout(timer);
    else refresh();
  });
  addEventListener("online", refresh);
  addEventListener("pageshow", (event) => event.persisted && refresh());
  refresh();
}

for (const floor of document.querySelectorAll("[data-floor]")) watch(floor);
