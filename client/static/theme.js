// Runs before the first paint, as a file of its own so that no inline script is needed.
(function () {
  const root = document.documentElement;
  let theme = null;
  let locale = null;
  try {
    theme = localStorage.getItem('socle.theme');
    locale = localStorage.getItem('socle.locale');
  } catch {
    // Storage may be forbidden: the system's choice stands.
  }
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  root.lang = locale || (/^fr\b/i.test(navigator.language) ? 'fr' : 'en');
})();
