// What paper has and should not, what it lacks, and what is not dark on white.
() => {
  const faults = [];
  const main = document.querySelector("main");
  // The address of a paper is printed with it: it is how the paper is cited.
  const tools = ".site-head, .site-foot, .filters, .fold, .crumbs, .skip-link, .pager, .share:not(.permalink .share), .toc, .correct";
  for (const element of document.querySelectorAll(tools)) {
    if (element.checkVisibility()) faults.push(`printed: ${element.className}`);
  }
  for (const element of main.querySelectorAll("h1, h2, h3, .slot__time, .slot__papers a, .lede, .theme, .doubt p")) {
    const aside = element.closest(".toc, .visually-hidden, .screen-only");
    const shown = element.checkVisibility() && element.getBoundingClientRect().height > 0;
    if (!aside && !shown) faults.push(`not printed: ${element.textContent.trim().slice(0, 40)}`);
  }

  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const luminances = new Map();
  const luminance = (colour) => {
    if (!luminances.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      const light = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
      luminances.set(colour, alpha && 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue));
    }
    return luminances.get(colour);
  };
  const clear = "rgba(0, 0, 0, 0)";
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility() || element.closest("svg, .visually-hidden")) continue;
    const { backgroundColor, color } = getComputedStyle(element);
    const speaks = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const name = `${element.tagName} ${element.className}`;
    if (backgroundColor !== clear && luminance(backgroundColor) < 0.9) faults.push(`on a ground that is not white: ${name}`);
    // Seven to one on white.
    if (speaks && luminance(color) > 0.1) faults.push(`pale: ${name}`);
  }
  return [...new Set(faults)];
}
