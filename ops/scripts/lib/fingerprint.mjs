import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inHouse } from './house.mjs';

/** Every file below the given paths of the project, in a fixed order; `leaveOut` says which ones do not count. */
export function filesOf(paths, leaveOut = () => false) {
  return paths.flatMap((path) => walk(path, leaveOut)).sort();
}

function walk(path, leaveOut) {
  const entry = statSync(inHouse(path), { throwIfNoEntry: false });
  if (!entry || leaveOut(path)) return [];
  if (!entry.isDirectory()) return [path];
  return readdirSync(inHouse(path)).flatMap((name) => walk(join(path, name), leaveOut));
}

/** One hash over names and contents: a checkout or a copy that changes nothing but dates makes nothing stale. */
export function fingerprint(paths, leaveOut) {
  const hash = createHash('sha256');
  for (const file of filesOf(paths, leaveOut)) {
    const content = readFileSync(inHouse(file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

const stampFile = (name) => inHouse('.socle', 'stamps', name);

/** What was remembered under a name, or nothing. */
export function readStamp(name) {
  return existsSync(stampFile(name)) ? readFileSync(stampFile(name), 'utf8') : undefined;
}

/** Remembers a fingerprint under a name. */
export function writeStamp(name, value) {
  mkdirSync(dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), value);
}
