/* A list of 249 countries of which several may be chosen: searched while typing, with the admin's own select2. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
    const $ = window.django?.jQuery;
    if ($?.fn.select2) {
        $("select[name=countries][multiple]").select2({
            dir: document.documentElement.dir,
            language: document.documentElement.lang,
            width: "100%",
        });
    }
});
