// The floor of a sign-in: the password checked, and nothing else.
import { argon2id, hash, verify } from 'argon2';
import { hashParameters, password } from '../lib/cast.mjs';
import { lanes, offerWork } from './lib/work.mjs';

const stored = await hash(password, { type: argon2id, ...hashParameters });

offerWork((count) =>
  lanes(Number(process.env.LANES), count, async () => {
    if (!(await verify(stored, password))) throw new Error('the right password was refused');
  }),
);
