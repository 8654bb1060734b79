/* Asah's own script: toasts, dialogs, shortcuts, jobs, autosave, theme. Every page works without it.
   No inline code, no eval; elements say what they want by data attributes (docs/reference/components.md). */
(() => {
  "use strict";
  const root = document.documentElement;
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const isEnglish = root.lang === "en";
  const say = (indonesian, english) => (isEnglish ? english : indonesian);
  const remember = (name, value) => {
    const age = value ? 31536000 : 0;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `asah_${name}=${value}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
  };
  const token = () => find("input[name=csrfmiddlewaretoken]")?.value || "";
  root.dataset.js = "";

  /* Toasts: one at a time; one with a way back stays, a plain one leaves after 8 seconds, unless read or focused. */
  const toasts = () => find("#toasts");
  function showToast(text) {
    const place = toasts();
    if (!place) return;
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.dataset.toast = "";
    const words = document.createElement("span");
    words.textContent = text;
    const close = document.createElement("button");
    close.type = "button";
    close.dataset.dismiss = "";
    close.textContent = say("Tutup", "Close");
    toast.append(words, close);
    place.replaceChildren(toast);
    retire();
  }
  function retire() {
    const toast = find("[data-toast]", toasts() || document);
    if (!toast || find("[data-undo]", toast) || toast.dataset.timed) return;
    toast.dataset.timed = "1";
    const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 3000) : toast.remove());
    setTimeout(leave, 8000);
  }
  function undo() {
    const form = find("#toasts [data-undo]");
    if (form) form.requestSubmit();
    return Boolean(form);
  }

  /* Dialogs: the element keeps its address for pages without script. */
  function openDialog(name) {
    const dialog = document.getElementById(name);
    if (!dialog?.showModal) return false;
    if (!dialog.open) dialog.showModal();
    return true;
  }
  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest?.(selector);
    const opener = at("[data-opens]");
    if (opener && openDialog(opener.dataset.opens)) event.preventDefault();
    if (at("[data-closes]")) at("dialog")?.close();
    if (event.target.matches?.("dialog.dialog") && event.target.open) event.target.close();
    if (at("[data-dismiss]")) at("[data-toast]")?.remove();
    if (at("[data-print]")) window.print();
    const theme = at("[data-theme-choice]");
    if (theme) choose("theme", theme.dataset.themeChoice === "auto" ? "" : theme.dataset.themeChoice);
    const size = at("[data-size-choice]");
    if (size) choose("size", size.dataset.sizeChoice === "100" ? "" : size.dataset.sizeChoice);
    const language = at("[data-language-choice]");
    if (language) {
      remember("language", language.dataset.languageChoice === "id" ? "" : language.dataset.languageChoice);
      location.reload();
    }
    const copy = at("[data-copy]");
    if (copy) navigator.clipboard?.writeText(copy.dataset.copy).then(() => showToast(say("Tersalin.", "Copied.")));
    const download = at("[data-download]");
    if (download) save(download);
    if (at("[data-select-none]")) pick(at("form"), false);
    if (at("[data-select-page]")) pick(at("form"), true);
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });

  /* How this device likes its pages: a cookie, so that the server writes it into <html> and nothing flashes. */
  function choose(name, value) {
    remember(name, value);
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
    mark();
  }
  function mark() {
    for (const name of ["theme", "size"]) {
      const current = root.dataset[name] || (name === "theme" ? "auto" : "100");
      for (const button of all(`[data-${name}-choice]`)) {
        button.setAttribute("aria-pressed", String(button.dataset[`${name}Choice`] === current));
      }
    }
    for (const box of all("[data-shortcuts-switch]")) box.checked = root.dataset.shortcuts !== "off";
  }

  /* Tables: chosen rows, the bar of deeds, the row the keyboard stands on. */
  function pick(form, isChosen) {
    for (const box of all("[data-select], [data-select-all]", form)) box.checked = isChosen;
    count(form);
  }
  function count(form) {
    const bar = find("[data-bulk]", form);
    if (!bar) return;
    const boxes = all("[data-select]", form);
    const chosen = boxes.filter((box) => box.checked);
    for (const box of boxes) box.closest("[data-row]").classList.toggle("is-chosen", box.checked);
    const head = find("[data-select-all]", form);
    if (head) {
      head.checked = chosen.length === boxes.length;
      head.indeterminate = chosen.length > 0 && !head.checked;
    }
    find("[data-bulk-count]", bar).textContent = String(chosen.length);
    bar.hidden = chosen.length === 0;
  }
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.matches("[data-select-all]")) pick(box.form, box.checked);
    if (box.matches("[data-select]")) count(box.form);
    if (box.matches("[data-shortcuts-switch]")) choose("shortcuts", box.checked ? "" : "off");
    if (box.matches("[data-max-bytes]")) checkFile(box);
    if (box.matches("[data-rupiah]")) box.value = dotted(box.value);
  });
  function dotted(text) {
    const digits = text.replace(/^rp\.?\s*/i, "").replace(/[\s.]/g, "");
    const isPlain = /^\d{4,15}$/.test(digits) && !/\d\.\d{1,2}$/.test(text.trim());
    return isPlain ? `Rp${digits.replace(/\B(?=(\d{3})+$)/g, ".")}` : text;
  }
  function checkFile(box) {
    const limit = Number(box.dataset.maxBytes);
    const file = box.files?.[0];
    const tooLarge = file && file.size > limit;
    const mega = (size) => (size / 1e6).toLocaleString(root.lang, { maximumFractionDigits: 1 });
    if (!tooLarge) return;
    box.value = "";
    showToast(
      say(
        `${file.name} ${mega(file.size)} MB; paling besar ${mega(limit)} MB.`,
        `${file.name} is ${mega(file.size)} MB; ${mega(limit)} MB at most.`,
      ),
    );
  }

  /* Shortcuts (single letters are silent in fields, and can be turned off). */
  let waitsForPlace = false;
  let cursor = -1;
  function step(by) {
    const rows = all("[data-row]");
    if (!rows.length) return;
    rows[cursor]?.classList.remove("is-cursor");
    cursor = Math.min(Math.max(cursor + by, 0), rows.length - 1);
    rows[cursor].classList.add("is-cursor");
    rows[cursor].scrollIntoView({ block: "nearest" });
    (find("a, button", rows[cursor]) || rows[cursor]).focus({ preventScroll: true });
  }
  const inField = (target) => target.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const PLACES = { b: "Beranda", k: "Kebutuhan", r: "Rencana", p: "Pelaksanaan", l: "Belajar", e: "Evaluasi" };
  const placeNamed = (letter) => all(".cycle a").find((link) => link.textContent.trim() === PLACES[letter]);
  const row = () => all("[data-row]")[cursor];
  const letters = {
    "/": () => search(),
    "?": () => openDialog("shortcuts"),
    j: () => step(1),
    k: () => step(-1),
    x: () => find("[data-select]", row())?.click(),
    e: () => find("[data-edit]", row() || document)?.click(),
  };
  function search() {
    const box = find("[data-search-box]") || find("input[type=search]");
    if (box?.offsetParent) box.focus();
    else find("[data-search-link], .search-link")?.click();
  }
  document.addEventListener("keydown", (event) => {
    const hasModifier = event.ctrlKey || event.metaKey;
    if (hasModifier && event.key.toLowerCase() === "k") return event.preventDefault(), search();
    if (hasModifier && event.key === "Enter") return event.target.form?.requestSubmit();
    if (event.key === "Escape") return find("[data-drawer-close]")?.click();
    if (inField(event.target)) return undefined;
    if (hasModifier && event.key.toLowerCase() === "z" && !event.shiftKey && undo()) return event.preventDefault();
    if (hasModifier || event.altKey || root.dataset.shortcuts === "off" || find("dialog[open]")) return undefined;
    if (waitsForPlace) {
      waitsForPlace = false;
      const place = find(`[data-place="${CSS.escape(event.key)}"]`) || placeNamed(event.key);
      if (place) return place.click();
    }
    if (event.key === "g") {
      waitsForPlace = true;
      setTimeout(() => (waitsForPlace = false), 1500);
    } else if (letters[event.key]) {
      event.preventDefault();
      letters[event.key]();
    }
    return undefined;
  });

  /* Long jobs: ask every second, then ever slower up to five, until the fragment has no data-job any more. */
  const watched = new WeakSet();
  function watch(element) {
    if (watched.has(element)) return;
    watched.add(element);
    let wait = 1000;
    const ask = async () => {
      if (!element.isConnected) return;
      try {
        const answer = await fetch(element.dataset.job, { headers: { "HX-Request": "true" } });
        if (answer.ok) {
          const holder = document.createElement("template");
          holder.innerHTML = await answer.text();
          const fresh = holder.content.firstElementChild;
          if (fresh && fresh.outerHTML !== element.outerHTML) {
            element.replaceWith(fresh);
            window.htmx?.process(fresh);
            watched.add(fresh);
            element = fresh;
          }
          if (!element.dataset.job) return document.dispatchEvent(new CustomEvent("asah:job-done", { detail: element }));
        }
      } catch {
        /* No connection: the next question may get through. */
      }
      wait = Math.min(wait * 1.3, 5000);
      return setTimeout(ask, wait);
    };
    setTimeout(ask, wait);
  }

  /* Autosave: three seconds after the last change; what cannot be sent is kept on the device and offered back. */
  const draftKey = (form) => `asah:draft:${form.dataset.autosave}`;
  function keepDraft(form) {
    const pairs = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
    try {
      localStorage.setItem(draftKey(form), JSON.stringify(pairs));
    } catch {
      /* A full or forbidden store: the form itself still holds everything. */
    }
  }
  function restoreDraft(form) {
    const kept = localStorage.getItem(draftKey(form));
    if (!kept) return;
    for (const [name, value] of JSON.parse(kept)) {
      for (const box of all(`[name="${CSS.escape(name)}"]`, form)) {
        if (box.type === "radio" || box.type === "checkbox") box.checked = box.value === value || box.checked;
        else if (!box.value) box.value = value;
      }
    }
    tell(form, say("Isian dari perangkat ini dipulihkan", "Entries on this device were restored"));
  }
  /* A shared device keeps nothing of who has signed out. */
  function forgetDrafts() {
    for (const key of Object.keys(localStorage)) if (key.startsWith("asah:draft:")) localStorage.removeItem(key);
  }
  function tell(form, text) {
    const place = find("[data-saved]", form);
    if (place) place.textContent = text;
  }
  async function autosave(form) {
    const clock = new Date().toLocaleTimeString("id", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
    try {
      const headers = { "X-CSRFToken": token(), "X-Asah-Autosave": "1" };
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers });
      if (!answer.ok) throw new Error(String(answer.status));
      localStorage.removeItem(draftKey(form));
      tell(form, say(`Tersimpan ${clock}`, `Saved ${clock}`));
    } catch {
      keepDraft(form);
      tell(form, say(`Tersimpan di perangkat ini ${clock}`, `Kept on this device ${clock}`));
    }
  }
  const timers = new WeakMap();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.dataset.autosave) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => autosave(form), 3000));
  });

  /* A form is sent once; its button says so and keeps its width. */
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.target.matches('[action$="/keluar/"]')) forgetDrafts();
    if (event.target.dataset.sent) return event.preventDefault();
    if (event.target.method === "post" && !event.target.matches("[hx-post]")) {
      event.target.dataset.sent = "1";
      setTimeout(() => delete event.target.dataset.sent, 8000);
      if (button?.classList.contains("primary")) button.setAttribute("aria-busy", "true");
    }
    return undefined;
  });
  window.addEventListener("pageshow", () => {
    for (const form of all("form[data-sent]")) delete form.dataset.sent;
    for (const button of all("[aria-busy=true][type=submit]")) button.removeAttribute("aria-busy");
  });

  /* A picture or its table as a file: the drawing takes its colours along, because a file has no stylesheet. */
  const TAKEN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "font-size", "font-weight", "font-family", "text-anchor", "paint-order"];
  function save(button) {
    const figure = button.closest("[data-figure]");
    const isCsv = button.dataset.download === "csv";
    const text = isCsv ? asCsv(find("table", figure)) : asSvg(figure);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: isCsv ? "text/csv" : "image/svg+xml" }));
    const name = find(".finding", figure).textContent.trim().toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 60);
    link.download = `${name || "grafik"}.${button.dataset.download}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
  function asCsv(table) {
    const cell = (text) => `"${(/^[=+@\t]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
    const rows = all("tr", table).map((line) => all("th, td", line).map((one) => cell(one.textContent.trim())).join(";"));
    return `\ufeff${rows.join("\r\n")}\r\n`;
  }
  function asSvg(figure) {
    const drawing = all("svg", figure).find((one) => one.getClientRects().length) || find("svg", figure);
    const copy = drawing.cloneNode(true);
    const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
    const originals = all("*", drawing);
    all("*", copy).forEach((element, place) => {
      const look = getComputedStyle(originals[place]);
      for (const name of TAKEN) element.setAttribute(name, look.getPropertyValue(name));
    });
    const note = (text, y) => `<text x="0" y="${y}" font-size="13" font-family="sans-serif">${text.replace(/[&<]/g, (sign) => (sign === "&" ? "&amp;" : "&lt;"))}</text>`;
    const head = note(find(".finding", figure).textContent.trim(), -26);
    const foot = note(find(".source", figure).textContent.trim(), height + 20);
    const back = getComputedStyle(figure).backgroundColor;
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -48 ${width + 32} ${height + 80}"><rect x="-16" y="-48" width="100%" height="100%" fill="${back}"/>${head}${copy.innerHTML}${foot}</svg>`;
  }

  /* A long list becomes a box that can be searched (combobox pattern); the list itself keeps the value. */
  function combo(select) {
    if (select.dataset.ready || select.options.length < 15) return;
    select.dataset.ready = "1";
    const holder = document.createElement("div");
    holder.className = "combo";
    const box = document.createElement("input");
    const list = document.createElement("ul");
    list.id = `${select.id}-list`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", select.labels[0]?.textContent.trim() || "");
    list.hidden = true;
    box.className = "input";
    box.id = `${select.id}-box`;
    box.autocomplete = "off";
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id })) box.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) box.setAttribute(name, select.getAttribute(name));
    if (select.labels[0]) select.labels[0].htmlFor = box.id;
    const chosenText = () => (select.value ? select.selectedOptions[0].textContent.trim() : "");
    box.value = chosenText();
    box.placeholder = [...select.options].find((option) => !option.value)?.text || "";
    let active = -1;
    const items = () => all("li", list);
    const close = () => {
      list.hidden = true;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    };
    const move = (place) => {
      const options = items();
      active = Math.min(Math.max(place, 0), options.length - 1);
      options.forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
      if (options[active]) {
        box.setAttribute("aria-activedescendant", options[active].id);
        options[active].scrollIntoView({ block: "nearest" });
      }
    };
    const take = (item) => {
      select.value = item.dataset.value;
      box.value = item.textContent;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      close();
    };
    const open = () => {
      const words = box.value === chosenText() ? [] : box.value.toLowerCase().split(/\s+/);
      const fits = [...select.options].filter((option) => option.value && words.every((word) => option.text.toLowerCase().includes(word)));
      list.replaceChildren(
        ...fits.slice(0, 60).map((option, place) => {
          const item = document.createElement("li");
          item.id = `${list.id}-${place}`;
          item.setAttribute("role", "option");
          item.dataset.value = option.value;
          item.textContent = option.text.trim();
          return item;
        }),
      );
      list.hidden = fits.length === 0;
      box.setAttribute("aria-expanded", String(!list.hidden));
      active = -1;
    };
    box.addEventListener("input", open);
    box.addEventListener("click", open);
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) open();
        move(active + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && !list.hidden && items()[active]) {
        event.preventDefault();
        take(items()[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        close();
      }
    });
    box.addEventListener("blur", () => {
      close();
      if (!box.value) select.value = "";
      box.value = chosenText();
    });
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = event.target.closest("li");
      if (item) take(item);
    });
    select.hidden = true;
    select.before(holder);
    holder.append(box, list, select);
  }

  /* Wake up whatever a page or a fragment brought along. */
  function wake(part) {
    all("[data-job]", part).forEach(watch);
    if (part.matches?.("[data-job]")) watch(part);
    all("select[data-search]", part).forEach(combo);
    all("form[data-autosave]", part).forEach(restoreDraft);
    find("[data-error-summary]", part)?.focus();
    retire();
    mark();
  }
  const strip = () => find("#offline");
  const online = () => strip() && (strip().hidden = navigator.onLine);
  window.addEventListener("online", online);
  window.addEventListener("offline", online);
  document.addEventListener("htmx:afterSettle", (event) => wake(event.detail.elt));
  document.addEventListener("htmx:responseError", (event) => {
    const code = event.detail.xhr.getResponseHeader("X-Asah-Code");
    showToast(
      code
        ? say(`Gagal diproses. Isian Anda aman. Kode: ${code}`, `That failed. Your entries are safe. Code: ${code}`)
        : say("Belum berhasil. Muat ulang halaman, lalu ulangi.", "That did not work. Reload the page and try again."),
    );
  });
  document.addEventListener("htmx:sendError", () => showToast(say("Tanpa sinyal. Isian Anda masih di halaman ini.", "No connection. Your entries are still on this page.")));
  window.asah = { toast: showToast, wake };
  wake(document);
  online();
})();
