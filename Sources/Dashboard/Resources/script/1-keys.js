// What the keyboard does everywhere, and how elements are made: text is only ever text.

function make(tag, attributes, ...content) {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...content);
  return element;
}

const sections = {
  o: ["/", "Overview"], l: ["/live", "Live"], s: ["/sources", "Sources"],
  i: ["/lists", "Lists"], t: ["/settings", "Settings"], e: ["/log", "Log"],
};
const keyHelp = [
  ["/", "Is this address blocked?"],
  ...Object.entries(sections).map(([key, section]) => [`g ${key}`, section[1]]),
  ["j  k", "Next row, row before"],
  ["Enter", "Open the row"],
  ["m", "What can be done with the row"],
  ["p", "Hold the live table, let it go on"],
  ["?", "These keys"],
];
let waitsForSection = false;

function isWriting(target) {
  return target.closest?.("input, select, textarea, [contenteditable]") != null;
}

function stepRow(by) {
  const rows = [...document.querySelectorAll("main tbody tr")].filter((row) => row.querySelector("a, button"));
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[now < 0 ? 0 : Math.min(Math.max(now + by, 0), rows.length - 1)];
  next?.querySelector("a, button").focus();
  next?.scrollIntoView({ block: "nearest" });
}

function showKeys() {
  let dialog = document.getElementById("keys");
  if (!dialog) {
    const list = make("dl", {});
    for (const [key, meaning] of keyHelp) {
      list.append(make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, meaning)));
    }
    const close = make("form", { method: "dialog" }, make("button", {}, "Close"));
    dialog = make("dialog", { id: "keys", "aria-labelledby": "keys-title" },
      make("h2", { id: "keys-title" }, "Keys"), list, close);
    document.body.append(dialog);
  }
  dialog.showModal();
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  const { key } = event;
  if (waitsForSection && Object.hasOwn(sections, key)) {
    waitsForSection = false;
    location.assign(sections[key][0]);
    return;
  }
  waitsForSection = key === "g";
  if (key === "j") stepRow(1);
  else if (key === "k") stepRow(-1);
  else if (key === "?") showKeys();
  else if (key === "p") document.querySelector("[data-live-pause]")?.click();
  else if (key === "m") document.activeElement.closest("tr")?.querySelector("button.acts")?.click();
  else if (key === "/") document.getElementById("search")?.focus();
  else return;
  event.preventDefault();
});
