// Enter in a line of an editor presses none of its buttons: the first one hands in or approves.
(() => {
  const buttons = new Set(["button", "file", "image", "reset", "submit"]);

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (
      event.key === "Enter" &&
      field instanceof HTMLInputElement &&
      !buttons.has(field.type) &&
      field.form?.matches("[data-edit-form]")
    ) {
      event.preventDefault();
    }
  });
})();
