/* Saves each sentence as soon as somebody pauses or goes on. Without it the “Save” button does. */
(() => {
  const form = document.querySelector("[data-translate]");
  if (!form) return;

  const PAUSE = 2000;
  const NEXT_TRY = 15000;
  const words = JSON.parse(document.getElementById("translate-messages").textContent);
  const stateNames = JSON.parse(document.getElementById("translate-states").textContent);
  const barStatus = form.querySelector("[data-bar-status]");
  const token = () => form.elements.csrfmiddlewaretoken;
  let isLeaving = false;
  form.classList.add("is-live");

  const say = (text, isBad = false) => {
    barStatus.textContent = text;
    barStatus.classList.toggle("is-bad", isBad);
  };

  const fill = (message, count) => message.replace("%(count)s", count);

  /* What is typed and not saved survives a lost session, until the tab is closed. */
  const memory = {
    key: (name) => `translate:${location.pathname}:${name}`,
    read(name) {
      try {
        return JSON.parse(sessionStorage.getItem(this.key(name)));
      } catch {
        return null;
      }
    },
    write(name, value) {
      try {
        if (value) sessionStorage.setItem(this.key(name), JSON.stringify(value));
        else sessionStorage.removeItem(this.key(name));
      } catch {
        /* No room, or not allowed: the text still stands in the field. */
      }
    },
  };

  async function send(body, isSecondTry = false) {
    body.set("csrfmiddlewaretoken", token().value);
    const response = await fetch(form.dataset.sentenceUrl, {
      method: "POST",
      body,
      credentials: "same-origin",
      redirect: "manual",
      headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
    });
    if (response.status === 403 && !isSecondTry && (await renewToken())) return send(body, true);
    if (response.type === "opaqueredirect" || response.status === 403) {
      return { status: "signedOut" };
    }
    const isJson = (response.headers.get("Content-Type") || "").includes("json");
    return isJson ? response.json() : { status: "failed" };
  }

  /* Whoever signs in again in another window gets another token. */
  async function renewToken() {
    const response = await fetch(form.dataset.sentenceUrl, {
      credentials: "same-origin",
      redirect: "manual",
      headers: { "X-Requested-With": "XMLHttpRequest" },
    });
    if (!response.ok) return false;
    token().value = (await response.json()).token;
    return true;
  }

  class Sentence {
    constructor(card) {
      this.card = card;
      this.name = card.dataset.sentence;
      this.field = card.querySelector("textarea");
      this.seen = card.querySelector("input[type=hidden]");
      this.saved = this.field.defaultValue;
      // What the server has sent back unsaved waits for a decision; a glance at it is none.
      this.isPending = this.field.hasAttribute("data-unsaved");
      this.limit = Number(this.field.dataset.limit) || null;
      this.timer = null;
      this.running = null;
      this.field.addEventListener("input", () => this.typed());
      this.field.addEventListener("blur", () => this.field.value === this.saved || this.save());
      this.confirmation?.addEventListener("change", () => this.save());
      this.grow();
      this.count();
    }

    get confirmation() {
      return this.card.querySelector("[name=confirmed]");
    }

    get isConfirmed() {
      return Boolean(this.confirmation?.checked);
    }

    get isUnsaved() {
      return this.field.value !== this.saved || this.isConfirmed || this.isPending;
    }

    get isOpen() {
      return this.card.dataset.state !== "done";
    }

    typed() {
      this.grow();
      this.count();
      memory.write(this.name, { text: this.field.value, seen: this.seen.value });
      this.note(this.isUnsaved ? words.typing : "");
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), PAUSE);
    }

    /* One after the other, so that no answer overtakes another one. */
    async save() {
      clearTimeout(this.timer);
      while (this.running) await this.running;
      if (!this.isUnsaved) return true;
      this.running = this.sendText().finally(() => {
        this.running = null;
      });
      return this.running;
    }

    async sendText() {
      const text = this.field.value;
      const body = new FormData();
      body.set("name", this.name);
      body.set("text", text);
      body.set("seen", this.seen.value);
      if (this.isConfirmed) body.set("confirmed", "1");
      this.note(words.saving);
      let answer;
      try {
        answer = await send(body);
      } catch {
        answer = { status: "failed" };
      }
      return this.take(answer, text);
    }

    take(answer, text) {
      if (answer.status === "saved") {
        this.keep(answer, text);
        return true;
      }
      if (answer.status === "conflict") this.showConflict(answer);
      const message = answer.message || words[answer.status] || "";
      this.note("");
      this.complain(message);
      if (answer.status !== "conflict") say(message, true);
      if (answer.status === "failed") {
        this.timer = setTimeout(() => this.save(), NEXT_TRY);
      }
      return false;
    }

    keep(answer, text) {
      this.saved = text;
      this.isPending = false;
      this.seen.value = answer.version;
      this.card.querySelector("[data-conflict]")?.remove();
      this.show(answer.state || this.card.dataset.emptyState);
      this.complain(answer.problem);
      this.field.toggleAttribute("aria-invalid", Boolean(answer.problem));
      if (this.field.hasAttribute("aria-invalid")) this.field.setAttribute("aria-invalid", "true");
      if (answer.state !== "machine") this.confirmation?.closest("p").remove();
      if (this.field.value === text) {
        memory.write(this.name, null);
        this.note(words.saved);
      }
      showProgress(answer);
      const isAllSaved = sentences.every((each) => !each.isUnsaved);
      say(answer.open === 0 ? words.allDone : isAllSaved ? words.saved : "");
    }

    show(state) {
      this.card.dataset.state = state;
      this.card.querySelector("[data-state-name]").textContent = stateNames[state];
    }

    note(text) {
      this.card.querySelector("[data-saved]").textContent = text;
    }

    complain(text) {
      this.card.querySelector("[data-problem]").textContent = text || "";
    }

    showConflict(answer) {
      this.card.querySelector("[data-conflict]")?.remove();
      const notice = document.getElementById("translate-conflict").content.cloneNode(true);
      const box = notice.querySelector("[data-conflict]");
      const quote = box.querySelector("[data-other]");
      quote.textContent = answer.text;
      box.querySelector("[data-keep-mine]").addEventListener("click", () => {
        this.seen.value = answer.version;
        box.remove();
        this.field.focus();
        this.save();
      });
      box.querySelector("[data-take-theirs]").addEventListener("click", () => {
        this.seen.value = answer.version;
        this.saved = answer.text;
        box.remove();
        this.replace(answer.text);
        memory.write(this.name, null);
        this.complain("");
        this.note("");
      });
      this.field.before(notice);
    }

    /* As if typed, so that the browser can undo it. */
    insert(text) {
      this.field.focus();
      if (!document.execCommand("insertText", false, text)) {
        this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
        this.field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }

    replace(text) {
      this.field.focus();
      this.field.select();
      this.insert(text);
    }

    surround(before, after) {
      const { selectionStart: start, selectionEnd: end, value } = this.field;
      const chosen = value.slice(start, end);
      this.insert(`${before}${chosen}${after}`);
      if (!chosen) {
        const middle = start + before.length;
        this.field.setSelectionRange(middle, middle);
      }
    }

    grow() {
      if (CSS.supports("field-sizing", "content")) return;
      this.field.style.blockSize = "auto";
      this.field.style.blockSize = `${this.field.scrollHeight + 2}px`;
    }

    count() {
      const counter = this.card.querySelector("[data-counter]");
      if (!counter || !this.limit) return;
      const left = this.limit - [...this.field.value.trim()].length;
      // Far from the limit the number would only distract.
      const isNear = left < this.limit / 2;
      counter.textContent = left < 0 ? fill(words.over, -left) : isNear ? fill(words.left, left) : "";
      counter.classList.toggle("is-over", left < 0);
    }

    restore() {
      const kept = memory.read(this.name);
      if (!kept) return false;
      if (kept.text === this.field.value) {
        memory.write(this.name, null);
        return false;
      }
      this.field.value = kept.text;
      this.seen.value = kept.seen;
      this.typed();
      return true;
    }
  }

  const sentences = [...form.querySelectorAll("[data-sentence]")].map((card) => new Sentence(card));
  const sentenceOf = (element) =>
    sentences.find((each) => each.card === element.closest("[data-sentence]"));

  function showProgress({ total, done, open }) {
    const bar = document.querySelector("[data-progress]");
    bar.max = total;
    bar.value = done;
    document.querySelector("[data-done]").textContent = done;
    document.querySelector("[data-open-count]").textContent = open;
  }

  function goToOpen(step) {
    const current = sentences.findIndex((each) => each.card.contains(document.activeElement));
    const order = step > 0 ? [...sentences] : [...sentences].reverse();
    const passed = current < 0 ? 0 : step > 0 ? current + 1 : sentences.length - current;
    const around = [...order.slice(passed), ...order.slice(0, passed)];
    const next = around.find((each) => each.isOpen && !each.isUnsaved);
    if (!next) {
      say(words.allDone);
      return;
    }
    next.card.scrollIntoView({ block: "start" });
    next.field.focus({ preventScroll: true });
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button, a");
    if (!button) return;
    if (button.matches("[data-next-open]")) {
      event.preventDefault();
      goToOpen(1);
    } else if (button.matches("[data-previous-open]")) {
      event.preventDefault();
      goToOpen(-1);
    } else if (button.matches("[data-take]")) {
      event.preventDefault();
      sentenceOf(button).replace(button.dataset.take);
    } else if (button.matches("[data-before]")) {
      sentenceOf(button).surround(button.dataset.before, button.dataset.after);
    } else if (button.matches("[data-insert]")) {
      sentenceOf(button).insert(button.dataset.insert);
    }
  });

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
      event.preventDefault();
      sentenceOf(event.target).save();
      goToOpen(1);
    }
  });

  /* Whatever comes next sees what was typed; sentence by sentence, so that nothing depends on one
     long request. */
  async function saveAll() {
    say(words.saving);
    const results = [];
    for (const each of sentences) results.push(await each.save());
    const isSaved = !results.includes(false);
    if (isSaved) say("");
    else if (!barStatus.classList.contains("is-bad")) say(words.wait, true);
    return isSaved;
  }

  async function saveAndGo(event, go) {
    if (isLeaving || !sentences.some((each) => each.isUnsaved)) return;
    event.preventDefault();
    if (!(await saveAll())) return;
    isLeaving = true;
    // Not while the browser is still busy with the first attempt: it would not listen.
    setTimeout(go);
    // A download leaves nobody.
    setTimeout(() => {
      isLeaving = false;
    }, PAUSE);
  }

  form.addEventListener("submit", (event) => {
    const { submitter } = event;
    saveAndGo(event, () => form.requestSubmit(submitter));
  });

  const around = form.closest(".translate");
  around.addEventListener("submit", (event) => {
    if (event.target !== form) saveAndGo(event, () => event.target.requestSubmit());
  });
  around.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]:not([href^='#'], [target])");
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (link && !isElsewhere) saveAndGo(event, () => location.assign(link.href));
  });

  window.addEventListener("beforeunload", (event) => {
    if (!isLeaving && sentences.some((each) => each.isUnsaved)) event.preventDefault();
  });
  window.addEventListener("pageshow", () => {
    isLeaving = false;
  });
  window.addEventListener("online", () => sentences.forEach((each) => each.save()));

  const restored = sentences.filter((each) => each.restore());
  if (restored.length) say(words.restored);
  document.getElementById("problems")?.focus();
})();
