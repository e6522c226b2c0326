// Catalogue: Z6.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inHouse } from '../lib/house.mjs';
import { run } from '../lib/run.mjs';
import { plantHouse } from './planted-house.mjs';

const compilerOptions = { strict: true, module: 'nodenext', target: 'es2024', types: ['node'], skipLibCheck: true };
const project = JSON.stringify({ compilerOptions, include: ['**/*.ts'] });
const long = Array.from({ length: 301 }, (_, line) => `export const line${line} = ${line};`).join('\n');

/** What the rules allow. */
const allowed = {
  'server/tsconfig.json': project,
  'server/src/settings.ts': 'export const port = process.env.PORT;\n',
  'server/src/cli.ts': "console.log('done');\n",
  'server/src/kernel/clock.ts': 'export const wait = async (): Promise<void> => {};\n',
  'server/test/house.ts': "process.env.PORT = '0';\nexport {};\n",
};

/** One planted fault each: the rule, the file, and its text. */
const faults = [
  ['no-restricted-properties', 'server/src/app.ts', 'export const port = process.env.PORT;\n'],
  ['no-console', 'server/src/main.ts', "console.log('started');\n"],
  ['@typescript-eslint/no-explicit-any', 'server/src/any.ts', 'export const it: any = 1;\n'],
  [
    '@typescript-eslint/no-floating-promises',
    'server/src/floating.ts',
    "import { wait } from './kernel/clock.js';\nwait();\n",
  ],
  [
    '@typescript-eslint/consistent-type-imports',
    'server/src/types.ts',
    "import { Port } from './port.js';\nexport const port: Port = 1;\n",
  ],
  ['no-restricted-syntax', 'server/src/orm.ts', 'export const options = { allowGlobalContext: true };\n'],
  ['no-restricted-imports', 'server/src/modules/users/ladder.ts', "export { wait } from '../../kernel/clock.js';\n"],
  ['max-lines', 'server/src/long.ts', `${long}\n`],
];

describe('the lint rules', () => {
  let seen;
  beforeAll(async () => {
    const planted = Object.fromEntries(faults.map(([, path, text]) => [path, text]));
    const house = plantHouse({ ...allowed, ...planted, 'server/src/port.ts': 'export type Port = number;\n' });
    const args = ['--config', inHouse('.eslint.config.mjs'), '--format', 'json', 'server'];
    const { output } = await run('eslint', args, { cwd: house.folder });
    house.remove();
    const results = JSON.parse(output.slice(output.indexOf('[')));
    seen = results.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, message }) => `${ruleId ?? message} in ${filePath.slice(house.folder.length + 1)}`),
    );
  });
  afterAll(() => (seen = undefined));

  it('say nothing about what is allowed', () => {
    const faulty = Object.keys(allowed).filter((path) => seen.some((line) => line.endsWith(` in ${path}`)));
    expect(faulty).toEqual([]);
  });

  it.each(faults)('see %s in %s', (rule, path) => expect(seen).toContain(`${rule} in ${path}`));
});
