// The checks, asked of the server while the plan is drawn: the rules are written there alone (exhibitors/floor_checks.py).

const PAUSE = 500; // milliseconds without a change, before they are asked

export class Checks {
  constructor(form, payload) {
    this.form = form;
    this.payload = payload;
    this.place = form.querySelector("[data-findings]");
    this.accept = form.querySelector("[data-accept]");
  }

  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  async send() {
    // Only the answer to the last question counts.
    this.asking?.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const answer = await fetch(this.form.dataset.check, { method: "POST", body: this.payload(), signal });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      this.show(await answer.text());
    } catch {
      if (!signal.aborted) this.place.textContent = this.form.dataset.textFailed;
    }
  }

  show(html) {
    const focused = this.place.contains(document.activeElement) ? document.activeElement.dataset.keys : null;
    const page = new DOMParser().parseFromString(html, "text/html");
    this.place.replaceChildren(...page.body.children);
    if (focused) this.place.querySelector(`[data-keys="${CSS.escape(focused)}"]`)?.focus();
    const isDoubtful = Boolean(this.place.querySelector('[data-level="warning"]'));
    this.accept.hidden = !isDoubtful;
    this.accept.querySelector("input").checked = false; // what was accepted was another plan
    this.form.dataset.checked = String(Number(this.form.dataset.checked ?? 0) + 1);
  }
}
