// References to copy, each as it reads: on one line, with its no-break spaces. Browsers allow it on secure addresses alone.

for (const reference of document.querySelectorAll("[data-reference]")) {
  const copy = reference.querySelector("[data-copy-reference]");
  const status = reference.querySelector("[role=status]");
  if (!navigator.clipboard) break;
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const text = reference.querySelector("[data-text]").textContent.replace(/[ \t\n]+/g, " ").trim();
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = copy.dataset.done;
    } catch {
      status.textContent = copy.dataset.failed;
    }
  });
}
