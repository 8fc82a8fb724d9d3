// Starts the small modules. Every page works without them.
import { enhanceMenus } from "./menu.js";
import { enhanceDialogs } from "./dialog.js";
import { enhanceSteppers } from "./stepper.js";
import { enhanceThemeSwitch } from "./theme.js";

function enhance(root) {
  enhanceSteppers(root);
  enhanceDialogs(root);
  enhanceThemeSwitch(root);
}

enhance(document);
enhanceMenus(document);
// What htmx brings in gets the same treatment.
document.addEventListener("htmx:load", (event) => enhance(event.target));
