import { createServer } from 'node:http';
import { join } from 'node:path';
import { argon2id, hash, verify } from 'argon2';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import { founder, hashParameters } from '../lib/cast.mjs';
import { openDatabase } from './lib/database.mjs';

const port = Number(process.env.PORT);
const options = {
  baseURL: `http://127.0.0.1:${port}`,
  secret: 'only for measuring, on a throw-away folder',
  database: openDatabase(join(process.env.FOLDER, 'better-auth.db')),
  emailAndPassword: {
    enabled: true,
    password: {
      hash: (text) => hash(text, { type: argon2id, ...hashParameters }),
      verify: (stored) => verify(stored.hash, stored.password),
    },
  },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
};

await (await getMigrations(options)).runMigrations();
const auth = betterAuth(options);
const { pseudo: name, email, password } = founder;
await auth.api.signUpEmail({ body: { name, email, password } });
createServer(toNodeHandler(auth)).listen(port, '127.0.0.1');
