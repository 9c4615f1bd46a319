// Makes a plan larger and smaller, and moves it. The frame scrolls by itself: with a finger, with the arrow keys, with a
// wheel. Without this script the plan stands as large as the page drew it, and can be moved all the same.

const STEP = 1.35;
const LARGEST = 72; // pixels a metre
const LEGIBLE = 8; // pixels: below this, the names of companies are left out
const NAME = 0.42; // metres, see exhibitors/lettering.py
const SLACK = 5; // pixels that a press may move and still be a press

function direct(figure) {
  const frame = figure.querySelector("[data-frame]");
  const svg = frame.querySelector("svg");
  const { width: metres, height: depth } = svg.viewBox.baseVal;
  const perMetre = () => svg.getBoundingClientRect().width / metres;
  const fit = () => Math.min(frame.clientWidth / metres, tallest() / depth);
  const tallest = () => parseFloat(getComputedStyle(frame).maxHeight) || frame.clientHeight;
  const tell = () => frame.toggleAttribute("data-small", perMetre() * NAME < LEGIBLE);

  // ``at``, a point of the window, stays where it is; without one, the middle of the frame does.
  function scale(wanted, at) {
    const box = frame.getBoundingClientRect();
    const point = at ?? { x: box.left + frame.clientWidth / 2, y: box.top + frame.clientHeight / 2 };
    const before = svg.getBoundingClientRect();
    const ratio = Math.min(LARGEST, Math.max(fit(), wanted)) / perMetre();
    const across = (point.x - before.left) * (ratio - 1);
    const down = (point.y - before.top) * (ratio - 1);
    svg.style.minInlineSize = "0";
    svg.style.inlineSize = `${before.width * ratio}px`;
    frame.scrollLeft += across;
    frame.scrollTop += down;
    tell();
  }

  const zoom = {
    in: (at) => scale(perMetre() * STEP, at),
    out: (at) => scale(perMetre() / STEP, at),
    fit: () => scale(fit()),
  };
  const keys = { "+": "in", "=": "in", "-": "out", "−": "out", 0: "fit", "٠": "fit" };

  figure.addEventListener("click", (event) => {
    const { zoom: way, pan } = event.target.closest("button")?.dataset ?? {};
    if (way) zoom[way]();
    if (pan) {
      const [x, y] = pan.split(" ").map(Number);
      frame.scrollBy({ left: (x * frame.clientWidth) / 2, top: (y * frame.clientHeight) / 2 });
    }
  });
  frame.addEventListener("keydown", (event) => {
    const way = keys[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    zoom[way]();
  });
  frame.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      scale(perMetre() * 2 ** (-event.deltaY / 300), { x: event.clientX, y: event.clientY });
    },
    { passive: false },
  );
  frame.addEventListener("dblclick", (event) => {
    event.preventDefault();
    zoom.in({ x: event.clientX, y: event.clientY });
  });

  drag(frame);
  pinch(frame, (ratio, at) => scale(perMetre() * ratio, at));
  new ResizeObserver(tell).observe(frame);
  tell();
  figure.dataset.ready = "";
}

// With a mouse: a finger scrolls the frame by itself.
function drag(frame) {
  let from = null;
  frame.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button) return;
    from = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
  });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    const [across, down] = [event.clientX - from.x, event.clientY - from.y];
    if (Math.hypot(across, down) > SLACK) frame.dataset.dragged = "";
    if (!("dragged" in frame.dataset)) return;
    frame.scrollLeft = from.left - across;
    frame.scrollTop = from.top - down;
  });
  addEventListener("pointerup", () => {
    from = null;
    // The click that belongs to it comes after this.
    setTimeout(() => delete frame.dataset.dragged);
  });
  frame.addEventListener("dragstart", (event) => event.preventDefault());
  frame.addEventListener("click", (event) => "dragged" in frame.dataset && event.preventDefault(), true);
}

function pinch(frame, scaleBy) {
  let apart = 0;
  const between = ({ touches: [one, other] }) => ({
    apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
    at: { x: (one.clientX + other.clientX) / 2, y: (one.clientY + other.clientY) / 2 },
  });
  frame.addEventListener("touchstart", (event) => {
    if (event.touches.length === 2) ({ apart } = between(event));
  });
  frame.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length !== 2 || !apart) return;
      event.preventDefault();
      const now = between(event);
      scaleBy(now.apart / apart, now.at);
      ({ apart } = now);
    },
    { passive: false },
  );
  frame.addEventListener("touchend", () => (apart = 0));
}

for (const figure of document.querySelectorAll("[data-plan]")) direct(figure);
