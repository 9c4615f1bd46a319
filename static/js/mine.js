// The page of what a visitor chose, or of a choice that somebody shared.

const host = document.querySelector("[data-stars]");
const page = document.querySelector("[data-choice]");
const list = page.querySelector("[data-list]");
const whole = page.querySelector("template"); // the programme, where the portal did not choose from it
const { change, chosen, decorate, inDigits } = await import(host.dataset.script);

// Kept for halls without a network, this page also stands in for the address of a shared choice.
const asked = new URLSearchParams(location.search);
const shared = asked.has("s") || asked.has("p") ? new Set([...named("s"), ...named("p")]) : null;
const rows = () => [...list.querySelectorAll("[data-overlaps]")];
const keyOf = ({ dataset }) => (dataset.session ? `s:${dataset.session}` : `p:${dataset.paper}`);

function named(kind) {
  const names = asked.getAll(kind).join(",").toLowerCase().split(",");
  return names.map((name) => `${kind}:${name.trim()}`).filter((key) => key.length > 2);
}

function when(state, is) {
  page.querySelector(`[data-when="${state}"]`).hidden = !is;
}

// Show what ``keys`` name. What is taken out of the choice afterwards stays, paler, until the page is opened anew.
function fill(keys) {
  list.replaceChildren(whole.content.cloneNode(true));
  for (const row of rows()) {
    if (!keys.has(keyOf(row))) row.remove();
  }
  for (const day of list.querySelectorAll(".day")) {
    if (!day.querySelector("li")) day.remove();
  }
  decorate(list);
}

function update() {
  const found = rows();
  const keys = shared ?? chosen();
  const shown = new Map(found.filter((row) => keys.has(keyOf(row))).map((row) => [keyOf(row), row]));
  let clashes = 0;
  for (const row of found) {
    const key = keyOf(row);
    const others = shown.has(key) ? row.dataset.overlaps.split(" ").filter((other) => shown.has(other)) : [];
    row.classList.toggle("choice__out", !shown.has(key));
    const clashing = others.map((other) => shown.get(other));
    // A session stands for its papers too.
    name(row, clashing.filter((other) => !others.includes(other.dataset.within)));
    clashes += others.length;
  }
  const inProgramme = whole ? new Set([...whole.content.querySelectorAll("[data-overlaps]")].map(keyOf)) : shown;
  if (whole) when("incomplete", [...keys].some((key) => !inProgramme.has(key)));
  page.querySelector("[data-forget]").hidden = Boolean(shared);
  when("clash", clashes > 0);
  when("empty", shown.size === 0);
  when("some", shown.size > 0);
  address([...shown.keys()]);
}

function name(row, others) {
  const clash = row.querySelector("[data-clash]");
  const names = others.map((other) => other.querySelector("h3 bdi").cloneNode(true));
  clash.hidden = names.length === 0;
  clash.querySelector("span").replaceChildren(
    ...names.flatMap((bdi, number) => (number ? [page.dataset.comma, bdi] : [bdi])),
  );
}

// The addresses that carry the choice: to another telephone, and into a calendar.
function address(keys) {
  const part = (kind) => keys.filter((key) => key.startsWith(kind)).map((key) => key.slice(2)).join(",");
  const parts = [["s", part("s:")], ["p", part("p:")]].filter(([, names]) => names);
  const query = parts.map(([kind, names]) => `${kind}=${names}`).join("&");
  for (const link of page.querySelectorAll("[data-query]")) {
    link.href = `${link.href.split("?")[0]}?${query}`;
    if (link.closest("[data-share]")) link.textContent = link.href;
  }
}

const isShared = shared !== null;
for (const text of document.querySelectorAll("[data-own][data-shared]")) {
  text.textContent = isShared ? text.dataset.shared : text.dataset.own;
}
when("shared", isShared);
host.classList.toggle("stars--here", !isShared);
if (whole) fill(shared ?? chosen());
update();

document.addEventListener("choice", (event) => {
  if (isShared) return;
  if (event.detail.elsewhere) fill(chosen());
  update();
});

const add = page.querySelector("[data-add]");
add.hidden = !rows().length;
add.addEventListener("click", () => {
  const had = chosen();
  const more = rows().map(keyOf).filter((key) => !had.has(key));
  change((keys) => more.forEach((key) => keys.add(key)));
  const status = add.parentElement.querySelector("[role=status]");
  add.hidden = true;
  status.textContent = more.length ? `${add.dataset.done} ${inDigits(more.length)}` : add.dataset.nothing;
});

page.querySelector("[data-forget]").addEventListener("click", () => {
  const there = new Set([...whole.content.querySelectorAll("[data-overlaps]")].map(keyOf));
  change((keys) => keys.forEach((key) => there.has(key) || keys.delete(key)));
  document.querySelector("main").focus();
});

const print = page.querySelector("[data-print]");
print.hidden = false;
print.addEventListener("click", () => window.print());
