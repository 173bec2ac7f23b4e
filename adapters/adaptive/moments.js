// A moment in the zone and language of whoever is spoken as; by itself a browser knows only this machine's zone.

export function told(moment) {
  const { zone: timeZone } = document.body.dataset;
  const shown = (style) => new Intl.DateTimeFormat(document.documentElement.lang, { timeZone, ...style }).format(moment);
  return { date: shown({ dateStyle: "full" }), time: shown({ timeStyle: "short" }) };
}
