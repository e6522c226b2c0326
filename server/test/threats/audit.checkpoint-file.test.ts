// Catalogue: D7: a checkpoint that was kept elsewhere proves nothing once it is not whole any more.
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '#house/build-info.js';
import { addSigningKey, makeMissingKeys, readKeyRing, thumbprint } from '#platform/crypto/keys.js';
import { Statements } from '#platform/crypto/statements.js';
import { readCheckpoint } from '#platform/journal/checkpoint-file.js';
import { commandsIn } from '#test/contract/command.js';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { keysOf, recordMany, StolenDatabase } from '#test/journal.js';

type File = Record<string, unknown> & { readonly publicKey: object; readonly seq: number };

let house: TestHouse;
let text: string;
let statements: Statements;
beforeAll(async () => {
  house = await openTestHouse();
  await recordMany(house, 12);
  text = (await house.app.journal.exportCheckpoint())?.file ?? '';
  statements = new Statements(keysOf(house).signing);
});
afterAll(() => house.close());

const parsed = (): File => JSON.parse(text) as File;
const foreignKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A file that another instance's key signed, otherwise the same. */
function signedByAnother(): string {
  const folder = mkdtempSync(join(tmpdir(), 'socle-other-'));
  makeMissingKeys(folder, new Date());
  const [key] = readKeyRing(folder).signing;
  rmSync(folder, { recursive: true });
  const { signature } = parsed();
  const [, payload = ''] = String(signature).split('.');
  const content = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const publicKey = key.publicKey.export({ format: 'jwk' });
  const again = new Statements([key]).sign('socle-checkpoint', content);
  return JSON.stringify({ ...parsed(), kid: key.kid, publicKey, signature: again });
}

describe('a checkpoint’s file', () => {
  it('says where the journal stood, and can be checked by whoever has it', () => {
    const { seq, isOwnKey } = readCheckpoint(text, statements);
    expect([seq, isOwnKey]).toEqual([12, true]);
    expect(parsed()).toMatchObject({ instance: 'http://localhost:4000', seq: 12 });
  });

  it('holds still after the signing key was replaced', () => {
    addSigningKey(join(house.folder, 'keys'), new Date(Date.now() + 60_000));
    expect(readCheckpoint(text, new Statements(keysOf(house).signing)).isOwnKey).toBe(true);
  });

  it.each<[string, () => string]>([
    ['is cut short', () => text.slice(0, -40)],
    ['is empty', () => ''],
    ['is something else', () => '{"seq":12}'],
    ['names a key that is not in it', () => JSON.stringify({ ...parsed(), kid: thumbprint(foreignKey().publicKey) })],
    [
      'brings another key along',
      () => JSON.stringify({ ...parsed(), publicKey: foreignKey().publicKey.export({ format: 'jwk' }) }),
    ],
    ['brings no key along', () => JSON.stringify({ ...parsed(), publicKey: {} })],
    ['says another number', () => JSON.stringify({ ...parsed(), seq: 11 })],
    ['says another seal', () => JSON.stringify({ ...parsed(), seal: Buffer.alloc(32).toString('base64url') })],
    ['says another instance', () => JSON.stringify({ ...parsed(), instance: 'https://example.org' })],
    [
      'has a signature with one character changed',
      () => text.replace(/"signature": "(.{80})./, (_, head: string) => `"signature": "${head}~`),
    ],
  ])('that %s is refused', (_name, spoil) => {
    expect(() => readCheckpoint(spoil(), statements)).toThrow(/^the checkpoint proves nothing: /);
  });

  it('of another instance, whole in itself, does not fit this journal', async () => {
    const other = readCheckpoint(signedByAnother(), statements);
    expect(other.isOwnKey).toBe(false);
    using database = new StolenDatabase(house);
    expect((await database.verify({ ...other, seal: Buffer.alloc(32, 1) })).fault?.kind).toBe('sealed_anew');
  });
});

describe('the commands', () => {
  const run = (...args: string[]) => commandsIn(house.folder)(args, { DATA_DIR: house.folder });
  const at = (name: string): string => join(house.folder, name);

  it('are those of the runbook, and do what it says', { timeout: 60_000 }, async () => {
    const page = readFileSync(
      join(projectRoot, 'ops', 'handbook', 'runbooks', 'tampering-with-the-journal.md'),
      'utf8',
    );
    const blocks = [...page.matchAll(/```sh\n([^`]+)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
    const told = blocks.map((line) =>
      line.replace('npm run socle -- ', '').replace('checkpoint.json', at('told.json')),
    );
    expect(told).toHaveLength(3);
    for (const line of told) expect(await run(...line.split(' ')), line).toMatchObject({ code: 0, err: '' });
    expect(existsSync(at('told.json'))).toBe(true);
  });

  it('write it and hold the journal against it', { timeout: 60_000 }, async () => {
    expect(await run('export-checkpoint', at('kept.json'))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Wrote .*kept\.json: the journal up to entry 12\./) as string,
    });
    expect((JSON.parse(readFileSync(at('kept.json'), 'utf8')) as File).seq).toBe(12);
    expect(await run('verify-audit')).toMatchObject({ code: 0, out: 'The journal holds: 12 events.\n' });
    expect(await run('verify-audit', '--checkpoint', at('kept.json'))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^The journal holds: 12 events, and the checkpoint of /) as string,
    });
  });

  it('say that nobody here can vouch for who signed it, where its key is another', { timeout: 60_000 }, async () => {
    writeFileSync(at('other.json'), signedByAnother());
    expect(await run('verify-audit', '--checkpoint', at('other.json'))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^The key that signed .*other\.json is none of this instance/) as string,
    });
  });

  it('end with 1 and the first bad entry, or with why the file is of no use', { timeout: 60_000 }, async () => {
    await house.app.close();
    const open = new (await import('better-sqlite3')).default(at('main.db'));
    const { id } = open.prepare('select id from recorded_event where seq = 5').get() as { id: string };
    open.exec('update recorded_event set facts = \'{"a":"b"}\' where seq = 5');
    expect(await run('verify-audit')).toMatchObject({
      code: 1,
      err: expect.stringContaining(`entry 5 is not what was sealed. First bad entry: number 5, id ${id}.`) as string,
    });
    open.exec("update recorded_event set facts = '{}' where seq = 5; delete from recorded_event where seq > 8");
    open.exec('delete from journal_checkpoint');
    open.close();
    expect(await run('verify-audit')).toMatchObject({ code: 0, out: 'The journal holds: 8 events.\n' });
    expect(await run('verify-audit', '--checkpoint', at('kept.json'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('entries 9 to 12. First bad entry: number 9.') as string,
    });
    writeFileSync(at('cut.json'), readFileSync(at('kept.json'), 'utf8').slice(0, 100));
    expect(await run('verify-audit', '--checkpoint', at('cut.json'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('the checkpoint proves nothing: it is not whole') as string,
    });
    expect(await run('verify-audit', '--checkpoint', at('never.json'))).toMatchObject({ code: 1 });
  });
});
