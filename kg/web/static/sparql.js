// The editor on the query page. The form below it does the asking, with and without this script.
const PAUSE_MS = 50;
const MOST_BARS = 30;
const form = document.querySelector("form.query");
const textarea = form.elements.query;
const fetched = async (address) => (await fetch(address)).json();
const terms = fetched(form.dataset.terms);
const names = {}; // of what was suggested, by IRI

for (const name of Object.keys(Yasqe.Autocompleters)) if (name !== "variables") Yasqe.defaults.autocompleters =
  Yasqe.defaults.autocompleters.filter((each) => each !== name);
Yasqe.defaults.prefixCcApi = null;

const named = (hints) => hints.map((hint) => {
  const iri = hint.text.replace(/^<|>$/g, "");
  return names[iri] ? { ...hint, displayText: `${names[iri]}  ${hint.text}` } : hint;
});

Yasqe.forkAutocompleter("prefixes", {
  name: "our-prefixes",
  persistenceId: null,
  get: async () => Object.entries((await terms).prefixes).map(([name, iri]) => `${name}: <${iri}>`),
});
for (const [kind, part] of [["class", "classes"], ["property", "properties"]])
  Yasqe.forkAutocompleter(kind, {
    name: `our-${part}`,
    bulk: true,
    persistenceId: null,
    get: async () => Object.keys((await terms)[part]),
  });
Yasqe.registerAutocompleter({
  name: "our-things",
  bulk: false,
  autoShow: false,
  isValidCompletionPosition: (yasqe) => /<[^<>\s]*$/.test(before(yasqe)),
  preProcessToken: (yasqe, token) => {
    const cursor = yasqe.getDoc().getCursor();
    const sought = /<([^<>\s]*)$/.exec(before(yasqe))?.[1] ?? "";
    return { ...token, autocompletionString: sought,
      from: { line: cursor.line, ch: cursor.ch - sought.length - 1 }, to: cursor };
  },
  get: async (yasqe, token) => {
    const sought = (token?.autocompletionString ?? "").toLowerCase();
    if (!sought) return [];
    const address = new URL(form.dataset.suggest, location.href);
    address.searchParams.set("q", sought);
    const things = await fetched(address);
    for (const thing of things) names[thing.iri] = thing.name;
    const concepts = Object.entries((await terms).concepts)
      .filter(([iri, name]) => `${iri} ${name}`.toLowerCase().includes(sought)).slice(0, 10);
    for (const [iri, name] of concepts) names[iri] = name;
    return [...things.map((thing) => thing.iri), ...concepts.map(([iri]) => iri)];
  },
  postProcessSuggestion: (_yasqe, _token, iri) => `<${iri}>`,
  postprocessHints: (_yasqe, hints) => named(hints),
});

function before(yasqe) {
  const cursor = yasqe.getDoc().getCursor();
  return yasqe.getDoc().getLine(cursor.line).slice(0, cursor.ch);
}

const place = document.createElement("div");
textarea.after(place);
const editor = new Yasqe(place, {
  value: textarea.value,
  persistenceId: null,
  consumeShareLink: null,
  createShareableLink: null,
  showQueryButton: false,
  resizeable: false,
  editorHeight: "18rem",
  extraKeys: {
    "Ctrl-Enter": () => form.requestSubmit(),
    "Cmd-Enter": () => form.requestSubmit(),
    "Ctrl-Space": (yasqe) => yasqe.autocomplete(),
    // Tab goes on to the next field, so that the keyboard is never caught.
    Tab: false,
    "Shift-Tab": false,
  },
});
textarea.hidden = true;
textarea.required = false;
document.querySelector(".hint").hidden = false;
const label = document.querySelector("label[for=query]");
editor.getInputField().setAttribute("aria-label", label.textContent);
label.addEventListener("click", () => editor.focus());
editor.on("change", () => { textarea.value = editor.getValue(); });
form.addEventListener("submit", () => { textarea.value = editor.getValue(); });
setTimeout(() => editor.refresh(), PAUSE_MS);

document.querySelector("#share").addEventListener("focus", (event) => event.target.select());
draw(document.querySelector("#rows"), document.querySelector("#chart"));

// Draws the first column of numbers as bars, beside the first column of words.
function draw(table, figure) {
  if (!table) return;
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
  const columns = [...(rows[0] ?? [])].map((_, at) => at);
  const isNumber = (at) => rows.every((row) => row[at] !== "" && Number.isFinite(Number(row[at])));
  const value = columns.find(isNumber);
  const words = columns.find((at) => !isNumber(at));
  if (rows.length < 2 || value === undefined || words === undefined) return;
  const shown = rows.slice(0, MOST_BARS);
  const most = Math.max(...shown.map((row) => Math.abs(Number(row[value]))), 1);
  const [whole, start, longest, letters] = figure.parentElement.clientWidth < 500 ? [360, 130, 180, 18] : [640, 240, 330, 34];
  const svg = element("svg", { viewBox: `0 0 ${whole} ${shown.length * 22}`, role: "img", class: "bars" });
  svg.append(element("title", {}, figure.querySelector("figcaption").textContent));
  shown.forEach((row, at) => {
    const width = (Math.abs(Number(row[value])) / most) * longest;
    const text = row[words].length > letters ? `${row[words].slice(0, letters - 1)}…` : row[words];
    svg.append(
      element("text", { x: start, y: at * 22 + 15, "text-anchor": "end" }, text),
      element("rect", { x: start + 8, y: at * 22 + 3, width: Math.max(width, 1), height: 16 }),
      element("text", { x: start + 14 + width, y: at * 22 + 15 }, row[value]),
    );
  });
  figure.prepend(svg);
  figure.hidden = false;
}

function element(name, attributes, text = "") {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
