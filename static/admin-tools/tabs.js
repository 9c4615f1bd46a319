/*
 * Makes tabs of the inputs of one text in several languages.
 *
 * editions/admin/base.py writes data-translation, data-label, data-language and data-empty
 * on them. Without this script they are fields one under the other, each with its language.
 */
"use strict";
{
    function enhance(root) {
        for (const input of root.querySelectorAll("[data-translation]")) {
            const row = input.closest(".form-row");
            // Django clones the empty form for each row that is added: it must stay as it was.
            if (row && !input.closest(".empty-form, .translations")) {
                makeTabs(row, input);
            }
        }
    }

    function inputOf(row) {
        return row && row.querySelector("[data-translation]");
    }

    function makeTabs(first, input) {
        const rows = [first];
        for (let next = first.nextElementSibling; next; next = next.nextElementSibling) {
            if (inputOf(next)?.dataset.translation !== input.dataset.translation) {
                break;
            }
            rows.push(next);
        }

        const group = document.createElement("div");
        group.className = "form-row translations";
        first.before(group);

        const label = document.createElement("span");
        label.className = "translations__label";
        label.id = `${input.id}-label`;
        label.textContent = input.dataset.label;
        label.classList.toggle("required", first.querySelector("label")?.classList.contains("required"));

        const list = document.createElement("div");
        list.className = "translations__tabs";
        list.setAttribute("role", "tablist");
        list.setAttribute("aria-labelledby", label.id);

        const head = document.createElement("div");
        head.className = "translations__head";
        head.append(label, list);
        group.append(head);

        const tabs = rows.map((row) => makeTab(row, inputOf(row)));
        list.append(...tabs);
        group.append(...rows);

        const select = (chosen, { focus = false } = {}) => {
            tabs.forEach((tab, index) => {
                const selected = tab === chosen;
                tab.setAttribute("aria-selected", selected);
                tab.tabIndex = selected ? 0 : -1;
                rows[index].hidden = !selected;
            });
            if (focus) {
                chosen.focus();
            }
        };
        for (const tab of tabs) {
            tab.addEventListener("click", () => select(tab));
        }
        list.addEventListener("keydown", (event) => {
            const target = neighbour(tabs, event);
            if (target) {
                event.preventDefault();
                select(target, { focus: true });
            }
        });
        const wrong = rows.findIndex((row) => row.classList.contains("errors"));
        select(tabs[Math.max(wrong, 0)]);
    }

    function makeTab(row, input) {
        const tab = document.createElement("button");
        tab.type = "button";
        tab.id = `${input.id}-tab`;
        tab.className = "translations__tab";
        tab.setAttribute("role", "tab");
        tab.classList.toggle("has-errors", row.classList.contains("errors"));

        const name = document.createElement("span");
        name.lang = input.lang;
        name.textContent = input.dataset.language;
        const state = document.createElement("span");
        state.className = "visually-hidden";
        tab.append(name, state);

        row.id ||= `${input.id}-panel`;
        row.setAttribute("role", "tabpanel");
        row.setAttribute("aria-labelledby", tab.id);
        tab.setAttribute("aria-controls", row.id);

        const show = () => {
            const empty = !input.value.trim();
            tab.classList.toggle("is-empty", empty);
            state.textContent = empty ? ` (${input.dataset.empty})` : "";
        };
        input.addEventListener("input", show);
        show();
        return tab;
    }

    function neighbour(tabs, event) {
        const here = tabs.indexOf(event.target.closest("[role=tab]"));
        const rightToLeft = getComputedStyle(event.currentTarget).direction === "rtl";
        const steps = { ArrowRight: rightToLeft ? -1 : 1, ArrowLeft: rightToLeft ? 1 : -1 };
        if (event.key in steps) {
            return tabs[(here + steps[event.key] + tabs.length) % tabs.length];
        }
        return { Home: tabs[0], End: tabs[tabs.length - 1] }[event.key];
    }

    /* How many rows a closed inline has, beside its heading. */
    function countRows() {
        for (const group of document.querySelectorAll(".inline-group")) {
            const count = group.querySelectorAll(".inline-related.has_original").length;
            if (count) {
                const badge = document.createElement("span");
                badge.className = "inline-count";
                badge.textContent = count;
                group.querySelector(".inline-heading")?.append(" ", badge);
            }
        }
    }

    document.addEventListener("DOMContentLoaded", () => {
        enhance(document);
        countRows();
    });
    document.addEventListener("formset:added", (event) => enhance(event.target));
}
