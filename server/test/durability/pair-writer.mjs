// Changes two databases together, again and again, as the house does: whoever changes the second holds the first, and
// the second commits before it, with a promise that is taken back once the first has committed, too.
import Database from 'better-sqlite3';

const [first, second] = process.argv.slice(2).map((file) => new Database(file));

process.on('message', () => process.exit(0));
process.send?.('ready');
for (;;) {
  first.exec('begin immediate');
  first.exec('insert into t default values');
  second.exec('begin immediate; insert into t default values; insert into promise default values; commit');
  first.exec('commit');
  second.exec('delete from promise');
  await new Promise(setImmediate);
}
