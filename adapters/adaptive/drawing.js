// Adaptive Cards, drawn by Microsoft's own renderer (vendored), which is fetched when it is first needed.

import { told } from "./moments.js";

const CARD = "application/vnd.microsoft.card.adaptive";
const MARKS = [
  [/\[([^\]]+)\]\((https?:[^)\s]+|mailto:[^)\s]+)\)/g, '<a href="$2" rel="noreferrer" target="_blank">$1</a>'],
  [/\*\*([^*]+)\*\*/g, "<strong>$1</strong>"],
  [/(^|[^\w\\])[*_]([^*_\n]+)[*_](?!\w)/g, "$1<em>$2</em>"],
  [/\\([!-/:-@[-`{-~])/g, "$1"],
  [/\n/g, "<br>"],
];

const MOMENT = /\{\{(DATE|TIME)\(([^,)]+)(?:, LONG)?\)\}\}/g;

const LIBRARY = new URL("adaptivecards-3.0.6.min.js", import.meta.url);

let renderer = null;

function fetched() {
  renderer ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = LIBRARY;
    script.onload = () => resolve(globalThis.AdaptiveCards);
    script.onerror = reject;
    document.head.append(script);
  });
  return renderer;
}

// The subset that Teams knows; everything is escaped before any mark is read.
function html(markdown) {
  const escaped = markdown.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
  return MARKS.reduce((text, [mark, tag]) => text.replace(mark, tag), escaped);
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function look() {
  const both = (name) => ({ default: colour(name), subtle: colour("--ink-soft") });
  const colours = {
    default: both("--ink"),
    dark: both("--ink"),
    light: both("--ink-soft"),
    accent: both("--accent"),
    good: both("--accent"),
    warning: both("--danger"),
    attention: both("--danger"),
  };
  const box = (background) => ({ backgroundColor: colour(background), foregroundColors: colours });
  return {
    fontFamily: colour("--sans"),
    spacing: { small: 4, default: 8, medium: 12, large: 18, extraLarge: 24, padding: 1 },
    separator: { lineThickness: 1, lineColor: colour("--line") },
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    containerStyles: { default: box("--raised"), emphasis: box("--paper-side"), accent: box("--accent-soft"), good: box("--accent-soft"), attention: box("--danger-soft"), warning: box("--danger-soft") },
    actions: { maxActions: 6, buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left" },
    factSet: { title: { weight: "bolder", maxWidth: 150, wrap: true }, value: { wrap: true }, spacing: 10 },
  };
}

// The renderer would tell moments in this machine's zone.
const localised = (card) => JSON.parse(JSON.stringify(card).replace(MOMENT, (_, what, at) => told(new Date(at))[what.toLowerCase()]));

// One card; `pressed` gets the action of a button, with what was filled in beside it.
export async function drawCard(place, content, pressed = null) {
  const library = await fetched();
  library.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = html(text);
    result.didProcess = true;
  };
  const card = new library.AdaptiveCard();
  card.hostConfig = new library.HostConfig(look());
  if (pressed) card.onExecuteAction = pressed;
  card.parse(localised(content));
  const drawn = card.render();
  if (drawn) place.append(drawn);
}

function picture({ contentUrl, name }) {
  const drawn = document.createElement("img");
  drawn.src = contentUrl;
  drawn.alt = name;
  return drawn;
}

export async function drawTeams(place, activity) {
  for (const attached of activity.attachments ?? []) {
    if (attached.contentType === CARD) await drawCard(place, attached.content);
    else if (attached.contentType.startsWith("image/")) place.append(picture(attached));
  }
  if (!place.firstChild) place.append(activity.text ?? "");
}
