// The booths of the plan, as they stand in the table: the fields are the only place where a booth is kept,
// so that what is drawn and what is typed cannot differ. Numbers are metres; see exhibitors/forms/plan.py.

export const NAMES = ["code", "category", "x", "y", "width", "depth", "outline"];
const FOUR = ["x", "y", "width", "depth"];
const DIGITS = "٠١٢٣٤٥٦٧٨٩";

// The number that somebody typed, as exhibitors/metres.py reads it; NaN for anything else.
export function readNumber(text) {
  const typed = text.trim().replace(/[٠-٩]/g, (digit) => DIGITS.indexOf(digit)).replace(/[٫،,]/, ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(typed) ? Number(typed) : NaN;
}

// Rounded to the millimetre, as the server keeps it: 0.1 + 0.2 is not 0.3.
export const tidy = (number) => Math.round(number * 1000) / 1000;

export const writeNumber = (number) => String(tidy(number));

export function readCorners(text) {
  const corners = text.split(/[;؛]/).filter((corner) => corner.trim());
  const points = corners.map((corner) => corner.trim().split(/\s+/).map(readNumber));
  const isSound = points.length > 2 && points.every((point) => point.length === 2 && point.every(Number.isFinite));
  return isSound ? points : null;
}

const writeCorners = (points) => points.map(([x, y]) => `${writeNumber(x)} ${writeNumber(y)}`).join("; ");

export class Rows {
  constructor(body, blank) {
    this.body = body;
    this.blank = blank;
    this.number = 0;
    for (const row of body.querySelectorAll("tr[data-new]")) {
      // The empty rows are for those who have no script.
      if (NAMES.every((name) => !this.field(row, name).value)) row.remove();
    }
  }

  all() {
    return [...this.body.querySelectorAll("tr[data-key]")];
  }

  // The rows that will be saved: those marked to be deleted are still in the table.
  kept() {
    return this.all().filter((row) => !this.isDeleted(row));
  }

  find(key) {
    return this.body.querySelector(`tr[data-key="${CSS.escape(key)}"]`);
  }

  field(row, name) {
    return row.querySelector(`[name="${CSS.escape(`${row.dataset.key}-${name}`)}"]`);
  }

  isDeleted(row) {
    return this.field(row, "delete").checked;
  }

  get(row, name) {
    return this.field(row, name).value;
  }

  set(row, values) {
    for (const [name, value] of Object.entries(values)) {
      this.field(row, name).value = typeof value === "number" ? writeNumber(value) : value;
    }
  }

  // The corners of the booth; null while what is typed is no shape.
  points(row) {
    const typed = this.get(row, "outline");
    if (typed.trim()) return readCorners(typed);
    const [x, y, width, depth] = FOUR.map((name) => readNumber(this.get(row, name)));
    if (![x, y, width, depth].every(Number.isFinite) || width <= 0 || depth <= 0) return null;
    return [[x, y], [x + width, y], [x + width, y + depth], [x, y + depth]];
  }

  box(row) {
    const points = this.points(row);
    if (!points) return null;
    const [xs, ys] = [0, 1].map((place) => points.map((point) => point[place]));
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    return { x: tidy(x), y: tidy(y), width: tidy(Math.max(...xs) - x), depth: tidy(Math.max(...ys) - y) };
  }

  // Put a booth into another box; one with corners keeps its shape.
  setBox(row, box) {
    const before = this.box(row);
    if (!before) return;
    if (!this.get(row, "outline").trim()) {
      this.set(row, { x: box.x, y: box.y, width: box.width, depth: box.depth });
      return;
    }
    const points = this.points(row).map(([x, y]) => [
      box.x + ((x - before.x) * box.width) / before.width,
      box.y + ((y - before.y) * box.depth) / before.depth,
    ]);
    this.set(row, { outline: writeCorners(points) });
  }

  // Corners instead of numbers, to be typed over.
  giveCorners(row) {
    const points = this.points(row);
    if (points) this.set(row, { outline: writeCorners(points), x: "", y: "", width: "", depth: "" });
  }

  add(values, key) {
    const made = key ?? `new-${Date.now().toString(36)}-${(this.number += 1)}`;
    const copy = this.blank.content.cloneNode(true);
    for (const element of copy.querySelectorAll("*")) {
      for (const attribute of [...element.attributes]) {
        if (attribute.value.includes("__key__")) attribute.value = attribute.value.replaceAll("__key__", made);
      }
    }
    this.body.append(copy);
    const row = this.body.lastElementChild;
    this.set(row, values);
    return row;
  }

  // A stored booth stays in the table, marked; one that was never saved goes at once.
  remove(row) {
    if (row.dataset.new === undefined) this.field(row, "delete").checked = true;
    else row.remove();
  }

  // Codes go on where those with the same letters end: after A7 comes A8.
  nextCode(like) {
    const prefix = /^(.*?)\d*$/.exec(like)[1] || "A";
    const numbers = this.all().map((row) => this.get(row, "code")).filter((code) => code.startsWith(prefix));
    const used = numbers.map((code) => Number(code.slice(prefix.length))).filter(Number.isInteger);
    return `${prefix}${Math.max(0, ...used) + 1}`;
  }

  // Everything in the table, to come back to.
  read() {
    return this.all().map((row) => ({
      key: row.dataset.key,
      isNew: row.dataset.new !== undefined,
      isDeleted: this.isDeleted(row),
      values: Object.fromEntries(NAMES.map((name) => [name, this.get(row, name)])),
    }));
  }

  restore(state) {
    const keys = new Set(state.map((booth) => booth.key));
    for (const row of this.all()) {
      if (!keys.has(row.dataset.key)) row.remove();
    }
    for (const booth of state) {
      const row = this.find(booth.key) ?? this.add({}, booth.key);
      this.set(row, booth.values);
      this.field(row, "delete").checked = booth.isDeleted;
    }
  }
}
