// Menus are <details>: this only closes them on Escape and on a click elsewhere.
const open = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("keydown", (e) => {
  if (e.key !== "Escape") return;
  for (const d of open()) {
    d.open = false;
    d.querySelector("summary").focus();
  }
});
document.addEventListener("click", (e) => {
  for (const d of open()) if (!d.contains(e.target)) d.open = false;
});
