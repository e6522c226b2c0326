/** Where most people begin: what they type into is rendered at the build and comes with the page (src/hooks.server.ts). */
export const ssr = true;
export const prerender = true;
