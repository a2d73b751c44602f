/* What makes reading easier where scripts run; every page works without any of it.
   Each part is a function of its own that may fail without hurting the others. */
(() => {
  "use strict";
  const settings = document.currentScript.dataset;

  /* Remember the language a reader chooses in the switcher; nothing is stored before. */
  function rememberLanguage() {
    const aYear = 365 * 24 * 60 * 60;
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-language]");
      if (!link) return;
      const safe = location.protocol === "https:" ? "; Secure" : "";
      document.cookie =
        `${settings.languageCookie}=${link.dataset.language}; Path=/; Max-Age=${aYear}; SameSite=Lax${safe}`;
    });
  }

  /* Light or dark, kept on the device once somebody has chosen; until then as the device is. */
  function switchTheme() {
    const root = document.documentElement;
    const isDark = () =>
      root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const kept = localStorage.getItem("theme");
    if (kept) root.dataset.theme = kept;
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(isDark()));
      button.addEventListener("click", () => {
        root.dataset.theme = isDark() ? "light" : "dark";
        localStorage.setItem("theme", root.dataset.theme);
        button.setAttribute("aria-pressed", String(isDark()));
      });
    }
  }

  /* Passing on: the device's own list of apps where it has one, and the address to paste. */
  function sharePages() {
    const button = (kind) => document.querySelector(`[data-${kind}] button`);
    const offer = (kind, act) => {
      const found = button(kind);
      if (!found) return;
      found.parentElement.hidden = false;
      found.addEventListener("click", () => act(found));
    };
    if (navigator.share) {
      offer("share", ({ dataset: { text, url } }) =>
        navigator.share({ text, url }).catch(() => {
          /* Closed without choosing anybody. */
        }),
      );
    }
    if (navigator.clipboard) {
      offer("copy", async (found) => {
        await navigator.clipboard.writeText(found.dataset.url);
        found.querySelector("span").textContent = found.dataset.done;
      });
    }
  }

  /* A button for who does not know where the browser keeps its own. */
  function printSheets() {
    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => print());
    }
  }

  /* "Save for on the way": the worker is installed with the first page that somebody saves. */
  function savePages() {
    if (!("serviceWorker" in navigator)) return;
    for (const button of document.querySelectorAll("[data-save-page]")) {
      const label = button.querySelector("span");
      button.hidden = false;
      button.addEventListener("click", async () => {
        button.disabled = true;
        let saved = false;
        try {
          await navigator.serviceWorker.register("/worker.js");
          const { active } = await navigator.serviceWorker.ready;
          saved = await new Promise((resolve) => {
            const channel = new MessageChannel();
            channel.port1.onmessage = ({ data }) => resolve(data.done);
            const { frame, notice } = button.dataset;
            const page = location.pathname;
            active.postMessage({ kind: "save", page, frame, notice }, [channel.port2]);
          });
        } catch {
          /* Private windows and full devices refuse; the label says so. */
        }
        label.textContent = saved ? button.dataset.done : button.dataset.failed;
        button.disabled = saved;
      });
    }
  }

  /* The pages saved on this device, each with a button that takes it away again. */
  async function listSavedPages() {
    const section = document.querySelector("[data-saved-pages]");
    if (!section || !("caches" in window) || !(await caches.has("saved-pages"))) return;
    const cache = await caches.open("saved-pages");
    const list = section.querySelector("ul");
    for (const request of await cache.keys()) {
      const html = await (await cache.match(request)).text();
      const page = new DOMParser().parseFromString(html, "text/html");
      const row = document.createElement("li");
      const link = document.createElement("a");
      link.href = request.url;
      link.lang = page.documentElement.lang;
      link.dir = page.documentElement.dir;
      link.textContent = page.querySelector("h1").textContent;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn--quiet";
      button.textContent = list.dataset.removeLabel;
      button.setAttribute("aria-label", `${list.dataset.removeLabel}: ${link.textContent}`);
      button.addEventListener("click", async () => {
        await cache.delete(request);
        row.remove();
        section.hidden = !list.children.length;
      });
      row.append(link, button);
      list.append(row);
    }
    section.hidden = !list.children.length;
  }

  /* Read aloud, paragraph by paragraph, where the device has a voice for the language. */
  function readAloud() {
    const button = document.querySelector("[data-listen]");
    if (!button || !("speechSynthesis" in window)) return;
    const label = button.querySelector("span");
    const start = label.textContent;
    const language = document.documentElement.lang;
    const spoken = language.split("-")[0];
    const findVoice = () =>
      speechSynthesis.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(spoken));
    const offer = () => {
      button.hidden = !findVoice();
    };
    const show = (isReading) => {
      button.setAttribute("aria-pressed", String(isReading));
      label.textContent = isReading ? button.dataset.stop : start;
    };
    const texts = () =>
      [...document.querySelectorAll("main h1, main .lead, main .prose :is(h2, h3, p, li, dt, dd)")]
        .filter((part) => part.offsetParent && !part.querySelector("p, li"))
        .filter((part) => (part.closest("[lang]").lang || language).split("-")[0] === spoken)
        .map((part) => part.textContent.replace(/·|\u00ad/g, "").trim())
        .filter(Boolean);
    button.addEventListener("click", () => {
      const wasReading = button.getAttribute("aria-pressed") === "true";
      speechSynthesis.cancel();
      show(!wasReading);
      if (wasReading) return;
      const parts = texts().map((text) => new SpeechSynthesisUtterance(text));
      for (const part of parts) {
        part.voice = findVoice();
        part.lang = part.voice.lang;
        part.rate = 0.9;
        speechSynthesis.speak(part);
      }
      if (parts.length) parts.at(-1).onend = () => show(false);
    });
    speechSynthesis.addEventListener("voiceschanged", offer);
    addEventListener("pagehide", () => speechSynthesis.cancel());
    offer();
  }

  /* Marked office words open their explanation in place; without this they lead to the glossary.
     A real button with a popover: keyboard, Escape and screen readers are the browser's work. */
  function explainWords() {
    if (!("popover" in HTMLElement.prototype)) return;
    for (const link of document.querySelectorAll("a[data-term]")) {
      const box = document.getElementById(`word-${link.dataset.term}`);
      if (!box) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = link.className;
      button.popoverTargetElement = box;
      button.append(...link.childNodes);
      link.replaceWith(button);
    }
  }

  /* Menus close with Escape, and when the focus goes on to what they cover. */
  function closeMenus() {
    const menus = [...document.querySelectorAll(".c-header details")];
    const holds = (menu, target) =>
      menu.contains(target) || menu.nextElementSibling.contains(target);
    document.addEventListener("focusin", ({ target }) => {
      for (const menu of menus) if (menu.open && !holds(menu, target)) menu.open = false;
    });
    document.addEventListener("keydown", ({ key }) => {
      const menu = key === "Escape" && menus.find(({ open }) => open);
      if (!menu) return;
      menu.open = false;
      menu.firstElementChild.focus();
    });
  }

  /* A browser that refuses one thing shall not lose the others. */
  for (const part of [
    switchTheme,
    rememberLanguage,
    sharePages,
    printSheets,
    savePages,
    listSavedPages,
    readAloud,
    explainWords,
    closeMenus,
  ]) {
    try {
      part();
    } catch (error) {
      console.info(error);
    }
  }
})();
