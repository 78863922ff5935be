// The editor of queries, where it was installed: colours, errors, completion from the release.
"use strict";

function completion(name, words) {
  Yasqe.forkAutocompleter(name, { name: `own-${name}`, bulk: true, persistenceId: null,
    autoShow: true, get: () => words });
  return `own-${name}`;
}

function replace(area, terms) {
  const form = area.form;
  const prefixes = Object.entries(terms.prefixes).map(([name, iri]) => `${name}: <${iri}>`);
  const place = document.createElement("div");
  area.before(place);
  const editor = new Yasqe(place, {
    value: area.value,
    persistenceId: null,
    consumeShareLink: null,
    showQueryButton: false,
    createShareableLink: null,
    resizeable: false,
    editorHeight: "auto",
    autocompleters: ["variables", completion("prefixes", prefixes),
      completion("class", terms.classes), completion("property", terms.properties)],
  });
  // Tab leads out of the editor, as out of any field; Ctrl and Enter asks
  const submit = () => form.requestSubmit();
  editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), Tab: false,
    "Shift-Tab": false, "Ctrl-Enter": submit, "Cmd-Enter": submit });
  editor.getInputField().id = area.id;
  area.removeAttribute("id");
  area.hidden = true;
  form.addEventListener("submit", () => { area.value = editor.getValue(); });
  form.closest("details")?.addEventListener("toggle", () => editor.refresh());
}

const areas = document.querySelectorAll(".editor textarea");
if (areas.length && window.Yasqe) {
  fetch("/sparql/terms").then((answer) => answer.json())
    .then((terms) => areas.forEach((area) => replace(area, terms)));
}
