// Where one writes: Enter sends, a slash or an @ offers what can follow.

const OFFERED = 7; // at once; typing on brings the others
const COMMAND = /^\s*\/kring(?!\S)/i;
const MOVES = { ArrowDown: 1, ArrowUp: -1 };

export function compose(form) {
  const text = form.querySelector("textarea");
  const list = form.querySelector("[role=listbox]");
  const options = [...list.children];
  const sees = form.querySelector("[data-sees]");
  const everyone = sees.textContent;
  const shown = () => options.filter((option) => !option.hidden);
  const selected = () => options.find((option) => option.getAttribute("aria-selected") === "true");

  function select(option) {
    for (const each of options) each.setAttribute("aria-selected", String(each === option));
    if (option) text.setAttribute("aria-activedescendant", option.id);
    else text.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  function tellWhoSees() {
    sees.textContent = COMMAND.test(text.value) ? sees.dataset.command : everyone;
  }

  function offer() {
    const typed = text.value.toLowerCase();
    const open = typed.startsWith("/") && !typed.includes("\n");
    let free = open ? OFFERED : 0;
    for (const option of options) option.hidden = !option.dataset.fill.startsWith(typed) || option.dataset.fill.trim() === typed || free-- <= 0;
    list.hidden = shown().length === 0;
    select(null);
  }

  function take(option) {
    text.value = option.dataset.fill;
    list.hidden = true;
    select(null);
    text.focus();
    grow();
  }

  function grow() {
    tellWhoSees();
    // browsers that know field-sizing do the rest by themselves
    if (CSS.supports("field-sizing", "content")) return;
    text.rows = Math.min(12, text.value.split("\n").length);
  }

  function move(event) {
    const all = shown();
    const at = all.indexOf(selected()) + MOVES[event.key];
    select(all.at(at === -2 ? -1 : at % all.length));
    event.preventDefault();
  }

  function choose(event) {
    const option = selected() ?? (event.key === "Tab" ? shown()[0] : null);
    if (!option || event.shiftKey) return false;
    take(option);
    event.preventDefault();
    return true;
  }

  text.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (open && event.key in MOVES) move(event);
    else if (open && event.key === "Escape") {
      list.hidden = true;
      select(null);
      event.preventDefault();
    } else if (open && (event.key === "Tab" || event.key === "Enter") && choose(event)) return;
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (text.value.trim()) form.requestSubmit();
    }
  });
  text.addEventListener("input", () => {
    offer();
    grow();
  });
  text.addEventListener("blur", () => { list.hidden = true; });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });

  let sent = "";
  form.addEventListener("htmx:beforeRequest", () => {
    sent = text.value;
    list.hidden = true;
  });
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.successful && text.value === sent) text.value = "";
    grow();
  });
  for (const chip of document.querySelectorAll("[data-say]")) {
    chip.addEventListener("click", (event) => {
      event.preventDefault();
      text.value = chip.dataset.say;
      text.focus();
      grow();
    });
  }
  if (text.hasAttribute("data-draft")) text.setSelectionRange(text.value.length, text.value.length);
  grow();
}
