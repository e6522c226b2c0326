import type { Context } from '#kernel/context.js';
import type { Secret } from './credential.views.js';

/** Who has signed in with a browser, and when they last proved their password there (ms), newest first. */
type Known = readonly (readonly [userId: string, provenAtMs: number])[];

const place = 'device-cookie';
const usersPerDevice = 5;
const keptMs = 365 * 86_400_000;

const isKnown = (entry: unknown): boolean =>
  Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'number';

function parse(text: string): Known {
  const known = JSON.parse(text) as unknown;
  return Array.isArray(known) && known.every(isKnown) ? (known as Known) : [];
}

/**
 * Recognises a browser in which somebody has signed in before, so that strangers who guess at an account cannot keep
 * its owner out (OWASP, device cookies; catalogue C8). The cookie is sealed: it proves its origin and tells nothing.
 */
export class Devices {
  constructor(private readonly context: Context) {}

  /** True where the password that is good now was proven with this browser: one that was changed is worth nothing. */
  know({ userId, changedAt }: Secret): boolean {
    return this.#read().some(([known, provenAtMs]) => known === userId && provenAtMs >= changedAt.getTime());
  }

  /** Notes that this user has proven their password with this browser. */
  remember(userId: string): void {
    const { deviceCookie, ports } = this.context;
    const now = ports.clock.now().getTime();
    const known: Known = [[userId, now], ...this.#read().filter(([other]) => other !== userId)];
    const sealed = ports.sealer.seal(Buffer.from(JSON.stringify(known.slice(0, usersPerDevice))), place);
    deviceCookie.keep(sealed.toString('base64url'), new Date(now + keptMs));
  }

  #read(): Known {
    const { deviceCookie, ports } = this.context;
    const cookie = deviceCookie.read();
    try {
      return cookie ? parse(ports.sealer.unseal(Buffer.from(cookie, 'base64url'), place).toString()) : [];
    } catch {
      return [];
    }
  }
}
