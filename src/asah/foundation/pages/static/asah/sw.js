/* The service worker: pages that were asked to be kept open without a signal; the outbox goes when there is one again.
   The network always comes first, so that nobody reads yesterday's page while a newer one can be had. */
const PACK = "asah-pack-1";
const OFFLINE = "/tanpa-sinyal/";

self.addEventListener("install", (event) => {
  event.waitUntil(keep([OFFLINE]).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data.keep) event.waitUntil(keep(event.data.keep));
  if (event.data.clear) event.waitUntil(caches.delete(PACK).then(() => keep([OFFLINE])));
});
self.addEventListener("sync", (event) => {
  if (event.tag === "asah-outbox") event.waitUntil(self.asahStore.send().then(tell));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) event.respondWith(serve(request));
});

async function keep(addresses) {
  const pack = await caches.open(PACK);
  for (const address of addresses) {
    const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    if (answer?.ok && !answer.redirected) await pack.put(address, answer);
  }
}
async function serve(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && (await find(request))) {
      const pack = await caches.open(PACK);
      await pack.put(request.url, answer.clone());
    }
    return answer;
  } catch (error) {
    const kept = await find(request);
    if (kept) return kept;
    const page = request.mode === "navigate" && (await caches.match(OFFLINE));
    if (page) return page;
    throw error;
  }
}
const find = (request) => caches.match(request.url, { cacheName: PACK, ignoreVary: true });
async function tell() {
  for (const client of await self.clients.matchAll()) client.postMessage({ sent: true });
}
