  /* A picture or its table as a file: the drawing takes its colours along, because a file has no stylesheet. */
  const TAKEN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "font-size", "font-weight", "font-family", "text-anchor", "paint-order"];
  function save(button) {
    const figure = button.closest("[data-figure]");
    const isCsv = button.dataset.download === "csv";
    const text = isCsv ? asCsv(find("table", figure)) : asSvg(figure);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: isCsv ? "text/csv" : "image/svg+xml" }));
    const name = find(".finding", figure).textContent.trim().toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 60);
    link.download = `${name || "grafik"}.${button.dataset.download}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
  function asCsv(table) {
    const cell = (text) => `"${(/^[=+@\t]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
    const rows = all("tr", table).map((line) => all("th, td", line).map((one) => cell(one.textContent.trim())).join(";"));
    return `\ufeff${rows.join("\r\n")}\r\n`;
  }
  function asSvg(figure) {
    const drawing = all("svg", figure).find((one) => one.getClientRects().length) || find("svg", figure);
    const copy = drawing.cloneNode(true);
    const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
    const originals = all("*", drawing);
    all("*", copy).forEach((element, place) => {
      const look = getComputedStyle(originals[place]);
      for (const name of TAKEN) element.setAttribute(name, look.getPropertyValue(name));
    });
    const note = (text, y) => `<text x="0" y="${y}" font-size="13" font-family="sans-serif">${text.replace(/[&<]/g, (sign) => (sign === "&" ? "&amp;" : "&lt;"))}</text>`;
    const head = note(find(".finding", figure).textContent.trim(), -26);
    const foot = note(find(".source", figure).textContent.trim(), height + 20);
    const back = getComputedStyle(figure).backgroundColor;
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -48 ${width + 32} ${height + 80}"><rect x="-16" y="-48" width="100%" height="100%" fill="${back}"/>${head}${copy.innerHTML}${foot}</svg>`;
  }

