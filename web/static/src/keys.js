// Single keys for pages of repeated work: an element with data-key="n" is clicked by n; a radio is
// chosen. Ctrl-Enter sends the form that one types in. The keys rest while somebody types, and the
// switch at the page's foot turns them off.
const keyed = () => [...document.querySelectorAll("[data-key]")];
const help = document.getElementById("keys-help");

function words(el) {
  if (el.type === "radio") return el.labels?.[0]?.textContent ?? "";
  const copy = el.cloneNode(true);
  for (const k of copy.querySelectorAll("kbd")) k.remove();
  return copy.textContent.trim();
}

function show() {
  const list = help.querySelector("[data-keys-list]");
  list.replaceChildren(...keyed().flatMap((el) => {
    const dt = document.createElement("dt");
    const key = document.createElement("kbd");
    key.textContent = el.dataset.key;
    dt.append(key);
    const dd = document.createElement("dd");
    dd.textContent = words(el);
    return [dt, dd];
  }));
  help.showModal();
}

document.addEventListener("click", (e) => { if (e.target.closest?.("[data-keys-help]") && help) show(); });

document.addEventListener("keydown", (e) => {
  if (e.defaultPrevented || e.isComposing || document.documentElement.dataset.keys === "off") return;
  const at = e.target;
  if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && at.form) {
    const main = at.form.querySelector("[data-main]");
    if (main) { e.preventDefault(); at.form.requestSubmit(main); }
    return;
  }
  const typing = at.closest?.("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])");
  if (typing || e.ctrlKey || e.metaKey || e.altKey || help?.open) return;
  const to = keyed().find((el) => el.dataset.key === e.key && !el.disabled && !el.closest("fieldset[disabled]"));
  if (!to) return;
  e.preventDefault();
  if (to.type === "radio") {
    to.checked = true;
    to.dispatchEvent(new Event("input", { bubbles: true }));
    // Not before the key is up: the field would take the digit for text.
    document.addEventListener("keyup", () => document.getElementById("f-reason")?.focus(), { once: true });
    return;
  }
  to.click();
  const target = to.hash && to.pathname === location.pathname && document.getElementById(to.hash.slice(1));
  if (target) target.focus();
});
