/*
 * Makes tabs of the inputs of one text in several languages.
 *
 * editions/admin/base.py writes data-translation, data-label, data-language and data-empty
 * on them. Without this script they are fields one under the other, each with its language.
 * How each translation stands is in the page too, by the name of its input (admin/change_form.html).
 */
"use strict";
{
    let states = { texts: {} };

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
        const wanted = rows.findIndex((row) => isWanted(inputOf(row)));
        select(tabs[wrong >= 0 ? wrong : Math.max(wanted, 0)]);
    }

    /* Whether the address names this input; one in a row of its own is named by the number of its record. */
    function isWanted(input) {
        const mark = location.hash.slice(1);
        return mark !== "" && (mark === input.id || mark === `translation-${states.texts[input.name]?.record}`);
    }

    function openWanted() {
        const input = [...document.querySelectorAll("[data-translation]")].find(isWanted);
        if (input && !document.querySelector(".errornote")) {
            for (let fold = input.closest("details"); fold; fold = fold.parentElement.closest("details")) {
                fold.open = true;
            }
            input.focus({ preventScroll: true });
            input.scrollIntoView();
        }
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

        const known = states.texts[input.name];
        if (known) {
            row.append(makeNote(input, known));
        }
        const asLoaded = input.value;
        const show = () => {
            const empty = !input.value.trim();
            // What is being typed is neither outdated nor reviewed.
            const told = !empty && input.value === asLoaded ? known : undefined;
            tab.classList.toggle("is-empty", empty);
            tab.classList.toggle("is-outdated", told?.state === "outdated");
            tab.classList.toggle("is-reviewed", told?.state === "reviewed");
            const words = empty ? input.dataset.empty : told?.name;
            state.textContent = words ? ` (${words})` : "";
        };
        input.addEventListener("input", show);
        show();
        return tab;
    }

    /* How the translation stands, and a box to say that it was reviewed: not where it was, until it is changed. */
    function makeNote(input, known) {
        const note = document.createElement("div");
        note.className = `translations__note is-${known.state}`;
        const sentence = document.createElement("span");
        sentence.id = `${input.id}-note`;
        sentence.textContent = known.note;
        const box = document.createElement("input");
        box.type = "checkbox";
        box.name = states.box;
        box.value = known.record;
        box.checked = known.ticked;
        const label = document.createElement("label");
        label.append(box, states.label);
        note.append(sentence, label);
        if (known.note) {
            input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${sentence.id}`.trim());
        }

        const asLoaded = input.value;
        const show = () => {
            const changed = input.value !== asLoaded;
            sentence.hidden = changed;
            label.hidden = !input.value.trim() || (known.state === "reviewed" && !changed);
            box.disabled = label.hidden;
        };
        input.addEventListener("input", show);
        show();
        return note;
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
        const known = document.getElementById("translation-states");
        states = known ? JSON.parse(known.textContent) : states;
        enhance(document);
        countRows();
        openWanted();
    });
    document.addEventListener("formset:added", (event) => enhance(event.target));
}
