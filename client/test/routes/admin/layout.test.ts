import { beforeEach, describe, expect, it } from 'vitest';
import { load } from '../../../src/routes/(admin)/+layout.ts';
import { MockServer } from '../../mock/index.ts';
import { signedIn } from '../../page.ts';
import type { House } from '#lib/session/index.ts';

let server: MockServer;

async function open(house: House, path = '/admin/users?q=ann'): Promise<unknown> {
  const event = { parent: async () => house, url: new URL(path, 'http://localhost') };
  try {
    return await load(event as unknown as Parameters<typeof load>[0]);
  } catch (outcome) {
    return outcome;
  }
}

beforeEach(() => {
  server = new MockServer();
});

describe('the door of the administration', () => {
  it('is open to whoever may see people', async () => {
    expect(await open(await signedIn(server))).toBeUndefined();
  });

  it('opens the journal, and nothing else, to whoever may read that', async () => {
    const [, auditor] = server.state.users;
    if (!auditor) throw new Error('The mock has people');
    auditor.scopes = ['audit:read'];
    const house = await signedIn(server, auditor);
    expect(await open(house, '/admin/audit')).toBeUndefined();
    expect(await open(house)).toMatchObject({ status: 404 });
  });

  it('sends a visitor to sign-in, and back afterwards', async () => {
    const house = await signedIn(server);
    house.session.end(null);
    expect(await open(house)).toMatchObject({ status: 307, location: '/sign-in?next=%2Fadmin%2Fusers%3Fq%3Dann' });
  });

  it('looks like a wrong address to everyone else', async () => {
    expect(await open(await signedIn(server, server.state.users[1]))).toMatchObject({ status: 404 });
  });

  it('says so when the server does not answer', async () => {
    server.offline = true;
    expect(await open(await signedIn(server))).toMatchObject({ status: 503, body: { code: 'NETWORK' } });
  });
});
