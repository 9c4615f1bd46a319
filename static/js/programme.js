// The programme answers a choice at once: the page of the chosen address is fetched and put in place.
// Without this, or without a network, the same links and the same form lead to the same address.

const region = document.querySelector("[data-programme]");
let asked;

async function show(url, { push = true } = {}) {
  asked?.abort();
  asked = new AbortController();
  region.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { signal: asked.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-programme]");
    // One that was kept for the time without a network says by itself what it is.
    if (!answer.ok || !found || page.querySelector(".kept")) throw new Error(answer.statusText);
    put(found);
    for (const link of page.querySelectorAll(".languages a")) {
      const shown = document.querySelector(`.languages a[hreflang="${link.hreflang}"]`);
      if (shown) shown.href = link.getAttribute("href");
    }
    // Where in the page the address leads is for those without this script.
    if (push) history.pushState({}, "", url.replace(/#.*/, ""));
    else document.title = page.title;
    document.dispatchEvent(new CustomEvent("programme:shown"));
  } catch (error) {
    // The browser says better than we could what is wrong with the network.
    if (error.name !== "AbortError") location.href = url;
  } finally {
    region.removeAttribute("aria-busy");
  }
}

// What has the focus keeps it, with what is being typed in it; so do the sections that were opened.
function put(found) {
  const focus = document.activeElement;
  const typed = focus?.id === "filter-q" ? [focus.value, focus.selectionStart, focus.selectionEnd] : null;
  const isWithin = region.contains(focus);
  const mark = isWithin && (focus.id ? `#${focus.id}` : markOf(focus));
  const open = region.querySelector("details.fold")?.open;
  const slid = region.querySelector(".strip__frame")?.scrollLeft;
  region.replaceChildren(...found.childNodes);
  const fold = region.querySelector("details.fold");
  if (fold && open) fold.open = true;
  const frame = region.querySelector(".strip__frame");
  if (frame && slid) frame.scrollLeft = slid;
  const again = mark && region.querySelector(mark);
  if (again) {
    again.focus({ preventScroll: true });
    if (typed) {
      again.value = typed[0];
      again.setSelectionRange(typed[1], typed[2]);
    }
  } else if (isWithin) {
    region.tabIndex = -1;
    region.focus({ preventScroll: true });
  }
}

function markOf(element) {
  const { choice } = element.dataset;
  if (choice) return `[data-choice="${CSS.escape(choice)}"]`;
  return element.matches("a[href]") ? `a[href="${CSS.escape(element.getAttribute("href"))}"]` : null;
}

if (region) {
  region.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-choice]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(link.href);
  });

  const addressOf = (form) => {
    const values = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) values.append(name, value);
    return `${location.pathname}${values.size ? `?${values}` : ""}`;
  };
  region.addEventListener("submit", (event) => {
    event.preventDefault();
    show(addressOf(event.target));
  });
  region.addEventListener("change", (event) => {
    if (event.target.matches("select")) show(addressOf(event.target.form));
  });
  let pause;
  region.addEventListener("input", (event) => {
    if (!event.target.matches("#filter-q") || event.isComposing) return;
    clearTimeout(pause);
    pause = setTimeout(() => show(addressOf(event.target.form)), 250);
  });
  let shown = location.search;
  document.addEventListener("programme:shown", () => (shown = location.search));
  addEventListener("popstate", () => {
    if (location.search !== shown) show(location.href, { push: false });
  });
  region.dataset.ready = "";
  region.dispatchEvent(new Event("programme:ready"));
}
