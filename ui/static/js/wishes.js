// Wishes: notes save themselves.
import { autosave } from "./autosave.js";

function enhanceNotes(root) {
  for (const form of root.querySelectorAll("[data-note]")) {
    if (form.dataset.ready) continue;
    form.dataset.ready = "yes";
    const save = autosave(form, form.querySelector(".saved"));
    // A new card is on the page a moment before this runs: somebody may be typing already.
    const { note } = form.elements;
    if (root !== document && note.value !== note.defaultValue) save();
  }
}

enhanceNotes(document);
document.addEventListener("htmx:load", (event) => enhanceNotes(event.target));

// Without a network nothing is saved: say so beside the form, and try again when it is back.
const waiting = new Map();
document.addEventListener("htmx:sendError", (event) => {
  const form = event.target.closest("form");
  if (!form || form.method === "get") return;
  waiting.set(form, event.detail.requestConfig.triggeringEvent?.submitter ?? null);
  form.dataset.state = "not-saved";
});
document.addEventListener("htmx:afterOnLoad", (event) => {
  const form = event.target.closest("form");
  if (form) delete form.dataset.state;
});
addEventListener("online", () => {
  for (const [form, submitter] of waiting) if (form.isConnected) form.requestSubmit(submitter);
  waiting.clear();
});
