import { parseArgs } from 'node:util';

/** What the bench was asked for; throws at anything that it does not know. */
export function readArguments(args) {
  const options = { row: { type: 'string' }, compare: { type: 'string' }, publish: { type: 'boolean' } };
  const { values } = parseArgs({ args, options, allowPositionals: false });
  if (values.publish && values.row !== undefined) throw new Error('only a whole run is published');
  return values;
}

/** The row of that name, or the rows whose names start so; without a name, all. */
export function chosen(rows, name) {
  if (name === undefined) return rows;
  const exact = rows.filter((row) => row.name === name);
  const found = exact.length > 0 ? exact : rows.filter((row) => row.name.startsWith(name));
  if (name === '' || found.length === 0)
    throw new Error(
      `no row is called '${name}', or starts so. The rows are:\n${rows.map((row) => `  ${row.name}`).join('\n')}`,
    );
  return found;
}
