import type { Locale, UserStatus } from '@socle/schema/documents';
import { seededRandom } from './random.ts';

/** A person as the mock keeps them: the public face, and a password. */
export interface MockUser {
  id: string;
  pseudo: string;
  email: string;
  emailVerified: boolean;
  bio: string | null;
  locale: Locale;
  role: string;
  scopes: string[];
  grants: MockGrant[];
  status: UserStatus;
  suspensionReason: string | null;
  createdAt: string;
  updatedAt: string;
  lastSeenAt: string | null;
  password: string;
}

/** A right beside the role, as the mock keeps it. */
export interface MockGrant {
  scope: string;
  grantedAt: string;
  until: string | null;
}

/** A session as the mock keeps it. */
export interface MockSession {
  id: string;
  userId: string;
  deviceName: string;
  ipAddress: string;
  createdAt: string;
  lastUsedAt: string;
  expiresAt: string;
}

/** The instant at which every mock house stands. */
export const NOW = Date.parse('2026-11-21T09:00:00.000Z');
export const PASSWORD = 'correct horse battery staple';
export const ADMIN_SCOPES = ['users:read', 'users:write', 'users:delete', 'roles:write', 'audit:read'];

const FIRST = [
  'amelie',
  'bayo',
  'chen',
  'davi',
  'elif',
  'freja',
  'giulia',
  'hugo',
  'ines',
  'jonas',
  'kaya',
  'lena',
  'milo',
  'noor',
  'oskar',
];
const LAST = [
  'durand',
  'okafor',
  'wei',
  'silva',
  'kaya',
  'larsson',
  'marchetti',
  'petit',
  'novak',
  'berg',
  'moreau',
  'rossi',
];
const DEVICES = ['Firefox on Linux', 'Safari on iPhone', 'Chromium on Windows'];
const DAY_MS = 86_400_000;

const instant = (ageMs: number) => new Date(NOW - ageMs).toISOString();
const idOf = (kind: string, number: number) => `0193${kind}-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** One person, with whatever a test wants to be different. */
function aUser(number: number, overrides: Partial<MockUser> = {}): MockUser {
  const random = seededRandom(number + 1);
  const first = FIRST[number % FIRST.length];
  const last = LAST[Math.floor(random() * LAST.length)];
  const pseudo = overrides.pseudo ?? `${first}.${last}${number < FIRST.length ? '' : number}`;
  const age = Math.floor(random() * 300 * DAY_MS);
  return {
    id: idOf('aaaa', number),
    pseudo,
    email: `${pseudo}@example.org`,
    emailVerified: random() > 0.2,
    bio: random() > 0.5 ? 'Builds small things that last.' : null,
    locale: random() > 0.5 ? 'FR' : 'EN',
    role: 'member',
    scopes: overrides.role === 'admin' ? ADMIN_SCOPES : [],
    grants: [],
    status: 'ACTIVE',
    suspensionReason: null,
    createdAt: instant(age),
    updatedAt: instant(age / 2),
    lastSeenAt: random() > 0.1 ? instant(age * random() * 0.5) : null,
    password: PASSWORD,
    ...overrides,
  };
}

/** One session of a person. */
export function aSession(userId: string, number: number): MockSession {
  return {
    id: idOf('bbbb', number),
    userId,
    deviceName: DEVICES[number % DEVICES.length] ?? 'A browser',
    ipAddress: `203.0.113.${(number % 250) + 1}`,
    createdAt: instant((number + 2) * 3_600_000),
    lastUsedAt: instant(number * 1_800_000),
    expiresAt: instant(-7 * DAY_MS),
  };
}

/** The people of a demonstration house: an administrator, and the others. */
export function somePeople(count = 60): MockUser[] {
  return Array.from({ length: count }, (_, number) =>
    aUser(number, {
      ...(number === 0 && { role: 'admin', pseudo: 'amelie.durand', status: 'ACTIVE' as const }),
      ...(number % 11 === 3 && { status: 'SUSPENDED' as const }),
    }),
  );
}
