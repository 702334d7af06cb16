// What reaches a team can be taken back for five seconds. A form marked data-undo="The inject fires"
// waits in a bar at the foot of the window; its button takes it back. Without this module the server
// asks once more.
import { say } from "./reading.js";

const seconds = 5;
let bar;

function place() {
  if (bar) return bar;
  bar = document.createElement("div");
  bar.className = "undo-bar";
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", "About to happen");
  document.body.append(bar);
  return bar;
}

function field(form, name, value) {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = name;
  input.value = value;
  form.append(input);
}

// A copy is sent, as the page may be updated under the form meanwhile.
function copy(form, button) {
  const out = document.createElement("form");
  out.method = "post";
  out.action = form.action;
  out.hidden = true;
  for (const [k, v] of new FormData(form)) field(out, k, v);
  if (button?.name) field(out, button.name, button.value);
  field(out, "sure", "yes");
  return out;
}

document.addEventListener("submit", (e) => {
  const form = e.target.closest?.("form[data-undo]");
  if (!form || e.defaultPrevented) return;
  const needed = form.querySelector("textarea");
  if (needed && !needed.value.trim()) return; // the server says what is missing
  e.preventDefault();
  e.stopPropagation();
  const ready = copy(form, e.submitter);
  const action = ready.action + new URLSearchParams(new FormData(ready));
  if ([...place().children].some((x) => x.dataset.what === action)) return; // it is waiting already
  const line = document.createElement("p");
  line.dataset.what = action;
  const text = document.createElement("span");
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "govuk-button govuk-button--secondary";
  undo.textContent = "Undo";
  line.append(text, undo, ready);
  bar.append(line);
  let left = seconds;
  const show = () => { text.textContent = `${form.dataset.undo} in ${left} s`; };
  show();
  say(`${form.dataset.undo} in ${seconds} seconds. Undo is the next button.`);
  undo.focus();
  const timer = setInterval(() => {
    left--;
    if (left > 0) { show(); return; }
    clearInterval(timer);
    text.textContent = form.dataset.undo;
    undo.remove();
    ready.submit();
  }, 1000);
  undo.addEventListener("click", () => {
    clearInterval(timer);
    line.remove();
    say("Taken back: nothing has happened");
    (e.submitter?.isConnected ? e.submitter : document.getElementById("main")).focus();
  });
});
