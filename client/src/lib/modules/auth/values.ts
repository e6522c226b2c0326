/** One text of a form; an absent field reads as empty. */
export function textOf(values: FormData, name: string): string {
  const value = values.get(name);
  return typeof value === 'string' ? value : '';
}

/** How long a text is for a person: in characters, not in UTF-16 units. */
export function lengthOf(text: string): number {
  return [...text].length;
}
