import { readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { ModuleSettings } from '#kernel/context.js';
import type { SettingDefinitions } from '#kernel/module.js';
import { houseDefinitions, type HouseValues } from './house-settings.js';
import { modules } from './modules.js';

/** One sentence per setting that is wrong; names and expectations, never values. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** Every setting there is, in the order of `.env.example`. */
export function allDefinitions(): SettingDefinitions {
  return Object.assign(
    {},
    houseDefinitions,
    ...modules.map((module) => module.settings?.definitions ?? {}),
  ) as SettingDefinitions;
}

/** What the house was told, complete and checked. */
export interface Settings {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly databaseFile: string;
  readonly vaultFile: string;
  readonly erasureLedger: string;
  /** Where the contents of stored files lie. */
  readonly filesDir: string;
  readonly keysDir: string;
  readonly corsOrigins: readonly string[];
  readonly trustedProxyHops: number;
  readonly introspection: 'on' | 'off' | 'signed-in';
  readonly limitsFactor: number;
  readonly metricsPort: number;
  readonly metricsToken: string | null;
  readonly backups: {
    /** How often one is made without being asked for; null for never. */
    readonly everyMs: number | null;
    readonly folder: string;
    readonly keep: number;
    /** Whom they are encrypted to, if anybody. */
    readonly recipient: string | null;
  };
  readonly logLevel: string;
  readonly modules: ModuleSettings;
}

type Environment = Readonly<Record<string, string | undefined>>;

function rawValue(name: string, environment: Environment): string | undefined {
  const file = environment[`${name}_FILE`];
  if (!file) return environment[name] || undefined;
  if (environment[name]) throw new Error(`is given twice: as ${name} and as ${name}_FILE`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Error(`${name}_FILE cannot be read`);
  }
}

function readAll(environment: Environment, problems: string[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, definition] of Object.entries(allDefinitions())) {
    values[name] = definition.fallback;
    try {
      const raw = rawValue(name, environment);
      if (raw !== undefined) values[name] = definition.parse(raw);
    } catch (error) {
      problems.push(`${name} ${(error as Error).message}`);
    }
  }
  return values;
}

function productionProblems({
  PUBLIC_URL,
  METRICS_TOKEN,
  LIMITS_FACTOR,
  INTROSPECTION,
  LOG_LEVEL,
}: HouseValues): string[] {
  const problems: string[] = [];
  const url = PUBLIC_URL ? new URL(PUBLIC_URL) : null;
  if (!url) problems.push('PUBLIC_URL is needed in production');
  else if (url.protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname))
    problems.push('PUBLIC_URL must be https in production, outside localhost');
  if (!METRICS_TOKEN || METRICS_TOKEN.length < 16)
    problems.push('METRICS_TOKEN of at least 16 characters is needed in production');
  if (INTROSPECTION === 'on') problems.push('INTROSPECTION must be off or signed-in in production');
  if (['debug', 'trace'].includes(LOG_LEVEL)) problems.push('LOG_LEVEL must be info or quieter in production');
  if (LIMITS_FACTOR !== 1) problems.push('LIMITS_FACTOR must not be set in production');
  return problems;
}

function moduleSettings(values: Record<string, unknown>): ModuleSettings {
  return Object.fromEntries(
    modules.flatMap(({ name, settings }) => (settings ? [[name, settings.read(values as never)]] : [])),
  ) as unknown as ModuleSettings;
}

/** A port of its own for each; 0 is any free one. */
const portProblems = ({ PORT, METRICS_PORT }: HouseValues): string[] =>
  PORT === METRICS_PORT && PORT !== 0 ? ['METRICS_PORT must not be the same as PORT'] : [];

type Places = Pick<Settings, 'dataDir' | 'databaseFile' | 'vaultFile' | 'erasureLedger' | 'filesDir' | 'keysDir'> & {
  readonly backupsDir: string;
};

/** Where everything is kept; `root` anchors relative paths. */
function placesOf(values: HouseValues, root: string): Places {
  const { DATA_DIR, DATABASE_URL, VAULT_DATABASE_URL, ERASURE_LEDGER, KEYS_DIR, BACKUP_DIR } = values;
  const at = (path: string): string => (isAbsolute(path) ? path : resolve(root, path));
  const dataDir = at(DATA_DIR);
  const fileOf = (url: string | null, name: string): string =>
    url ? at(url.slice('sqlite:'.length)) : join(dataDir, name);
  return {
    dataDir,
    databaseFile: fileOf(DATABASE_URL, 'main.db'),
    vaultFile: fileOf(VAULT_DATABASE_URL, 'vault.db'),
    erasureLedger: ERASURE_LEDGER ? at(ERASURE_LEDGER) : join(dataDir, 'erasures.ledger'),
    filesDir: join(dataDir, 'files'),
    keysDir: KEYS_DIR ? at(KEYS_DIR) : join(dataDir, 'keys'),
    backupsDir: BACKUP_DIR ? at(BACKUP_DIR) : join(dataDir, 'backups'),
  };
}

const placeProblems = ({ databaseFile, vaultFile }: Pick<Places, 'databaseFile' | 'vaultFile'>): string[] =>
  databaseFile === vaultFile ? ['VAULT_DATABASE_URL must not be the same as DATABASE_URL'] : [];

/** A text for operators with the commands as they are typed here; a container of the server calls them `socle …`. */
export const asTypedHere = (text: string): string =>
  text.replaceAll('npm run socle --', process.env['SOCLE_COMMAND'] ?? 'npm run socle --');

/** The environment of this process, for another one of the same program. */
export const ownEnvironment = (): Environment => process.env;

/** The settings of this process. */
export const settingsOfProcess = (root: string): Settings => readSettings(process.env, root);

/** Reads every setting; throws one SettingsError that names everything that is wrong. `root` anchors relative paths. */
export function readSettings(environment: Environment, root: string): Settings {
  const problems: string[] = [];
  const all = readAll(environment, problems);
  const values = all as HouseValues;
  const production = values.NODE_ENV === 'production';
  const { backupsDir, ...places } = placesOf(values, root);
  problems.push(...portProblems(values), ...placeProblems(places));
  if (production) problems.push(...productionProblems(values));
  if (problems.length > 0) throw new SettingsError(problems);
  return {
    production,
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    ...places,
    corsOrigins: values.CORS_ORIGINS,
    trustedProxyHops: values.TRUSTED_PROXY_HOPS,
    introspection: (values.INTROSPECTION ?? (production ? 'signed-in' : 'on')) as Settings['introspection'],
    limitsFactor: values.LIMITS_FACTOR,
    metricsPort: values.METRICS_PORT,
    metricsToken: values.METRICS_TOKEN,
    backups: {
      everyMs: values.BACKUP_EVERY,
      folder: backupsDir,
      keep: values.BACKUP_KEEP,
      recipient: values.BACKUP_RECIPIENT,
    },
    logLevel: values.LOG_LEVEL,
    modules: moduleSettings(all),
  };
}
