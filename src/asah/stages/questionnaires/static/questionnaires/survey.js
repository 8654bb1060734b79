/* One question a screen without waiting for the line: every answer goes into the outbox, the next question is chosen
   here by the same table that the server uses (rules/adaptive.py, rules/flow.py). Without script the form does it all. */
(async () => {
  "use strict";
  const holder = document.querySelector("[data-survey]");
  const outbox = self.asahOutbox;
  if (!holder || !outbox) return;
  const address = holder.dataset.survey;
  const isEnglish = document.documentElement.lang === "en";
  const say = (indonesian, english) => (isEnglish ? english : indonesian);
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) return;
  const pack = await response.json();
  if (pack.finished) return;
  outbox.keep([location.pathname, address, pack.home]);
  const questions = new Map(pack.questions.map((one) => [one.code, one]));
  const own = new Map(pack.competencies.map((one) => [one.code, one]));
  const block = pack.questions.find((one) => one.kind === "level" && one.repeats);
  const follow = pack.questions.find((one) => one.kind === "scale" && one.repeats);
  const given = new Map(Object.entries(pack.given));
  const device = (await outbox.note("device")) || crypto.randomUUID();
  await outbox.remember("device", device);
  let finished = false;
  for (const item of await outbox.items()) {
    if (item.scope !== pack.survey) continue;
    if (item.kind === "survey.finish") finished = true;
    else if (item.state === "sent" && given.has(item.key)) outbox.drop(item.seq);
    else given.set(item.key, { state: item.given, value: item.secret ? null : item.data?.value });
  }
  const way = [];
  let isDrawn = false;

  /* The way through: the same choices as on the server. */
  const keyOf = (code, competency) => (competency ? `${code}:${competency}` : code);
  const listOf = (value) => (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]);
  const isAsked = ({ onlyIf }) => !onlyIf || listOf(given.get(onlyIf[0])?.value).some((one) => onlyIf[1].includes(one));
  function heard() {
    const told = new Map();
    for (const [key, answer] of given) {
      const [code, competency] = key.split(":");
      if (!block || !competency || code !== block.code) continue;
      const level = answer.state === "dijawab" ? Number(answer.value) : null;
      told.set(competency, { level, skipped: answer.state === "lewati", followed: !follow || given.has(keyOf(follow.code, competency)) });
    }
    return told;
  }
  function worth(one, told) {
    if (!told) return one.first;
    if (told.skipped || told.followed) return 0;
    return told.level === null ? one.unknown : one.then[told.level - 1];
  }
  function choose(told, room) {
    let best = null;
    let most = pack.enough;
    if (room <= 0) return null;
    for (const one of pack.competencies) {
      const value = worth(one, told.get(one.code));
      if (value > most) [best, most] = [{ one, follows: told.has(one.code) }, value];
    }
    return best;
  }
  function room() {
    const single = pack.questions.filter((one) => !one.repeats).length;
    return pack.most - single - [...given.keys()].filter((key) => key.includes(":")).length;
  }
  function remaining(told, free) {
    let count = 0;
    for (let next = choose(told, free); next; next = choose(told, free - count)) {
      const before = told.get(next.one.code) || { level: next.one.expected, skipped: false };
      told.set(next.one.code, { ...before, followed: next.follows });
      count += 1;
    }
    return count;
  }
  function nextStep() {
    let found = null;
    let left = 0;
    for (const question of pack.questions) {
      if (question.repeats) {
        const next = question === block && choose(heard(), room());
        if (!next) continue;
        left += remaining(heard(), room());
        found ||= { question: next.follows && follow ? follow : block, competency: next.one.code };
      } else if (!given.has(question.code) && isAsked(question)) {
        left += 1;
        found ||= { question, competency: "" };
      }
    }
    return found && { ...found, left: Math.max(1, left) };
  }

  /* Drawing. Every text is set as text. */
  function node(name, look, ...inside) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(look)) if (value !== "" && value !== false) element.setAttribute(key, value === true ? "" : value);
    element.append(...inside);
    return element;
  }
  const named = (text, competency) => text.replace("{kompetensi}", own.get(competency)?.name || "");
  function choicesOf(question, competency) {
    if (question.kind === "level") return own.get(competency).levels.map(([name, words], at) => [at + 1, name, words]);
    if (question.kind === "scale") return question.words.map((word, at) => [at + 1, word, ""]);
    if (question.own) return pack.competencies.map((one) => [one.code, one.name, ""]);
    return question.options.map(([value, label]) => [value, label, ""]);
  }
  function field(question, competency, answer) {
    const chosen = listOf(answer?.value).map(String);
    const rows = choicesOf(question, competency);
    if (!rows.length) {
      const look = { class: "input", name: "value", "aria-labelledby": "ask" };
      const box = question.kind === "number" ? node("input", { ...look, inputmode: "numeric", autocomplete: "off" }) : node("textarea", { ...look, rows: 4, maxlength: 1000 });
      box.value = chosen[0] || "";
      return box;
    }
    const type = question.kind === "several" ? "checkbox" : "radio";
    const labels = rows.map(([value, label, words]) => {
      const text = node("span", {}, node("b", {}, label), ...(words ? [node("span", { class: "hint" }, words)] : []));
      return node("label", { class: "choice" }, node("input", { type, name: "value", value, checked: chosen.includes(String(value)) }), text);
    });
    return node("div", { class: "choices" }, ...labels);
  }
  function draw(...parts) {
    holder.replaceChildren(node("p", { class: "kicker" }, node("a", { href: pack.home }, say("Survei saya", "My surveys")), ` / ${pack.title}`), ...parts);
    const head = holder.querySelector("h1");
    head?.setAttribute("tabindex", "-1");
    if (isDrawn) head?.focus({ preventScroll: true });
    if (isDrawn) scrollTo(0, 0);
    isDrawn = true;
  }
  const button = (text, look, act) => {
    const made = node("button", { type: "button", class: `button ${look}` }, text);
    if (act) made.addEventListener("click", act);
    return made;
  };
  function ask(step) {
    const { question, competency } = step;
    const answer = given.get(keyOf(question.code, competency));
    const fault = node("p", { class: "error", role: "alert", hidden: true });
    const legend = node("legend", {}, node("h1", { id: "ask" }, named(question.text, competency)));
    const set = node("fieldset", { class: "field-set ask" }, legend, ...(question.hint ? [node("p", { class: "hint" }, question.hint)] : []), fault, field(question, competency, answer));
    const note = question.named
      ? say("Bernama: dipakai untuk menghitung kebutuhan Anda.", "With your name: used to work out what you need.")
      : say("Tanpa nama: tidak dapat dihubungkan dengan Anda, dan tidak dapat diubah setelah terkirim.", "Without your name: cannot be linked to you, and cannot be changed once sent.");
    const go = button(say("Lanjut", "Continue"), "primary block");
    go.type = "submit";
    const row = node("div", { class: "row" }, button(say("Tidak tahu", "Do not know"), "", () => keep(step, null, "tidak_tahu")), button(say("Lewati", "Skip"), "", () => keep(step, null, "lewati")));
    if (way.length) row.append(button(say("Kembali", "Back"), "quiet", () => ask({ ...way.pop(), left: step.left })));
    const form = node("form", { class: "stack", novalidate: true }, set, node("p", { class: "small muted" }, note), go, row);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const values = new FormData(form).getAll("value").map((one) => String(one).trim()).filter(Boolean);
      fault.textContent = faultOf(question, values);
      fault.hidden = !fault.textContent;
      if (fault.hidden) keep(step, question.kind === "several" ? values : ["level", "scale", "number"].includes(question.kind) ? Number(values[0]) : values[0], "dijawab");
    });
    const left = node("p", { class: "saved", role: "status" }, say(`Kira-kira ${step.left} pertanyaan lagi`, `About ${step.left} more questions`));
    const first = given.size === 0 && pack.intro ? [node("p", { class: "hint" }, pack.intro)] : [];
    draw(...first, form, left);
  }
  function faultOf(question, values) {
    if (!values.length) return say("Pilih satu jawaban atau tekan “Lewati”.", "Choose an answer or press “Skip”.");
    if (question.kind === "several" && question.most && values.length > question.most) return say(`Pilih paling banyak ${question.most}.`, `Choose ${question.most} at most.`);
    if (question.kind === "number" && !/^\d+$/.test(values[0])) return say("Tulis angka.", "Write a number.");
    return "";
  }
  async function keep({ question, competency }, value, state) {
    const key = keyOf(question.code, competency);
    const data = { survey: pack.survey, question: question.code, competency, value, state, device };
    given.set(key, { state: question.named ? state : "dijawab", value: question.named ? value : null });
    if (question.named) way.push({ question, competency });
    await outbox.add("survey.answer", data, { scope: pack.survey, key, given: question.named ? state : "dijawab", secret: !question.named });
    show();
  }

  /* The mirror: what the answers say, told back. */
  function mirror() {
    if (pack.about === "tim") return say("Sudah semua?", "Is that all?");
    const level = (one) => given.get(keyOf(block?.code, one.code));
    const known = pack.competencies.filter((one) => level(one)?.state === "dijawab").map((one) => ({ one, by: Number(level(one).value) - one.required }));
    const strong = known.filter(({ by }) => by >= 0).sort((a, b) => b.by - a.by).slice(0, 2).map(({ one }) => one.name);
    const wish = pack.questions.find((one) => one.own && listOf(given.get(one.code)?.value).length);
    const weak = known.filter(({ by }) => by < 0).sort((a, b) => a.by - b.by).map(({ one }) => one.name);
    const wished = (wish ? listOf(given.get(wish.code).value).map((code) => own.get(code)?.name) : weak).slice(0, 2);
    const join = (names) => names.join(say(" dan ", " and "));
    const parts = [];
    if (strong.length) parts.push(say(`kuat di ${join(strong)}`, `strong in ${join(strong)}`));
    if (wished.length) parts.push(say(`ingin belajar ${join(wished)}`, `wanting to learn ${join(wished)}`));
    if (!parts.length) return say("Jawaban Anda belum menunjukkan kekuatan atau keinginan tertentu. Benar?", "Your answers show no particular strength or wish yet. Right?");
    return say(`Menurut jawaban Anda: ${parts.join(", ")}. Benar?`, `By your answers: ${parts.join(", ")}. Right?`);
  }
  function wordsOf(question, competency, { state, value }) {
    if (!question.named) return say("tanpa nama", "without name");
    if (state !== "dijawab") return state === "lewati" ? say("Lewati", "Skipped") : say("Tidak tahu", "Do not know");
    const rows = new Map(choicesOf(question, competency).map(([key, label]) => [String(key), label]));
    return listOf(value).map((one) => rows.get(String(one)) || String(one)).join(", ");
  }
  function end() {
    const list = node("dl", { class: "answers" });
    for (const [key, answer] of given) {
      const [code, competency] = key.split(":");
      const question = questions.get(code);
      if (!question) continue;
      const line = node("div", {}, node("dt", {}, named(question.text, competency)), node("dd", {}, wordsOf(question, competency, answer)));
      if (question.named) line.append(node("dd", { class: "change" }, button(say("Ubah", "Change"), "small", () => ask({ question, competency, left: 1 }))));
      list.append(line);
    }
    const yes = button(say("Ya, benar", "Yes, right"), "primary", finish);
    draw(node("h1", {}, mirror()), node("div", { class: "row" }, yes), node("h2", {}, say("Jawaban Anda", "Your answers")), list);
  }
  async function finish() {
    finished = true;
    await outbox.add("survey.finish", { survey: pack.survey }, { scope: pack.survey, key: "" });
    show();
  }
  function thanks() {
    draw(
      node("h1", {}, say("Terima kasih. Jawaban Anda sudah lengkap.", "Thank you. Your answers are complete.")),
      node("p", {}, say("Yang belum terkirim dikirim sendiri saat ada sinyal.", "What is not sent yet goes by itself when there is a signal.")),
      node("p", {}, node("a", { class: "button", href: pack.home }, say("Ke survei saya", "To my surveys"))),
    );
  }
  function show() {
    const step = finished ? null : nextStep();
    if (step) ask(step);
    else if (finished) thanks();
    else end();
  }
  const wanted = new URLSearchParams(location.search).get("q");
  const [code, competency = ""] = (wanted || "").split(":");
  if (wanted && questions.get(code)?.named) ask({ question: questions.get(code), competency, left: nextStep()?.left || 1 });
  else show();
})();
