// The home view is drawn anew whenever something changes: who is in it with a keyboard stays where they were.

const isHome = (element) => element?.closest?.("#home") ?? null;
let held = null; // the id of what had the focus

function hold({ target }) {
  if (isHome(target) && isHome(document.activeElement)) held = document.activeElement.id;
}

// With the next act there, what came of the one before is read.
function clear({ target, detail }) {
  if (isHome(target) && detail.requestConfig.verb === "post") document.querySelector(".posts--newest")?.replaceChildren();
}

document.addEventListener("htmx:beforeRequest", hold);
document.addEventListener("htmx:beforeRequest", clear);
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id === "home" && isHome(document.activeElement)) held = document.activeElement.id;
});
for (const gesture of ["pointerdown", "keydown"]) document.addEventListener(gesture, () => { held = null; }, { capture: true });

document.addEventListener("htmx:afterRequest", () => keepFocus(document.getElementById("home")));

// A pressed button is switched off while it is waited for, and may be gone afterwards.
export function keepFocus(home) {
  if (held === null || document.activeElement !== document.body) return;
  (document.getElementById(held) ?? home)?.focus({ preventScroll: true });
}
