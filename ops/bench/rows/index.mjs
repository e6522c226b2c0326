import { rows as backup } from './backup.mjs';
import { rows as client } from './client.mjs';
import { rows as journal } from './journal.mjs';
import { rows as login } from './login.mjs';
import { rows as me } from './me.mjs';
import { rows as memory } from './memory.mjs';
import { rows as refresh } from './refresh.mjs';
import { rows as scale } from './scale.mjs';
import { rows as start } from './start.mjs';
import { rows as storm } from './storm.mjs';
import { rows as vault } from './vault.mjs';

/** Every row of the table, in its order. */
export const rows = [
  ...[...me, ...login, ...refresh, ...journal, ...vault, ...storm, ...memory, ...start, ...client],
  ...[...backup, ...scale],
];
