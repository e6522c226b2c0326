/** Carries out what was sent or pressed before the application was there: src/early.js kept it. */
export function takeOver(): void {
  document.querySelector('#boot')?.remove();
  for (const element of document.querySelectorAll<HTMLElement>('[data-early]')) {
    delete element.dataset.early;
    if (element instanceof HTMLFormElement) element.requestSubmit();
    else element.click();
  }
}
