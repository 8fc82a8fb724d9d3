// Changes the colours at once; the form behind it does the same with a reload.
const A_YEAR = 365 * 24 * 3600;

export function enhanceThemeSwitch(root) {
  for (const form of root.querySelectorAll("[data-theme-switch]")) {
    form.addEventListener("submit", (event) => {
      const theme = event.submitter?.value ?? "";
      event.preventDefault();
      if (theme) document.documentElement.dataset.theme = theme;
      else delete document.documentElement.dataset.theme;
      const secure = location.protocol === "https:" ? "; secure" : "";
      document.cookie = `theme=${theme}; path=/; samesite=lax; max-age=${theme ? A_YEAR : 0}${secure}`;
      for (const choice of form.querySelectorAll("button")) {
        choice.setAttribute("aria-pressed", String(choice.value === theme));
      }
    });
  }
}
