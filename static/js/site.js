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
  const url = share.querySelector("a").href;
  const copy = share.querySelector("[data-copy]");
  const send = share.querySelector("[data-send]");
  const status = share.querySelector("[role=status]");
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(url);
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
      navigator.share({ title: document.title, url }).catch(() => {});
    });
  }
}
