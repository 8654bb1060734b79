/* Recomputes a lottery in the visitor's own browser with WebCrypto; without it the server's steps stand on the page. */
(async () => {
  "use strict";
  const place = document.querySelector("#lottery");
  const result = document.querySelector("#lottery-result");
  if (!place || !globalThis.crypto?.subtle) return;
  const sha = async (text) => {
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const { rule, quota, commitment, match, listMatch, differ } = place.dataset;
  const codes = place.dataset.codes.split(",").sort();
  const numbers = place.dataset.numbers ? place.dataset.numbers.split("|") : [];
  const listIsSame = (await sha([rule, quota, ...codes].join("\n"))) === commitment;
  if (!numbers.length) {
    result.textContent = listIsSame ? listMatch : differ;
    return;
  }
  const seed = await sha([...codes, ...numbers].join("\n"));
  const keyed = await Promise.all(codes.map(async (code) => [await sha(`${seed}|${code}`), code]));
  const order = keyed.sort((a, b) => (a[0] < b[0] ? -1 : 1)).map((pair) => pair[1]);
  result.textContent = listIsSame && order.join(",") === place.dataset.order ? match : differ;
})();
