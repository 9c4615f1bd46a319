// By how much the layout has shifted since the page began, with a look at what loads only once it is in sight.
async () => {
  let shift = 0;
  const add = (entries) => entries.forEach((entry) => { shift += entry.hadRecentInput ? 0 : entry.value; });
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  await document.fonts.ready;
  for (const top of [0, document.body.scrollHeight, 0]) {
    scrollTo({ top, behavior: "instant" });
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }
  await new Promise((done) => setTimeout(done, 50));
  add(observer.takeRecords());
  observer.disconnect();
  return shift;
}
