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

