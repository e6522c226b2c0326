// Loaded before the compiled server (`node --import`): ends its process at a step of its work, as a power cut would.
// The file that KILL_AT names says at which one, from the moment at which it is there.
import { existsSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';

const { KILL_AT } = process.env;
const prepare = Database.prototype.prepare;

/** `since`: what a statement holds after which the next commit counts; `file`: of which database; `when`: before or after. */
const wanted = () => (existsSync(KILL_AT) ? JSON.parse(readFileSync(KILL_AT, 'utf8')) : null);

let seen = false;

function end() {
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way; nothing else may happen until it is here.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

Database.prototype.prepare = function (sql) {
  const statement = prepare.call(this, sql);
  const { run } = statement;
  const file = this.name;
  statement.run = (...parameters) => {
    const step = sql === 'commit' || sql.includes('pending_fact') ? wanted() : null;
    const isIt = seen && sql === 'commit' && step !== null && file.endsWith(step.file);
    if (isIt && step.when === 'before') end();
    const result = run.apply(statement, parameters);
    if (isIt) end();
    if (step !== null && sql.includes(step.since)) seen = true;
    return result;
  };
  return statement;
};
