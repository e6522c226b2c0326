const english = {
  title: 'Playground',
  token: 'Bearer token',
  note: 'Run “login” or “register”: the access token of the answer is taken over here and sent with every operation. It lives ten minutes, and only on this page.',
  taken: 'The token of that answer is in use now. Open “me”, and run it.',
};

const french: typeof english = {
  title: 'Bac à sable',
  token: 'Jeton d’accès',
  note: 'Lancez « login » ou « register » : le jeton de la réponse est repris ici et envoyé avec chaque opération. Il vit dix minutes, et seulement sur cette page.',
  taken: 'Le jeton de cette réponse est maintenant utilisé. Ouvrez « me », puis lancez-la.',
};

/** The words around the editor, in the language of the browser; the editor itself speaks English. */
export const texts = navigator.language.startsWith('fr') ? french : english;

/** Writes the words into the page. */
export function translatePage(): void {
  document.documentElement.lang = navigator.language.startsWith('fr') ? 'fr' : 'en';
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = texts[element.dataset['text'] as keyof typeof texts];
  }
}
