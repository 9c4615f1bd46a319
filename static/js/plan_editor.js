// The editor of an exhibition's plan: the tools, the selection, undo and redo. The table holds the booths
// (plan_editor_rows.js), the picture shows and moves them (plan_editor_drawing.js), the server checks them.

import { align, distribute, freePlace, inOrder } from "./plan_editor_arrange.js";
import { Checks } from "./plan_editor_checks.js";
import { Drawing } from "./plan_editor_drawing.js";
import { NAMES, Rows, readNumber } from "./plan_editor_rows.js";

const MOST_STEPS = 100; // that can be undone

class Editor {
  constructor(form) {
    this.form = form;
    this.rows = new Rows(form.querySelector("[data-rows]"), form.querySelector("template[data-blank]"));
    this.selected = new Set();
    this.past = [];
    this.future = [];
    this.state = this.rows.read();
    this.status = form.querySelector("[data-status]");
    this.checks = new Checks(form, () => this.payload());
    form.querySelector("[data-drawing]").hidden = false;
    this.drawing = new Drawing(form.querySelector("svg"), this);
    this.listen();
    this.show();
    this.drawing.draw();
  }

  tool(name) {
    return this.form.querySelector(name);
  }

  step() {
    const step = readNumber(this.tool("[data-step]").value);
    return step > 0 ? step : 0;
  }

  isSnapping() {
    return this.tool("[data-snap]").checked;
  }

  // A plan that was refused, or read from a spreadsheet, is not stored even before it is touched.
  isUnsaved() {
    return this.past.length > 0 || this.form.dataset.unsaved !== undefined;
  }

  // What the picture calls

  select(keys, { add = false } = {}) {
    const before = add ? this.selected : new Set();
    // With Shift, what is selected already is taken out again.
    this.selected = new Set(add && keys.length === 1 && before.has(keys[0]) ? [...before].filter((key) => key !== keys[0]) : [...before, ...keys]);
    this.drawing.draw();
    this.show();
  }

  moved() {
    this.drawing.draw();
  }

  // A change is done: it can be undone, and is checked.
  changed() {
    const state = this.rows.read();
    if (JSON.stringify(state) !== JSON.stringify(this.state)) {
      this.past = [...this.past, this.state].slice(-MOST_STEPS);
      this.future = [];
      this.state = state;
      this.checks.ask();
    }
    this.drawing.draw();
    this.show();
  }

  drawn(box) {
    this.add(box);
    this.setDrawing(false);
  }

  remove() {
    const order = this.rows.kept();
    const place = order.findIndex((row) => this.selected.has(row.dataset.key));
    const isFocused = this.drawing.booths.contains(document.activeElement);
    for (const row of this.chosen()) this.rows.remove(row);
    this.selected.clear();
    this.changed();
    // The focus goes to what took its place, or is lost to the page's top.
    const rest = this.rows.kept();
    if (isFocused) this.focus((rest[place] ?? rest.at(-1))?.dataset.key);
  }

  focus(key) {
    const target = key && this.drawing.booths.querySelector(`[data-booth="${CSS.escape(key)}"]`);
    (target || this.tool('[data-act="add"]')).focus();
  }

  // Tools

  chosen() {
    return this.rows.kept().filter((row) => this.selected.has(row.dataset.key));
  }

  add(box) {
    const last = this.chosen().at(-1) ?? this.rows.kept().at(-1);
    const size = { width: readNumber(this.tool('[data-add="width"]').value), depth: readNumber(this.tool('[data-add="depth"]').value) };
    if (!box && !(size.width > 0 && size.depth > 0)) return;
    const floor = { width: Number(this.form.dataset.width), depth: Number(this.form.dataset.depth) };
    const boxes = this.rows.kept().map((row) => this.rows.box(row)).filter(Boolean);
    const place = box ?? freePlace(boxes, size, floor, last && this.rows.box(last));
    const code = this.rows.nextCode(last ? this.rows.get(last, "code") : "A");
    const row = this.rows.add({ code, category: this.tool('[data-category="add"]').value, ...place });
    this.selected = new Set([row.dataset.key]);
    this.changed();
  }

  duplicate() {
    const copies = this.chosen().map((row) => {
      const values = Object.fromEntries(NAMES.map((name) => [name, this.rows.get(row, name)]));
      const copy = this.rows.add({ ...values, code: this.rows.nextCode(values.code) });
      const box = this.rows.box(copy);
      if (box) this.rows.setBox(copy, { ...box, x: box.x + (this.step() || 0.5), y: box.y + (this.step() || 0.5) });
      return copy.dataset.key;
    });
    this.selected = new Set(copies);
    this.changed();
  }

  arrange(how) {
    const rows = this.chosen().filter((row) => this.rows.box(row));
    how(rows.map((row) => this.rows.box(row))).forEach((box, index) => this.rows.setBox(rows[index], box));
    this.changed();
  }

  // Which booth would be called what, as [row, code].
  numbers() {
    const [prefix, start, direction] = ["prefix", "start", "direction"].map((name) => this.tool(`[data-renumber="${name}"]`).value);
    const first = readNumber(start);
    const rows = (this.selected.size ? this.chosen() : this.rows.kept()).filter((row) => this.rows.box(row));
    if (!Number.isInteger(first)) return [];
    const order = inOrder(rows.map((row) => this.rows.box(row)), direction);
    return order.map((index, number) => [rows[index], `${prefix.trim()}${first + number}`]);
  }

