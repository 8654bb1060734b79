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

