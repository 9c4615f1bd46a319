// Arranging booths: boxes { x, y, width, depth } in metres go in, boxes come out. Nothing here knows the page.

const EDGES = {
  left: (box, around) => ({ ...box, x: around.x }),
  centre: (box, around) => ({ ...box, x: around.x + (around.width - box.width) / 2 }),
  right: (box, around) => ({ ...box, x: around.x + around.width - box.width }),
  top: (box, around) => ({ ...box, y: around.y }),
  middle: (box, around) => ({ ...box, y: around.y + (around.depth - box.depth) / 2 }),
  bottom: (box, around) => ({ ...box, y: around.y + around.depth - box.depth }),
};

export function boxAround(boxes) {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.depth));
  return { x, y, width: right - x, depth: bottom - y };
}

export function align(boxes, edge) {
  const around = boxAround(boxes);
  return boxes.map((box) => EDGES[edge](box, around));
}

// The same room between each two neighbours; the first and the last stay.
export function distribute(boxes, axis) {
  const size = axis === "x" ? "width" : "depth";
  const order = boxes.map((_box, index) => index).sort((a, b) => boxes[a][axis] - boxes[b][axis]);
  const around = boxAround(boxes);
  const room = (around[size] - boxes.reduce((sum, box) => sum + box[size], 0)) / (boxes.length - 1);
  const result = [...boxes];
  let at = around[axis];
  for (const index of order) {
    result[index] = { ...boxes[index], [axis]: at };
    at += boxes[index][size] + room;
  }
  return result;
}

export const snap = (number, step) => (step > 0 ? Math.round(number / step) * step : number);

const overlaps = (a, b) =>
  a.x < b.x + b.width - 0.001 && b.x < a.x + a.width - 0.001 && a.y < b.y + b.depth - 0.001 && b.y < a.y + a.depth - 0.001;

// The first free place for a new booth: beside the last one if it fits there, else row by row over the floor.
export function freePlace(boxes, size, floor, last) {
  const fits = (box) =>
    box.x + box.width <= floor.width + 0.001 && box.y + box.depth <= floor.depth + 0.001 && !boxes.some((other) => overlaps(box, other));
  if (last) {
    const beside = { ...size, x: last.x + last.width, y: last.y };
    if (fits(beside)) return beside;
  }
  const step = 0.5;
  for (let y = 0; y + size.depth <= floor.depth; y += step) {
    for (let x = 0; x + size.width <= floor.width; x += step) {
      if (fits({ ...size, x, y })) return { ...size, x, y };
    }
  }
  return { ...size, x: 0, y: 0 };
}

// Where a code is written: the point inside the corners that is farthest from the walls, and how far that is. In a booth
// with a corner cut out, the middle of the box around it may lie in the neighbour's booth.
export function roomiest(points) {
  const walls = points.map((point, index) => [point, points[(index + 1) % points.length]]);
  const isInside = ([x, y]) =>
    walls.filter(([[x1, y1], [x2, y2]]) => y1 > y !== y2 > y && x < x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)).length % 2 === 1;
  const toWall = ([x, y], [[x1, y1], [x2, y2]]) => {
    const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
    const along = length ? Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length)) : 0;
    return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1));
  };
  const [xs, ys] = [0, 1].map((place) => points.map((point) => point[place]));
  const at = (numbers, share) => Math.min(...numbers) + (Math.max(...numbers) - Math.min(...numbers)) * share;
  let best = { x: at(xs, 0.5), y: at(ys, 0.5), room: 0 };
  for (let i = 1; i < 16; i += 1) {
    for (let j = 1; j < 16; j += 1) {
      const point = [at(xs, i / 16), at(ys, j / 16)];
      const room = isInside(point) ? Math.min(...walls.map((wall) => toWall(point, wall))) : 0;
      if (room > best.room) best = { x: point[0], y: point[1], room };
    }
  }
  return best;
}

// The order in which booths are numbered. Those whose middles lie within a metre of each other are one row.
export function inOrder(boxes, direction) {
  const middles = boxes.map((box, index) => ({ index, x: box.x + box.width / 2, y: box.y + box.depth / 2 }));
  const [along, across] = direction === "down" ? ["y", "x"] : ["x", "y"];
  middles.sort((a, b) => a[across] - b[across]);
  const lines = [];
  for (const middle of middles) {
    const line = lines.at(-1);
    if (line && middle[across] - line[0][across] <= 1) line.push(middle);
    else lines.push([middle]);
  }
  return lines.flatMap((line, number) => {
    line.sort((a, b) => a[along] - b[along]);
    const turns = direction === "left" || (direction === "snake" && number % 2 === 1);
    return (turns ? line.reverse() : line).map((middle) => middle.index);
  });
}
