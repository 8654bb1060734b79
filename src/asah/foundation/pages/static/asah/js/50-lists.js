  /* A long list becomes a box that can be searched (combobox pattern); the list itself keeps the value. */
  function combo(select) {
    if (select.dataset.ready || select.options.length < 15) return;
    select.dataset.ready = "1";
    const holder = document.createElement("div");
    holder.className = "combo";
    const box = document.createElement("input");
    const list = document.createElement("ul");
    list.id = `${select.id}-list`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", select.labels[0]?.textContent.trim() || "");
    list.hidden = true;
    box.className = "input";
    box.id = `${select.id}-box`;
    box.autocomplete = "off";
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id })) box.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) box.setAttribute(name, select.getAttribute(name));
    if (select.labels[0]) select.labels[0].htmlFor = box.id;
    const chosenText = () => (select.value ? select.selectedOptions[0].textContent.trim() : "");
    box.value = chosenText();
    box.placeholder = [...select.options].find((option) => !option.value)?.text || "";
    let active = -1;
    const items = () => all("li", list);
    const close = () => {
      list.hidden = true;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    };
    const move = (place) => {
      const options = items();
      active = Math.min(Math.max(place, 0), options.length - 1);
      options.forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
      if (options[active]) {
        box.setAttribute("aria-activedescendant", options[active].id);
        options[active].scrollIntoView({ block: "nearest" });
      }
    };
    const take = (item) => {
      select.value = item.dataset.value;
      box.value = item.textContent;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      close();
    };
    const open = () => {
      const words = box.value === chosenText() ? [] : box.value.toLowerCase().split(/\s+/);
      const fits = [...select.options].filter((option) => option.value && words.every((word) => option.text.toLowerCase().includes(word)));
      list.replaceChildren(
        ...fits.slice(0, 60).map((option, place) => {
          const item = document.createElement("li");
          item.id = `${list.id}-${place}`;
          item.setAttribute("role", "option");
          item.dataset.value = option.value;
          item.textContent = option.text.trim();
          return item;
        }),
      );
      list.hidden = fits.length === 0;
      box.setAttribute("aria-expanded", String(!list.hidden));
      active = -1;
    };
    box.addEventListener("input", open);
    box.addEventListener("click", open);
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) open();
        move(active + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && !list.hidden && items()[active]) {
        event.preventDefault();
        take(items()[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        close();
      }
    });
    box.addEventListener("blur", () => {
      close();
      if (!box.value) select.value = "";
      box.value = chosenText();
    });
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = event.target.closest("li");
      if (item) take(item);
    });
    select.hidden = true;
    select.before(holder);
    holder.append(box, list, select);
  }

