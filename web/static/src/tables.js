// Tables marked data-sortable: a click on a heading sorts the rows that are there.
// The server already sent them in a sensible order, so nothing is lost without this.
const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, sensitivity: "base" });

for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0];
  if (!body) continue;
  [...table.tHead.rows[0].cells].forEach((th, col) => {
    if (th.dataset.nosort !== undefined || !th.textContent.trim()) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...th.childNodes);
    th.append(button);
    th.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const up = th.getAttribute("aria-sort") !== "ascending";
      for (const other of table.tHead.rows[0].cells) if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
      th.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (row) => row.cells[col]?.dataset.sort ?? row.cells[col]?.textContent.trim() ?? "";
      const rows = [...body.rows].sort((a, b) => collator.compare(key(a), key(b)) * (up ? 1 : -1));
      body.append(...rows);
    });
  });
}
