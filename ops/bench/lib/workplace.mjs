import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { inHouse } from '#scripts/house.mjs';

/** Where the bench keeps what it makes: on the project's own disk, since a commit must reach one. */
const kept = inHouse('.socle', 'bench');

let runs;

/** The folder of this run, gone with it. */
function ofThisRun() {
  if (runs) return runs;
  mkdirSync(kept, { recursive: true });
  const made = (runs = mkdtempSync(join(kept, 'run-')));
  process.on('exit', () => rmSync(made, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => leave(signal));
  return made;
}

function leave(signal) {
  process.stderr.write(`Stopped by ${signal}; nothing is written.\n`);
  process.exit(128 + constants.signals[signal]);
}

/** An empty folder for this run. */
export const freshFolder = () => mkdtempSync(join(ofThisRun(), 'folder-'));

/** A copy of a folder for this run. */
export function copyOf(folder) {
  const copy = freshFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** A folder that later runs find again. */
export const keptFolder = (name) => join(kept, name);
