// A small drawer of Slack's Block Kit: the blocks that Kring sends. Text is only ever set as text.

import { told } from "../adaptive/moments.js";

const MRKDWN = /<([^<>|]+)(?:\|([^<>]*))?>|\*([^*\n]+)\*|_([^_\n]+)_|~([^~\n]+)~|`([^`\n]+)`/g;
const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code" };
const DANGEROUS = /^\s*(?!https?:|mailto:)/i;

function make(tag, className = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

function link(url, label) {
  const element = make("a", "", plain(label ?? url));
  if (!DANGEROUS.test(url)) element.href = plain(url);
  element.rel = "noreferrer";
  element.target = "_blank";
  return element;
}

function date({ timestamp, format, fallback }) {
  const { date: day, time } = told(new Date(timestamp * 1000));
  const element = make("time", "", format.replaceAll("{date_long}", day).replaceAll("{time}", time));
  element.title = fallback;
  return element;
}

function special(target, label) {
  const [kind, timestamp, format] = target.split("^");
  return kind === "!date" ? date({ timestamp, format, fallback: plain(label) }) : make("span", "", plain(label ?? target));
}

function mrkdwn(text) {
  const box = make("div", "slack-text");
  let from = 0;
  for (const found of text.matchAll(MRKDWN)) {
    const [whole, target, label, bold, italic, strike, code] = found;
    box.append(plain(text.slice(from, found.index)));
    if (target) box.append(/^[@#!]/.test(target) ? special(target, label) : link(target, label));
    else if (bold) box.append(make("strong", "", ...mrkdwn(bold).childNodes));
    else if (italic) box.append(make("em", "", ...mrkdwn(italic).childNodes));
    else if (strike) box.append(make("s", "", plain(strike)));
    else box.append(make("code", "", plain(code)));
    from = found.index + whole.length;
  }
  box.append(plain(text.slice(from)));
  return box;
}

const written = (text) => (text.type === "mrkdwn" ? mrkdwn(text.text) : make("div", "slack-text", text.text));

const INLINE = { link: ({ url, text }) => link(url, text), emoji: (element) => emoji(element), date };

function styled(element) {
  let node = INLINE[element.type]?.(element) ?? element.text ?? "";
  for (const style of Object.keys(element.style ?? {})) if (element.style[style] && STYLES[style]) node = make(STYLES[style], "", node);
  return node;
}

const emoji = ({ unicode, name }) => (unicode ? String.fromCodePoint(...unicode.split("-").map((code) => parseInt(code, 16))) : `:${name}:`);

const RICH = {
  rich_text_section: ({ elements }) => make("div", "slack-text", ...elements.map(styled)),
  rich_text_quote: ({ elements }) => make("blockquote", "slack-quote slack-text", ...elements.map(styled)),
  rich_text_preformatted: ({ elements }) => make("pre", "json", ...elements.map(styled)),
  rich_text_list: ({ elements, style }) =>
    make(style === "ordered" ? "ol" : "ul", "", ...elements.map((item) => make("li", "", RICH.rich_text_section(item)))),
};

function button({ text, style, url }) {
  const element = make(url ? "a" : "button", `slack-button${style ? ` slack-button--${style}` : ""}`, text.text);
  if (url && !DANGEROUS.test(url)) element.href = url;
  else element.type = "button";
  return element;
}

// `pictures`: where each is that Slack would hold, by its id.
function image({ image_url, slack_file, alt_text }, pictures = {}) {
  const element = make("img");
  element.src = image_url ?? pictures[slack_file?.id] ?? "";
  element.alt = alt_text;
  return element;
}

const BLOCKS = {
  header: ({ text }) => make("h3", "slack-header", text.text),
  section: ({ text, fields, accessory }) =>
    make("div", "", text && written(text), fields && make("div", "slack-fields", ...fields.map(written)), accessory && button(accessory)),
  context: ({ elements }) => make("div", "slack-context", ...elements.map((each) => (each.type === "image" ? image(each) : written(each)))),
  actions: ({ elements }) => make("div", "slack-actions", ...elements.filter((each) => each.type === "button").map(button)),
  rich_text: ({ elements }) => make("div", "", ...elements.map((each) => RICH[each.type]?.(each))),
  divider: () => make("hr"),
  image,
};

export function drawSlack(place, { blocks, text }, pictures) {
  if (blocks?.length) place.append(...blocks.map((block) => BLOCKS[block.type]?.(block, pictures) ?? make("pre", "json", JSON.stringify(block, null, 2))));
  else place.append(mrkdwn(text ?? ""));
}
