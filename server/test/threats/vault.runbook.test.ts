// Catalogue: V3, P6: what the runbook about tampering tells people to type, typed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { projectRoot } from '#house/build-info.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { aRecord, incidentsOf, keep, readBy, sealedFields, tamper, unavailable } from './vault-file.js';

const page = readFileSync(join(projectRoot, 'ops/handbook/runbooks/tampering.md'), 'utf8');
/** The commands of the page, in their order: to put somebody's rows back, and to give them up. */
const [putBack = '', giveUp = ''] = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, typed]) => typed ?? '');

const everything = unavailable(...sealedFields, 'updatedAt');

let house: TestHouse;
let ada: Person;
let copy: string;
beforeEach(async () => {
  house = await openTestHouse();
  ada = await house.person();
  await keep(ada);
  copy = join(house.folder, 'copy.db');
  tamper(house, (database) => {
    database.prepare('vacuum into ?').run(copy);
    database.prepare('update data_key set wrapped = ?').run(Buffer.alloc(61));
    database.prepare('update personal_record set city = ?').run(Buffer.alloc(61));
  });
  expect((await readBy(ada)).failed).toEqual(everything);
});
afterEach(() => house.close());

/** Types a command as the page has it, with the places of this house. */
function type(command: string): void {
  const here = command
    .replace('.data/vault.db', join(house.folder, 'vault.db'))
    .replace(/\/backup\/\S+\.db/, copy)
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, ada.id);
  const path = `${join(process.execPath, '..')}:${process.env['PATH']}`;
  execFileSync('sh', ['-c', here], { cwd: projectRoot, env: { PATH: path } });
}

it('puts the rows of a person back, and one event tells of what was', async () => {
  type(putBack);
  expect(await readBy(ada)).toMatchObject({ failed: [], data: aRecord });
  expect(await incidentsOf(house, ada)).toHaveLength(1);
});

it('gives up what is lost, so that the person can type it anew', async () => {
  type(giveUp);
  expect((await readBy(ada)).failed).toEqual(everything);
  await keep(ada, { city: 'Paris' });
  expect(await readBy(ada)).toMatchObject({ failed: [], data: { city: 'Paris', phone: null } });
});

it('names a notice of the log that the house writes', async () => {
  expect(page).toContain('`vault.foreign_promise`');
  tamper(house, (database) => database.prepare("insert into pending_fact (id, sealed_fact) values ('x', x'00')").run());
  house = await house.reopen();
  expect(house.lines.some((line) => line.includes('"vault.foreign_promise"'))).toBe(true);
});
