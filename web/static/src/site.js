// Every page. Nothing here is needed to read, answer or send a form.
import "./find.js";
import "./reading.js";
import "./tables.js";
import "./menu.js";
import "./terms.js";
import { createAll } from "../third_party/govuk-frontend/dist/govuk/init.mjs";
import { Button } from "../third_party/govuk-frontend/dist/govuk/components/button/button.mjs";
import { ErrorSummary } from "../third_party/govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
createAll(Button);
createAll(ErrorSummary);
