// A stream stays at its end while its reader is there, and goes to what comes of the reader's own acts.

const NEAR = 80; // pixels from the end that still count as reading the newest
const SOON = 10_000; // milliseconds after an act in which what Kring posts counts as its result
const FACE = /\/posts\/(\w+)\?.*where=(\w)&face=/;
const ACTS = /\/(messages|press|forms|shortcuts)$/;

const newer = document.getElementById("newer");
const atEnd = new WeakMap();
const seen = new WeakMap(); // where a stream stood, and how high it was, when it was last measured
let awaitedUntil = 0;

export function follow(stream) {
  if (atEnd.has(stream)) return;
  const still = stream.hasAttribute("data-still"); // begins at its beginning, and stays where its reader is
  atEnd.set(stream, !still);
  if (!still) stream.addEventListener("scroll", () => measure(stream));
  for (const gesture of ["wheel", "touchmove"]) stream.addEventListener(gesture, () => { awaitedUntil = 0; }, { passive: true });
  const sizes = new ResizeObserver(() => atEnd.get(stream) && toEnd(stream));
  const observe = () => {
    for (const list of stream.querySelectorAll("ol.posts")) sizes.observe(list);
  };
  sizes.observe(stream);
  observe();
  new MutationObserver((changes) => {
    observe();
    const posts = arrived(changes);
    const results = posts.filter(isResult);
    for (const result of results) show(result, stream);
    if (posts.length > results.length && stream.id === "stream" && !atEnd.get(stream)) newer.hidden = false;
  }).observe(stream, { childList: true, subtree: true });
  if (!still) toEnd(stream);
}

function measure(stream) {
  const [top, height] = seen.get(stream) ?? [0, 0];
  seen.set(stream, [stream.scrollTop, stream.scrollHeight]);
  // It grew below a reader who stayed where they were: at the end, they are taken along.
  if (atEnd.get(stream) && stream.scrollHeight > height && stream.scrollTop >= top) return;
  atEnd.set(stream, !stream.hasAttribute("data-still") && stream.scrollHeight - stream.scrollTop - stream.clientHeight < NEAR);
  if (stream.id === "stream" && atEnd.get(stream)) newer.hidden = true;
}

function toEnd(stream) {
  stream.scrollTop = stream.scrollHeight;
}

// Posts that are new, not just drawn again.
function arrived(changes) {
  const gone = new Set(changes.flatMap((change) => [...change.removedNodes]).flatMap((node) => [node, ...(node.querySelectorAll?.(".post") ?? [])]).map((node) => node.id));
  return changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.isConnected && node.matches?.(".post") && !gone.has(node.id));
}

function isResult(post) {
  return post.matches(".post--own, .post--whisper") || (post.matches(".post--kring") && Date.now() < awaitedUntil);
}

// As little as shows all of it; its beginning when it is taller than the stream.
function show(post, stream) {
  const box = stream.getBoundingClientRect();
  const place = post.getBoundingClientRect();
  const space = parseFloat(getComputedStyle(stream).paddingBottom) || 0;
  const below = place.bottom + space - box.bottom;
  const above = place.top - box.top;
  if (below > 0 || above < 0) stream.scrollTop += Math.min(below, above);
  measure(stream);
}

function expectResult({ detail }) {
  const { verb, path } = detail.requestConfig;
  if (verb === "post" && ACTS.test(path)) awaitedUntil = Date.now() + SOON;
}

document.addEventListener("htmx:beforeRequest", expectResult);
document.addEventListener("htmx:afterRequest", expectResult);

// Another face of a post may be much taller: it is read from its beginning.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const [, post, where] = FACE.exec(detail.pathInfo?.requestPath) ?? [];
  const shown = post && document.getElementById(`${where}-${post}`);
  if (shown) show(shown, shown.closest(".stream, .posts--newest"));
});

newer.addEventListener("click", () => {
  toEnd(document.getElementById("stream"));
  document.getElementById("say")?.focus();
});
