// Stands in the head of each page: runs before the first paint, and acts for the application until it is there.
(function () {
  const root = document.documentElement;

  function stored(name) {
    try {
      return localStorage.getItem(`socle.${name}`);
    } catch {
      // Storage may be forbidden: the system's choice stands.
      return null;
    }
  }

  const theme = stored('theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;

  const wished = [stored('locale'), ...navigator.languages.map((tag) => tag.split('-', 1)[0])];
  root.lang = wished.find((language) => language === 'en' || language === 'fr') ?? 'en';

  /** Fits a view that was rendered at the build to this address and this device. */
  function settle({ title, content }) {
    document.title = title;
    for (const link of content.querySelectorAll('a[href*="?next="]'))
      link.setAttribute('href', link.getAttribute('href').split('?', 1)[0] + location.search);
    for (const name of root.dataset.theme ? ['light', 'dark', 'system'] : [])
      content.querySelector(`[value=${name}]`)?.setAttribute('aria-pressed', String(name === theme));
    return content;
  }

  // Stands after the views of a page and gives its place to one of them (hooks.server.ts).
  class FirstView extends HTMLElement {
    connectedCallback() {
      const next = new URLSearchParams(location.search).get('next');
      const why = next === '/claim' ? 'claim' : next ? 'page' : 'none';
      const views = [...document.querySelectorAll('template[data-why]')];
      const view = views.find(({ lang, dataset }) => lang === root.lang && dataset.why === why);
      this.replaceWith(settle(view));
      for (const one of views) one.remove();
      afterPaint(() => document.head.append(document.getElementById('preloads')?.content ?? ''));
    }
  }

  // What the application needs is asked for later (preloading.ts).
  const afterPaint = (act) => requestAnimationFrame(() => setTimeout(act));

  customElements.define('first-view', FirstView);

  // What is sent or pressed before the application is there waits for it (lib/shell/early.ts).
  const isAlone = () => document.getElementById('boot') !== null;

  addEventListener('submit', (event) => {
    if (!isAlone()) return;
    event.preventDefault();
    event.target.dataset.early = '';
    event.target.setAttribute('aria-busy', 'true');
  });

  addEventListener('click', ({ target }) => {
    const button = target.closest('button[type="button"]');
    if (button && isAlone()) button.dataset.early = '';
  });
})();
