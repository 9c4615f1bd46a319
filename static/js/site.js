// What a page does better with a script. Without it every page works as it stands.

// The fold-out sections of the head: away with Escape, or with a touch elsewhere.
const menu = document.querySelector(".menu");
if (menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
}

// The boxes of the search suggest titles from the moment that somebody means to type.
for (const input of document.querySelectorAll("[data-suggest]")) {
  const prepare = async () => (await import(input.dataset.script)).suggestTo(input);
  if (document.activeElement === input) prepare();
  else input.addEventListener("focus", prepare, { once: true });
}

// The programme answers a choice at once, from the moment that somebody means to choose. A choice that was made
// before the script is there is made again once it is.
for (const region of document.querySelectorAll("[data-programme]")) {
  let script;
  const prepare = () => (script ??= import(region.dataset.script));
  for (const sign of ["pointerover", "focusin"]) region.addEventListener(sign, prepare, { once: true, passive: true });
  const early = (event) => {
    const link = event.target.closest("a[data-choice]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    prepare().then(
      () => link.click(),
      () => (location.href = link.href),
    );
  };
  region.addEventListener("click", early, true);
  region.addEventListener("programme:ready", () => region.removeEventListener("click", early, true));
}

// The table of contents covers the text that it leads to, where it folds.
const contents = document.querySelector(".toc details");
contents?.addEventListener("click", (event) => {
  if (event.target.closest("a")) contents.open = false;
});

// Whoever came from a filtered list goes back to it as it was filtered. See also the forms of class "filters".
const LISTS = /\/(programme|exhibitors|search)\/$/;
const crumbs = document.querySelector(".crumbs");
const source = document.referrer && new URL(document.referrer);
if (crumbs && source && source.origin === location.origin && source.search && LISTS.test(source.pathname)) {
  if (source.pathname !== location.pathname) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    item.className = "crumbs__back";
    link.href = source.href;
    link.textContent = crumbs.dataset.results;
    item.append(link);
    crumbs.querySelector("ol").prepend(item);
  }
}

// The address of this page, to hand on. Browsers allow it on secure addresses alone.
for (const share of document.querySelectorAll("[data-share]")) {
  const link = share.querySelector("a"); // asked when it is needed: the page may change it
  const copy = share.querySelector("[data-copy]");
  const send = share.querySelector("[data-send]");
  const status = share.querySelector("[role=status]");
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(link.href);
        status.textContent = copy.dataset.done;
      } catch {
        status.textContent = copy.dataset.failed;
      }
    });
  }
  if (navigator.share) {
    send.hidden = false;
    send.addEventListener("click", () => {
      // Closing the sheet without sending is no failure.
      navigator.share({ title: document.title, url: link.href }).catch(() => {});
    });
  }
}

// The programme is kept for halls without a network, once the page has nothing else to do.
const offline = document.querySelector("[data-offline]");
async function keep() {
  const registration = await navigator.serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" });
  if (!registration) return;
  const { active } = await navigator.serviceWorker.ready;
  const list = (document.querySelector("[data-stars][data-keep]") ?? offline).dataset.keep;
  const light = Boolean(navigator.connection?.saveData);
  active.postMessage({ list, light, page: location.pathname + location.search });
}
if (offline && "serviceWorker" in navigator) {
  addEventListener("load", () => (self.requestIdleCallback ?? setTimeout)(keep));
}
// This page is one that was kept.
if (offline && document.querySelector(".kept")) import(offline.dataset.offline);
