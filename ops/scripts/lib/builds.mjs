import { existsSync, rmSync } from 'node:fs';
import { fingerprint, filesOf, readStamp, writeStamp } from './fingerprint.mjs';
import { inHouse } from './house.mjs';
import { run } from './run.mjs';
import { say, seconds } from './tell.mjs';

const isTest = (path) => /\.test\.(ts|js)$/.test(path);
/** What builds write beside the sources, and what only tests read. */
const apart = [
  /^(server|client)[\\/](node_modules|\.svelte-kit|build|dist|coverage|e2e|test)$/,
  /i18n[\\/]generated$/,
  /project\.inlang[\\/](README\.md|cache|\.gitignore|\.meta\.json)$/,
];
const isApart = (path) => apart.some((pattern) => pattern.test(path));

/** What can be built: the workspace of that name, the inputs that make it stale, and what comes out. */
export const builds = {
  server: {
    inputs: ['package-lock.json', 'tsconfig.base.json', 'server'],
    folder: 'server/dist',
    output: 'server/dist/program/main.js',
    tidy: removeOrphans,
  },
  client: {
    inputs: ['package-lock.json', 'tsconfig.base.json', 'client', 'schema/generated', 'schema/operations'],
    folder: 'client/build',
    output: 'client/build/index.html',
  },
};

const printOf = (name) => fingerprint(builds[name].inputs, (path) => isTest(path) || isApart(path));

const isFresh = (name, print) => existsSync(inHouse(builds[name].output)) && readStamp(name) === print;

async function build(name, print) {
  if (!existsSync(inHouse(builds[name].output))) rmSync(inHouse(builds[name].folder), { recursive: true, force: true });
  const { code, output, ms } = await run('npm', ['run', '--silent', 'build', '--workspace', name]);
  if (code !== 0) throw new Error(`the ${name} does not build.\n${output}`);
  builds[name].tidy?.();
  writeStamp(name, print);
  say(`Built the ${name} in ${seconds(ms)}.`);
}

/** Builds what is named: always, or only where an input changed since the last time. */
export async function ensureBuilt(names, { always = false } = {}) {
  const prints = names.map((name) => [name, printOf(name)]);
  const stale = prints.filter(([name, print]) => always || !isFresh(name, print));
  if (stale.length === 0) return;
  say(`Building ${stale.map(([name]) => `the ${name}`).join(' and ')} …`);
  const outcomes = await Promise.allSettled(stale.map(([name, print]) => build(name, print)));
  const failed = outcomes.filter(({ status }) => status === 'rejected').map(({ reason }) => reason.message);
  if (failed.length > 0) throw new Error(failed.join('\n'));
}

/** A deleted source must not live on in its compiled file: a removed test's helper would still be found. */
function removeOrphans() {
  for (const file of filesOf(['server/dist'])) {
    const compiled = file.match(/^server[\\/]dist[\\/](?!program)(.+)\.(?:js|d\.ts)(?:\.map)?$/);
    if (compiled && !existsSync(inHouse('server', `${compiled[1]}.ts`))) rmSync(inHouse(file));
  }
}
