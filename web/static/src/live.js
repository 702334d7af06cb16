// A region marked data-live="STREAM" follows the server: each event asks for the page again (for
// data-page, where a form that was sent back stands at another address) and puts the fresh region
// into its place. Where no stream comes through, it asks every few seconds.
// It rests while the page is in the background and after a quarter of an hour without a touch, so
// that an open page keeps nobody signed in.
import htmx from "../third_party/htmx.org/dist/htmx.esm.js";

const restAfter = 15 * 60 * 1000;
const pollEvery = 5000;
const region = document.querySelector("[data-live]");

if (region) {
  const id = region.id;
  let source, poll, busy = false, touched = Date.now(), failures = 0;

  const refresh = async () => {
    if (busy) return;
    busy = true;
    try {
      await htmx.ajax("GET", region.dataset.page || location.pathname, { target: "#" + id, select: "#" + id, swap: "outerMorph" });
    } finally {
      busy = false;
    }
  };
  const stop = () => {
    source?.close();
    source = undefined;
    clearInterval(poll);
    poll = undefined;
  };
  const start = () => {
    if (source || poll) return;
    if (failures > 3 || !window.EventSource) {
      poll = setInterval(() => (resting() ? stop() : refresh()), pollEvery);
      return;
    }
    const version = document.getElementById(id)?.dataset.version || "";
    source = new EventSource(region.dataset.live + "?last=" + encodeURIComponent(version));
    source.addEventListener("changed", () => { failures = 0; refresh(); });
    source.addEventListener("open", () => { failures = 0; if (resting()) stop(); });
    source.addEventListener("error", () => {
      failures++;
      if (source?.readyState !== EventSource.CLOSED) return; // it comes back by itself
      stop();
      if (!resting()) setTimeout(start, pollEvery);
    });
  };
  const resting = () => document.hidden || Date.now() - touched > restAfter;
  for (const name of ["pointerdown", "keydown", "focus"]) {
    window.addEventListener(name, () => {
      const slept = resting();
      touched = Date.now();
      if (slept || (!source && !poll)) { refresh(); start(); }
    }, { passive: true });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) stop();
    else if (!resting()) { refresh(); start(); }
  });
  window.addEventListener("pagehide", stop);
  start();
}
