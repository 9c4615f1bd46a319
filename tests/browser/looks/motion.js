// What still moves.
() => [...document.querySelectorAll("*")].flatMap((element) => ["", "::before", "::after"].flatMap((part) => {
  const style = getComputedStyle(element, part);
  const moves = [style.transitionDuration, style.animationDuration].some((all) => all.split(",").some(parseFloat));
  return moves || style.scrollBehavior === "smooth" ? [element.tagName + part] : [];
})).filter((found, place, all) => all.indexOf(found) === place)
