// Times that move on: `time[data-ago]` says how many seconds ago it was when the page was made. What can be undone or is to be
// confirmed for some seconds only says how many are left.

const met = new WeakMap(); // when each of them came to the page: parts of it are replaced by newer ones

function lengthText(seconds) {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

function moveTimes() {
  const now = performance.now();
  for (const time of document.querySelectorAll("time[data-ago]")) {
    if (!met.has(time)) met.set(time, now);
    const ago = Number(time.dataset.ago) + Math.floor((now - met.get(time)) / 1000);
    const text = ago < 0 ? `in ${lengthText(-ago)}` : ago < 1 ? "now" : `${lengthText(ago)} ago`;
    if (time.textContent !== text) time.textContent = text;
  }
}

moveTimes();
setInterval(moveTimes, 1000);

// Counts down, but not while somebody is at it; until it is over or the element has gone.
function countDown(element, seconds, show, finish) {
  let left = seconds;
  show(left);
  const clock = setInterval(() => {
    if (!element.matches(":hover, :focus-within")) left -= 1;
    show(left);
    if (left > 0 && element.isConnected) return;
    clearInterval(clock);
    if (element.isConnected) finish();
  }, 1000);
}

for (const notice of document.querySelectorAll("[data-notice]")) {
  const undo = notice.querySelector("form");
  const button = undo?.querySelector("button");
  if (button) countDown(undo, undoSeconds, (left) => { button.textContent = `Undo (${left} s)`; }, () => undo.remove());
}

for (const waiting of document.querySelectorAll("[data-confirm]")) {
  const seconds = Number(waiting.dataset.confirm);
  const shown = waiting.querySelector("[data-countdown]");
  const end = performance.now() + seconds * 1000;
  const clock = setInterval(() => {
    const left = Math.max(0, Math.round((end - performance.now()) / 1000));
    if (shown) shown.textContent = `in ${left} s`;
    if (left > 0) return;
    clearInterval(clock);
    location.reload();
  }, 1000);
}
