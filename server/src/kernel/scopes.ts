const known = new Map<string, string>();

/** Declares a module's scopes with their descriptions; answers the names as constants. */
export function defineScopes<const T extends Record<string, string>>(scopes: T): { readonly [Name in keyof T]: Name } {
  for (const [name, description] of Object.entries(scopes)) {
    if (known.has(name)) throw new Error(`scope ${name} is declared twice`);
    known.set(name, description);
  }
  return Object.fromEntries(Object.keys(scopes).map((name) => [name, name])) as { [Name in keyof T]: Name };
}

/** Every declared scope and what it allows, in the order of declaration. */
export function knownScopes(): ReadonlyMap<string, string> {
  return known;
}
