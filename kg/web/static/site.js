// Suggestions below a search box. Without script the box is a plain form.
const PAUSE_MS = 60;

for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.label);
  list.hidden = true;
  input.closest(".search").append(list);
  for (const [name, value] of Object.entries({
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  let timer, asked = 0, at = -1;

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (index) => {
    const items = list.children;
    at = (index + items.length) % items.length;
    [...items].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", items[at].id);
    items[at].scrollIntoView({ block: "nearest" });
  };

  const show = (hits) => {
    list.replaceChildren(...hits.map((hit, index) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.page = hit.page;
      const kind = document.createElement("small");
      kind.textContent = hit.kind_name;
      const other = document.createElement("small");
      other.textContent = hit.other_name || "";
      item.append(hit.name, " ", other, " ", kind);
      return item;
    }));
    list.hidden = hits.length === 0;
    at = -1;
    input.setAttribute("aria-expanded", String(hits.length > 0));
  };

  const ask = async () => {
    const number = ++asked;
    if (!input.value.trim()) return close();
    const address = new URL(input.dataset.suggest, location.href);
    address.searchParams.set("q", input.value);
    const answer = await fetch(address);
    if (answer.ok && number === asked) show(await answer.json());
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") choose(at + 1);
    else if (event.key === "ArrowUp") choose(at - 1);
    else if (event.key === "Enter" && at >= 0) location.assign(list.children[at].dataset.page);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    const item = event.target.closest("li");
    if (item) location.assign(item.dataset.page);
    event.preventDefault();
  });
  input.addEventListener("blur", close);
}
