// A team's desk follows its exercise. The clock runs on by itself, and every quarter of a minute the
// page asks the inbox, whose reading changes nothing, for clock, state, counts and last messages.
// What somebody works in is never touched. It rests where live.js rests.
import { say } from "./reading.js";

const restAfter = 15 * 60 * 1000;
const askEvery = 15000;
const head = document.querySelector("[data-desk]");

if (head) {
  let touched = Date.now(), asked = 0, shown = Date.now();
  const clock = () => head.querySelector("[data-now]");
  const two = (n) => String(n).padStart(2, "0");
  const resting = () => document.hidden || Date.now() - touched > restAfter;

  // run shows the minute that it is in the scenario; the day in words comes with the next answer.
  const run = () => {
    const at = clock();
    const rate = Number(at?.dataset.rate);
    const start = Date.parse(at?.dataset.now);
    if (!rate || Number.isNaN(start)) return;
    const now = new Date(start + (Date.now() - shown) * rate / 1000);
    const text = `${now.getUTCFullYear()}-${two(now.getUTCMonth() + 1)}-${two(now.getUTCDate())} ${two(now.getUTCHours())}:${two(now.getUTCMinutes())}`;
    const next = at.textContent.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/, text);
    if (next !== at.textContent) at.textContent = next;
  };

  const take = (page) => {
    const fresh = page.querySelector("[data-desk]");
    if (!fresh) return; // signed out, or the run is gone: the next click says so
    for (const part of ["[data-now]", "[data-state]"]) {
      const from = fresh.querySelector(part), to = head.querySelector(part);
      if (!from || !to) continue;
      if (part === "[data-state]" && from.textContent !== to.textContent) say(`The exercise: ${from.textContent}`);
      to.replaceWith(from);
    }
    shown = Date.now();
    const counts = new Map([...page.querySelectorAll(".tabs a")].map((a) => [a.getAttribute("href"), a.querySelector(".count")]));
    for (const a of document.querySelectorAll(".tabs a")) {
      if (!counts.has(a.getAttribute("href"))) continue;
      const count = counts.get(a.getAttribute("href")), old = a.querySelector(".count");
      if (old?.textContent === count?.textContent) continue;
      old?.remove();
      if (count) a.append(" ", count);
    }
    const letters = document.getElementById("rail-letters"), came = page.getElementById("rail-letters");
    if (letters && came && came.innerHTML !== letters.innerHTML && !letters.contains(document.activeElement)) {
      const known = new Set([...letters.querySelectorAll("a")].map((a) => a.getAttribute("href")));
      const first = [...came.querySelectorAll("a")].find((a) => !known.has(a.getAttribute("href")));
      letters.replaceWith(came);
      if (first) say(`New message from ${first.textContent}`);
    }
  };

  const ask = async () => {
    asked = Date.now();
    try {
      const res = await fetch(head.dataset.desk, { headers: { Accept: "text/html" }, redirect: "manual" });
      if (res.ok) take(new DOMParser().parseFromString(await res.text(), "text/html"));
    } catch {
      // no network: the next round tries again
    }
  };

  setInterval(() => {
    run();
    if (!resting() && Date.now() - asked > askEvery) ask();
  }, 1000);
  asked = Date.now();
  for (const name of ["pointerdown", "keydown", "focus"]) {
    window.addEventListener(name, () => { touched = Date.now(); }, { passive: true });
  }
}
