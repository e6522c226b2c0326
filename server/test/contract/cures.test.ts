import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commandsIn } from './command.js';

const base = mkdtempSync(join(tmpdir(), 'socle-cures-'));
afterAll(() => rmSync(base, { recursive: true }));
const run = commandsIn(base);

describe('doctor, before the first start', () => {
  it('finds nothing wrong, says what will be made, and makes nothing', async () => {
    const folder = join(base, 'not', 'yet');
    const { code, out } = await run(['doctor'], { DATA_DIR: folder });
    expect(code).toBe(0);
    expect(
      out.match(/^✓ (data folder|keys|database|vault): does not exist yet, made at the first start$/gm),
    ).toHaveLength(4);
    expect(existsSync(join(base, 'not'))).toBe(false);
  });

  it.runIf(process.platform === 'linux')('answers where no folder can be made', async () => {
    const { code, out } = await run(['doctor'], { DATA_DIR: '/proc/nope' });
    expect(code).toBe(1);
    expect(out).toMatch(/^✗ data folder: \/proc cannot be written\. To do: /m);
  });
});

describe('what is to be done', () => {
  it('is one sentence, without a stack', async () => {
    const file = join(base, 'a-file');
    writeFileSync(file, '');
    const { code, err } = await run(['migrate'], { DATA_DIR: join(file, 'data') });
    expect(code).toBe(1);
    expect(err).toMatch(/^the folder .* cannot be made \(E[A-Z]+\)\. To do: .*\n$/);
  });

  it.each([
    [{}, 'npm run socle -- make-keys'],
    [{ SOCLE_COMMAND: 'socle' }, 'make new ones: socle make-keys'],
  ])('is worded as it is typed: %j', async (where, command) => {
    const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://socle.example', METRICS_TOKEN: 'x'.repeat(16) };
    const { out } = await run(['doctor'], { ...production, DATA_DIR: join(base, 'worded'), ...where });
    expect(out).toContain(command);
  });
});
