// Catalogue: D4, P6, V6.
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '#test/contract/command.js';
import { readProjectFile } from '#test/contract/files.js';
import { newId } from '#kernel/entity.js';
import { openTestHouse } from '#test/house.js';
import { readFrom, smallInstance } from './backup.js';
import { throwAwayFolder } from './built-server.js';

const folder = throwAwayFolder();
const at = (...parts: string[]): string => join(folder.path, ...parts);

/** The commands of a runbook, as people type them outside containers. */
function commandsOf(page: string): string[] {
  const [text = ''] = readProjectFile(`ops/handbook/runbooks/${page}.md`).split(
    /^## (?:In containers|What it means)$/m,
  );
  return [...text.matchAll(/^ *```sh\n([^`]*)```$/gm)].map(([, block]) => block ?? '');
}

/** Types a command in a folder where `npm` knows one script only. */
function type(command: string): Promise<string> {
  const env = { PATH: [at('bin'), process.env['PATH']].join(delimiter), NODE_ENV: 'test', DATA_DIR: at('.data') };
  const here = command.replaceAll(/(?<![\w.])\/(backup|safe)\//g, `${folder.path}/$1/`);
  return new Promise((resolve, reject) => {
    execFile('sh', ['-euc', here], { cwd: folder.path, env }, (error, out, err) =>
      error ? reject(new Error(`${command}: ${out}${err}`)) : resolve(out),
    );
  });
}

async function follow(page: string): Promise<string> {
  let said = '';
  for (const command of commandsOf(page)) said += await type(command);
  return said;
}

beforeAll(async () => {
  for (const name of ['bin', 'safe']) mkdirSync(at(name));
  writeFileSync(at('bin', 'npm'), `#!/bin/sh\nshift 3\nexec '${process.execPath}' '${cli}' "$@"\n`);
  chmodSync(at('bin', 'npm'), 0o755);
  const identity = await generateX25519Identity();
  writeFileSync(at('identity.txt'), identity);
  writeFileSync(at('recipient.txt'), await identityToRecipient(identity));
  await smallInstance(at('.data'));
}, 60_000);
afterAll(() => folder.remove());

describe.runIf(process.platform !== 'win32')('who follows the runbooks', () => {
  it('makes backups, in plain and encrypted', { timeout: 60_000 }, async () => {
    expect(commandsOf('backup')).toHaveLength(4);
    expect(await follow('backup')).toMatch(
      /^Made [^]*, encrypted\.[^]*✓ backups: the last one was made 0\.0 days ago/m,
    );
  });

  it('proves both', { timeout: 60_000 }, async () => {
    expect(commandsOf('drill')).toHaveLength(3);
    expect((await follow('drill')).match(/^Proven: /gm)).toHaveLength(2);
  });

  it('gets everybody back, here and on a new machine', { timeout: 60_000 }, async () => {
    const [away, keys, ...others] = commandsOf('restore');
    expect(others).toHaveLength(2);
    const people = () => readFrom(at('.data', 'main.db'), 'select pseudo from "user"').length;
    await type(away ?? '');
    for (const command of others) await type(command);
    expect(people()).toBe(10);
    renameSync(at('.data'), at('gone'));
    for (const command of [keys ?? '', ...others]) await type(command);
    expect(people()).toBe(10);
  });

  it('keeps those away who were erased since', { timeout: 60_000 }, async () => {
    const [keep = '', bring = ''] = commandsOf('erasure');
    const [, keys = '', restore = ''] = commandsOf('restore');
    const house = await openTestHouse({ DATA_DIR: at('.data') });
    const person = await house.app.house.ports.reader.one<{ id: string }>(
      "select id from user where role = 'member' limit 1",
      [],
    );
    const { change, services } = house.app.house.open({ requestId: newId() });
    await change(async (unit) => services.users.delete(unit, await services.users.get(unit, person?.id ?? '')));
    await house.app.close();
    await type(keep);
    renameSync(at('.data'), at('gone', 'too'));
    for (const command of [keys, bring]) await type(command);
    expect(await type(restore)).toMatch(/^People who had been erased, .* and are erased again: 1\.$/m);
    expect(readFrom(at('.data', 'main.db'), 'select pseudo from "user"')).toHaveLength(9);
  });
});
