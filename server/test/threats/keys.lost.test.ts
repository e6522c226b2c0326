// Catalogue: T21: a lost or foreign key closes doors, it opens none.
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RefreshDocument, SignInDocument } from '@socle/schema/documents';
import { expect, it } from 'vitest';
import { goodPassword } from '../builders.js';
import { openTestHouse } from '../house.js';

it('refuses old sessions under a foreign sealing key, and lets people sign in anew', async () => {
  const house = await openTestHouse();
  const { caller, pseudo } = await house.person();
  writeFileSync(join(house.folder, 'keys', 'sealing.key'), randomBytes(32));
  const reopened = await house.reopen();
  const device = reopened.visitor();
  for (const [name, value] of caller.cookies) device.cookies.set(name, value);

  const refreshed = await device.run(RefreshDocument, {});
  expect([refreshed.code, refreshed.status]).toEqual(['SESSION_ENDED', 401]);
  const input = { identifier: pseudo, password: goodPassword };
  expect((await reopened.visitor().run(SignInDocument, { input })).code).toBeNull();
  await reopened.close();
});

it('does not open where a key of an instance in use is missing', async () => {
  const house = await openTestHouse();
  await house.app.close();
  rmSync(join(house.folder, 'keys', 'sealing.key'));
  await expect(openTestHouse({ DATA_DIR: house.folder })).rejects.toThrow(/sealing\.key is missing/);
});
