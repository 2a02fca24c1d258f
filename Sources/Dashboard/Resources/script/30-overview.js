// What a page says of the guard's state must not grow old while it is looked at: parts marked with data-fresh are taken from
// a newer copy of the page now and then, and a guard that does not answer is not said to protect.

const standingEvery = 15000; // ms
const badgeEvery = 60000;
const longestWait = 10000;

function replaceFresh(page) {
  for (const part of document.querySelectorAll("[data-fresh][id]")) {
    const newer = page.getElementById(part.id);
    if (!newer) continue;
    // Nobody loses the button that they are about to press, or what they have opened.
    if (part.contains(document.activeElement) && part.className === newer.className) continue;
    const open = [...part.querySelectorAll("details")].map((details) => details.open);
    newer.querySelectorAll("details").forEach((details, place) => { details.open = open[place] ?? false; });
    part.replaceWith(document.adoptNode(newer));
  }
}

function sayOutOfContact() {
  const badge = document.getElementById("badge");
  if (badge) {
    badge.className = "badge unknown";
    badge.lastChild.textContent = "Out of contact";
  }
  const standing = document.getElementById("standing");
  if (!standing) return;
  standing.className = "standing unknown";
  standing.querySelector("h1").textContent = "Out of contact";
  const [sentence, checked] = standing.querySelectorAll(".words > p");
  sentence.textContent = "The guard does not answer, and nothing can be said about it. What stands below was so before.";
  checked.textContent = "";
}

async function freshen() {
  if (document.hidden) return;
  const path = document.getElementById("standing") ? location.href : "/";
  try {
    const answer = await fetch(path, { signal: AbortSignal.timeout(longestWait) });
    // Who is not logged in any more is shown where that is done.
    if (answer.redirected || answer.status === 401) return location.reload();
    if (!answer.ok) throw new Error(answer.statusText);
    replaceFresh(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    sayOutOfContact();
  }
}

if (document.getElementById("badge")) {
  setInterval(freshen, document.getElementById("standing") ? standingEvery : badgeEvery);
  document.addEventListener("visibilitychange", freshen);
}
