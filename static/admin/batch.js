// Moves the bar of a batch that is being worked on; without this script the page is loaded again by hand.
(() => {
  const place = document.querySelector("[data-batch-status]");
  if (!place) {
    return;
  }
  const bar = place.querySelector("progress");
  const text = place.querySelector("[data-batch-text]");

  async function look() {
    try {
      const answer = await fetch(place.dataset.batchStatus, {
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (answer.ok) {
        const status = await answer.json();
        bar.max = status.total;
        bar.value = status.finished;
        text.textContent = status.text;
        if (status.is_over) {
          window.location.reload();
          return;
        }
      }
    } catch {
      // No connection for the moment: the next look may find one.
    }
    window.setTimeout(look, 2000);
  }

  window.setTimeout(look, 2000);
})();
