// The few things that HTML, CSS and htmx can't do. Everything shown comes from the server.

import { compose } from "./composer.js";
import { drawFaces } from "./faces.js";
import { keepFocus } from "./beside.js";
import { keepTime } from "./clock.js";
import { follow } from "./stream.js";

const dialog = document.getElementById("dialog");
const trouble = document.getElementById("trouble");

// --- dialogs open when they are filled and close when they are emptied

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target !== dialog) return;
  if (!dialog.firstElementChild) {
    dialog.close();
    return;
  }
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[data-page-back]")?.toggleAttribute("hidden", pages.length === 0);
  const first = dialog.querySelector(":is(input, select, textarea)[aria-invalid], fieldset[aria-invalid] input") ?? dialog.querySelector(".form__body :is(input:not([type=hidden]), select, textarea)");
  first?.focus();
});

dialog.addEventListener("close", () => {
  pages.length = 0;
  dialog.replaceChildren();
});

// --- a form that leads to another stays below it, as it was typed

const pages = [];

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target !== dialog || detail.xhr.getResponseHeader("Kring-Page") !== "next") return;
  const page = dialog.firstElementChild;
  page.remove();
  pages.push(page);
});

function goBack() {
  const page = pages.pop();
  dialog.replaceChildren(page);
  page.querySelector(".form__body :is(input:not([type=hidden]), select, textarea)")?.focus();
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-page-back]")) goBack();
  else if (target.closest("[data-close-dialog]") || target === dialog) dialog.close();
});

// --- what follows a request

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target !== trouble || !dialog.open) return;
  let slot = dialog.querySelector(".toast");
  if (!slot) {
    slot = trouble.cloneNode();
    slot.removeAttribute("id");
    dialog.querySelector(".form__body").prepend(slot);
  }
  detail.target = slot;
});

document.addEventListener("htmx:beforeRequest", ({ target }) => {
  if (target.matches("form")) trouble.replaceChildren();
  if (!target.matches(".clock__jumps")) target.closest("[popover].menu")?.hidePopover();
});

document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (detail.successful && target.hasAttribute("data-closes")) dialog.close();
});

// The clock is often moved several times in a row: its menu stays, with the focus on what was pressed.
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (target.matches(".clock__jumps") && target.closest(":popover-open")) detail.requestConfig.triggeringEvent?.submitter?.focus();
});

function tell(words) {
  const line = document.createElement("p");
  line.textContent = words;
  trouble.replaceChildren(line);
}

document.addEventListener("htmx:sendError", () => tell(document.body.dataset.unreachable));
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.xhr.status >= 500) tell(document.body.dataset.failed);
});

document.addEventListener("htmx:sseOpen", () => { document.body.dataset.live = "yes"; });
document.addEventListener("htmx:sseError", () => { document.body.dataset.live = "no"; });

// --- live changes: nothing twice, and the focus stays where it was

htmx.defineExtension("present", {
  // Leaves out what has no place in this window, and what is in its place already.
  transformResponse(html) {
    const arriving = document.createElement("template");
    arriving.innerHTML = html;
    for (const part of arriving.content.querySelectorAll("[hx-swap-oob]")) {
      const [, list] = part.getAttribute("hx-swap-oob").split(":#");
      const here = (id) => document.getElementById(id) !== null;
      if (list ? !here(list) || here(part.firstElementChild.id) : !here(part.id)) part.remove();
    }
    return arriving.innerHTML;
  },
});

let focused = null;

document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  const post = document.activeElement?.closest?.(".post");
  focused = post && detail.target === post ? post.id : null;
});

document.addEventListener("htmx:oobAfterSwap", () => {
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
  focused = null;
});

// --- keys

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || dialog.open || document.querySelector(":popover-open")) return;
  document.querySelector("[data-close-thread]")?.click();
});

htmx.onLoad((part) => {
  const within = (selector) => [...(part.matches?.(selector) ? [part] : []), ...part.querySelectorAll(selector)];
  within("[data-composer]").forEach(compose);
  within(".stream").forEach(follow);
  drawFaces(within("[data-drawn]"));
  if (part.id === "home") keepFocus(part);
  if (part.id === "thread" || part.id === "side") (part.querySelector("textarea, [data-first]") ?? document.getElementById("say"))?.focus();
});

if (matchMedia("(hover: hover)").matches && !location.hash) document.getElementById("say")?.focus({ preventScroll: true });

keepTime();
