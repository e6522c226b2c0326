import type { Reader } from '#kernel/ports.js';
import { tallied } from '#kernel/tally.js';
import type { UserStatus } from './user.entity.js';

/** Which people are meant; all of them where nothing is said. */
export interface UserGroup {
  readonly role?: string | null | undefined;
  readonly status?: UserStatus | null | undefined;
}

/** How many people there are in each group, known without looking at anybody. */
export class UserCounts {
  private constructor(private readonly parts: ReadonlyMap<string, number>) {}

  static async read(reader: Reader): Promise<UserCounts> {
    return new UserCounts(await tallied(reader, 'user'));
  }

  of(group: UserGroup = {}): number {
    let sum = 0;
    for (const [part, n] of this.parts) {
      const [status, role] = part.split(':');
      if ((group.status ?? status) === status && (group.role ?? role) === role) sum += n;
    }
    return sum;
  }
}
