// Buttons and fields without an edge of their own, which is all that forced colours leave them.
() => {
  const ground = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll(".button, button, input, select, textarea")]
    .filter((element) => element.checkVisibility())
    .filter((element) => {
      const style = getComputedStyle(element);
      const edge = style.borderBlockStartStyle !== "none" && parseFloat(style.borderBlockStartWidth) >= 1;
      return !edge || style.borderBlockStartColor === ground;
    })
    .map((element) => element.outerHTML.slice(0, 80));
}
