// The home view in Teams: what Kring answers is drawn as cards, and what is pressed in them goes back to it.

import { drawCard } from "../adaptive/drawing.js";

const { path } = document.body.dataset;
const told = document.getElementById("told");
const shown = document.getElementById("shown");
const part = (name) => document.getElementById(name);
const PATIENCE = 10_000; // milliseconds for Teams to answer its own page

const framed = window.parent !== window;
let host = null;

function within(promise) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE));
  return Promise.race([promise, late]);
}

// Teams' own colours; a browser's page follows the browser.
const theme = (name) => (document.documentElement.dataset.theme = name === "default" ? "light" : "dark");

async function beginWithTeams() {
  if (!framed) return;
  const { app } = globalThis.microsoftTeams;
  await within(app.initialize());
  const context = await within(app.getContext());
  theme(context.app.theme);
  const tenant = context.user?.tenant?.id;
  if (tenant) part("sign-in").querySelector("a").search += `&org=${encodeURIComponent(tenant)}`;
  app.registerOnThemeChangeHandler((name) => {
    theme(name);
    open();
  });
  app.notifySuccess();
  host = globalThis.microsoftTeams;
}

async function token() {
  return host ? await within(host.authentication.getAuthToken()) : null;
}

async function ask(what, body = null) {
  const headers = { "Content-Type": "application/json" };
  try {
    const given = await token();
    if (given) headers.Authorization = `Bearer ${given}`;
  } catch {
    return { why: "unsigned" };
  }
  try {
    const answer = await fetch(`${path}/${what}`, { method: "POST", headers, body: JSON.stringify(body ?? {}) });
    const found = await answer.json();
    return answer.ok ? found : { why: found.why ?? "failed" };
  } catch {
    return { why: "failed" };
  }
}

function say(key) {
  told.textContent = key ? told.dataset[key] : "";
  part("sign-in").hidden = key !== "unsigned";
  part("again").hidden = key !== "failed" && key !== "unmet" && key !== "unsigned";
}

const title = document.querySelector("h1");
const home = title.textContent;

async function draw(cards, heading = "") {
  const drawn = await Promise.all(
    cards.map(async (card) => {
      const place = document.createElement("article");
      await drawCard(place, card, press);
      return place;
    }),
  );
  shown.replaceChildren(...drawn);
  title.textContent = heading || home;
  part("back").hidden = !heading;
}

let busy = false;

async function once(doing) {
  if (busy) return;
  busy = true;
  document.body.setAttribute("aria-busy", "true");
  try {
    await doing();
  } finally {
    busy = false;
    document.body.removeAttribute("aria-busy");
  }
}

function open(key = "") {
  return once(() => refresh(key));
}

async function refresh(key) {
  const answer = await ask("view");
  if (answer.why) {
    await draw([]);
    say(answer.why);
    return;
  }
  await draw(answer.cards);
  say(key);
}

// The renderer has put what was filled in beside what the button holds.
function press(action) {
  if (action.getJsonTypeName() === "Action.OpenUrl") {
    window.open(action.url, "_blank", "noopener");
    return;
  }
  once(async () => {
    const answer = await ask("act", action.data);
    if (answer.why) {
      say(answer.why); // what was filled in stays where it is
    } else if (answer.card) {
      await draw([answer.card.content], answer.title);
      say("");
      shown.querySelector("input, textarea, select, button")?.focus();
    } else {
      await refresh("done");
      told.scrollIntoView({ block: "nearest" });
    }
  });
}

part("back").querySelector("button").addEventListener("click", () => open());
part("again").querySelector("button").addEventListener("click", () => open());

try {
  await beginWithTeams();
} catch {
  host = null; // in somebody else's frame there is nobody to ask
}
await open();
