// Tells when a page that was kept can be loaded again, and lists what is kept.

const LISTS = /^forum-\w+-lists$/;

const line = document.querySelector(".kept");
if (line) {
  addEventListener("online", () => {
    line.classList.add("kept--over");
    line.querySelector("[role=status]").textContent = line.dataset.connected;
    line.querySelector("[data-whole]").hidden = true;
  });
}

// On the page of no connection: the programmes that are here, in the language of the page.
const here = document.querySelector("[data-kept-here]");
if (here && "caches" in self) {
  const start = here.dataset.start; // of the addresses in this language
  for (const name of (await caches.keys()).filter((one) => LISTS.test(one))) {
    const lists = await caches.open(name);
    for (const request of await lists.keys()) {
      const list = await (await lists.match(request)).json();
      const [programme, mine] = list.pages;
      if (programme?.startsWith(start)) {
        entry(list.name, [programme, here.dataset.programme], [mine, here.dataset.mine]);
      }
    }
  }
}

function entry(name, ...links) {
  const item = document.createElement("li");
  const title = document.createElement("bdi");
  title.textContent = name;
  item.append(title);
  for (const [href, text] of links) {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = text;
    item.append(" · ", link);
  }
  here.querySelector("ul").append(item);
  here.hidden = false;
}
