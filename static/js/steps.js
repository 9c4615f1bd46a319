// A step of a registration is kept while it is typed. Without this its buttons do the same.

const PAUSE = 1500; // ms after the last key
const AGAIN = 10_000; // ms after an attempt that failed

for (const form of document.querySelectorAll("form[data-autosave]")) keep(form);
for (const form of document.querySelectorAll("form[data-upload]")) measure(form);

function keep(form) {
  const line = form.querySelector(".autosave");
  const typed = () => new URLSearchParams([...new FormData(form)].filter(([name]) => name !== "seen")).toString();
  // What stands in the page after a mistake or a conflict is kept by a press alone: the reader has to look first.
  let kept = document.querySelector(".notice--error, .notice--warning[role=status]") ? null : typed();
  let waiting = 0;
  let asked = null; // the request under way
  let stopped = kept === null;

  const say = (name, state = "") => {
    line.textContent = form.dataset[name] ?? name;
    line.dataset.state = state;
  };

  async function save({ leaving = false } = {}) {
    clearTimeout(waiting);
    if (stopped || typed() === kept) return;
    // One at a time: the next one needs the stamp that this one brings.
    if (asked) {
      if (!leaving) return asked.then(() => save());
      return;
    }
    const sent = typed();
    if (!leaving) say("saving");
    asked = post(leaving);
    const answer = await asked;
    asked = null;
    if (answer.ok) {
      kept = sent;
      form.elements.seen.value = answer.body.seen;
      const wrong = mark(answer.body.errors);
      say(wrong ? "inPart" : "saved", wrong ? "failed" : "");
    } else if (answer.status === 409) {
      stopped = true; // both versions are shown once the reader presses a button
      say(answer.body?.refused ?? form.dataset.failed, "failed");
    } else {
      say(answer.status === 401 ? "signedOut" : "failed", "failed");
      waiting = setTimeout(save, AGAIN);
    }
  }

  async function post(leaving) {
    try {
      renewToken(form);
      const response = await fetch(form.action || location.href, {
        method: "POST",
        body: new URLSearchParams([...new FormData(form)]),
        headers: { Accept: "application/json" },
        redirect: "manual",
        keepalive: leaving,
      });
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      return { ok: response.ok && isJson, status: response.status, body: isJson ? await response.json() : null };
    } catch {
      return { ok: false, status: 0 };
    }
  }

  // The sentence stands in the room of the status line; the field is said to be wrong where it is read out.
  function mark(errors) {
    for (const field of form.elements) if (field.dataset?.marked) unmark(field);
    for (const name of Object.keys(errors)) {
      const field = form.elements[name];
      if (field) {
        field.setAttribute("aria-invalid", "true");
        field.dataset.marked = "1";
      }
    }
    return Object.keys(errors).length;
  }
  function unmark(field) {
    field.removeAttribute("aria-invalid");
    delete field.dataset.marked;
  }

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    renewToken(form);
    // A request under way would make the stamp of this one an old one.
    if (!asked) {
      stopped = true;
      return;
    }
    event.preventDefault();
    const button = event.submitter;
    asked.then(() => {
      stopped = true;
      form.requestSubmit(button ?? undefined);
    });
  });
  addEventListener("online", () => save());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save({ leaving: true });
  });
  addEventListener("pagehide", () => save({ leaving: true }));
  // Back from the next page, with what the browser kept: the stamp in it may be an old one.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

// Whoever signs in again in another tab gets a new token there, and this page still has the old one.
function renewToken(form) {
  const token = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1];
  if (token) form.elements.csrfmiddlewaretoken.value = token;
}

// A file that is too large is not sent at all.
function measure(form) {
  const input = form.querySelector("input[type=file]");
  const line = form.querySelector(".autosave");
  const isTooLarge = () => input.files[0]?.size > Number(form.dataset.upload);
  const say = () => {
    line.textContent = isTooLarge() ? form.dataset.tooLarge : "";
    line.dataset.state = "failed";
  };
  input.addEventListener("change", say);
  form.addEventListener("submit", (event) => {
    say();
    if (isTooLarge()) event.preventDefault();
  });
}
