export { PASSWORD, type MockUser } from './people.ts';
export { MockServer } from './server.ts';
export { MockBrowser } from './tabs.ts';
