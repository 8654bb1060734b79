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
