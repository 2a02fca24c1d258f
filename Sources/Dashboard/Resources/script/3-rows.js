// What can be done with a row where it stands, and taking it back within ten seconds.

const undoSeconds = 10;

function actionCell(row) {
  const address = row.querySelector("a").textContent;
  const button = make("button", { type: "button", class: "acts", "aria-haspopup": "menu", "aria-label": `Actions for ${address}` }, "⋯");
  button.addEventListener("click", () => openActions(button, address));
  return make("td", {}, button);
}

function openActions(button, address) {
  document.getElementById("acts")?.remove();
  const menu = make("div", { id: "acts", popover: "", role: "menu", "aria-label": `Actions for ${address}` });
  const add = (title, act) => {
    const item = make("button", { type: "button", role: "menuitem" }, title);
    item.addEventListener("click", () => { menu.hidePopover(); act(); });
    menu.append(item);
  };
  if (button.closest("tbody").dataset.actions) {
    add("Allow", () => change("allow", { entry: address }));
    add("Block for 1 h", () => change("block", { entry: address, for: "1h" }));
    add("Block for 1 d", () => change("block", { entry: address, for: "1d" }));
  }
  add("Look up", () => location.assign(`/addresses/${address}`));
  add("Copy", () => copyText(address));
  document.querySelector("main").append(menu);
  menu.showPopover();
  const at = button.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(at.right, innerWidth - 8) - menu.offsetWidth)}px`;
  menu.style.top = `${Math.min(at.bottom, innerHeight - menu.offsetHeight - 8)}px`;
  menu.firstChild.focus();
  menu.addEventListener("keydown", (event) => {
    const by = { ArrowDown: "nextSibling", ArrowUp: "previousSibling" }[event.key];
    if (by) { event.preventDefault(); document.activeElement[by]?.focus(); }
  });
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed") { menu.remove(); button.focus(); button.blur(); }
  });
}

async function change(name, fields) {
  const token = document.querySelector('meta[name="form-token"]')?.content ?? "";
  try {
    const answer = await fetch(`/api/changes/${name}`, {
      method: "POST", headers: { "Content-Type": "application/json", "X-Form-Token": token }, body: JSON.stringify(fields),
    });
    if (answer.status === 401) return location.reload();
    const receipt = await answer.json();
    showDone(receipt.message ?? `Not done: ${receipt.error}.`, receipt.undo);
  } catch {
    showDone("Not done: the guard does not answer.");
  }
}

// Says what was done, once for eyes and once for readers of the screen, and goes away by itself unless somebody is at it.
function showDone(text, undo) {
  const place = document.getElementById("done") ?? make("div", { id: "done", role: "status" });
  document.querySelector("main").append(place);
  const note = make("p", {}, text);
  const button = make("button", { type: "button", class: "quiet" });
  if (undo) note.append(button);
  button.addEventListener("click", () => { note.remove(); change(undo.change, undo.fields); });
  place.replaceChildren(note);
  countDown(note, undoSeconds, (left) => { button.textContent = `Undo (${left} s)`; }, () => note.remove());
}
