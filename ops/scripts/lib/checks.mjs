import { existsSync } from 'node:fs';
import { inHouse, ownNode } from './house.mjs';
import { run } from './run.mjs';

const sources = ['server', 'client', 'schema', 'ops'];

/** Everything that can be known about the sources without running them, the slowest first. */
export const checks = () => [
  { name: 'lint', program: 'eslint', args: ['--config', '.eslint.config.mjs', '--max-warnings', '0', '.'] },
  { name: 'types of the client', program: 'npm', args: ['run', '--silent', 'check', '--workspace', 'client'] },
  { name: 'types of the browser tests', program: 'tsc', args: ['--project', 'client/e2e'] },
  { name: 'types of the server', program: 'tsc', args: ['--project', 'server/tsconfig.json', '--noEmit'] },
  { name: 'generated files', program: ownNode, args: ['ops/scripts/generate.mjs', '--check'] },
  { name: 'format', program: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'dependency rules', program: 'depcruise', args: ['--config', '.dependency-cruiser.cjs', ...sources] },
  {
    name: 'dead code',
    program: 'knip',
    args: ['--config', '.knip.json', '--tsConfig', 'tsconfig.build.json', '--no-progress'],
  },
];

/** Compiles the messages and SvelteKit's own types, which the client's sources import and nobody commits. */
export async function prepareClient() {
  if (!existsSync(inHouse('client', 'package.json'))) return;
  for (const [program, ...args] of [
    [ownNode, 'i18n.mjs'],
    ['svelte-kit', 'sync'],
  ]) {
    const { code, output } = await run(program, args, { cwd: inHouse('client') });
    if (code !== 0) throw new Error(`the client’s generated sources cannot be made.\n${output}`);
  }
}
