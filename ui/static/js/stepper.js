// Puts − and + around a number field. The field itself stays, with its own limits and step.
const SHAPES = { minus: "M4.5 10h11", plus: "M10 4.5v11M4.5 10h11" };
const SVG = "http://www.w3.org/2000/svg";

function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 20 20");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("fill", "none");
  drawing.setAttribute("stroke", "currentColor");
  drawing.setAttribute("stroke-width", "2");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  drawing.append(path);
  return drawing;
}

function button(name, label, input, move) {
  const made = document.createElement("button");
  made.type = "button";
  made.setAttribute("aria-label", `${label}: ${input.labels?.[0]?.textContent.trim() ?? ""}`);
  made.append(icon(name));
  made.addEventListener("click", () => {
    move();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  return made;
}

export function enhanceSteppers(root) {
  for (const box of root.querySelectorAll("[data-stepper]")) {
    const input = box.querySelector("input");
    if (!input || box.dataset.ready || input.disabled || input.readOnly) continue;
    box.dataset.ready = "yes";
    const less = button("minus", box.dataset.less, input, () => input.stepDown());
    const more = button("plus", box.dataset.more, input, () => input.stepUp());
    const limits = () => {
      less.disabled = input.min !== "" && Number(input.value) <= Number(input.min);
      more.disabled = input.max !== "" && Number(input.value) >= Number(input.max);
    };
    input.addEventListener("input", limits);
    box.prepend(less);
    box.append(more);
    limits();
  }
}
