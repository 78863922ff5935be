// What may be meant while one types in a search field: symbols, titles, names, short names.
// A field with data-fills offers things of these kinds only, and takes the name that is chosen.
"use strict";

function suggests(field, number) {
  const list = document.createElement("ul");
  list.id = `suggested-${number}`;
  list.className = "suggested";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "What may be meant");
  list.hidden = true;
  field.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    field.setAttribute(name, value);
  }
  const kinds = field.dataset.fills === undefined ? null : field.dataset.fills.split(" ");
  const narrowed = (kinds ?? []).map((kind) => `&kind=${encodeURIComponent(kind)}`).join("");
  let asked = "";
  let chosen = null;

  function take(option) {
    if (!kinds) return window.location.assign(option.dataset.address);
    field.value = option.dataset.name;
    asked = "";
    return show([]);
  }

  function choose(option) {
    if (chosen) chosen.setAttribute("aria-selected", "false");
    chosen = option;
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    return field.setAttribute("aria-activedescendant", option.id);
  }

  function show(found) {
    choose(null);
    list.replaceChildren(...found.map((one, place) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.address = one.address;
      option.dataset.name = one.name;
      const kind = document.createElement("span");
      kind.className = "quiet";
      kind.textContent = [one.kind, one.title].filter(Boolean).join(" · ");
      option.append(`${one.name} `, kind);
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        take(option);
      });
      return option;
    }));
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
  }

  field.addEventListener("input", async () => {
    asked = field.value;
    const words = asked;
    if (words.trim().length < 2) return show([]);
    const answer = await fetch(`/search/suggestions?q=${encodeURIComponent(words)}${narrowed}`);
    if (answer.ok && words === asked) show((await answer.json()).suggestions);
    return undefined;
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const options = [...list.children];
    const place = options.indexOf(chosen);
    if (event.key === "ArrowDown") choose(options[place + 1] ?? options[0]);
    else if (event.key === "ArrowUp") choose(options.at(place < 0 ? -1 : place - 1));
    else if (event.key === "Escape") show([]);
    else if (event.key === "Enter" && chosen) take(chosen);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => { asked = ""; show([]); });
}

document.querySelectorAll("input[type=search]").forEach(suggests);
