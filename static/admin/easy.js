/* Advice on Leichte Sprache beside the editor, about what stands in it now, saved or not.
   Without this script the button leads to the advice on what was saved last. */
(() => {
  "use strict";

  const ADDRESS = 'a[href$="/easy/rules/"]';
  // Draftail hands what was typed to its form field a moment later.
  const TYPED_BY_THEN = 400;

  const style = document.currentScript.dataset.style;
  const form = document.querySelector("#page-edit-form, form[data-edit-form]");
  const links = document.querySelectorAll(`.messages ${ADDRESS}`);
  if (!form || !links.length) {
    return;
  }

  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = style;
  document.head.append(sheet);

  const panel = document.createElement("aside");
  panel.className = "easy-panel";
  panel.setAttribute("aria-label", links[0].textContent.trim());
  panel.hidden = true;
  panel.tabIndex = -1;
  document.body.append(panel);
  let opener = links[0];

  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  async function ask() {
    panel.setAttribute("aria-busy", "true");
    try {
      await wait(TYPED_BY_THEN);
      const answer = await fetch(links[0].href, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      show(await answer.text());
    } catch {
      // The page about the saved draft is there all the same.
      window.open(links[0].href, "_blank", "noopener");
    } finally {
      panel.removeAttribute("aria-busy");
    }
  }

  function show(html) {
    // Made by a template of ours, which escapes what people have written.
    panel.innerHTML = html;
    panel.hidden = false;
    document.body.classList.add("easy-panel-open");
    for (const heading of panel.querySelectorAll("[data-easy-field]")) {
      leadToPlace(heading);
    }
    panel.focus({ preventScroll: true });
  }

  function close() {
    panel.hidden = true;
    document.body.classList.remove("easy-panel-open");
    opener.focus();
  }

  function leadToPlace(heading) {
    const { easyField, easyBlock } = heading.dataset;
    const place =
      (easyBlock && form.querySelector(`[data-contentpath="${CSS.escape(easyBlock)}"]`)) ||
      form.querySelector(`[data-contentpath="${CSS.escape(easyField)}"]`);
    if (!place) {
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", () => goTo(place));
    heading.replaceChildren(button);
  }

  function goTo(place) {
    const hidden = place.closest("[role=tabpanel][hidden]");
    if (hidden) {
      document.querySelector(`[role=tab][aria-controls="${CSS.escape(hidden.id)}"], [role=tab][href="#${CSS.escape(hidden.id)}"]`)?.click();
    }
    place.scrollIntoView({ block: "center" });
    const typing = place.querySelector("[contenteditable=true], textarea, input:not([type=hidden])");
    typing?.focus({ preventScroll: true });
  }

  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      opener = link;
      ask();
    });
  }
  panel.addEventListener("click", (event) => {
    if (event.target.closest("[data-easy-again]")) {
      ask();
    } else if (event.target.closest("[data-easy-close]")) {
      close();
    }
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      // On phones Wagtail takes it for its menu, and the focus along.
      event.stopPropagation();
      close();
    }
  });
})();
