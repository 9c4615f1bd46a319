// The picture of the plan: booths as they are in the table, to be selected, moved and resized by mouse, finger and key.
// x always runs from left to right and y down, whatever the language: a hall has no reading direction.

import { roomiest, snap } from "./plan_editor_arrange.js";

const SVG = "http://www.w3.org/2000/svg";
const HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const HANDLE_SIZE = 14; // pixels

const make = (name, attributes) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

export class Drawing {
  // What the picture needs of the editor: rows, selected (a Set of keys), step(), isSnapping(), and the calls
  // select(keys, { add }), moved() while something moves, changed() when it is done, drawn(box), remove().
  constructor(svg, editor) {
    this.svg = svg;
    this.editor = editor;
    this.booths = svg.querySelector("[data-booths]");
    this.handles = svg.querySelector("[data-handles]");
    this.band = svg.querySelector("[data-band]");
    this.isDrawing = false;
    svg.addEventListener("pointerdown", (event) => this.press(event));
    svg.addEventListener("pointermove", (event) => this.drag(event));
    svg.addEventListener("pointerup", (event) => this.release(event));
    svg.addEventListener("pointercancel", (event) => this.release(event));
    svg.addEventListener("keydown", (event) => this.type(event));
  }

  metres(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return [point.x, point.y];
  }

  zoom(by) {
    const width = Math.min(6000, Math.max(280, this.svg.getBoundingClientRect().width * by));
    Object.assign(this.svg.style, { inlineSize: `${width}px`, minInlineSize: "0" });
    this.draw();
  }

  draw() {
    const { rows } = this.editor;
    const kept = rows.kept();
    const keys = new Set(kept.map((row) => row.dataset.key));
    for (const group of [...this.booths.children]) {
      if (!keys.has(group.dataset.booth)) group.remove();
    }
    for (const row of kept) this.drawBooth(row);
    this.drawHandles();
  }

  // The same element each time, so that the focus stays.
  drawBooth(row) {
    const { key } = row.dataset;
    const points = this.editor.rows.points(row);
    let group = this.booths.querySelector(`[data-booth="${CSS.escape(key)}"]`);
    if (!points) {
      group?.remove();
      return;
    }
    if (!group) {
      group = make("g", { tabindex: 0, role: "button", "data-booth": key });
      group.append(make("polygon", {}), make("text", { "text-anchor": "middle", "dominant-baseline": "central" }), make("title", {}));
      this.booths.append(group);
    }
    const box = this.editor.rows.box(row);
    const code = this.editor.rows.get(row, "code");
    const field = this.editor.rows.field(row, "category");
    const isSelected = this.editor.selected.has(key);
    group.setAttribute("aria-pressed", isSelected);
    const label = `${code || "–"}, ${field.selectedOptions[0]?.text ?? ""}, ${box.width} × ${box.depth} m, x ${box.x}, y ${box.y}`;
    group.setAttribute("aria-label", label);
    group.dataset.category = field.selectedIndex;
    const [polygon, text, title] = group.children;
    title.textContent = label; // for the mouse: a colour alone says no category
    polygon.setAttribute("points", points.map((point) => point.join(",")).join(" "));
    const middle = { x: box.x + box.width / 2, y: box.y + box.depth / 2 };
    const place = points.length > 4 ? roomiest(points) : { ...middle, room: Math.min(box.width, box.depth) / 2 };
    text.setAttribute("x", place.x);
    text.setAttribute("y", place.y);
    text.setAttribute("font-size", Math.max(0.25, Math.min(1.4, (place.room * 3) / Math.max(2, code.length))));
    text.textContent = code;
  }

  drawHandles() {
    const { rows, selected } = this.editor;
    const row = selected.size === 1 ? rows.find([...selected][0]) : null;
    const box = row && !rows.isDeleted(row) ? rows.box(row) : null;
    if (!box) {
      this.handles.replaceChildren();
      return;
    }
    if (!this.handles.children.length) {
      this.handles.append(...HANDLES.map((side) => make("rect", { "data-handle": side })));
    }
    const size = HANDLE_SIZE / this.svg.getScreenCTM().a;
    for (const handle of this.handles.children) {
      const { handle: side } = handle.dataset;
      const x = box.x + box.width * (side.includes("w") ? 0 : side.includes("e") ? 1 : 0.5);
      const y = box.y + box.depth * (side.includes("n") ? 0 : side.includes("s") ? 1 : 0.5);
      handle.setAttribute("x", x - size / 2);
      handle.setAttribute("y", y - size / 2);
      handle.setAttribute("width", size);
      handle.setAttribute("height", size);
    }
  }

  // Pointers

