/** The router's state, at rest. */
export const navigating = { to: null };
export const page = { url: new URL('http://localhost/'), status: 200, error: null };