  undo(from, to) {
    const state = from.pop();
    if (!state) return;
    to.push(this.state);
    this.state = state;
    this.rows.restore(state);
    this.selected = new Set([...this.selected].filter((key) => this.rows.find(key)));
    this.drawing.draw();
    this.show();
    this.checks.ask();
  }

  setDrawing(isOn) {
    this.drawing.isDrawing = isOn;
    this.tool('[data-act="draw"]').setAttribute("aria-pressed", isOn);
    this.drawing.svg.classList.toggle("is-drawing", isOn);
  }

  act(name) {
    const acts = {
      add: () => this.add(),
      draw: () => this.setDrawing(!this.drawing.isDrawing),
      undo: () => this.undo(this.past, this.future),
      redo: () => this.undo(this.future, this.past),
      duplicate: () => this.duplicate(),
      delete: () => this.remove(),
      all: () => this.select(this.rows.kept().map((row) => row.dataset.key)),
      corners: () => {
        for (const row of this.chosen()) this.rows.giveCorners(row);
        this.changed();
      },
      renumber: () => {
        for (const [row, code] of this.numbers()) this.rows.set(row, { code });
        this.changed();
      },
    };
    acts[name]();
  }

  // What depends on the selection and on what was done

  show() {
    const count = this.chosen().length;
    for (const button of this.form.querySelectorAll("[data-needs]")) {
      // Not disabled: the focus would be lost when the last booth goes.
      button.setAttribute("aria-disabled", count < Number(button.dataset.needs));
    }
    this.tool('[data-act="undo"]').setAttribute("aria-disabled", !this.past.length);
    this.tool('[data-act="redo"]').setAttribute("aria-disabled", !this.future.length);
    const codes = this.chosen().map((row) => this.rows.get(row, "code")).join(" · ");
    const texts = [codes && `${this.form.dataset.textSelected}: ${codes}`, this.isUnsaved() && this.form.dataset.textUnsaved];
    this.status.textContent = texts.filter(Boolean).join(" — ");
    for (const row of this.rows.all()) {
      row.classList.toggle("is-selected", this.selected.has(row.dataset.key));
      row.classList.toggle("is-deleted", this.rows.isDeleted(row));
    }
    this.showNumbers();
  }

  showNumbers() {
    const items = this.numbers().map(([row, code]) => {
      const item = document.createElement("li");
      item.textContent = `${this.rows.get(row, "code") || "–"} → ${code}`;
      return item;
    });
    this.tool("[data-numbers]").replaceChildren(...items);
  }

  // Sending: the whole plan in one field, since a large hall has more fields than a form may send.

  plan() {
    const booths = this.rows.read();
    const removed = booths.filter((booth) => booth.isDeleted).map((booth) => booth.key);
    removed.push(...[...this.form.querySelectorAll("[data-removed]:checked")].map((box) => box.dataset.removed));
    const rows = booths.filter((booth) => !booth.isDeleted).map((booth) => ({ key: booth.key, ...booth.values }));
    return JSON.stringify({ rows, removed });
  }

  payload() {
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "snapshot"]) data.set(name, this.form.elements[name].value);
    data.set("plan", this.plan());
    return data;
  }

  listen() {
    const { form } = this;
    form.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      const finding = event.target.closest("[data-keys]");
      if (finding) this.showFinding(event, finding.dataset.keys.split(" "));
      if (!button || button.getAttribute("aria-disabled") === "true") return;
      const { act, align: edge, spread, zoom } = button.dataset;
      if (act) this.act(act);
      else if (edge) this.arrange((boxes) => align(boxes, edge));
      else if (spread) this.arrange((boxes) => distribute(boxes, spread));
      else if (zoom) this.drawing.zoom(Number(zoom));
    });
    form.addEventListener("change", (event) => {
      const { target } = event;
      if (target.dataset.category === "set" && target.value) {
        for (const row of this.chosen()) this.rows.set(row, { category: target.value });
        target.value = "";
        this.changed();
      } else if (target.closest("[data-rows]") || target.dataset.removed) this.changed();
    });
    form.addEventListener("input", (event) => {
      if (event.target.dataset.renumber) this.showNumbers();
    });
    form.addEventListener("keydown", (event) => {
      const isField = event.target.matches("input, select, textarea");
      // Enter in a field of the tools would save the plan.
      if (event.key === "Enter" && event.target.matches(".plan-tools input")) event.preventDefault();
      if (isField || !(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key === "z" || key === "y") {
        this.act(key === "y" || event.shiftKey ? "redo" : "undo");
        event.preventDefault();
      }
    });
    form.addEventListener("submit", () => {
      this.isSent = true;
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "plan", value: this.plan() });
      form.append(field);
      for (const input of form.querySelectorAll("[data-rows] :is(input, select), [data-removed]")) input.disabled = true;
    });
    addEventListener("beforeunload", (event) => {
      if (this.isUnsaved() && !this.isSent) event.preventDefault();
    });
    // Back from the next page, the form is as it was sent.
    addEventListener("pageshow", (event) => {
      if (event.persisted) location.reload();
    });
  }

  // A finding selects its booths; one that the picture cannot show is left to the link, which leads into the table.
  showFinding(event, keys) {
    this.select(keys);
    const booth = this.drawing.booths.querySelector(`[data-booth="${CSS.escape(keys[0])}"]`);
    if (!booth) return;
    event.preventDefault();
    booth.focus();
    booth.scrollIntoView({ block: "center", inline: "center" });
  }
}

const form = document.querySelector(".plan-editor");
if (form) new Editor(form);