  press(event) {
    if (event.button !== 0) return;
    const { handle } = event.target.dataset;
    const key = event.target.closest("[data-booth]")?.dataset.booth;
    const start = this.metres(event);
    const add = event.shiftKey || event.ctrlKey || event.metaKey;
    if (handle && !this.isDrawing) {
      this.action = { kind: "resize", side: handle, start, before: this.boxes() };
    } else if (key && !this.isDrawing) {
      if (add || !this.editor.selected.has(key)) this.editor.select([key], { add });
      this.booths.querySelector(`[data-booth="${CSS.escape(key)}"]`).focus({ preventScroll: true });
      this.action = { kind: "move", start, before: this.boxes() };
      event.preventDefault(); // no text is selected while a booth is dragged
    } else if (event.pointerType === "touch" && !this.isDrawing) {
      this.editor.select([]);
      return; // a finger on the empty floor scrolls
    } else {
      this.action = { kind: this.isDrawing ? "draw" : "band", start, add };
      event.preventDefault();
    }
    this.svg.setPointerCapture(event.pointerId);
  }

  drag(event) {
    const { action } = this;
    if (!action) return;
    const point = this.metres(event);
    const [dx, dy] = [point[0] - action.start[0], point[1] - action.start[1]];
    if (Math.hypot(dx, dy) * this.svg.getScreenCTM().a > 3) action.isReal = true; // a click trembles
    if (!action.isReal) return;
    if (action.kind === "move") this.moveBy(action.before, dx, dy);
    else if (action.kind === "resize") this.resizeTo(action, dx, dy);
    else this.stretch(action, point);
  }

  release(event) {
    const { action } = this;
    this.action = null;
    if (!action) return;
    this.band.setAttribute("hidden", "");
    if (event.type === "pointercancel" && action.before) {
      for (const [row, box] of action.before) this.editor.rows.setBox(row, box);
      this.editor.moved();
    } else if (action.kind === "draw") {
      if (action.box?.width > 0 && action.box.depth > 0) this.editor.drawn(action.box);
    } else if (action.kind === "band") {
      this.editor.select(action.box ? this.within(action.box) : [], { add: action.add });
    } else if (action.isReal) {
      this.editor.changed();
    }
  }

  boxes() {
    const rows = [...this.editor.selected].map((key) => this.editor.rows.find(key)).filter(Boolean);
    return rows.map((row) => [row, this.editor.rows.box(row)]).filter(([, box]) => box);
  }

  // All of them by the same way, so that they stay as they are to each other; the first one meets the grid.
  moveBy(boxes, dx, dy) {
    if (!boxes.length) return;
    const least = (axis) => Math.min(...boxes.map(([, box]) => box[axis]));
    const way = (axis, by) => Math.max(this.snapped(least(axis) + by), 0) - least(axis);
    const [wayX, wayY] = [way("x", dx), way("y", dy)];
    for (const [row, box] of boxes) this.editor.rows.setBox(row, { ...box, x: box.x + wayX, y: box.y + wayY });
    this.editor.moved();
  }

  resizeTo({ side, before }, dx, dy) {
    const [[row, box]] = before;
    const least = this.editor.step() || 0.1;
    let [left, top, right, bottom] = [box.x, box.y, box.x + box.width, box.y + box.depth];
    if (side.includes("w")) left = Math.max(0, Math.min(this.snapped(left + dx), right - least));
    if (side.includes("e")) right = Math.max(this.snapped(right + dx), left + least);
    if (side.includes("n")) top = Math.max(0, Math.min(this.snapped(top + dy), bottom - least));
    if (side.includes("s")) bottom = Math.max(this.snapped(bottom + dy), top + least);
    this.editor.rows.setBox(row, { x: left, y: top, width: right - left, depth: bottom - top });
    this.editor.moved();
  }

  stretch(action, point) {
    const corner = action.kind === "draw" ? (number) => Math.max(0, this.snapped(number)) : (number) => number;
    const [x1, y1, x2, y2] = [...action.start, ...point].map(corner);
    action.box = { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), depth: Math.abs(y2 - y1) };
    this.band.removeAttribute("hidden");
    this.band.setAttribute("x", action.box.x);
    this.band.setAttribute("y", action.box.y);
    this.band.setAttribute("width", action.box.width);
    this.band.setAttribute("height", action.box.depth);
  }

  within(band) {
    const { rows } = this.editor;
    const touches = (box) =>
      box && box.x < band.x + band.width && band.x < box.x + box.width && box.y < band.y + band.depth && band.y < box.y + box.depth;
    return rows.kept().filter((row) => touches(rows.box(row))).map((row) => row.dataset.key);
  }

  snapped(number) {
    return this.editor.isSnapping() ? snap(number, this.editor.step()) : number;
  }

  // Keys

  type(event) {
    const key = event.target.closest("[data-booth]")?.dataset.booth;
    if (!key || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      this.editor.select([key], { add: event.shiftKey });
    } else if (ARROWS[event.key]) {
      if (!this.editor.selected.has(key)) this.editor.select([key]);
      const step = this.editor.step() || 0.1;
      const [dx, dy] = ARROWS[event.key].map((way) => way * step);
      if (event.shiftKey) {
        for (const [row, box] of this.boxes()) {
          this.editor.rows.setBox(row, { ...box, width: Math.max(step, box.width + dx), depth: Math.max(step, box.depth + dy) });
        }
      } else {
        this.moveBy(this.boxes(), dx, dy);
      }
      this.editor.changed();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      if (!this.editor.selected.has(key)) this.editor.select([key]);
      this.editor.remove();
    } else {
      return;
    }
    event.preventDefault();
  }
}
