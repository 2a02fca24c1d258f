// Plays a recording: draws, at each moment, the rows that changed. No request is ever made.

const data = JSON.parse(document.getElementById("data").textContent);
const part = (id) => document.getElementById(id);
const screen = part("screen");
const position = part("position");
const rows = new Array(data.rows).fill("");

let next = 0; // the first frame that is not drawn yet
let now = 0; // seconds since the beginning
let last = null; // when the clock was read last; null: it stands still

const draw = () => {
  const text = rows.join("\n");
  if (screen.textContent !== text) screen.textContent = text;
  position.value = String(Math.round(now * 10));
  const seconds = Math.floor(now);
  part("time").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  position.setAttribute("aria-valuetext", part("time").textContent);
};

const moveTo = (time) => {
  const wanted = Math.min(Math.max(time, 0), data.duration);
  if (wanted < now) {
    next = 0;
    rows.fill("");
  }
  now = wanted;
  for (; next < data.frames.length && data.frames[next].at <= now; next += 1) {
    for (const [row, text] of data.frames[next].rows) if (row < rows.length) rows[row] = text;
  }
  draw();
};

const stop = () => {
  last = null;
  part("play").textContent = "Play";
};

const tick = (clock) => {
  if (last === null) return;
  const passed = ((clock - last) / 1000) * Number(part("speed").value);
  last = clock;
  moveTo(now + passed);
  if (now >= data.duration) stop();
  else requestAnimationFrame(tick);
};

const toggle = () => {
  if (last !== null) return stop();
  if (now >= data.duration) moveTo(0);
  part("play").textContent = "Stop";
  last = performance.now();
  requestAnimationFrame(tick);
};

part("play").addEventListener("click", toggle);
position.addEventListener("input", () => moveTo(Number(position.value) / 10));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("button, input, select, summary")) return;
  if (event.key === " ") toggle();
  else if (event.key === "ArrowLeft") moveTo(now - 5);
  else if (event.key === "ArrowRight") moveTo(now + 5);
  else return;
  event.preventDefault();
});

screen.style.minHeight = `${data.rows * 1.25}em`;
part("player").hidden = false;
document.querySelector("details").open = false;
// The first thing that was to be seen, rather than nothing.
moveTo(data.frames.length > 0 ? data.frames[0].at : 0);
