// Copies what is asked for, and buttons that copy what they name, which are hidden until this runs.

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    showDone(`${text} is copied.`);
  } catch {
    showDone(`${text} could not be copied: the browser allows that only over TLS or on this machine.`);
  }
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copyText(button.dataset.copy));
}
