"use strict";
/* The field for SPARQL with colours and numbers of lines; without this script it is a plain field that does the same. */
const field = document.getElementById("query");
CodeMirror.fromTextArea(field, {
  mode: "application/sparql-query",
  lineNumbers: true,
  lineWrapping: true,
  inputStyle: "contenteditable",
  screenReaderLabel: document.querySelector("label[for=query]").textContent,
  /* Tab leaves the field, as everywhere on a page. */
  extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": () => field.form.requestSubmit(), "Cmd-Enter": () => field.form.requestSubmit() },
});
