// Saves a form some time after the last change and says so: saved 14:03, saving, or not saved.
//
//   import { autosave } from "./autosave.js";
//   autosave(form, form.querySelector(".saved"));
//
// The status element is components/saved.html. What could not be saved is tried again when the
// network is back; leaving the page before that asks first.
const PAUSE = 800;

export function autosave(form, status, { send = post, pause = PAUSE } = {}) {
  let timer = 0;
  let dirty = false;

  async function save() {
    clearTimeout(timer);
    dirty = false;
    status.dataset.state = "waiting";
    try {
      await send(form);
      if (dirty) return;
      const now = new Date();
      const time = status.querySelector("time");
      time.textContent = now.toTimeString().slice(0, 5);
      time.dateTime = now.toISOString();
      status.dataset.state = "saved";
    } catch {
      dirty = true;
      status.dataset.state = "not-saved";
    }
  }

  form.addEventListener("input", () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  });
  addEventListener("online", () => dirty && save());
  addEventListener("beforeunload", (event) => dirty && event.preventDefault());
  form.addEventListener("submit", () => { dirty = false; });
  return save;
}

async function post(form) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { "HX-Request": "true" },
  });
  if (!answer.ok) throw new Error(`not saved: ${answer.status}`);
}
