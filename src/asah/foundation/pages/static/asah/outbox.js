/* The page's side of the outbox: puts items in, says how many wait, warns before somebody signs out with them. */
(() => {
  "use strict";
  const store = self.asahStore;
  const { owner, token } = document.body.dataset;
  if (!owner || !store || !self.indexedDB) return;
  const isEnglish = document.documentElement.lang === "en";
  const say = (indonesian, english) => (isEnglish ? english : indonesian);
  const chip = () => document.getElementById("outbox");
  let hadWaiting = false;

  const ready = store.remember("who", { owner, token });
  async function add(kind, data, more = {}) {
    await ready;
    await store.put({ ...more, id: crypto.randomUUID(), owner, kind, data, state: "waiting", text: "" });
    await show();
    flush();
  }
  async function flush() {
    await ready;
    try {
      if (navigator.onLine) await store.send();
    } catch {
      /* No signal or signed out: what waits stays, and goes when this page opens again. */
    }
    await show();
    if ((await store.waiting()).some((item) => item.state === "waiting")) later();
    document.dispatchEvent(new CustomEvent("asah:outbox"));
  }
  async function later() {
    const worker = await navigator.serviceWorker?.ready;
    await worker?.sync?.register("asah-outbox").catch(() => null);
  }
  async function show() {
    const place = chip();
    if (!place) return;
    const rows = await store.waiting();
    const refused = rows.find((item) => item.state === "refused");
    const count = rows.length;
    place.hidden = !count && !hadWaiting;
    if (refused) place.replaceChildren(refusal(refused));
    else if (count) place.textContent = say(`Tersimpan di ponsel · ${count} belum terkirim`, `Kept on this phone · ${count} not sent yet`);
    else if (hadWaiting) {
      place.textContent = say("Terkirim", "Sent");
      setTimeout(async () => (place.hidden = !(await store.waiting()).length), 6000);
    }
    hadWaiting = count > 0;
  }
  function refusal(item) {
    const words = document.createElement("span");
    words.textContent = `${say("Belum diterima", "Not accepted")}: ${item.text} `;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "button small";
    drop.textContent = say("Hapus dari ponsel", "Remove from this phone");
    drop.onclick = async () => (await store.drop(item.seq), show());
    words.append(drop);
    return words;
  }
  /* Pages that want to open without a signal say so; the worker keeps them with their styles and scripts. */
  async function keep(addresses) {
    const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src], link[rel=icon]")];
    const worker = await navigator.serviceWorker?.ready;
    worker?.active.postMessage({ keep: [...addresses, ...parts.map((one) => one.href || one.src)] });
  }

  /* Whoever signs out leaves nothing behind; what was not sent yet is said first. */
  function ask(count) {
    const box = document.createElement("dialog");
    box.className = "dialog";
    const title = document.createElement("h2");
    title.textContent = say(`${count} jawaban belum terkirim`, `${count} answers not sent yet`);
    const text = document.createElement("p");
    text.textContent = say("Jika Anda keluar sekarang, jawaban itu terhapus dari ponsel ini.", "If you sign out now they are removed from this phone.");
    const row = document.createElement("form");
    row.method = "dialog";
    row.className = "row";
    for (const [value, label, look] of [["stay", say("Tetap masuk", "Stay signed in"), "primary"], ["leave", say("Keluar dan hapus", "Sign out and remove"), "danger"]]) {
      const button = document.createElement("button");
      button.value = value;
      button.className = `button ${look}`;
      button.textContent = label;
      row.append(button);
    }
    box.append(title, text, row);
    document.body.append(box);
    box.showModal();
    return new Promise((done) => (box.onclose = () => (box.remove(), done(box.returnValue === "leave"))));
  }
  async function leave(form) {
    await flush();
    const count = (await store.waiting()).length;
    if (count && !(await ask(count))) return;
    await store.clear();
    await caches.delete("asah-pack-1");
    navigator.serviceWorker?.controller?.postMessage({ clear: true });
    form.submit();
  }
  document.addEventListener("submit", (event) => {
    if (!event.target.matches('[action$="/keluar/"]')) return;
    event.preventDefault();
    leave(event.target);
  });

  window.addEventListener("online", flush);
  navigator.serviceWorker?.addEventListener("message", (event) => event.data.sent && show());
  navigator.serviceWorker?.register("/sw.js").catch(() => null);
  self.asahOutbox = { add, flush, keep, items: store.all, drop: store.drop, note: store.note, remember: store.remember };
  flush();
})();
