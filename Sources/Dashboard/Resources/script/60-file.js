// The text of a file that is chosen goes where it would be typed.

for (const picker of document.querySelectorAll("[data-file-into]")) {
  picker.hidden = false;
  const [input, field] = [picker.querySelector("input"), document.getElementById(picker.dataset.fileInto)];
  input.addEventListener("change", async () => {
    if (input.files.length > 0) field.value = await input.files[0].text();
  });
}
