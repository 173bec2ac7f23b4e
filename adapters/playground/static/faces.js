// A message as another platform would draw it, from the very JSON that is sent there.

import { drawSlack } from "./slack.js";
import { drawTeams } from "../adaptive/drawing.js";

const DRAW = { slack: drawSlack, teams: drawTeams };

export function drawFaces(places) {
  for (const place of places) {
    const payload = JSON.parse(place.dataset.payload);
    const draw = DRAW[place.dataset.drawn];
    if (draw && !place.firstChild) draw(place, payload, JSON.parse(place.dataset.pictures));
  }
}
