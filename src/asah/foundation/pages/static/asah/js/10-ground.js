/* Asah's own script: toasts, dialogs, shortcuts, jobs, autosave, theme. Every page works without it.
   No inline code, no eval; elements say what they want by data attributes (docs/reference/components.md). */
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
    const form = find("#toasts [data-undo]") || find("main [data-undo]");
    if (form) form.requestSubmit();
    return Boolean(form);
  }

  /* A slider over rupiah says its amount while it moves. */
  document.addEventListener("input", (event) => {
    if (!event.target.matches?.("[data-rupiah-slider]")) return;
    const words = `Rp${Number(event.target.value).toLocaleString("id-ID")}`;
    event.target.setAttribute("aria-valuetext", words);
    const box = find("#pagu");
    if (box && box !== document.activeElement) box.value = words;
  });

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

