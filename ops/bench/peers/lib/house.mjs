// A house as small as can be that answers the client's own documents: one row for "who am I?", one hash for a sign-in.
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { argon2id, hash, verify } from 'argon2';
import { createSigner, createVerifier } from 'fast-jwt';
import { openDatabase } from './database.mjs';

export const typeDefs = `
  scalar DateTime
  scalar EmailAddress
  enum Locale { EN FR }
  type User {
    id: ID!
    pseudo: String!
    email: EmailAddress
    emailVerified: Boolean!
    bio: String
    locale: Locale!
    role: String!
    scopes: [String!]!
    createdAt: DateTime!
    updatedAt: DateTime!
  }
  type AuthPayload { accessToken: String! accessTokenExpiresAt: DateTime! user: User! }
  type LoginPayload { auth: AuthPayload }
  input LoginInput { identifier: String! password: String! }
  type Query { me: User }
  type Mutation { login(input: LoginInput!): LoginPayload! }
`;

const tokenMs = 600_000;

const toUser = (row) => ({
  id: row.id,
  pseudo: row.pseudo,
  email: row.email,
  emailVerified: row.email_verified === 1,
  bio: row.bio,
  locale: row.locale,
  role: row.role,
  scopes: row.scopes.split(' ').filter(Boolean),
  createdAt: new Date(row.created_at).toISOString(),
  updatedAt: new Date(row.updated_at).toISOString(),
});

/** The tables, and one person in them. */
async function moveIn({ pseudo, email, password }, hashParameters) {
  const database = openDatabase(join(process.env.FOLDER, 'small.db'));
  database.exec(`
    create table person (id text primary key, pseudo text not null unique, email text not null, email_verified integer not null,
      bio text, locale text not null, role text not null, scopes text not null, password_hash text not null,
      created_at integer not null, updated_at integer not null);
    create table session (id text primary key, person_id text not null, created_at integer not null)`);
  const passwordHash = await hash(password, { type: argon2id, ...hashParameters });
  const now = Date.now();
  const add = database.prepare('insert into person values (?, ?, ?, 0, null, ?, ?, ?, ?, ?, ?)');
  add.run(randomUUID(), pseudo, email, 'EN', 'member', '', passwordHash, now, now);
  return database;
}

/** Opens the house: its resolvers, and who asks: the bearer of a token of ours, or nobody. */
export async function openHouse(founder, hashParameters) {
  const database = await moveIn(founder, hashParameters);
  const byId = database.prepare('select * from person where id = ?');
  const byPseudo = database.prepare('select * from person where pseudo = ?');
  const openSession = database.prepare('insert into session values (?, ?, ?)');
  const key = randomBytes(32).toString('base64url');
  const sign = createSigner({ key, algorithm: 'HS256', expiresIn: tokenMs });
  // As ours does, it remembers the tokens that it has verified.
  const check = createVerifier({ key, algorithms: ['HS256'], cache: true });

  const me = (_root, _arguments, { personId }) => (personId ? toUser(byId.get(personId)) : null);
  const login = async (_root, { input }) => {
    const row = byPseudo.get(input.identifier);
    if (!row || !(await verify(row.password_hash, input.password))) throw new Error('this is not the password');
    const [session, now] = [randomUUID(), Date.now()];
    openSession.run(session, row.id, now);
    const accessToken = sign({ sub: row.id, sid: session });
    return { auth: { accessToken, accessTokenExpiresAt: new Date(now + tokenMs).toISOString(), user: toUser(row) } };
  };
  const contextOf = (authorization) => ({
    personId: authorization ? check(authorization.slice('Bearer '.length)).sub : null,
  });
  return { resolvers: { Query: { me }, Mutation: { login } }, contextOf };
}
