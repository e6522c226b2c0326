// Loaded before a command: kills it as `kill -9` would, right before the n-th thing that it does to files below a folder.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { KILL_AT_STEP, KILL_IN_FOLDER } = process.env;
const paths = new Map();
let step = 0;

function count(path) {
  if (!String(path).startsWith(KILL_IN_FOLDER)) return;
  step += 1;
  if (step !== Number(KILL_AT_STEP)) return;
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way; nothing else may happen until it is here.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

for (const name of ['openSync', 'renameSync', 'rmSync', 'rmdirSync', 'mkdirSync', 'createWriteStream']) {
  const original = fs[name];
  fs[name] = (path, ...rest) => {
    count(path);
    const result = original(path, ...rest);
    if (name === 'openSync') paths.set(result, path);
    return result;
  };
}
const { fsyncSync } = fs;
fs.fsyncSync = (descriptor) => {
  count(paths.get(descriptor));
  fsyncSync(descriptor);
};
syncBuiltinESMExports();
