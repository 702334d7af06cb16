// Reading aids: permalinks that copy themselves, copy buttons, the current heading in "on this page", print.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

document.addEventListener("click", async (e) => {
  const anchor = e.target.closest("a.permalink");
  if (anchor && (await copy(anchor.href))) {
    anchor.classList.add("copied");
    say("Link copied");
    setTimeout(() => anchor.classList.remove("copied"), 1500);
  }
  const button = e.target.closest("button[data-copy]");
  if (button) {
    const ok = await copy(button.dataset.copy || button.parentElement.querySelector("pre").innerText);
    say(ok ? "Copied" : "Your browser did not allow copying: select the text instead");
    const was = button.dataset.label || (button.dataset.label = button.textContent);
    button.textContent = ok ? "Copied" : was;
    setTimeout(() => { button.textContent = was; }, 1500);
  }
  if (e.target.closest("[data-print]")) window.print();
});

// say speaks through the page's one polite live region.
export function say(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}

for (const el of document.querySelectorAll("[data-needs-js]")) el.hidden = false;

for (const pre of document.querySelectorAll(".prose pre")) {
  const box = document.createElement("div");
  box.className = "copybox";
  pre.replaceWith(box);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.dataset.copy = "";
  button.textContent = "Copy";
  box.append(pre, button);
}

const links = new Map();
for (const a of document.querySelectorAll(".otp .toc a[href^='#']")) links.set(decodeURIComponent(a.hash.slice(1)), a);
if (links.size > 0 && "IntersectionObserver" in window) {
  const seen = new Set();
  const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const mark = (id) => {
    for (const [key, a] of links) key === id ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current");
  };
  const watch = new IntersectionObserver((entries) => {
    for (const en of entries) en.isIntersecting ? seen.add(en.target.id) : seen.delete(en.target.id);
    const first = heads.find((h) => seen.has(h.id));
    if (first) mark(first.id);
  }, { rootMargin: "0px 0px -66% 0px" });
  heads.forEach((h) => watch.observe(h));
}

// Drawers start closed on a phone and open where there is room for them.
const wide = window.matchMedia("(min-width: 64em)");
for (const d of document.querySelectorAll("details.drawer")) if (!wide.matches) d.open = false;
