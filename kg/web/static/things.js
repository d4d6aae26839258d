// Opens the sentences behind a statement in place, and lights up a fact with its sentence.
// Without script the marks lead to pages of their own, and facts to places in the text.
"use strict";

const dialog = document.createElement("dialog");
dialog.className = "reasons";
const close = document.createElement("button");
close.className = "close quiet";
close.textContent = "×";
close.setAttribute("aria-label", document.documentElement.lang === "en" ? "Close" : "关闭");
const title = document.createElement("h2");
const content = document.createElement("div");
dialog.append(close, title, content);
dialog.setAttribute("aria-labelledby", (title.id = "reasons-title"));
close.addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});

async function open(mark) {
  const address = new URL(mark.href);
  address.searchParams.set("bare", "1");
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) return location.assign(mark.href);
  if (!dialog.isConnected) document.body.append(dialog);
  title.textContent = mark.title;
  content.innerHTML = await answer.text(); // made by this host, escaped, and no script runs from it
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest("a.why");
  const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
  if (!mark || !isPlain) return;
  event.preventDefault();
  open(mark).catch(() => location.assign(mark.href));
});

function light(event) {
  const lit = new Set(event.target.closest?.("[data-e]")?.dataset.e.trim().split(/\s+/));
  for (const each of document.querySelectorAll("[data-e]")) {
    each.classList.toggle("lit", each.dataset.e.trim().split(/\s+/).some((name) => lit.has(name)));
  }
}
if (document.querySelector("[data-e]")) {
  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);
}
