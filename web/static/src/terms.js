// A word of the glossary shows its meaning on hover and on focus. The meaning stands in
// the list at the foot of the page, where the link leads without this script.
let box;
let timer;

function show(a) {
  const dt = document.getElementById(a.hash.slice(1));
  const dd = dt?.nextElementSibling;
  if (!dd) return;
  hide();
  box = document.createElement("div");
  box.className = "gloss";
  box.id = "gloss";
  box.setAttribute("role", "tooltip");
  box.textContent = dd.textContent;
  document.body.append(box);
  a.setAttribute("aria-describedby", "gloss");
  const r = a.getBoundingClientRect();
  const left = Math.max(8, Math.min(r.left, document.documentElement.clientWidth - box.offsetWidth - 8));
  box.style.left = `${left + window.scrollX}px`;
  box.style.top = `${r.bottom + window.scrollY + 4}px`;
  box.addEventListener("mouseenter", () => clearTimeout(timer));
  box.addEventListener("mouseleave", later);
}

function hide() {
  clearTimeout(timer);
  document.querySelector("a.term[aria-describedby=gloss]")?.removeAttribute("aria-describedby");
  box?.remove();
  box = undefined;
}

const later = () => { timer = setTimeout(hide, 250); };

for (const a of document.querySelectorAll("a.term")) {
  a.addEventListener("mouseenter", () => { clearTimeout(timer); show(a); });
  a.addEventListener("mouseleave", later);
  a.addEventListener("focus", () => show(a));
  a.addEventListener("blur", hide);
}
document.addEventListener("keydown", (e) => { if (e.key === "Escape") hide(); });
