// A walk along a journal of a hundred thousand entries, as `verify-audit` does it.
import { chain, fill, openOwnDatabase, verifyChain } from './lib/journal.mjs';
import { offerWork } from './lib/work.mjs';

const entries = 100_000;
const database = await openOwnDatabase();
fill(database, entries);
/** There is no checkpoint, and so no signature. */
const statements = { read: () => 'foreign key' };

offerWork(async (count) => {
  for (let done = 0; done < count; done += 1) {
    const { fault, checkedEvents } = await verifyChain(database.reader, chain, statements);
    if (fault || checkedEvents !== entries) throw new Error('the journal does not hold');
  }
});
