import { mkdtempSync, rmSync } from 'node:fs';
import { constants, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownNode } from '../lib/house.mjs';
import { runSteps } from '../lib/steps.mjs';

/**
 * What a step of these tests does: marks its beginning, waits until the other it names has begun (however slow the
 * machine is), then says whom it saw running meanwhile, and its priority.
 */
const meeting = `const { existsSync, writeFileSync } = require('node:fs');
  const [folder, name, other] = process.argv.slice(1);
  const mark = (who, what) => folder + '/' + who + '.' + what;
  const runs = (who) => who !== name && existsSync(mark(who, 'begun')) && !existsSync(mark(who, 'ended'));
  const seen = new Set();
  writeFileSync(mark(name, 'begun'), '');
  const leaveAt = Date.now() + 300;
  const look = () => {
    ['one', 'other', 'patient', 'alone'].filter(runs).forEach((who) => seen.add(who));
    if (!existsSync(mark(other, 'begun')) || Date.now() < leaveAt) return setTimeout(look, 10);
    writeFileSync(mark(name, 'ended'), '');
    console.log(JSON.stringify({ seen: [...seen], priority: os.getPriority() }));
  };
  look();`;

describe('the steps of a run', { timeout: 120_000 }, () => {
  let folder;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'socle-steps-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const step = (name, other, options) => ({
    name,
    program: ownNode,
    args: ['-e', meeting, folder, name, other],
    ...options,
  });

  it('come together but for those that want to be alone, beside whom only the patient ones run', async () => {
    const outcomes = await runSteps(
      [
        step('one', 'other'),
        step('patient', 'alone', { patient: true }),
        step('alone', 'patient', { alone: true }),
        step('other', 'one'),
      ],
      2,
    );
    const told = Object.fromEntries(outcomes.map(({ name, output }) => [name, JSON.parse(output)]));
    const seen = Object.fromEntries(Object.entries(told).map(([name, { seen: whom }]) => [name, whom]));
    expect(seen.one).not.toContain('alone');
    expect(seen.alone).not.toContain('one');
    expect(seen.alone).not.toContain('other');
    expect(told.patient.priority).toBe(constants.priority.PRIORITY_LOW);
    expect(told.alone.priority).toBe(getPriority());
  });

  it('are all told of, those that fail too', async () => {
    const failing = { name: 'failing', program: ownNode, args: ['-e', 'process.exit(3)'], patient: true };
    const outcomes = await runSteps([failing, step('alone', 'alone', { alone: true })]);
    expect(outcomes.map(({ name, failed }) => [name, failed]).sort()).toEqual([
      ['alone', []],
      ['failing', ['failing']],
    ]);
  });
});
