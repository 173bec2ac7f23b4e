// Search as you type. Without this script the form leads to the same results.

const PAUSE = 150; // milliseconds without a key
const form = document.querySelector(".search");

if (form) {
  const input = form.querySelector("input");
  const panel = document.querySelector("#results") ?? form.querySelector("#found");
  const floats = panel.id === "found";
  let waiting = 0;
  let asking;

  const close = () => {
    if (floats) panel.hidden = true;
  };

  const look = async () => {
    asking?.abort();
    const words = input.value.trim();
    if (!words) {
      close();
      return;
    }
    asking = new AbortController();
    const where = new URL(form.action);
    where.search = new URLSearchParams({ q: words, part: "results" });
    try {
      const answer = await fetch(where, { signal: asking.signal });
      if (!answer.ok) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      panel.replaceChildren(...found.body.childNodes);
      if (floats) panel.hidden = document.activeElement !== input && !panel.contains(document.activeElement);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  const step = (by) => {
    const links = [...panel.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement) + by;
    if (at < 0) input.focus();
    else links[Math.min(at, links.length - 1)]?.focus();
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });

  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && floats && !panel.hidden) {
      close();
      input.focus();
      event.preventDefault();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !panel.hidden) {
      step(event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
    }
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      input.focus();
      event.preventDefault();
    }
  });

  document.addEventListener("focusin", (event) => {
    if (!form.contains(event.target)) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!form.contains(event.target)) close();
  });
}
