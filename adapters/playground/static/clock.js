// The clock in the header goes on between two times that the server tells.

const SECOND = 1000; // milliseconds
const DAY = 86_400; // seconds
let told = null;
let toldAt = 0;

function tick() {
  const clock = document.getElementById("clock");
  if (clock !== told) [told, toldAt] = [clock, Date.now()];
  const seconds = Number(clock.dataset.seconds) + (Date.now() - toldAt) / SECOND;
  const minutes = Math.floor((seconds % DAY) / 60);
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  const words = [hour, minute].map((number) => String(number).padStart(2, "0")).join(":");
  const time = clock.querySelector("time");
  if (time.textContent === words) return;
  const date = seconds < DAY ? clock.dataset.today : clock.dataset.tomorrow;
  time.textContent = words;
  time.dateTime = `${date}T${words}`;
  if (seconds >= DAY) {
    clock.querySelector(".clock__day").textContent = clock.dataset.nextDay;
    clock.querySelector(".clock__short").textContent = clock.dataset.nextShort;
  }
  const [hourHand, minuteHand] = clock.querySelectorAll("path");
  hourHand.setAttribute("transform", `rotate(${(hour % 12) * 30 + Math.floor(minute / 2)} 12 12)`);
  minuteHand.setAttribute("transform", `rotate(${minute * 6} 12 12)`);
}

export function keepTime() {
  tick();
  setInterval(tick, SECOND);
  document.addEventListener("visibilitychange", tick);
}
