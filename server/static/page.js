// What a page gains where scripts run: cards at the marked words, addresses to copy.
"use strict";

const shown = document.createElement("div");
shown.className = "popover";
shown.setAttribute("role", "tooltip");
shown.id = "shown-card";
shown.hidden = true;
let mark = null;
let closing = 0;

function fill(ids) {
  const cards = ids.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  shown.replaceChildren(...cards.map((card) => {
    const copy = card.cloneNode(true);
    copy.removeAttribute("id");
    copy.querySelectorAll("[id]").forEach((inner) => inner.removeAttribute("id"));
    return copy;
  }));
  return cards.length > 0;
}

function open(word) {
  window.clearTimeout(closing);
  if (word === mark || !fill(word.dataset.cards)) return;
  close();
  mark = word;
  shown.hidden = false;
  const at = word.getClientRects()[0];
  const room = document.documentElement.clientWidth - shown.offsetWidth - 8;
  const above = at.bottom + shown.offsetHeight + 8 > window.innerHeight && at.top > shown.offsetHeight;
  shown.style.left = `${Math.max(8, Math.min(at.left, room)) + window.scrollX}px`;
  shown.style.top = `${(above ? at.top - shown.offsetHeight - 6 : at.bottom + 6) + window.scrollY}px`;
  word.setAttribute("aria-describedby", shown.id);
}

function close() {
  window.clearTimeout(closing);
  if (mark) mark.removeAttribute("aria-describedby");
  mark = null;
  shown.hidden = true;
}

function later() {
  window.clearTimeout(closing);
  closing = window.setTimeout(close, 250);
}

function cards() {
  document.body.append(shown);
  document.addEventListener("pointerover", (event) => {
    const word = event.target.closest("a[data-cards]");
    if (word && event.pointerType === "mouse") open(word);
    else if (event.target.closest(".popover")) window.clearTimeout(closing);
    else if (mark && event.pointerType === "mouse") later();
  });
  document.addEventListener("focusin", (event) => {
    const word = event.target.closest("a[data-cards]");
    if (word && word.matches(":focus-visible")) open(word);
    else if (!event.target.closest(".popover")) close();
  });
  document.addEventListener("click", (event) => {
    const word = event.target.closest("a[data-cards]");
    if (word && event.pointerType === "touch" && word !== mark) {
      event.preventDefault();
      open(word);
    } else if (!event.target.closest(".popover")) {
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
}

function copies() {
  if (!navigator.clipboard) return;
  document.querySelectorAll("div.part[id] > a.number").forEach((number) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "⧉";
    button.setAttribute("aria-label", `Copy the address of ${number.title.toLowerCase()}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(number.href);
      button.textContent = "✓";
      window.setTimeout(() => { button.textContent = "⧉"; }, 1500);
    });
    number.after(button);
  });
}

if (document.querySelector("a[data-cards]")) cards();
copies();
