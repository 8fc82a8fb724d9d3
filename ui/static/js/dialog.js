// <a data-opens="id" href="…"> opens <dialog id="id">; without JavaScript the link leads to a page
// that asks the same question. Inside, <form method="dialog"> closes it; Escape does so anyway.
export function enhanceDialogs(root) {
  for (const opener of root.querySelectorAll("[data-opens]")) {
    if (opener.dataset.ready) continue;
    opener.dataset.ready = "yes";
    opener.addEventListener("click", (event) => {
      const dialog = document.getElementById(opener.dataset.opens);
      if (!dialog) return;
      event.preventDefault();
      dialog.showModal();
    });
  }
}
