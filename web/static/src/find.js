// "/" and Ctrl-K put the cursor into the search field. "/" is a single-character
// shortcut, so it can be switched off (the page foot has the switch: data-keys="off").
const field = () => document.querySelector("main input[type=search]") || document.querySelector(".find input");

document.addEventListener("keydown", (e) => {
  if (e.defaultPrevented || e.isComposing || document.documentElement.dataset.keys === "off") return;
  const typing = e.target.closest && e.target.closest("input, textarea, select, [contenteditable]");
  const slash = e.key === "/" && !typing && !e.ctrlKey && !e.metaKey && !e.altKey;
  const ctrlK = e.key.toLowerCase() === "k" && (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey;
  if (!slash && !ctrlK) return;
  const to = field();
  if (!to) return;
  e.preventDefault();
  to.focus();
  to.select();
});
