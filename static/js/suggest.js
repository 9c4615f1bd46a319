// Titles that begin with what is being typed into a box of the search. Loaded when the first of them gets the focus.

const PAUSE = 150; // milliseconds without a key before anything is asked
const answers = new Map();

export function suggestTo(input) {
  const list = document.createElement("ul");
  let active = -1;
  let timer;
  let asking;

  list.className = "suggestions";
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.list);
  list.hidden = true;
  input.closest("form").append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  const options = () => [...list.children];

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  function activate(place) {
    active = place;
    options().forEach((option, number) => option.setAttribute("aria-selected", String(number === place)));
    if (place < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", options()[place].id);
      options()[place].scrollIntoView({ block: "nearest" });
    }
  }

  function show(suggestions) {
    list.replaceChildren(...suggestions.map((suggestion, number) => option(suggestion, number)));
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    activate(-1);
  }

  function option({ title, language, kind, url, is_demo: isDemo }, number) {
    const item = document.createElement("li");
    const name = document.createElement("bdi");
    const about = document.createElement("span");
    item.id = `${list.id}-${number}`;
    item.setAttribute("role", "option");
    item.dataset.url = url;
    name.textContent = title;
    if (language) {
      name.lang = language;
      name.dir = language === "ar" ? "rtl" : "ltr";
    }
    about.className = "meta";
    about.textContent = isDemo ? `${kind} · ${input.dataset.demo}` : kind;
    item.append(name, " ", about);
    return item;
  }

  async function ask() {
    const typed = input.value.trim();
    if (typed.length < 2) {
      show([]);
      return;
    }
    // Whether the last word is finished makes a difference, so its space counts.
    const address = `${input.dataset.suggest}?q=${encodeURIComponent(input.value)}`;
    asking?.abort();
    asking = new AbortController();
    try {
      if (!answers.has(address)) {
        const response = await fetch(address, { signal: asking.signal });
        if (!response.ok) throw new Error(response.statusText);
        answers.set(address, (await response.json()).suggestions);
      }
      if (document.activeElement === input) show(answers.get(address));
    } catch {
      // Without suggestions the search works as it stands.
      show([]);
    }
  }

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    // A letter that is still being composed is not asked for.
    if (!event.isComposing) timer = setTimeout(ask, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : options().length;
    if (event.key === "ArrowDown" && !count) {
      ask();
    } else if (event.key === "ArrowDown") {
      activate(active + 1 < count ? active + 1 : -1);
    } else if (event.key === "ArrowUp" && count) {
      activate(active < 0 ? count - 1 : active - 1);
    } else if (event.key === "Enter" && active >= 0) {
      location.assign(options()[active].dataset.url);
    } else if (event.key === "Escape" && count) {
      close();
    } else {
      return;
    }
    event.preventDefault();
  });

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the box
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) location.assign(chosen.dataset.url);
  });
  input.addEventListener("blur", close);
}
