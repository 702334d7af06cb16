// No answer is lost. A form marked data-outbox="KEY" is kept on this computer while it is
// being filled in; with data-autosave="URL" the draft also goes to the server. What cannot
// be sent waits and is sent again. Each draft has an id of its own, so sending twice is harmless.
import { say } from "./reading.js";

const prefix = "radar-draft:";
const wait = 1200;
const busy = new Map();

const fields = (form) => [...new FormData(form)].filter(([k, v]) => k !== "csrf" && k !== "key" && typeof v === "string");

function state(form, kind, text) {
  const el = form.querySelector(".saved");
  if (!el) return;
  el.dataset.state = kind;
  if (el.textContent !== text) el.textContent = text;
}

const clock = () => new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

function keep(form) {
  try {
    localStorage.setItem(prefix + form.dataset.outbox, JSON.stringify({ key: form.dataset.draftKey ||= crypto.randomUUID(), fields: fields(form) }));
    return true;
  } catch {
    return false;
  }
}

const drop = (form) => localStorage.removeItem(prefix + form.dataset.outbox);

async function send(form) {
  const url = form.dataset.autosave;
  if (!url) {
    state(form, "waiting", "kept on this computer until you send it");
    return;
  }
  const body = new URLSearchParams(fields(form));
  body.set("csrf", form.elements.csrf?.value || "");
  body.set("key", form.dataset.draftKey || "");
  try {
    const res = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error", credentials: "same-origin" });
    if (res.ok) {
      if (!busy.has(form)) drop(form); // the server has it all
      const { set = {} } = await res.json();
      for (const [name, value] of Object.entries(set)) if (form.elements[name]) form.elements[name].value = value;
      state(form, "saved", "saved " + clock());
      return;
    }
    if (res.status === 409 || res.status === 422) {
      const { error = {} } = await res.json();
      state(form, "waiting", `not saved, kept on this computer. ${error.detail || ""} ${error.right || ""}`);
      return;
    }
    state(form, "waiting", res.status === 401 || res.status === 403 ? "kept on this computer: sign in again to send it" : "kept on this computer, will send again");
  } catch {
    state(form, "waiting", "kept on this computer, will send");
  }
}

function changed(form) {
  const kept = keep(form);
  clearTimeout(busy.get(form));
  if (!kept && !form.dataset.autosave) {
    state(form, "waiting", "not saved yet: your browser keeps no drafts, send the form");
    return;
  }
  busy.set(form, setTimeout(() => { busy.delete(form); send(form); }, wait));
}

function restore(form) {
  let draft;
  try {
    draft = JSON.parse(localStorage.getItem(prefix + form.dataset.outbox) || "null");
  } catch {
    return;
  }
  if (!draft || form.dataset.fresh !== undefined) return;
  form.dataset.draftKey = draft.key;
  const byName = new Map();
  for (const [k, v] of draft.fields) byName.set(k, [...(byName.get(k) || []), v]);
  for (const el of form.elements) {
    if (!el.name || el.name === "csrf" || el.name === "key" || el.type === "hidden" || el.type === "file") continue;
    const vals = byName.get(el.name);
    if (el.type === "radio" || el.type === "checkbox") el.checked = !!vals && vals.includes(el.value);
    else if (vals) el.value = vals.shift() ?? el.value;
  }
  state(form, "waiting", "your draft from this computer is back");
}

export function start(scope) {
  for (const form of scope.querySelectorAll("form[data-outbox]")) if (!form.dataset.kept) { form.dataset.kept = "1"; restore(form); }
}

document.addEventListener("input", (e) => { const f = e.target.closest?.("form[data-outbox]"); if (f) changed(f); });
document.addEventListener("submit", (e) => {
  const f = e.target.closest?.("form[data-outbox]");
  if (!f) return;
  clearTimeout(busy.get(f));
  if (!navigator.onLine) {
    e.preventDefault();
    keep(f);
    state(f, "waiting", "kept on this computer: there is no network now");
    say("No network: your answer is kept on this computer");
  }
}, true);
// The answer page says data-fresh: the server has it, so the draft may go.
document.addEventListener("htmx:after:swap", () => { clean(); start(document); });
function clean() {
  for (const el of document.querySelectorAll("[data-fresh][data-outbox]")) drop(el);
}
window.addEventListener("online", () => { for (const f of document.querySelectorAll("form[data-outbox]")) if (f.querySelector('.saved[data-state="waiting"]')) send(f); });

clean();
start(document);
