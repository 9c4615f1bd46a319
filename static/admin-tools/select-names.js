/*
 * Gives the lists that are searched while typing (select2) the name that stands beside them.
 *
 * select2 names its box by what is chosen in it: one with nothing chosen has no name at all, and
 * the field for typing never has one.
 */
"use strict";
{
    function nameBox(box) {
        const select = box.previousElementSibling;
        const label = select?.labels?.[0];
        const selection = box.querySelector(".select2-selection");
        if (!label || !selection) {
            return;
        }
        box.dataset.named = "";
        label.id ||= `${select.id}-label`;
        const shown = box.querySelector(".select2-selection__rendered");
        shown.removeAttribute("role");
        shown.removeAttribute("aria-readonly");
        selection.setAttribute("aria-labelledby", `${label.id} ${shown.id}`.trim());
        nameField(box, label);
    }

    function nameField(root, label) {
        root?.querySelector(".select2-search__field")?.setAttribute("aria-label", label.textContent.replace(/:\s*$/, ""));
    }

    function nameAll() {
        document.querySelectorAll(".select2:not([data-named])").forEach(nameBox);
        const open = document.querySelector(".select2.select2-container--open");
        const label = open?.previousElementSibling?.labels?.[0];
        if (label) {
            nameField(document.querySelector(".select2-dropdown"), label);
        }
    }

    new MutationObserver(nameAll).observe(document.documentElement, { childList: true, subtree: true });
}
