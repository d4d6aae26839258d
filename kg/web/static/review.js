// The keys of /review: j and k walk through the proposals, y and n decide, u takes back.
// Everything they do is a button of the page.
"use strict";

const cards = [...document.querySelectorAll(".card")];
let at = -1;

function go(step) {
  if (!cards.length) return;
  at = Math.min(Math.max(at + step, 0), cards.length - 1);
  cards[at].focus({ preventScroll: true });
  cards[at].scrollIntoView({ block: "nearest" });
}

document.addEventListener("focusin", (event) => {
  const card = event.target.closest(".card");
  if (card) at = cards.indexOf(card);
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "u") document.querySelector(".done [data-key=u]")?.click();
  else if ((event.key === "y" || event.key === "n") && at >= 0)
    cards[at].querySelector(`[data-key=${event.key}]`)?.click();
  else return;
  event.preventDefault();
});

if (cards.length && location.search.includes("done=")) go(1);
