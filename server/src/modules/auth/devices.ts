import type { Context } from '#kernel/context.js';
import { isId, newId } from '#kernel/entity.js';

/** A browser and the people who have signed in with it, newest first. */
interface Device {
  readonly id: string;
  readonly users: readonly string[];
}

const place = 'device-cookie';
const usersPerDevice = 5;
const keptMs = 365 * 86_400_000;

function parse(text: string): Device | null {
  const { id, users } = JSON.parse(text) as Partial<Device>;
  return typeof id === 'string' && isId(id) && Array.isArray(users) ? { id, users } : null;
}

/**
 * Recognises a browser in which somebody has signed in before, so that strangers who guess at an account cannot keep
 * its owner out (OWASP, device cookies; catalogue C8). The cookie is sealed: it proves its origin and tells nothing.
 */
export class Devices {
  constructor(private readonly context: Context) {}

  /** The browser's own count of wrong guesses for this user; null where they never signed in with it. */
  keyFor(userId: string): string | null {
    const device = this.#read();
    return device?.users.includes(userId) ? `device:${device.id}:${userId}` : null;
  }

  /** Notes that this user has signed in with this browser. */
  remember(userId: string): void {
    const { deviceCookie, ports } = this.context;
    const { id, users } = this.#read() ?? { id: newId(), users: [] };
    const known = [userId, ...users.filter((other) => other !== userId)].slice(0, usersPerDevice);
    const sealed = ports.sealer.seal(Buffer.from(JSON.stringify({ id, users: known })), place);
    deviceCookie.keep(sealed.toString('base64url'), new Date(ports.clock.now().getTime() + keptMs));
  }

  #read(): Device | null {
    const { deviceCookie, ports } = this.context;
    const cookie = deviceCookie.read();
    try {
      return cookie ? parse(ports.sealer.unseal(Buffer.from(cookie, 'base64url'), place).toString()) : null;
    } catch {
      return null;
    }
  }
}
