/* What a phone keeps until it has been sent: one store for pages and for the service worker.
   Every item carries an id made here, so that sending it twice does nothing. */
self.asahStore = (() => {
  "use strict";
  let opening;
  const open = () =>
    (opening ??= new Promise((done, fail) => {
      const request = indexedDB.open("asah", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("items", { keyPath: "seq", autoIncrement: true });
        request.result.createObjectStore("notes", { keyPath: "name" });
      };
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    }));
  const run = async (store, mode, work) => {
    const deal = (await open()).transaction(store, mode);
    const request = work(deal.objectStore(store));
    return new Promise((done, fail) => {
      deal.oncomplete = () => done(request.result);
      deal.onabort = () => fail(deal.error);
    });
  };
  const put = (item) => run("items", "readwrite", (store) => store.put(item));
  const drop = (seq) => run("items", "readwrite", (store) => store.delete(seq));
  const note = async (name) => (await run("notes", "readonly", (store) => store.get(name)))?.value;
  const remember = (name, value) => run("notes", "readwrite", (store) => store.put({ name, value }));
  const all = async () => {
    const who = await note("who");
    const items = await run("items", "readonly", (store) => store.getAll());
    return items.filter((item) => item.owner === who?.owner);
  };
  const clear = async () => {
    await run("items", "readwrite", (store) => store.clear());
    await run("notes", "readwrite", (store) => store.clear());
  };

  async function post(items) {
    const { token } = await note("who");
    const answer = await fetch("/kotak-keluar/", {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ items: items.map(({ id, kind, data }) => ({ id, kind, data })) }),
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) throw new Error("signed out");
    if (!answer.ok) throw new RangeError(String(answer.status));
    return (await answer.json()).results;
  }
  /* An item that breaks the server must not keep the others on the phone: a failed batch goes again one by one. */
  async function deliver(items) {
    try {
      for (const result of await post(items)) await settle(items.find((item) => item.id === result.id), result);
    } catch (error) {
      if (!(error instanceof RangeError) || items.length < 2) throw error;
      for (const item of items) await deliver([item]).catch(() => null);
    }
  }
  function settle(item, { state, text }) {
    if (state === "taken") return put({ ...item, state: "sent", text: "", data: item.secret ? null : item.data });
    return put({ ...item, state: "refused", text });
  }
  const waiting = async () => (await all()).filter((item) => item.state !== "sent");
  async function send() {
    const rows = await waiting();
    for (let from = 0; from < rows.length; from += 20) await deliver(rows.slice(from, from + 20));
  }
  let turn = Promise.resolve();
  const alone = (work) => (navigator.locks ? navigator.locks.request("asah-outbox", work) : (turn = turn.then(work, work)));
  return { put, drop, all, waiting, note, remember, clear, send: () => alone(send) };
})();
