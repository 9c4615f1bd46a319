// Values that stand on the page in another visual order than alone. Takes [number, value, direction] of each; the
// number, of six digits, is in the value and in no other. Answers with the faults and with how many values it saw.
(values) => {
  const known = new Map(values.map(([number, value, direction]) => [number, { value, direction }]));
  const sheet = new CSSStyleSheet();
  // Over several lines there would be several orders.
  sheet.replaceSync("* { white-space: nowrap !important; text-overflow: clip !important; max-inline-size: none !important }");
  document.adoptedStyleSheets = [sheet];
  for (const details of document.querySelectorAll("details")) details.open = true;

  // The signs of a part of a text node, from left to right as they are seen.
  function seen(node, start, length) {
    const range = document.createRange();
    const signs = [];
    for (let place = start; place < start + length; place += 1) {
      const sign = node.data[place];
      if (/\s/.test(sign)) continue;
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      const box = range.getBoundingClientRect();
      if (box.width > 0) signs.push({ sign, middle: box.left + box.width / 2 });
    }
    // Two letters of one ligature have one box: they stay as they were.
    signs.sort((one, other) => (Math.abs(one.middle - other.middle) < 0.01 ? 0 : one.middle - other.middle));
    return signs.map(({ sign }) => sign).join("");
  }

  function alone({ value, direction }, like) {
    const place = document.createElement("div");
    place.dir = direction;
    place.style.cssText = "position:absolute;visibility:hidden";
    place.style.font = getComputedStyle(like).font;
    place.textContent = value;
    document.body.append(place);
    const order = seen(place.firstChild, 0, value.length);
    place.remove();
    return order;
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faults = new Set();
  let count = 0;
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) {
    const parent = node.parentElement;
    if (!parent.checkVisibility() || parent.closest("script, style, option, textarea, .visually-hidden, svg")) continue;
    for (const [number] of node.data.matchAll(/\d{6}/g)) {
      const item = known.get(number);
      const start = item ? node.data.indexOf(item.value) : -1;
      if (start < 0) continue;
      const order = seen(node, start, item.value.length);
      if (!order) continue;
      count += 1;
      const expected = alone(item, parent);
      if (order !== expected) faults.add(`${item.value} is seen as ${order}, not ${expected}, in ${parent.outerHTML.slice(0, 120)}`);
    }
  }
  return { faults: [...faults], count };
}
