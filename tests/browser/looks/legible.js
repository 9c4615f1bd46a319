// What cannot be read on a page as it stands: words that are cut, lost, or lie over each other; sideways scroll.
() => {
  const faults = [];
  const root = document.documentElement;
  const name = (element) => {
    const classes = [...element.classList].join(".");
    return element.tagName.toLowerCase() + (classes && `.${classes}`) + (element.id && `#${element.id}`);
  };
  const words = (text) => text.data.trim().replace(/\s+/g, " ").slice(0, 40);
  const hiddenFromSight = (element) => element.closest(".visually-hidden, .skip-link:not(:focus), .table--cards thead");

  if (root.scrollWidth > root.clientWidth) faults.push(`${root.scrollWidth - root.clientWidth} px too wide`);

  // The words that are shown, line by line. A line counts as high as its small letters are: what a
  // typeface leaves free above and below may well lie under another line.
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const parent = text.parentElement;
    if (!text.data.trim() || parent.closest("svg, script, style, option, textarea") || hiddenFromSight(parent)) continue;
    if (!parent.checkVisibility({ visibilityProperty: true })) {
      const elsewhere = parent.closest("details:not([open]), summary, [hidden], [aria-hidden], nav");
      if (!elsewhere) faults.push(`lost: ${name(parent)} "${words(text)}"`);
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(text);
    const size = parseFloat(getComputedStyle(parent).fontSize);
    for (const box of range.getClientRects()) {
      if (box.width < 1) continue;
      const middle = (box.top + box.bottom) / 2;
      lines.push({ text, left: box.left, right: box.right, top: middle - size / 4, bottom: middle + size / 4 });
    }
  }

  // What scrolls sideways must be reached by keyboard and say what it is; what clips must not clip words.
  const scrolls = new Set();
  for (const line of lines) {
    let box = { left: 0, right: root.clientWidth, top: -Infinity, bottom: Infinity };
    for (let element = line.text.parentElement; element && element !== document.body; element = element.parentElement) {
      const style = getComputedStyle(element);
      if (style.display === "inline" || style.display === "contents") continue;
      if (/auto|scroll/.test(style.overflowX)) {
        if (element.scrollWidth > element.clientWidth + 1) scrolls.add(element);
        box = null;
        break;
      }
      if (/auto|scroll/.test(style.overflowY)) { box = null; break; }
      if (/hidden|clip/.test(style.overflowX + style.overflowY)) {
        const inner = element.getBoundingClientRect();
        box = {
          left: Math.max(box.left, inner.left), right: Math.min(box.right, inner.right),
          top: Math.max(box.top, inner.top), bottom: Math.min(box.bottom, inner.bottom),
        };
      }
    }
    if (box && (line.left < box.left - 1 || line.right > box.right + 1 || line.top < box.top - 1 || line.bottom > box.bottom + 1)) {
      faults.push(`cut: ${name(line.text.parentElement)} "${words(line.text)}"`);
    }
  }
  for (const element of scrolls) {
    const label = element.ariaLabel || element.getAttribute("aria-labelledby");
    if (element.tabIndex !== 0 || element.getAttribute("role") !== "region" || !label) {
      faults.push(`scrolls, but is no region with a name that the keyboard reaches: ${name(element)}`);
    }
  }

  // A button keeps its words.
  for (const button of document.querySelectorAll("button, .button")) {
    if (button.checkVisibility() && button.scrollWidth > button.clientWidth + 1) faults.push(`spills: ${name(button)}`);
  }

  // No line of words lies over another.
  lines.sort((one, other) => one.top - other.top);
  const over = new Set();
  for (let first = 0; first < lines.length; first += 1) {
    const one = lines[first];
    for (let second = first + 1; second < lines.length && lines[second].top < one.bottom - 1; second += 1) {
      const other = lines[second];
      const shared = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (one.text !== other.text && shared > 1 && !sameScroll(one, other)) {
        over.add(`over each other: ${name(one.text.parentElement)} "${words(one.text)}" and ${name(other.text.parentElement)} "${words(other.text)}"`);
      }
    }
  }
  return [...new Set([...faults, ...over])];

  // What one of two has scrolled out of sight lies over nothing.
  function sameScroll(one, other) {
    const region = (line) => [...scrolls].find((element) => element.contains(line.text.parentElement));
    return region(one) !== region(other);
  }
}
