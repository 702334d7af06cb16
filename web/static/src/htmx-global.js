// The extensions of htmx expect it on window.
import htmx from "../third_party/htmx.org/dist/htmx.esm.js";
window.htmx = htmx;
