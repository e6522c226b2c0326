import type { Ports } from '#kernel/context.js';
import { KeyError } from '#kernel/operator-error.js';
import type { Reader, Sealer, Writer } from '#kernel/ports.js';

/** A version of the master key that the vault knows. */
export interface Registered {
  readonly version: number;
  /** The oldest version that a data key may still be wrapped by. */
  readonly oldest: number;
  readonly canary: unknown;
}

type Keys = Pick<Ports, 'masterKeys' | 'vault'>;

const canary = Buffer.from('the key of this vault');
const contextOf = ({ version, oldest }: Pick<Registered, 'version' | 'oldest'>): string =>
  `master_key.canary:${version}:${oldest}`;

const allSql = 'select version, oldest, canary from master_key order by version';
const insertSql = 'insert into master_key (version, oldest, canary) values (?, ?, ?)';
const retireSql = 'update master_key set oldest = ?, canary = ? where version = ?';

/** Every version that the vault knows, oldest first. */
export const registered = (sql: Reader): Promise<Registered[]> => sql.all<Registered>(allSql, []);

/** True where what is registered was registered with this very key. */
export function fits(sealer: Sealer, { canary: sealed, ...row }: Registered): boolean {
  try {
    return sealer.unseal(sealed as Buffer, contextOf(row)).equals(canary);
  } catch {
    return false;
  }
}

/** The key of a version; throws where its file is missing. */
export function presentMaster({ masterKeys }: Pick<Ports, 'masterKeys'>, version: number): Sealer {
  const sealer = masterKeys.sealerOf(version);
  if (sealer) return sealer;
  throw new KeyError(`${masterKeys.fileOf(version)}, a master key of the vault, is missing`, {
    cure: 'restore it from a backup of the keys: nothing else opens what it sealed',
  });
}

/** The key of a registered version; throws where it is missing or another one (catalogue V5). */
export function openMaster(keys: Pick<Ports, 'masterKeys'>, row: Registered): Sealer {
  const sealer = presentMaster(keys, row.version);
  if (!fits(sealer, row))
    throw new KeyError(`${keys.masterKeys.fileOf(row.version)} is not the master key that this vault was sealed with`, {
      cure: 'put the right file in its place, or name the right KEYS_DIR or VAULT_DATABASE_URL',
    });
  return sealer;
}

/** The newest version, which wraps. */
export async function newestMaster(
  keys: Pick<Ports, 'masterKeys'>,
  sql: Reader,
): Promise<{ readonly row: Registered; readonly sealer: Sealer }> {
  const row = (await registered(sql)).at(-1);
  if (!row) throw new Error('the vault knows no master key');
  return { row, sealer: openMaster(keys, row) };
}

/** Makes a version known to the vault; until older ones are retired, they may go on wrapping keys. */
export async function register(sql: Writer, sealer: Sealer, version: number, oldest: number): Promise<void> {
  await sql.run(insertSql, [version, oldest, sealer.seal(canary, contextOf({ version, oldest }))]);
}

/** From now on no key may be wrapped by an older version than this. */
export async function retireOlder(sql: Writer, sealer: Sealer, version: number): Promise<void> {
  await sql.run(retireSql, [version, sealer.seal(canary, contextOf({ version, oldest: version })), version]);
}

/** A vault that was never used takes the newest key that is there. */
async function registerFirst({ masterKeys, vault }: Keys): Promise<void> {
  const version = masterKeys.versions().at(-1);
  const sealer = version === undefined ? null : masterKeys.sealerOf(version);
  if (version === undefined || !sealer)
    throw new KeyError(`${masterKeys.fileOf(1)}, the master key of the vault, is missing`);
  await vault.transact(async (sql) => {
    if ((await registered(sql)).length === 0) await register(sql, sealer, version, version);
  });
}

/** True where the vault has been used with some master key. */
export const knowsMasterKey = async (reader: Reader): Promise<boolean> => (await registered(reader)).length > 0;

/** Throws where a master key that may be needed is missing or another one: nothing is ever written under a wrong key. */
export async function checkMasterKeys(keys: Keys): Promise<void> {
  const rows = await registered(keys.vault.reader);
  const oldest = rows.at(-1)?.oldest ?? 0;
  for (const row of rows.filter(({ version }) => version >= oldest)) openMaster(keys, row);
}

/** The same at the start of a house, which takes a vault into use that is new. */
export async function takeIntoUse(keys: Keys): Promise<void> {
  if (!(await knowsMasterKey(keys.vault.reader))) await registerFirst(keys);
  await checkMasterKeys(keys);
}
