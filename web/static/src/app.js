// Signed-in pages: partial updates, live events, drafts that survive a lost network, uploads with progress.
import htmx from "../third_party/htmx.org/dist/htmx.esm.js";
import "./htmx-global.js";
import "../third_party/htmx.org/dist/ext/hx-sse.js";
import "./outbox.js";
import "./upload.js";
import "./undo.js";
import "./live.js";
import "./desk.js";
import "./keys.js";
import { createAll } from "../third_party/govuk-frontend/dist/govuk/init.mjs";
import { CharacterCount } from "../third_party/govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { PasswordInput } from "../third_party/govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { Radios } from "../third_party/govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { Checkboxes } from "../third_party/govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "../third_party/govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";

const parts = [CharacterCount, PasswordInput, Radios, Checkboxes];
document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const part of parts) createAll(part);

// What htmx swaps in is brought to life too, and focus goes to its first result.
document.addEventListener("htmx:after:swap", (e) => {
  const scope = e.detail?.ctx?.target || e.target;
  if (!(scope instanceof Element)) return;
  for (const part of [...parts, ErrorSummary]) createAll(part, {}, scope);
  const to = document.querySelector("[data-focus]");
  if (to) {
    to.removeAttribute("data-focus");
    to.setAttribute("tabindex", "-1");
    to.focus();
  }
});
export { htmx };
