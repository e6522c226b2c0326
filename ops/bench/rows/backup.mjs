import { execFile } from 'node:child_process';
import { closeSync, copyFileSync, cpSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ownNode, serverProgram } from '#scripts/house.mjs';
import { bigFolder } from '../lib/big-house.mjs';
import { withoutLimits } from '../lib/house.mjs';
import { freshFolder } from '../lib/workplace.mjs';

const people = 100_000;
const cli = serverProgram('cli.js');
const execute = promisify(execFile);

const folder = () => bigFolder(people);

/** Runs a command on a data folder; throws where it fails. */
const command = (dataDir, ...args) =>
  execute(ownNode, [cli, ...args], { env: { ...process.env, ...withoutLimits, DATA_DIR: dataDir } });

async function seconds(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Times `work` in a new folder, which is gone afterwards. */
async function inFresh(prepare, work) {
  const place = freshFolder();
  prepare(place);
  try {
    return await seconds(() => work(place));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

const nothing = () => undefined;

async function backUp(stage) {
  const dataDir = await stage.share(folder);
  return () => inFresh(nothing, (place) => command(dataDir, 'backup', join(place, 'backup')));
}

/** A backup that is restored again and again. */
async function backup(stage) {
  const dir = join(freshFolder(), 'backup');
  await command(await stage.share(folder), 'backup', dir);
  return dir;
}

async function restore(stage) {
  const [dataDir, dir] = [await stage.share(folder), await stage.share(backup)];
  const bringKeys = (place) => cpSync(join(dataDir, 'keys'), join(place, 'keys'), { recursive: true });
  return () => inFresh(bringKeys, (place) => command(place, 'restore', dir));
}

/** The least that either can cost: the bytes of the database, onto the disk. */
async function copy(stage) {
  const file = join(await stage.share(folder), 'main.db');
  return () =>
    inFresh(nothing, (place) => {
      const target = join(place, 'main.db');
      copyFileSync(file, target);
      const descriptor = openSync(target, 'r');
      fsyncSync(descriptor);
      closeSync(descriptor);
    });
}

const subject = (roundOf) => async (stage) => ({ round: await roundOf(stage) });

const scene = {
  limits: { least: 2, most: 3, spread: 0.1 },
  subjects: { backup: subject(backUp), restore: subject(restore), 'plain copy': subject(copy) },
};

const row = (ours, target, goal) => ({
  name: `${ours}, 100 000 people`,
  unit: 's',
  scene,
  ours,
  reference: 'plain copy',
  judged: 'figure',
  target,
  goal,
});

export const rows = [row('backup', 10, 5), row('restore', 20, 8)];
