/* Every tap of a superior is kept at once, with or without a signal. Without script the form keeps them all. */
(async () => {
  "use strict";
  const form = document.querySelector("form[data-team]");
  const outbox = self.asahOutbox;
  if (!form || !outbox) return;
  const isEnglish = document.documentElement.lang === "en";
  const { team, question, competency } = form.dataset;
  const device = (await outbox.note("device")) || crypto.randomUUID();
  await outbox.remember("device", device);
  outbox.keep([location.pathname + location.search]);
  for (const item of await outbox.items()) {
    if (item.scope !== team || item.competency !== competency || item.state === "sent") continue;
    const box = form.querySelector(`[name="level-${CSS.escape(item.data.about)}"][value="${CSS.escape(item.tap)}"]`);
    if (box) box.checked = true;
  }
  form.addEventListener("change", async ({ target }) => {
    const { about } = target.dataset;
    if (!about) return;
    const isKnown = target.value !== "tidak_tahu";
    const data = { survey: team, question, competency, about, device, value: isKnown ? Number(target.value) : null, state: isKnown ? "dijawab" : "tidak_tahu" };
    await outbox.add("survey.answer", data, { scope: team, key: `${competency}:${about}`, competency, tap: target.value });
    form.querySelector("[data-said]").textContent = isEnglish ? "Saved" : "Tersimpan";
  });
  /* The button waits for what is under way, so that the next page knows it; without a signal it goes on all the same. */
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await Promise.race([outbox.flush(), new Promise((done) => setTimeout(done, 3000))]);
    location.assign(form.dataset.next);
  });
})();
