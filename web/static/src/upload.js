// Forms marked data-upload show how far the file is; the answer replaces the page.
// Without this module the same form is sent the ordinary way.
document.addEventListener("submit", (e) => {
  const form = e.target.closest?.("form[data-upload]");
  if (!form || e.defaultPrevented) return;
  e.preventDefault();
  const bar = form.querySelector("progress");
  const text = form.querySelector("[data-upload-state]");
  const buttons = form.querySelectorAll("button");
  const xhr = new XMLHttpRequest();
  xhr.open("POST", form.action);
  xhr.setRequestHeader("Accept", "text/html");
  xhr.setRequestHeader("HX-Request", "true");
  xhr.upload.addEventListener("progress", (p) => {
    if (!p.lengthComputable || !bar) return;
    bar.hidden = false;
    bar.max = p.total;
    bar.value = p.loaded;
    if (text) text.textContent = `${Math.floor((100 * p.loaded) / p.total)} % sent`;
  });
  const failed = (why) => {
    for (const b of buttons) b.disabled = false;
    if (bar) bar.hidden = true;
    if (text) text.textContent = why;
  };
  xhr.addEventListener("error", () => failed("The file was not sent: no network. Send it again; nothing is lost."));
  xhr.addEventListener("abort", () => failed("Stopped."));
  xhr.addEventListener("load", () => {
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    const main = page.querySelector("main");
    if (!main) {
      failed(`The server answered ${xhr.status}. Send it again.`);
      return;
    }
    if (xhr.responseURL && new URL(xhr.responseURL).pathname !== location.pathname) history.pushState({}, "", xhr.responseURL);
    document.title = page.title || document.title;
    const here = document.querySelector("main");
    here.replaceChildren(...main.childNodes);
    window.htmx?.process(here);
    (here.querySelector("output, .govuk-error-summary") || here).scrollIntoView({ block: "center" });
  });
  for (const b of buttons) b.disabled = true;
  xhr.send(new FormData(form));
});

document.addEventListener("dragover", (e) => { const z = e.target.closest?.(".upload"); if (z) { e.preventDefault(); z.classList.add("over"); } });
document.addEventListener("dragleave", (e) => e.target.closest?.(".upload")?.classList.remove("over"));
document.addEventListener("drop", (e) => {
  const z = e.target.closest?.(".upload");
  if (!z) return;
  e.preventDefault();
  z.classList.remove("over");
  const input = z.querySelector("input[type=file]");
  if (input && e.dataTransfer.files.length > 0) {
    input.files = e.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
